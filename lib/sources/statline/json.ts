/**
 * Unknown JSON of a server, accepted piece by piece.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";

/** A row of JSON. */
export type JsonRow = Readonly<Record<string, unknown>>;

/**
 * Accepts an object.
 *
 * @param value What the server sent.
 * @param url Where it came from.
 * @returns The object.
 * @throws {WorkspaceError} When it is none.
 */
export function asRow(value: unknown, url: string): JsonRow {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonRow;
  throw strange("an answer has another shape than the protocol says", url);
}

/**
 * Gives a text of a row, empty when it is null or absent.
 *
 * @param row The row.
 * @param name The member.
 * @returns The text.
 */
export function textOf(row: JsonRow, name: string): string {
  const value = row[name];
  return value === null || value === undefined ? "" : String(value);
}

/**
 * Makes the error for an answer that the protocol does not foresee.
 *
 * @param what What is strange about it.
 * @param url Where it came from.
 * @returns The error.
 */
export function strange(what: string, url: string): WorkspaceError {
  return new WorkspaceError({
    what: `The server's answer is not understood: ${what}`,
    where: url,
    mend: "Nothing of it was used; ask again, or look whether the protocol has changed",
  });
}
