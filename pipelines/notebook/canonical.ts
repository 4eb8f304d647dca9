/**
 * The one form in which notebooks lie on disk: no outputs, no counts, readable ids, only metadata that means something.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import { type Cell, type Metadata, type Notebook, tagsOf } from "./nbformat.ts";
import { isSlugId, slugId } from "./_slug.ts";
import { CELL_TAGS } from "./tags.ts";

/** What JupyterLab needs to choose the kernel, without the versions that change with each machine. */
const DENO_KERNELSPEC: Metadata = { display_name: "Deno", language: "typescript", name: "deno" };
const DENO_LANGUAGE_INFO: Metadata = {
  file_extension: ".ts",
  mimetype: "text/x.typescript",
  name: "typescript",
};

const NOTEBOOK_KEYS: readonly string[] = ["authors", "smart_start", "title"];
const CELL_KEYS: readonly string[] = ["smart_start"];
const RAW_KEYS: readonly string[] = ["format", "raw_mimetype", "smart_start"];

/**
 * Gives the canonical form of a notebook. Pure, and idempotent: a canonical notebook comes back equal.
 *
 * Ids that a person chose are kept; random ids of editors become slugs from the heading, the first words, or the tag
 * and the first declared name. Sources lose blank lines at both ends. Code is laid out
 * by {@linkcode formatNotebooks}, which needs the formatter and so is not pure.
 *
 * @example Outputs and counts go, a random id becomes readable
 * ```ts
 * import { canonicalNotebook } from "./canonical.ts";
 * import assert from "node:assert/strict";
 *
 * const { cells } = canonicalNotebook({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{
 *     cell_type: "code",
 *     id: "3f0c9a1e",
 *     metadata: { tags: ["load"], collapsed: true },
 *     source: "const people = 1;\n\n",
 *     outputs: [],
 *     execution_count: 7,
 *   }],
 * });
 * assert.deepEqual(cells, [{
 *   cell_type: "code",
 *   id: "load-people",
 *   metadata: { tags: ["load"] },
 *   source: "const people = 1;",
 *   outputs: [],
 *   execution_count: null,
 * }]);
 * ```
 *
 * @param notebook The notebook.
 * @returns The canonical form.
 */
export function canonicalNotebook(notebook: Notebook): Notebook {
  const cells = notebook.cells.map(canonicalCell);
  const taken = new Set(cells.map(({ id }) => id).filter(isSlugId));
  const named = cells.map((cell): Cell => {
    if (isSlugId(cell.id)) return cell;
    const id = slugId({ ...cell, tags: tagsOf(cell) }, taken);
    taken.add(id);
    return { ...cell, id };
  });
  return { nbformat: 4, nbformat_minor: 5, metadata: notebookMetadata(notebook.metadata), cells: named };
}

function notebookMetadata(metadata: Metadata): Metadata {
  const kept = pick(metadata, NOTEBOOK_KEYS);
  const name = memberOf(metadata["kernelspec"], "name");
  if (name === "deno") return { ...kept, kernelspec: DENO_KERNELSPEC, language_info: DENO_LANGUAGE_INFO };
  // Another kernel is kept as it is: the conventions tell its author, and a draft may still run.
  return { ...kept, ...pick(metadata, ["kernelspec"]) };
}

function canonicalCell(cell: Cell): Cell {
  const tags = sortedTags(tagsOf(cell));
  const metadata = {
    ...pick(cell.metadata, cell.cell_type === "raw" ? RAW_KEYS : CELL_KEYS),
    ...(tags.length === 0 ? {} : { tags }),
  };
  const { id } = cell;
  const source = tidySource(cell.source);
  if (cell.cell_type === "code") {
    return { cell_type: "code", id, metadata, source, outputs: [], execution_count: null };
  }
  const attachments = cell.attachments === undefined ? {} : { attachments: cell.attachments };
  return { cell_type: cell.cell_type, id, metadata, source, ...attachments };
}

/** Blank lines at the ends say nothing. Inside, a blank may matter: Markdown's line break, a template literal. */
function tidySource(source: string): string {
  return source.replace(/\r\n?/g, "\n").replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}

function sortedTags(tags: readonly string[]): readonly string[] {
  const order: readonly string[] = CELL_TAGS;
  const rank = (tag: string) => order.includes(tag) ? order.indexOf(tag) : order.length;
  return [...new Set(tags)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
}

function pick(metadata: Metadata, keys: readonly string[]): Metadata {
  return Object.fromEntries(
    keys.flatMap((key) => metadata[key] === undefined ? [] : [[key, metadata[key]] as [string, Json]]),
  );
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as Metadata)[key];
}
