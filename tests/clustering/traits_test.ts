import assert from "node:assert/strict";
import {
  clusterSizes,
  crossTraits,
  distance,
  kMedoids,
  markingTraits,
  profileTraits,
  traitShares,
} from "../../lib/clustering/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { protectAll } from "../../lib/disclosure/mod.ts";

const text = { nl: "tekst", en: "text" };
const frame = { title: text, entity: "household", population: text, period: text, sources: [] } as const;
/** 60 rows near 0 and 40 near 1,000; `a` in half of the first, `b` in nearly all of the second. */
const table = Table.from({
  x: Float64Array.from({ length: 100 }, (_, i) => i < 60 ? i : 1000 + i),
  a: Array.from({ length: 100 }, (_, i) => i < 60 ? i % 2 === 0 : i % 4 === 0),
  b: Array.from({ length: 100 }, (_, i) => i < 60 ? i % 5 === 0 : i % 4 !== 0),
  c: Array.from({ length: 100 }, (_, i) => i < 5 ? null : i % 2 === 0),
});
const groups = kMedoids(distance(table, { columns: ["x"] }), { k: 2 });
const trait = (column: string) => ({ column, label: { nl: column, en: column } });

Deno.test("profileTraits() counts each trait over the rows where it is known, clusters first, then others", () => {
  const shares = profileTraits(groups, table, {
    ...frame,
    id: "kenmerken",
    traits: [trait("a"), trait("c")],
    others: [{ code: "rest", label: text, table: Table.from({ a: [true, false], c: [null, true] }) }],
  });
  assert.deepEqual(
    shares.cells.map(({ codes, numerator, denominator }) => [...codes, numerator, denominator]),
    [
      ["a", "1", 30, 60],
      ["a", "2", 10, 40],
      ["a", "rest", 1, 2],
      ["c", "1", 27, 55],
      ["c", "2", 20, 40],
      ["c", "rest", 1, 1],
    ],
  );
  assert.equal(shares.dimensions[0]?.membership, "overlapping");
});

Deno.test("traitShares() names the measure after its one trait, and after none of many", () => {
  const one = traitShares([{ code: "g", label: text, table }], { ...frame, id: "een", traits: [trait("a")] });
  const two = traitShares([{ code: "g", label: text, table }], {
    ...frame,
    id: "twee",
    traits: [trait("a"), trait("b")],
  });
  assert.equal(one.measure.label.nl, "a");
  assert.equal(two.measure.label.nl, "Aandeel met dit kenmerk");
});

Deno.test("markingTraits() names a group by what stands out in it, never by fewer than the least count", () => {
  const traits = [trait("a"), trait("b")];
  const named = (minimumCount: number) =>
    markingTraits(groups, table, { traits, minimumCount }).map((mark) => mark?.column ?? null);
  assert.deepEqual(named(10), ["a", "b"]);
  assert.deepEqual(named(11), [null, "b"]);
});

Deno.test("crossTraits() tells nothing when one combination is under the floor", async () => {
  const crossed = (floor: number) =>
    crossTraits(groups, table, {
      ...frame,
      id: "samen",
      group: "1",
      traits: [trait("a"), trait("b")],
      floor,
    });
  assert.deepEqual(crossed(6).cells.map(({ value }) => value), [6, 24, 6, 24]);
  assert.deepEqual(crossed(7).cells, []);
  const [sizes, hidden] = await protectAll([
    clusterSizes(groups, { ...frame, id: "grootte" }),
    { ...crossed(7), population: { nl: "groep 1", en: "group 1" } },
  ]);
  assert.deepEqual(sizes.cells.map(({ value }) => value), [60, 40]);
  assert.ok(hidden.cells.every(({ value }) => value === null));
});

Deno.test("names and rows that do not fit are refused", () => {
  assert.throws(() => clusterSizes(groups, { ...frame, id: "g", groups: [text] }), /1 names for 2 clusters/);
  const other = Table.from({ a: [true] });
  assert.throws(() => profileTraits(groups, other, { ...frame, id: "g", traits: [trait("a")] }), /has 1/);
  assert.throws(
    () => crossTraits(groups, table, { ...frame, id: "g", group: "3", traits: [trait("a")], floor: 1 }),
    /no group 3/,
  );
});
