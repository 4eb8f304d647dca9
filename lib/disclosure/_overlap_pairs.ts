/**
 * Two overlapping groups at places of which nobody tells how many people there are: the groups still share those
 * people. Whoever adds up who is in A, in B, in both and in neither learns how many are at a place, who is not in B,
 * and who is in A without B. Each such pair becomes four implied cells a place, and their sums.
 *
 * Where everybody at each place is told, the rests of a single group say it all: the four cells of a place then have at
 * least the room of its smallest cell or rest.
 *
 * Source: Fréchet bounds of a two-by-two table with given margins.
 *
 * @module
 */
import type { Dimension } from "../core/aggregate.ts";
import { containersOf } from "./_containment.ts";
import { keyOf } from "./_grid.ts";
import { agree, joinRole, MAX_JOINED_CELLS, type TableSet } from "./_joins.ts";
import { addsUp, leavesOf, type Margins, type NamedSet, type Place } from "./_margins.ts";
import { tooManyPairs } from "./_overlap_errors.ts";
import { placesBeside, type Source } from "./_relations.ts";
import { partsOfBinary, YES } from "./_slices.ts";
import type { SystemBuilder } from "./system.ts";

/** What the pairs are made from. */
export interface PairScene {
  /** The system so far. */
  readonly builder: SystemBuilder;
  /** What the tables count. */
  readonly universe: string;
  /** Sums that everybody can make. */
  readonly margins: Margins;
  /** The tables by their names, a slice for each overlapping code. */
  readonly sets: readonly NamedSet[];
  /** The tables as given. */
  readonly sources: readonly Source[];
}

/** A set of tables by the names that tie it to the others: what it tells over its further names is added up. */
type TiedSet = Pick<NamedSet, "names" | "exclusives" | "sources">;

/** Two groups, with the tables that tell of one of them or of everybody. */
interface Pair {
  readonly codes: readonly [string, string];
  readonly sets: readonly TiedSet[];
  /** The dimensions other than the groups, sorted. */
  readonly exclusives: readonly string[];
}

/** All cells of one number of a pair. */
interface PairCells {
  readonly prefix: string;
  readonly names: readonly string[];
  readonly leaves: ReadonlyMap<string, Dimension>;
  /** Whether all tables count the same units; otherwise some are at none of the listed places, and sums leave them out. */
  readonly places: "all" | "listed";
}

/**
 * Adds the four cells of each pair of groups that share people at places without a published number of people.
 *
 * @throws {DisclosureError} When there are more of them than can be examined.
 */
export function addOverlapPairs(scene: PairScene): void {
  const pairs = pairsOf(scene.sets);
  const sizes = pairs.map((pair) => cellsOf(scene, pair));
  const cells = sizes.reduce((sum, size) => sum + size, 0);
  if (cells > MAX_JOINED_CELLS) {
    const tables = pairs.flatMap(({ sets }) => sets.flatMap(({ sources }) => sources))
      .map(({ grid }) => grid.table.id);
    throw tooManyPairs([...new Set(tables)].sort(), cells, MAX_JOINED_CELLS);
  }
  for (const pair of pairs) addPair(scene, pair);
}

/**
 * The pairs of codes, each told of alone, of which some place has no published everybody. Of codes of different
 * dimensions both must have such a place: a group of which every rest is told adds nothing to what the other tells.
 */
function pairsOf(sets: readonly NamedSet[]): readonly Pair[] {
  const everybody = sets.filter(({ binaries, sources }) => binaries.length === 0 && sources.some(addsUp));
  if (everybody.length === 0) return [];
  const alone = [
    ...Map.groupBy(sets.filter(({ binaries }) => binaries.length === 1), (set) => set.binaries[0]!),
  ];
  const isTold = (own: readonly NamedSet[]): boolean =>
    own.every(({ exclusives }) =>
      everybody.some(({ names }) => exclusives.every((name) => names.includes(name)))
    );
  return alone.flatMap(([a, ofA], i) =>
    alone.slice(i + 1).flatMap(([b, ofB]): Pair[] => {
      const told = [ofA, ofB].filter(isTold).length;
      const isOneDimension = partsOfBinary(a).dimension === partsOfBinary(b).dimension;
      if (told === 2 || (told === 1 && !isOneDimension)) return [];
      const own = [...ofA, ...ofB];
      const tied = [...own, ...tiedTo(own, everybody)];
      const exclusives = [...new Set(tied.flatMap((set) => set.exclusives))].sort();
      return [{ codes: [a, b], sets: tied, exclusives }];
    })
  );
}

