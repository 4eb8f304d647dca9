/**
 * A table as a complete grid with canonical keys, so that order and gaps cannot change a decision.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension } from "../core/aggregate.ts";
import { withContributions } from "./contributions.ts";
import { DisclosureError } from "./errors.ts";

/** A cell with its place. */
export interface GridCell {
  /** Key within the table: `dimension=code` joined, dimensions by name. */
  readonly key: string;
  /** The code per dimension name. */
  readonly at: ReadonlyMap<string, string>;
  /** The cell. */
  readonly cell: AggregateCell;
  /**
   * Whether the table has the cell, it was filled in as empty because its absence would say so, or it was hidden in
   * an earlier release and its number is not known here.
   */
  readonly origin: "given" | "filled" | "unknown";
  /** Of an unknown cell: the counts that an earlier, changed number leaves possible. Default all. */
  readonly range?: readonly [low: number, high: number];
}

/** A table as a complete grid. */
export interface Grid {
  /** The table. */
  readonly table: AggregateTable;
  /** Cells in the order of the dimensions' codes. */
  readonly cells: readonly GridCell[];
  /** Cells by key. */
  readonly byKey: ReadonlyMap<string, GridCell>;
}

/** More cells than this are not filled in or audited: such a table is no table for readers. */
const MAX_CELLS = 50_000;

/** Makes the key of a place: independent of the order of the dimensions. */
export function keyOf(at: ReadonlyMap<string, string>): string {
  return [...at].map(([name, code]) => `${JSON.stringify(name)}=${JSON.stringify(code)}`).sort().join(";");
}

/** Gives all combinations of codes, in order. */
function combinations(dimensions: readonly Dimension[]): string[][] {
  return dimensions.reduce<string[][]>(
    (rows, dimension) => rows.flatMap((row) => dimension.codes.map(({ code }) => [...row, code])),
    [[]],
  );
}

const EMPTY = { n: 0, numerator: 0, denominator: 0, value: null, low: null, high: null } as const;

/** Checks a table and completes its grid. */
export function gridOf(table: AggregateTable): Grid {
  const size = table.dimensions.reduce((product, d) => product * d.codes.length, 1);
  if (size > MAX_CELLS) throw tableError(table, `has ${size} cells, more than ${MAX_CELLS}`);
  checkDimensions(table);
  checkBounds(table);
  const given = new Map<string, AggregateCell>();
  for (const cell of table.cells) {
    checkCell(table, cell);
    const at = placeOf(table, cell.codes);
    const key = keyOf(at);
    if (given.has(key)) throw tableError(table, "has two cells of the same codes");
    given.set(key, withContributions(cell, table.measure));
  }
  // Where codes overlap, a combination that is absent says nothing of an empty group.
  const all = overlaps(table) ? table.cells.map((cell) => [...cell.codes]) : combinations(table.dimensions);
  const cells = all.map((codes): GridCell => {
    const at = placeOf(table, codes);
    const key = keyOf(at);
    const cell = given.get(key);
    given.delete(key);
    return { key, at, cell: cell ?? { codes, ...EMPTY }, origin: cell ? "given" : "filled" };
  });
  if (given.size > 0) throw tableError(table, "has a cell whose code is missing from its dimension");
  return { table, cells, byKey: new Map(cells.map((cell) => [cell.key, cell])) };
}

/** Tells whether an entity can have several codes of one of the table's dimensions. */
export function overlaps(table: Pick<AggregateTable, "dimensions">): boolean {
  return table.dimensions.some(({ membership }) => membership === "overlapping");
}

function placeOf(table: AggregateTable, codes: readonly string[]): ReadonlyMap<string, string> {
  return new Map(table.dimensions.map((dimension, i) => [dimension.name, codes[i] ?? ""]));
}

function tableError(table: AggregateTable, what: string): DisclosureError {
  return new DisclosureError({
    what: `Table ${what}`,
    where: table.id,
    mend: "Mend the aggregation; nothing was released",
  });
}

function checkDimensions(table: AggregateTable): void {
  if (new Set(table.dimensions.map((d) => d.name)).size !== table.dimensions.length) {
    throw tableError(table, "has two dimensions of the same name");
  }
  for (const dimension of table.dimensions) {
    const parents = new Map(dimension.codes.map((code) => [code.code, code.parent]));
    if (parents.size !== dimension.codes.length) throw tableError(table, "has a code twice in a dimension");
    for (const { code } of dimension.codes) {
      const seen = new Set<string>();
      for (let at: string | undefined = code; at !== undefined; at = parents.get(at)) {
        if (seen.has(at)) throw tableError(table, "has a code that is its own ancestor");
        seen.add(at);
      }
    }
  }
}

function checkBounds(table: AggregateTable): void {
  const { bounds, percentile } = table.measure;
  if (percentile !== undefined && !(percentile >= 0 && percentile <= 100)) {
    throw tableError(table, "has a percentile that does not lie in 0 to 100");
  }
  if (bounds === undefined) return;
  const { minimum, maximum } = bounds;
  if (!Number.isFinite(minimum) || !Number.isFinite(maximum) || minimum > maximum) {
    throw tableError(table, "has a measure whose bounds are no numbers, or the lowest above the highest");
  }
}

function checkCell(table: AggregateTable, cell: AggregateCell): void {
  if (cell.codes.length !== table.dimensions.length) {
    throw tableError(table, "has a cell with too few or too many codes");
  }
  if (!Number.isInteger(cell.n) || cell.n < 0) {
    throw tableError(table, "has a cell whose n is not a whole number from 0");
  }
  const numbers = [cell.numerator, cell.denominator, cell.value, cell.low, cell.high];
  const contributions = [...cell.largest ?? [], ...cell.largestOfDenominator ?? []];
  if ([...numbers, ...contributions].some((x) => x !== null && !Number.isFinite(x))) {
    throw tableError(table, "has a cell with a number that is not finite");
  }
}
