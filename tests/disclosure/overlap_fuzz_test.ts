/**
 * Random tables of overlapping groups, beside tables of which the codes exclude each other, against an independent
 * attacker: a linear one, and where fractions know less than whole people, one that tries everything. The attacker works on the finest cells (each place by each combination of groups); it knows nothing of how
 * the library links tables. Short form: some 90 sets. With SMART_START_LONG=1: 2,000 sets of counts and 1,000 of shares.
 */
import assert from "node:assert/strict";
import type { AggregateCell, AggregateTable, Dimension } from "../../lib/core/aggregate.ts";
import { type Random, randomFor } from "../../lib/core/random.ts";
import { ledgerOutput, protect, protectAll, type ProtectedTable } from "../../lib/disclosure/mod.ts";
import { bruteForce, type Sum, type Unknown } from "./_brute_force.ts";
import { type Equation, smallest } from "./_simplex.ts";
import { count, dimension, share, table } from "./_tables.ts";

const LONG = Deno.env.get("SMART_START_LONG") === "1";
/** How often the long form tells how far it is. */
const REPORT_EVERY = 100;
const MINIMUM = 10;
const PLENTY = 300;
const PLACES = ["a0", "a1"];

/** A population: how many at each place have exactly which groups, as a bit per group. */
interface World {
  readonly groups: number;
  readonly nested: boolean;
  /** Per place, per combination. */
  readonly cells: readonly (readonly number[])[];
}

function randomCount(random: Random): number {
  const kind = random.below(10);
  return kind < 2 ? 0 : kind < 6 ? 1 + random.below(9) : 10 + random.below(50);
}

/** Free groups, or groups within groups: then only 0, 1, 11, 111 occur. */
function randomWorld(random: Random): World {
  const nested = random.below(2) === 0;
  const groups = nested ? 2 + random.below(2) : 1 + random.below(3);
  const cells = PLACES.map(() =>
    Array.from(
      { length: 2 ** groups },
      (_, bits) => nested && (bits & (bits + 1)) !== 0 ? 0 : randomCount(random),
    )
  );
  return { groups, nested, cells };
}

const codeOf = (world: World, group: number): string => world.nested ? `${group + 1}+` : `g${group}`;

function overlapping(world: World): Dimension {
  const codes = Array.from({ length: world.groups }, (_, group) => codeOf(world, group));
  return { ...dimension("groep", codes, "nominal"), membership: "overlapping" };
}

/** Who is meant: places (both, or one) and which combinations. */
interface Who {
  readonly places: readonly number[];
  readonly has: (bits: number) => boolean;
}

function sizeOf(world: World, { places, has }: Who): number {
  return places.reduce(
    (sum, p) => sum + world.cells[p]!.reduce((s, n, bits) => s + (has(bits) ? n : 0), 0),
    0,
  );
}

const BOTH = [0, 1];
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
  cells: readonly [string[], Who][],
) {
  return {
    source: table(id, "count", dimensions, cells.map(([codes, who]) => count(codes, sizeOf(world, who)))),
    who: cells.map(([, who]) => who),
  };
}

/** Some tables of groups, some of everybody: at least one of each. */
function randomTables(random: Random, world: World): Published[] {
  const places = dimension("plek", PLACES), groups = Array.from({ length: world.groups }, (_, g) => g);
  const byPlace = PLACES.map((code, p): [string[], Who] => [[code], { places: [p], has: anybody }]);
  const withTotal = dimension("plek", ["T", ...PLACES.map((code) => `${code}<T`)]);
  const total: [string[], Who] = [["T"], { places: BOTH, has: anybody }];
  const everybody = [
    () => [publish(world, "totaal", [], [[[], { places: BOTH, has: anybody }]])],
    () => [publish(world, "plekken", [places], byPlace)],
    () => [publish(world, "plekken", [withTotal], [total, ...byPlace])],
  ];
  const alone = groups.map((g): [string[], Who] => [[codeOf(world, g)], { places: BOTH, has: inGroup(g) }]);
  const crossed = groups.flatMap((g) =>
    PLACES.map((code, p): [string[], Who] => [[codeOf(world, g), code], { places: [p], has: inGroup(g) }])
  );
  const ofGroups = [
    () => [publish(world, "groepen", [overlapping(world)], alone)],
    () => [publish(world, "groep-plek", [overlapping(world), places], crossed)],
    () => [
      publish(world, "groepen", [overlapping(world)], alone),
      publish(world, "groep-plek", [overlapping(world), places], crossed),
    ],
  ];
  return [...everybody[random.below(everybody.length)]!(), ...ofGroups[random.below(ofGroups.length)]!()];
}

