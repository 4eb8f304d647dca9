/**
 * Arrow IPC files from and to bytes.
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
 * Reads an Arrow IPC file.
 *
 * @param bytes The file.
 * @returns The table.
 * @throws {WorkspaceError} When the bytes are no Arrow file, or a column is of a type that a table cannot hold.
 */
export function readArrow(bytes: Uint8Array): Table {
  let frame: pl.DataFrame;
  try {
    frame = pl.readIPC(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (cause) {
    throw new WorkspaceError({
      what: "Bytes are not a readable Arrow file",
      mend: "Write it again as an uncompressed or LZ4 Arrow IPC file (Feather version 2)",
    }, { cause });
  }
  return tableOfFrame(frame);
}

/**
 * Writes an Arrow IPC file without compression.
 *
 * @example There and back
 * ```ts
 * import { readArrow, writeArrow } from "./arrow.ts";
 * import { Table } from "../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * const bytes = writeArrow(Table.from({ n: Float64Array.of(1, NaN), ja: [true, null] }));
 * assert.deepEqual([...readArrow(bytes).booleans("ja")], [true, null]);
 * ```
 *
 * @param table The table; NaN is written as null.
 * @returns The file.
 */
export function writeArrow(table: Table): Uint8Array<ArrayBuffer> {
  return collectBytes((sink) => frameOfTable(table).writeIPC(sink, { compression: "uncompressed" }));
}
