/**
 * Overlapping codes as variables of their own: each code is a question that every unit answers with yes or no, so that
 * a table of overlapping groups becomes one slice a code, and a slice is a table like any other.
 *
 * @module
 */
import type { AggregateTable, Dimension, DimensionCode } from "../core/aggregate.ts";
import { sameLabel } from "../core/language.ts";
import { type GridCell, keyOf, overlaps } from "./_grid.ts";
import type { Source } from "./_relations.ts";

/** The unit is in the group of the code. */
export const YES = "ja";
/** The unit is not. */
export const NO = "nee";

const BINARY_CODES: readonly DimensionCode[] = [YES, NO].map((code) => ({ code, label: sameLabel(code) }));
/** Between a dimension and its code; no name of a dimension holds it. */
const HAS = "\u0000∋";

/** The name of the variable of an overlapping code. */
export function binaryName(dimension: string, code: string): string {
  return `${dimension}${HAS}${code}`;
}

/** Tells whether a name is that of an overlapping code's variable. */
export function isBinary(name: string): boolean {
  return name.includes(HAS);
}

/** The dimension and the code behind such a name. */
export function partsOfBinary(name: string): { readonly dimension: string; readonly code: string } {
  const at = name.indexOf(HAS);
  return { dimension: name.slice(0, at), code: name.slice(at + HAS.length) };
}

/** A place in words that a person can read: `schulden`, not `omstandigheid ∋ schulden = ja`. */
export function readable(key: string): string {
  return key.replaceAll(`\\u0000∋`, " met ").replaceAll(HAS, " met ").replaceAll(`="${YES}"`, "");
}

function isOverlapping(dimension: Dimension): boolean {
  return dimension.membership === "overlapping";
}

/** The place of a cell among all tables: an overlapping code says yes to its own variable. */
export function placeOfCell(table: Pick<AggregateTable, "dimensions">, at: GridCell["at"]): GridCell["at"] {
  return new Map(table.dimensions.map((dimension) => {
    const code = at.get(dimension.name) ?? "";
    return isOverlapping(dimension)
      ? [binaryName(dimension.name, code), YES] as const
      : [dimension.name, code] as const;
  }));
}

/** The key of a cell among all tables; equal to its own key where no codes overlap. */
export function sharedKey(table: Pick<AggregateTable, "dimensions">, cell: GridCell): string {
  return overlaps(table) ? keyOf(placeOfCell(table, cell.at)) : cell.key;
}

/** The slices of a table: one for each combination of overlapping codes; a table without them is its own slice. */
export function slicesOf(source: Source): readonly Source[] {
  const { table, cells } = source.grid;
  if (!overlaps(table)) return [source];
  const combinations = new Map(cells.map((cell) => {
    const codes = table.dimensions.map((d) => isOverlapping(d) ? cell.at.get(d.name) ?? "" : null);
    return [JSON.stringify(codes), codes];
  }));
  return [...combinations.values()].map((codes): Source => {
    const dimensions = table.dimensions.map((d, i): Dimension => {
      const { membership: _membership, ...plain } = d;
      const code = codes[i] ?? null;
      return code === null ? plain : { ...plain, name: binaryName(d.name, code), codes: BINARY_CODES };
    });
    return { ...source, grid: { table: { ...table, dimensions }, cells: [], byKey: new Map() } };
  });
}
