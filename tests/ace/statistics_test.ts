import assert from "node:assert/strict";
import {
  doseResponseFromCounts,
  kappa,
  reliability,
  tetrachoric,
  tetrachoricAlpha,
} from "../../lib/ace/mod.ts";
import { normalCdf, normalPdf, normalQuantile, wilsonInterval } from "../../lib/core/stats/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { mean, surveyDesign } from "../../lib/survey/mod.ts";

interface Statistics {
  readonly doseResponse: {
    readonly groups: readonly string[];
    readonly cases: readonly number[];
    readonly nonCases: readonly number[];
    readonly oddsRatio: readonly number[];
    readonly woolf95: readonly (readonly [number, number] | null)[];
    readonly cochranArmitage: { readonly z: number; readonly chi2: number };
    readonly perGroupLogisticOR: number;
    readonly perGroupSeLog: number;
    readonly riskRatio: readonly number[];
    readonly pafMiettinen: number;
    readonly auc: number;
  };
  readonly reliability: {
    readonly matrix: readonly (readonly number[])[];
    readonly kr20: number;
    readonly cronbachAlpha: number;
    readonly standardizedAlpha: number;
  };
  readonly tetrachoric: readonly {
    readonly table: [[number, number], [number, number]];
    readonly rho: number | null;
    readonly tol?: number;
  }[];
  readonly kaiserConsistency: {
    readonly nWomen: number;
    readonly nMen: number;
    readonly tolerancePctPoints: number;
    readonly rows: Readonly<Record<string, readonly [number, number, number]>>;
  };
}

const reference: Statistics = JSON.parse(
  Deno.readTextFileSync(new URL("../data/ace/ace-statistics.json", import.meta.url)),
);

function close(found: number | null | undefined, wanted: number, tolerance: number, what: string): void {
  assert.ok(Math.abs((found ?? NaN) - wanted) <= tolerance, `${what}: ${found} is not ${wanted}`);
}

Deno.test("odds ratios, trend, attributable fraction and AUC equal the reference", () => {
  const wanted = reference.doseResponse;
  const found = doseResponseFromCounts(wanted);
  found.rows.forEach((row, index) => {
    close(row.oddsRatio, wanted.oddsRatio[index] ?? NaN, 5e-7, "odds ratio");
    close(row.riskRatio, wanted.riskRatio[index] ?? NaN, 1e-9, "risk ratio");
    const interval = wanted.woolf95[index];
    if (!interval) return assert.equal(row.interval, null);
    close(row.interval?.low, interval[0], 5e-7, "Woolf low");
    close(row.interval?.high, interval[1], 5e-6, "Woolf high");
  });
  close(found.trend.z, wanted.cochranArmitage.z, 5e-7, "z");
  close(found.trend.chiSquared, wanted.cochranArmitage.chi2, 5e-6, "chi2");
  close(found.perGroup.oddsRatio, wanted.perGroupLogisticOR, 5e-9, "per group");
  // The reference is R's default, one step short of convergence; with epsilon 1e-15 R gives 0.0854300844164.
  close(found.perGroup.seLog, wanted.perGroupSeLog, 5e-7, "per group se");
  close(found.perGroup.seLog, 0.0854300844164, 1e-12, "per group se, converged");
  close(found.attributableFraction, wanted.pafMiettinen, 5e-7, "PAF");
  close(found.auc, wanted.auc, 5e-7, "AUC");
});

Deno.test("a dose–response result always warns that groups do not predict persons", () => {
  const ids = doseResponseFromCounts(reference.doseResponse).warnings.map(({ id }) => id);
  assert.deepEqual(ids, ["no-individual-prediction", "attributable-fraction-causal"]);
});

Deno.test("an empty cell gives no odds ratio and a warning", () => {
  const result = doseResponseFromCounts({ groups: ["0", "1"], cases: [3, 0], nonCases: [4, 9] });
  assert.equal(result.rows[1]?.oddsRatio, null);
  assert.ok(result.warnings.some(({ id }) => id === "empty-cell"));
  assert.throws(
    () => doseResponseFromCounts({ groups: ["0", "1"], cases: [0, 0], nonCases: [4, 9] }),
    /Everybody or nobody/,
  );
});

