/**
 * A second engine: DuckDB, in this process. It shows that the interface is one, and checks the first.
 *
 * @module
 */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { ScannedTable } from "../core/scan.ts";
import { type Column, Table } from "../core/table.ts";
import { finishQuery } from "./_groups.ts";
import { type EngineQuery, planQuery, type QueryEngine } from "./engine.ts";
import { EACH, ONES } from "./expression.ts";

/** DuckDB types of the columns of a table. */
const TYPES: Readonly<Record<Column["type"], string>> = {
  number: "DOUBLE",
  text: "VARCHAR",
  boolean: "BOOLEAN",
};

/**
 * Makes the DuckDB engine, on a database in memory that may reach neither files nor network, except the Parquet files of
 * a scanned table.
 *
 * @returns The engine.
 */
export function duckdbEngine(): QueryEngine {
  return { name: "duckdb", aggregate };
}

async function aggregate(query: EngineQuery): Promise<Table> {
  const plan = planQuery(query);
  const scanned = query.table instanceof ScannedTable ? query.table : null;
  const instance = await DuckDBInstance.create(":memory:", settingsFor(scanned));
  const connection = await instance.connect();
  try {
    if (query.table instanceof ScannedTable) await view(connection, query.table);
    else await fill(connection, query.table);
    const reader = await connection.runAndReadAll(plan.sql);
    const values = reader.getColumnsObject();
    return finishQuery(plan, {
      groups: query.by.map((name) => [name, groupColumn(values[name] ?? [], typeOf(query.table, name))]),
      rowCount: reader.currentRowCount,
      // DuckDB sums whole numbers in 128 bits; the sum of no rows is null.
      integers: (name) => (values[name] ?? []).map((value) => BigInt(value === null ? 0 : value as bigint)),
    });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Tables in memory need no file; for a scan the only doors are the files themselves. */
function settingsFor(scanned: ScannedTable | null): Record<string, string> {
  if (scanned === null) return { enable_external_access: "false", threads: "1" };
  return { autoinstall_known_extensions: "false", autoload_known_extensions: "false" };
}

async function view(connection: DuckDBConnection, table: ScannedTable): Promise<void> {
  const files = table.files.map((file) => `'${file.replaceAll("'", "''")}'`).join(", ");
  await connection.run(
    `CREATE VIEW t AS SELECT *, 1 AS "${ONES}", 1 AS "${EACH}" FROM read_parquet([${files}])`,
  );
  await connection.run("SET lock_configuration = true");
}

function typeOf(table: EngineQuery["table"], name: string): Column["type"] {
  return table instanceof ScannedTable ? table.typeOf(name) : table.column(name).type;
}

function groupColumn(values: readonly unknown[], type: Column["type"]): Column {
  if (type === "number") {
    return { type, values: Float64Array.from(values, (value) => value === null ? NaN : Number(value)) };
  }
  if (type === "boolean") {
    return { type, values: values.map((value) => value === null ? null : Boolean(value)) };
  }
  return { type, values: values.map((value) => value === null ? null : String(value)) };
}

async function fill(connection: DuckDBConnection, table: Table): Promise<void> {
  const names = table.columnNames;
  const columns = names.map((name) => table.column(name));
  const declared = names.map((name, index) => `"${name}" ${TYPES[columns[index]?.type ?? "text"]}`);
  await connection.run(
    `CREATE TABLE t (${[...declared, `"${ONES}" INTEGER`, `"${EACH}" INTEGER`].join(", ")})`,
  );
  const appender = await connection.createAppender("t");
  for (let row = 0; row < table.rowCount; row++) {
    for (const column of columns) {
      const value = column.values[row] ?? null;
      if (value === null || Number.isNaN(value)) appender.appendNull();
      else if (column.type === "number") appender.appendDouble(value as number);
      else if (column.type === "boolean") appender.appendBoolean(value as boolean);
      else appender.appendVarchar(value as string);
    }
    appender.appendInteger(1);
    appender.appendInteger(1);
    appender.endRow();
  }
  appender.closeSync();
}
