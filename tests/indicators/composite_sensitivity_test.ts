import assert from "node:assert/strict";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { compositeIndex, compositeSensitivity } from "../../lib/indicators/mod.ts";
import { part } from "./composite_parts.ts";

const FAR = [
  part("a", [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]),
  part("b", [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
  part("c", [3, 1, 4, 1, 5, 9, 2, 6, 5, 4]),
];

Deno.test("parts that agree leave nothing to share out, and it is said", () => {
  const same = compositeSensitivity([part("a", [1, 2, 3, 4]), part("b", [1, 2, 3, 4])], { draws: 100 });
  assert.deepEqual([same.estimate, same.variance, same.together], [0, 0, 0]);
  assert.ok(same.factors.every(({ first, total }) => first.estimate === 0 && total.estimate === 0));
  assert.match(same.warnings.join(), /nothing to share out/);
});

Deno.test("where no part has outliers their treatment accounts for nothing, where one has it does", () => {
  const of = (found: ReturnType<typeof compositeSensitivity>, name: string) =>
    found.factors.find(({ factor }) => factor === name)!;
  const plain = [part("a", [1, 2, 3, 4, 5, 6]), part("b", [2, 6, 4, 5, 1, 3]), part("c", [5, 3, 6, 1, 2, 4])];
  const even = compositeSensitivity(plain, { draws: 300 });
  assert.deepEqual(of(even, "outliers").total, { estimate: 0, low: 0, high: 0 });
  assert.ok(of(even, "weights").total.estimate > 0.5);
  const far = compositeSensitivity(FAR, { draws: 300 });
  assert.ok(of(far, "outliers").total.low > 0);
  assert.equal(far.n, 10);
  // Totals count what is done together with others, so none is under its first share but by chance.
  assert.ok(far.factors.every(({ first, total }) => total.estimate > first.estimate - 0.1));
  assert.ok(
    far.factors.every(({ total }, k) => k === 0 || total.estimate <= far.factors[k - 1]!.total.estimate),
  );
});

Deno.test("the mean shift is that of the draws of compositeIndex, which vary the same choices", () => {
  const { estimate } = compositeSensitivity(FAR, { draws: 500 }), { meanRankShift } = compositeIndex(FAR);
  assert.ok(Math.abs(estimate / meanRankShift - 1) < 0.06, `${estimate} beside ${meanRankShift}`);
});

Deno.test("the same seed gives the same shares; it shows a summary and no area, and refuses few draws", () => {
  const by = (seed: string) => compositeSensitivity(FAR, { draws: 200, seed });
  const one = by("a"), text = String(one);
  assert.deepEqual(one.factors, by("a").factors);
  assert.notDeepEqual(one.factors, by("b").factors);
  assert.match(text, /Ranks of 10 areas shift/);
  assert.ok(!/WK/.test(text));
  assert.match(one.warnings.join(), /more draws/);
  assert.throws(() => compositeSensitivity(FAR, { draws: 10 }), WorkspaceError);
  assert.throws(() => compositeSensitivity([FAR[0]!]), /at least two parts/);
});
