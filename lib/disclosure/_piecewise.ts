/**
 * An attacker who takes each piece of the open part of a system on its own: a question about one area never drags the
 * numbers of all others along.
 *
 * @module
 */
import { type Components, componentsOf } from "./_components.ts";
import { type Attacker, createAttacker, type Solver } from "./_solver.ts";
import type { LinearSystem } from "./system.ts";

/** A possible world: a value per quantity of the whole system, `NaN` where it says nothing. */
export type World = Float64Array;

/** An extreme of one quantity, with the multipliers that prove it. */
export interface Reached {
  /** The extreme value; infinite when nothing bounds it. */
  readonly value: number;
  /** The relations of the whole system that have a multiplier. */
  readonly relations: readonly number[];
  /** One multiplier for each of them. */
  readonly duals: Float64Array;
  /** The world in which it is reached; null when unbounded. */
  readonly world: World | null;
}

/** How far a remembered world may lie outside what is possible, for rounding errors. A last audit decides anyway. */
const WORLD_TOLERANCE = 1e-8;
const NONE = new Float64Array(0);

/** Attacks a system piece by piece. Dispose it after use. */
export class PiecewiseAttacker {
  readonly #system: LinearSystem;
  readonly #solver: Solver;
  readonly #arithmetic: "relaxed" | "integer";
  readonly #attackers = new Map<number, Attacker>();
  #components: Components;
  /** A world that says nothing but what is known; made when it is first needed. */
  #known: World | null = null;
  #solved = 0;

  /** Starts with everything shown that can be. */
  constructor(system: LinearSystem, solver: Solver, arithmetic: "relaxed" | "integer") {
    this.#system = system;
    this.#solver = solver;
    this.#arithmetic = arithmetic;
    this.#components = componentsOf(system, [], []);
  }

  /** Sets how much of each item is hidden, from 0 to 1, and what this attacker knows besides. */
  setHidden(hidden: readonly (boolean | number)[], known: readonly number[]): void {
    this.dispose();
    this.#known = null;
    this.#components = componentsOf(this.#system, hidden, known);
  }

  /** The number of the piece of a quantity; -1 when it is known. */
  pieceOf(quantity: number): number {
    return this.#components.of[quantity]!;
  }

  /** The quantities of a piece. */
  membersOf(piece: number): readonly number[] {
    return this.#components.pieces[piece]!.quantities;
  }

  /** Gives the largest (`max`) or smallest (`min`) possible value of a quantity. */
  extreme(quantity: number, sense: "min" | "max"): Reached {
    const number = this.pieceOf(quantity);
    if (number < 0) {
      return { value: this.#components.lower[quantity]!, relations: [], duals: NONE, world: null };
    }
    const { quantities, relations } = this.#components.pieces[number]!;
    const { value, rowDual, world } = this.#attackerOf(number).extreme(placeIn(quantities, quantity), sense);
    return { value, relations, duals: rowDual, world: world.length > 0 ? this.#lift(number, world) : null };
  }

  /** Gives a world in which a weighted sum of quantities of one piece is largest; null when nothing bounds it. */
  farthest(piece: number, weights: ReadonlyMap<number, number>): World | null {
    const { quantities } = this.#components.pieces[piece]!;
    const local = new Map([...weights].map(([quantity, weight]) => [placeIn(quantities, quantity), weight]));
    const world = this.#attackerOf(piece).farthest(local);
    return world === null ? null : this.#lift(piece, world);
  }

  /** Tells whether a world is possible within one piece with what is shown now. */
  holds(world: World, piece: number): boolean {
    const { lower, upper, of, pieces } = this.#components;
    const { quantities, relations } = pieces[piece]!;
    for (const i of quantities) {
      const value = world[i]!;
      if (!(value >= lower[i]! - WORLD_TOLERANCE && value <= upper[i]! + WORLD_TOLERANCE)) return false;
      if (this.#arithmetic === "integer" && !isWhole(this.#system, i, value)) return false;
    }
    return relations.every((r) => {
      const relation = this.#system.relations[r]!;
      let sum = 0, size = 1;
      for (const { quantity, coefficient } of relation.terms) {
        const value = of[quantity] === piece ? world[quantity]! : lower[quantity]!;
        sum += coefficient * value;
        size = Math.max(size, Math.abs(value));
      }
      const room = WORLD_TOLERANCE * size;
      return sum >= relation.lower - room && sum <= relation.upper + room;
    });
  }

  #attackerOf(number: number): Attacker {
    const at = this.#attackers.get(number);
    if (at) return at;
    const attacker = createAttacker(this.#components.pieces[number]!.system, this.#solver, this.#arithmetic);
    attacker.setHidden([], []);
    this.#attackers.set(number, attacker);
    return attacker;
  }

  #lift(number: number, local: Float64Array): World {
    const { of, lower, pieces } = this.#components;
    this.#known ??= lower.map((value, i) => of[i]! < 0 ? value : NaN);
    const world = this.#known.slice();
    pieces[number]!.quantities.forEach((quantity, k) => world[quantity] = local[k]!);
    return world;
  }

  /** Solved problems so far. */
  get solved(): number {
    return [...this.#attackers.values()].reduce((sum, attacker) => sum + attacker.solved, this.#solved);
  }

  /** Frees the solver's memory; the attacker can be used again. */
  dispose(): void {
    this.#solved = this.solved;
    for (const attacker of this.#attackers.values()) attacker.dispose();
    this.#attackers.clear();
  }
}

function isWhole(system: LinearSystem, index: number, value: number): boolean {
  return system.quantities[index]!.domain !== "integer" || Math.abs(value - Math.round(value)) <= 1e-7;
}

/** The place of a quantity in a sorted list. */
function placeIn(sorted: readonly number[], quantity: number): number {
  let low = 0, high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < quantity) low = middle + 1;
    else high = middle;
  }
  return low;
}
