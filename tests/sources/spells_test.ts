import assert from "node:assert/strict";
import fc from "fast-check";
import { dayNumber } from "../../lib/core/period.ts";
import { Table } from "../../lib/core/table.ts";
import { hasSpell, indexSpells, personDays, runTogether, spellOn } from "../../lib/sources/mod.ts";

const COLUMNS = { key: "k", start: "van", end: "tot" };

function table(rows: readonly (readonly [string | null, string, string])[]): Table {
  return Table.from({
    k: rows.map((row) => row[0]),
    van: rows.map((row) => row[1]),
    tot: rows.map((row) => row[2]),
  });
}

Deno.test("indexSpells() takes every sign of an open end as open", () => {
  const index = indexSpells(
    table([["1", "20200101", ""], ["2", "20200101", "88888888"], ["3", "20200101", "99999999"]]),
    COLUMNS,
  );
  for (const key of ["1", "2", "3"]) {
    assert.equal(spellOn(index, key, dayNumber("2090-01-01"))?.end, Infinity);
  }
});

Deno.test("indexSpells() names the row of an impossible date and of an end before the start", () => {
  assert.throws(() => indexSpells(table([["1", "20200101", ""], ["2", "20200231", ""]]), COLUMNS), /row 2/);
  assert.throws(
    () => indexSpells(table([["1", "20200102", "20200101"]]), COLUMNS),
    /ends before it starts \(row 1\)/,
  );
});

Deno.test("indexSpells() never writes a key or date into its error", () => {
  assert.throws(
    () => indexSpells(table([["123456789", "20209999", ""]]), COLUMNS),
    (error: Error) => !/123456789|20209999/.test(error.message),
  );
});

Deno.test("spellOn() takes the later of two overlapping spells and null in a gap", () => {
  const index = indexSpells(
    table([["1", "20200101", "20201231"], ["1", "20200601", "20200630"], ["1", "20220101", ""]]),
    COLUMNS,
  );
  assert.equal(spellOn(index, "1", dayNumber("2020-06-15"))?.row, 1);
  assert.equal(spellOn(index, "1", dayNumber("2020-07-01"))?.row, 0);
  assert.equal(spellOn(index, "1", dayNumber("2021-07-01")), null);
  assert.equal(spellOn(index, "1", dayNumber("2022-01-01"))?.row, 2);
  assert.equal(spellOn(index, "unknown", dayNumber("2022-01-01")), null);
});

Deno.test("hasSpell() counts both ends of a period", () => {
  const index = indexSpells(table([["1", "20200110", "20200120"]]), COLUMNS);
  const has = (from: string, to: string) => hasSpell(index, "1", dayNumber(from), dayNumber(to));
  assert.equal(has("2020-01-01", "2020-01-09"), false);
  assert.equal(has("2020-01-01", "2020-01-10"), true);
  assert.equal(has("2020-01-20", "2020-02-01"), true);
  assert.equal(has("2020-01-21", "2020-02-01"), false);
});

Deno.test("runTogether() needs a common day inside the period", () => {
  const order = [{ row: 0, start: 0, end: 100 }];
  const stay = [{ row: 0, start: 100, end: Infinity }];
  assert.equal(runTogether(order, stay, { from: 0, to: 365 }), true);
  assert.equal(runTogether(order, stay, { from: 101, to: 365 }), false);
  assert.equal(runTogether(order, [{ row: 0, start: 101, end: 200 }], { from: 0, to: 365 }), false);
  assert.equal(runTogether(order, [], { from: 0, to: 365 }), false);
});

Deno.test("personDays() equals counting day by day", () => {
  const spell = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 30 }))
    .map(([start, length]) => ({ row: 0, start, end: length === 30 ? Infinity : start + length }));
  fc.assert(
    fc.property(fc.array(spell, { maxLength: 8 }), fc.integer({ min: 0, max: 40 }), (spells, from) => {
      const to = from + 25;
      let expected = 0;
      for (let day = from; day <= to; day++) {
        if (spells.some((s) => s.start <= day && day <= s.end)) expected++;
      }
      assert.equal(personDays(spells, { from, to }), expected);
    }),
  );
});
