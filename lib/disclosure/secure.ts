/**
 * From a system to a choice of hidden cells that withstands every attack that is known here: by outsiders, by the one
 * member of a group of one, on cells that tables only imply, and in whole numbers.
 *
 * Each attack that still succeeds becomes a requirement (or a cell that has to be hidden), and the search starts
 * again, until all of them fail. When that does not happen nothing is released.
 *
 * @module
 */
import { type Attacker, createAttacker, loadSolver } from "./_solver.ts";
import { type Audit, audit, type Interval, satisfies } from "./audit.ts";
import { DisclosureError } from "./errors.ts";
import { suppress, type Suppression, type SuppressOptions } from "./suppress.ts";
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
 * Limits requirements to what holds when nothing at all is shown: a group of five cannot be hidden among ten by hiding
 * more, and what everybody knows beforehand is not what this release gives away.
 *
 * @param system The system.
 * @param from Index of the first requirement to limit. Default 0.
 * @returns The system with attainable requirements.
 * @throws {SolverError} When an optimum was not proved.
 */
export async function attainable(system: LinearSystem, from = 0): Promise<LinearSystem> {
  if (system.requirements.length <= from) return system;
  const nothing = system.items.map(() => true);
  const { intervals } = await audit({ ...system, requirements: system.requirements.slice(from) }, nothing);
  const limited = system.requirements.slice(from).map((requirement, i): Requirement => {
    const { low, high } = intervals[i]!;
    return {
      ...requirement,
      lowAtMost: Math.max(requirement.lowAtMost, low),
      highAtLeast: Math.min(requirement.highAtLeast, high),
      width: Math.min(requirement.width, high - low),
    };
  });
  return { ...system, requirements: [...system.requirements.slice(0, from), ...limited] };
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
  let current = await attainable(system);
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const suppression = await suppress(current, options);
    if (suppression.audit.leaks.length > 0) throw stillLeaks(suppression.audit);
    const before = current.requirements.length;
    const more = [
      ...await insiderLeaks(current, suppression, options.insiderWidth),
      ...await impliedLeaks(current, suppression, options.impliedWidth),
    ];
    if (more.length > 0) {
      current = await attainable({ ...current, requirements: [...current.requirements, ...more] }, before);
      continue;
    }
    const forced = options.wholeNumbers === "not-needed" ? null : await wholeNumberLeak(current, suppression);
    if (forced === null) return { system: current, suppression, rounds: round };
    current = withHidden(current, forced);
  }
  throw new DisclosureError({
    what: `The search for a safe set of cells did not settle in ${MAX_ROUNDS} rounds`,
    mend: "Make the tables smaller or coarser; nothing was released",
  });
}

function stillLeaks(found: Audit): DisclosureError {
  return new DisclosureError({
    what: `A hidden number can still be worked out in ${found.leaks.length} place(s)`,
    where: found.leaks[0]!.from.join(", "),
    mend: "Merge groups or drop a table; nothing was released",
  });
}

