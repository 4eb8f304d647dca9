/**
 * From any choice of hidden items to one that withstands the attacks: hide more until all fail, then show again what no
 * attack needs hidden. Quick and good, without a proof.
 *
 * @module
 */
import { isSafe, separate, VIOLATION } from "./_cuts.ts";
import type { PiecewiseAttacker } from "./_piecewise.ts";
import type { Cut, Memory } from "./_reach.ts";
import type { LinearSystem } from "./system.ts";

/** The summed cost of a choice. */
export function costOf(system: LinearSystem, hidden: readonly number[]): number {
  return system.items.reduce((sum, item, i) => sum + (hidden[i]! > 0.5 ? item.cost : 0), 0);
}

/** The choice that hides what has to be hidden, and no more. */
export function leastOf(system: LinearSystem): number[] {
  return system.items.map(({ decision }) => decision === "hidden" ? 1 : 0);
}

/**
 * Repairs a choice.
 *
 * @param system The system.
 * @param attacker Its attacker.
 * @param from Per item 0 or 1; what has to be hidden is hidden in any case.
 * @param maxAttacks Attacks after which nothing more is shown again.
 * @param memory What earlier attacks left behind.
 * @returns A choice without a known leak, where there is one. A full audit decides.
 */
export function repaired(
  system: LinearSystem,
  attacker: PiecewiseAttacker,
  from: readonly number[],
  maxAttacks: number,
  memory: Memory,
): number[] {
  const start = leastOf(system).map((least, i) => Math.max(least, from[i]!));
  const hidden = greedy(system, attacker, start, memory);
  return release(system, attacker, hidden, attacker.solved + maxAttacks, memory);
}

/** Hides, cut by cut, the item that gives most per cost, until all attacks fail. */
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
