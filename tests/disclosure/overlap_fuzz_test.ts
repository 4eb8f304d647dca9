/**
 * Random tables of overlapping groups, beside tables of which the codes exclude each other, against an independent
 * attacker: a linear one, and where fractions know less than whole people, one that branches until all are whole. The attacker works on the finest cells (each place by each combination of groups); it knows nothing of how
 * the library links tables. Short form: some 90 sets. With SMART_START_LONG=1: 2,000 sets of counts and 1,000 of shares.
 */
import assert from "node:assert/strict";
import type { AggregateCell, AggregateTable, Dimension } from "../../lib/core/aggregate.ts";
import { type Random, randomFor } from "../../lib/core/random.ts";
import { ledgerOutput, protect, protectAll, type ProtectedTable } from "../../lib/disclosure/mod.ts";
import { bruteForce, type Sum, type Unknown } from "./_brute_force.ts";
import { type Equation, smallest, smallestWhole } from "./_simplex.ts";
import { count, dimension, share, table } from "./_tables.ts";

const LONG = Deno.env.get("SMART_START_LONG") === "1";
/** How often the long form tells how far it is. */
const REPORT_EVERY = 100;
const MINIMUM = 10;
const PLACES = ["a0", "a1"];
const AGES = ["b0", "b1"];

/** A population: how many at each spot (a place, or a place and an age) have exactly which groups, as a bit a group. */
interface World {
  readonly groups: number;
  readonly nested: boolean;
  /** 1: places only. 2: each place has two ages. */
  readonly ages: 1 | 2;
  /** Per spot, per combination. */
  readonly cells: readonly (readonly number[])[];
}

function randomCount(random: Random): number {
  const kind = random.below(10);
  return kind < 2 ? 0 : kind < 6 ? 1 + random.below(9) : 10 + random.below(50);
}

/** Free groups, or groups within groups: then only 0, 1, 11, 111 occur. */
function randomWorld(random: Random, ages: World["ages"]): World {
  const nested = random.below(2) === 0;
  const groups = nested ? 2 + random.below(3 - ages) : 1 + random.below(4 - ages);
  const spots = PLACES.length * ages;
  const cells = Array.from(
    { length: spots },
    () =>
      Array.from({ length: 2 ** groups }, (_, bits) => nested && !isChain(bits) ? 0 : randomCount(random)),
  );
  return { groups, nested, ages, cells };
}

const isChain = (bits: number): boolean => (bits & (bits + 1)) === 0;
const spotsOfPlace = ({ ages }: World, place: number): number[] =>
  Array.from({ length: ages }, (_, age) => place * ages + age);
const spotsOfAge = ({ ages }: World, age: number): number[] => PLACES.map((_, place) => place * ages + age);
const everySpot = ({ cells }: World): number[] => cells.map((_, spot) => spot);

const codeOf = (world: World, group: number): string => world.nested ? `${group + 1}+` : `g${group}`;

function overlapping(world: World): Dimension {
  const codes = Array.from({ length: world.groups }, (_, group) => codeOf(world, group));
  return { ...dimension("groep", codes, "nominal"), membership: "overlapping" };
}

/** Who is meant: spots and which combinations. */
interface Who {
  readonly spots: readonly number[];
  readonly has: (bits: number) => boolean;
}

function sizeOf(world: World, { spots, has }: Who): number {
  return spots.reduce(
    (sum, p) => sum + world.cells[p]!.reduce((s, n, bits) => s + (has(bits) ? n : 0), 0),
    0,
  );
}

const anybody = () => true;
const inGroup = (group: number) => (bits: number) => (bits >> group & 1) === 1;

/** A table with whom each of its cells counts. */
interface Published {
  readonly source: AggregateTable;
  readonly who: readonly Who[];
}

function publish(
  world: World,
  id: string,
  dimensions: readonly Dimension[],
  cells: readonly Row[],
): Published {
  return {
    source: table(
      id,
      "count",
      dimensions,
      cells.map(([codes, who]) => count([...codes], sizeOf(world, who))),
    ),
    who: cells.map(([, who]) => who),
  };
}

type Row = readonly [codes: readonly string[], who: Who];

const everybodyAt = (
  codes: readonly string[],
  spots: readonly number[],
): Row => [codes, { spots, has: anybody }];

