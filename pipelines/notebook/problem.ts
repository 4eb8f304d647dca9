/**
 * Everything that is wrong with a notebook file, told at once.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";

/** One thing that is wrong in a notebook file. */
export interface FileProblem {
  /** Where in the JSON, for example `$.cells[3].outputs[0].name`; `$` is the whole file. */
  readonly path: string;
  /** What is wrong, as a sentence without a final period. */
  readonly what: string;
  /** What to do about it; empty when `what` says it all. */
  readonly mend: string;
}

/**
 * A notebook file that cannot be read. The message names the file and lists every problem with its JSON path.
 *
 * @example Two problems in one message
 * ```ts
 * import { NotebookFileError } from "./problem.ts";
 * import assert from "node:assert/strict";
 *
 * const error = new NotebookFileError("x.ipynb", [
 *   { path: "$.cells[0].source", what: "must be text or a list of texts, but is a number", mend: "" },
 *   { path: "$.nbformat", what: "is missing", mend: "Add 4" },
 * ]);
 * assert.match(error.message, /^Notebook cannot be read: \$\.cells\[0\]\.source must be text/);
 * assert.match(error.message, /\(x\.ipynb\)/);
 * ```
 */
export class NotebookFileError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "NotebookFileError";
  /** The file as the caller named it. */
  readonly file: string;
  /** All problems, in the order of the file. */
  readonly problems: readonly FileProblem[];

  /**
   * Makes the error.
   *
   * @param file The file as the caller named it.
   * @param problems All problems; at least one.
   */
  constructor(file: string, problems: readonly FileProblem[]) {
    const lines = problems.map(({ path, what }) => `${path} ${what}`);
    const mends = [...new Set(problems.map(({ mend }) => mend).filter((mend) => mend !== ""))];
    super({
      what: `Notebook cannot be read: ${lines.join("; ")}`,
      where: file,
      mend: mends.length > 0
        ? mends.join(". ")
        : "Mend the file, or save it again from JupyterLab or VS Code",
    });
    this.file = file;
    this.problems = problems;
  }
}
