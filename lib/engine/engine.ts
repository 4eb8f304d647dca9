/**
 * The one query interface: grouped counts and sums over tables, in one scan for all measures.
 *
 * @module
 */
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
}

/** A grouped computation. */
export interface EngineQuery {
  /** The rows. */
  readonly table: Table;
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
 * Writes a query as SQL over a table named `t`.
 *
 * @param query What to compute.
 * @returns One SELECT that scans once.
 * @throws {WorkspaceError} When an expression is outside the subset or a column is missing.
 */
export function sqlOfQuery(query: EngineQuery): string {
  const keys = query.by.map((name) => checkColumn(query.table, name));
  const columns = query.measures.flatMap((measure) => measureSql(query.table, measure));
  const where = query.where === undefined ? "" : ` WHERE ${readExpression(query.table, query.where)}`;
  const group = keys.length === 0 ? "" : ` GROUP BY ${keys.join(", ")}`;
  return `SELECT ${[...keys, ...columns].join(", ")} FROM t${where}${group}`;
}

function measureSql(table: Table, measure: EngineMeasure): readonly string[] {
  const base = `("${ONES}" = 1 AND ${readExpression(table, measure.base)})`;
  const numerator = readExpression(table, measure.numerator);
  const counted = `SUM(CASE WHEN ${base} THEN 1 ELSE 0 END)`;
  const top = measure.combine === "count"
    ? `SUM(CASE WHEN ${base} AND ${numerator} THEN 1 ELSE 0 END)`
    : `SUM(CASE WHEN ${base} THEN CAST(${numerator} AS DOUBLE) ELSE 0 END)`;
  const bottom = measure.denominator === undefined
    ? counted
    : `SUM(CASE WHEN ${base} THEN CAST(${readExpression(table, measure.denominator)} AS DOUBLE) ELSE 0 END)`;
  return [
    `${counted} AS "${measure.id}.n"`,
    `${top} AS "${measure.id}.numerator"`,
    `${bottom} AS "${measure.id}.denominator"`,
  ];
}

function readExpression(table: Table, text: string): string {
  const expression = parseExpression(text);
  for (const name of columnsOf(expression)) checkColumn(table, name);
  return sqlOf(expression);
}

function checkColumn(table: Table, name: string): string {
  if (table.has(name) && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `"${name}"`;
  throw new WorkspaceError({
    what: `Column is missing: ${name}`,
    mend: `Choose one of: ${table.columnNames.join(", ")}`,
  });
}
