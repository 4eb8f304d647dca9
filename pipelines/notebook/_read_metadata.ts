/**
 * Checks of the few metadata keys whose type the format fixes; all other keys may hold anything and are kept.
 *
 * @module
 */
import type { Metadata } from "./nbformat.ts";
import { type Checker, isObject, memberPath, mustBe } from "./_check.ts";

/** Notes what is wrong with a value at a path. */
type Check = (value: unknown, path: string, check: Checker) => void;

/** Checks by key; an object with `required` members must have them. */
type Shape = Readonly<Record<string, Check>>;

const text: Check = (value, path, check) => check.text(value, path);
const object: Check = (value, path, check) => check.object(value, path);
const list: Check = (value, path, check) => check.list(value, path);

const LANGUAGE_INFO: Shape = {
  name: text,
  codemirror_mode: (value, path, check) => {
    if (typeof value !== "string" && !isObject(value)) check.note(path, mustBe("text or an object", value));
  },
  file_extension: text,
  mimetype: text,
  pygments_lexer: text,
};

const NOTEBOOK: Shape = {
  kernelspec: members({ name: text, display_name: text }, ["name", "display_name"]),
  language_info: members(LANGUAGE_INFO, ["name"]),
  title: text,
  authors: list,
};

const CELL: Shape = {
  name: (value, path, check) => {
    if (check.text(value, path) === "") check.note(path, "is an empty name", "Remove it");
  },
  tags: checkTags,
  jupyter: object,
};

const CODE: Shape = {
  ...CELL,
  collapsed: (value, path, check) => {
    if (typeof value !== "boolean") check.note(path, mustBe("true or false", value));
  },
  scrolled: (value, path, check) => {
    if (typeof value !== "boolean" && value !== "auto") {
      check.note(path, mustBe('true, false or "auto"', value));
    }
  },
  execution: (value, path, check) => {
    for (const [key, item] of Object.entries(check.object(value, path) ?? {})) {
      check.text(item, memberPath(path, key));
    }
  },
};

const RAW: Shape = { ...CELL, format: text };

// nbformat strips it as well: "this should never be written to a file".
const TRANSIENT = "orig_nbformat";

/** Checks the metadata of the notebook. */
export function readNotebookMetadata(value: unknown, path: string, check: Checker): Metadata {
  const metadata = readMetadata(value, path, check, NOTEBOOK);
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== TRANSIENT));
}

/** Checks the metadata of a cell; absent metadata is empty metadata. */
export function readCellMetadata(value: unknown, path: string, check: Checker, type: string): Metadata {
  if (value === undefined) return {};
  return readMetadata(value, path, check, type === "code" ? CODE : type === "raw" ? RAW : CELL);
}

function readMetadata(value: unknown, path: string, check: Checker, shape: Shape): Metadata {
  const raw = check.object(value, path) ?? {};
  checkMembers(raw, path, check, shape);
  return raw as Metadata;
}

function checkMembers(raw: object, path: string, check: Checker, shape: Shape): void {
  for (const [key, checkMember] of Object.entries(shape)) {
    if (Object.hasOwn(raw, key)) {
      checkMember((raw as Record<string, unknown>)[key], memberPath(path, key), check);
    }
  }
}

/** Makes a check of an object with members of its own. */
function members(shape: Shape, required: readonly string[]): Check {
  return (value, path, check) => {
    const raw = check.object(value, path);
    if (raw === undefined) return;
    for (const key of required) {
      if (!Object.hasOwn(raw, key)) check.note(memberPath(path, key), "is missing");
    }
    checkMembers(raw, path, check, shape);
  };
}

function checkTags(value: unknown, path: string, check: Checker): void {
  const tags = check.list(value, path) ?? [];
  tags.forEach((tag, i) => {
    const place = `${path}[${i}]`;
    if (typeof tag !== "string") check.note(place, mustBe("text", tag));
    else if (tag === "") check.note(place, "is an empty tag", "Remove it");
    else if (tag.includes(",")) check.note(place, "is a tag with a comma", "Split it into two tags");
    else if (tags.indexOf(tag) !== i) check.note(place, "repeats a tag", "Remove the second one");
  });
}
