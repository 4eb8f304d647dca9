/**
 * Published shares, rates and means as rows of the system: a rounded ratio leaves its parts a band, whatever they are.
 *
 * A percentage `p` with `d` decimals says `N·(p − ½·10⁻ᵈ)/100 ≤ count ≤ N·(p + ½·10⁻ᵈ)/100`; a mean says the same of a
 * sum. Neither end is left out, since publishers round halves both ways.
 *
 * @module
 */
import type { AggregateTable, MeasureKind } from "../core/aggregate.ts";
import { type Grid, gridOf, keyOf, overlaps } from "./_grid.ts";
import { disagreeing } from "./_figure_errors.ts";
import { placesBeside } from "./_relations.ts";
import { placeOfCell } from "./_slices.ts";
import type { SystemBuilder } from "./system.ts";

/** A place by name and code. */
type Place = ReadonlyMap<string, string>;

/** One published ratio: `low * base <= part <= high * base`. */
export interface FigureRow {
  /** A stable key. */
  readonly key: string;
  /** The name of the number above the line, such as `n` or `arm/numerator`. */
  readonly part: string;
  /** Where it stands. */
  readonly place: Place;
  /** The name of the number below the line. */
  readonly base: string;
  /** Where that stands: one place, or all that add up to it. */
  readonly bases: readonly Place[];
  /** The smallest ratio that rounds to the figure. */
  readonly low: number;
  /** The largest. */
  readonly high: number;
}

/** Kinds whose figure is a part over a base, with the name of the part. */
const PARTS: Partial<Record<MeasureKind, "numerator" | "amount">> = {
  share: "numerator",
  rate: "numerator",
  mean: "amount",
};

/** Tells whether figures are ratios that can be rows. */
export function areRatios(table: AggregateTable): boolean {
  return PARTS[table.measure.kind] !== undefined;
}

/**
 * Makes the rows of declared shares, rates or means.
 *
 * @param table The figures: values before `per`, rounded to `decimals` after it; a null value was not published.
 * @param shareOf The dimension whose codes the figures are shares of; absent where a new table has the same measure.
 * @param about The new tables about the same units, of one set of sources.
 * @throws {DisclosureError} When the figures contradict a table.
 */
export function figureRows(
  table: AggregateTable,
  shareOf: string | undefined,
  about: readonly Grid[],
): readonly FigureRow[] {
  const grid = gridOf(table);
  const same = shareOf === undefined
    ? about.filter(({ table: { measure } }) => measure.id === table.measure.id)
    : [];
  const usesDenominator = same.some(({ cells }) =>
    cells.some(({ cell }) => cell.denominator !== null && cell.denominator !== cell.n)
  );
  const half = 0.5 * 10 ** -table.measure.decimals / table.measure.per;
  return grid.cells.flatMap(({ cell, at, key, origin }): FigureRow[] => {
    if (cell.value === null || origin === "filled") return [];
    const place = placeOfCell(table, at);
    const bounds = { key: `${table.id} ${key}`, place, low: cell.value - half, high: cell.value + half };
    const row: FigureRow = shareOf === undefined
      ? {
        ...bounds,
        part: `${table.measure.id}/${PARTS[table.measure.kind]!}`,
        base: usesDenominator ? `${table.measure.id}/denominator` : "n",
        bases: [place],
      }
      : { ...bounds, part: "n", base: "n", bases: basesBeside(table, shareOf, at, about) };
    for (const other of same) checkRow(row, key, other, table.id);
    if (shareOf !== undefined) checkCounts(row, key, about, table.id);
    return [row];
  });
}

/** The whole that a code is a share of: the place without the dimension, else the codes that make it up. */
function basesBeside(
  table: AggregateTable,
  shareOf: string,
  at: Place,
  about: readonly Grid[],
): readonly Place[] {
  const without = new Map([...at].filter(([name]) => name !== shareOf));
  const dimension = table.dimensions.find(({ name }) => name === shareOf)!;
  const isGiven = about.some((other) => !overlaps(other.table) && other.byKey.has(keyOf(without)));
  if (isGiven || dimension.membership === "overlapping") return [without];
  const listed = about.flatMap(({ table: { dimensions } }) =>
    dimensions.filter(({ name }) => name === shareOf)
  );
  const codes = new Map([dimension, ...listed].flatMap((d) => d.codes.map((code) => [code.code, code])));
  const parents = new Set([...codes.values()].map(({ parent }) => parent));
  const leaves = { ...dimension, codes: [...codes.values()].filter(({ code }) => !parents.has(code)) };
  return placesBeside([leaves], "").map((part) => new Map([...without, ...part]));
}

function checkRow({ low, high }: FigureRow, key: string, { table, byKey }: Grid, id: string): void {
  const own = byKey.get(key)?.cell;
  if (!own) return;
  const base = own.denominator ?? own.n;
  const part = own.numerator ?? (own.value === null ? null : own.value * base);
  if (part === null) return;
  const room = 1e-9 * Math.max(1, Math.abs(part));
  if (part >= low * base - room && part <= high * base + room) return;
  throw disagreeing(id, table.id, own.codes.join(" × "));
}

/** The same for shares of counts: where the new tables have the part and all of its whole. */
function checkCounts(row: FigureRow, key: string, about: readonly Grid[], id: string): void {
  const sizeAt = (at: string): { readonly n: number; readonly grid: Grid } | undefined =>
    about.flatMap((grid) => {
      const cell = grid.byKey.get(at)?.cell;
      return cell === undefined ? [] : [{ n: cell.n, grid }];
    })[0];
  const part = sizeAt(key), bases = row.bases.map((place) => sizeAt(keyOf(place))?.n);
  if (part === undefined || bases.some((n) => n === undefined)) return;
  const base = bases.reduce<number>((sum, n) => sum + n!, 0);
  const room = 1e-9 * Math.max(1, base);
  if (part.n >= row.low * base - room && part.n <= row.high * base + room) return;
  throw disagreeing(id, part.grid.table.id, key.replaceAll('"', ""));
}

/** Tells whether the new tables have what declared ratios are about. */
export function areKnown(
  table: AggregateTable,
  shareOf: string | undefined,
  about: readonly Grid[],
): boolean {
  if (shareOf !== undefined) return table.dimensions.some(({ name }) => name === shareOf);
  return about.some(({ table: { measure } }) => measure.id === table.measure.id);
}

/** Puts a row into the system. What no table has is open: the row says how it hangs together with the rest. */
export function addFigureRow(builder: SystemBuilder, universe: string, row: FigureRow): void {
  const find = (name: string, place: Place): number => {
    const key = `${universe}|${name}|${keyOf(place)}`;
    const isAmount = name.endsWith("/amount");
    return builder.find(key) ?? builder.addQuantity(key, {
      value: null,
      domain: isAmount ? "real" : "integer",
      // An amount of a place that no table has can be negative.
      lower: isAmount ? -Infinity : 0,
    });
  };
  const part = find(row.part, row.place);
  const bases = row.bases.map((place) => find(row.base, place));
  const terms = (ratio: number) => {
    const coefficients = new Map<number, number>([[part, 1]]);
    for (const base of bases) coefficients.set(base, (coefficients.get(base) ?? 0) - ratio);
    return [...coefficients].map(([quantity, coefficient]) => ({ quantity, coefficient }));
  };
  builder.addRelation(`${universe}|${row.key} at most`, terms(row.high), -Infinity, 0);
  builder.addRelation(`${universe}|${row.key} at least`, terms(row.low), 0, Infinity);
}
