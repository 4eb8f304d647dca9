/**
 * Reads and writes `<name>.vet.json` and `keys.json`.
 *
 * @module
 */
import { WorkspaceError } from "../../../lib/core/errors.ts";
import { isObject, type RawObject } from "../_check.ts";
import type { KeyList, VettingFile } from "./types.ts";

/** A record file or key list that cannot be read. */
export class VettingFileError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "VettingFileError";
}

type Shape = Readonly<Record<string, "text" | "text or null" | "number" | "texts">>;

const RECORD_SHAPE: Shape = {
  version: "number",
  action: "text",
  notebook: "text",
  checksum: "text",
  conventions: "text",
  reviewer: "text",
  scope: "text",
  remark: "text",
  date: "text",
  keyId: "text",
  keyEntry: "text",
  previous: "text or null",
  signature: "text",
};

const ENTRY_SHAPE: Shape = {
  id: "text",
  publicKey: "text",
  holder: "text",
  role: "text",
  use: "text",
  validFrom: "text",
  validUntil: "text or null",
  listedOn: "text",
  previous: "text or null",
  signedBy: "text",
  signature: "text",
};

const SEAL_SHAPE: Shape = {
  sequence: "number",
  lastEntry: "text",
  lastRecords: "texts",
  date: "text",
  keyId: "text",
  signature: "text",
};

/**
 * Reads a record file.
 *
 * @example A file of another kind
 * ```ts
 * import { readVettingFile } from "./files.ts";
 * import assert from "node:assert/strict";
 *
 * assert.throws(() => readVettingFile("{}", { file: "x.vet.json" }), /version must be 1 \(x\.vet\.json\)/);
 * ```
 *
 * @param text The text of `<name>.vet.json`.
 * @param options How to name the file.
 * @returns The records. Whether they are genuine is the business of `vettingStatus`.
 * @throws {VettingFileError} When a member is missing, unknown or of another type.
 */
export function readVettingFile(text: string, options: { readonly file: string }): VettingFile {
  const { file } = options;
  const raw = parseObject(text, file, ["version", "records", "approvedView"]);
  checkAll(raw["records"], "records", RECORD_SHAPE, file);
  const view = raw["approvedView"];
  if (!Array.isArray(view) || !view.every((line) => typeof line === "string")) fail(file, "approvedView");
  return raw as unknown as VettingFile;
}

/**
 * Reads the list of keys.
 *
 * @param text The text of `keys.json`.
 * @param options How to name the file.
 * @returns The list. Whether it is genuine is the business of `verifyKeyList`.
 * @throws {VettingFileError} When a member is missing, unknown or of another type.
 */
export function readKeyList(text: string, options: { readonly file: string }): KeyList {
  const { file } = options;
  const raw = parseObject(text, file, ["version", "entries", "seal"]);
  checkAll(raw["entries"], "entries", ENTRY_SHAPE, file);
  checkShape(raw["seal"], "seal", SEAL_SHAPE, file);
  return raw as unknown as KeyList;
}

/**
 * Writes a record file or a list of keys.
 *
 * @param content The content.
 * @returns The text of the file.
 */
export function writeVettingJson(content: VettingFile | KeyList): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

function parseObject(text: string, file: string, members: readonly string[]): RawObject {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    fail(file, "$", "is no JSON");
  }
  if (!isObject(raw) || raw["version"] !== 1) return fail(file, "version", "must be 1");
  const unknown = Object.keys(raw).find((key) => !members.includes(key));
  if (unknown !== undefined) fail(file, unknown, "is unknown");
  return raw;
}

function checkAll(list: unknown, name: string, shape: Shape, file: string): void {
  if (!Array.isArray(list) || list.length === 0) return fail(file, name, "must be a list that is not empty");
  list.forEach((item, i) => checkShape(item, `${name}[${i}]`, shape, file));
}

function checkShape(item: unknown, name: string, shape: Shape, file: string): void {
  if (!isObject(item)) return fail(file, name);
  const unknown = Object.keys(item).find((key) => !Object.hasOwn(shape, key));
  if (unknown !== undefined) fail(file, `${name}.${unknown}`, "is unknown");
  for (const [key, kind] of Object.entries(shape)) {
    if (!fits(Object.hasOwn(item, key) ? item[key] : undefined, kind)) fail(file, `${name}.${key}`);
  }
}

function fits(value: unknown, kind: Shape[string]): boolean {
  if (kind === "number") return Number.isSafeInteger(value);
  if (kind === "texts") {
    return isObject(value) && Object.values(value).every((item) => typeof item === "string");
  }
  return typeof value === "string" || (kind === "text or null" && value === null);
}

function fail(file: string, member: string, problem = "is missing or of another type"): never {
  throw new VettingFileError({
    what: `Vetting file cannot be read: ${member} ${problem}`,
    where: file,
    mend: "Restore the file from version control; it is written by `deno task vet` only",
  });
}
