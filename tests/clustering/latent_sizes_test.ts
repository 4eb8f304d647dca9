import assert from "node:assert/strict";
import {
  latentClasses,
  latentClassSizes,
  profileLatentClasses,
  profileLatentTraits,
} from "../../lib/clustering/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { frameOf } from "../support/table_frame.ts";

const text = { nl: "tekst", en: "text" };
const frame = frameOf("maat", text);
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

Deno.test("profileLatentTraits() has the same shares as the profiles of the single columns", () => {
  const lid = Table.from({
    a: slip(7),
    b: slip(11),
    c: slip(13),
    jong: kind.map((one) => one === 1),
    lid: kind.map((_, i) => i % 2 === 0),
  });
  const one = { nl: "kenmerk", en: "trait" };
  const both = profileLatentTraits(model, lid, {
    ...frame,
    traits: [{ column: "jong", label: one }, { column: "lid", label: one }],
  });
  const single = profileLatentClasses(model, lid, {
    ...frame,
    column: "lid",
    label: one,
    categories: [{ code: "true", label: text }, { code: "false", label: text }],
  }).shares;
  for (const group of ["1", "2"]) {
    const here = both.cells.find(({ codes }) => codes.join() === `lid,${group}`);
    const there = single.cells.find(({ codes }) => codes.join() === `${group},true`);
    assert.deepEqual([here?.numerator, here?.n], [there?.numerator, there?.n]);
  }
  assert.equal(both.cells.length, 4);
  assert.throws(() => profileLatentTraits(model, lid, { ...frame, traits: [] }), /no trait/);
});
