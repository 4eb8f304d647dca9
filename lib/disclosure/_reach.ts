/**
 * What is already known to be possible: worlds that earlier attacks found settle most later questions.
 *
 * @module
 */
import type { PiecewiseAttacker, Reached, World } from "./_piecewise.ts";
import { type Interval, satisfies } from "./audit.ts";
import type { Requirement } from "./system.ts";

/** A covering cut over items: sum of coefficients of hidden items is at least `atLeast`. */
export interface Cut {
  /** Item indices. */
  readonly items: readonly number[];
  /** A coefficient per item, above 0. */
  readonly coefficients: readonly number[];
  /** The right-hand side. */
  readonly atLeast: number;
}

/** What earlier attacks left behind: cuts that hold for every choice, and worlds that may be possible again. */
export interface Memory {
  /** The cuts so far. */
  readonly cuts: Cut[];
  /** Possible worlds that attacks found, the latest last. */
  readonly worlds: World[];
}

/** Worlds that are remembered; older ones are forgotten. */
const MAX_WORLDS = 600;
/** With fewer open requirements than this, asking for each is as quick. */
const SPREAD_FROM = 6;
/** A pattern costs two attacks; it has to settle at least as many requirements, or the next one is not tried. */
const WORTH = 2;
/** Sign patterns that are tried at most. */
const SPREADS = 200;
/** Multiplier of a multiplicative hash (Knuth): signs that differ from pattern to pattern. */
const SCATTER = 2654435761;

/** Starts an empty memory. */
export function newMemory(): Memory {
  return { cuts: [], worlds: [] };
}

/** How far quantities are known to reach in worlds that are possible now, without solving anything. */
export class Reach {
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #attacker: PiecewiseAttacker;
  readonly #memory: Memory;
  readonly #loaded = new Set<number>();

  /** Starts from the remembered worlds that the attacker, with what is shown now, holds possible. */
  constructor(size: number, attacker: PiecewiseAttacker, memory: Memory) {
    this.#low = new Float64Array(size).fill(Infinity);
    this.#high = new Float64Array(size).fill(-Infinity);
    this.#attacker = attacker;
    this.#memory = memory;
  }

  #load(piece: number): void {
    if (this.#loaded.has(piece)) return;
    this.#loaded.add(piece);
    for (const world of this.#memory.worlds) {
      if (this.#attacker.holds(world, piece)) this.#learn(world, this.#attacker.membersOf(piece));
    }
  }

  #learn(world: World, members: readonly number[]): void {
    const low = this.#low, high = this.#high;
    for (const i of members) {
      const value = world[i]!;
      if (value < low[i]!) low[i] = value;
      if (value > high[i]!) high[i] = value;
    }
  }

  #remember(world: World, piece: number): void {
    this.#learn(world, this.#attacker.membersOf(piece));
    this.#memory.worlds.push(world);
    if (this.#memory.worlds.length > MAX_WORLDS) this.#memory.worlds.shift();
  }

  /** The part of the interval that is known for sure; empty (`low` above `high`) when nothing is. */
  known(quantity: number): Interval {
    const piece = this.#attacker.pieceOf(quantity);
    if (piece < 0) {
      const { value } = this.#attacker.extreme(quantity, "min");
      return { low: value, high: value };
    }
    this.#load(piece);
    return { low: this.#low[quantity]!, high: this.#high[quantity]! };
  }

  /** Solves for an extreme and remembers its world. */
  extreme(quantity: number, sense: "min" | "max"): Reached {
    const extreme = this.#attacker.extreme(quantity, sense);
    if (extreme.world) this.#remember(extreme.world, this.#attacker.pieceOf(quantity));
    return extreme;
  }

  /** Takes a guessed world for what it is worth: it counts where it is possible with what is shown now. */
  consider(world: World, quantity: number): void {
    const piece = this.#attacker.pieceOf(quantity);
    if (piece >= 0 && this.#attacker.holds(world, piece)) this.#learn(world, this.#attacker.membersOf(piece));
  }

  /** Tells whether what is known already satisfies a requirement. */
  certifies(requirement: Requirement): boolean {
    const { low, high } = this.known(requirement.quantity);
    return low <= high && satisfies(requirement, { low, high });
  }

  /**
   * Looks for worlds that differ in many quantities at once, when many requirements are open: one of them often settles
   * a dozen requirements for the price of one.
   */
  spread(requirements: readonly Requirement[]): void {
    const byPiece = Map.groupBy(requirements, ({ quantity }) => this.#attacker.pieceOf(quantity));
    for (const [piece, open] of byPiece) if (piece >= 0) this.#spreadPiece(piece, open);
  }

  #spreadPiece(piece: number, open: readonly Requirement[]): void {
    let left = open.filter((requirement) => !this.certifies(requirement));
    for (let pattern = 0; pattern < SPREADS && left.length >= SPREAD_FROM; pattern++) {
      for (const sign of [1, -1]) {
        const weights = new Map(left.map(({ quantity }) => [quantity, signOf(quantity, pattern) * sign]));
        const world = this.#attacker.farthest(piece, weights);
        if (world) this.#remember(world, piece);
      }
      const before = left.length;
      left = left.filter((requirement) => !this.certifies(requirement));
      if (before - left.length < WORTH) return;
    }
  }
}

function signOf(quantity: number, pattern: number): 1 | -1 {
  const hash = Math.imul(quantity + 1, SCATTER) ^ Math.imul(pattern + 1, 0x9e3779b1);
  return (Math.imul(hash ^ (hash >>> 15), SCATTER) >>> 16) & 1 ? 1 : -1;
}
