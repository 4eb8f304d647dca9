/**
 * The order of codes as a channel: in a list from high to low a hidden number lies between its neighbours. Where an order
 * could be that of the numbers, and has no meaning of its own, the codes are put in the order of their names.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension, DimensionCode } from "../core/aggregate.ts";
import { type Grid, type GridCell, gridOf, keyOf, overlaps } from "./_grid.ts";

/** Fewer codes than this stand in the order of their numbers by chance too often to tell anything. */
const TELLING = 4;

/** The numbers after which an analyst could have sorted. */
const NUMBERS: readonly ((cell: AggregateCell) => number | null)[] = [
  (cell) => cell.n,
  (cell) => cell.numerator,
  (cell) => cell.value,
];

/**
 * Gives a table in which no order tells of a hidden number.
 *
 * @param grid The table.
 * @param isHidden Tells whether a cell is hidden.
 * @returns The same grid, or one with other orders of codes and cells.
 */
export function withoutTellingOrder(grid: Grid, isHidden: (cell: GridCell) => boolean): Grid {
  const { table } = grid;
  if (!grid.cells.some(isHidden)) return grid;
  const dimensions = table.dimensions.map((dimension) => inNeutralOrder(grid, dimension, isHidden));
  const isSame = dimensions.every((dimension, i) => dimension === table.dimensions[i]);
  // Cells of other tables follow the order of the codes anyway.
  if (isSame && !overlaps(table)) return grid;
  return gridOf({ ...table, dimensions, cells: sorted(table.cells, dimensions) });
}

function inNeutralOrder(grid: Grid, dimension: Dimension, isHidden: (cell: GridCell) => boolean): Dimension {
  if (dimension.kind === "ordinal" || dimension.kind === "period") return dimension;
  const groups = [...Map.groupBy(dimension.codes, ({ parent }) => parent).values()];
  const telling = groups.filter((siblings) =>
    siblings.length >= TELLING && tells(grid, dimension, siblings, isHidden)
  );
  if (telling.length === 0) return dimension;
  const next = new Map(telling.map((siblings) => [
    siblings[0]!.parent,
    siblings.toSorted((a, b) => a.code < b.code ? -1 : 1).values(),
  ]));
  const isMoved = new Set(telling.map((siblings) => siblings[0]!.parent));
  const codes = dimension.codes.map((code) =>
    isMoved.has(code.parent) ? next.get(code.parent)!.next().value! : code
  );
  return codes.every((code, i) => code === dimension.codes[i]) ? dimension : { ...dimension, codes };
}

/** Tells whether siblings stand in the order of some number, with a hidden one among them. */
function tells(
  grid: Grid,
  dimension: Dimension,
  siblings: readonly DimensionCode[],
  isHidden: (cell: GridCell) => boolean,
): boolean {
  const first = siblings[0]!.code;
  const places = grid.cells.filter(({ at }) => at.get(dimension.name) === first).map(({ at }) => at);
  return places.some((place) => {
    const cells = siblings.map(({ code }) =>
      grid.byKey.get(keyOf(new Map([...place, [dimension.name, code]])))
    );
    if (!cells.some((cell) => cell !== undefined && isHidden(cell))) return false;
    return NUMBERS.some((read) => isSorted(cells.map((cell) => cell === undefined ? null : read(cell.cell))));
  });
}

function isSorted(numbers: readonly (number | null)[]): boolean {
  const known = numbers.filter((number) => number !== null);
  if (known.length < TELLING || new Set(known).size === 1) return false;
  const steps = known.slice(1).map((number, i) => Math.sign(number - known[i]!));
  return steps.every((step) => step <= 0) || steps.every((step) => step >= 0);
}

function sorted(cells: AggregateTable["cells"], dimensions: readonly Dimension[]): AggregateTable["cells"] {
  const places = dimensions.map(({ codes }) => new Map(codes.map(({ code }, i) => [code, i])));
  const placeOf = (cell: AggregateCell, i: number): number => places[i]!.get(cell.codes[i]!) ?? 0;
  return cells.toSorted((a, b) => {
    for (const i of dimensions.keys()) {
      const apart = placeOf(a, i) - placeOf(b, i);
      if (apart !== 0) return apart;
    }
    return 0;
  });
}
