/**
 * Sums that nobody published but everybody can add up: a margin of a finer table, a parent of listed codes.
 *
 * @module
 */
import type { Dimension } from "../core/aggregate.ts";
import { keyOf } from "./_grid.ts";
import { mergedDimensions, namesOf, placesBeside, type Source } from "./_relations.ts";
import { isBinary } from "./_slices.ts";
import type { SystemBuilder } from "./system.ts";

/** A place: a code per name. */
export type Place = ReadonlyMap<string, string>;

/** The tables over one set of names, some of which may be variables of overlapping codes. */
export interface NamedSet {
  /** All names, sorted. */
  readonly names: readonly string[];
  /** The names of variables of overlapping codes. */
  readonly binaries: readonly string[];
  /** The other names. */
  readonly exclusives: readonly string[];
  /** The tables. */
  readonly sources: readonly Source[];
}

/** Groups slices by their names. */
export function setsOf(slices: readonly Source[]): readonly NamedSet[] {
  return [...Map.groupBy(slices, namesOf)].sort(([a], [b]) => a < b ? -1 : 1).map(([, sources]) => {
    const names = sources[0]!.grid.table.dimensions.map(({ name }) => name).sort();
    const binaries = names.filter(isBinary);
    return { names, binaries, exclusives: names.filter((name) => !isBinary(name)), sources };
  });
}

/** Finds the quantity at a place, and adds it up from finer ones where no table has it. */
export class Margins {
  readonly #builder: SystemBuilder;
  readonly #sets: readonly NamedSet[];
  readonly #dimensions: ReadonlyMap<string, Dimension>;
  readonly #absent = new Set<string>();

  /** Starts from all slices of a universe. */
  constructor(builder: SystemBuilder, slices: readonly Source[]) {
    this.#builder = builder;
    this.#sets = setsOf(slices);
    this.#dimensions = new Map(mergedDimensions(slices).map((dimension) => [dimension.name, dimension]));
  }

  /** All codes of a name, in all tables. */
  dimension(name: string): Dimension {
    return this.#dimensions.get(name)!;
  }

  /** The quantity at a place; undefined when no released number says anything of it. */
  at(prefix: string, place: Place): number | undefined {
    const key = `${prefix}|${keyOf(place)}`;
    const found = this.#builder.find(key);
    if (found !== undefined || this.#absent.has(key)) return found;
    const parts = this.#below(prefix, place) ?? this.#beside(prefix, place);
    if (parts !== undefined) return this.#addSum(key, parts);
    this.#absent.add(key);
    return undefined;
  }

  /** The codes that add up into a code of the place. */
  #below(prefix: string, place: Place): readonly number[] | undefined {
    for (const [name, code] of place) {
      const children = this.dimension(name)?.codes.filter(({ parent }) => parent === code) ?? [];
      const parts = children.map((child) => this.at(prefix, new Map([...place, [name, child.code]])))
        .filter((part) => part !== undefined);
      if (parts.length > 0) return parts;
    }
    return undefined;
  }

  /** The cells of a table with more dimensions, of which the codes exclude each other. */
  #beside(prefix: string, place: Place): readonly number[] | undefined {
    for (const { names, sources } of this.#sets) {
      if (!sources.some(addsUp)) continue;
      const extra = names.filter((name) => !place.has(name));
      if (extra.length === 0 || extra.some(isBinary) || names.length !== place.size + extra.length) continue;
      const parts = placesBeside(extra.map((name) => leavesOf(this.dimension(name))), "")
        .map((part) => this.at(prefix, new Map([...place, ...part]))).filter((part) => part !== undefined);
      if (parts.length > 0) return parts;
    }
    return undefined;
  }

  #addSum(key: string, parts: readonly number[]): number {
    const quantities = parts.map((part) => this.#builder.quantity(part));
    const sum = (of: (k: number) => number): number => parts.reduce((total, _, k) => total + of(k), 0);
    const isKnown = quantities.every(({ value }) => value !== null);
    const whole = this.#builder.addQuantity(key, {
      value: isKnown ? sum((k) => quantities[k]!.value!) : null,
      domain: quantities.every(({ domain }) => domain === "integer") ? "integer" : "real",
      lower: sum((k) => quantities[k]!.lower),
      upper: sum((k) => quantities[k]!.upper),
    });
    const terms = parts.map((quantity) => ({ quantity, coefficient: 1 }));
    this.#builder.addRelation(`${key} added up`, [{ quantity: whole, coefficient: -1 }, ...terms], 0, 0);
    return whole;
  }
}

/** Tells whether the cells of a table are parts of a whole; each estimate of a model rests on all its units. */
export function addsUp({ grid }: Source): boolean {
  return grid.table.measure.kind !== "estimate";
}

/** A dimension with the codes that nothing adds up into. */
export function leavesOf(dimension: Dimension): Dimension {
  const parents = new Set(dimension.codes.map((code) => code.parent));
  return { ...dimension, codes: dimension.codes.filter((code) => !parents.has(code.code)) };
}
