/**
 * What is shown cuts a system into pieces that say nothing about each other: each piece is attacked on its own.
 *
 * @module
 */
import { boundsAt } from "./_solver.ts";
import type { LinearSystem, Quantity, Relation } from "./system.ts";

/** A piece of a system: quantities that are open and hang together. */
export interface Component {
  /** The indices of its quantities in the whole system; their places are the indices in the piece. */
  readonly quantities: readonly number[];
  /** The indices of its relations in the whole system. */
  readonly relations: readonly number[];
  /** The piece as a system of its own, without items and requirements. */
  readonly system: LinearSystem;
}

/** A system cut into pieces. */
export interface Components {
  /** Per quantity the number of its piece; -1 for a quantity that is known. */
  readonly of: Int32Array;
  /** Per quantity its value when it is known. */
  readonly known: Float64Array;
  /** The pieces. */
  readonly pieces: readonly Component[];
}

/** Cuts a system into pieces, given what is hidden and what an attacker knows besides. */
export function componentsOf(
  system: LinearSystem,
  hidden: readonly boolean[],
  told: readonly number[],
): Components {
  const bounds = system.quantities.map((q, i) =>
    boundsAt(system, i, q.item === null || hidden[q.item] ? 1 : 0)
  );
  for (const i of told) {
    const value = system.quantities[i]?.value;
    if (value !== null && value !== undefined) bounds[i] = { lower: value, upper: value };
  }
  const isOpen = (i: number): boolean => bounds[i]!.lower < bounds[i]!.upper;
  const root = unite(system, isOpen);
  const of = new Int32Array(system.quantities.length).fill(-1);
  const members = new Map<number, number[]>();
  system.quantities.forEach((_, i) => {
    if (!isOpen(i)) return;
    const group = members.get(root(i));
    if (group) group.push(i);
    else members.set(root(i), [i]);
  });
  const groups = [...members.values()];
  groups.forEach((group, number) => {
    for (const i of group) of[i] = number;
  });
  const relations = groups.map((): number[] => []);
  system.relations.forEach((relation, r) => {
    const open = relation.terms.find((term) => isOpen(term.quantity));
    if (open) relations[of[open.quantity]!]!.push(r);
  });
  return {
    of,
    known: Float64Array.from(bounds, ({ lower }) => lower),
    pieces: groups.map((quantities, number) => ({
      quantities,
      relations: relations[number]!,
      system: pieceOf(system, quantities, relations[number]!, bounds),
    })),
  };
}

function unite(system: LinearSystem, isOpen: (i: number) => boolean): (i: number) => number {
  const parent = Int32Array.from(system.quantities, (_, i) => i);
  const find = (i: number): number => {
    while (parent[i]! !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  for (const relation of system.relations) {
    const open = relation.terms.filter((term) => isOpen(term.quantity));
    for (const { quantity } of open.slice(1)) parent[find(quantity)] = find(open[0]!.quantity);
  }
  return find;
}

function pieceOf(
  system: LinearSystem,
  quantities: readonly number[],
  relations: readonly number[],
  bounds: readonly { readonly lower: number; readonly upper: number }[],
): LinearSystem {
  const place = new Map(quantities.map((i, k) => [i, k]));
  return {
    items: [],
    requirements: [],
    quantities: quantities.map((i): Quantity => {
      const { lower, upper } = bounds[i]!;
      return { ...system.quantities[i]!, item: null, lower, upper, shownLower: lower, shownUpper: upper };
    }),
    relations: relations.map((r): Relation => {
      const relation = system.relations[r]!;
      let fixed = 0;
      const terms = relation.terms.flatMap(({ quantity, coefficient }) => {
        const at = place.get(quantity);
        if (at !== undefined) return [{ quantity: at, coefficient }];
        fixed += coefficient * bounds[quantity]!.lower;
        return [];
      });
      return { key: relation.key, terms, lower: relation.lower - fixed, upper: relation.upper - fixed };
    }),
  };
}