/** The groups of people that nobody may learn of when they are few: those published, and those left by subtraction. */
function targets(world: World): Who[] {
  const groups = Array.from({ length: world.groups }, (_, g) => g);
  const spots = [BOTH, [0], [1]];
  return spots.flatMap((places) => [
    { places, has: anybody },
    ...groups.flatMap((
      g,
    ) => [{ places, has: inGroup(g) }, { places, has: (bits: number) => !inGroup(g)(bits) }]),
    ...groups.flatMap((g) =>
      groups.filter((other) => other !== g).map((other) => ({
        places,
        has: (bits: number) => inGroup(g)(bits) && !inGroup(other)(bits),
      }))
    ),
  ]);
}

/** Places by combinations that can occur, as unknowns of the attacker. */
function finestOf(world: World): readonly { readonly place: number; readonly bits: number }[] {
  const possible = Array.from({ length: 2 ** world.groups }, (_, bits) => bits)
    .filter((bits) => !world.nested || (bits & (bits + 1)) === 0);
  return PLACES.flatMap((_, place) => possible.map((bits) => ({ place, bits })));
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
  const rowOf = ({ places, has }: Who) =>
    finest.map(({ place, bits }) => places.includes(place) && has(bits) ? 1 : 0);
  const equations = tables.flatMap(({ who, source }, t) =>
    who.flatMap((one, i): Equation[] =>
      safe[t]!.cells[i]!.status === "shown" ? [{ coefficients: rowOf(one), right: source.cells[i]!.n }] : []
    )
  );
  for (const who of targets(world)) {
    const truth = sizeOf(world, who), row = rowOf(who);
    if (truth === 0 || truth >= MINIMUM) continue;
    const { isWhole, ...linear } = knownOf(equations, row);
    // Whole people leave less open than fractions; where the corners are whole it is the same.
    const { low, high } = isWhole ? linear : wholeInterval(equations, row);
    if (high < MINIMUM - 1e-6 || high - low < MINIMUM - 1e-6) {
      return `${truth} at ${who.places} in ${row.join("")} lie in ${low} to ${high}`;
    }
  }
  return null;
}

function wholeInterval(equations: readonly Equation[], row: readonly number[]): Unknown {
  const unknowns: Unknown[] = row.map(() => ({ low: 0, high: PLENTY }));
  const partsOf = (coefficients: readonly number[]) => coefficients.flatMap((x, k) => x === 1 ? [k] : []);
  const sums = equations.map(({ coefficients, right }): Sum => ({
    whole: unknowns.push({ low: right, high: right }) - 1,
    parts: partsOf(coefficients),
  }));
  sums.push({ whole: unknowns.push({ low: 0, high: PLENTY * row.length }) - 1, parts: partsOf(row) });
  return bruteForce(unknowns, sums, unknowns.length - 1);
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

async function fuzzCounts(sets: number): Promise<void> {
  let hidden = 0, shown = 0;
  for (let i = 0; i < sets; i++) {
    const random = randomFor(`disclosure/overlap/${i}`);
    const world = randomWorld(random), tables = randomTables(random, world);
    const safe = await release(tables.map(({ source }) => source), i % 3 === 0 ? "in turn" : "together");
    assert.equal(breachOf(world, tables, safe), null, `set ${i}`);
    for (const { status } of safe.flatMap(({ cells }) => cells)) status === "shown" ? shown++ : hidden++;
    if (LONG && i % REPORT_EVERY === REPORT_EVERY - 1) {
      console.log(`counts: ${i + 1} of ${sets} without a breach`);
    }
  }
  assert.ok(hidden > sets / 2 && shown > sets / 2, "the releases hid cells and showed cells");
}

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
