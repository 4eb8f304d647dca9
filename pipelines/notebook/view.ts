/**
 * The one text that stands for a notebook: in diffs, in the type check, in the vetting checksum.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../../lib/core/hash.ts";
import { type Attachments, type Cell, type Metadata, type Notebook, tagsOf } from "./nbformat.ts";

/** What the view is made for. */
export interface ViewOptions {
  /**
   * `whole` holds everything that a reader or a reviewer must see; `code` holds only code cells, for the compiler.
   * Default `whole`.
   */
  readonly scope?: "whole" | "code";
}

/** Where a line of the view comes from. */
export interface ViewLine {
  /** Place of the cell in the notebook, from 0; null for the head of the view. */
  readonly cellIndex: number | null;
  /** The cell's id; null for the head of the view. */
  readonly cellId: string | null;
  /** Line in the cell, from 1; 0 for the line above the cell and the blank line below it. */
  readonly line: number;
  /** Number of characters that the view puts before the cell's own text. */
  readonly indent: number;
}

/** A view with its line map. */
export interface View {
  /** Percent-style TypeScript, ending in a newline. */
  readonly text: string;
  /** One entry per line of the text. */
  readonly lines: readonly ViewLine[];
}

/**
 * Makes the view: `// %% [id] type tags` above each cell, code as it is, all else as comments.
 *
 * No two notebooks that differ in type, id, tags, source, attachments or `smart_start` metadata of any cell, or in
 * kernel or `smart_start` metadata of the notebook, have the same view. A source line that looks like a cell's head is
 * escaped (`// \%%`), so that no text in a cell can pass for another cell. Outputs, counts and other metadata are not
 * in the view.
 *
 * @example A heading and a cell of code
 * ```ts
 * import { viewOf } from "./view.ts";
 * import assert from "node:assert/strict";
 *
 * const view = viewOf({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [
 *     { cell_type: "markdown", id: "vraag", metadata: { tags: ["briefing"] }, source: "# De vraag" },
 *     { cell_type: "code", id: "som", metadata: {}, source: "1 + 1", outputs: [], execution_count: null },
 *   ],
 * });
 * assert.equal(view.text, "// %% [vraag] markdown briefing\n// # De vraag\n\n// %% [som] code\n1 + 1\n\n");
 * assert.deepEqual(view.lines[4], { cellIndex: 1, cellId: "som", line: 1, indent: 0 });
 * ```
 *
 * @param notebook The notebook; give its canonical form where the text must not depend on who saved it.
 * @param options What the view is made for.
 * @returns The text and its line map.
 */
export function viewOf(notebook: Notebook, options: ViewOptions = {}): View {
  const { scope = "whole" } = options;
  const text: string[] = [];
  const lines: ViewLine[] = [];
  const push = (line: string, origin: ViewLine) => {
    text.push(line);
    lines.push(origin);
  };
  if (scope === "whole") {
    for (const line of headOf(notebook.metadata)) {
      push(line, { cellIndex: null, cellId: null, line: 0, indent: 0 });
    }
  }
  notebook.cells.forEach((cell, cellIndex) => {
    if (scope === "code" && cell.cell_type !== "code") return;
    const origin = { cellIndex, cellId: cell.id };
    push(cellHead(cell), { ...origin, line: 0, indent: 0 });
    bodyOf(cell).forEach(({ line, indent }, i) => push(line, { ...origin, line: i + 1, indent }));
    push("", { ...origin, line: 0, indent: 0 });
  });
  return { text: text.map((line) => `${line}\n`).join(""), lines };
}

/** The notebook's own facts: nothing when it has none that matter. */
function headOf(metadata: Metadata): readonly string[] {
  const { kernelspec, smart_start } = metadata;
  const name = typeof kernelspec === "object" && kernelspec !== null
    ? (kernelspec as Metadata)["name"]
    : undefined;
  const facts = { ...(name === undefined ? {} : { kernel: name }), ...(smart_start ? { smart_start } : {}) };
  return Object.keys(facts).length === 0 ? [] : [`// %%% ${oneLine(canonicalJson(facts))}`, ""];
}

function cellHead(cell: Cell): string {
  const tags = tagsOf(cell).map((tag) => /^[a-z][a-z0-9-]*$/.test(tag) ? tag : oneLine(JSON.stringify(tag)));
  const own = cell.metadata["smart_start"];
  const extra = own === undefined ? [] : [oneLine(canonicalJson({ smart_start: own }))];
  return [`// %% [${cell.id}] ${cell.cell_type}`, ...tags, ...extra].join(" ");
}

interface BodyLine {
  readonly line: string;
  readonly indent: number;
}

function bodyOf(cell: Cell): readonly BodyLine[] {
  const source = cell.source.split("\n");
  if (cell.cell_type === "code") return source.map(codeLine);
  const comments = source.map((line) => ({
    line: line === "" ? "//" : `// ${oneLine(escapeHead(line))}`,
    indent: 3,
  }));
  return [...comments, ...attachmentLines(cell.attachments ?? {})];
}

function codeLine(line: string): BodyLine {
  const escaped = line.replace(/^(\s*\/\/ )(\\*%%)/, "$1\\$2");
  return { line: escaped, indent: 0 };
}

function escapeHead(line: string): string {
  return line.replace(/^(\\*(?:%%|@))/, "\\$1");
}

/** Pictures are told by their hash: the reviewer sees that one changed. */
function attachmentLines(attachments: Attachments): readonly BodyLine[] {
  return Object.entries(attachments)
    .sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, bundle]) => ({
      line: `// @attachment ${oneLine(JSON.stringify(name))} sha256 ${sha256Hex(canonicalJson(bundle))}`,
      indent: 0,
    }));
}

/**
 * Keeps a comment on one line: JavaScript also ends lines at U+2028 and U+2029, and a comment that ends early would
 * turn prose into code. The escape can be told from the same letters in the text by its number of backslashes.
 */
function oneLine(text: string): string {
  return text
    .replace(/\\+(?=u202[89]|u000d)/g, "$&$&")
    .replace(/\u2028/g, "\\u2028").replace(/\u2029/g, "\\u2029").replace(/\r/g, "\\u000d");
}
