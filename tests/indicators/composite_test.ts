import assert from "node:assert/strict";
import fc from "fast-check";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { type CompositeIndex, compositeIndex, weightedMean } from "../../lib/indicators/mod.ts";
import { part } from "./composite_parts.ts";

const ranks = ({ scores }: CompositeIndex) => scores.map(({ rank }) => rank);

Deno.test("the weighted means of one to four are those of COINr", () => {
  const weights = [0.4, 0.3, 0.2, 0.1];
  const found = (["arithmetic", "geometric", "harmonic"] as const).map((how) =>
    weightedMean([1, 2, 3, 4], weights, how)
  );
  [2, 1.76172959, 1.558441558].forEach((wanted, k) => assert.ok(Math.abs(found[k]! - wanted) < 1e-9));
  assert.throws(() => weightedMean([1, 0], [1, 1], "geometric"), WorkspaceError);
  assert.throws(() => weightedMean([1, NaN], [1, 1], "arithmetic"), WorkspaceError);
  assert.throws(() => weightedMean([1, 2], [0, 0], "arithmetic"), WorkspaceError);
});

Deno.test("one to ten and a hundred have the skewness and kurtosis of COINr, and one value is drawn in", () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100];
  const other = part("b", values.map((_, i) => Math.sin(i)));
  const index = compositeIndex([part("a", values), other], { outliers: "draw-in", normalise: "min-max" });
  const { skewness, kurtosis } = index.look.shapes[0]!;
  assert.ok(Math.abs(skewness - 3.255638184) < 1e-9 && Math.abs(kurtosis - 10.70667391) < 1e-8);
  assert.match(index.warnings.join(), /Of part a the value farthest out was drawn in/);
  assert.deepEqual(index.scores.map(({ parts }) => parts[0]).slice(-3), [8 / 9, 1, 1]);
  const kept = compositeIndex([part("a", values), other], { normalise: "min-max" });
  assert.match(kept.warnings.join(), /Part a has values far from the others/);
  assert.deepEqual(kept.scores.at(-2)?.parts[0], 9 / 99);
  const many = Array.from({ length: 400 }, (_, i) => Math.exp(i / 3));
  const skewed = compositeIndex([part("a", many), part("b", many.map((_, i) => Math.sin(i)))], {
    outliers: "draw-in",
  });
  assert.match(skewed.warnings.join(), /logarithmic/);
});

Deno.test("the components of USArrests have the deviations of R's prcomp", () => {
  const lines = Deno.readTextFileSync(new URL("../data/smallarea/usarrests.csv", import.meta.url)).trim()
    .split("\n");
  const rows = lines.slice(1).map((line) => line.split(",").map(Number));
  const { look } = compositeIndex(
    ["murder", "assault", "urban", "rape"].map((id, k) => part(id, rows.map((row) => row[k]!))),
  );
  [1.5748782744, 0.9948694148, 0.5971291155, 0.4164493820].forEach((wanted, k) =>
    assert.ok(Math.abs(look.componentDeviations[k]! - wanted) < 1e-10)
  );
  // R: cor(USArrests)[1, 2], and psych's formula of the standardised alpha.
  assert.ok(Math.abs(look.correlations[0]![1]! - 0.8018733127) < 1e-9);
  const mean = (look.correlations.flat().reduce((a, b) => a + b, 0) - 4) / 12;
  assert.ok(Math.abs(look.alpha - 4 * mean / (1 + 3 * mean)) < 1e-12);
});

Deno.test("in the geometric and the harmonic mean a part that is very bad is not made up for", () => {
  // Area 0 is worst in one part and best in the others, area 1 lies in the middle in all, area 2 is a little better.
  const parts = [[9, 6, 5, 1], [1, 6, 5, 9], [1, 6, 5, 9]].map((values, k) => part(`p${k}`, values));
  const by = (aggregate: "arithmetic" | "geometric" | "harmonic") =>
    compositeIndex(parts, { aggregate, normalise: "min-max" }).scores;
  assert.ok(by("arithmetic")[0]!.score < by("arithmetic")[1]!.score);
  for (const how of ["geometric", "harmonic"] as const) {
    assert.ok(by(how)[0]!.score > by(how)[1]!.score);
    by(how).forEach(({ score }) => assert.ok(score >= 1 && score <= 100));
  }
  // By hand: goodness of the three parts is 1, 100 and 100.
  assert.ok(Math.abs(by("geometric")[0]!.score - (101 - 10 ** (4 / 3))) < 1e-9);
});