Deno.test("KR-20 equals alpha exactly, and both equal the reference", () => {
  const { matrix, kr20, cronbachAlpha, standardizedAlpha } = reference.reliability;
  const items = Object.fromEntries(
    (matrix[0] ?? []).map((_, item) => [`i${item}`, matrix.map((row) => row[item] ?? NaN)]),
  );
  const found = reliability(items, { floor: 8 });
  close(found.kr20, kr20, 5e-7, "KR-20");
  close(found.alpha, cronbachAlpha, 5e-7, "alpha");
  close(found.kr20, found.alpha ?? NaN, 1e-14, "KR-20 against alpha");
  close(found.standardizedAlpha, standardizedAlpha, 5e-7, "standardized alpha");
  assert.equal(found.warnings[0]?.id, "formative-index");
  assert.equal(found.n, matrix.length);
});

for (const { table, rho, tol = 1e-9 } of reference.tetrachoric) {
  Deno.test(`the tetrachoric correlation of ${JSON.stringify(table)} equals the reference`, () => {
    if (rho === null) return assert.throws(() => tetrachoric(table), /empty cell/);
    close(tetrachoric(table), rho, tol, "rho");
  });
}

Deno.test("with uneven margins the correlation gives the cell back, by integration over one variable", () => {
  for (const table of [[[60, 15], [10, 15]], [[5, 40], [30, 25]]] as const) {
    const [[a, b], [c, d]] = table;
    const n = a + b + c + d;
    const [h, k] = [normalQuantile((a + b) / n), normalQuantile((a + c) / n)];
    const rho = tetrachoric(table);
    const steps = 4000;
    let sum = 0;
    for (let i = 0; i <= steps; i++) {
      const x = -9 + (h + 9) * i / steps;
      const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
      sum += weight * normalPdf(x) * normalCdf((k - rho * x) / Math.sqrt(1 - rho * rho));
    }
    close(sum * (h + 9) / (3 * steps), a / n, 1e-10, "cell");
  }
});

Deno.test("an empty cell is corrected only when asked, and swapping items changes nothing", () => {
  const corrected = tetrachoric([[50, 0], [20, 30]], { emptyCell: "addHalf" });
  assert.ok(corrected > 0.8 && corrected < 1);
  close(tetrachoric([[40, 10], [20, 30]]), tetrachoric([[40, 20], [10, 30]]), 1e-12, "transposed");
  close(tetrachoric([[40, 10], [20, 30]]), -tetrachoric([[10, 40], [30, 20]]), 1e-10, "mirrored");
  assert.throws(() => tetrachoricAlpha([[1, 0]]), /two items/);
});

Deno.test("independent items have a tetrachoric correlation of zero whatever the margins", () => {
  close(tetrachoric([[72, 8], [18, 2]]), 0, 1e-10, "rho");
});

Deno.test("kappa's standard error is that of the delta method, worked out by hand", () => {
  const table = [[30, 6, 2], [4, 25, 7], [1, 5, 20]];
  for (const weights of ["none", "linear", "quadratic"] as const) {
    const found = kappa(table, { weights });
    close(found.se, numericalSe(table, weights), 1e-7, weights);
  }
  close(kappa([[20, 5], [10, 15]], { weights: "none" }).kappa, 0.4, 1e-12, "kappa");
});

/** The delta method with numerical derivatives of kappa in the cell shares. */
function numericalSe(
  table: readonly (readonly number[])[],
  weights: "none" | "linear" | "quadratic",
): number {
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  const step = 1e-5;
  const slopes = table.flatMap((row, i) =>
    row.map((_, j) => {
      const moved = (by: number) =>
        table.map((cells, a) => cells.map((count, b) => count / n + (a === i && b === j ? by : 0)));
      // kappa() normalises by the sum, so move along the cell and divide.
      const value = (by: number) => kappa(moved(by), { weights }).kappa ?? NaN;
      return (value(step) - value(-step)) / (2 * step);
    })
  );
  const shares = table.flat().map((count) => count / n);
  const mean = shares.reduce((sum, share, index) => sum + share * slopes[index]!, 0);
  return Math.sqrt(shares.reduce((sum, share, index) => sum + share * (slopes[index]! - mean) ** 2, 0) / n);
}

Deno.test("CDC-Kaiser: recombining women and men gives all published totals", () => {
  const { nWomen, nMen, rows, tolerancePctPoints } = reference.kaiserConsistency;
  const design = surveyDesign(Table.from({ w: Float64Array.of(nWomen, nMen) }), { weight: "w", stages: [] });
  assert.equal(Object.keys(rows).length, 13);
  for (const [row, [women, men, total]] of Object.entries(rows)) {
    close(mean(design, Float64Array.of(women, men)).values[0], total, tolerancePctPoints, row);
  }
});

