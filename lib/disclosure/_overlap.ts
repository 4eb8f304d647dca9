/**
 * What ties overlapping groups to everybody and to each other: who is not in the group (by subtraction from the whole),
 * groups within groups (`3 of meer` within `2 of meer`), and groups that are made of the codes of another table.
 *
 * Source: Bonferroni and Fréchet bounds of an intersection; Hundepool et al. (2012), section 5.2 (differencing).
 *
 * @module
 */
import { containersOf, type Cover, coverOf } from "./_containment.ts";
import { keyOf } from "./_grid.ts";
import { Margins, type NamedSet, type Place, setsOf } from "./_margins.ts";
import { contradiction, disagreement } from "./_overlap_errors.ts";
import type { Policy } from "./policy.ts";
import { isSmall } from "./primary.ts";
import { placesBeside, type RoleKind, type Source, tie } from "./_relations.ts";
import { NO, partsOfBinary, YES } from "./_slices.ts";
import type { SystemBuilder } from "./system.ts";

/** What the steps below work with. */
interface Scene {
  readonly builder: SystemBuilder;
  readonly universe: string;
  readonly policy: Policy;
  readonly margins: Margins;
  readonly sets: readonly NamedSet[];
}

/**
 * Adds the ties of a universe in which codes overlap.
 *
 * @param builder The system so far: the cells of all tables.
 * @param universe The universe.
 * @param sources Its tables, as given.
 * @param slices The same tables, a slice for each overlapping code.
 * @param policy The policy.
 * @returns The margins, with what was added up on the way.
 * @throws {DisclosureError} When tables contradict each other about which group contains which.
 */
export function addOverlaps(
  builder: SystemBuilder,
  universe: string,
  sources: readonly Source[],
  slices: readonly Source[],
  policy: Policy,
): Margins {
  const margins = new Margins(builder, slices);
  const scene = { builder, universe, policy, margins, sets: setsOf(slices) };
  const overlapping = scene.sets.filter(({ binaries }) => binaries.length > 0);
  for (const set of overlapping) {
    addContainers(scene, set, sources);
    addCovers(scene, set, sources);
    for (const other of scene.sets) addComplements(scene, set, other);
  }
  return margins;
}

/** The names of the numbers that both sets hold, `n` first: what is left of it bounds the others. */
function sharedRoles(a: NamedSet, b: NamedSet): readonly RoleKind[] {
  const names = new Set(b.sources.flatMap(({ roles }) => [...roles.values()].map(({ name }) => name)));
  const kinds = new Map(
    a.sources.flatMap(({ roles }) => [...roles.values()]).map((kind) => [kind.name, kind]),
  );
  return [...kinds.values()].filter(({ name }) => names.has(name))
    .sort((x, y) => Number(y.name === "n") - Number(x.name === "n") || (x.name < y.name ? -1 : 1));
}

const saysYes = (binaries: readonly string[]): Place => new Map(binaries.map((name) => [name, YES]));

/** Everybody at a place, less the group: who is not in it. */
function addComplements(scene: Scene, set: NamedSet, other: NamedSet): void {
  const { builder, margins, universe } = scene;
  const without = set.binaries.filter((name) => !other.binaries.includes(name));
  if (without.length === 0 || !other.binaries.every((name) => set.binaries.includes(name))) return;
  const common = set.exclusives.filter((name) => other.exclusives.includes(name));
  for (const place of placesBeside(common.map((name) => margins.dimension(name)), "")) {
    for (const kind of sharedRoles(set, other)) {
      const prefix = `${universe}|${kind.name}`;
      const outer = new Map([...place, ...saysYes(other.binaries)]);
      const inner = new Map([...place, ...saysYes(set.binaries)]);
      const [whole, part] = [margins.at(prefix, outer), margins.at(prefix, inner)];
      if (whole === undefined || part === undefined) continue;
      const left = new Map([...inner, [without[0]!, NO]]);
      // Outside one group there is one rest, with a key that other tables find; outside several at once there is none.
      const key = without.length === 1 ? `${prefix}|${keyOf(left)}` : `${prefix}|${keyOf(inner)}|not all`;
      if (isThere(builder, key)) continue;
      addRest(scene, { key, whole, part, kind, base: baseAt(scene, kind, left) });
    }
  }
}

