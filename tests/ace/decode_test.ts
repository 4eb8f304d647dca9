import assert from "node:assert/strict";
import fc from "fast-check";
import { IllegalAnswer, KAISER10, scoreTable } from "../../lib/ace/mod.ts";
import { Table } from "../../lib/core/table.ts";

// Codes that the fast reader knows (whole, below 256), and codes that it has to leave to the reader by value.
const CODES = {
  "1": "yes",
  "2": "no",
  "77": "dk",
  "255": "pna",
  "0": "no",
  "-9": "dk",
  "0.1": "yes",
  "300": "no",
  "1e9": "pna",
};
const LEGAL = Object.keys(CODES).map(Number);
const mapping = { q1: { column: "c", codes: CODES } };

/** The first item is under test; all others are "no". */
function fingerprint(values: Float64Array | (string | null)[]) {
  const no = Object.fromEntries(
    KAISER10.items.slice(1).map(({ id }) => [id, Array.from({ length: values.length }, () => "no")]),
  );
  const table = Table.from({ c: values, ...no });
  const scores = scoreTable(table, KAISER10, { rule: "kaiser10", missing: { kind: "bounds" }, mapping });
  return [scores.lower(), scores.upper(), scores.answered(), scores.reasonBits()].map((
    column,
  ) => [...column]);
}

function asTexts(values: readonly number[]): (string | null)[] {
  return values.map((value) => Number.isNaN(value) ? null : Object.is(value, -0) ? "0" : codeText(value));
}

function codeText(value: number): string {
  return Object.keys(CODES).find((code) => Number(code) === value) ?? `${value}`;
}

Deno.test("numbers are read as the texts of the same codes are, whatever their size", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LEGAL, NaN, -0), { minLength: 1, maxLength: 40 }), (values) => {
      assert.deepEqual(
        fingerprint(Float64Array.from(values)),
        fingerprint(asTexts(values)),
      );
    }),
  );
});

Deno.test("a not-a-number with another payload is an empty cell too", () => {
  const values = Float64Array.of(1, NaN, 2);
  new Uint32Array(values.buffer).set([7, 0xfff80000], 2);
  assert.deepEqual(fingerprint(values), fingerprint(asTexts([1, NaN, 2])));
});

// The first differs from a legal code in its last bit only, the others share its high bits or none.
for (const value of [1 + Number.EPSILON, 1.03, 2.0001, 254, 256, -1, Infinity, 2 ** 40 + 1]) {
  Deno.test(`${value} is no code, and is told with row and count`, () => {
    const values = Float64Array.of(1, 2, value, NaN, value);
    assert.throws(() => fingerprint(values), (error) => {
      return error instanceof IllegalAnswer && error.row === 3 && /2 cell/.test(error.message);
    });
  });
}

Deno.test("a column that is a part of a larger buffer is read in its place", () => {
  const values = Float64Array.of(2, 2, 1, 1, 2).subarray(2, 4);
  assert.deepEqual(fingerprint(values), fingerprint(asTexts([1, 1])));
});
