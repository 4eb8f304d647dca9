/** Rounding: published examples (exPSD of SmallCountRounding; Handbook 5.4, 5.7) and properties. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Additive,
  attackRounded,
  cellKey,
  perturb,
  roundControlled,
  roundSmallCounts,
} from "../../lib/disclosure/mod.ts";

/** A two-way table with its margins as one list of numbers and sums. */
function twoWay(inner: readonly (readonly number[])[]): Additive {
  const rows = inner.length, columns = inner[0]!.length;
  const values = inner.flat();
  const sums: { total: number; parts: number[] }[] = [];
  const total = (parts: number[]): number => {
    const index = values.push(parts.reduce((sum, part) => sum + values[part]!, 0)) - 1;
    sums.push({ total: index, parts });
    return index;
  };
  const rowTotals = inner.map((_, r) => total(Array.from({ length: columns }, (_, c) => r * columns + c)));
  const columnTotals = inner[0]!.map((_, c) =>
    total(Array.from({ length: rows }, (_, r) => r * columns + c))
  );
  const grand = total(rowTotals);
  sums.push({ total: grand, parts: columnTotals });
  return { values, sums };
}

function addsUp({ sums }: Additive, values: readonly number[]): boolean {
  return sums.every(({ total, parts }) =>
    parts.reduce((sum, part) => sum + values[part]!, 0) === values[total]
  );
}

const C5 = [[6, 0, 1, 3, 4], [1, 2, 3, 1, 2], [0, 1, 1, 0, 2]];

Deno.test("C5: small counts are rounded additively, with the published largest and summed change", async () => {
  const table = twoWay(C5);
  const { values, change } = await roundSmallCounts(table, { base: 5 });
  assert.ok(addsUp(table, values));
  assert.ok(values.slice(0, 15).every((value) => value === 0 || value >= 5));
  assert.equal(values[0], 6, "a count that is not small stays");
  assert.equal(Math.max(...values.map((value, i) => Math.abs(value - table.values[i]!))), 4);
  assert.equal(change, 32);
});

const counts = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 }), {
  minLength: 2,
  maxLength: 4,
});

Deno.test("controlled rounding adds up, moves nothing by a whole base, and leaves multiples alone", async () => {
  await fc.assert(
    fc.asyncProperty(counts, fc.constantFrom(3, 5, 10), async (inner, base) => {
      const table = twoWay(inner);
      const { values, steps } = await roundControlled(table, { base });
      assert.ok(addsUp(table, values));
      assert.ok(values.every((value) => value % base === 0 && value >= 0));
      // Two-way tables always have a zero-restricted rounding.
      assert.equal(steps, 0);
      values.forEach((value, i) => {
        assert.ok(Math.abs(value - table.values[i]!) < base);
        if (table.values[i]! % base === 0) assert.equal(value, table.values[i]);
      });
    }),
    { numRuns: 40, seed: 4 },
  );
});

Deno.test("controlled rounding leaves an attacker wide intervals where rounding one by one leaves none", async () => {
  const table: Additive = { values: [7, 7, 7, 7, 28], sums: [{ total: 4, parts: [0, 1, 2, 3] }] };
  const alone = await attackRounded(table, [5, 5, 5, 5, 30], { below: 2, above: 2 });
  assert.deepEqual(alone[0], { low: 7, high: 7 });
  const { values } = await roundControlled(table, { base: 5 });
  const intervals = await attackRounded(table, values, { below: 4, above: 4 });
  assert.ok(intervals.every(({ low, high }) => high - low >= 5), JSON.stringify(intervals));
});

Deno.test("a zero-restricted published 0 stands for 0 to base minus one", async () => {
  const single: Additive = { values: [3], sums: [] };
  const [interval] = await attackRounded(single, [0], { below: 4, above: 4 });
  assert.deepEqual(interval, { low: 0, high: 4 });
  const [steps] = await attackRounded({ values: [14], sums: [] }, [15], { below: 9, above: 9 });
  assert.deepEqual(steps, { low: 6, high: 24 }, "base 5 with one step");
});

const HANDBOOK = {
  steps: [
    [{ change: 0, upTo: 1 }],
    [{ change: -1, upTo: 0.5 }, { change: 1, upTo: 1 }],
    [{ change: 0, upTo: 0.8 }, { change: 1, upTo: 1 }],
    [{ change: -1, upTo: 0.3 }, { change: 0, upTo: 0.7 }, { change: 1, upTo: 1 }],
  ],
};

Deno.test("E4: records 0.9, 0.3 and 0.6 get noise +1 in every table (Handbook 5.4)", () => {
  const key = cellKey([0.9, 0.3, 0.6]);
  assert.equal(key, 0.8);
  assert.equal(perturb(3, key, HANDBOOK), 4);
  assert.equal(cellKey([0.6, 0.9, 0.3]), key, "in any order");
  assert.equal(perturb(1, 0.5, HANDBOOK), 0);
  assert.equal(perturb(250, 0.7, HANDBOOK), 250);
  assert.equal(perturb(0, 0.2, HANDBOOK), 0);
});

Deno.test("E3: true means beside noisy counts give the true counts back (Handbook 5.7)", () => {
  // Eight persons with a mean of 11.25 have a whole sum; the other counts within the noise have none, and so on.
  const means = [11.25, 7.9167, 9.25], noisy = [9, 14, 19];
  const fitting = means.map((mean, i) =>
    [-2, -1, 0, 1, 2].map((change) => noisy[i]! + change)
      .filter((n) => Math.abs(Math.round(mean * n) - mean * n) <= 0.00005 * n + 1e-9)
  );
  const worlds = fitting[0]!.flatMap((a) =>
    fitting[1]!.flatMap((b) =>
      fitting[2]!.filter((c) =>
        a + b === c &&
        Math.round(means[0]! * a) + Math.round(means[1]! * b) === Math.round(means[2]! * c)
      ).map((c) => [a, b, c])
    )
  );
  assert.deepEqual(worlds, [[8, 12, 20]]);
});