function baseAt({ builder, universe }: Scene, kind: RoleKind, place: Place): number | null {
  if (kind.name === "n") return null;
  const n = builder.find(`${universe}|n|${keyOf(place)}`);
  return n === undefined ? null : builder.quantity(n).value;
}

function isThere(builder: SystemBuilder, key: string): boolean {
  return builder.find(key) !== undefined || builder.find(`${key}|rest`) !== undefined;
}

/** What is left of a whole, on its way into the system. */
interface Rest {
  readonly key: string;
  readonly whole: number;
  readonly part: number;
  readonly kind: RoleKind;
  /** How many units are left, where that is known; null for the count of units itself. */
  readonly base: number | null;
}

/** Adds `whole = part + rest`, and what has to stay open about the rest. */
function addRest({ builder, policy }: Scene, { key, whole, part, kind, base }: Rest): void {
  const [total, inside] = [builder.quantity(whole), builder.quantity(part)];
  if (total.value !== null && inside.value !== null && inside.value > total.value && kind.lower >= 0) {
    // The two do not count the same units: their difference is a group all the same.
    return tie(builder, key, whole, [part], policy, kind.name === "n");
  }
  const value = total.value === null || inside.value === null ? null : total.value - inside.value;
  const most = kind.domain === "integer" && base !== null && (value ?? 0) <= base ? base : total.upper;
  const rest = builder.addQuantity(key, {
    value,
    domain: kind.domain,
    lower: Math.min(kind.lower, value ?? 0),
    upper: Math.max(most, value ?? 0),
  });
  const terms = [
    { quantity: whole, coefficient: -1 },
    { quantity: part, coefficient: 1 },
    { quantity: rest, coefficient: 1 },
  ];
  builder.addRelation(`${key} left`, terms, 0, 0);
  if (value !== null) requireRest(builder, key, rest, value, { kind, base, policy });
}

/** A rest of a few units is a group of a few (R12); their numbers are as secret as those of a small cell. */
function requireRest(
  builder: SystemBuilder,
  key: string,
  rest: number,
  value: number,
  { kind, base, policy }: { readonly kind: RoleKind; readonly base: number | null; readonly policy: Policy },
): void {
  const reach = policy.intervalReach.value, width = policy.intervalWidth.value;
  const isFew = (count: number): boolean => count > 0 && count <= policy.differenceUpTo.value;
  if (kind.domain === "real") {
    const distance = (policy.amountWidthPercent.value / 100) * Math.abs(value);
    if (base === null || !isFew(base) || distance === 0) return;
    return builder.addRequirement(`${key}|rest`, rest, {
      lowAtMost: value - distance,
      highAtLeast: value + distance,
    });
  }
  if (!kind.name.endsWith("/numerator")) {
    if (isFew(value)) builder.addRequirement(`${key}|difference`, rest, { highAtLeast: reach, width });
    return;
  }
  if (base === 0) return;
  if (isSmall(value, policy)) builder.addRequirement(`${key}|small`, rest, { highAtLeast: reach, width });
  if (base !== null && value <= base && isSmall(base - value, policy)) {
    builder.addRequirement(`${key}|complement`, rest, { lowAtMost: Math.max(0, base - reach), width });
  }
}

