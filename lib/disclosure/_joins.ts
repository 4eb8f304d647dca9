/**
 * Tables over different dimensions of the same group imply a finer table that nobody published. Its cells enter the
 * system without a value: what an attacker can say of them is bounded by the attack itself.
 *
 * @module
 */
import type { Dimension } from "../core/aggregate.ts";
import { keyOf } from "./_grid.ts";
import { leavesOf } from "./_margins.ts";
import { mergedDimensions, namesOf, placesBeside, type Source, tie } from "./_relations.ts";
import { isBinary } from "./_slices.ts";
import type { Policy } from "./policy.ts";
import type { SystemBuilder } from "./system.ts";

/** Up to this many implied cells all tables of a group are joined at once; above, each pair on its own. */
export const MAX_JOINED_CELLS = 3000;
/** The code for "none of the listed ones", where two tables do not cover the same units. */
const OTHER = "\u0000other";

/** The tables over one set of dimensions. */
export interface TableSet {
  /** The dimensions, sorted. */
  readonly names: readonly string[];
  /** The whole numbers that the tables hold. */
  readonly roles: ReadonlySet<string>;
}

/**
 * Adds the implied cells of a group of tables.
 *
 * @returns `whole` when the pairwise system is as strong as the joint one, `partial` when combinations of three or
 * more tables could say more than was examined.
 */
export function addJoins(
  builder: SystemBuilder,
  universe: string,
  group: readonly Source[],
  policy: Policy,
): "whole" | "partial" {
  const sets = maximal(
    [...Map.groupBy(group, namesOf).values()].map((tables) => ({
      names: tables[0]!.grid.table.dimensions.map((d) => d.name).sort(),
      roles: new Set(
        tables.flatMap((t) => [...t.roles.values()].filter((k) => k.domain === "integer").map((k) => k.name)),
      ),
    })),
  );
  if (sets.length < 2) return "whole";
  const leaves = new Map(mergedDimensions(group).map((d) => [d.name, leavesOf(d)]));
  addSeparators(builder, universe, sets, leaves, policy);
  if (join(builder, universe, sets, leaves)) return "whole";
  let pairs = true;
  sets.forEach((a, i) => {
    for (const b of sets.slice(i + 1)) pairs = join(builder, universe, [a, b], leaves) && pairs;
  });
  return pairs && isAcyclic(sets) ? "whole" : "partial";
}

/** Sets of dimensions that no other one contains, in the order of their names. */
export function maximal(sets: readonly TableSet[]): TableSet[] {
  const contains = (a: TableSet, b: TableSet) => b.names.every((name) => a.names.includes(name));
  return sets.filter((set) => !sets.some((other) => other !== set && contains(other, set)))
    .sort((a, b) => a.names.join() < b.names.join() ? -1 : 1);
}

/** Joins sets of tables over the union of their dimensions; false when that would be too large. */
function join(
  builder: SystemBuilder,
  universe: string,
  sets: readonly TableSet[],
  leaves: ReadonlyMap<string, Dimension>,
): boolean {
  const names = [...new Set(sets.flatMap((set) => set.names))].sort();
  const dimensions = names.map((name) => leaves.get(name)!);
  if (dimensions.reduce((product, d) => product * d.codes.length, 1) > MAX_JOINED_CELLS) return false;
  for (const role of [...new Set(sets.flatMap((set) => [...set.roles]))].sort()) {
    const having = sets.filter((set) => set.roles.has(role));
    if (having.length > 1) joinRole(builder, `${universe}|${role}`, having, leaves);
  }
  return true;
}

/** Adds the implied cells of one number, and how the sets add up from them. */
export function joinRole(
  builder: SystemBuilder,
  prefix: string,
  sets: readonly TableSet[],
  leaves: ReadonlyMap<string, Dimension>,
): void {
  const names = [...new Set(sets.flatMap((set) => set.names))].sort();
  const label = names.join("+");
  const other = agree(builder, prefix, sets, leaves) ? [] : [{ code: OTHER, label: { nl: "", en: "" } }];
  const open = (name: string): Dimension => {
    const dimension = leaves.get(name)!;
    // Yes and no leave nobody out.
    return isBinary(name) ? dimension : { ...dimension, codes: [...dimension.codes, ...other] };
  };
  const implied = (place: ReadonlyMap<string, string>, upper: number): number => {
    const key = `${prefix}|implied ${label}|${keyOf(place)}`;
    return builder.find(key) ?? builder.addQuantity(key, { value: null, upper });
  };
  for (const set of sets) {
    const extra = names.filter((name) => !set.names.includes(name)).map(open);
    for (const place of placesBeside(set.names.map((name) => leaves.get(name)!), "")) {
      const whole = builder.find(`${prefix}|${keyOf(place)}`);
      if (whole === undefined) continue;
      const parts = placesBeside(extra, "").map((part) =>
        implied(new Map([...place, ...part]), builder.quantity(whole).upper)
      );
      const terms = parts.map((quantity) => ({ quantity, coefficient: 1 }));
      builder.addRelation(
        `${prefix}|${keyOf(place)} of ${label}`,
        [{ quantity: whole, coefficient: -1 }, ...terms],
        0,
        0,
      );
    }
  }
  const dimensionOf = (name: string, as: "shared" | "extra"): Dimension =>
    as === "shared" ? leaves.get(name)! : open(name);
  noteJoin(
    builder,
    prefix,
    sets,
    dimensionOf,
    (at) => builder.find(`${prefix}|implied ${label}|${keyOf(at)}`),
  );
}

