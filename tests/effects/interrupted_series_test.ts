import assert from "node:assert/strict";
import { determinant, inverse, Matrix, solve } from "ml-matrix";
import { randomFor } from "../../lib/core/random.ts";
import { studentTCdf } from "../../lib/core/stats/student_t.ts";
import { Table } from "../../lib/core/table.ts";
import { interruptedSeries } from "../../lib/effects/interrupted_series.ts";
import { digits, readTable } from "./_support.ts";

const nile = readTable("nile.csv");
const NILE = { outcome: "y", time: "t", start: 29, readAt: "last-before", lag: 3 } as const;

Deno.test("interruptedSeries() gives Newey–West on the Nile as R and statsmodels do", () => {
  const wanted = {
    plain: ["33.630529885", "2.513261842", "60.887452165", "2.647866527"],
    adjusted: ["34.324015832", "2.565087126", "62.142995643", "2.702467458"],
  };
  for (const adjustment of ["plain", "adjusted"] as const) {
    const fit = interruptedSeries(nile, { ...NILE, method: "newey-west", adjustment });
    const numbers = [fit.level, fit.slope, fit.levelChange, fit.slopeChange];
    ["1080.9365079365", "1.1595511768", "-288.6335965987", "-0.4690887676"].forEach((estimate, place) => {
      digits(numbers[place]?.estimate, estimate);
      digits(numbers[place]?.standardError, wanted[adjustment][place] ?? "");
    });
  }
});

Deno.test("interruptedSeries() gives Prais–Winsten on the Nile as R prais does", () => {
  const fit = interruptedSeries(nile, { ...NILE, method: "prais-winsten" });
  digits(fit.rho, "0.15173987569");
  digits(fit.estimate, "-288.96092175");
  digits(fit.levelChange.standardError, "64.084701844");
});

Deno.test("interruptedSeries() reaches the top of the restricted likelihood; nlme stops within 2e-6 of it", () => {
  const fit = interruptedSeries(nile, NILE);
  assert.equal(fit.handling, "reml-ar1");
  // The top by stats::optimize over dense matrices in R 4.2.2.
  assert.ok(Math.abs(fit.rho - 0.1974754768) < 1e-7);
  assert.ok(Math.abs(fit.estimate + 289.1863658051) < 1e-6);
  // nlme::gls stops at φ .19747419397, where the same formula gives −289.18635836 (67.150935602).
  assert.ok(Math.abs(fit.rho - 0.19747419397) < 2e-6);
  assert.ok(Math.abs(fit.estimate + 289.18635836) < 1e-5);
  assert.ok(Math.abs((fit.levelChange.standardError ?? 0) - 67.150935602) < 2e-4);
});

Deno.test("interruptedSeries() refuses gaps and short series, and knows no certainty on a perfect line", () => {
  const make = (t: number[], y: number[]) => Table.from({ t: Float64Array.from(t), y: Float64Array.from(y) });
  const options = { outcome: "y", time: "t", start: 4 };
  assert.throws(
    () => interruptedSeries(make([1, 2, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6]), options),
    /equal steps/,
  );
  assert.throws(() => interruptedSeries(make([1, 2, 3, 4], [1, 2, 3, 4]), options), /too few/);
  const flat = interruptedSeries(make([1, 2, 3, 4, 5, 6, 7], [5, 5, 5, 5, 5, 5, 5]), options);
  assert.ok(Math.abs(flat.estimate) < 1e-9);
  assert.equal(flat.low, null);
  assert.ok(flat.warnings.some((warning) => warning.code === "few-points"));
});

const SERIES = [12, 14, 13, 15, 17, 16, 18, 21, 20, 22, 27, 26, 29, 31, 30, 31];

function designOf(points: number): readonly (readonly number[])[] {
  return Array.from({ length: points }, (_, t) => [1, t, t >= 9 ? 1 : 0, t >= 9 ? t - 9 : 0]);
}

/** How likely each of `count` autocorrelations is, by dense matrices and no shortcut of the library. */
function densely(y: readonly number[], count: number) {
  const x = designOf(y.length), free = y.length - 4;
  const nodes = Array.from({ length: count }, (_, place) => {
    const rho = Math.sin(Math.PI * ((place + 0.5) / count - 0.5));
    const white = (v: readonly number[]) =>
      v.map((value, t) => t === 0 ? Math.sqrt(1 - rho * rho) * value : value - rho * v[t - 1]!);
    const columns = new Matrix([0, 1, 2, 3].map((j) => white(x.map((row) => row[j]!)))).transpose();
    const outcome = Matrix.columnVector(white(y)), square = columns.transpose().mmul(columns);
    const beta = solve(columns, outcome),
      rest = Matrix.sub(outcome, columns.mmul(beta)).norm("frobenius") ** 2;
    const spread = Math.sqrt(rest / free * inverse(square).get(2, 2));
    const log = -Math.log(determinant(square)) / 2 + Math.log(1 - rho * rho) / 2 - free / 2 * Math.log(rest);
    return { rho, log, centre: beta.get(2, 0), spread };
  });
  const top = Math.max(...nodes.map(({ log }) => log));
  const total = nodes.reduce((sum, { log }) => sum + Math.exp(log - top), 0);
  return nodes.map((node) => ({ ...node, weight: Math.exp(node.log - top) / total }));
}

