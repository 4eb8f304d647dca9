/**
 * Two ways to cut one scale into bands imply the bands between their borders: `0-19` beside `0-24` gives `20-24`.
 *
 * @module
 */
import type { Dimension } from "../core/aggregate.ts";
import { keyOf } from "./_grid.ts";
import { mergedDimensions, namesOf, placesBeside, type Source } from "./_relations.ts";
import type { SystemBuilder } from "./system.ts";

/** A band of whole numbers, the end not included. */
export interface Band {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** How band codes are written: `0-19`, `<20`, `75+`, `>=75`, `18`. */
const SPELLINGS: readonly (readonly [RegExp, (m: RegExpMatchArray) => readonly [number, number]])[] = [
  [/^(\d+)\s*[-–]\s*(\d+)$/, (m) => [Number(m[1]), Number(m[2]) + 1]],
  [/^<\s*(\d+)$/, (m) => [0, Number(m[1])]],
  [/^(?:<=|≤)\s*(\d+)$/, (m) => [0, Number(m[1]) + 1]],
  [/^(\d+)\s*(?:\+|of meer|en meer|or more)$/, (m) => [Number(m[1]), Infinity]],
  [/^(?:>=|≥)\s*(\d+)$/, (m) => [Number(m[1]), Infinity]],
  [/^>\s*(\d+)$/, (m) => [Number(m[1]) + 1, Infinity]],
  [/^(\d+)$/, (m) => [Number(m[1]), Number(m[1]) + 1]],
];

/** Reads a code as a band; null when it is none. */
export function bandOf(code: string): Band | null {
  for (const [pattern, read] of SPELLINGS) {
    const match = code.match(pattern);
    if (match) {
      const [from, to] = read(match);
      return { code, from, to };
    }
  }
  return null;
}

/** The bands of a dimension, when two of them overlap without being equal; else nothing is implied. */
function crossingBands(dimension: Dimension): readonly Band[] {
  if (dimension.kind !== "ordinal") return [];
  const parents = new Map(dimension.codes.map((code) => [code.code, code.parent]));
  const isAbove = (code: string, below: string): boolean => {
    for (let at = parents.get(below); at !== undefined; at = parents.get(at)) if (at === code) return true;
    return false;
  };
  const bands = dimension.codes.map(({ code }) => bandOf(code)).filter((band) => band !== null);
  const crossing = bands.some((a, i) =>
    bands.slice(i + 1).some((b) =>
      a.from < b.to && b.from < a.to && !isAbove(a.code, b.code) && !isAbove(b.code, a.code)
    )
  );
  return crossing ? bands : [];
}

/** Adds the implied bands of all tables over the same dimensions. */
export function addBandJoins(builder: SystemBuilder, universe: string, group: readonly Source[]): void {
  for (const tables of Map.groupBy(group, namesOf).values()) {
    const dimensions = mergedDimensions(tables);
    const roles = new Set(
      tables.flatMap((t) => [...t.roles.values()].filter((k) => k.domain === "integer").map((k) => k.name)),
    );
    for (const dimension of dimensions) {
      const bands = crossingBands(dimension);
      if (bands.length === 0) continue;
      for (const place of placesBeside(dimensions, dimension.name)) {
        for (const role of [...roles].sort()) {
          addPlace(builder, `${universe}|${role}`, place, dimension.name, bands);
        }
      }
    }
  }
}

function addPlace(
  builder: SystemBuilder,
  prefix: string,
  place: ReadonlyMap<string, string>,
  name: string,
  bands: readonly Band[],
): void {
  const borders = [...new Set(bands.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  for (const { code, from, to } of bands) {
    const key = `${prefix}|${keyOf(new Map([...place, [name, code]]))}`;
    const whole = builder.find(key);
    if (whole === undefined) continue;
    const parts = borders.slice(0, -1).filter((border) => border >= from && border < to).map(
      (border, k, within) => {
        const next = within[k + 1] ?? to;
        const piece = `${prefix}|implied ${keyOf(new Map([...place, [name, `${border} to ${next}`]]))}`;
        return builder.find(piece) ??
          builder.addQuantity(piece, { value: null, upper: builder.quantity(whole).upper });
      },
    );
    const terms = parts.map((quantity) => ({ quantity, coefficient: 1 }));
    builder.addRelation(`${key} in bands`, [{ quantity: whole, coefficient: -1 }, ...terms], 0, 0);
  }
}