/** Marks which quantities the choice leaves open, and gives each open quantity the number of its open component. */
function openComponents(system: LinearSystem, hidden: readonly boolean[]): Int32Array {
  const parent = Int32Array.from(system.quantities, (_, i) => i);
  const find = (i: number): number => {
    while (parent[i]! !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  const isOpen = (i: number): boolean => {
    const q = system.quantities[i]!;
    return q.item === null || hidden[q.item] === true || q.shownLower < q.shownUpper;
  };
  for (const relation of system.relations) {
    const open = relation.terms.map((term) => term.quantity).filter(isOpen);
    for (const i of open.slice(1)) parent[find(i)] = find(open[0]!);
  }
  return Int32Array.from(parent, (_, i) => isOpen(i) ? find(i) : -1);
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

/** Attacks by insiders on every sensitive number in the same open component. */
async function insiderLeaks(
  system: LinearSystem,
  { hidden }: Suppression,
  width: number,
): Promise<readonly Requirement[]> {
  const insiders = width > 0 ? insidersOf(system, hidden) : [];
  const targets = system.requirements.filter((r) => r.known.length === 0);
  if (insiders.length === 0 || targets.length === 0) return [];
  const component = openComponents(system, hidden);
  const leaks: Requirement[] = [];
  const seen = new Set(system.requirements.map((requirement) => requirement.key));
  const attacker = createAttacker(system, await loadSolver(), "relaxed");
  try {
    attacker.setHidden(hidden.map(Number), []);
    const worlds = insiders.length * targets.length > 0 ? worldsOf(attacker, targets) : [];
    for (const insider of insiders) {
      const near = new Set(insider.known.map((i) => component[i]));
      attacker.setHidden(hidden.map(Number), insider.known);
      targets.forEach((target, t) => {
        const asked = insiderRequirement(system, insider, target, width);
        if (asked === null || seen.has(asked.key) || !near.has(component[target.quantity]!)) return;
        if (worlds[t]!.some((world) => coversTruth(system, world, insider, asked))) return;
        const interval = intervalOf(attacker, target.quantity);
        if (satisfies(asked, interval)) return;
        seen.add(asked.key);
        leaks.push(asked);
      });
    }
  } finally {
    attacker.dispose();
  }
  return leaks;
}

function worldsOf(attacker: Attacker, targets: readonly Requirement[]): Float64Array[][] {
  return targets.map(({ quantity }) => [
    attacker.extreme(quantity, "max").world,
    attacker.extreme(quantity, "min").world,
  ]);
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

/** Tells without solving that a world which the insider holds possible is far enough from the truth. */
function coversTruth(
  system: LinearSystem,
  world: Float64Array,
  insider: Insider,
  asked: Requirement,
): boolean {
  const truth = system.quantities[asked.quantity]!.value;
  if (truth === null || world.length === 0 || asked.lowAtMost !== Infinity) return false;
  if (insider.known.some((i) => Math.abs(world[i]! - system.quantities[i]!.value!) > 1e-7)) return false;
  return Math.abs(world[asked.quantity]! - truth) >= asked.width;
}

function intervalOf(attacker: Attacker, quantity: number): Interval {
  return { low: attacker.extreme(quantity, "min").value, high: attacker.extreme(quantity, "max").value };
}

/** Implied cells that turn out small: neither surely large nor open enough. */
async function impliedLeaks(
  system: LinearSystem,
  { hidden }: Suppression,
  width: number,
): Promise<readonly Requirement[]> {
  if (width <= 0) return [];
  const seen = new Set(system.requirements.map((requirement) => requirement.key));
  const implied = system.quantities.map((q, i) => ({ q, i }))
    .filter(({ q }) =>
      q.value === null && q.item === null && q.domain === "integer" && !seen.has(`${q.key}|implied`)
    );
  if (implied.length === 0) return [];
  const attacker = createAttacker(system, await loadSolver(), "relaxed");
  const leaks: Requirement[] = [];
  try {
    attacker.setHidden(hidden.map(Number), []);
    for (const { q, i } of implied) {
      const high = attacker.extreme(i, "max").value;
      const low = attacker.extreme(i, "min").value;
      const large = low >= width - 1e-6;
      if (large || (high >= width - 1e-6 && high - low >= width - 1e-6)) continue;
      leaks.push({
        key: `${q.key}|implied`,
        quantity: i,
        lowAtMost: Infinity,
        highAtLeast: width,
        width,
        known: [],
      });
    }
  } finally {
    attacker.dispose();
  }
  return leaks;
}

/** Attacks in whole numbers; gives the cheapest shown item near the first leak, or null when there is none. */
async function wholeNumberLeak(system: LinearSystem, { hidden }: Suppression): Promise<number | null> {
  const found = await audit(system, hidden, { arithmetic: "integer" });
  const leak = found.leaks[0];
  if (!leak) return null;
  const open = openComponents(system, hidden);
  const near = new Set<number>();
  for (const relation of system.relations) {
    if (!relation.terms.some((term) => open[term.quantity] === open[leak.requirement.quantity])) continue;
    for (const { quantity } of relation.terms) {
      const item = system.quantities[quantity]!.item;
      if (item !== null && !hidden[item] && system.items[item]!.decision === "free") near.add(item);
    }
  }
  const cheapest = [...near].sort((a, b) => system.items[a]!.cost - system.items[b]!.cost || a - b)[0];
  if (cheapest === undefined) throw stillLeaks(found);
  return cheapest;
}

function withHidden(system: LinearSystem, item: number): LinearSystem {
  return { ...system, items: system.items.map((it, i) => i === item ? { ...it, decision: "hidden" } : it) };
}
