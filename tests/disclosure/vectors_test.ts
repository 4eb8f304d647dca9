/**
 * Published worked examples with their answers.
 *
 * Sources per test: Hundepool et al. (2012) *Statistical Disclosure Control* ("Handbook"); the tests of sdcTable 0.34;
 * the vignette of GaussSuppression 1.2; Fischetti and Salazar-González (2001). "Own" marks vectors of this project.
 */
import assert from "node:assert/strict";
import { attack, audit, type Interval, suppress, SystemBuilder } from "../../lib/disclosure/mod.ts";
import { hiddenKeys, hide, indexOf, type TwoWay, twoWaySystem } from "./_systems.ts";

function near(interval: Interval | undefined, low: number, high: number): void {
  assert.ok(interval, "the interval is missing");
  assert.ok(Math.abs(interval.low - low) < 1e-6, `low end is ${interval.low}, not ${low}`);
  assert.ok(Math.abs(interval.high - high) < 1e-6, `high end is ${interval.high}, not ${high}`);
}

async function intervalsOf(
  table: TwoWay,
  hidden: readonly string[],
  keys: readonly string[],
  known: string[] = [],
) {
  const system = twoWaySystem(table);
  const intervals = await attack(system, hide(system, hidden), keys.map((key) => indexOf(system, key)), {
    known: known.map((key) => indexOf(system, key)),
  });
  return new Map(keys.map((key, i) => [key, intervals[i]]));
}

async function optimumOf(table: TwoWay, cost: number, hidden?: readonly string[]) {
  const system = twoWaySystem(table);
  const choice = await suppress(system);
  assert.equal(choice.gapShare, 0);
  assert.equal(choice.method, "exact");
  assert.deepEqual(choice.audit.leaks, []);
  assert.ok(Math.abs(choice.cost - cost) < 1e-3, `cost is ${choice.cost}, not ${cost}`);
  if (hidden) assert.deepEqual(hiddenKeys(system, choice.hidden), [...hidden].sort());
  return new Map(choice.audit.intervals.map((interval, i) => [system.requirements[i]!.key, interval]));
}

const A1: TwoWay = { rows: ["1", "2", "3"], columns: ["1", "2"], inner: [[5, 2], [1, 2], [3, 3]], ask: {} };
const A1_HIDDEN = ["1|1", "1|2", "2|1", "2|2"];

Deno.test("A1: attack() gives the published feasibility intervals (Handbook, example 3)", async () => {
  const found = await intervalsOf(A1, A1_HIDDEN, A1_HIDDEN);
  near(found.get("1|1"), 3, 6);
  near(found.get("1|2"), 1, 4);
  near(found.get("2|1"), 0, 3);
  near(found.get("2|2"), 0, 3);
});

Deno.test("A1: an insider who is the only one in (1,2) learns (1,1) exactly", async () => {
  near((await intervalsOf(A1, A1_HIDDEN, ["1|1"], ["1|2"])).get("1|1"), 5, 5);
});

const A2 = {
  rows: ["I", "II", "III"],
  columns: ["A", "B", "C"],
  inner: [[20, 50, 10], [8, 19, 22], [17, 32, 12]],
};

Deno.test("A2: suppress() finds the optimum 59, and 85 with wider levels (Fischetti and Salazar)", async () => {
  const pattern = ["II|A", "II|C", "III|A", "III|C"];
  const sliding = await optimumOf({ ...A2, ask: { "II|C": { width: 1 } } }, 59, pattern);
  near(sliding.get("II|C"), 5, 30);
  await optimumOf({ ...A2, ask: { "II|C": { lowAtMost: 17, highAtLeast: 30 } } }, 59, pattern);
  const wide = ["II|B", "II|C", "III|B", "III|C"];
  await optimumOf({ ...A2, ask: { "II|C": { lowAtMost: 12, highAtLeast: 32 } } }, 85, wide);
  const found = await intervalsOf({ ...A2, ask: {} }, pattern, pattern);
  near(found.get("II|A"), 0, 25);
  near(found.get("III|A"), 0, 25);
  near(found.get("III|C"), 4, 29);
});

