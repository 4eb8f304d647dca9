/**
 * What an overlapping group leaves of everybody: all units but those of the group must not be few either, and a group
 * that is nearly everybody tells of everybody.
 *
 * @module
 */
import { formatNumber } from "../core/format.ts";
import { mapLabel } from "../core/language.ts";
import { type Grid, type GridCell, keyOf, overlaps } from "./_grid.ts";
import { universeOf } from "./_model.ts";
import type { Policy } from "./policy.ts";
import { groupDetail, type PrimaryFinding } from "./primary.ts";

/**
 * Finds cells of tables with overlapping codes whose rest is small: everybody, as another table of the same notebook
 * tells, less the cell. Everybody is all that a table counts, and where that table has the cell's other codes (the same
 * district), those at the same place. Of a table of counts a group may not be nearly everybody at its place either.
 *
 * @param grid The table with overlapping codes; any other gives no findings.
 * @param others All tables that are published together.
 * @param policy The policy: its minimum count is what a rest must reach.
 * @returns A finding for each cell with a small rest or too large a share.
 */
export function complementFindings(
  grid: Grid,
  others: readonly Grid[],
  policy: Policy,
): readonly PrimaryFinding[] {
  if (!overlaps(grid.table)) return [];
  const own = universeOf(grid.table);
  const exclusive = others.filter(({ table }) => !overlaps(table) && universeOf(table) === own);
  const totals = exclusive.map(totalOf);
  return grid.cells.flatMap((cell) => {
    const near = exclusive.flatMap((other) => sizeBeside(grid, cell, other) ?? []);
    return [...restFindings(cell, [...near, ...totals], policy), ...shareFindings(grid, cell, near, policy)];
  });
}

function restFindings({ key, cell }: GridCell, wholes: readonly number[], policy: Policy): PrimaryFinding[] {
  const minimum = policy.minimumCount.value;
  const small = wholes.map((whole) => whole - cell.n).find((rest) => rest > 0 && rest < minimum);
  if (small === undefined) return [];
  const detail = mapLabel((language) => {
    const [rest, least] = [formatNumber(small, language), formatNumber(minimum, language)];
    return language === "nl"
      ? `buiten deze groep blijven er ${rest} over, minder dan ${least}`
      : `outside this group ${rest} are left, fewer than ${least}`;
  });
  return [{ key, codes: cell.codes, rule: "minimum-complement" as const, detail }];
}

/** R3 on counts of overlapping groups. A share's base may well be everybody: its numerator is judged. */
function shareFindings(
  { table }: Grid,
  { key, cell }: GridCell,
  wholes: readonly number[],
  policy: Policy,
): PrimaryFinding[] {
  const limit = policy.groupSharePercent.value;
  if (limit === null || table.measure.kind !== "count" || cell.n === 0) return [];
  const whole = wholes.find((n) => cell.n <= n && cell.n * 100 > limit * n);
  if (whole === undefined) return [];
  const detail = groupDetail(cell.n, whole, limit);
  return [{ key, codes: cell.codes, rule: "group-share" as const, detail, whole }];
}

/** How many another table counts at the place of a cell, the overlapping codes left out; null when it says nothing. */
function sizeBeside({ table }: Grid, { at }: GridCell, other: Grid): number | null {
  const shared = other.table.dimensions.map(({ name }) => name);
  const isWithin = shared.every((name) =>
    table.dimensions.some((dimension) => dimension.name === name && dimension.membership !== "overlapping")
  );
  if (!isWithin) return null;
  const cell = other.byKey.get(keyOf(new Map(shared.map((name) => [name, at.get(name) ?? ""]))));
  return cell && cell.origin !== "unknown" ? cell.cell.n : null;
}

/** Everybody that a table with exclusive codes counts: the sum over codes that are no parent. */
function totalOf({ table, cells }: Grid): number {
  const parents = table.dimensions.map(({ codes }) => new Set(codes.map(({ parent }) => parent)));
  return cells
    .filter(({ cell }) => cell.codes.every((code, i) => !parents[i]?.has(code)))
    .reduce((sum, { cell }) => sum + cell.n, 0);
}
