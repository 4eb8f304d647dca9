/**
 * From bytes to raw JSON, with messages that say what kind of file was given instead.
 *
 * @module
 */
import { isObject, type RawObject } from "./_check.ts";
import { jsonErrorOffset } from "./json_place.ts";
import { NotebookFileError } from "./problem.ts";

/** Reads bytes or text as a JSON object. */
export function parseNotebookText(data: string | Uint8Array, file: string): RawObject {
  const text = (typeof data === "string" ? data : decode(data, file)).replace(/^\uFEFF/, "");
  if (text.trim() === "") fail(file, "is empty", "Save the notebook again");
  const value = parseJson(text, file);
  if (isObject(value)) return value;
  return fail(file, "must be a JSON object", "Give a .ipynb file");
}

function decode(data: Uint8Array, file: string): string {
  const [first, second] = data;
  const isUtf16 = (first === 0xFF && second === 0xFE) || (first === 0xFE && second === 0xFF);
  if (isUtf16) fail(file, "is written in UTF-16", "Save it as UTF-8");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return fail(file, "is not UTF-8 text", "Save it as UTF-8");
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const at = ` at ${lineAndColumn(text, jsonErrorOffset(text))}`;
    if (/^(<{7}|={7}|>{7}) ?/m.test(text)) {
      return fail(file, `is no JSON${at}: it holds marks of a merge conflict`, "Solve the merge conflict");
    }
    if (/[[:,]\s*(-?Infinity|NaN)\b/.test(text)) {
      return fail(file, `is no JSON${at}: it holds NaN or Infinity`, "Clear the outputs and save it again");
    }
    return fail(file, `is no JSON${at}`, "Give a .ipynb file, or restore it from version control");
  }
}

function lineAndColumn(text: string, position: number): string {
  const before = text.slice(0, position).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function fail(file: string, what: string, mend: string): never {
  throw new NotebookFileError(file, [{ path: "$", what, mend }]);
}
