/**
 * Computing indicators: definitions and rows in, aggregates with numerator, denominator and interval out.
 *
 * @module
 */
import {
  type AggregateCell,
  type AggregateTable,
  type Dimension,
  type Label,
  type Measure,
  sameLabel,
  type ScannedTable,
  type SourceRef,
  type Table,
  WorkspaceError,
} from "../core/mod.ts";
import { type EngineMeasure, polarsEngine, type QueryEngine } from "../engine/mod.ts";
import { intervalOf, type Spread, type Sums } from "./_interval.ts";
import { findIndicator } from "./catalogue.ts";
import { type IndicatorDefinition, intervalMethodOf } from "./definition.ts";
import { largestAtMost } from "./largest.ts";

/** A dimension to group by. */
export interface GroupBy {
  /** The column of the rows. */
  readonly column: string;
  /** What readers see; the column's name when absent. */
  readonly label?: Label;
  /** What kind of thing the codes are; `nominal` when absent. */
  readonly kind?: Dimension["kind"];
  /** Whether a unit has one code or can have several: then its rows stand once for each. `exclusive` when absent. */
  readonly membership?: Dimension["membership"];
  /** The codes with their names, in the order of showing, with the code they add up into. Rows of other codes fail. */
  readonly codes?: Dimension["codes"];
}

/** What to compute. */
export interface ComputeOptions<
  Asked extends readonly (string | IndicatorDefinition)[] = readonly (string | IndicatorDefinition)[],
> {
  /** The rows: in memory, or Parquet files that are scanned once for all indicators. */
  readonly table: Table | ScannedTable;
  /** Ids, slugs or definitions. */
  readonly indicators: Asked;
  /** The columns to group by; empty for one number. */
  readonly by: readonly (string | GroupBy)[];
  /** The period in words. */
  readonly period: Label;
  /** Who the rows are, in words. */
  readonly population: Label;
  /** The datasets behind the rows. */
  readonly sources: readonly SourceRef[];
  /** Which rows take part: a predicate of the portable SQL subset; all when absent. */
  readonly where?: string;
  /** Put in front of the tables' ids, so that they stay unique in a notebook. */
  readonly idPrefix?: string;
  /** The engine; the embedded one when absent. */
  readonly engine?: QueryEngine;
}

/** One table for each indicator asked, in the same order. */
export type IndicatorTables<Asked extends readonly unknown[]> = {
  readonly [Place in keyof Asked]: AggregateTable;
};

/**
 * Computes indicators per group, in one scan for all of them.
 *
 * A cell's `n` is the number of rows in the base, `numerator` what is counted or summed, `denominator` the base or the
 * summed denominator, `value` their quotient before `per` (the numerator itself for a count or a sum), null on an empty
 * base. Rows without a code (null) are in no cell.
 *
 * The 95 % interval follows the kind, and `measure.interval` says which it is: Wilson for a share, exact Poisson
 * (Garwood) for a rate, Student's t for a mean, the delta method with t for a ratio. Sums of squares travel in the same
 * scan. Counts and sums have no interval: beside a rounded count it would tell the count. See
 * {@linkcode IndicatorDefinition.kind} for what each takes for granted.
 *
 * Cells of a mean, sum or ratio carry what their `largest` contributions can be at most, from the same sums of squares, so
 * that disclosure control can judge dominance.
 *
 * @param options Rows, indicators and groups.
 * @returns One table per indicator, in the order asked.
 * @throws {WorkspaceError} When an indicator, column or code is unknown.
 */
export async function computeIndicators<const Asked extends readonly (string | IndicatorDefinition)[]>(
  options: ComputeOptions<Asked>,
): Promise<IndicatorTables<Asked>> {
  const engine = options.engine ?? polarsEngine();
  const indicators = options.indicators.map((one) => typeof one === "string" ? findIndicator(one) : one);
  const groups = options.by.map((one) => typeof one === "string" ? { column: one } : one);
  const result = await engine.aggregate({
    table: options.table,
    by: groups.map((group) => group.column),
    measures: indicators.map(measureOf),
    ...(options.where === undefined ? {} : { where: options.where }),
  });
  const dimensions = groups.map((group) => dimensionOf(group, result));
  const tables: unknown = indicators.map((indicator): AggregateTable => ({
    id: `${options.idPrefix ?? ""}${indicator.slug}`,
    title: indicator.label,
    measure: toMeasure(indicator),
    entity: indicator.entity,
    population: options.population,
    period: options.period,
    dimensions,
    cells: cellsOf(indicator, groups, result),
    sources: options.sources,
  }));
  // One table for each indicator: TypeScript does not see that `map` keeps the length of a tuple.
  return tables as IndicatorTables<Asked>;
}

