/**
 * The one query interface: grouped counts and sums over tables, in one scan for all measures.
 *
 * @module
 */
import type { ScannedTable } from "../core/scan.ts";
import type { Table } from "../core/table.ts";
import { WorkspaceError } from "../core/errors.ts";
import { exactSumSql } from "./_exact.ts";
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
   * Sums are exact: the amounts of the rows, as doubles, are added without rounding on a grid of 2⁻⁶⁴ (5 × 10⁻²⁰), and
   * the total is rounded once. So the numbers depend neither on the engine nor on the order of rows.
   *
   * @param query What to compute.
   * @returns A row per group that occurs, sorted by the groups' texts (null first), with the columns of `by` as text
   * and the columns of the measures as numbers.
   * @throws {WorkspaceError} When an expression is outside the subset, a column is missing, or an amount is infinite or
   * 9 × 10¹⁸ or larger.
   */
  aggregate(query: EngineQuery): Promise<Table>;
}

/** A query as SQL, and how its columns become those of the result. */
export interface QueryPlan {
  /** One SELECT over a table named `t`: the groups, then the columns of the sums. It scans once. */
  readonly sql: string;
  /** The columns of the measures, in order, with the sum of each. */
  readonly columns: readonly { readonly name: string; readonly sum: PlannedSum }[];
}

/** A sum of the plan: `count`, a column of that name; `amount`, the parts of an exact sum of that name. */
export interface PlannedSum {
  /** The name. */
  readonly name: string;
  /** Whether rows are counted or amounts are summed. */
  readonly kind: "count" | "amount";
  /** SQL of what is added for each row. */
  readonly added: string;
}

/**
 * Writes a query as SQL over a table named `t`. Each different sum is computed once, however many measures share it.
 *
 * @param query What to compute.
 * @returns The plan.
 * @throws {WorkspaceError} When an expression is outside the subset or a column is missing.
 */
export function planQuery(query: EngineQuery): QueryPlan {
  const keys = query.by.map((name) => checkColumn(query.table, name));
  const sums = new Map<string, PlannedSum>();
  const planned = (wanted: Omit<PlannedSum, "name">): PlannedSum => {
    const key = `${wanted.kind} ${wanted.added}`;
    const sum = sums.get(key) ?? { ...wanted, name: `sum ${sums.size}` };
    sums.set(key, sum);
    return sum;
  };
  const columns = query.measures.flatMap((measure) =>
    Object.entries(sumsOf(query.table, measure)).map(([part, sum]) => ({
      name: `${measure.id}.${part}`,
      sum: planned(sum),
    }))
  );
  const where = query.where === undefined ? "" : ` WHERE ${readExpression(query.table, query.where)}`;
  const amounts = [...sums.values()].filter(({ kind }) => kind === "amount")
    .map(({ name, added }) => exactSumSql(name, added));
  const counts = [...sums.values()].filter(({ kind }) => kind === "count");
  const inner = [
    ...keys,
    ...counts.map(({ name, added }) => `SUM(${added}) AS "${name}"`),
    ...amounts.flatMap((one) => Object.entries(one.sums).map(([name, sum]) => `${sum} AS "${name}"`)),
  ];
  const group = keys.length === 0 ? "" : ` GROUP BY ${keys.join(", ")}`;
  const rows = amounts.length === 0
    ? `t${where}`
    : `(SELECT *, ${amounts.map(({ kept }) => kept).join(", ")} FROM (SELECT *, ${
      amounts.map(({ amount }) => amount).join(", ")
    } FROM t${where}) AS a) AS k`;
  return { sql: `SELECT ${inner.join(", ")} FROM ${rows}${group}`, columns };
}

type Sum = Omit<PlannedSum, "name">;

/** The sums of a measure: rows in the base, what is counted or summed, the denominator, and squares where asked. */
function sumsOf(table: EngineQuery["table"], measure: EngineMeasure): Readonly<Record<string, Sum>> {
  const base = `("${ONES}" = 1 AND ${readExpression(table, measure.base)})`;
  const amount = (of: string): Sum => ({ kind: "amount", added: `CASE WHEN ${base} THEN ${of} ELSE 0 END` });
  const count = (when: string): Sum => ({ kind: "count", added: `CASE WHEN ${when} THEN 1 ELSE 0 END` });
  const read = readExpression(table, measure.numerator);
  const n = count(base), counted = `${base} AND ${read}`;
  const x = measure.combine === "count"
    ? `(CASE WHEN ${counted} THEN 1.0e0 ELSE 0.0e0 END)`
    : `CAST(${read} AS DOUBLE)`;
  const numerator = measure.combine === "count" ? count(counted) : amount(x);
  const squares = measure.spread === undefined ? {} : { squares: amount(`${x} * ${x}`) };
  if (measure.denominator === undefined) return { n, numerator, denominator: n, ...squares };
  const y = `CAST(${readExpression(table, measure.denominator)} AS DOUBLE)`;
  const more = measure.spread === undefined
    ? {}
    : { products: amount(`${x} * ${y}`), denominatorSquares: amount(`${y} * ${y}`) };
  return { n, numerator, denominator: amount(y), ...squares, ...more };
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
