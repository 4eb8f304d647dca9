/**
 * Several tables about the same overlapping group: together they imply a finer table of its members, within the finer
 * table of everybody.
 *
 * @module
 */
import { containersOf } from "./_containment.ts";
import { isAcyclic, joinRole, MAX_JOINED_CELLS, maximal, type TableSet } from "./_joins.ts";
import { keyOf } from "./_grid.ts";
import { leavesOf, type Margins, type NamedSet, setsOf } from "./_margins.ts";
import { addOverlapPairs } from "./_overlap_pairs.ts";
import { tooIntertwined } from "./_overlap_errors.ts";
import { placesBeside, type Source } from "./_relations.ts";
import { YES } from "./_slices.ts";
import type { SystemBuilder } from "./system.ts";

/** What the joins work with. */
interface Scene {
  readonly builder: SystemBuilder;
  readonly universe: string;
  readonly margins: Margins;
  readonly sets: readonly NamedSet[];
  readonly sources: readonly Source[];
}

/**
 * Joins, for each group of variables that tables cross with each other, all tables that have one of them. A group of
 * which one table tells needs none for itself: its cells lie between 0 and those of everybody. What two such groups
 * tell together is in `addOverlapPairs`.
 *
 * @throws {DisclosureError} When tables say more together than can be examined.
 */
export function addOverlapJoins(
  builder: SystemBuilder,
  universe: string,
  sources: readonly Source[],
  slices: readonly Source[],
  margins: Margins,
): void {
  const scene = { builder, universe, margins, sets: setsOf(slices), sources };
  const joined = clustersOf(scene.sets).filter((cluster) => joinCluster(scene, cluster));
  for (const cluster of joined) addOrder(scene, cluster);
  addOverlapPairs(scene);
}

/** Variables that stand in one table together, directly or through others. */
function clustersOf(sets: readonly NamedSet[]): readonly (readonly string[])[] {
  let clusters: (readonly string[])[] = [];
  for (const { binaries } of sets) {
    if (binaries.length === 0) continue;
    const touching = clusters.filter((cluster) => cluster.some((name) => binaries.includes(name)));
    const merged = [...new Set([...touching.flat(), ...binaries])].sort();
    clusters = [...clusters.filter((cluster) => !touching.includes(cluster)), merged];
  }
  return clusters;
}

/** The sets of a cluster as the join sees them. */
function tableSet({ names, sources }: Pick<NamedSet, "names" | "sources">): TableSet {
  const roles = sources.flatMap(({ roles }) => [...roles.values()]).filter(({ domain }) =>
    domain === "integer"
  );
  return { names, roles: new Set(roles.map(({ name }) => name)) };
}

function joinCluster(scene: Scene, cluster: readonly string[]): boolean {
  const own = scene.sets.filter(({ binaries }) => binaries.some((name) => cluster.includes(name)));
  const sets = maximal(own.map(tableSet));
  if (sets.length < 2 || isOneTableOfPairs(own)) return false;
  const exclusives = [...new Set(own.flatMap((set) => set.exclusives))].sort();
  const leaves = new Map(
    [...exclusives, ...cluster].map((name) => [name, leavesOf(scene.margins.dimension(name))]),
  );
  const everybody = scene.sets.filter(({ binaries }) => binaries.length === 0).map((set) => ({
    names: set.names.filter((name) => exclusives.includes(name)),
    sources: set.sources,
  })).filter(({ names }) => names.length > 0).map(tableSet);
  const all = maximal([...sets, ...everybody]);
  const cells = [...leaves.values()].reduce((product, { codes }) => product * codes.length, 1);
  if (cells > MAX_JOINED_CELLS) {
    if (isAcyclic(all)) return false;
    const tables = [...new Set(own.flatMap(({ sources }) => sources.map(({ grid }) => grid.table.id)))]
      .sort();
    throw tooIntertwined(tables, cells, MAX_JOINED_CELLS);
  }
  for (const role of [...new Set(all.flatMap((set) => [...set.roles]))].sort()) {
    const having = all.filter((set) => set.roles.has(role));
    if (!having.some(({ names }) => names.some((name) => cluster.includes(name))) || having.length < 2) {
      continue;
    }
    addUp(scene, role, having, leaves);
    joinRole(scene.builder, `${scene.universe}|${role}`, having, leaves);
    addEverybody(scene, role, exclusives, cluster, leaves);
  }
  return true;
}

