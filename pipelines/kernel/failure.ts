/**
 * Failures of a cell: their classes and their words.
 *
 * @module
 */
import type { ErrorOutput } from "../notebook/nbformat.ts";
import type { CellFailure, CellStatus } from "./types.ts";
import type { ProcessEnd } from "./process.ts";

/** Why a cell is stopped from outside. */
export interface Halt {
  /** How the cell ends. */
  readonly status: Extract<CellStatus, "timeout" | "dead" | "output-limit">;
  /** What the report says. */
  readonly failure: CellFailure;
  /** Whether the kernel may live on when an interrupt stops the cell. */
  readonly remedy: "interrupt" | "kill";
}

/**
 * Writes a failure as an error output, for failures that the kernel itself does not report.
 *
 * @param failure The failure.
 * @param traceback The stack, where there is one.
 * @returns The output.
 */
export function failureOutput(failure: CellFailure, traceback: readonly string[] = []): ErrorOutput {
  const { ename, evalue, line } = failure;
  const place = line === null ? [] : [`    at line ${line} of the cell`];
  const stack = traceback.length > 0 ? traceback : [`${ename}: ${evalue}`, ...place];
  return { output_type: "error", ename, evalue, traceback: stack };
}

const failure = (ename: string, evalue: string): CellFailure => ({ ename, evalue, line: null });

/** A cell that did not end in time. */
export function timeoutHalt(cellId: string, timeoutMs: number): Halt {
  const evalue = `Cell ${cellId} did not end within ${timeoutMs} ms. Make it quicker, or give it more time`;
  return { status: "timeout", failure: failure("CellTimeout", evalue), remedy: "interrupt" };
}

/** A cell that ended but whose fence does not come through. */
export function restlessHalt(timeoutMs: number): Halt {
  const evalue =
    `Work that the cell left behind kept the kernel from resting for ${timeoutMs} ms. Await it in the cell`;
  return { status: "timeout", failure: failure("CellTimeout", evalue), remedy: "kill" };
}

/** A kernel whose fence was answered with an error: somebody tampered with what it stands on. */
export function fenceHalt(): Halt {
  const evalue = "The cell changed what the runner needs to keep the outputs of cells apart";
  return { status: "dead", failure: failure("FenceBroken", evalue), remedy: "kill" };
}

/** A cell that wrote too much. */
export function outputHalt(bytes: number, limitBytes: number): Halt {
  const evalue = `The cell wrote ${bytes} bytes of output; the limit is ${limitBytes}. Show a summary`;
  return { status: "output-limit", failure: failure("OutputLimit", evalue), remedy: "interrupt" };
}

/** A kernel that took too much memory. */
export function memoryHalt(residentMiB: number, limitMiB: number): Halt {
  const evalue = `The kernel took ${residentMiB} MiB of memory; the limit is ${limitMiB} MiB`;
  return { status: "dead", failure: failure("MemoryLimit", evalue), remedy: "kill" };
}

/** A kernel that is gone, or that cannot be trusted any more. */
export function deathHalt(cause: CellFailure): Halt {
  return { status: "dead", failure: cause, remedy: "kill" };
}

/** A kernel from which somebody else than Deno talked to the permission broker. */
export function forgeryFailure(): CellFailure {
  return failure(
    "SandboxTampering",
    "Code in the kernel wrote to the sandbox's own line; the kernel was ended",
  );
}

/** Words for the end of a kernel process. */
export function describeEnd(end: ProcessEnd): CellFailure {
  if (/out of memory|heap limit/i.test(end.stderr)) {
    return failure("OutOfMemory", "The kernel ran out of heap memory. Read less at once, or raise the limit");
  }
  const how = end.code > 128 ? `by signal ${end.code - 128}` : `with exit code ${end.code}`;
  return failure("KernelDied", `The kernel ended ${how} while the cell ran`);
}

/** Deno's words for a denied access; its advice to pass a flag does not apply in a notebook. */
const DENIED_REGEXP = /Requires (\w+) access(?: to ("[^"]*"|<[^>]*>))?, run again with the --allow-\w+ flag/g;

/** What a person can do about a denied access, by permission. */
const MENDS: Readonly<Record<string, string>> = {
  read: "Declare the file as a dataset of the pilot, or read it through lib/sources",
  write: "Write to the scratch folder of the run only",
  net: "A vetted notebook runs without network; fetch the data beforehand",
  import: "Import from lib or from a package of deno.json",
  run: "A notebook starts no other programs",
  ffi: "A notebook calls no native libraries of its own",
  env: "A notebook sees no variables of the system; use a parameter",
  sys: "A notebook sees no facts of the system",
};

/**
 * Says of a denied access what was tried and what to do, in place of Deno's advice to pass a flag.
 *
 * @param evalue The message of an error.
 * @returns The message with such phrases replaced.
 *
 * @example A denied read
 * ```ts
 * import { explainDenial } from "./failure.ts";
 * import assert from "node:assert/strict";
 *
 * const text = explainDenial('Requires read access to "/etc/passwd", run again with the --allow-read flag');
 * assert.match(text, /^The sandbox denies read access to "\/etc\/passwd"/);
 * ```
 */
export function explainDenial(evalue: string): string {
  return evalue.replace(DENIED_REGEXP, (_, permission: string, value: string | undefined) => {
    const mend = MENDS[permission];
    return `The sandbox denies ${permission} access${value ? ` to ${value}` : ""}${mend ? `. ${mend}` : ""}`;
  });
}
