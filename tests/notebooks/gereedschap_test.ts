/** The numbers of the briefing on tools, once more by plain loops and by simulation. */
import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { loadDataset } from "../../lib/sources/mod.ts";
import { type NotebookValues, percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("one") ?? valuesOf("gereedschap");
  cache.set("one", known);
  return known;
}

const SUBJECTS = [
  "HuishOnderOfRondSociaalMinimum",
  "WmoClienten",
  "JeugdledenBibliotheek",
  "TrajectenGestart",
  "GeboorteTotaal",
  "Meldingen",
];

Deno.test("how often a figure can be seen is as counted area by area", async () => {
  const values = await notebook();
  const { table } = await loadDataset("open/gebiedscijfers");
  const together = new Map<string, [number, number]>();
  for (const subject of SUBJECTS) {
    for (const level of ["buurt", "wijk", "gemeente"]) {
      const sums: Record<string, number> = {};
      for (let row = 0; row < table.rowCount; row++) {
        if (table.numbers("jaar")[row] !== 2023) continue;
        const area = table.texts(level)[row] ?? "";
        sums[area] = (sums[area] ?? 0) + (table.numbers(subject)[row] || 0);
      }
      const seen = Object.values(sums).filter((count) => count > 9).length, all = Object.keys(sums).length;
      const [a, b] = together.get(level) ?? [0, 0];
      together.set(level, [a + seen, b + all]);
      assert.equal(shownIn(tableOf(values, "veiligPerOnderwerp"), subject, level), percentOf(seen, all));
    }
  }
  for (const [level, [seen, all]] of together) {
    assert.equal(shownIn(tableOf(values, "veiligSamen"), level), percentOf(seen, all));
  }
  const [seen, all] = together.get("buurt") ?? [0, 1];
  assert.ok(sentenceOf(values, "inEenBuurt").includes(`(${percentOf(seen, all)}%)`));
});

Deno.test("a difference of the shown size is found in about four of five simulated measurements", async () => {
  const values = await notebook();
  const { deviation } = values["bekend"] as { readonly deviation: number };
  const random = randomFor("tests/notebooks/gereedschap");
  for (const families of [20, 100]) {
    const difference = shownIn(tableOf(values, "veiligVindbaar"), String(families)) ?? NaN;
    let found = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const group = (shift: number) =>
        Array.from({ length: families }, () => shift + deviation * random.normal());
      const [a, b] = [group(difference), group(0)];
      const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / families;
      const spread = (list: readonly number[]) => list.reduce((sum, x) => sum + (x - mean(list)) ** 2, 0);
      const error = Math.sqrt((spread(a) + spread(b)) / (2 * families - 2) * 2 / families);
      // The two-sided 5 % points of Student's t with 38 and 198 degrees of freedom, from a table.
      if (Math.abs(mean(a) - mean(b)) / error > (families === 20 ? 2.0244 : 1.972)) found += 1;
    }
    assert.ok(Math.abs(found / 2000 - 0.8) < 0.04, `${families}: ${found}`);
  }
});

/** The sum of a function over a range, by Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number): number {
  const steps = 400, h = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return sum * h / 3;
}

/** The argument at which a rising function reaches a value, by halving. */
function reaches(f: (x: number) => number, value: number, [low, high]: readonly [number, number]): number {
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (f(middle) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The density of the root of a chi-squared number over its freedom: s / sigma. */
function density(freedom: number): (x: number) => number {
  const raw = (x: number) => x <= 0 ? 0 : Math.exp((freedom - 1) * Math.log(x) - freedom * (x * x - 1) / 2);
  const whole = integral(raw, 0, 4);
  return (x) => raw(x) / whole;
}

/** The area under the bell curve below a point. */
function below(z: number): number {
  const area = integral((x) => Math.exp(-x * x / 2), 0, Math.min(Math.abs(z), 12)) / Math.sqrt(2 * Math.PI);
  return z < 0 ? 0.5 - area : 0.5 + area;
}

Deno.test("the smallest difference and its margin follow from the raw scores by plain sums of the two curves", async () => {
  const values = await notebook();
  const { table } = await loadDataset("local/hallo-jij");
  const scores = Array.from(table.numbers("welbevinden")).filter((score, row) =>
    table.numbers("meting")[row] === 0 && !Number.isNaN(score)
  );
  const mean = scores.reduce((sum, x) => sum + x, 0) / scores.length, freedom = scores.length - 1;
  const variance = scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / freedom;
  // The difference of two answers of one mother, when they hang together for 0.7.
  const deviation = Math.sqrt(2 * variance * (1 - 0.7));
  const spread = density(freedom);
  const at = (chance: number) => deviation / reaches((x) => integral(spread, 0, x), chance, [0, 4]);
  // The two-sided 5 % points of Student's t with 18, 38, 98, 198 and 398 degrees of freedom, from a table.
  const points = [[10, 2.1009], [20, 2.0244], [50, 1.9845], [100, 1.972], [200, 1.9659]] as const;
  for (const [families, point] of points) {
    const curve = density(2 * families - 2);
    const nodes = Array.from({ length: 201 }, (_, i) => i / 100);
    const weights = nodes.map((x) => curve(x));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const found = (shift: number) =>
      nodes.reduce(
        (sum, x, i) =>
          sum + (weights[i] ?? 0) / whole * (1 - below(point * x - shift) + below(-point * x - shift)),
        0,
      );
    const shift = reaches(found, 0.8, [0, 6]);
    const expected = [deviation, at(0.975), at(0.025)].map((one) =>
      Number((shift * one * Math.sqrt(2 / families)).toFixed(1))
    );
    const cell = tableOf(values, "veiligVindbaar").cell(String(families));
    assert.deepEqual([cell?.value, cell?.low, cell?.high], expected, String(families));
  }
});

Deno.test("the margin of a questionnaire and who answered are those of the raw answers", async () => {
  const values = await notebook();
  const { table } = await loadDataset("local/oudervragenlijst");
  let answered = 0, lonely = 0, known = 0;
  for (let row = 0; row < table.rowCount; row++) {
    if (table.booleans("respons")[row] !== true) continue;
    answered += 1;
    const answer = table.numbers("eenzaam")[row] ?? NaN;
    if (Number.isNaN(answer)) continue;
    known += 1;
    lonely += answer;
  }
  assert.equal(shownIn(tableOf(values, "veiligRespons")), percentOf(answered, table.rowCount));
  const share = lonely / known;
  for (const n of [50, 100, 200, 400, 1000]) {
    const margin = 100 * 1.959964 * Math.sqrt(share * (1 - share) / n);
    assert.equal(shownIn(tableOf(values, "veiligMarges"), String(n)), Math.round(margin));
  }
});
