import assert from "node:assert/strict";
import { randomFor } from "../../../lib/core/random.ts";
import { sobolIndices } from "../../../lib/core/stats/mod.ts";

// Ishigami and Homma (1990): sin x + 7 sin² y + 0.1 z⁴ sin x on (−π, π)³, whose variances are known.
const [A, B] = [7, 0.1];
const PI4 = Math.PI ** 4, PI8 = Math.PI ** 8;
const OF_X = 0.5 * (1 + B * PI4 / 5) ** 2, OF_Y = A * A / 8, OF_XZ = B * B * PI8 * (1 / 18 - 1 / 50);
const WHOLE = OF_X + OF_Y + OF_XZ;

function ishigami(inputs: Float64Array): number {
  const [x, y, z] = inputs.map((u) => (2 * u - 1) * Math.PI);
  return Math.sin(x!) + A * Math.sin(y!) ** 2 + B * z! ** 4 * Math.sin(x!);
}

Deno.test("first and total indices of Ishigami's function are the known ones, and intervals hold them", () => {
  const found = sobolIndices({
    output: ishigami,
    groups: [[0], [1], [2]],
    draws: 4_000,
    random: randomFor("test/ishigami"),
  });
  assert.ok(Math.abs(found.mean - A / 2) < 0.05 && Math.abs(found.variance / WHOLE - 1) < 0.04);
  const first = [OF_X / WHOLE, OF_Y / WHOLE, 0],
    total = [(OF_X + OF_XZ) / WHOLE, OF_Y / WHOLE, OF_XZ / WHOLE];
  // As published: 0.3139, 0.4424, 0 and 0.5576, 0.4424, 0.2437.
  assert.deepEqual(first.map((value) => value.toFixed(4)), ["0.3139", "0.4424", "0.0000"]);
  assert.deepEqual(total.map((value) => value.toFixed(4)), ["0.5576", "0.4424", "0.2437"]);
  let within = 0;
  found.groups.forEach((group, k) => {
    for (const [share, wanted] of [[group.first, first[k]!], [group.total, total[k]!]] as const) {
      assert.ok(Math.abs(share.estimate - wanted) < 0.06, `${k}: ${share.estimate} is not ${wanted}`);
      within += Number(share.low <= wanted && wanted <= share.high);
    }
  });
  // Intervals of 95 %: of six, four or fewer once in thirty.
  assert.ok(within >= 5, `${within} of 6`);
});

Deno.test("inputs in one group are judged as one: what they do together counts as the group's own", () => {
  const { groups } = sobolIndices({
    output: ishigami,
    groups: [[0, 2], [1]],
    draws: 4_000,
    random: randomFor("test/groups"),
  });
  assert.ok(Math.abs(groups[0]!.first.estimate - (1 - OF_Y / WHOLE)) < 0.06);
  assert.ok(Math.abs(groups[0]!.total.estimate - groups[0]!.first.estimate) < 0.06);
});

Deno.test("a far mean costs no precision, and an output that never changes has shares of 0", () => {
  const far = sobolIndices({
    output: (inputs) => 1e6 + ishigami(inputs),
    groups: [[0], [1], [2]],
    draws: 2_000,
    random: randomFor("test/far"),
  });
  assert.ok(Math.abs(far.groups[1]!.first.estimate - OF_Y / WHOLE) < 0.08);
  const flat = sobolIndices({ output: () => 3, groups: [[0]], draws: 100, random: randomFor("test/flat") });
  assert.deepEqual(flat, {
    mean: 3,
    variance: 0,
    groups: [{ first: { estimate: 0, low: 0, high: 0 }, total: { estimate: 0, low: 0, high: 0 } }],
  });
});
