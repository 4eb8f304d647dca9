/**
 * From a system to a choice of hidden cells that withstands every attack that is known here: by outsiders, by the one
 * member of a group of one, on cells that tables only imply, and in whole numbers.
 *
 * Each attack that still succeeds becomes a requirement (or a cell that has to be hidden), and the search starts
 * again, until all of them fail. When that does not happen nothing is released.
 *
 * @module
 */
import { componentsOf } from "./_components.ts";
import { PiecewiseAttacker } from "./_piecewise.ts";
import { type Memory, newMemory, Reach } from "./_reach.ts";
import { loadSolver } from "./_solver.ts";
import { sweep } from "./_sweep.ts";
import { audit, byAttacker, satisfies } from "./audit.ts";
import { DisclosureError } from "./errors.ts";
import { type Choice, type Suppression, type SuppressOptions, suppressWith } from "./suppress.ts";
import type { LinearSystem, Requirement } from "./system.ts";

/** Options of {@linkcode secure}. */
export interface SecureOptions extends SuppressOptions {
  /** How wide an interval has to stay for somebody who is alone in another hidden cell; 0 for no such attack. */
  readonly insiderWidth: number;
  /** What an implied cell has to be: at least this wide or at least this high; 0 for no such attack. */
  readonly impliedWidth: number;
  /** Whether attackers in whole numbers can know more than attackers in fractions. Default `needed`. */
  readonly wholeNumbers?: "needed" | "not-needed";
}

/** A choice of hidden items that withstood every attack. */
export interface Secured {
  /** The system with all requirements that had to hold in the end. */
  readonly system: LinearSystem;
  /** The choice. */
  readonly suppression: Suppression;
  /** How often the search started again. */
  readonly rounds: number;
}

/** A search that starts again more often than this is stopped: nothing is released. */
const MAX_ROUNDS = 60;

/**
 * Limits requirements to what holds when nothing new is shown: a group of five cannot be hidden among ten by hiding
 * more, and what everybody knows beforehand is not what this release gives away.
 *
 * @param system The system.
 * @param from Index of the first requirement to limit. Default 0.
 * @param memory Worlds of earlier attacks.
 * @returns The system with attainable requirements.
 * @throws {SolverError} When an optimum was not proved.
 */
export async function attainable(
  system: LinearSystem,
  from = 0,
  memory: Memory = newMemory(),
): Promise<LinearSystem> {
  const added = system.requirements.slice(from);
  if (added.length === 0) return system;
  const limited: Requirement[] = [];
  const attacker = new PiecewiseAttacker(system, await loadSolver(), "relaxed");
  try {
    for (const group of byAttacker(added).values()) {
      attacker.setHidden(
        system.items.map((item) => item.decision === "shown" ? 0 : 1),
        added[group[0]!]!.known,
      );
      const reach = new Reach(system.quantities.length, attacker, memory);
      reach.spread(group.map((i) => added[i]!));
      for (const i of group) limited[i] = limit(added[i]!, reach);
    }
  } finally {
    attacker.dispose();
  }
  return { ...system, requirements: [...system.requirements.slice(0, from), ...limited] };
}

function limit(requirement: Requirement, reach: Reach): Requirement {
  if (reach.certifies(requirement)) return requirement;
  const low = reach.extreme(requirement.quantity, "min").value;
  const high = reach.extreme(requirement.quantity, "max").value;
  return {
    ...requirement,
    lowAtMost: Math.max(requirement.lowAtMost, low),
    highAtLeast: Math.min(requirement.highAtLeast, high),
    width: Math.min(requirement.width, high - low),
  };
}

/**
 * Finds a choice of hidden items that withstands every attack.
 *
 * @param system The system.
 * @param options Which attacks, and the budget of the search.
 * @returns The choice and the system it holds for.
 * @throws {DisclosureError} When no choice does, or the search does not settle.
 */
export async function secure(system: LinearSystem, options: SecureOptions): Promise<Secured> {
  const memory = newMemory();
  let current = await attainable(system, 0, memory);
  let choice: Choice | null = null;
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    choice = await suppressWith(current, options, memory, choice);
    const before = current.requirements.length;
    const more = [
      ...await insiderLeaks(current, choice.hidden, choice.hidden, options.insiderWidth, memory),
      ...await impliedLeaks(current, choice, options.impliedWidth, memory),
    ];
    if (more.length > 0) {
      current = await attainable(
        { ...current, requirements: [...current.requirements, ...more] },
        before,
        memory,
      );
      continue;
    }
    const forced = options.wholeNumbers === "not-needed"
      ? null
      : await wholeNumberLeak(current, choice, memory);
    if (forced === null) {
      return { system: current, suppression: await audited(current, choice), rounds: round };
    }
    current = withHidden(current, forced);
  }
  throw new DisclosureError({
    what: `The search for a safe set of cells did not settle in ${MAX_ROUNDS} rounds`,
    mend: "Make the tables smaller or coarser; nothing was released",
  });
}

/** The last word: every requirement, solved from scratch, without anything that was remembered. */
async function audited(system: LinearSystem, choice: Choice): Promise<Suppression> {
  const found = await audit(system, choice.hidden);
  if (found.leaks.length > 0) throw stillLeaks(found.leaks.length, found.leaks[0]!.from.join(", "));
  return { ...choice, audit: found };
}

function stillLeaks(places: number, where: string): DisclosureError {
  return new DisclosureError({
    what: `A hidden number can still be worked out in ${places} place(s)`,
    where,
    mend: "Merge groups or drop a table; nothing was released",
  });
}