// Source: BRFSS 2010, DC and 10 states, n = 53,784 (women, men, total); weighted, so only the sums can be tested.
const BRFSS_2010 = [[40, 41.4, 40.7], [22.4, 24.9, 23.6], [13.4, 13.2, 13.3], [8, 8.1, 8.1], [
  16.2,
  12.4,
  14.3,
]];

Deno.test("BRFSS 2010: the groups of the published distribution add up to 100", () => {
  for (const column of [0, 1, 2]) {
    close(BRFSS_2010.reduce((sum, row) => sum + row[column]!, 0), 100, 0.11, "sum");
  }
});

// The same source: emotional, physical and sexual abuse, partner violence, substance use, mental illness, separation, prison.
const BRFSS_2010_KINDS = [
  [34.1, 35.9, 35],
  [15.8, 15.9, 15.9],
  [15.2, 6.4, 10.9],
  [15.6, 14.2, 14.9],
  [
    27.2,
    22.9,
    25.1,
  ],
  [19.3, 13.3, 16.3],
  [23.1, 22.5, 22.8],
  [5.2, 6.2, 5.7],
];

Deno.test("BRFSS 2010: one weighted share of women rebuilds all thirteen published totals", () => {
  const fits = (share: number) =>
    [...BRFSS_2010, ...BRFSS_2010_KINDS].every(([women = 0, men = 0, total = 0]) =>
      // Each of the three figures is rounded to one decimal.
      Math.abs(share * women + (1 - share) * men - total) <= 0.1 + 1e-9
    );
  const shares = Array.from({ length: 101 }, (_, percent) => percent / 100).filter(fits);
  assert.ok(shares.length > 0 && shares.every((share) => share > 0.48 && share < 0.56), shares.join(" "));
});

// Source: Felitti et al. (1998), AJPM 14:245–258, table 4 (recalled, not checked: see lib/ace/instruments/kaiser_fhh.ts).
const FELITTI = { sizes: [3861, 2009, 1051, 590, 545], attemptPercent: [1.2, 2.4, 4.3, 9.5, 18.3] };

Deno.test("Felitti 1998: group sizes add up, and the crude odds ratio is not the adjusted one", () => {
  assert.equal(FELITTI.sizes.reduce((sum, size) => sum + size, 0), 8056);
  close((8056 - FELITTI.sizes[0]!) / 80.56, 52.1, 0.05, "any category, published 52.1 %");
  const odds = (percent: number) => percent / (100 - percent);
  close(odds(18.3) / odds(1.2), 18.4, 0.05, "crude OR of the percentages");
  const cases = FELITTI.sizes.map((size, index) => Math.round(size * FELITTI.attemptPercent[index]! / 100));
  const nonCases = FELITTI.sizes.map((size, index) => size - cases[index]!);
  const last = doseResponseFromCounts({ groups: ["0", "1", "2", "3", "4+"], cases, nonCases }).rows[4];
  close(last?.oddsRatio, 18.4, 0.4, "crude OR of rounded counts");
  assert.ok(
    (last?.interval?.low ?? 0) > 12.2 - 1,
    "the published adjusted 12.2 lies at the edge of the crude interval",
  );
  // Dube 2001: 1.1 % at 0 and 35.2 % at 7 or more.
  close(odds(35.2) / odds(1.1), 48.8, 0.05, "Dube crude");
});

Deno.test("MMWR 2023 and Merrick 2018: the published groups and the share kept follow from one another", () => {
  // MMWR 72(26): one or more 63.9, four or more 17.3 (read); one 23.1, two or three 23.5 (recalled).
  close(23.1 + 23.5 + 17.3, 63.9, 0.05 + 1e-9, "one or more");
  // Merrick et al. (2018): 214,157 of 248,934 respondents answered everything, 86.0 %.
  close(Math.round(1000 * 214157 / 248934) / 10, 86, 1e-9, "kept");
});

Deno.test("TNO 2016 and the Dutch clinic study: the published percentages come from one whole count", () => {
  const published = [[76, 664, 11.4], [149, 664, 22.4], [235, 1373, 17.1]] as const;
  for (const [count, n, percent] of published) {
    const fits = Array.from({ length: n + 1 }, (_, x) => x).filter((x) =>
      Math.abs(Math.round(1000 * x / n) / 10 - percent) < 1e-9
    );
    assert.ok(fits.includes(count));
    const { low, high } = wilsonInterval(count, n);
    assert.ok(low < percent / 100 && percent / 100 < high);
  }
});
