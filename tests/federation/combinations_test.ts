/** What answers give away together: sums and differences of several earlier groups. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { combine } from "../../lib/federation/combinations.ts";
import { countBy, isRefusedFor, partners, rowsOfPartner } from "./partners.ts";

const span = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** The rank of a small matrix by elimination on fractions of whole numbers: another way than the one under test. */
function rankOf(rows: readonly (readonly bigint[])[]): number {
  let left = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const pivot = left.find((row) => row[column] !== 0n);
    if (pivot === undefined) continue;
    rank += 1;
    left = left.filter((row) => row !== pivot).map((row) =>
      row.map((value, i) => value * pivot[column]! - pivot[i]! * row[column]!)
    );
  }
  return rank;
}

/** Tries every set of fewer rows than the floor: the rank falls without it when something is known about it alone. */
function isolatesByTrying(groups: readonly (readonly number[])[], rows: number, floor: number): boolean {
  const matrix = groups.map((group) => span(0, rows).map((row) => group.includes(row) ? 1n : 0n));
  const whole = rankOf(matrix);
  return span(1, 2 ** rows).some((set) => {
    const inside = span(0, rows).filter((row) => (set >> row) % 2 === 1);
    return inside.length < floor &&
      rankOf(matrix.map((own) => own.filter((_, row) => !inside.includes(row)))) < whole;
  });
}

Deno.test("combine() finds exactly what trying every small set of rows finds", () => {
  const group = fc.uniqueArray(fc.nat({ max: 8 }), { minLength: 1, maxLength: 9 })
    .map((rows) => rows.sort((a, b) => a - b));
  const seen = { "isolates-few": 0, safe: 0 };
  fc.assert(
    fc.property(
      fc.array(group, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 2, max: 4 }),
      (groups, floor) => {
        const expected = isolatesByTrying(groups, 9, floor) ? "isolates-few" : "safe";
        seen[expected] += 1;
        assert.equal(combine(groups, floor), expected);
      },
    ),
    { numRuns: 120, seed: 8 },
  );
  assert.ok(seen.safe >= 15 && seen["isolates-few"] >= 15, JSON.stringify(seen));
});

Deno.test("combine() sees one row more than two groups together, where no two groups are near each other", () => {
  const [a, b] = [span(0, 40), span(40, 90)];
  assert.equal(combine([a, b], 10), "safe");
  assert.equal(combine([a, b, span(0, 91)], 10), "isolates-few");
  assert.equal(combine([a, b, span(0, 100)], 10), "safe");
  // Overlapping groups: a + b - (a or b) is their overlap.
  assert.equal(combine([span(0, 40), span(35, 80), span(0, 80)], 10), "isolates-few");
  assert.equal(combine([span(0, 40), span(30, 80), span(0, 80)], 10), "safe");
});

Deno.test("combine() says undecided, never safe, when it would take too long", () => {
  const random = randomFor("tests/federation/undecided");
  const groups = Array.from({ length: 300 }, () => span(0, 9000).filter(() => random.next() < 0.5));
  assert.equal(combine(groups, 10), "undecided");
});

/** Partners whose rows all have one kind of case, so that only the ages matter; one row is 17 years old. */
function withOneOfSeventeen() {
  return partners({
    table: (id) => {
      const whole = rowsOfPartner(id);
      const ages = Float64Array.from(
        whole.numbers("leeftijd"),
        (age, row) => row === 0 ? 17 : Math.min(age, 16),
      );
      const debts = Array.from({ length: whole.rowCount }, (_, row) => row % 2 === 0);
      return Table.from({ leeftijd: ages, schulden: debts, aard: debts.map(() => "partner") });
    },
    agreement: { columns: ["leeftijd", "schulden", "aard"] },
  });
}

Deno.test("attack: two groups and then both with one person more is refused", async () => {
  const own = withOneOfSeventeen();
  await countBy(own, [{ column: "leeftijd", from: 0, to: 8 }], "schulden");
  await countBy(own, [{ column: "leeftijd", from: 9, to: 16 }], "schulden");
  await assert.rejects(
    countBy(own, [{ column: "leeftijd", from: 0, to: 17 }], "schulden"),
    isRefusedFor("differencing"),
  );
});

Deno.test("attack: the order does not matter, and neither does starting again with the log", async () => {
  const own = withOneOfSeventeen();
  await countBy(own, [{ column: "leeftijd", from: 0, to: 17 }], "schulden");
  await countBy(own, [{ column: "leeftijd", from: 0, to: 8 }], "schulden");
  await assert.rejects(
    countBy(own, [{ column: "leeftijd", from: 9, to: 16 }], "schulden"),
    isRefusedFor("differencing"),
  );
});

Deno.test("groups that are cut along large lines are answered as before", async () => {
  const own = partners();
  await countBy(own, [{ column: "leeftijd", from: 0, to: 5 }], "schulden");
  await countBy(own, [{ column: "leeftijd", from: 6, to: 11 }], "schulden");
  await countBy(own, [{ column: "leeftijd", from: 12, to: 17 }], "schulden");
  await assert.doesNotReject(countBy(own, [], "schulden"));
  await assert.doesNotReject(countBy(own, []));
});
