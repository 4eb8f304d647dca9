/**
 * Loading a dataset by id.
 *
 * @module
 */
import pl from "nodejs-polars";
import { WorkspaceError } from "../core/errors.ts";
import { isNative, seriesOfColumn, textColumnOf } from "../core/frame.ts";
import { sha256Hex } from "../core/hash.ts";
import type { SourceRef } from "../core/provenance.ts";
import { type Column, columnLength, Table } from "../core/table.ts";
import { acceptTable } from "./accept.ts";
import { type DatasetDefinition, findDataset } from "./catalogue.ts";
import { readEnvironment } from "./environment.ts";
import { type DatasetFile, defaultProjectDir, locateDataset } from "./locate.ts";
import { readTable } from "./read.ts";
import { currentRegion } from "./region.ts";

/** A dataset with its rows and where they come from. */
export interface Dataset {
  /** The id. */
  readonly id: string;
  /** The rows. Shows its shape only. */
  readonly table: Table;
  /** What the catalogue says about it. */
  readonly definition: DatasetDefinition;
  /** Where the rows come from, for receipts and notes. */
  readonly source: SourceRef;
}

/** How to load. */
export interface LoadOptions {
  /** The years to load of a yearly dataset; all by default. */
  readonly years?: readonly number[];
  /**
   * The columns to load; all by default. Only these and the columns of the key are read and checked, so a fault in
   * another column stays unseen.
   */
  readonly columns?: readonly string[];
  /** The folder of the workspace; that of this file by default. */
  readonly projectDir?: string;
}

/**
 * Loads a dataset by id. A yearly dataset gets its years stacked, with a column `JAAR` in front.
 *
 * @param id The id, for example `cbs/inhatab`.
 * @param options Years and folder.
 * @returns The dataset.
 * @throws {WorkspaceError} When the id, a year or a column is missing, or a file is not the one that was prepared.
 */
export async function loadDataset(id: string, options: LoadOptions = {}): Promise<Dataset> {
  const projectDir = options.projectDir ?? defaultProjectDir();
  const definition = findDataset(id);
  const files = chooseYears(await locateDataset(id, { projectDir }), definition, options.years);
  const parts: Table[] = [], hashes: string[] = [];
  for (const file of files) {
    const bytes = await Deno.readFile(file.path);
    hashes.push(checkedHash(bytes, file));
    const name = file.path.replace(/^.*\//, "");
    const part = acceptColumns(bytes, name, definition, options.columns);
    parts.push(definition.shape === "yearly" ? withYear(part, file.year) : part);
  }
  const environment = await readEnvironment(projectDir);
  // Files of a fictional region are made up too, and are handled as carefully as real ones.
  const open = environment.kind === "synthetic";
  const synthetic = open || currentRegion({ projectDir }).fictional;
  const years = files.map((file) => file.year);
  return {
    id,
    definition,
    table: stackTables(parts),
    source: {
      datasetId: id,
      title: synthetic
        ? { nl: `${definition.title.nl}, synthetisch`, en: `${definition.title.en}, synthetic` }
        : definition.title,
      owner: synthetic ? "Smart Start" : definition.owner,
      licence: open ? "CC0 1.0" : definition.licence,
      sensitivity: open ? "open" : definition.sensitivity,
      synthetic,
      referenceDate: String(Math.max(...years)),
      sha256: hashes.length === 1 ? hashes[0] ?? "" : sha256Hex(hashes.join("\n")),
    },
  };
}

function acceptColumns(
  bytes: Uint8Array,
  file: string,
  { id, schema }: DatasetDefinition,
  columns: readonly string[] | undefined,
): Table {
  if (!columns) return acceptTable(readTable(bytes, file), schema, { file });
  const unknown = columns.filter((name) => !schema.columns.some((column) => column.name === name));
  if (unknown.length > 0) {
    throw new WorkspaceError({
      what: `Columns are not in the schema: ${unknown.join(", ")}`,
      where: id,
      mend: `Choose from: ${schema.columns.map((column) => column.name).join(", ")}`,
    });
  }
  const needed = new Set([...schema.key, ...columns]);
  const chosen = { ...schema, columns: schema.columns.filter((column) => needed.has(column.name)) };
  return acceptTable(readTable(bytes, file, { columns: [...needed] }), chosen, { file }).select(columns);
}

function chooseYears(
  files: readonly DatasetFile[],
  definition: DatasetDefinition,
  years: readonly number[] | undefined,
): readonly DatasetFile[] {
  // The last year; of a size with shards that is a file for each.
  if (definition.shape === "once") return files.filter(({ year }) => year === files.at(-1)?.year);
  if (!years) return files;
  const absent = years.filter((year) => !files.some((file) => file.year === year));
  if (absent.length === 0) return files.filter((file) => years.includes(file.year));
  throw new WorkspaceError({
    what: `Years are missing: ${absent.join(", ")}`,
    where: definition.id,
    mend: `Choose from ${files.map((file) => file.year).join(", ")}`,
  });
}

function checkedHash(bytes: Uint8Array, file: DatasetFile): string {
  const hash = sha256Hex(bytes);
  if (file.sha256 === undefined || file.sha256 === hash) return hash;
  throw new WorkspaceError({
    what: "File is not the one that was prepared: its hash differs",
    where: file.path,
    mend: "Remove the folder and prepare the data again",
  });
}

function withYear(table: Table, year: number): Table {
  const years = new Float64Array(table.rowCount).fill(year);
  return Table.fromColumns(
    new Map<string, Column>([
      ["JAAR", { type: "number", values: years }],
      ...table.columnNames.map((name) => [name, table.column(name)] as const),
    ]),
  );
}

/**
 * Puts tables with the same columns below one another.
 *
 * @param tables At least one table.
 * @returns The rows of all, in order.
 * @throws {WorkspaceError} When there is no table, or columns or types differ.
 */
export function stackTables(tables: readonly Table[]): Table {
  const [first, ...others] = tables;
  if (!first) {
    throw new WorkspaceError({ what: "No table to stack", mend: "Give at least one table" });
  }
  if (others.length === 0) return first;
  return Table.fromColumns(
    new Map(
      first.columnNames.map((name) =>
        [name, stackColumns(name, tables.map((table) => table.column(name)))] as const
      ),
    ),
  );
}

function stackColumns(name: string, columns: readonly Column[]): Column {
  const type = columns[0]?.type ?? "text";
  if (columns.some((column) => column.type !== type)) {
    throw new WorkspaceError({ what: "Column changes type between files", where: name });
  }
  if (columns.every(isNative)) {
    return textColumnOf(pl.concat(columns.map((column) => seriesOfColumn(name, column))));
  }
  if (type === "text") {
    return {
      type,
      values: columns.flatMap((column) => [...column.values] as (string | null)[]),
    };
  }
  if (type === "boolean") {
    return { type, values: columns.flatMap((column) => [...column.values] as (boolean | null)[]) };
  }
  const values = new Float64Array(columns.reduce((sum, column) => sum + columnLength(column), 0));
  let offset = 0;
  for (const column of columns) {
    values.set(column.values as Float64Array, offset);
    offset += column.values.length;
  }
  return { type, values };
}