function measureOf(indicator: IndicatorDefinition): EngineMeasure {
  const combine = indicator.kind === "share" || indicator.kind === "rate" || indicator.kind === "count"
    ? "count"
    : "sum";
  return {
    id: indicator.slug,
    base: indicator.base,
    numerator: indicator.numerator,
    combine,
    ...(indicator.denominator === undefined ? {} : { denominator: indicator.denominator }),
    ...(combine === "sum" ? { spread: "squares" } : {}),
  };
}

/**
 * Gives the measure of an indicator as tables carry it.
 *
 * @param indicator The definition.
 * @returns The measure.
 */
export function toMeasure(indicator: IndicatorDefinition): Measure {
  const interval = intervalMethodOf(indicator);
  return {
    id: indicator.slug,
    label: indicator.label,
    unit: indicator.unit,
    kind: indicator.kind,
    per: indicator.per,
    decimals: indicator.decimals,
    definition: indicator.definition,
    ...(interval === null ? {} : { interval }),
  };
}

function dimensionOf(group: GroupBy, result: Table): Dimension {
  const found = [...new Set(result.texts(group.column))].filter((code): code is string => code !== null);
  const known = group.codes ?? found.map((code) => ({ code, label: sameLabel(code) }));
  const unknown = found.filter((code) => !known.some((entry) => entry.code === code));
  if (unknown.length > 0) {
    throw new WorkspaceError({
      what: `Rows have ${unknown.length} codes that the dimension does not list`,
      where: group.column,
      mend: "Add them to the codes of the dimension, or leave the rows out with `where`",
    });
  }
  return {
    name: group.column,
    label: group.label ?? sameLabel(group.column),
    kind: group.kind ?? "nominal",
    ...(group.membership === undefined ? {} : { membership: group.membership }),
    codes: known,
  };
}

function cellsOf(
  indicator: IndicatorDefinition,
  groups: readonly GroupBy[],
  result: Table,
): readonly AggregateCell[] {
  const keys = groups.map((group) => result.texts(group.column));
  const columnOf = (part: string) =>
    result.has(`${indicator.slug}.${part}`) ? result.numbers(`${indicator.slug}.${part}`) : null;
  const [n, top, bottom, squares, products, denominatorSquares] = [
    "n",
    "numerator",
    "denominator",
    "squares",
    "products",
    "denominatorSquares",
  ].map(columnOf);
  const cells: AggregateCell[] = [];
  for (let row = 0; row < result.rowCount; row++) {
    const codes = keys.map((key) => key[row] ?? null);
    if (codes.includes(null)) continue;
    const rows = n?.[row] ?? 0, numerator = top?.[row] ?? 0, denominator = bottom?.[row] ?? 0;
    const spread: Spread = {
      squares: squares?.[row] ?? 0,
      // Without a denominator of its own every row of the base counts as 1.
      products: products?.[row] ?? numerator,
      denominatorSquares: denominatorSquares?.[row] ?? rows,
    };
    const cell = cellOf(indicator, codes as string[], { n: rows, numerator, denominator, ...spread });
    cells.push({ ...cell, ...largestOf(indicator, rows, { numerator, denominator, ...spread }) });
  }
  return cells;
}

/** What the largest contributions can be at most, of amounts that are added up; nothing of counts. */
function largestOf(
  { kind, denominator }: Pick<IndicatorDefinition, "kind" | "denominator">,
  rows: number,
  sums: Omit<Sums, "n">,
): Pick<AggregateCell, "largest" | "largestOfDenominator"> {
  if (kind !== "mean" && kind !== "sum" && kind !== "ratio") return {};
  const largest = largestAtMost(rows, sums.numerator, sums.squares);
  if (kind !== "ratio" || denominator === undefined) return { largest };
  return { largest, largestOfDenominator: largestAtMost(rows, sums.denominator, sums.denominatorSquares) };
}

function cellOf(
  indicator: IndicatorDefinition,
  codes: readonly string[],
  sums: Sums,
): AggregateCell {
  const { n, numerator, denominator } = sums;
  const whole = indicator.kind === "count" || indicator.kind === "sum";
  const value = whole ? numerator : denominator === 0 ? null : numerator / denominator;
  const interval = intervalOf(intervalMethodOf(indicator), sums);
  return {
    codes,
    n,
    numerator,
    denominator: whole ? null : denominator,
    value,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}
