/**
 * Checks of the few metadata keys whose type the format fixes; all other keys may hold anything and are kept.
 *
 * @module
 */
import type { Metadata } from "./nbformat.ts";
import { type Checker, isObject, memberPath, mustBe, type RawObject } from "./_check.ts";

type Kind = "text" | "object" | "list" | "boolean" | "scrolled" | "tags" | "texts";

const NOTEBOOK_KEYS: Readonly<Record<string, Kind>> = {
  kernelspec: "object",
  language_info: "object",
  title: "text",
  authors: "list",
};

const CELL_KEYS: Readonly<Record<string, Kind>> = {
  name: "text",
  tags: "tags",
  jupyter: "object",
};

const CODE_KEYS: Readonly<Record<string, Kind>> = {
  collapsed: "boolean",
  scrolled: "scrolled",
  execution: "object",
};

const RAW_KEYS: Readonly<Record<string, Kind>> = { format: "text" };

/** Members that an object must have when it is there. */
const REQUIRED_TEXTS: Readonly<Record<string, readonly string[]>> = {
  kernelspec: ["name", "display_name"],
  language_info: ["name"],
};

/** Checks the metadata of the notebook. */
export function readNotebookMetadata(value: unknown, path: string, check: Checker): Metadata {
  const metadata = readMetadata(value, path, check, NOTEBOOK_KEYS);
  for (const [key, members] of Object.entries(REQUIRED_TEXTS)) {
    const object = metadata[key];
    if (!isObject(object)) continue;
    for (const member of members) check.text(object[member], memberPath(memberPath(path, key), member));
  }
  return metadata;
}

/** Checks the metadata of a cell; absent metadata is empty metadata. */
export function readCellMetadata(value: unknown, path: string, check: Checker, type: string): Metadata {
  if (value === undefined) return {};
  const extra = type === "code" ? CODE_KEYS : type === "raw" ? RAW_KEYS : {};
  return readMetadata(value, path, check, { ...CELL_KEYS, ...extra });
}

function readMetadata(
  value: unknown,
  path: string,
  check: Checker,
  keys: Readonly<Record<string, Kind>>,
): Metadata {
  const object = check.object(value, path);
  if (object === undefined) return {};
  for (const [key, kind] of Object.entries(keys)) {
    if (Object.hasOwn(object, key)) checkKind(object, key, kind, path, check);
  }
  return object as Metadata;
}

function checkKind(object: RawObject, key: string, kind: Kind, path: string, check: Checker): void {
  const value = object[key];
  const place = memberPath(path, key);
  if (kind === "text") check.text(value, place);
  else if (kind === "object") check.object(value, place);
  else if (kind === "list") check.list(value, place);
  else if (kind === "tags") checkTags(value, place, check);
  else if (kind === "scrolled" && value === "auto") return;
  else if (typeof value !== "boolean") check.note(place, mustBe("true or false", value));
}

function checkTags(value: unknown, path: string, check: Checker): void {
  const tags = check.list(value, path) ?? [];
  tags.forEach((tag, i) => {
    const place = `${path}[${i}]`;
    if (typeof tag !== "string") check.note(place, mustBe("text", tag));
    else if (tag.includes(",")) check.note(place, "is a tag with a comma", "Split it into two tags");
    else if (tags.indexOf(tag) !== i) check.note(place, "repeats a tag", "Remove the second one");
  });
}