/** Leaves out, of the tables of everybody, each name that nothing else has: over it they are simply added up. */
function tiedTo(own: readonly NamedSet[], everybody: readonly NamedSet[]): readonly TiedSet[] {
  const uses = new Map<string, number>();
  for (const { exclusives } of [...own, ...everybody]) {
    for (const name of exclusives) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return everybody.map(({ names, sources }) => {
    const kept = names.filter((name) => uses.get(name)! > 1);
    return { names: kept, exclusives: kept, sources };
  });
}

function cellsOf({ margins }: PairScene, { codes, exclusives }: Pair): number {
  return [...exclusives, ...codes].reduce(
    (product, name) => product * leavesOf(margins.dimension(name)).codes.length,
    1,
  );
}

function addPair(scene: PairScene, pair: Pair): void {
  const names = [...pair.exclusives, ...pair.codes].sort();
  const leaves = new Map(names.map((name) => [name, leavesOf(scene.margins.dimension(name))]));
  const sets = pair.sets.map(({ names: own, sources }): TableSet => ({
    names: own,
    roles: new Set(
      sources.flatMap(({ roles }) => [...roles.values()]).filter(({ domain }) => domain === "integer")
        .map(({ name }) => name),
    ),
  }));
  const binary = (set: TableSet): boolean => pair.codes.some((code) => set.names.includes(code));
  for (const role of [...new Set(sets.flatMap(({ roles }) => [...roles]))].sort()) {
    const having = sets.filter(({ roles }) => roles.has(role));
    if (!having.some(binary) || having.every(binary)) continue;
    const prefix = `${scene.universe}|${role}`;
    for (
      const place of having.flatMap((set) => placesBeside(set.names.map((name) => leaves.get(name)!), ""))
    ) {
      scene.margins.at(prefix, place);
    }
    const places = agree(scene.builder, prefix, having, leaves) ? "all" : "listed";
    const cells: PairCells = { prefix, names, leaves, places };
    if (!countsTheSame(scene, having, cells)) continue;
    addEmpty(scene, pair, cells);
    joinRole(scene.builder, cells.prefix, having, leaves);
    addSums(scene, pair, cells);
  }
}

const at = (place: Place, names: readonly string[]): Place =>
  new Map(names.map((name) => [name, place.get(name)!]));

/** A group larger than everybody is counted in other units: then there is no table of both. */
function countsTheSame(
  { builder }: PairScene,
  sets: readonly TableSet[],
  { prefix, leaves }: PairCells,
): boolean {
  return sets.every((inner) =>
    sets.every((outer) =>
      !outer.names.every((name) => inner.names.includes(name)) ||
      placesBeside(inner.names.map((name) => leaves.get(name)!), "").every((place) => {
        const [part, whole] = [place, at(place, outer.names)].map((one) => {
          const found = builder.find(`${prefix}|${keyOf(one)}`);
          return found === undefined ? null : builder.quantity(found).value;
        });
        return part == null || whole == null || part <= whole;
      })
    )
  );
}

const impliedKey = ({ prefix }: PairCells, place: Place): string =>
  `${prefix}|implied ${[...place.keys()].sort().join("+")}|${keyOf(place)}`;

/** Cells within a number that is 0, and of the smaller group outside the one that contains it: nobody, no secret. */
function addEmpty({ builder, sources }: PairScene, { codes }: Pair, cells: PairCells): void {
  const within = containersOf(codes, sources).map(({ name, containers }) => ({
    name,
    outer: codes.find((code) => code !== name && containers.includes(code)),
  }));
  const coarser = subsets(cells.names);
  for (const place of placesBeside(cells.names.map((name) => cells.leaves.get(name)!), "")) {
    const isNobody = within.some(({ name, outer }) =>
      outer !== undefined && place.get(name) === YES && place.get(outer) !== YES
    );
    const isZero = coarser.some((names) => {
      const whole = builder.find(`${cells.prefix}|${keyOf(at(place, names))}`);
      return whole !== undefined && builder.quantity(whole).value === 0;
    });
    const key = impliedKey(cells, place);
    if (!(isNobody || isZero) || builder.find(key) !== undefined) continue;
    builder.addQuantity(key, isNobody ? { value: 0, upper: 0 } : { value: 0 });
  }
}

/** What the four cells add up to over fewer names: everybody at a place, who is not in a group, one without the other. */
function addSums({ builder }: PairScene, { codes, exclusives }: Pair, cells: PairCells): void {
  const fine = placesBeside(cells.names.map((name) => cells.leaves.get(name)!), "");
  const spots = cells.places === "all" ? subsets(exclusives) : [exclusives];
  for (const names of spots.flatMap((some) => subsets(codes).map((own) => [...some, ...own]))) {
    if (names.length === cells.names.length) continue;
    for (const [, places] of Map.groupBy(fine, (place) => keyOf(at(place, names)))) {
      const coarse = at(places[0]!, names);
      const parts = places.map((place) => builder.find(impliedKey(cells, place)));
      if (parts.some((part) => part === undefined)) continue;
      const own = builder.find(`${cells.prefix}|${keyOf(coarse)}`);
      const key = impliedKey(cells, coarse);
      const values = parts.map((part) => builder.quantity(part!).value);
      const value = values.every((one) => one === 0) ? 0 : null;
      const whole = own ?? builder.find(key) ?? builder.addQuantity(key, { value });
      const terms = parts.map((part) => ({ quantity: part!, coefficient: 1 }));
      const relation = `${key} of ${cells.names.join("+")}`;
      builder.addRelation(relation, [{ quantity: whole, coefficient: -1 }, ...terms], 0, 0);
    }
  }
}

/** All choices of some of the names, the empty one too. */
function subsets(names: readonly string[]): readonly (readonly string[])[] {
  return names.reduce<readonly (readonly string[])[]>(
    (all, name) => [...all, ...all.map((some) => [...some, name])],
    [
      [],
    ],
  );
}
