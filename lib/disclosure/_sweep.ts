/**
 * Attacks on very many numbers at once: worlds that one attack finds settle most of the others.
 *
 * @module
 */
import { Couplings } from "./couplings.ts";
import { PiecewiseAttacker } from "./_piecewise.ts";
import { type Memory, newMemory, Reach } from "./_reach.ts";
import { loadSolver } from "./_solver.ts";
import { byAttacker, type Interval, satisfies } from "./audit.ts";
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

/** Options of {@linkcode sweep}. */
export interface SweepOptions {
  /** Worlds of earlier attacks on this system; new ones are added. Default none. */
  readonly memory?: Memory;
  /** Whether the attacker uses that counts are whole numbers. Default `relaxed`. */
  readonly arithmetic?: "relaxed" | "integer";
  /** A number that is surely at least this is no secret. Default none is. */
  readonly enough?: number;
}

/** Multipliers below this carry no proof. */
const DUAL_NOISE = 1e-6;
/** Room for rounding errors of the solver. */
const TOLERANCE = 1e-6;

/**
 * Finds the requirements that do not hold. As `audit`, but it computes no interval of a requirement of which known
 * worlds already show that it holds.
 *
 * @throws {SolverError} When an optimum was not proved.
 */
export async function sweep(
  system: LinearSystem,
  hidden: readonly boolean[],
  requirements: readonly Requirement[],
  options: SweepOptions = {},
): Promise<readonly Found[]> {
  const { memory = newMemory(), arithmetic = "relaxed", enough = Infinity } = options;
  const found: Found[] = [];
  if (requirements.length === 0) return found;
  const attacker = new PiecewiseAttacker(system, await loadSolver(), arithmetic);
  const couplings = new Couplings(system);
  try {
    for (const group of byAttacker(requirements).values()) {
      attacker.setHidden(hidden, requirements[group[0]!]!.known);
      const reach = new Reach(system.quantities.length, attacker, memory);
      for (const i of group) guess(reach, requirements[i]!, couplings);
      // In whole numbers a world that is far in many directions costs more than it gives.
      if (arithmetic === "relaxed") reach.spread(group.map((i) => requirements[i]!));
      for (const i of group) {
        const leak = strike(reach, requirements[i]!, enough);
        if (leak) found.push(leak);
      }
    }
  } finally {
    attacker.dispose();
  }
  return found;
}

/** Tries worlds that cost no attack. */
function guess(reach: Reach, requirement: Requirement, couplings: Couplings): void {
  if (reach.certifies(requirement)) return;
  for (const world of couplings.worldsFor(requirement.quantity)) reach.consider(world, requirement.quantity);
}

function strike(reach: Reach, requirement: Requirement, enough: number): Found | null {
  if (reach.certifies(requirement)) return null;
  const low = reach.extreme(requirement.quantity, "min");
  if (low.value >= enough - TOLERANCE || reach.certifies(requirement)) return null;
  const high = reach.extreme(requirement.quantity, "max");
  const interval = { low: low.value, high: high.value };
  if (satisfies(requirement, interval)) return null;
  const relations = low.relations.filter((_, r) =>
    Math.abs(low.duals[r] ?? 0) > DUAL_NOISE || Math.abs(high.duals[r] ?? 0) > DUAL_NOISE
  );
  return { requirement, interval, relations };
}
