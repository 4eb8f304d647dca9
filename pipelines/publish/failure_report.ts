/**
 * What failed, as a file beside the executed copies, for the notice and for whoever looks.
 *
 * @module
 */
import { join } from "node:path";
import { listShape, nullableShape, objectShape, oneOfShape, textShape } from "./_shape.ts";
import type { FileContent } from "./edition.ts";
import type { NoticeFailure } from "./notify.ts";
import { readShaped } from "./run_record.ts";

const FILE_NAME = "failure.json";

const reportShape = objectShape({
  format: oneOfShape(1),
  failures: listShape(objectShape({
    notebook: textShape(),
    cellId: nullableShape(textShape()),
    ename: textShape(),
    evalue: textShape(),
  })),
});

/**
 * Makes the file that goes with the copies of a failed attempt: pass it to `Edition.fail`.
 *
 * @param failures The notebooks that failed.
 * @returns The file.
 */
export function failureReport(failures: readonly NoticeFailure[]): FileContent {
  return { path: FILE_NAME, content: JSON.stringify({ format: 1, failures }, null, 1) + "\n" };
}

/**
 * Reads the report of the last failed attempt of an edition.
 *
 * @param failedDir The folder that `Edition.fail` made.
 * @param options `since`: older reports do not count, in milliseconds since 1970.
 * @returns The failures; none when there is no report or it cannot be read.
 */
export async function readFailureReport(
  failedDir: string,
  options: { readonly since: number },
): Promise<readonly NoticeFailure[]> {
  const path = join(failedDir, FILE_NAME);
  try {
    const { mtime } = await Deno.stat(path);
    if (mtime !== null && mtime.getTime() < options.since) return [];
    return readShaped(await Deno.readTextFile(path), path, reportShape).failures;
  } catch {
    return []; // The notice then tells that the edition failed, without more.
  }
}
