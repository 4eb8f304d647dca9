/**
 * What the runner asks of a kernel and what it gets back.
 *
 * @module
 */
import type { Output } from "../notebook/nbformat.ts";

/** How a cell ended. */
export type CellStatus = "ok" | "error" | "timeout" | "dead" | "output-limit" | "skipped";

/** A failed cell: what a person needs to find and mend it. */
export interface CellFailure {
  /** The class, for example `TypeError`, `SyntaxError`, `CellTimeout`, `KernelDied`, `UnhandledRejection`. */
  readonly ename: string;
  /** The message. */
  readonly evalue: string;
  /** Line in the cell, from 1; null when it cannot be known. */
  readonly line: number | null;
}

/** The result of one cell. */
export interface CellResult {
  /** How it ended. `raises-exception` cells end `ok` when they raise. */
  readonly status: CellStatus;
  /** Every output, in order, all before the fence of this cell. */
  readonly outputs: readonly Output[];
  /** The kernel's count; null when the cell did not run. */
  readonly executionCount: number | null;
  /** Why it failed; null when it did not. */
  readonly failure: CellFailure | null;
  /** Wall time in milliseconds. */
  readonly elapsedMs: number;
}

/** One cell to run. */
export interface CellRequest {
  /** The cell's id, for messages. */
  readonly cellId: string;
  /** The source. */
  readonly code: string;
  /** How long the cell may take. Default 120,000. */
  readonly timeoutMs?: number;
  /** Whether an error is expected (`raises-exception`). Default `no`. */
  readonly raises?: "no" | "expected";
  /** Number of programme outputs that the cell's tag promises; a deadline applies. Default: no promise. */
  readonly expectProgrammeOutputs?: { readonly mime: string; readonly min: number; readonly max: number };
}

/** How one access that the notebook asked for was answered. */
export interface AccessRecord {
  /** Order of asking, from 1. */
  readonly sequence: number;
  /** The permission, for example `read`, `net`, `run`. */
  readonly permission: string;
  /** The value asked for, such as a path or a host; project paths are relative. Empty when none was given. */
  readonly value: string;
  /** The answer. */
  readonly result: "allow" | "deny";
  /** Which rule answered, for example `module`, `package`, `dataset:synthetic/persons`, `scratch`, `default`. */
  readonly rule: string;
  /** The cell that was running; null before the first. */
  readonly cellId: string | null;
}

/** A file that the run may read, by absolute path. */
export interface ReadGrant {
  /** Absolute path of a file, or of a folder that counts with all in it. */
  readonly path: string;
  /** The rule's name in the trace. */
  readonly rule: string;
}

/** What a notebook may touch. */
export interface SandboxPolicy {
  /** Files and folders that may be read. */
  readonly read: readonly ReadGrant[];
  /** The one folder that may be written: a fresh one per run. */
  readonly scratchDir: string;
  /** Hosts that may be reached, `host` or `host:port`; `"any"` for all; empty for a sealed run. */
  readonly net: readonly string[] | "any";
}

/** How to start a kernel. */
export interface KernelOptions {
  /** Root of the project: `deno.json` and the lock file lie there. Absolute. */
  readonly projectDir: string;
  /** Working folder of the kernel. Relative imports in cells resolve against it. Absolute. */
  readonly cwd: string;
  /** What the notebook may touch. */
  readonly sandbox: SandboxPolicy;
  /** Code run silently before the first cell, under its own fence, for example to install the sealing key. */
  readonly prelude?: string;
  /**
   * Whether cells may change the language's own objects and compile text as code: `free`, or `fixed` against both.
   * Default `free`.
   */
  readonly builtIns?: "free" | "fixed";
  /** Called when the process exists and has yet to answer: time for work that would hold it up before. */
  readonly onSpawned?: () => void;
  /** Environment variables beyond the few that the kernel needs. Nothing else of the caller's is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long the kernel may take to answer. Default 30,000. */
  readonly startTimeoutMs?: number;
  /** Heap limit of the kernel in MiB. Default 2,048. */
  readonly heapLimitMiB?: number;
  /** Limit on the resident memory of the kernel in MiB, native memory included. Default 4,096. */
  readonly memoryLimitMiB?: number;
  /** Limit on the outputs of one cell in bytes. Default 33,554,432. */
  readonly outputLimitBytes?: number;
}

/** A running kernel. */
export interface Kernel {
  /** Runs a cell and returns when all of its outputs are in. Never throws for what the notebook does. */
  execute(request: CellRequest): Promise<CellResult>;
  /**
   * Has the kernel work out a text for the runner, after the cells that were asked for before. No output holds it.
   *
   * @param expression TypeScript of a text or null, or of a promise of one.
   * @param timeoutMs How long it may take.
   * @returns The text or null.
   * @throws {WorkspaceError} When the expression throws, gives something else, takes too long, or the kernel ends.
   */
  fetchText(expression: string, timeoutMs: number): Promise<string | null>;
  /** Every access asked for so far. */
  accesses(): readonly AccessRecord[];
  /** Which outer layers hold: the broker always, and the operating system's where it is available. */
  readonly layers: readonly string[];
  /** Peak resident memory in MiB so far; null where it cannot be read. */
  peakMemoryMiB(): number | null;
  /** Ends the kernel and removes its sockets and files. May be called twice. */
  close(): Promise<void>;
}