const A3 = {
  rows: ["w", "x", "y", "z"],
  columns: ["a", "b", "c", "d"],
  inner: [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]],
  upper: 3943,
};
const A3_PRIMARIES = ["w|a", "w|b", "w|c", "x|a", "x|c", "y|b", "y|d", "z|b", "z|d"];

Deno.test("A3: two hidden per line is not enough, one more cell is (sdcTable)", async () => {
  near((await intervalsOf({ ...A3, ask: {} }, A3_PRIMARIES, ["w|b"])).get("w|b"), 47, 47);
  const ask = Object.fromEntries(A3_PRIMARIES.map((key) => [key, { width: 1 }]));
  const found = await optimumOf({ ...A3, ask }, 2128, [...A3_PRIMARIES, "x|d"]);
  near(found.get("w|b"), 0, 78);
});

const A4 = {
  rows: ["A", "B", "C", "D"],
  columns: ["m", "f"],
  inner: [[18, 2], [14, 19], [12, 10], [11, 14]],
};

Deno.test("A4: suppress() hides 42, where a Gauss elimination hides 45 (sdcTable, GaussSuppression)", async () => {
  const pattern = ["A|f", "A|m", "C|f", "C|m"];
  await optimumOf({ ...A4, ask: { "A|f": { width: 1 } } }, 42, pattern);
  const found = await intervalsOf({ ...A4, ask: {} }, pattern, pattern);
  near(found.get("A|f"), 0, 12);
  near(found.get("A|m"), 8, 20);
  near(found.get("C|f"), 0, 12);
  near(found.get("C|m"), 10, 22);
  near((await intervalsOf({ ...A4, ask: {} }, ["A|f", "A|m", "D|f", "D|m"], ["A|f"])).get("A|f"), 0, 16);
});

const A6 = { rows: ["young", "old"], columns: ["I", "P", "S"], inner: [[2, 0, 5], [3, 4, 6]] };

Deno.test("A6: a sensitive zero is protected at cost 9 (GaussSuppression, maxN 1)", async () => {
  const pattern = ["old|I", "old|P", "young|I", "young|P"];
  const found = await optimumOf({ ...A6, ask: { "young|P": { width: 1 } } }, 9, pattern);
  near(found.get("young|P"), 0, 2);
  const rest = await intervalsOf({ ...A6, ask: {} }, pattern, pattern);
  near(rest.get("young|I"), 0, 2);
  near(rest.get("old|I"), 3, 5);
  near(rest.get("old|P"), 2, 4);
});

Deno.test("A6: a required width of 5 adds both cells of Spain, cost 59 (GaussSuppression, maxN 3)", async () => {
  const sum = { ...A6, inner: [[3, 1, 17], [10, 11, 17]] };
  const narrow = await intervalsOf({ ...sum, ask: {} }, ["young|I", "young|P", "old|I", "old|P"], [
    "young|I",
    "young|P",
  ]);
  near(narrow.get("young|I"), 0, 4);
  near(narrow.get("young|P"), 0, 4);
  const ask = { "young|I": { width: 5 }, "young|P": { width: 5 } };
  const found = await optimumOf({ ...sum, ask }, 59, [
    "old|I",
    "old|P",
    "old|S",
    "young|I",
    "young|P",
    "young|S",
  ]);
  near(found.get("young|I"), 0, 13);
  near(found.get("young|P"), 0, 12);
});

const A7 = { ...A6, columnGroups: { nonEU: ["I"], EU: ["P", "S"], T: ["EU", "nonEU"] } };