/**
 * Tells whether all sets are pairs (or triples) of one table and no table tells of one of their codes alone. Then
 * nothing but everybody bounds a hidden cell from above: there is no size of a single group to subtract from.
 */
function isOneTableOfPairs(own: readonly NamedSet[]): boolean {
  const tables = new Set(own.flatMap(({ sources }) => sources.map(({ grid }) => grid.table.id)));
  const sizes = new Set(own.map(({ binaries }) => binaries.length));
  return tables.size === 1 && sizes.size === 1 && !sizes.has(1);
}

type Leaves = ReadonlyMap<string, ReturnType<typeof leavesOf>>;

/** Makes sure that the margins of finer tables are there. */
function addUp({ margins, universe }: Scene, role: string, sets: readonly TableSet[], leaves: Leaves): void {
  for (const { names } of sets) {
    for (const place of placesBeside(names.map((name) => leaves.get(name)!), "")) {
      margins.at(`${universe}|${role}`, place);
    }
  }
}

const impliedKey = (prefix: string, names: readonly string[], place: ReadonlyMap<string, string>): string =>
  `${prefix}|implied ${[...names].sort().join("+")}|${keyOf(place)}`;

/** Members and others of one group make up the same everybody as those of any other group. */
function addEverybody(
  { builder, universe }: Scene,
  role: string,
  exclusives: readonly string[],
  cluster: readonly string[],
  leaves: Leaves,
): void {
  const prefix = `${universe}|${role}`;
  const answers = placesBeside(cluster.map((name) => leaves.get(name)!), "");
  for (const place of placesBeside(exclusives.map((name) => leaves.get(name)!), "")) {
    if (builder.find(`${prefix}|${keyOf(place)}`) !== undefined) continue;
    const parts = answers.map((answer) =>
      builder.find(impliedKey(prefix, [...exclusives, ...cluster], new Map([...place, ...answer])))
    ).filter((part) => part !== undefined);
    if (parts.length < answers.length) continue;
    const key = impliedKey(prefix, exclusives, place);
    const upper = parts.reduce((sum, part) => sum + builder.quantity(part).upper, 0);
    const whole = builder.find(key) ?? builder.addQuantity(key, { value: null, upper });
    const terms = parts.map((quantity) => ({ quantity, coefficient: 1 }));
    const relation = `${key} of ${cluster.join("+")}`;
    builder.addRelation(relation, [{ quantity: whole, coefficient: -1 }, ...terms], 0, 0);
  }
}

/** A group within a group is so in every implied cell. */
function addOrder({ builder, universe, margins, sets, sources }: Scene, cluster: readonly string[]): void {
  const [name, ...more] = cluster;
  if (name === undefined || more.length > 0) return;
  const own = sets.filter(({ binaries }) => binaries.includes(name));
  const exclusives = [...new Set(own.flatMap((set) => set.exclusives))].sort();
  const roles = new Set(own.flatMap((set) => [...tableSet(set).roles]));
  const places = placesBeside(exclusives.map((other) => leavesOf(margins.dimension(other))), "");
  for (const container of containersOf([name], sources)[0]?.containers ?? []) {
    for (const place of places) {
      for (const role of [...roles].sort()) {
        const prefix = `${universe}|${role}`;
        const at = (binary: string) =>
          builder.find(impliedKey(prefix, [...exclusives, binary], new Map([...place, [binary, YES]])));
        const [inner, outer] = [at(name), at(container)];
        if (inner === undefined || outer === undefined) continue;
        const terms = [{ quantity: outer, coefficient: 1 }, { quantity: inner, coefficient: -1 }];
        builder.addRelation(`${prefix}|${keyOf(place)}|${name} within ${container}`, terms, 0, Infinity);
      }
    }
  }
}