/** A group within a group: what lies between them is a group too. */
function addContainers(scene: Scene, set: NamedSet, sources: readonly Source[]): void {
  const { builder, universe, margins } = scene;
  for (const { name, containers, tableId } of containersOf(set.binaries, sources)) {
    for (const place of placesBeside(set.exclusives.map((exclusive) => margins.dimension(exclusive)), "")) {
      for (const kind of sharedRoles(set, set)) {
        const prefix = `${universe}|${kind.name}`;
        const inner: Place = new Map([...place, ...saysYes(set.binaries)]);
        const at = (container: string): Place =>
          new Map([...inner].map(([n, code]) => n === name ? [container, code] : [n, code]));
        const outer = containers.find((container) =>
          builder.find(`${prefix}|${keyOf(at(container))}`) !== undefined
        );
        const part = builder.find(`${prefix}|${keyOf(inner)}`);
        if (outer === undefined || part === undefined) continue;
        const whole = builder.find(`${prefix}|${keyOf(at(outer))}`)!;
        checkContained(scene, set, kind, [whole, part], [outer, name], tableId);
        const left: Place = new Map([...at(outer), [name, NO]]);
        const key = `${prefix}|${keyOf(left)}`;
        if (isThere(builder, key)) continue;
        const base = betweenOf(scene, kind, at(outer), left);
        addRest(scene, { key, whole, part, kind, base });
      }
    }
  }
}

/** Who could be between the groups; where both rest on the same units, all of them. */
function betweenOf(scene: Scene, kind: RoleKind, outer: Place, left: Place): number | null {
  const between = baseAt(scene, kind, left);
  return between === 0 ? baseAt(scene, kind, outer) : between;
}

function checkContained(
  { builder }: Scene,
  set: NamedSet,
  kind: RoleKind,
  quantities: readonly [whole: number, part: number],
  names: readonly [container: string, name: string],
  tableId: string,
): void {
  const [whole, part] = quantities.map((i) => builder.quantity(i).value);
  const isCounted = kind.name === "n" ? countsMembers(set) : kind.name.endsWith("/numerator");
  if (!isCounted || whole == null || part == null || part <= whole) return;
  throw contradiction(tableId, names[1], names[0]);
}

/** An overlapping code that is made of exclusive codes of the same dimension in another table. */
function addCovers(scene: Scene, set: NamedSet, sources: readonly Source[]): void {
  const { builder, universe, margins, policy } = scene;
  for (const name of set.binaries) {
    const cover = coverOf(name, sources);
    if (cover === null) continue;
    const others = set.binaries.filter((binary) => binary !== name);
    for (const place of placesBeside(set.exclusives.map((other) => margins.dimension(other)), "")) {
      for (const kind of sharedRoles(set, set)) {
        const prefix = `${universe}|${kind.name}`;
        const near: Place = new Map([...place, ...saysYes(others)]);
        const whole = builder.find(`${prefix}|${keyOf(new Map([...near, [name, YES]]))}`);
        const parts = cover.codes.map((code) =>
          margins.at(prefix, new Map([...near, [cover.dimension, code]]))
        )
          .filter((part) => part !== undefined);
        if (whole === undefined || parts.length === 0) continue;
        checkCovered(scene, set, cover, { name, whole, parts });
        tie(builder, `${prefix}|${keyOf(near)}|${name} made of`, whole, parts, policy, kind.name === "n");
      }
    }
  }
}

function checkCovered(
  { builder }: Scene,
  set: NamedSet,
  { dimension, tables }: Cover,
  { name, whole, parts }: {
    readonly name: string;
    readonly whole: number;
    readonly parts: readonly number[];
  },
): void {
  const total = builder.quantity(whole).value;
  const values = parts.map((part) => builder.quantity(part).value);
  if (total === null || values.some((value) => value === null) || !countsMembers(set)) return;
  const sum = values.reduce<number>((all, value) => all + value!, 0);
  if (sum > total) throw disagreement(tables, dimension, partsOfBinary(name).code);
}

/** Tells whether the tables of a set count the units of the group, and not a base that the group is a part of. */
function countsMembers({ sources }: NamedSet): boolean {
  return sources.every(({ grid }) => grid.table.measure.kind === "count");
}