function groupsAt(world: World, codes: readonly string[], spots: readonly number[]): Row[] {
  return Array.from({ length: world.groups }, (_, g): Row => [
    [codeOf(world, g), ...codes],
    { spots, has: inGroup(g) },
  ]);
}

/** Some tables of groups, some of everybody: at least one of each. */
function randomTables(random: Random, world: World): Published[] {
  return world.ages === 1 ? tablesOfPlaces(random, world) : tablesOfPlacesAndAges(random, world);
}

function tablesOfPlaces(random: Random, world: World): Published[] {
  const places = dimension("plek", PLACES);
  const byPlace = PLACES.map((code, p) => everybodyAt([code], spotsOfPlace(world, p)));
  const withTotal = dimension("plek", ["T", ...PLACES.map((code) => `${code}<T`)]);
  const everybody = [
    () => publish(world, "totaal", [], [everybodyAt([], everySpot(world))]),
    () => publish(world, "plekken", [places], byPlace),
    () => publish(world, "plekken", [withTotal], [everybodyAt(["T"], everySpot(world)), ...byPlace]),
  ];
  const alone = publish(world, "groepen", [overlapping(world)], groupsAt(world, [], everySpot(world)));
  const crossed = publish(
    world,
    "groep-plek",
    [overlapping(world), places],
    PLACES.flatMap((code, p) => groupsAt(world, [code], spotsOfPlace(world, p))),
  );
  const ofGroups = [[alone], [crossed], [alone, crossed]];
  return [everybody[random.below(everybody.length)]!(), ...ofGroups[random.below(ofGroups.length)]!];
}

/** Two margins of the groups, within a finer table of everybody, or within its two margins. */
function tablesOfPlacesAndAges(random: Random, world: World): Published[] {
  const places = dimension("plek", PLACES), ages = dimension("leeftijd", AGES);
  const byPlace = PLACES.map((code, p) => everybodyAt([code], spotsOfPlace(world, p)));
  const byAge = AGES.map((code, a) => everybodyAt([code], spotsOfAge(world, a)));
  const byBoth = PLACES.flatMap((place, p) => AGES.map((age, a) => everybodyAt([place, age], [p * 2 + a])));
  const everybody = [
    [publish(world, "fijn", [places, ages], byBoth)],
    [publish(world, "plekken", [places], byPlace), publish(world, "leeftijden", [ages], byAge)],
  ];
  const ofGroups = [
    publish(
      world,
      "groep-plek",
      [overlapping(world), places],
      PLACES.flatMap((code, p) => groupsAt(world, [code], spotsOfPlace(world, p))),
    ),
    publish(
      world,
      "groep-leeftijd",
      [overlapping(world), ages],
      AGES.flatMap((code, a) => groupsAt(world, [code], spotsOfAge(world, a))),
    ),
  ];
  return [...everybody[random.below(2)]!, ...ofGroups];
}

/** The groups of people that nobody may learn of when they are few: those published, and those left by subtraction. */
function targets(world: World): Who[] {
  const groups = Array.from({ length: world.groups }, (_, g) => g);
  const single = world.cells.map((_, spot) => [spot]);
  const margins = world.ages === 1
    ? []
    : [0, 1].flatMap((i) => [spotsOfPlace(world, i), spotsOfAge(world, i)]);
  return [everySpot(world), ...single, ...margins].flatMap((spots) => [
    { spots, has: anybody },
    ...groups.flatMap((
      g,
    ) => [{ spots, has: inGroup(g) }, { spots, has: (bits: number) => !inGroup(g)(bits) }]),
    ...groups.flatMap((g) =>
      groups.filter((other) => other !== g).map((other) => ({
        spots,
        has: (bits: number) => inGroup(g)(bits) && !inGroup(other)(bits),
      }))
    ),
  ]);
}

/** Spots by combinations that can occur, as unknowns of the attacker. */
function finestOf(
  { groups, nested, cells }: World,
): readonly { readonly spot: number; readonly bits: number }[] {
  const possible = Array.from({ length: 2 ** groups }, (_, bits) => bits).filter((bits) =>
    !nested || isChain(bits)
  );
  return cells.flatMap((_, spot) => possible.map((bits) => ({ spot, bits })));
}

