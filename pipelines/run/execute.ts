/**
 * Runs the cells of a notebook in order in one kernel.
 *
 * @module
 */
import { PROGRAMME_MIME } from "../../lib/core/display.ts";
import type { CellFailure, CellRequest, CellResult, Kernel } from "../kernel/types.ts";
import type { Cell, CodeCell, Notebook } from "../notebook/nbformat.ts";
import { tagsOf } from "../notebook/nbformat.ts";
import { showingTagOf } from "./gate.ts";

/** What stopped a run. */
export interface RunFailure extends CellFailure {
  /** The cell that failed. */
  readonly cellId: string;
  /** How it ended. */
  readonly status: CellResult["status"];
}

/** A notebook with what its cells gave. */
export interface ExecutedNotebook {
  /** The notebook with outputs and counts; cells after a failure have none. */
  readonly notebook: Notebook;
  /** What stopped the run; null when every cell ran. */
  readonly failure: RunFailure | null;
  /** Wall time per cell in milliseconds, by cell id. */
  readonly cellTimesMs: Readonly<Record<string, number>>;
}

/** How to run. */
export interface ExecuteOptions {
  /** Whether tags promise outputs: `vetted` for editions, `free` for drafts. */
  readonly promises: "vetted" | "free";
  /** How long a cell may take. */
  readonly cellTimeoutMs: number;
  /** Called before each code cell with its number from 1 and the number of code cells. */
  readonly onCell?: (index: number, total: number) => void;
}

/**
 * Runs a notebook from top to bottom and stops at the first failure.
 *
 * @param notebook The notebook; its stored outputs are dropped.
 * @param kernel A fresh kernel.
 * @param options How to run.
 * @returns The executed notebook; never throws for what the notebook does.
 */
export async function executeNotebook(
  notebook: Notebook,
  kernel: Kernel,
  options: ExecuteOptions,
): Promise<ExecutedNotebook> {
  const runnable = notebook.cells.filter(isRunnable).length;
  const cells: Cell[] = [];
  const cellTimesMs: Record<string, number> = {};
  let failure: RunFailure | null = null;
  let index = 0;
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code" || failure !== null || !isRunnable(cell)) {
      cells.push(cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell);
      continue;
    }
    options.onCell?.(++index, runnable);
    const result = await kernel.execute(requestFor(cell, options));
    cellTimesMs[cell.id] = result.elapsedMs;
    cells.push({ ...cell, outputs: result.outputs, execution_count: result.executionCount });
    if (result.failure !== null) failure = { ...result.failure, cellId: cell.id, status: result.status };
  }
  return { notebook: { ...notebook, cells }, failure, cellTimesMs };
}

function isRunnable(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code" && cell.source.trim() !== "" && !tagsOf(cell).includes("skip-execution");
}

function requestFor(cell: CodeCell, options: ExecuteOptions): CellRequest {
  const raises = tagsOf(cell).includes("raises-exception") ? "expected" as const : "no" as const;
  const base = { cellId: cell.id, code: cell.source, timeoutMs: options.cellTimeoutMs, raises };
  if (options.promises === "free" || showingTagOf(cell) === null) return base;
  return { ...base, expectProgrammeOutputs: { mime: PROGRAMME_MIME, min: 1, max: 1 } };
}

/**
 * Lists how long each cell took, for the record.
 *
 * @param executed The notebook that ran.
 * @returns The times in milliseconds, in the order of the cells.
 */
export function cellTimesOf(
  { cellTimesMs }: ExecutedNotebook,
): readonly { readonly cellId: string; readonly elapsedMs: number }[] {
  return Object.entries(cellTimesMs).map(([cellId, elapsedMs]) => ({ cellId, elapsedMs }));
}
