/**
 * Secondary suppression: the cheapest set of cells to hide so that every requirement holds.
 *
 * Exact by row generation: a master problem chooses the cells, attacks on the sensitive quantities give cuts, until
 * no attack succeeds. Where the budget of attacks runs out, a greedy repair takes over and the gap to the proven
 * lower bound is reported. A last, full audit decides in both cases.
 *
 * Source: Fischetti and Salazar-González (2001), "Solving the cell suppression problem on tabular data with linear
 * constraints", Management Science 47 (7).
 *
 * @module
 */
import { isSafe, separate, VIOLATION } from "./_cuts.ts";
import { PiecewiseAttacker } from "./_piecewise.ts";
import { type Cut, type Memory, newMemory } from "./_reach.ts";
import { createMaster, loadSolver } from "./_solver.ts";
import { type Audit, audit } from "./audit.ts";
import type { LinearSystem } from "./system.ts";

/** Options of {@linkcode suppress}. All limits count work, so that the result is the same on every machine. */
export interface SuppressOptions {
  /** `exact` proves the optimum within the budget, `greedy` skips the proof. Default `exact`. */
  readonly method?: "exact" | "greedy";
  /** Attacks (optimisation problems) before the greedy repair takes over. Default 6,000. */
  readonly maxAttacks?: number;
  /** Branch-and-bound nodes per master problem. Default 20,000. */
  readonly maxNodes?: number;
  /**
   * Simplex iterations in whole-number master problems before the greedy repair takes over; about a thousand a second.
   * Default 3,000.
   */
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

/** The state of a search. */
interface Search {
  /** The choice of the last master problem, whole numbers. */
  hidden: number[];
  /** The best proven lower bound. */
  bound: number;
  /** Whether the last choice is optimal and passed every attack. */
  proved: boolean;
}

function distinct(cuts: readonly Cut[]): Cut[] {
  return [...new Map(cuts.map((cut) => [JSON.stringify([cut.items, cut.coefficients]), cut])).values()];
}

/** Row generation: first on the relaxation, which is cheap, then with whole choices. */
function rowGeneration(
  system: LinearSystem,
  attacker: PiecewiseAttacker,
  master: ReturnType<typeof createMaster>,
  { maxAttacks, maxIterations }: { readonly maxAttacks: number; readonly maxIterations: number },
  memory: Memory,
): Search {
  const start = system.items.map((item) => item.decision === "hidden" ? 1 : 0);
  const search: Search = { hidden: start, bound: costOf(system, start), proved: false };
  const seen = new Set(memory.cuts.map((cut) => JSON.stringify([cut.items, cut.coefficients])));
  for (const cut of memory.cuts) master.addCut(cut);
  const learn = (found: readonly Cut[]): number => {
    let learned = 0;
    for (const cut of distinct(found)) {
      const key = JSON.stringify([cut.items, cut.coefficients]);
      if (seen.has(key)) continue;
      seen.add(key);
      memory.cuts.push(cut);
      master.addCut(cut);
      learned++;
    }
    return learned;
  };
  const first = separate(system, attacker, start, memory);
  if (first.length === 0) return { ...search, proved: true };
  learn(first);
  let kind: "relaxed" | "integer" = "relaxed";
  while (attacker.solved < maxAttacks && master.work < maxIterations) {
    const choice = master.solve(kind);
    if (choice === null) return search;
    search.bound = Math.max(search.bound, choice.cost);
    if (kind === "integer") search.hidden = choice.hidden;
    const found = separate(system, attacker, choice.hidden, memory);
    if (learn(found) > 0) continue;
    if (kind === "integer") return { ...search, proved: found.length === 0 };
    kind = "integer";
  }
  return search;
}

function costOf(system: LinearSystem, hidden: readonly number[]): number {
  return system.items.reduce((sum, item, i) => sum + (hidden[i]! > 0.5 ? item.cost : 0), 0);
}

/** Hides, cut by cut, the item that gives most per cost, until all attacks fail; then shows again what can be shown. */
function greedy(
  system: LinearSystem,
  attacker: PiecewiseAttacker,
  from: readonly number[],
  memory: Memory,
): number[] {
  const hidden = [...from];
  for (;;) {
    const cuts = separate(system, attacker, hidden, memory);
    if (cuts.length === 0) return hidden;
    const before = costOf(system, hidden);
    for (const cut of cuts) cover(system, cut, hidden);
    if (costOf(system, hidden) === before) return hidden;
  }
}

function cover(system: LinearSystem, cut: Cut, hidden: number[]): void {
  const order = cut.items.map((item, k) => ({ item, worth: cut.coefficients[k]! / system.items[item]!.cost }))
    .sort((a, b) => b.worth - a.worth || a.item - b.item);
  let reached = cut.items.reduce((sum, item, k) => sum + cut.coefficients[k]! * hidden[item]!, 0);
  for (const { item } of order) {
    if (reached >= cut.atLeast - VIOLATION) return;
    if (hidden[item] === 1) continue;
    hidden[item] = 1;
    reached += cut.coefficients[cut.items.indexOf(item)]!;
  }
}

/** Shows again, most expensive first, every item that no attack needs hidden. */
function release(
  system: LinearSystem,
  attacker: PiecewiseAttacker,
  hidden: number[],
  maxAttacks: number,
  memory: Memory,
): number[] {
  const order = system.items.map((item, i) => ({ i, cost: item.cost, decision: item.decision }))
    .filter(({ i, decision }) => decision === "free" && hidden[i] === 1)
    .sort((a, b) => b.cost - a.cost || a.i - b.i);
  for (const { i } of order) {
    if (attacker.solved >= maxAttacks) return hidden;
    hidden[i] = 0;
    if (!isSafe(system, attacker, hidden, memory)) hidden[i] = 1;
  }
  return hidden;
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

/** An earlier choice, with what has to be hidden by now. */
function started(system: LinearSystem, hidden: readonly boolean[]): number[] {
  return system.items.map(({ decision }, i) => hidden[i] === true || decision === "hidden" ? 1 : 0);
}

/** A choice that has not been audited yet. */
export type Choice = Omit<Suppression, "audit">;

/**
 * As {@linkcode suppress}, with what earlier searches on a smaller set of requirements learnt. Where the budget of an
 * earlier search ran out, its choice is repaired for what came since, and its proven bound holds on: a second proof would
 * fail as the first one did.
 */
export async function suppressWith(
  system: LinearSystem,
  options: SuppressOptions,
  memory: Memory,
  unproved: Choice | null = null,
): Promise<Choice> {
  const { method = "exact", maxAttacks = 6000, maxNodes = 20000, maxIterations = 3000 } = options;
  const solver = await loadSolver();
  const attacker = new PiecewiseAttacker(system, solver, "relaxed");
  const master = createMaster(system, solver, maxNodes);
  try {
    const budget = { maxAttacks: method === "exact" ? maxAttacks : 0, maxIterations };
    const search = unproved === null
      ? rowGeneration(system, attacker, master, budget, memory)
      : { hidden: started(system, unproved.hidden), bound: unproved.bound, proved: false };
    let chosen = search.hidden;
    if (!search.proved) {
      chosen = greedy(system, attacker, chosen, memory);
      chosen = release(system, attacker, chosen, attacker.solved + maxAttacks, memory);
    }
    const hidden = chosen.map((x) => x > 0.5);
    const cost = costOf(system, chosen);
    const bound = search.proved ? cost : Math.min(cost, search.bound);
    return {
      hidden,
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
