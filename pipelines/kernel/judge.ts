/**
 * What is to be said of a cell that has run: why it failed, and on which line.
 *
 * @module
 */
import { findImports, parseCell } from "./cell_code.ts";
import type { Hearing } from "./conversation.ts";
import { explainDenial, failureOutput } from "./failure.ts";
import { findLine } from "./locate.ts";
import type { KernelEvent } from "./prelude.ts";
import type { CellFailure } from "./types.ts";
import type { JsonObject } from "./wire.ts";

/** A cell that was answered and is to be judged. */
export interface RanCell {
  /** The code as its author wrote it. */
  readonly source: string;
  /** The code as it was sent. */
  readonly code: string;
  /** What was heard of it. */
  readonly hearing: Hearing;
  /** The content of the reply; null when there was none. */
  readonly reply: JsonObject | null;
  /** A private folder for the search of the line. */
  readonly dir: string;
  /** Tries imports in the kernel and gives what failed. */
  readonly probeImports: (imports: ReturnType<typeof findImports>) => Promise<readonly KernelEvent[]>;
}

/** Names of what the prelude reports, as a reader meets them. */
const EVENT_NAMES: Readonly<Record<KernelEvent["kind"], string>> = {
  "unhandled-rejection": "UnhandledRejection",
  "uncaught-error": "UncaughtError",
  "failed-import": "ImportFailed",
};

/**
 * Finds why a cell failed by itself, and writes it into the cell's outputs when the kernel did not.
 *
 * @param cell The cell.
 * @returns The failure; null when nothing was thrown.
 */
export async function judgeCell(cell: RanCell): Promise<CellFailure | null> {
  const { collector } = cell.hearing;
  const error = collector.error();
  if (error !== null) {
    const line = await findLine(cell.code, { ...cell, traceback: error.traceback });
    const evalue = explainDenial(error.evalue);
    collector.replaceError({ ...error, evalue, traceback: relabel(error.traceback, line) });
    return { ename: error.ename, evalue, line };
  }
  if (cell.reply?.["status"] === "error") return await judgeSilence(cell, cell.reply);
  const [event] = cell.hearing.events;
  return event === undefined ? null : await judgeEvent(cell, event);
}

/** An error reply without an error: the kernel could not even begin. */
async function judgeSilence(cell: RanCell, reply: JsonObject): Promise<CellFailure> {
  const failure = await findSilentCause(cell) ?? {
    ename: "ExecutionFailed",
    evalue: `The kernel could not run the cell and gives no reason: ${String(reply["evalue"] ?? "")}`,
    line: null,
  };
  cell.hearing.collector.append(failureOutput(failure));
  return failure;
}

async function findSilentCause(cell: RanCell): Promise<CellFailure | null> {
  const parsed = parseCell(cell.source);
  if (parsed.kind === "syntax-error") {
    return { ename: "SyntaxError", evalue: parsed.message, line: parsed.line };
  }
  const imports = findImports(cell.source);
  const [failed] = imports.length === 0 ? [] : await cell.probeImports(imports);
  if (failed === undefined) return null;
  const specifier = imports.find(({ line }) => line === failed.line)?.specifier ?? "";
  const evalue = `Cannot import ${specifier}: ${explainDenial(failed.evalue.split("\n")[0] ?? "")}`;
  return { ename: "ImportFailed", evalue, line: failed.line };
}

async function judgeEvent(cell: RanCell, event: KernelEvent): Promise<CellFailure> {
  const line = await findLine(cell.code, { ...cell, traceback: event.traceback });
  const refused = event.ename === "StdinRefused";
  const failure = {
    ename: refused ? event.ename : EVENT_NAMES[event.kind],
    evalue: refused ? event.evalue : `${event.ename}: ${explainDenial(event.evalue)}`,
    line,
  };
  cell.hearing.collector.append(failureOutput(failure, relabel(event.traceback, line)));
  return failure;
}

const OUTERMOST_REGEXP = /<anonymous>:\d+:\d+(?=\)?$)/;

/** Names the line of the cell in the outermost frame; the kernel's own count is of a text that nobody sees. */
function relabel(traceback: readonly string[], line: number | null): readonly string[] {
  const outermost = traceback.findLastIndex((frame) => OUTERMOST_REGEXP.test(frame));
  return traceback.map((frame, index) => {
    const shown = explainDenial(frame);
    return index === outermost && line !== null
      ? shown.replace(OUTERMOST_REGEXP, `cell line ${line}`)
      : shown;
  });
}
