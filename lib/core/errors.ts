/**
 * The one error shape of the workspace: what went wrong, where, and how to mend it.
 *
 * @module
 */

/** The parts of an error message. None of them may hold a personal value. */
export interface ProblemParts {
  /** What was found, as a sentence without a final period. */
  readonly what: string;
  /** File, notebook, cell, row, column or option in which it was found. */
  readonly where?: string;
  /** What the reader can do about it, as a sentence without a final period. */
  readonly mend?: string;
}

/**
 * An error that a person can act on.
 *
 * The message reads `what (where). mend`. Subclass it only where a caller has to tell classes apart.
 *
 * @example A message in three parts
 * ```ts
 * import { WorkspaceError } from "./errors.ts";
 * import assert from "node:assert/strict";
 *
 * const error = new WorkspaceError({
 *   what: "Column is missing: geslacht",
 *   where: "personen.csv",
 *   mend: "Add the column or map another one to it",
 * });
 * assert.equal(
 *   error.message,
 *   "Column is missing: geslacht (personen.csv). Add the column or map another one to it",
 * );
 * ```
 */
export class WorkspaceError extends Error {
  /** The class of the failure, for logs and tests. */
  override readonly name: string = "WorkspaceError";
  /** What was found. */
  readonly what: string;
  /** Where it was found; empty when it has no place. */
  readonly where: string;
  /** How to mend it; empty when nothing can be advised. */
  readonly mend: string;

  /**
   * Makes the error.
   *
   * @param parts The parts of the message.
   * @param options The usual error options, such as `cause`.
   */
  constructor(parts: ProblemParts, options?: ErrorOptions) {
    const place = parts.where ? ` (${parts.where})` : "";
    const advice = parts.mend ? `. ${parts.mend}` : "";
    super(`${parts.what}${place}${advice}`, options);
    this.what = parts.what;
    this.where = parts.where ?? "";
    this.mend = parts.mend ?? "";
  }
}