/** Somebody who is alone: all numbers of the cell in which they are. */
interface Insider {
  readonly key: string;
  readonly known: readonly number[];
}

/** Hidden cells (or rests) of exactly one entity. Whoever is in one knows all of it. */
function insidersOf(system: LinearSystem, hidden: readonly boolean[]): Insider[] {
  const found = new Map<string, Insider>();
  system.quantities.forEach((quantity, i) => {
    if (quantity.value !== 1 || quantity.domain !== "integer") return;
    if (quantity.item === null) {
      found.set(quantity.key, { key: quantity.key, known: [i] });
      return;
    }
    if (!hidden[quantity.item] || found.has(`item ${quantity.item}`)) return;
    const known = system.quantities.flatMap((q, k) =>
      q.item === quantity.item && q.value !== null ? [k] : []
    );
    found.set(`item ${quantity.item}`, { key: system.items[quantity.item]!.key, known });
  });
  return [...found.values()];
}

/**
 * Attacks by insiders on every sensitive number in the same open component.
 *
 * @param system The system.
 * @param hidden Per item whether it is hidden.
 * @param secret Per item whether its exact number is not public, so that knowing it makes an insider.
 * @param width How wide the interval has to stay.
 * @param memory Worlds of earlier attacks.
 * @returns What has to hold besides.
 */
export async function insiderLeaks(
  system: LinearSystem,
  hidden: readonly boolean[],
  secret: readonly boolean[],
  width: number,
  memory: Memory,
): Promise<readonly Requirement[]> {
  const insiders = width > 0 ? insidersOf(system, secret) : [];
  const targets = system.requirements.filter((r) => r.known.length === 0);
  if (insiders.length === 0 || targets.length === 0) return [];
  const component = componentsOf(system, hidden, []).of;
  const leaks: Requirement[] = [];
  const seen = new Set(system.requirements.map((requirement) => requirement.key));
  const told = new Set<number>();
  const attacker = new PiecewiseAttacker(system, await loadSolver(), "relaxed");
  try {
    for (const insider of insiders) {
      const near = new Set(insider.known.map((i) => component[i]));
      attacker.setHidden(hidden.map(Number), insider.known);
      const reach = new Reach(system.quantities.length, attacker, memory);
      for (const target of targets) {
        const asked = insiderRequirement(system, insider, target, width);
        if (
          asked === null || told.has(target.quantity) || seen.has(asked.key) ||
          !near.has(component[target.quantity]!)
        ) continue;
        if (reach.certifies(asked)) continue;
        const low = reach.extreme(target.quantity, "min").value,
          high = reach.extreme(target.quantity, "max").value;
        if (satisfies(asked, { low, high })) continue;
        // One insider per sensitive number and round: what protects against one usually protects against the rest.
        told.add(target.quantity);
        leaks.push(asked);
      }
    }
  } finally {
    attacker.dispose();
  }
  return leaks;
}

function insiderRequirement(
  system: LinearSystem,
  insider: Insider,
  target: Requirement,
  width: number,
): Requirement | null {
  if (insider.known.includes(target.quantity)) return null;
  const quantity = system.quantities[target.quantity]!;
  const key = `${target.key}|insider ${insider.key}`;
  // An amount keeps the distance that it has against outsiders; a count stays open by some whole values.
  if (quantity.domain === "real") return { ...target, key, known: insider.known };
  const asked = Math.min(width, target.width > 0 ? target.width : width);
  return {
    key,
    quantity: target.quantity,
    lowAtMost: Infinity,
    highAtLeast: -Infinity,
    width: asked,
    known: insider.known,
  };
}

/** Implied cells that turn out small: neither surely large nor open enough. */
async function impliedLeaks(
  system: LinearSystem,
  { hidden }: Choice,
  width: number,
  memory: Memory,
): Promise<readonly Requirement[]> {
  if (width <= 0) return [];
  const seen = new Set(system.requirements.map((requirement) => requirement.key));
  const asked = system.quantities.flatMap((q, quantity): Requirement[] => {
    const key = `${q.key}|implied`;
    if (q.value !== null || q.item !== null || q.domain !== "integer" || seen.has(key)) return [];
    return [{ key, quantity, lowAtMost: Infinity, highAtLeast: width, width, known: [] }];
  });
  const found = await sweep(system, hidden, asked, { memory, enough: width });
  return found.map(({ requirement }) => requirement);
}

/** Attacks in whole numbers; gives the cheapest shown item near the first leak, or null when there is none. */
async function wholeNumberLeak(
  system: LinearSystem,
  { hidden }: Choice,
  memory: Memory,
): Promise<number | null> {
  const [leak] = await sweep(system, hidden, system.requirements, { memory, arithmetic: "integer" });
  if (!leak) return null;
  const open = componentsOf(system, hidden, []).of;
  const near = new Set<number>();
  for (const relation of system.relations) {
    if (!relation.terms.some((term) => open[term.quantity] === open[leak.requirement.quantity])) continue;
    for (const { quantity } of relation.terms) {
      const item = system.quantities[quantity]!.item;
      if (item !== null && !hidden[item] && system.items[item]!.decision === "free") near.add(item);
    }
  }
  const cheapest = [...near].sort((a, b) => system.items[a]!.cost - system.items[b]!.cost || a - b)[0];
  if (cheapest === undefined) throw stillLeaks(1, system.quantities[leak.requirement.quantity]!.key);
  return cheapest;
}

function withHidden(system: LinearSystem, item: number): LinearSystem {
  return { ...system, items: system.items.map((it, i) => i === item ? { ...it, decision: "hidden" } : it) };
}
