/**
 * The executed copy of a notebook that failed, with the place of the failure marked.
 *
 * @module
 */
import type { Cell, MarkdownCell, Notebook } from "../notebook/nbformat.ts";

/** Where and why a notebook failed. */
export interface FailurePlace {
  /** The cell; null when it failed before the first cell or after the last one. */
  readonly cellId: string | null;
  /** The class of the failure, such as `TypeError`. */
  readonly ename: string;
  /** The message. */
  readonly evalue: string;
  /** Line in the cell, from 1; null when it cannot be known. */
  readonly line: number | null;
}

/** Id and anchor of the cell that is put before the failed one. */
const PLACE_ID = "smart-start-failure-place";
/** Id of the cell that is put on top. */
const BANNER_ID = "smart-start-failure";

/**
 * Puts a notice on top of the notebook and a mark before the cell that failed.
 *
 * The cells themselves stay as they are, with their outputs, so that the copy is the evidence. Marking a marked
 * copy again gives the same copy.
 *
 * @example The mark stands before the cell
 * ```ts
 * import { markFailure } from "./mark_failure.ts";
 * import assert from "node:assert/strict";
 *
 * const cell = { cell_type: "code", id: "analyse", metadata: {}, source: "x", outputs: [], execution_count: 1 } as const;
 * const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] } as const;
 * const marked = markFailure(notebook, { cellId: "analyse", ename: "ReferenceError", evalue: "x is not defined", line: 1 });
 * assert.deepEqual(marked.cells.map((one) => one.id), [
 *   "smart-start-failure",
 *   "smart-start-failure-place",
 *   "analyse",
 * ]);
 * ```
 *
 * @param notebook The executed notebook, as far as it came.
 * @param failure Where and why.
 * @returns A new notebook.
 */
export function markFailure(notebook: Notebook, failure: FailurePlace): Notebook {
  const cells = notebook.cells.filter((cell) => cell.id !== BANNER_ID && cell.id !== PLACE_ID);
  const index = cells.findIndex((cell) => cell.id === failure.cellId);
  const marked: Cell[] = [bannerCell(failure, index >= 0), ...cells];
  if (index >= 0) marked.splice(index + 1, 0, placeCell(failure));
  return { ...notebook, cells: marked };
}

function bannerCell(failure: FailurePlace, hasPlace: boolean): MarkdownCell {
  const place = failure.cellId === null
    ? "outside its cells"
    : `in cell ${asCode(failure.cellId)}${failure.line === null ? "" : `, line ${failure.line}`}`;
  const link = hasPlace ? `\n\n[Go to the cell](#${PLACE_ID})` : "";
  return noticeCell(
    BANNER_ID,
    `**This notebook failed ${place}.** ${asCode(`${failure.ename}: ${failure.evalue}`)}${link}`,
  );
}

function placeCell(failure: FailurePlace): MarkdownCell {
  return noticeCell(
    PLACE_ID,
    `<a id="${PLACE_ID}"></a>**The cell below failed with ${asCode(failure.ename)}.**`,
  );
}

function noticeCell(id: string, source: string): MarkdownCell {
  return { cell_type: "markdown", id, metadata: { tags: ["internal"] }, source };
}

/** Inline code that its content cannot leave: more back-ticks around than inside, no line breaks. */
function asCode(text: string): string {
  const line = text.replace(/\s+/g, " ").trim().slice(0, 500);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${line} ${fence}`;
}