/** Notes an implied table whose sets share the same dimensions only, place by place of these. */
function noteJoin(
  builder: SystemBuilder,
  prefix: string,
  sets: readonly TableSet[],
  dimensionOf: (name: string, as: "shared" | "extra") => Dimension,
  cellAt: (place: ReadonlyMap<string, string>) => number | undefined,
): void {
  const shared = sets[0]!.names.filter((name) => sets.every((set) => set.names.includes(name)));
  const extras = sets.map(({ names }) => names.filter((name) => !shared.includes(name)));
  if (new Set(extras.flat()).size < extras.flat().length) return;
  for (const place of placesBeside(shared.map((name) => dimensionOf(name, "shared")), "")) {
    const options = extras.map((names) => placesBeside(names.map((name) => dimensionOf(name, "extra")), ""));
    builder.addJoin({
      margins: options.map((list) =>
        list.map((option) => builder.find(`${prefix}|${keyOf(new Map([...place, ...option]))}`) ?? null)
      ),
      cells: options.reduce<ReadonlyMap<string, string>[]>(
        (places, list) => places.flatMap((at) => list.map((option) => new Map([...at, ...option]))),
        [place],
      ).map((at) => cellAt(at) ?? null),
    });
  }
}

/** Tells whether all sets count the same units over every set of dimensions that two of them share. */
export function agree(
  builder: SystemBuilder,
  prefix: string,
  sets: readonly TableSet[],
  leaves: ReadonlyMap<string, Dimension>,
): boolean {
  return sets.every((a, i) =>
    sets.slice(i + 1).every((b) => {
      const shared = a.names.filter((name) => b.names.includes(name));
      return placesBeside(shared.map((name) => leaves.get(name)!), "").every((place) => {
        const [first, second] = [a, b].map((set) => sumOver(builder, prefix, set, place, leaves));
        // A sum with a number that is not known here is taken to agree: that is the stronger attacker.
        return !first || !second || first.value === second.value;
      });
    })
  );
}

/** Adds up a set's cells at a place of some of its dimensions; undefined when a cell has no value. */
function sumOver(
  builder: SystemBuilder,
  prefix: string,
  set: TableSet,
  place: ReadonlyMap<string, string>,
  leaves: ReadonlyMap<string, Dimension>,
): { readonly value: number; readonly parts: readonly number[] } | undefined {
  const rest = set.names.filter((name) => !place.has(name)).map((name) => leaves.get(name)!);
  const parts = placesBeside(rest, "").map((part) =>
    builder.find(`${prefix}|${keyOf(new Map([...place, ...part]))}`)
  );
  const found = parts.filter((part) => part !== undefined);
  // Of a group of which nobody tells who is not in it, no sum is known.
  if (found.length < parts.length && rest.some(({ name }) => isBinary(name))) return undefined;
  const values = found.map((part) => builder.quantity(part).value);
  if (values.some((value) => value === null)) return undefined;
  return { value: values.reduce<number>((sum, value) => sum + value!, 0), parts: found };
}

/** Two tables that count almost the same units give the difference away (R12): it becomes a quantity of its own. */
function addSeparators(
  builder: SystemBuilder,
  universe: string,
  sets: readonly TableSet[],
  leaves: ReadonlyMap<string, Dimension>,
  policy: Policy,
): void {
  sets.forEach((a, i) => {
    for (const b of sets.slice(i + 1)) {
      const shared = a.names.filter((name) => b.names.includes(name));
      for (const place of placesBeside(shared.map((name) => leaves.get(name)!), "")) {
        const prefix = `${universe}|n`;
        const [first, second] = [a, b].map((set) => sumOver(builder, prefix, set, place, leaves));
        const gap = first && second ? Math.abs(first.value - second.value) : 0;
        if (!first || !second || gap === 0 || gap > policy.differenceUpTo.value) continue;
        const label = `${prefix}|${keyOf(place)}|`;
        const margins = [first, second].map(({ value, parts }, k) => {
          const name = `${label}${[a, b][k]!.names.join("+")} beside ${[a, b][1 - k]!.names.join("+")}`;
          const index = builder.addQuantity(name, { value });
          tie(builder, name, index, parts, policy, false);
          return index;
        });
        tie(
          builder,
          `${label}${a.names.join("+")}=${b.names.join("+")}`,
          margins[0]!,
          [margins[1]!],
          policy,
          true,
        );
      }
    }
  });
}

/** Tells whether sets of dimensions form a tree (Graham's reduction): then pairs say all that can be said. */
export function isAcyclic(sets: readonly TableSet[]): boolean {
  let edges = sets.map((set) => new Set(set.names));
  for (;;) {
    const uses = new Map<string, number>();
    for (const edge of edges) for (const name of edge) uses.set(name, (uses.get(name) ?? 0) + 1);
    const trimmed = edges.map((edge) => new Set([...edge].filter((name) => uses.get(name)! > 1)));
    const kept = trimmed.filter((edge, i) =>
      edge.size > 0 &&
      !trimmed.some((other, k) => k !== i && isWithin(edge, other) && (!isWithin(other, edge) || k < i))
    );
    if (kept.length === 0) return true;
    const before = edges.reduce((sum, edge) => sum + edge.size, 0);
    if (kept.length === edges.length && kept.reduce((sum, edge) => sum + edge.size, 0) === before) {
      return false;
    }
    edges = kept;
  }
}

function isWithin(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].every((name) => b.has(name));
}
