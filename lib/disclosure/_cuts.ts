/**
 * Cuts: what an attack that succeeded says about every choice of hidden cells, by weak duality.
 *
 * @module
 */
import type { PiecewiseAttacker, Reached } from "./_piecewise.ts";
import { type Cut, type Memory, Reach } from "./_reach.ts";
import { boundsAt } from "./_solver.ts";
import { byAttacker } from "./audit.ts";
import type { LinearSystem, Requirement } from "./system.ts";

/** How far a cut has to be violated before it is worth adding, relative to its right-hand side. */
export const VIOLATION = 1e-5;
/** Multipliers below this are noise of the solver. */
const DUAL_NOISE = 1e-9;

/** An affine bound: `constant + sum of coefficient * hidden`. */
interface Affine {
  constant: number;
  readonly coefficients: Map<number, number>;
}

/**
 * Turns the multipliers of an attack into a bound on what the attack can reach for *any* choice of hidden items.
 * Weak duality: max c·y = Σ π·row + Σ reduced cost · bound, and every bound is affine in the choice.
 */
function dualBound(
  system: LinearSystem,
  requirement: Requirement,
  sign: 1 | -1,
  { relations, duals }: Reached,
): Affine {
  const reduced = new Map<number, number>([[requirement.quantity, sign]]);
  const bound: Affine = { constant: 0, coefficients: new Map() };
  relations.forEach((r, k) => {
    const relation = system.relations[r]!;
    // The model minimises -sign·y, so the multiplier of the maximum is the negated one.
    const pi = -(duals[k] ?? 0);
    if (Math.abs(pi) < DUAL_NOISE) return;
    bound.constant += pi * (pi > 0 ? relation.upper : relation.lower);
    for (const { quantity, coefficient } of relation.terms) {
      reduced.set(quantity, (reduced.get(quantity) ?? 0) - pi * coefficient);
    }
  });
  const known = new Set(requirement.known);
  for (const [quantity, rc] of reduced) {
    if (Math.abs(rc) < DUAL_NOISE) continue;
    addReduced(system, bound, quantity, rc, known);
  }
  return bound;
}

function addReduced(
  system: LinearSystem,
  bound: Affine,
  quantity: number,
  rc: number,
  known: ReadonlySet<number>,
): void {
  const q = system.quantities[quantity]!;
  if (known.has(quantity) && q.value !== null) {
    bound.constant += rc * q.value;
    return;
  }
  const shown = q.item === null ? boundsAt(system, quantity, 1) : boundsAt(system, quantity, 0);
  const hidden = boundsAt(system, quantity, 1);
  bound.constant += rc * (rc > 0 ? shown.upper : shown.lower);
  if (q.item === null) return;
  const growth = rc > 0 ? rc * (hidden.upper - shown.upper) : rc * (hidden.lower - shown.lower);
  if (growth > 0) bound.coefficients.set(q.item, (bound.coefficients.get(q.item) ?? 0) + growth);
}

function evaluate(bound: Affine, hidden: readonly number[]): number {
  let value = bound.constant;
  for (const [item, coefficient] of bound.coefficients) value += coefficient * (hidden[item] ?? 0);
  return value;
}

/** Makes a cut from `bound(hidden) >= atLeast`: items that are hidden anyway go to the right, the rest is cut down. */
function cutOf(system: LinearSystem, bound: Affine, atLeast: number): Cut | null {
  let right = atLeast - bound.constant;
  const free: [number, number][] = [];
  for (const [item, coefficient] of [...bound.coefficients].sort((a, b) => a[0] - b[0])) {
    const decision = system.items[item]!.decision;
    if (decision === "hidden") right -= coefficient;
    else if (decision === "free") free.push([item, coefficient]);
  }
  if (right <= VIOLATION) return null;
  const useful = free.filter(([, coefficient]) => coefficient > right * DUAL_NOISE);
  return {
    items: useful.map(([item]) => item),
    coefficients: useful.map(([, coefficient]) => Math.min(1, coefficient / right)),
    atLeast: 1,
  };
}

function add(a: Affine, b: Affine): Affine {
  const coefficients = new Map(a.coefficients);
  for (const [item, coefficient] of b.coefficients) {
    coefficients.set(item, (coefficients.get(item) ?? 0) + coefficient);
  }
  return { constant: a.constant + b.constant, coefficients };
}

/** Tells whether no requirement gives a violated cut; stops at the first that does. */
export function isSafe(
  system: LinearSystem,
  attacker: PiecewiseAttacker,
  hidden: readonly number[],
  memory: Memory,
): boolean {
  for (const group of byAttacker(system.requirements).values()) {
    attacker.setHidden(hidden, system.requirements[group[0]!]!.known);
    const reach = new Reach(system.quantities.length, attacker, memory);
    for (const i of group) {
      const requirement = system.requirements[i]!;
      if (reach.certifies(requirement)) continue;
      if (violatedBy(system, reach, requirement, hidden).length > 0) return false;
    }
  }
  return true;
}

/** Attacks every requirement at a choice and gives the violated cuts. */
export function separate(
  system: LinearSystem,
  attacker: PiecewiseAttacker,
  hidden: readonly number[],
  memory: Memory,
): Cut[] {
  const cuts: Cut[] = [];
  for (const group of byAttacker(system.requirements).values()) {
    attacker.setHidden(hidden, system.requirements[group[0]!]!.known);
    const reach = new Reach(system.quantities.length, attacker, memory);
    reach.spread(group.map((i) => system.requirements[i]!));
    for (const i of group) {
      const requirement = system.requirements[i]!;
      if (reach.certifies(requirement)) continue;
      cuts.push(...violatedBy(system, reach, requirement, hidden));
    }
  }
  return cuts;
}

function violatedBy(
  system: LinearSystem,
  reach: Reach,
  requirement: Requirement,
  hidden: readonly number[],
): Cut[] {
  const max = reach.extreme(requirement.quantity, "max");
  const min = reach.extreme(requirement.quantity, "min");
  const upper = max.value === Infinity ? null : dualBound(system, requirement, 1, max);
  const lower = min.value === -Infinity ? null : dualBound(system, requirement, -1, min);
  const asks: [Affine | null, number][] = [
    [upper, requirement.highAtLeast],
    [lower, -requirement.lowAtMost],
    [upper && lower ? add(upper, lower) : null, requirement.width > 0 ? requirement.width : -Infinity],
  ];
  const cuts: Cut[] = [];
  for (const [bound, atLeast] of asks) {
    if (bound === null || atLeast === -Infinity) continue;
    const short = atLeast - evaluate(bound, hidden);
    if (short <= VIOLATION * Math.max(1, Math.abs(atLeast))) continue;
    const cut = cutOf(system, bound, atLeast);
    if (cut) cuts.push(cut);
  }
  return cuts;
}
