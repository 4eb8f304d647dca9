/**
 * Reading a file by its extension.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { readArrow } from "./arrow.ts";
import { readParquet } from "./parquet.ts";
import { readSav } from "./spss.ts";

/** Readers of binary files by extension. */
const READERS: Readonly<Record<string, (bytes: Uint8Array) => Table>> = {
  parquet: (bytes) => readParquet(bytes),
  arrow: readArrow,
  feather: readArrow,
  ipc: readArrow,
  sav: (bytes) => readSav(bytes).table,
  zsav: (bytes) => readSav(bytes).table,
};

/**
 * Reads a table from Parquet, Arrow or SPSS, by the extension of the name.
 *
 * @param bytes The file.
 * @param name The file name.
 * @returns The table as the file holds it, before a schema accepts it.
 * @throws {WorkspaceError} When the extension is unknown or the file is damaged.
 */
export function readTable(bytes: Uint8Array, name: string): Table {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const read = READERS[extension];
  if (read) return read(bytes);
  throw new WorkspaceError({
    what: `No reader for files of this kind: ${extension.slice(0, 12)}`,
    mend: `Use one of: ${Object.keys(READERS).join(", ")}`,
  });
}
