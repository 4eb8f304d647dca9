/**
 * Secondary suppression: the cheapest set of cells to hide so that every requirement holds.
 *
 * Exact by branch and cut: a master problem chooses the cells, attacks on the sensitive quantities give cuts, until
 * no attack succeeds and no cheaper choice is left. Where the budget runs out, the best choice so far is taken, and the
 * gap to the proven lower bound is reported. A last, full audit decides in both cases.
 *
 * Source: Fischetti and Salazar-González (2001), "Solving the cell suppression problem on tabular data with linear
 * constraints", Management Science 47 (7).
 *
 * @module
 */
import { BranchAndCut, type Search } from "./_branch.ts";
import { PiecewiseAttacker } from "./_piecewise.ts";
import { type Memory, newMemory } from "./_reach.ts";
import { costOf, leastOf, repaired } from "./_repair.ts";
import { createMaster, loadSolver } from "./_solver.ts";
import { type Audit, audit } from "./audit.ts";
import type { LinearSystem } from "./system.ts";

/** Options of {@linkcode suppress}. All limits count work, so that the result is the same on every machine. */
export interface SuppressOptions {
  /** `exact` proves the optimum within the budget, `greedy` skips the proof. Default `exact`. */
  readonly method?: "exact" | "greedy";
  /** Attacks (optimisation problems) before the search for a proof ends. Default 6,000. */
  readonly maxAttacks?: number;
  /** Branches before it ends. Default 20,000. */
  readonly maxNodes?: number;
  /** Simplex iterations of master problems before it ends; some thousands a second. Default 20,000. */
  readonly maxIterations?: number;
}

/** A choice of hidden items. */
export interface Suppression {
  /** Per item whether it is hidden. */
  readonly hidden: readonly boolean[];
  /** The summed cost of all hidden items, those that had to be hidden included. */
  readonly cost: number;
  /** A proven lower bound of that cost; equal to `cost` when the optimum was proved. */
  readonly bound: number;
  /** `(cost - bound) / cost`, from 0 to 1; 0 when proved optimal. */
  readonly gapShare: number;
  /** How the choice was found. */
  readonly method: "exact" | "greedy";
  /** The audit of the choice. No leaks, or nothing is released. */
  readonly audit: Audit;
  /** Optimisation problems solved, attacks only. */
  readonly attacks: number;
}

/**
 * Finds the cheapest set of items to hide.
 *
 * @example The total gives the hidden cell away, so a second one is hidden
 * ```ts
 * import { suppress } from "./suppress.ts";
 * import { SystemBuilder } from "./system.ts";
 * import assert from "node:assert/strict";
 *
 * const builder = new SystemBuilder();
 * for (const [key, value] of [["a", 3], ["b", 20], ["c", 30], ["total", 53]] as const) {
 *   const item = builder.addItem(key, value, key === "a" ? "hidden" : "free");
 *   builder.addQuantity(key, { value, item, upper: 200 });
 * }
 * builder.addSum("a+b+c", "total", ["a", "b", "c"]);
 * builder.addRequirement("a is small", 0, { highAtLeast: 10, width: 10 });
 * const { hidden, gapShare } = await suppress(builder.build());
 * assert.deepEqual(hidden, [true, true, false, false]);
 * assert.equal(gapShare, 0);
 * ```
 *
 * @param system The system.
 * @param options Method and budget.
 * @returns The choice, its audit and the gap to the proven bound.
 * @throws {SolverError} When no choice protects everything, or an optimum was not proved where it had to be.
 */
export async function suppress(system: LinearSystem, options: SuppressOptions = {}): Promise<Suppression> {
  const choice = await suppressWith(system, options, newMemory());
  return { ...choice, audit: await audit(system, choice.hidden) };
}

/** A choice that has not been audited yet. */
export type Choice = Omit<Suppression, "audit">;

/**
 * As {@linkcode suppress}, with what earlier searches on a smaller set of requirements learnt. What was proved for fewer
 * requirements bounds the cost for more, and an earlier choice, repaired for what came since, is a start. Where the budget
 * of an earlier search ran out, no second proof is tried: it would fail as the first one did.
 */
export async function suppressWith(
  system: LinearSystem,
  options: SuppressOptions,
  memory: Memory,
  earlier: Choice | null = null,
): Promise<Choice> {
  const { method = "exact", maxAttacks = 6000, maxNodes = 20_000, maxIterations = 20_000 } = options;
  const solver = await loadSolver();
  const attacker = new PiecewiseAttacker(system, solver, "relaxed");
  const master = createMaster(system, solver);
  try {
    const mend = (from: readonly (number | boolean)[]): readonly number[] =>
      repaired(system, attacker, from.map(Number), maxAttacks, memory);
    const starts = (near: readonly number[]): (readonly number[])[] => [
      mend(near.map((x) => x > 0.5)),
      ...(earlier === null ? [] : [mend(earlier.hidden)]),
    ];
    const budget = { maxAttacks: method === "exact" ? maxAttacks : 0, maxNodes, maxIterations };
    const search: Search = earlier?.method === "greedy"
      ? { hidden: null, bound: 0, proved: false }
      : new BranchAndCut(system, attacker, master, memory).search(budget, starts);
    const chosen = search.hidden ?? mend(earlier?.hidden ?? leastOf(system));
    const cost = costOf(system, chosen);
    const bound = search.proved ? cost : Math.min(cost, Math.max(search.bound, earlier?.bound ?? 0));
    return {
      hidden: chosen.map((x) => x > 0.5),
      cost,
      bound,
      gapShare: cost > 0 ? (cost - bound) / cost : 0,
      method: search.proved ? "exact" : "greedy",
      attacks: attacker.solved,
    };
  } finally {
    master.dispose();
    attacker.dispose();
  }
}
