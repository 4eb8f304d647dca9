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
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

/** Something that a cell displayed. `transient.display_id` is not stored. */
export interface DisplayDataOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: Metadata;
}

/** The value of a cell's last expression. */
export interface ExecuteResultOutput {
  readonly output_type: "execute_result";
  readonly data: MimeBundle;
  readonly metadata: Metadata;
  readonly execution_count: number | null;
}

/** An error that a cell ended with. */
export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** Any output. */
export type Output = StreamOutput | DisplayDataOutput | ExecuteResultOutput | ErrorOutput;

/** Attachments by file name. */
export type Attachments = { readonly [name: string]: MimeBundle };

interface CellBase {
  readonly id: string;
  readonly metadata: Metadata;
  readonly source: string;
}

/** A cell of code. */
export interface CodeCell extends CellBase {
  readonly cell_type: "code";
  readonly outputs: readonly Output[];
  readonly execution_count: number | null;
}

/** A cell of Markdown. */
export interface MarkdownCell extends CellBase {
  readonly cell_type: "markdown";
  readonly attachments?: Attachments;
}

/** A cell that is kept as it is. */
export interface RawCell extends CellBase {
  readonly cell_type: "raw";
  readonly attachments?: Attachments;
}

/** Any cell. */
export type Cell = CodeCell | MarkdownCell | RawCell;

/** A notebook in memory: sources are strings, every cell has an id. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
  readonly metadata: Metadata;
  readonly cells: readonly Cell[];
}

/** The tags of a cell, from its metadata; an empty list when there are none. */
export function tagsOf(cell: Cell): readonly string[] {
  const tags = cell.metadata["tags"];
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === "string") : [];
}
