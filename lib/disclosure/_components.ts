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
  /** The piece as a system of its own, without items and requirements; made when it is first asked for. */
  readonly system: LinearSystem;
}

/** A system cut into pieces. */
export interface Components {
  /** Per quantity the number of its piece; -1 for a quantity that is known. */
  readonly of: Int32Array;
  /** Per quantity the smallest possible value: its value when it is known. */
  readonly lower: Float64Array;
  /** Per quantity the largest possible value. */
  readonly upper: Float64Array;
  /** The pieces. */
  readonly pieces: readonly Component[];
}

/**
 * Cuts a system into pieces.
 *
 * @param system The system.
 * @param hidden Per item how much of it is hidden, from 0 to 1.
 * @param told Quantities of which the attacker knows the value besides.
 */
export function componentsOf(
  system: LinearSystem,
  hidden: readonly (boolean | number)[],
  told: readonly number[],
): Components {
  const size = system.quantities.length;
  const lower = new Float64Array(size), upper = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const item = system.quantities[i]!.item;
    const bounds = boundsAt(system, i, item === null ? 1 : Number(hidden[item] ?? 0));
    lower[i] = bounds.lower;
    upper[i] = bounds.upper;
  }
  for (const i of told) {
    const value = system.quantities[i]?.value;
    if (value !== null && value !== undefined) lower[i] = upper[i] = value;
  }
  const isOpen = (i: number): boolean => lower[i]! < upper[i]!;
  const root = unite(system, isOpen);
  const of = new Int32Array(size).fill(-1);
  const numbers = new Map<number, number>();
  const members: number[][] = [];
  for (let i = 0; i < size; i++) {
    if (!isOpen(i)) continue;
    const number = numbers.get(root(i)) ?? members.push([]) - 1;
    numbers.set(root(i), number);
    members[number]!.push(i);
    of[i] = number;
  }
  const relations = members.map((): number[] => []);
  system.relations.forEach((relation, r) => {
    const open = relation.terms.find((term) => of[term.quantity]! >= 0);
    if (open) relations[of[open.quantity]!]!.push(r);
  });
  const pieces = members.map((quantities, number) =>
    new Piece(system, quantities, relations[number]!, lower, upper)
  );
  return { of, lower, upper, pieces };
}

class Piece implements Component {
  readonly #whole: LinearSystem;
  readonly quantities: readonly number[];
  readonly relations: readonly number[];
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  #system: LinearSystem | null = null;

  constructor(
    whole: LinearSystem,
    quantities: readonly number[],
    relations: readonly number[],
    lower: Float64Array,
    upper: Float64Array,
  ) {
    this.#whole = whole;
    this.quantities = quantities;
    this.relations = relations;
    this.#lower = lower;
    this.#upper = upper;
  }

  get system(): LinearSystem {
    this.#system ??= pieceOf(this.#whole, this, this.#lower, this.#upper);
    return this.#system;
  }
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
  { quantities, relations }: Pick<Component, "quantities" | "relations">,
  lower: Float64Array,
  upper: Float64Array,
): LinearSystem {
  const place = new Map(quantities.map((i, k) => [i, k]));
  return {
    items: [],
    requirements: [],
    quantities: quantities.map((i): Quantity => {
      const low = lower[i]!, high = upper[i]!;
      return {
        ...system.quantities[i]!,
        item: null,
        lower: low,
        upper: high,
        shownLower: low,
        shownUpper: high,
      };
    }),
    relations: relations.map((r): Relation => {
      const relation = system.relations[r]!;
      let fixed = 0;
      const terms = relation.terms.flatMap(({ quantity, coefficient }) => {
        const at = place.get(quantity);
        if (at !== undefined) return [{ quantity: at, coefficient }];
        fixed += coefficient * lower[quantity]!;
        return [];
      });
      return { key: relation.key, terms, lower: relation.lower - fixed, upper: relation.upper - fixed };
    }),
  };
}
