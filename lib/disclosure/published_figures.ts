/**
 * Figures that others published about the same units, such as StatLine tables: everybody knows them, so an attacker
 * does too.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import { disagreeing, figureProblem as problem, unknownFigures } from "./_figure_errors.ts";
import { areKnown, areRatios, type FigureRow, figureRows } from "./_figure_rows.ts";
import { type Grid, type GridCell, gridOf } from "./_grid.ts";

/** Declared figures of others. */
export interface PublishedFigures {
  /**
   * The figures: counts, shares, rates or means, with the dimensions, codes, population and period in the words of the
   * tables they are about. A cell whose `value` is null was not published. Shares, rates and means are values before
   * `measure.per`, published with `measure.decimals` after it, and bear the measure id of the table they are about.
   */
  readonly table: AggregateTable;
  /** Counts are rounded to multiples of this, each on its own; 1 for exact figures. StatLine: 5 for inhabitants. Default 1. */
  readonly base?: number;
  /**
   * For shares beside a table of counts: the dimension of which each figure says what part of the whole one code is, for
   * example `herkomst` for "12,5 % of the district". Default: the figures are of a share, rate or mean of a new table.
   */
  readonly shareOf?: string;
}

/** The checksum under which a receipt names declared figures. */
export function checksumOf({ table, base = 1, shareOf }: PublishedFigures): string {
  const { id, dimensions, population, period, entity, measure } = table;
  const cells = table.cells.map(({ codes, value }) => ({ codes, value }));
  // Of counts the measure says nothing that the base does not: receipts of before stay the same.
  const ratio = areRatios(table)
    ? {
      measure: { id: measure.id, kind: measure.kind, per: measure.per, decimals: measure.decimals },
      shareOf,
    }
    : {};
  return sha256Hex(canonicalJson({ id, dimensions, population, period, entity, cells, base, ...ratio }));
}

/** Declared ratios about the units of some tables: the rows for each universe. */
export interface PublishedRows {
  /** A table of the universe. */
  readonly table: AggregateTable;
  /** What the figures say. */
  readonly rows: readonly FigureRow[];
}

/**
 * Makes the rows of declared shares, rates and means, for each set of sources of the new tables about the same units.
 * Counts give none: see {@linkcode publishedGrids}.
 *
 * @throws {DisclosureError} When the figures are about nobody in the new tables, or contradict them.
 */
export function publishedRows(figures: PublishedFigures, tables: readonly Grid[]): readonly PublishedRows[] {
  if (!areRatios(figures.table)) return [];
  const about = tablesAbout(figures.table, tables);
  const { table, shareOf } = figures;
  const known = [...Map.groupBy(about, sourcesOf).values()].filter((group) =>
    areKnown(table, shareOf, group)
  );
  if (known.length === 0) throw unknownFigures(table.id);
  return known.map((group) => ({ table: group[0]!.table, rows: figureRows(table, shareOf, group) }));
}

const sourcesOf = ({ table }: Grid): string => canonicalJson(table.sources.map(({ sha256 }) => sha256));

function tablesAbout(table: AggregateTable, tables: readonly Grid[]): readonly Grid[] {
  const about = tables.filter((grid) => {
    const own = grid.table;
    return own.entity === table.entity && own.population.nl === table.population.nl &&
      own.period.nl === table.period.nl;
  });
  if (about.length > 0) return about;
  throw problem(
    table.id,
    "are about none of these tables",
    "Give them the same entity, population and period",
  );
}

/**
 * Makes grids of declared figures, one for each set of sources that the new tables about the same units have.
 *
 * @throws {DisclosureError} When the figures are about nobody in the new tables, or contradict them.
 */
export function publishedGrids(figures: PublishedFigures, tables: readonly Grid[]): readonly Grid[] {
  const { table, base = 1 } = figures;
  if (areRatios(table)) return [];
  checkFigures(figures);
  const about = tablesAbout(table, tables);
  const bySources = new Map(about.map((grid) => [sourcesOf(grid), grid]));
  return [...bySources].map(([, { table: { sources } }], i) => {
    const id = `${table.id} ${checksumOf(figures)} ${i}`;
    const grid = openGrid({ ...table, id, sources }, base);
    for (const other of about) checkAgreement(grid, other);
    return grid;
  });
}

function checkFigures({ table, base = 1 }: PublishedFigures): void {
  if (!Number.isInteger(base) || base < 1) {
    throw problem(table.id, "have no base that is a whole number from 1", "Use 1 for exact figures");
  }
  const isFine = table.measure.kind === "count" &&
    table.cells.every(({ value }) => value === null || (Number.isInteger(value) && value >= 0));
  if (!isFine) {
    throw problem(
      table.id,
      "are no counts, shares, rates or means",
      "Declare one of these; a count is a whole number from 0",
    );
  }
}

/** Each figure as the range of true counts behind it. */
function openGrid(table: AggregateTable, base: number): Grid {
  const cells = gridOf(table).cells.flatMap((cell): GridCell[] => {
    const { value } = cell.cell;
    if (cell.origin === "filled" || value === null) return [];
    // Halves go up, so 5-10-15 to base 5 stand for 3–7, 8–12, 13–17; base 1 leaves the figure itself.
    const low = Math.max(0, value - Math.floor(base / 2)), high = value + Math.ceil(base / 2) - 1;
    return [{
      ...cell,
      cell: { ...cell.cell, n: high, numerator: null },
      origin: "unknown",
      range: [low, high],
    }];
  });
  return { table, cells, byKey: new Map(cells.map((cell) => [cell.key, cell])) };
}

function checkAgreement(figures: Grid, other: Grid): void {
  for (const { key, range } of figures.cells) {
    const own = other.byKey.get(key);
    if (!own || !range || own.origin !== "given") continue;
    if (own.cell.n >= range[0] && own.cell.n <= range[1]) continue;
    throw disagreeing(figures.table.id, other.table.id, own.cell.codes.join(" × "));
  }
}