/** What a linear attacker knows of a group, and whether whole people reach both ends. */
function knownOf(equations: readonly Equation[], costs: readonly number[]) {
  const low = smallest(equations, costs), high = smallest(equations, costs.map((x) => -x));
  const isWhole = [low, high].every((corner) =>
    corner === null || corner.at.every((x) => Math.abs(x - Math.round(x)) < 1e-6)
  );
  return { low: low!.value, high: high === null ? Infinity : -high.value, isWhole };
}

function breachOf(
  world: World,
  tables: readonly Published[],
  safe: readonly ProtectedTable[],
): string | null {
  const finest = finestOf(world);
  const rowOf = ({ spots, has }: Who) =>
    finest.map(({ spot, bits }) => spots.includes(spot) && has(bits) ? 1 : 0);
  const equations = tables.flatMap(({ who, source }, t) =>
    who.flatMap((one, i): Equation[] =>
      safe[t]!.cell(...source.cells[i]!.codes)!.status === "shown"
        ? [{ coefficients: rowOf(one), right: source.cells[i]!.n }]
        : []
    )
  );
  for (const who of targets(world)) {
    const truth = sizeOf(world, who), row = rowOf(who);
    if (truth === 0 || truth >= MINIMUM) continue;
    const { isWhole, ...linear } = knownOf(equations, row);
    // Whole people leave less open than fractions; where the corners are whole it is the same.
    const { low, high } = isWhole ? linear : wholeInterval(equations, row);
    if (high < MINIMUM - 1e-6 || high - low < MINIMUM - 1e-6) {
      return `${truth} at ${who.spots} in ${row.join("")} lie in ${low} to ${high}`;
    }
  }
  return null;
}

function wholeInterval(equations: readonly Equation[], row: readonly number[]): Unknown {
  return { low: smallestWhole(equations, row), high: -smallestWhole(equations, row.map((x) => -x)) };
}

/** Together, or one after another with the ledger of what came before. */
async function release(
  tables: readonly AggregateTable[],
  how: "together" | "in turn",
): Promise<readonly ProtectedTable[]> {
  if (how === "together") return await protectAll(tables);
  const safe: ProtectedTable[] = [];
  for (const one of tables) {
    safe.push(await protect(one, "cbs-microdata", { earlier: safe.map(ledgerOutput) }));
  }
  return safe;
}

/** One set of counts: makes the world, releases its tables, attacks them, and gives what was released. */
async function fuzzCount(i: number): Promise<readonly ProtectedTable[]> {
  const random = randomFor(`disclosure/overlap/${i}`);
  const world = randomWorld(random, i % 2 === 0 ? 1 : 2), tables = randomTables(random, world);
  const safe = await release(tables.map(({ source }) => source), i % 3 === 0 ? "in turn" : "together");
  assert.equal(breachOf(world, tables, safe), null, `set ${i}`);
  return safe;
}

async function fuzzCounts(sets: number): Promise<void> {
  let hidden = 0, shown = 0;
  for (let i = 0; i < sets; i++) {
    const safe = await fuzzCount(i);
    for (const { status } of safe.flatMap(({ cells }) => cells)) status === "shown" ? shown++ : hidden++;
    if (LONG && i % REPORT_EVERY === REPORT_EVERY - 1) {
      console.log(`counts: ${i + 1} of ${sets} without a breach`);
    }
  }
  assert.ok(hidden > sets / 2 && shown > sets / 2, "the releases hid cells and showed cells");
}

Deno.test("two groups of one table do not tell together who is in one but not the other (set 1664)", async () => {
  const [total, crossed] = await fuzzCount(1664);
  assert.equal(total!.cells[0]!.status, "shown");
  assert.equal(
    crossed!.cells.filter(({ status }) => status !== "shown").length,
    1,
    "one hidden cell is enough",
  );
});

Deno.test("two groups do not tell together how many are left at a place without a total (set 1950)", async () => {
  const safe = await fuzzCount(1950);
  const hidden = safe.flatMap(({ cells }) => cells).filter(({ status }) => status !== "shown");
  assert.equal(hidden.length, 2);
});

