/**
 * Reads notebook files: tolerant of every spelling that format 4.0 to 4.5 allows, strict about all else.
 *
 * @module
 */
import type { Cell, Metadata, Notebook, Output } from "./nbformat.ts";
import { Checker, mustBe, type RawObject } from "./_check.ts";
import { readCellMetadata, readNotebookMetadata } from "./_read_metadata.ts";
import { readAttachments, readOutput } from "./_read_output.ts";
import { parseNotebookText } from "./_read_text.ts";
import { ID_REGEXP, slugId } from "./_slug.ts";
import { NotebookFileError } from "./problem.ts";

/** How to read. */
export interface ReadOptions {
  /** The file as messages shall name it. */
  readonly file: string;
}

/** The newest minor version that this reader knows. */
const NEWEST_MINOR = 5;
// Ids came with 4.5; some programs write them into older files, where they are taken when they are valid.
const FIRST_MINOR_WITH_IDS = 5;

const CELL_FIELDS: Readonly<Record<string, readonly string[]>> = {
  code: ["cell_type", "id", "metadata", "source", "outputs", "execution_count"],
  markdown: ["cell_type", "id", "metadata", "source", "attachments"],
  raw: ["cell_type", "id", "metadata", "source", "attachments"],
};

/**
 * Reads a notebook of format 4.0 to 4.5.
 *
 * Tolerated: a byte order mark, CRLF, sources and texts as string or list, missing or doubled ids (they become slugs,
 * always the same ones), missing cell metadata, outputs or counts. Unknown metadata is kept. Sources get `\n` line ends;
 * outputs keep their `\r`, which is a progress bar's way of writing over itself.
 *
 * @example A notebook without ids and with a source as list
 * ```ts
 * import { readNotebook } from "./read.ts";
 * import assert from "node:assert/strict";
 *
 * const text = JSON.stringify({
 *   nbformat: 4,
 *   nbformat_minor: 4,
 *   metadata: {},
 *   cells: [{ cell_type: "markdown", metadata: {}, source: ["# De vraag\n", "Wie?"] }],
 * });
 * const { cells } = readNotebook(text, { file: "vraag.ipynb" });
 * assert.equal(cells[0]?.id, "de-vraag");
 * assert.equal(cells[0]?.source, "# De vraag\nWie?");
 * ```
 *
 * @param data The file's text or bytes (UTF-8).
 * @param options How to name the file.
 * @returns The notebook as format 4.5.
 * @throws {NotebookFileError} When the file is no valid notebook; it lists every problem with its JSON path.
 */
export function readNotebook(data: string | Uint8Array, options: ReadOptions): Notebook {
  const raw = parseNotebookText(data, options.file);
  const check = new Checker();
  const minor = readVersion(raw, check);
  if (check.problems.length > 0) throw new NotebookFileError(options.file, check.problems);
  check.fields(raw, "$", ["metadata", "nbformat", "nbformat_minor", "cells"]);
  const metadata = readNotebookMetadata(raw["metadata"], "$.metadata", check);
  const rawCells = check.list(raw["cells"], "$.cells") ?? [];
  const cells = rawCells.map((cell, i) => readCell(cell, `$.cells[${i}]`, check, minor));
  if (check.problems.length > 0) throw new NotebookFileError(options.file, check.problems);
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata,
    cells: withIds(cells.filter((cell) => cell !== undefined)),
  };
}

/** Checks the version before all else: the problems of another format would only confuse. */
function readVersion(raw: RawObject, check: Checker): number {
  const major = raw["nbformat"];
  const minor = raw["nbformat_minor"];
  if (typeof major !== "number" || !Number.isInteger(major)) {
    check.note("$.nbformat", mustBe("the number 4", major));
  } else if (major < 4) {
    check.note(
      "$.nbformat",
      `is ${major}, an old format`,
      "Convert it with `jupyter nbconvert --to notebook --nbformat 4 FILE`, or open and save it in JupyterLab",
    );
  } else if (major > 4) {
    check.note("$.nbformat", `is ${major}, newer than this program knows`, "Save it as format 4");
  }
  if (typeof minor !== "number" || !Number.isInteger(minor) || minor < 0) {
    check.note("$.nbformat_minor", mustBe("a whole number from 0", minor));
    return NEWEST_MINOR;
  }
  if (major === 4 && minor > NEWEST_MINOR) {
    check.note("$.nbformat_minor", `is ${minor}, newer than this program knows`, "Save it as format 4.5");
  }
  return minor;
}

/** A cell whose id is not settled yet. */
type Draft = Cell & { readonly id: string };

function readCell(value: unknown, path: string, check: Checker, minor: number): Draft | undefined {
  const raw = check.object(value, path);
  if (raw === undefined) return undefined;
  const type = raw["cell_type"];
  const fields = typeof type === "string" && Object.hasOwn(CELL_FIELDS, type) ? CELL_FIELDS[type] : undefined;
  if (fields === undefined) {
    return check.note(
      `${path}.cell_type`,
      type === undefined ? "is missing" : "must be code, markdown or raw",
    );
  }
  check.fields(raw, path, fields);
  const metadata = readCellMetadata(raw["metadata"], `${path}.metadata`, check, String(type));
  const source = (check.lines(raw["source"], `${path}.source`) ?? "").replace(/\r\n?/g, "\n");
  const base = { id: readId(raw, path, check, minor), metadata, source };
  if (type === "code") return readCodeCell(raw, path, check, base);
  const attachments = raw["attachments"] === undefined
    ? undefined
    : readAttachments(raw["attachments"], `${path}.attachments`, check);
  const cell_type = type === "markdown" ? "markdown" : "raw";
  return { cell_type, ...base, ...(attachments === undefined ? {} : { attachments }) };
}

function readCodeCell(
  raw: RawObject,
  path: string,
  check: Checker,
  base: { readonly id: string; readonly metadata: Metadata; readonly source: string },
): Draft {
  const rawOutputs = raw["outputs"] === undefined ? [] : check.list(raw["outputs"], `${path}.outputs`) ?? [];
  const outputs = rawOutputs
    .map((output, i): Output | undefined => readOutput(output, `${path}.outputs[${i}]`, check))
    .filter((output) => output !== undefined);
  const count = raw["execution_count"] === undefined
    ? null
    : check.count(raw["execution_count"], `${path}.execution_count`) ?? null;
  return { cell_type: "code", ...base, outputs, execution_count: count };
}

/** Gives the id, or an empty one that is to be derived. */
function readId(raw: RawObject, path: string, check: Checker, minor: number): string {
  const id = raw["id"];
  if (id === undefined) return "";
  const valid = typeof id === "string" && ID_REGEXP.test(id);
  if (valid) return id;
  if (minor >= FIRST_MINOR_WITH_IDS) {
    check.note(
      `${path}.id`,
      "must be 1 to 64 letters, digits, - or _",
      "Remove the id; a new one is derived",
    );
  }
  return "";
}

/** Keeps the first bearer of each id and derives an id for all others. */
function withIds(cells: readonly Draft[]): readonly Cell[] {
  const taken = new Set<string>(cells.map(({ id }) => id));
  const seen = new Set<string>();
  return cells.map((cell) => {
    const tags = Array.isArray(cell.metadata["tags"]) ? cell.metadata["tags"].map(String) : [];
    const id = cell.id !== "" && !seen.has(cell.id) ? cell.id : slugId({ ...cell, tags }, taken);
    seen.add(id);
    taken.add(id);
    return { ...cell, id };
  });
}
