/**
 * Parquet from and to bytes. Native code never gets a path: it would read past the sandbox of a run.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import pl from "nodejs-polars";
import { WorkspaceError } from "../core/errors.ts";
import { frameOfTable, tableOfFrame } from "../core/frame.ts";
import type { Table } from "../core/table.ts";
import { collectBytes } from "./_sink.ts";

/**
 * Writes a table as Parquet (zstd). The same table gives the same bytes.
 *
 * @example There and back
 * ```ts
 * import { readParquet, writeParquet } from "./parquet.ts";
 * import { Table } from "../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * const bytes = writeParquet(Table.from({ n: Float64Array.of(1, NaN), code: ["GM9901", null] }));
 * assert.deepEqual([...readParquet(bytes).texts("code")], ["GM9901", null]);
 * ```
 *
 * @param table The table; NaN is written as null.
 * @returns The file.
 */
export function writeParquet(table: Table): Uint8Array<ArrayBuffer> {
  return collectBytes((sink) => frameOfTable(table).writeParquet(sink, { compression: "zstd" }));
}

/**
 * Reads a table from Parquet. Dates come as `yyyy-mm-dd`, whole and decimal numbers as numbers.
 *
 * @param bytes The file.
 * @param options `columns` reads only these, in this order, and misses none; `present` reads those of these that the
 * file has, in the order of the file; all by default.
 * @returns The table; null is NaN in a column of numbers.
 * @throws {WorkspaceError} When the bytes are no Parquet, or a column is missing or of a type that a table cannot hold.
 */
export function readParquet(
  bytes: Uint8Array,
  options: { readonly columns?: readonly string[]; readonly present?: readonly string[] } = {},
): Table {
  const frame = frameOf(bytes);
  if (options.present) {
    const wanted = new Set(options.present);
    return tableOfFrame(frame, frame.columns.filter((name) => wanted.has(name)));
  }
  const names = options.columns ?? frame.columns;
  const absent = names.filter((name) => !frame.columns.includes(name));
  if (absent.length > 0) {
    throw new WorkspaceError({
      what: `Columns are missing: ${absent.join(", ")}`,
      mend: `Choose from: ${frame.columns.join(", ")}`,
    });
  }
  return tableOfFrame(frame, names);
}

function frameOf(bytes: Uint8Array): pl.DataFrame {
  try {
    return pl.readParquet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (cause) {
    throw new WorkspaceError({
      what: "Bytes are not a readable Parquet file",
      mend: "Check that the file was written to the end, or make it again",
    }, { cause });
  }
}