Deno.test("goalposts make years comparable, and hold for what protects too", () => {
  const year = (values: readonly number[]) =>
    compositeIndex([
      part("a", values, { goalposts: [0, 50] }),
      part("b", values, { goalposts: [0, 100], direction: "protective" }),
    ], { normalise: "min-max" }).scores;
  const [before, after] = [year([10, 20, 30]), year([10, 20, 60])];
  assert.deepEqual(before[0]?.parts, [0.2, 0.9]);
  assert.deepEqual(after[0]?.parts, before[0]?.parts);
  assert.equal(after[2]?.parts[0], 1);
  assert.throws(
    () => compositeIndex([part("a", [1, 2, 3], { goalposts: [5, 5] }), part("b", [1, 2, 4])]),
    /goalposts/,
  );
});

Deno.test("the sensitivity says which choice the ranking rests on, and which part", () => {
  const same = [1, 2, 3, 4, 5, 6];
  const alike = compositeIndex([part("a", same), part("b", same), part("c", same)]);
  assert.equal(alike.meanRankShift, 0);
  assert.deepEqual(alike.sensitivity, {
    weights: 0,
    normalisation: 0,
    aggregation: 0,
    outliers: 0,
    leftOut: [0, 0, 0],
  });
  assert.match(alike.warnings.join(), /count double/);
  assert.ok(Math.abs(alike.look.alpha - 1) < 1e-12);
  // One part that decides alone: leaving it out shifts ranks, leaving the flat ones out does not.
  const flat = [0, 0, 0, 0, 0, 0];
  const one = compositeIndex([part("a", same), part("b", flat), part("c", [0, 0, 0, 0, 0, 1])]);
  assert.ok(one.sensitivity.leftOut[0]! > 0 && one.sensitivity.leftOut[1] === 0);
  // A far value moves ranks by its size under z-scores and not under ranks.
  const far = compositeIndex([
    part("a", [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]),
    part("b", [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
  ]);
  assert.ok(far.sensitivity.normalisation > 0 && far.sensitivity.outliers > 0);
});

Deno.test("equal scores share a rank whatever rounding does, and many areas are ranked", () => {
  const index = compositeIndex([part("a", [0.1, 0.2, 0.3, 0]), part("b", [0.3, 0.2, 0.1, 0])], {
    normalise: "min-max",
  });
  assert.deepEqual(ranks(index), [1, 1, 1, 4]);
  const many = Array.from({ length: 500 }, (_, i) => Math.sin(i * 12.9) * 43_758 % 1);
  const large = compositeIndex([part("a", many), part("b", many.map((value, i) => value + Math.cos(i)))]);
  assert.deepEqual([...ranks(large)].sort((a, b) => a - b).slice(0, 3), [1, 2, 3]);
});

Deno.test("an index shows a summary and no area", () => {
  const index = compositeIndex([part("a", [1, 2, 3]), part("b", [1, 2, 3])]);
  const shown = Deno.inspect(index);
  assert.equal(
    shown,
    "Composite index of 2 parts for 3 areas: ranks shift 0.0 places on average with other choices",
  );
  assert.equal(JSON.stringify(index), JSON.stringify(shown));
});

Deno.test("odd values, weights and goalposts give an index of numbers or a clear error, never NaN in silence", () => {
  const odd = fc.constantFrom(null, NaN, Infinity, -Infinity, 0, 1, -1, 2, 1e300, -1e300, 1e-300, 5, 7);
  const column = fc.array(odd, { minLength: 3, maxLength: 9 });
  const weight = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(1, 2, 1e-300) },
    fc.constantFrom(0, -1, NaN, Infinity, 1e300),
  );
  const options = fc.record({
    normalise: fc.constantFrom("z-score" as const, "min-max" as const, "rank" as const),
    aggregate: fc.constantFrom("arithmetic" as const, "geometric" as const, "harmonic" as const),
    outliers: fc.constantFrom("keep" as const, "draw-in" as const),
  });
  const numbersIn = (value: unknown): readonly number[] =>
    typeof value === "number"
      ? [value]
      : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : [];
  let answered = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(column, weight), { minLength: 1, maxLength: 3 }),
      options,
      (parts, choices) => {
        try {
          const index = compositeIndex(
            parts.map(([values, w], k) => part(`p${k}`, values, { weight: w })),
            choices,
          );
          answered++;
          assert.ok(numbersIn(index).every(Number.isFinite));
          assert.ok(index.scores.every(({ rank, rankRange }) => rank >= 1 && rankRange[0] <= rankRange[1]));
        } catch (error) {
          if (!(error instanceof WorkspaceError)) throw error;
        }
      },
    ),
    { numRuns: 200, seed: 20261122 },
  );
  const plain = compositeIndex([part("a", [1, 1, 1, 1]), part("b", [1e300, -1e300, 0, 1])], {
    aggregate: "geometric",
  });
  assert.ok(answered > 3, `${answered}`);
  assert.ok(numbersIn(plain).every(Number.isFinite));
});
