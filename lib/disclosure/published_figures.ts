/**
 * Figures that others published about the same units, such as StatLine tables: everybody knows them, so an attacker
 * does too.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import { DisclosureError } from "./errors.ts";
import { type Grid, type GridCell, gridOf } from "./_grid.ts";

/** Declared figures of others. */
export interface PublishedFigures {
  /**
   * The figures: a table of counts with the dimensions, codes, population and period in the words of the tables they
   * are about. A cell whose `value` is null was not published.
   */
  readonly table: AggregateTable;
  /** They are rounded to multiples of this, each on its own; 1 for exact figures. StatLine: 5 for inhabitants. */
  readonly base: number;
}

/** The checksum under which a receipt names declared figures. */
export function checksumOf({ table, base }: PublishedFigures): string {
  const { id, dimensions, population, period, entity } = table;
  const cells = table.cells.map(({ codes, value }) => ({ codes, value }));
  return sha256Hex(canonicalJson({ id, dimensions, population, period, entity, cells, base }));
}

/**
 * Makes grids of declared figures, one for each set of sources that the new tables about the same units have.
 *
 * @throws {DisclosureError} When the figures are about nobody in the new tables, or contradict them.
 */
export function publishedGrids(figures: PublishedFigures, tables: readonly Grid[]): readonly Grid[] {
  const { table, base } = figures;
  checkFigures(figures);
  const about = tables.filter((grid) => {
    const own = grid.table;
    return own.entity === table.entity && own.population.nl === table.population.nl &&
      own.period.nl === table.period.nl;
  });
  if (about.length === 0) {
    throw problem(
      table.id,
      "are about none of these tables",
      "Give them the same entity, population and period",
    );
  }
  const bySources = new Map(
    about.map((grid) => [canonicalJson(grid.table.sources.map((s) => s.sha256)), grid]),
  );
  return [...bySources].map(([, { table: { sources } }], i) => {
    const id = `${table.id} ${checksumOf(figures)} ${i}`;
    const grid = openGrid({ ...table, id, sources }, base);
    for (const other of about) checkAgreement(grid, other);
    return grid;
  });
}

function problem(id: string, what: string, mend: string): DisclosureError {
  return new DisclosureError({ what: `Declared figures ${what}`, where: id, mend });
}

function checkFigures({ table, base }: PublishedFigures): void {
  if (!Number.isInteger(base) || base < 1) {
    throw problem(table.id, "have no base that is a whole number from 1", "Use 1 for exact figures");
  }
  const isFine = table.measure.kind === "count" &&
    table.cells.every(({ value }) => value === null || (Number.isInteger(value) && value >= 0));
  if (!isFine) {
    throw problem(table.id, "are no counts", "Declare counts; shares and means are not understood yet");
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
    throw problem(
      figures.table.id,
      `contradict table ${other.table.id} at ${own.cell.codes.join(" × ")}`,
      "They count other units: leave them out, or give them their own population or a wider base",
    );
  }
}
