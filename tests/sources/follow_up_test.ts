import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { followUp, type FollowUpOptions } from "../../lib/sources/mod.ts";

const ROWS = Table.from({
  kind: ["a", "b", "c", "a", "b", "a", "d"],
  jaar: Float64Array.of(2019, 2019, 2019, 2020, 2020, 2021, 2021),
  geplaatst: [true, false, null, false, true, false, true],
  factoren: Float64Array.of(1, 2, 3, 9, 9, 9, 9),
});
const OPTIONS: FollowUpOptions = {
  key: "kind",
  year: "jaar",
  baseYear: 2019,
  outcomeYears: [2020, 2021],
  outcome: "geplaatst",
  into: "later",
};

Deno.test("followUp() counts each child once, with circumstances of the base year and outcomes of later years only", () => {
  const cohort = followUp(ROWS, OPTIONS);
  assert.deepEqual(cohort.texts("kind"), ["a", "b", "c"]);
  assert.deepEqual(cohort.booleans("later"), [false, true, false]);
  assert.deepEqual([...cohort.numbers("factoren")], [1, 2, 3]);
});

Deno.test("followUp() refuses an outcome that does not come after the start, and years without rows", () => {
  assert.throws(
    () => followUp(ROWS, { ...OPTIONS, outcomeYears: [2019, 2020] }),
    /do not come after 2019: 2019/,
  );
  assert.throws(() => followUp(ROWS, { ...OPTIONS, outcomeYears: [] }), /no outcome year/);
  assert.throws(() => followUp(ROWS, { ...OPTIONS, outcomeYears: [2022] }), /have no rows: 2022/);
});

Deno.test("followUp() refuses a file in which a child occurs twice in the base year, without naming the child", () => {
  const twice = Table.from({
    kind: ["geheim", "geheim", "x"],
    jaar: Float64Array.of(2019, 2019, 2020),
    geplaatst: [true, true, true],
  });
  assert.throws(
    () => followUp(twice, { ...OPTIONS, outcomeYears: [2020] }),
    (error: Error) => /more than once/.test(error.message) && !error.message.includes("geheim"),
  );
});