Deno.test("no brute-force attacker learns of a few by overlapping groups beside everybody", () =>
  fuzzCounts(LONG ? 2000 : 60));

/** Shares: the attacker knows the size of every group, and looks for how many of them it happened to. */
interface ShareWorld {
  /** Per place and group: members and others, each with a size and a number to whom it happened. */
  readonly groups: readonly (readonly { readonly n: number; readonly part: number }[])[][];
}

function randomShares(random: Random): ShareWorld {
  const many = 1 + random.below(2);
  const groups = PLACES.map(() => {
    const n = 20 + random.below(80), part = Math.min(n, randomCount(random));
    return Array.from({ length: many }, () => {
      const inside = 10 + random.below(n - 19);
      const least = Math.max(0, part - (n - inside)), most = Math.min(part, inside);
      const own = least + random.below(most - least + 1);
      return [{ n: inside, part: own }, { n: n - inside, part: part - own }];
    });
  });
  return { groups };
}

function shareTables({ groups }: ShareWorld): readonly [AggregateTable, AggregateTable] {
  const places = dimension("plek", PLACES);
  const codes = groups[0]!.map((_, g) => `g${g}`);
  const kinds = { ...dimension("groep", codes, "nominal"), membership: "overlapping" as const };
  const everybody = groups.map(([first], p): AggregateCell => {
    const [inside, outside] = first!;
    return share([PLACES[p]!], inside!.part + outside!.part, inside!.n + outside!.n);
  });
  const members = codes.flatMap((code, g) =>
    PLACES.map((place, p) => share([code, place], groups[p]![g]![0]!.part, groups[p]![g]![0]!.n))
  );
  return [
    table("plekken", "share", [places], everybody),
    table("groepen", "share", [kinds, places], members),
  ];
}

function shareBreach({ groups }: ShareWorld, [everybody, members]: readonly ProtectedTable[]): string | null {
  const fitting = (value: number | null, n: number): Unknown => {
    if (value === null) return { low: 0, high: n };
    const fits = Array.from({ length: n + 1 }, (_, k) => k).filter((k) =>
      Math.abs(100 * k / n - value) <= 0.05 + 1e-9
    );
    return { low: fits[0]!, high: fits.at(-1)! };
  };
  const unknowns: Unknown[] = [], sums: Sum[] = [], secrets: { i: number; n: number; part: number }[] = [];
  const add = (n: number, part: number, value: number | null): number => {
    const i = unknowns.push(fitting(value, n)) - 1;
    secrets.push({ i, n, part });
    return i;
  };
  groups.forEach((kinds, p) => {
    const [n, part] = [kinds[0]![0]!.n + kinds[0]![1]!.n, kinds[0]![0]!.part + kinds[0]![1]!.part];
    const whole = add(n, part, everybody!.cell(PLACES[p]!)!.value);
    kinds.forEach(([inside, outside], g) => {
      const shown = members!.cell(`g${g}`, PLACES[p]!)!.value;
      const parts = [add(inside!.n, inside!.part, shown), add(outside!.n, outside!.part, null)];
      sums.push({ whole, parts });
    });
  });
  for (const { i, n, part } of secrets) {
    const { low, high } = bruteForce(unknowns, sums, i);
    const width = Math.min(MINIMUM, n);
    const isSecret = part < MINIMUM || n - part < MINIMUM;
    if (isSecret && high - low < width) return `${part} of ${n} lie in ${low} to ${high}`;
  }
  return null;
}

async function fuzzShares(sets: number): Promise<void> {
  let hidden = 0;
  for (let i = 0; i < sets; i++) {
    const world = randomShares(randomFor(`disclosure/overlap/share/${i}`));
    const safe = await protectAll(shareTables(world));
    assert.equal(shareBreach(world, safe), null, `set ${i}`);
    hidden += safe.flatMap(({ cells }) => cells).filter(({ status }) => status === "suppressed").length;
    if (LONG && i % REPORT_EVERY === REPORT_EVERY - 1) {
      console.log(`shares: ${i + 1} of ${sets} without a breach`);
    }
  }
  assert.ok(hidden > sets / 2, "the releases hid cells");
}

Deno.test("no brute-force attacker learns of the few outside an overlapping group from shares", () =>
  fuzzShares(LONG ? 1000 : 30));