const tableOf = (y: readonly number[]) =>
  Table.from({ time: Float64Array.from(y, (_, t) => t), y: Float64Array.from(y) });
const SPLIT = { outcome: "y", time: "time", start: 9 } as const;

Deno.test("the default interval is the mixture of t distributions over all autocorrelations, by dense sums", () => {
  // An even and an odd number of degrees of freedom.
  for (const [method, points] of [["reml-ar1", 16], ["prais-winsten", 15]] as const) {
    const y = SERIES.slice(0, points), nodes = densely(y, 401);
    const below = (value: number) =>
      nodes.reduce(
        (sum, { weight, centre, spread }) =>
          sum + weight * studentTCdf((value - centre) / spread, points - 4),
        0,
      );
    const found = interruptedSeries(tableOf(y), { ...SPLIT, method });
    assert.ok(Math.abs(below(found.low!) - 0.025) < 1e-6, `${below(found.low!)}`);
    assert.ok(Math.abs(below(found.high!) - 0.975) < 1e-6, `${below(found.high!)}`);
    assert.ok(Math.abs(2 * Math.min(below(0), 1 - below(0)) - found.pValue!) < 1e-6);
    const plain = interruptedSeries(tableOf(y), { ...SPLIT, method, interval: "plain" });
    assert.deepEqual([plain.estimate, plain.standardError], [found.estimate, found.standardError]);
    assert.ok(found.high! - found.low! > plain.high! - plain.low!);
  }
});

Deno.test("the default border of Newey–West is that of 1,999 imitated series, by dense sums", () => {
  const lag = 3, n = SERIES.length, x = new Matrix(designOf(n).map((row) => [...row]));
  const bread = inverse(x.transpose().mmul(x)), random = randomFor("effects/interrupted-series");
  const nodes = densely(SERIES, 120);
  const ratios = Array.from({ length: 1_999 }, (_, draw) => {
    let upTo = 0;
    const { rho } = nodes.find(({ weight }) => (upTo += weight) >= (draw + 0.5) / 1_999) ?? nodes.at(-1)!;
    let error = random.normal() / Math.sqrt(1 - rho * rho);
    const y = Matrix.columnVector(
      Array.from({ length: n }, (_, t) => t === 0 ? error : error = rho * error + random.normal()),
    );
    const beta = bread.mmul(x.transpose()).mmul(y), rest = Matrix.sub(y, x.mmul(beta)).getColumn(0);
    const middle = Matrix.zeros(n, n);
    for (let s = 0; s < n; s++) {
      for (let t = 0; t < n; t++) {
        middle.set(s, t, Math.max(0, 1 - Math.abs(s - t) / (lag + 1)) * rest[s]! * rest[t]!);
      }
    }
    const half = bread.mmul(x.transpose());
    return Math.abs(beta.get(2, 0)) /
      Math.sqrt(half.mmul(middle).mmul(half.transpose()).get(2, 2) * n / (n - 4));
  }).sort((a, b) => a - b);
  const found = interruptedSeries(tableOf(SERIES), { ...SPLIT, method: "newey-west", lag });
  const reach = (found.high! - found.low!) / 2 / found.standardError!;
  assert.ok(Math.abs(reach / ratios[Math.ceil(0.95 * 2_000) - 1]! - 1) < 1e-9, `${reach}`);
  const beyond = ratios.filter((ratio) => ratio >= Math.abs(found.estimate / found.standardError!)).length;
  assert.equal(found.pValue, (beyond + 1) / 2_000);
});

Deno.test("interruptedSeries() refuses a lag that is no whole number from 0", () => {
  for (const lag of [-1, 1.5, NaN]) {
    assert.throws(
      () => interruptedSeries(nile, { ...NILE, method: "newey-west", lag }),
      /The lag of Newey–West is/,
    );
  }
});

Deno.test("Newey–West by default takes its border from imitated series, the same in every run and wider than plain", () => {
  const [one, two] = [0, 1].map(() => interruptedSeries(nile, { ...NILE, method: "newey-west" }));
  const plain = interruptedSeries(nile, { ...NILE, method: "newey-west", interval: "plain" });
  assert.deepEqual([one!.low, one!.pValue], [two!.low, two!.pValue]);
  assert.equal(one!.standardError, plain.standardError);
  assert.ok(one!.high! - one!.low! > 1.05 * (plain.high! - plain.low!));
  assert.ok(one!.pValue! >= 1 / 2000);
});

Deno.test("a series below 24 points says what its interval is worth, and below 8 it keeps a verdict from being given", () => {
  const make = (points: number) =>
    interruptedSeries(
      Table.from({
        t: Float64Array.from({ length: points }, (_, t) => t),
        y: Float64Array.from({ length: points }, (_, t) => 5 + t + Math.sin(9 * t)),
      }),
      { outcome: "y", time: "t", start: Math.floor(points / 2) },
    );
  const codes = (points: number) => make(points).warnings.map(({ code, weight }) => `${code} ${weight}`);
  assert.ok(codes(7).includes("too-short-to-tell serious") && make(7).handling === "ols");
  assert.ok(codes(16).includes("short-series remark") && make(16).handling === "reml-ar1");
  assert.ok(!codes(24).some((code) => code.startsWith("short-series")));
});
