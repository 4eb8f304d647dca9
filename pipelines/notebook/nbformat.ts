/**
 * Types of notebook format 4.5, as the project writes it. Reading is more tolerant: see `read.ts`.
 *
 * Source: nbformat 4.5 JSON schema.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";

/** Free metadata; unknown keys are kept. */
export type Metadata = { readonly [key: string]: Json };

/** A MIME bundle: data by MIME type; text types as one string, JSON types as JSON. */
export type MimeBundle = { readonly [mime: string]: Json };

/** Text that a cell wrote. */
export interface StreamOutput {
  /** The kind of output. */
  readonly output_type: "stream";
  /** Which stream it went to. */
  readonly name: "stdout" | "stderr";
  /** The text, with its line ends. */
  readonly text: string;
}

/** Something that a cell displayed. `transient.display_id` is not stored. */
export interface DisplayDataOutput {
  /** The kind of output. */
  readonly output_type: "display_data";
  /** The data by MIME type. */
  readonly data: MimeBundle;
  /** Free metadata. */
  readonly metadata: Metadata;
}

/** The value of a cell's last expression. */
export interface ExecuteResultOutput {
  /** The kind of output. */
  readonly output_type: "execute_result";
  /** The data by MIME type. */
  readonly data: MimeBundle;
  /** Free metadata. */
  readonly metadata: Metadata;
  /** The kernel's count; null when it did not run. */
  readonly execution_count: number | null;
}

/** An error that a cell ended with. */
export interface ErrorOutput {
  /** The kind of output. */
  readonly output_type: "error";
  /** The class of the error. */
  readonly ename: string;
  /** The message of the error. */
  readonly evalue: string;
  /** The traceback by line, which may hold colour codes. */
  readonly traceback: readonly string[];
}

/** Any output. */
export type Output = StreamOutput | DisplayDataOutput | ExecuteResultOutput | ErrorOutput;

/** Attachments by file name. */
export type Attachments = { readonly [name: string]: MimeBundle };

/** What every cell has. */
export interface CellBase {
  /** A name of 1 to 64 letters, digits, `-` or `_` that is unique in the notebook. */
  readonly id: string;
  /** Free metadata. */
  readonly metadata: Metadata;
  /** The text of the cell. */
  readonly source: string;
}

/** A cell of code. */
export interface CodeCell extends CellBase {
  /** The type of cell. */
  readonly cell_type: "code";
  /** What the cell gave, in order. */
  readonly outputs: readonly Output[];
  /** The kernel's count; null when it did not run. */
  readonly execution_count: number | null;
}

/** A cell of Markdown. */
export interface MarkdownCell extends CellBase {
  /** The type of cell. */
  readonly cell_type: "markdown";
  /** Files that the text refers to as `attachment:name`. */
  readonly attachments?: Attachments;
}

/** A cell that is kept as it is. */
export interface RawCell extends CellBase {
  /** The type of cell. */
  readonly cell_type: "raw";
  /** Files that the text refers to as `attachment:name`. */
  readonly attachments?: Attachments;
}

/** Any cell. */
export type Cell = CodeCell | MarkdownCell | RawCell;

/** A notebook in memory: sources are strings, every cell has an id. */
export interface Notebook {
  /** The major version of the format. */
  readonly nbformat: 4;
  /** The minor version of the format. */
  readonly nbformat_minor: 5;
  /** Free metadata. */
  readonly metadata: Metadata;
  /** The cells in order. */
  readonly cells: readonly Cell[];
}

/**
 * The tags of a cell, from its metadata; an empty list when there are none.
 *
 * @example The tags of a figure
 * ```ts
 * import { tagsOf } from "./nbformat.ts";
 * import assert from "node:assert/strict";
 *
 * const cell = { cell_type: "markdown", id: "a", source: "", metadata: { tags: ["briefing", 1] } } as const;
 * assert.deepEqual(tagsOf(cell), ["briefing"]);
 * ```
 */
export function tagsOf(cell: Cell): readonly string[] {
  const tags = cell.metadata["tags"];
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === "string") : [];
}
