/**
 * The one query interface: grouped counts and sums over tables, in one scan for all measures.
 *
 * @module
 */
import type { ScannedTable } from "../core/scan.ts";
import type { Table } from "../core/table.ts";
import { WorkspaceError } from "../core/errors.ts";
import { columnsOf, ONES, parseExpression, sqlOf } from "./expression.ts";

/** What a measure counts or sums. Texts are expressions of the portable SQL subset. */
export interface EngineMeasure {
  /** The name of the result columns: `<id>.n`, `<id>.numerator`, `<id>.denominator`. */
  readonly id: string;
  /** Which rows are in the base: a predicate. */
  readonly base: string;
  /** A predicate that is counted, or a number that is summed, over the rows of the base. */
  readonly numerator: string;
  /** Whether `numerator` is counted or summed. */
  readonly combine: "count" | "sum";
  /** A number that is summed over the base as denominator; the number of rows of the base when absent. */
  readonly denominator?: string;
  /**
   * `squares`: carry in the same scan what a standard error needs. Per row of the base, with x of the numerator and y
   * of the denominator: Σx² as `<id>.squares` and, where a denominator is defined, Σxy as `<id>.products` and Σy² as
   * `<id>.denominatorSquares`. They add up over parts like the other sums. None when absent.
   */
  readonly spread?: "squares";
}

/** A grouped computation. */
export interface EngineQuery {
  /** The rows: in memory, or in Parquet files of which only the columns asked are scanned. */
  readonly table: Table | ScannedTable;
  /** The columns to group by; none gives one row. */
  readonly by: readonly string[];
  /** The measures. */
  readonly measures: readonly EngineMeasure[];
  /** Which rows take part at all: a predicate; all when absent. */
  readonly where?: string;
}

/** A query engine. Every one of them passes the same conformance suite. */
export interface QueryEngine {
  /** The name, for provenance. */
  readonly name: string;
  /**
   * Computes the measures per group.
   *
   * @param query What to compute.
   * @returns A row per group that occurs, sorted by the groups' texts (null first), with the columns of `by` as text
   * and the columns of the measures as numbers.
   * @throws {WorkspaceError} When an expression is outside the subset or a column is missing.
   */
  aggregate(query: EngineQuery): Promise<Table>;
}

/**
 * Writes a query as SQL over a table named `t`. Each different sum is computed once, however many measures share it.
 *
 * @param query What to compute.
 * @returns One SELECT that scans once.
 * @throws {WorkspaceError} When an expression is outside the subset or a column is missing.
 */
export function sqlOfQuery(query: EngineQuery): string {
  const keys = query.by.map((name) => checkColumn(query.table, name));
  const sums = new Map<string, string>();
  const nameOf = (sum: string): string => {
    const known = sums.get(sum) ?? `"sum ${sums.size}"`;
    sums.set(sum, known);
    return known;
  };
  const columns = query.measures.flatMap((measure) =>
    Object.entries(sumsOf(query.table, measure)).map(([part, sum]) =>
      `${nameOf(sum)} AS "${measure.id}.${part}"`
    )
  );
  const where = query.where === undefined ? "" : ` WHERE ${readExpression(query.table, query.where)}`;
  const group = keys.length === 0 ? "" : ` GROUP BY ${keys.join(", ")}`;
  const inner = [...keys, ...[...sums].map(([sum, name]) => `${sum} AS ${name}`)];
  return `SELECT ${[...keys, ...columns].join(", ")} FROM (SELECT ${
    inner.join(", ")
  } FROM t${where}${group}) AS s`;
}

/** The sums of a measure: rows in the base, what is counted or summed, the denominator, and squares where asked. */
function sumsOf(table: EngineQuery["table"], measure: EngineMeasure): Readonly<Record<string, string>> {
  const base = `("${ONES}" = 1 AND ${readExpression(table, measure.base)})`;
  const sum = (amount: string) => `SUM(CASE WHEN ${base} THEN ${amount} ELSE 0 END)`;
  const read = readExpression(table, measure.numerator);
  const n = sum("1");
  const x = measure.combine === "count"
    ? `(CASE WHEN ${base} AND ${read} THEN 1 ELSE 0 END)`
    : `CAST(${read} AS DOUBLE)`;
  const numerator = measure.combine === "count" ? `SUM${x}` : sum(x);
  const squares = measure.spread === undefined ? {} : { squares: sum(`${x} * ${x}`) };
  if (measure.denominator === undefined) return { n, numerator, denominator: n, ...squares };
  const y = `CAST(${readExpression(table, measure.denominator)} AS DOUBLE)`;
  const more = measure.spread === undefined
    ? {}
    : { products: sum(`${x} * ${y}`), denominatorSquares: sum(`${y} * ${y}`) };
  return { n, numerator, denominator: sum(y), ...squares, ...more };
}

function readExpression(table: EngineQuery["table"], text: string): string {
  const expression = parseExpression(text);
  for (const name of columnsOf(expression)) checkColumn(table, name);
  return sqlOf(expression);
}

function checkColumn(table: EngineQuery["table"], name: string): string {
  if (table.has(name) && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `"${name}"`;
  throw new WorkspaceError({
    what: `Column is missing: ${name}`,
    mend: `Choose one of: ${table.columnNames.join(", ")}`,
  });
}
