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
const READERS: Readonly<Record<string, (bytes: Uint8Array, columns?: readonly string[]) => Table>> = {
  parquet: (bytes, columns) => readParquet(bytes, columns ? { present: columns } : {}),
  arrow: (bytes) => readArrow(bytes),
  feather: (bytes) => readArrow(bytes),
  ipc: (bytes) => readArrow(bytes),
  sav: (bytes, columns) => readSav(bytes, columns ? { columns } : {}).table,
  zsav: (bytes, columns) => readSav(bytes, columns ? { columns } : {}).table,
};

/**
 * Reads a table from Parquet, Arrow or SPSS, by the extension of the name.
 *
 * @param bytes The file.
 * @param name The file name.
 * @param options `columns`: those that are needed; a reader that can leaves the others unread. All by default.
 * @returns The table as the file holds it, before a schema accepts it.
 * @throws {WorkspaceError} When the extension is unknown or the file is damaged.
 */
export function readTable(
  bytes: Uint8Array,
  name: string,
  options: { readonly columns?: readonly string[] } = {},
): Table {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const read = READERS[extension];
  if (read) return read(bytes, options.columns);
  throw new WorkspaceError({
    what: `No reader for files of this kind: ${extension.slice(0, 12)}`,
    mend: `Use one of: ${Object.keys(READERS).join(", ")}`,
  });
}
