/**
 * What an overlapping group leaves of everybody: all units but those of the group must not be few either.
 *
 * @module
 */
import { formatNumber } from "../core/format.ts";
import { mapLabel } from "../core/language.ts";
import { type Grid, overlaps } from "./_grid.ts";
import { universeOf } from "./_model.ts";
import type { Policy } from "./policy.ts";
import type { PrimaryFinding } from "./primary.ts";

/**
 * Finds cells of tables with overlapping codes whose rest is small: everybody, as another table of the same notebook
 * tells, less the cell.
 *
 * @param grid The table with overlapping codes; any other gives no findings.
 * @param others All tables that are published together.
 * @param policy The policy: its minimum count is what a rest must reach.
 * @returns A finding for each cell with a small rest.
 */
export function complementFindings(
  grid: Grid,
  others: readonly Grid[],
  policy: Policy,
): readonly PrimaryFinding[] {
  if (!overlaps(grid.table)) return [];
  const own = universeOf({ ...grid.table, dimensions: [] });
  const totals = others
    .filter(({ table }) => !overlaps(table) && universeOf(table) === own)
    .map(totalOf);
  const minimum = policy.minimumCount.value;
  return grid.cells.flatMap(({ key, cell }) => {
    const small = totals.map((total) => total - cell.n).find((rest) => rest > 0 && rest < minimum);
    if (small === undefined) return [];
    const detail = mapLabel((language) => {
      const [rest, least] = [formatNumber(small, language), formatNumber(minimum, language)];
      return language === "nl"
        ? `buiten deze groep blijven er ${rest} over, minder dan ${least}`
        : `outside this group ${rest} are left, fewer than ${least}`;
    });
    return [{ key, codes: cell.codes, rule: "minimum-complement" as const, detail }];
  });
}

/** Everybody that a table with exclusive codes counts: the sum over codes that are no parent. */
function totalOf({ table, cells }: Grid): number {
  const parents = table.dimensions.map(({ codes }) => new Set(codes.map(({ parent }) => parent)));
  return cells
    .filter(({ cell }) => cell.codes.every((code, i) => !parents[i]?.has(code)))
    .reduce((sum, { cell }) => sum + cell.n, 0);
}