Deno.test("A7: a hierarchy of countries is protected at cost 29 (GaussSuppression, maxN 2)", async () => {
  const ask = Object.fromEntries(["young|nonEU", "young|I", "young|P"].map((key) => [key, { width: 1 }]));
  const columns = ["EU", "nonEU", "I", "P"];
  await optimumOf({ ...A7, ask }, 29, columns.flatMap((column) => [`young|${column}`, `old|${column}`]));
});

Deno.test("A7: with published zeros and maxN 4 the cost is 49 (GaussSuppression)", async () => {
  const primaries = ["T|P", "old|nonEU", "old|I", "old|P", "young|nonEU", "young|I"];
  const ask = Object.fromEntries(primaries.map((key) => [key, { width: 1 }]));
  const more = ["T|S", "old|EU", "young|EU", "young|S"];
  await optimumOf({ ...A7, ask, shown: ["T|T", "young|P"] }, 49, [...primaries, ...more]);
});

function line(asks: Readonly<Record<string, object>>) {
  const builder = new SystemBuilder();
  for (const [key, value] of [["a", 1], ["b", 2], ["c", 1], ["d", 0], ["tot", 4]] as const) {
    // The empty region is known to be empty.
    const item = builder.addItem(key, value || 1, key === "d" ? "shown" : key in asks ? "hidden" : "free");
    builder.addQuantity(key, { value, upper: 100, item });
  }
  builder.addSum("line", "tot", ["a", "b", "c", "d"]);
  for (const [key, ask] of Object.entries(asks)) builder.addRequirement(key, builder.indexOf(key), ask);
  return builder;
}

Deno.test("A9: two singletons in a line need one more cell against each other, and the total for a sum of 5", async () => {
  const extra = async (builder: SystemBuilder) =>
    (await suppress(builder.build())).hidden.filter(Boolean).length - 2;
  assert.equal(await extra(line({ a: { width: 1 }, c: { width: 1 } })), 0);
  const insider = line({ a: { width: 1 }, c: { width: 1 } });
  insider.addRequirement("c for a", 2, { width: 1, known: [0] });
  insider.addRequirement("a for c", 0, { width: 1, known: [2] });
  assert.equal(await extra(insider), 1);
  assert.equal(await extra(line({ a: { highAtLeast: 3 }, c: { highAtLeast: 3 } })), 1);
  // sdcTable's line threshold of 5 hides b and the total; hiding the total alone reaches the same with one cell.
  const five = line({ a: { highAtLeast: 5 }, c: { highAtLeast: 5 } }).build();
  assert.deepEqual(hiddenKeys(five, (await suppress(five)).hidden), ["a", "c", "tot"]);
});

Deno.test("B4: a hidden amount follows from its total", async () => {
  const builder = new SystemBuilder();
  for (const [key, value] of [["x", 998], ["y", 47_600], ["z", 8_002], ["total", 56_600]] as const) {
    builder.addQuantity(key, { value, domain: "real", item: builder.addItem(key, 1, "free") });
  }
  builder.addSum("row", "total", ["x", "y", "z"]);
  near((await attack(builder.build(), [true, false, false, false], [0]))[0], 998, 998);
});

const C2_VALUES = { A: 2, B: 2, I: 8, J: 8, K: 3, L: 3, M: 3, N: 7 };

/** Two groupings of the same areas: by county and by size. */
function linkedGroupings() {
  const builder = new SystemBuilder();
  const add = (key: string, value: number) => {
    const decision = value <= 3 ? "hidden" : key === "total" ? "shown" : "free";
    const index = builder.addQuantity(key, {
      value,
      upper: 100,
      item: builder.addItem(key, value, decision),
    });
    if (value <= 3) builder.addRequirement(key, index, { width: 1 });
  };
  for (const [key, value] of Object.entries(C2_VALUES)) add(key, value);
  const sums = {
    "county-1": ["A", "B", "I", "J"],
    "county-2": ["K", "L", "M", "N"],
    big: ["L", "M"],
    small: ["A", "B", "I", "J", "K", "N"],
  };
  for (const [key, parts] of Object.entries(sums)) {
    add(key, parts.reduce((sum, part) => sum + C2_VALUES[part as keyof typeof C2_VALUES], 0));
    builder.addSum(key, key, parts);
  }
  return builder.build();
}

