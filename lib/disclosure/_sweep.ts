/**
 * Attacks on very many numbers at once: worlds that one attack finds settle most of the others.
 *
 * @module
 */
import { componentsOf } from "./_components.ts";
import { isCertified, newMemory, Reach } from "./_cuts.ts";
import { createAttacker, loadSolver } from "./_solver.ts";
import { type Interval, satisfies } from "./audit.ts";
import type { LinearSystem, Requirement } from "./system.ts";

/** A requirement that does not hold, with the interval that shows it. */
export interface Found {
  /** The requirement. */
  readonly requirement: Requirement;
  /** What an attacker knows. */
  readonly interval: Interval;
  /** Indices of the relations that carry the proof. */
  readonly relations: readonly number[];
}

/** Multipliers below this carry no proof. */
const DUAL_NOISE = 1e-6;

/**
 * Finds the requirements that do not hold. As `audit`, but it computes no interval of a requirement of which two known
 * worlds already show that it holds.
 *
 * @throws {SolverError} When an optimum was not proved.
 */
export async function sweep(
  system: LinearSystem,
  hidden: readonly boolean[],
  requirements: readonly Requirement[],
): Promise<readonly Found[]> {
  const { of, known, pieces } = componentsOf(system, hidden, []);
  const solver = await loadSolver();
  const found: Found[] = [];
  for (const [number, asked] of Map.groupBy(requirements, (r) => of[r.quantity]!)) {
    if (number < 0) {
      for (const requirement of asked) {
        const value = known[requirement.quantity]!;
        const interval = { low: value, high: value };
        if (!satisfies(requirement, interval)) found.push({ requirement, interval, relations: [] });
      }
      continue;
    }
    const piece = pieces[number]!;
    const place = new Map(piece.quantities.map((quantity, k) => [quantity, k]));
    const local = asked.map((requirement) => ({
      ...requirement,
      quantity: place.get(requirement.quantity)!,
    }));
    const attacker = createAttacker(piece.system, solver, "relaxed");
    try {
      attacker.setHidden([], []);
      const reach = new Reach(piece.quantities.length, attacker, newMemory());
      reach.spread(local);
      local.forEach((requirement, i) => {
        if (isCertified(requirement, reach.known(requirement.quantity))) return;
        const low = reach.extreme(requirement.quantity, "min");
        if (isCertified(requirement, reach.known(requirement.quantity))) return;
        const high = reach.extreme(requirement.quantity, "max");
        const interval = { low: low.value, high: high.value };
        if (satisfies(requirement, interval)) return;
        const relations = piece.relations.filter((_, r) =>
          Math.abs(low.rowDual[r] ?? 0) > DUAL_NOISE || Math.abs(high.rowDual[r] ?? 0) > DUAL_NOISE
        );
        found.push({ requirement: asked[i]!, interval, relations });
      });
    } finally {
      attacker.dispose();
    }
  }
  return found;
}
