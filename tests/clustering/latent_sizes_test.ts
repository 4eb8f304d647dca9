import assert from "node:assert/strict";
import { latentClasses, latentClassSizes, profileLatentClasses } from "../../lib/clustering/mod.ts";
import { Table } from "../../lib/core/table.ts";

const text = { nl: "tekst", en: "text" };
const frame = {
  id: "maat",
  title: text,
  entity: "person",
  population: text,
  period: text,
  sources: [],
} as const;
/** Two kinds of answers, 67 and 34 rows, each with some slips. */
const kind = Array.from({ length: 101 }, (_, i) => i % 3 === 2 ? 0 : 1);
const slip = (every: number) => Float64Array.from(kind, (one, i) => i % every === 0 ? 1 - one : one);
const table = Table.from({ a: slip(7), b: slip(11), c: slip(13), jong: kind.map((one) => one === 1) });
const model = latentClasses(table, { k: 2, items: ["a", "b", "c"] });

Deno.test("latentClassSizes() gives whole numbers that add up to all rows, near the shares of the model", () => {
  const sizes = latentClassSizes(model, frame).cells.map(({ numerator }) => numerator ?? NaN);
  assert.equal(sizes.reduce((sum, size) => sum + size), 101);
  sizes.forEach((size, c) => assert.ok(Math.abs(size - 101 * (model.shares[c] ?? NaN)) < 1));
});

Deno.test("groups of a profile and of sizes bear the names given; too few names are refused", () => {
  const groups = [{ nl: "lezers", en: "readers" }, { nl: "zoekers", en: "seekers" }];
  const sizes = latentClassSizes(model, { ...frame, groups });
  const profile = profileLatentClasses(model, table, {
    ...frame,
    column: "jong",
    label: text,
    categories: [{ code: "true", label: text }, { code: "false", label: text }],
    groups,
  });
  assert.deepEqual(sizes.dimensions[0]?.codes.map(({ label }) => label.nl), ["lezers", "zoekers"]);
  assert.deepEqual(profile.shares.dimensions[0]?.codes.map(({ label }) => label.nl), [
    "lezers",
    "zoekers",
    "alle groepen",
  ]);
  assert.throws(
    () => latentClassSizes(model, { ...frame, groups: groups.slice(1) }),
    /1 names for 2 classes/,
  );
});