Deno.test("C2: two safe groupings give a hidden area away together; hiding N mends it (sdcTable)", async () => {
  const system = linkedGroupings();
  const only = hide(system, ["A", "B", "K", "L", "M"]);
  const before = await audit(system, only);
  assert.deepEqual(before.leaks.map((leak) => [leak.quantity, leak.interval]), [["K", { low: 3, high: 3 }]]);
  assert.ok(
    ["county-1", "small", "N"].every((key) => before.leaks[0]!.from.includes(key)),
    "the sources are named",
  );
  const choice = await suppress(system);
  assert.deepEqual(hiddenKeys(system, choice.hidden), ["A", "B", "K", "L", "M", "N"]);
  assert.equal(choice.cost, 20);
  assert.equal(choice.gapShare, 0);
  const at = new Map(choice.audit.intervals.map((interval, i) => [system.requirements[i]!.key, interval]));
  near(at.get("K"), 0, 10);
  near(at.get("A"), 0, 4);
  near(at.get("B"), 0, 4);
  near(at.get("L"), 0, 6);
  near(at.get("M"), 0, 6);
});

/** Four parts and their total, every one rounded on its own. */
async function roundedParts(value: number, base: number, total: number, shown: number) {
  const builder = new SystemBuilder();
  const add = (key: string, truth: number, published: number) => {
    const below = Math.floor(base / 2), above = Math.ceil(base / 2) - 1;
    builder.addQuantity(key, {
      value: truth,
      shownLower: Math.max(0, published - below),
      shownUpper: published + above,
      item: builder.addItem(key, 1, "free"),
    });
  };
  for (const part of ["a", "b", "c", "d"]) add(part, value, shown);
  add("total", 4 * value, total);
  builder.addSum("total", "total", ["a", "b", "c", "d"]);
  return (await attack(builder.build(), [false, false, false, false, false], [0], { arithmetic: "integer" }))[
    0
  ];
}

Deno.test("C3: numbers rounded one by one give the exact value away (own)", async () => {
  near(await roundedParts(7, 5, 30, 5), 7, 7);
  near(await roundedParts(3, 5, 10, 5), 3, 3);
  near(await roundedParts(8, 5, 30, 10), 8, 8);
  near(await roundedParts(2, 5, 10, 0), 2, 2);
  near(await roundedParts(14, 10, 60, 10), 13, 14);
});

const E1 = [[[14, 14, 30], [11, 0, 4]], [[0, 17, 0], [22, 22, 17]]];

Deno.test("E1: three tables without a count under 14 determine a hidden count of 4 (own)", async () => {
  const builder = new SystemBuilder();
  const cells: [string, number][] = [];
  E1.forEach((plane, i) =>
    plane.forEach((row, j) => row.forEach((value, k) => cells.push([`${i}${j}${k}`, value])))
  );
  for (const [key, value] of cells) builder.addQuantity(key, { value, upper: 1000 });
  for (const [, drop] of [["ij", 2], ["ik", 1], ["jk", 0]] as const) {
    for (
      const [key, members] of Map.groupBy(cells, ([key]) => key.slice(0, drop) + "+" + key.slice(drop + 1))
    ) {
      const value = members.reduce((sum, [, x]) => sum + x, 0);
      assert.ok(value >= 14);
      builder.addQuantity(key, { value, item: builder.addItem(key, 1, "free") });
      builder.addSum(key, key, members.map(([member]) => member));
    }
  }
  const system = builder.build();
  const found = await attack(system, system.items.map(() => false), cells.map((_, i) => i));
  cells.forEach(([, value], i) => near(found[i], value, value));
});
