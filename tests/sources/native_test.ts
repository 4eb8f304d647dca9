import assert from "node:assert/strict";
import fc from "fast-check";
import { frameOfTable, tableOfFrame } from "../../lib/core/frame.ts";
import { Table } from "../../lib/core/table.ts";
import {
  acceptTable,
  type DatasetSchema,
  hasSpell,
  indexSpells,
  SchemaError,
  spellOn,
} from "../../lib/sources/mod.ts";
import { KeySpace, NO_KEY } from "../../lib/sources/cbs/key_space.ts";
import { hasPacked, packSpells, placeOn, runTogetherPacked } from "../../lib/sources/cbs/packed_spells.ts";
import { runTogether } from "../../lib/sources/mod.ts";

const label = { nl: "x", en: "x" };
const SCHEMA: DatasetSchema = {
  key: ["teken", "sleutel"],
  columns: [
    { name: "teken", type: "code", label, codes: { R: label, O: label }, presence: "required" },
    { name: "sleutel", type: "key", label, presence: "required" },
    { name: "ouder", type: "key", label, missing: ["---"] },
    { name: "datum", type: "date", label, range: ["20000101", "20301231"] },
    { name: "jaar", type: "integer", label, range: [1900, 2030] },
    { name: "soort", type: "code", label, codes: { a: label, b: label }, missing: ["-"] },
    { name: "tekst", type: "text", label },
  ],
};
const RARELY_WRONG = fc.constantFrom("", " ", " 1", "1 ", "Ã©", "\uFFFD", "\uFEFF1", "x", "---", "-", null);
const mostly = (good: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 60, arbitrary: good }, { weight: 1, arbitrary: RARELY_WRONG });
const ROW = fc.record({
  teken: mostly(fc.constantFrom("R", "O")),
  sleutel: mostly(fc.integer({ min: 0, max: 500 }).map(String)),
  ouder: mostly(fc.constantFrom("1", "2", "---")),
  datum: mostly(fc.constantFrom("20200101", "2021-02-28", "20200229", "20210229", "19991231")),
  jaar: mostly(fc.constantFrom("1999", "2020", "01950", "1899", "2020.0", "+2001", "2e3", "1.5")),
  soort: mostly(fc.constantFrom("a", "b")),
  tekst: mostly(fc.constantFrom("één", "twee")),
});

/** What acceptance gives: the values, or the list of problems. */
function outcome(input: Table): unknown {
  try {
    const table = acceptTable(input, SCHEMA, { file: "f" });
    return table.columnNames.map((name) => [name, table.column(name).type, [...table.column(name).values]]);
  } catch (error) {
    assert.ok(error instanceof SchemaError);
    return error.problems;
  }
}

Deno.test("acceptTable() gives the same for columns that are still in Polars as for JavaScript texts", () => {
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(ROW, { minLength: 1, maxLength: 8 }), (rows) => {
      const plain = Table.from(
        Object.fromEntries(
          SCHEMA.columns.map(({ name }) => [name, rows.map((row) => row[name as keyof typeof row])]),
        ),
      );
      const native = tableOfFrame(frameOfTable(plain));
      const expected = outcome(plain);
      assert.deepEqual(outcome(native), expected);
      seen[Array.isArray(expected) && Array.isArray(expected[0]) ? "accepted" : "refused"]++;
    }),
    { numRuns: 400, seed: 3 },
  );
  assert.ok(seen.accepted > 40 && seen.refused > 40, JSON.stringify(seen));
});

Deno.test("a column from Polars says its length without making its texts, and a copy of it keeps them", () => {
  const table = tableOfFrame(
    frameOfTable(Table.from({ a: ["x", null, "y"], b: Float64Array.of(1, NaN, 3) })),
  );
  assert.equal(table.rowCount, 3);
  const column = table.column("a");
  assert.deepEqual([...{ ...column }.values], ["x", null, "y"]);
  assert.deepEqual([...table.numbers("b")], [1, NaN, 3]);
  assert.deepEqual([...table.filter((row) => row > 0).texts("a")], [null, "y"]);
});

Deno.test("KeySpace numbers each text once, in order of first occurrence, and knows no text of others", () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: 0, max: 9 }).map(String)), { minLength: 1, maxLength: 30 }),
      (texts) => {
        const column = Table.from({ k: texts, c: ["x", ...texts.slice(1)] }).column("k");
        const space = KeySpace.of([column]);
        const expected = [...new Set(texts.filter((text) => text !== null))];
        assert.deepEqual(space.texts, expected);
        assert.deepEqual(
          [...space.ids(column)],
          texts.map((text) => text === null ? NO_KEY : expected.indexOf(text)),
        );
      },
    ),
    { numRuns: 60, seed: 4 },
  );
  assert.equal(KeySpace.of([Table.from({ k: ["1"] }).column("k")]).idOf("2"), NO_KEY);
});

const DAY = fc.integer({ min: 1, max: 28 }).map((day) => `202001${String(day).padStart(2, "0")}`);
const SPELL = fc.tuple(fc.constantFrom("1", "2", "3"), DAY, DAY, fc.boolean(), fc.constantFrom("a", "b"))
  .map(([key, one, other, open, kind]) => ({
    key,
    from: one < other ? one : other,
    to: open ? "99999999" : one < other ? other : one,
    kind,
  }));
const COLUMNS = { key: "key", start: "from", end: "to" };

Deno.test("packed spells answer as the index of spells does, with overlaps, gaps and open ends", () => {
  const spells = fc.array(SPELL, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      spells,
      spells,
      fc.integer({ min: 18261, max: 18295 }),
      fc.nat(20),
      (rows, others, from, days) => {
        const of = (list: typeof rows) =>
          Table.from(Object.fromEntries(["key", "from", "to"].map((name) => [
            name,
            list.map((row) => row[name as "key"]),
          ])));
        const one = of(rows), other = of(others);
        const space = KeySpace.of([one.column("key"), other.column("key")]);
        const [index, second] = [indexSpells(one, COLUMNS), indexSpells(other, COLUMNS)];
        const [packed, pair] = [packSpells(space, one, COLUMNS), packSpells(space, other, COLUMNS)];
        const to = from + days;
        const keep = (row: number) => others[row]?.kind === "a";
        for (const [id, key] of space.texts.entries()) {
          const place = placeOn(packed, id, from);
          assert.equal(place < 0 ? null : packed.row[place], spellOn(index, key, from)?.row ?? null);
          assert.equal(hasPacked(pair, id, { from, to, keep }), hasSpell(second, key, from, to, keep));
          const kept = (second.get(key) ?? []).filter((spell) => keep(spell.row));
          assert.equal(
            runTogetherPacked(packed, pair, id, { from, to, keep }),
            runTogether(index.get(key) ?? [], kept, { from, to }),
          );
        }
      },
    ),
    { numRuns: 150, seed: 5 },
  );
});

Deno.test("packSpells() names the row of an impossible date and of an end before the start, and no value", () => {
  const pack = (from: string, to: string) => {
    const table = Table.from({ key: ["1", "2"], from: ["20200101", from], to: ["", to] });
    return packSpells(KeySpace.of([table.column("key")]), table, COLUMNS);
  };
  assert.throws(() => pack("20200231", ""), /A date of a spell is not of the calendar.*row 2/s);
  assert.throws(() => pack("", ""), /not of the calendar/);
  assert.throws(() => pack("20200202", "20200201"), (error: Error) => {
    assert.match(error.message, /ends before it starts.*row 2/s);
    assert.ok(!error.message.includes("2020"));
    return true;
  });
});
