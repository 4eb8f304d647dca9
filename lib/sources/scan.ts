/**
 * Parquet files that stay on disk: for files that do not fit in memory, such as analysis files of many years.
 *
 * @module
 */
import pl from "nodejs-polars";
import { WorkspaceError } from "../core/errors.ts";
import { type ColumnKind, ScannedTable } from "../core/scan.ts";

/** Polars types of the columns that a table can hold. */
const KINDS: readonly (readonly [RegExp, ColumnKind])[] = [
  [/^(U?Int(8|16|32|64)|Float(32|64))$/, "number"],
  [/^(String|Utf8)$/, "text"],
  [/^Bool(ean)?$/, "boolean"],
];

/**
 * Opens Parquet files as one table that engines scan.
 *
 * Native code gets the paths, below the sandbox's broker: give only files that the run may read, which the operating
 * system's own layer enforces where it is on. No schema checks the rows: open files that this workspace wrote after its
 * schemas had accepted what they are made of.
 *
 * @param files Absolute paths of files with the same columns, in the order of the rows.
 * @returns The table.
 * @throws {WorkspaceError} When a file is no Parquet, has other columns, or a type that a table cannot hold.
 */
export function scanParquetFiles(files: readonly string[]): ScannedTable {
  let columns: ReadonlyMap<string, ColumnKind> | null = null;
  let rowCount = 0;
  for (const file of files) {
    const found = describe(file);
    if (columns !== null && shapeOf(columns) !== shapeOf(found.columns)) {
      throw new WorkspaceError({ what: "File has other columns than the first", where: file });
    }
    columns ??= found.columns;
    rowCount += found.rowCount;
  }
  return new ScannedTable({ files, columns: columns ?? new Map(), rowCount });
}

function shapeOf(columns: ReadonlyMap<string, ColumnKind>): string {
  return [...columns].map(([name, kind]) => `${name} ${kind}`).join(", ");
}

function describe(
  file: string,
): { readonly columns: ReadonlyMap<string, ColumnKind>; readonly rowCount: number } {
  try {
    // The schema and the count come from the file's footer; no row is read.
    const head = pl.scanParquet(file, { nRows: 1 }).collectSync();
    const rows =
      pl.scanParquet(file).select(pl.len().alias("rows")).collectSync().getColumn("rows").toArray()[0];
    return {
      columns: new Map(head.columns.map((name) => [name, kindOf(file, name, head.getColumn(name))] as const)),
      rowCount: Number(rows),
    };
  } catch (cause) {
    if (cause instanceof WorkspaceError) throw cause;
    throw new WorkspaceError({
      what: "File is not a readable Parquet file",
      where: file,
      mend: "Check that the file was written to the end, or make it again",
    }, { cause });
  }
}

function kindOf(file: string, name: string, series: pl.Series): ColumnKind {
  const type: string = series.dtype.variant;
  const found = KINDS.find(([pattern]) => pattern.test(type));
  if (found) return found[1];
  throw new WorkspaceError({
    what: `Column ${name} has a type that a table cannot hold: ${type}`,
    where: file,
  });
}
