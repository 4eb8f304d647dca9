/**
 * The attack: what can somebody with all released numbers and a linear programme still find out?
 *
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.3 (audit of a suppression pattern).
 *
 * @module
 */
import { PiecewiseAttacker } from "./_piecewise.ts";
import { boundsAt, loadSolver, type Solver } from "./_solver.ts";
import type { LinearSystem, Requirement } from "./system.ts";

/** What an attacker knows about a quantity. */
export interface Interval {
  /** The smallest possible value; `-Infinity` when nothing bounds it. */
  readonly low: number;
  /** The largest possible value; `Infinity` when nothing bounds it. */
  readonly high: number;
}

/** A requirement that does not hold, with the way in which the secret leaks. */
export interface Leak {
  /** The requirement. */
  readonly requirement: Requirement;
  /** The key of the quantity. */
  readonly quantity: string;
  /** What an attacker can conclude. */
  readonly interval: Interval;
  /** Keys of the shown items and of the relations from which it follows, sorted. */
  readonly from: readonly string[];
}

/** The outcome of an audit. */
export interface Audit {
  /** The interval per requirement, in their order. Disclosive in itself: check-only material. */
  readonly intervals: readonly Interval[];
  /** The requirements that do not hold. */
  readonly leaks: readonly Leak[];
  /** The number of optimisation problems that were solved. */
  readonly solved: number;
}

/** Room for rounding errors of the solver, relative to the size of the number. */
const TOLERANCE = 1e-6;

/** Tells whether an interval satisfies a requirement. */
export function satisfies(requirement: Requirement, interval: Interval): boolean {
  const slack = TOLERANCE * Math.max(1, Math.abs(requirement.width));
  const widthHolds = requirement.width <= 0 || interval.high - interval.low >= requirement.width - slack;
  return interval.low <= requirement.lowAtMost + slackOf(requirement.lowAtMost) &&
    interval.high >= requirement.highAtLeast - slackOf(requirement.highAtLeast) && widthHolds;
}

function slackOf(value: number): number {
  return Number.isFinite(value) ? TOLERANCE * Math.max(1, Math.abs(value)) : 0;
}

/** Options of {@linkcode attack}. */
export interface AttackOptions {
  /** Indices of quantities that the attacker knows exactly. Default none. */
  readonly known?: readonly number[];
  /** Whether the attacker uses that counts are whole numbers. Default `relaxed`. */
  readonly arithmetic?: "relaxed" | "integer";
}

/**
 * Computes what an attacker knows about quantities.
 *
 * @example A hidden cell that follows from its total
 * ```ts
 * import { attack } from "./audit.ts";
 * import { SystemBuilder } from "./system.ts";
 * import assert from "node:assert/strict";
 *
 * const builder = new SystemBuilder();
 * for (const [key, value] of [["a", 3], ["b", 20], ["total", 23]] as const) {
 *   builder.addQuantity(key, { value, item: builder.addItem(key, 1, "free") });
 * }
 * builder.addSum("a+b", "total", ["a", "b"]);
 * const [a] = await attack(builder.build(), [true, false, false], [0]);
 * assert.deepEqual(a, { low: 3, high: 3 });
 * ```
 *
 * @param system The system.
 * @param hidden Per item whether it is hidden.
 * @param quantities Indices of the quantities in question.
 * @param options What the attacker knows besides.
 * @returns An interval per quantity.
 * @throws {SolverError} When an optimum was not proved.
 */
export async function attack(
  system: LinearSystem,
  hidden: readonly boolean[],
  quantities: readonly number[],
  options: AttackOptions = {},
): Promise<readonly Interval[]> {
  const battle = new Battle(system, await loadSolver(), hidden, options);
  try {
    return quantities.map((quantity) => battle.fight(quantity).interval);
  } finally {
    battle.dispose();
  }
}

