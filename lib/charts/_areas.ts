/** The areas of a map, for the list with which readers look one up. */
import type { MapArea } from "../core/display.ts";
import { mapLabel } from "../core/language.ts";
import { type ChartData, hasValue } from "./_data.ts";
import { formatWithUnit } from "../findings/mod.ts";
import { signOf } from "./_words.ts";

/** The class that every shape of an area has in a drawing. */
export function areaClass(code: string): string {
  return `ss-${code}`;
}

/**
 * Lists the areas of a map with their values.
 *
 * @param data The cells of the map.
 * @param drawn Codes of the areas that are drawn.
 * @returns One entry per cell that is drawn, in the order of the table.
 */
export function mapAreas(data: ChartData, drawn: ReadonlySet<string>): readonly MapArea[] {
  return data.cells.filter(({ category }) => drawn.has(category.code)).map((cell) => ({
    mark: areaClass(cell.category.code),
    label: cell.label,
    text: hasValue(cell)
      ? mapLabel((language) => formatWithUnit(cell.value, data.table.measure, language))
      : signOf(cell.status),
  }));
}
