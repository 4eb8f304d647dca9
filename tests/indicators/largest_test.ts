import assert from "node:assert/strict";
import fc from "fast-check";
import { largestAtMost } from "../../lib/indicators/largest.ts";

Deno.test("no values have larger largest ones than their sum and squares allow", () => {
  const values = fc.array(fc.integer({ min: -50, max: 1000 }), { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(values, (own) => {
    const sum = own.reduce((a, b) => a + b, 0), squares = own.reduce((a, b) => a + b * b, 0);
    const most = largestAtMost(own.length, sum, squares);
    const sorted = own.map(Math.abs).sort((a, b) => b - a);
    most.forEach((_, i) => {
      const [bound, truth] = [most, sorted].map((list) => list.slice(0, i + 1).reduce((a, b) => a + b, 0));
      assert.ok(bound! >= truth! - 1e-6 * Math.max(1, truth!), `${i + 1} largest of ${own}`);
    });
  }));
});

Deno.test("equal values are bounded by themselves, and nobody by nothing", () => {
  assert.deepEqual(largestAtMost(4, 8, 16), [2, 2, 2]);
  assert.deepEqual(largestAtMost(0, 0, 0), []);
});