/** The outcome of attacking one quantity. */
interface Outcome {
  readonly interval: Interval;
  /** Relations of the whole system that carry the proof. */
  readonly relations: readonly number[];
}

/** Attacks quantities one by one; the same quantity is attacked once. */
class Battle {
  readonly #attacker: PiecewiseAttacker;
  readonly #outcomes = new Map<number, Outcome>();

  constructor(
    system: LinearSystem,
    solver: Solver,
    hidden: readonly boolean[],
    { known = [], arithmetic = "relaxed" }: AttackOptions,
  ) {
    this.#attacker = new PiecewiseAttacker(system, solver, arithmetic);
    this.#attacker.setHidden(hidden, known);
  }

  fight(quantity: number): Outcome {
    const before = this.#outcomes.get(quantity);
    if (before) return before;
    const low = this.#attacker.extreme(quantity, "min"), high = this.#attacker.extreme(quantity, "max");
    const relations = low.relations.filter((_, r) =>
      Math.abs(low.duals[r] ?? 0) > TOLERANCE || Math.abs(high.duals[r] ?? 0) > TOLERANCE
    );
    const outcome = { interval: { low: low.value, high: high.value }, relations };
    this.#outcomes.set(quantity, outcome);
    return outcome;
  }

  get solved(): number {
    return this.#attacker.solved;
  }

  dispose(): void {
    this.#attacker.dispose();
  }
}

/** Groups requirement indices by what their attacker knows, so that bounds are set once per attacker. */
export function byAttacker(requirements: readonly Requirement[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  requirements.forEach((requirement, i) => {
    const key = requirement.known.join(",");
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return groups;
}

/**
 * Checks every requirement of a system against a choice of hidden items.
 *
 * @param system The system.
 * @param hidden Per item whether it is hidden.
 * @param options Whether the attacker uses that counts are whole numbers.
 * @returns The intervals and the leaks.
 * @throws {SolverError} When an optimum was not proved.
 */
export async function audit(
  system: LinearSystem,
  hidden: readonly boolean[],
  options: { readonly arithmetic?: "relaxed" | "integer" } = {},
): Promise<Audit> {
  const solver = await loadSolver();
  const intervals: Interval[] = new Array(system.requirements.length);
  const leaks: Leak[] = [];
  let solved = 0;
  for (const group of byAttacker(system.requirements).values()) {
    const { known } = system.requirements[group[0]!]!;
    const battle = new Battle(system, solver, hidden, { ...options, known });
    try {
      for (const i of group) {
        const requirement = system.requirements[i]!;
        const { interval, relations } = battle.fight(requirement.quantity);
        intervals[i] = interval;
        if (satisfies(requirement, interval)) continue;
        const from = sourcesOf(system, hidden, requirement, relations);
        leaks.push({ requirement, quantity: system.quantities[requirement.quantity]!.key, interval, from });
      }
      solved += battle.solved;
    } finally {
      battle.dispose();
    }
  }
  return { intervals, leaks, solved };
}

/**
 * Names the shown items and relations from which an interval follows: those whose multiplier proves it. A number that
 * is known outright is named with the relations it stands in.
 */
function sourcesOf(
  system: LinearSystem,
  hidden: readonly boolean[],
  requirement: Requirement,
  relations: readonly number[],
): readonly string[] {
  const keys = new Set<string>();
  const carrying = relations.length > 0
    ? relations.map((r) => system.relations[r]!)
    : system.relations.filter((relation) => relation.terms.some((t) => t.quantity === requirement.quantity));
  for (const relation of carrying) {
    keys.add(relation.key);
    for (const { quantity } of relation.terms) {
      const q = system.quantities[quantity]!;
      const bounds = boundsAt(system, quantity, q.item === null || hidden[q.item] ? 1 : 0);
      if (quantity !== requirement.quantity && q.item !== null && bounds.lower === bounds.upper) {
        keys.add(system.items[q.item]!.key);
      }
    }
  }
  return [...keys].sort();
}
