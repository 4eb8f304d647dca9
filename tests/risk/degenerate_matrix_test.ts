import assert from "node:assert/strict";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import * as risk from "../../lib/risk/mod.ts";
import {
  bSpline,
  decisionCounts,
  designMatrix,
  eValue,
  factor,
  fairnessByGroup,
  fitFirth,
  fitLinear,
  fitLogistic,
  fitMultinomial,
  fitNegativeBinomial,
  fitPoisson,
  fitRiskRatios,
  formula,
  growSegments,
  imputeChained,
  interaction,
  marginalEffects,
  naturalSpline,
  profileInterval,
  ratioTable,
  stackRiskFactors,
  standardisedRisks,
  validate,
  validateBy,
  validateOn,
} from "../../lib/risk/mod.ts";
import { frameOf } from "../support/table_frame.ts";

const N = 80;
const random = randomFor("risk/degenerate");
const x = Float64Array.from({ length: N }, () => random.normal());
const z = Float64Array.from({ length: N }, (_, row) => row % 2);
const y = x.map((value) => (random.next() < 1 / (1 + Math.exp(-value)) ? 1 : 0));
const gap = x.map((value, row) => (row % 7 === 0 ? NaN : value));
const place = Float64Array.from({ length: N }, (_, row) => row % 8);
const plain = Table.from({ x, z, y, gap, place });
const NOTHING = new Float64Array(N).fill(NaN);

/** The degenerate inputs of the issue. */
const INPUTS: Readonly<Record<string, Table>> = {
  "constant column": plain.withColumns({ x: new Float64Array(N).fill(3) }),
  "one class": plain.withColumns({ y: new Float64Array(N).fill(1) }),
  "no events": plain.withColumns({ y: new Float64Array(N) }),
  "perfect separation": plain.withColumns({ y: x.map((value) => (value > 0 ? 1 : 0)) }),
  "n < p": plain.filter((row) => row < 2),
  "all missing": plain.withColumns({ x: NOTHING, gap: NOTHING }),
  "one cluster": plain.withColumns({ place: new Float64Array(N) }),
  "ties everywhere": plain.withColumns({
    x: z,
    gap: gap.map((value, row) => (Number.isNaN(value) ? NaN : z[row]!)),
  }),
  infinite: plain.withColumns({
    x: x.map((value, row) => (row === 3 ? Infinity : value)),
    gap: gap.map((v, r) => r === 3 ? -Infinity : v),
  }),
  "huge scale": plain.withColumns({
    x: x.map((value) => value * 1e60),
    gap: gap.map((value) => value * 1e60),
  }),
  "tiny scale": plain.withColumns({
    x: x.map((value) => value * 1e-60),
    gap: gap.map((value) => value * 1e-60),
  }),
  ...Object.fromEntries([1e150, 1e-150].map((scale) => [
    `${scale} times`,
    plain.withColumns({ x: x.map((value) => value * scale), gap: gap.map((value) => value * scale) }),
  ])),
  "no rows": plain.filter(() => false),
};

const text = { nl: "hulp", en: "help" };
const TEXTS = frameOf("ontaard", text);
const terms = formula("y", ["x"]);
const cluster = { covariance: { cluster: "place", correction: "CR2" } } as const;

/** Every method, each giving all numbers that it shows. */
const METHODS: Readonly<Record<string, (table: Table) => unknown>> = {
  linear: (table) => fitLinear(table, terms).coefficients,
  logistic: (table) => fitLogistic(table, terms).coefficients,
  firth: (table) => fitFirth(table, terms).coefficients,
  "risk ratios": (table) => fitRiskRatios(table, terms).coefficients,
  poisson: (table) => fitPoisson(table, terms).coefficients,
  "negative binomial": (table) =>
    fitNegativeBinomial(
      table.withColumns({ y: table.numbers("y").map((value, row) => value * (row % 5) * 3) }),
      terms,
    ).coefficients,
  multinomial: (table) => fitMultinomial(table, terms, { reference: "0" }).equations,
  "HC3 multinomial": (table) => fitMultinomial(table, terms, { reference: "0", covariance: "HC3" }).equations,
  "clustered multinomial": (table) =>
    fitMultinomial(table, terms, {
      reference: "0",
      covariance: { cluster: "place", correction: "CR3" },
    }).equations,
  "clustered logistic": (table) => fitLogistic(table, terms, cluster).coefficients,
  spline: (table) => fitLogistic(table, formula("y", [naturalSpline("x", { df: 2 })])).coefficients,
  effects: (table) => marginalEffects(fitLogistic(table, terms)).effects,
  standardised: (table) => standardisedRisks(fitLogistic(table, formula("y", ["x", "z"])), "z").risks,
  validation: (table) => validate(fitLogistic(table, terms)),
  fairness: (table) =>
    fairnessByGroup(fitLogistic(table, terms), table, { by: "place", threshold: 0.5 }).groups,
  decisions: (table) => decisionCounts(fitLogistic(table, terms), table, { thresholds: [0.5] }),
  segments: (table) => growSegments(table, { outcome: "y", predictors: ["x"], seed: "d", leafFloor: 10 }),
  stacking: (table) => stackRiskFactors(table, { outcome: "y", factors: ["x", "z"], upTo: 2 }),
  "design matrix": (table) => designMatrix(table, terms).columns,
  interaction: (table) => fitLogistic(table, formula("y", ["x", "z", interaction("x", "z")])).coefficients,
  factor: (table) =>
    fitLogistic(table, formula("y", ["x", factor("place", { reference: "0" })])).coefficients,
  "B-spline": (table) => fitLinear(table, formula("y", [bSpline("x", { df: 4 })])).coefficients,
  "HC3 linear": (table) => fitLinear(table, terms, { covariance: "HC3" }).coefficients,
  "clustered linear": (table) => fitLinear(table, terms, cluster).coefficients,
  "clustered risk ratios": (table) => fitRiskRatios(table, terms, cluster).coefficients,
  "profile interval": (table) => profileInterval(fitLogistic(table, terms), "x"),
  "Firth profile interval": (table) => profileInterval(fitFirth(table, terms), "x"),
  "validation by place": (table) => validateBy(table, terms, { by: "place", thresholds: [0.5], groups: 2 }),
  "validation from earlier places": (table) =>
    validateBy(table, terms, { by: "place", from: "earlier", groups: 2 }),
  "validation on other rows": (table) => validateOn(fitLogistic(plain, terms), table, { groups: 2 }),
  "E-value": (table) => eValue({ measure: "odds ratio", ...fitLogistic(table, terms).ratios[0]! }),
  "ratio table": (table) => ratioTable(fitLogistic(table, terms), TEXTS).cells,
  "imputed flags": (table) =>
    imputeChained(
      table.withColumns({
        flag: table.numbers("gap").map((value) => (Number.isNaN(value) ? NaN : Number(value > 0))),
      }),
      { columns: { flag: "logistic" }, predictors: ["y", "z"], seed: "d", imputations: 2 },
    ).fit((one) => fitLinear(one, formula("y", ["flag"]))).coefficients,
  imputation: (table) =>
    imputeChained(table, {
      columns: { gap: "meanMatching" },
      predictors: ["y", "z"],
      seed: "d",
      imputations: 2,
    })
      .fit((one) => fitLinear(one, formula("y", ["gap"]))).coefficients,
};

/** Methods that are not run by name: parts of others, options, and what takes the results above. */
const COVERED_BY: Readonly<Record<string, string>> = {
  formula: "all",
  factor: "factor",
  columnsOf: "all",
  termName: "all",
  naturalSpline: "spline",
  poolEstimates: "imputation",
  poolModels: "imputation",
  modelOutput: "ratio table",
  stackTables: "stacking",
  segmentTable: "segments",
  calibrationTable: "validation",
  validationTable: "validation",
  validationTableByPart: "validation by place",
  fairnessTables: "fairness",
  decisionTable: "decisions",
  differenceTable: "linear",
  marginalEffectTable: "effects",
  standardisedRiskTable: "standardised",
  pooledTable: "imputation",
  multinomialTable: "multinomial",
};

Deno.test("the sweep leaves no function of the folder out", () => {
  const source = Object.values(METHODS).map(String).join("\n");
  const left = Object.entries(risk).filter(([name, value]) =>
    typeof value === "function" && !/^[A-Z]/.test(name) && !source.includes(`${name}(`) &&
    !(name in COVERED_BY)
  );
  assert.deepEqual(left.map(([name]) => name), []);
});

/** All numbers in a result. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "df" ? [] : numbersIn(inner)));
}

/** Inputs that are no trouble to a method: it must answer. Everything else must be refused. */
const SCALES = ["huge scale", "tiny scale", "1e-150 times"];
const USUAL = ["one cluster", "ties everywhere", ...SCALES];
const ANSWERED: Readonly<Record<string, readonly string[]>> = {
  linear: ["one class", "no events", "perfect separation", ...USUAL],
  logistic: USUAL,
  firth: ["perfect separation", ...USUAL],
  // A log link is not separated by a group in which everybody has the outcome.
  "risk ratios": ["perfect separation", ...USUAL],
  poisson: ["one class", "perfect separation", ...USUAL],
  "negative binomial": ["one class", "perfect separation", ...USUAL],
  // Its ratios are part of the result, and per 1e-60 they have no number.
  multinomial: ["one cluster", "ties everywhere", "huge scale"],
  "HC3 multinomial": ["one cluster", "ties everywhere", "huge scale"],
  "clustered multinomial": ["ties everywhere", "huge scale"],
  "clustered logistic": ["ties everywhere", ...SCALES],
  // Two values bear no curve.
  spline: ["one cluster", ...SCALES],
  effects: USUAL,
  standardised: ["one cluster", ...SCALES],
  validation: USUAL,
  fairness: ["ties everywhere", ...SCALES],
  decisions: USUAL,
  segments: ["constant column", "perfect separation", ...USUAL],
  stacking: ["ties everywhere"],
  imputation: ["constant column", "one class", "no events", "perfect separation", ...USUAL],
  "design matrix": ["one class", "no events", "perfect separation", ...USUAL],
  interaction: ["one cluster", ...SCALES],
  factor: ["one cluster", ...SCALES],
  "B-spline": ["one class", "no events", "perfect separation", "one cluster", ...SCALES],
  "HC3 linear": ["one class", "no events", "perfect separation", ...USUAL],
  "clustered linear": ["one class", "no events", "perfect separation", "ties everywhere", ...SCALES],
  "clustered risk ratios": ["perfect separation", "ties everywhere", ...SCALES],
  "profile interval": USUAL,
  "Firth profile interval": ["perfect separation", ...USUAL],
  "validation by place": ["ties everywhere", ...SCALES],
  // With ties, everybody of the first place is alike.
  "validation from earlier places": SCALES,
  // The model is that of the plain data: rows to judge on may be alike, but not of one outcome.
  "validation on other rows": ["constant column", "perfect separation", ...USUAL],
  // Per 1e-60 a ratio has no number.
  "E-value": ["one cluster", "ties everywhere", "huge scale"],
  "ratio table": ["one cluster", "ties everywhere", "huge scale"],
  // Above 0 is infinity too.
  "imputed flags": [
    "constant column",
    "one class",
    "no events",
    "perfect separation",
    "one cluster",
    "ties everywhere",
    "infinite",
    "huge scale",
    "tiny scale",
    "1e+150 times",
    "1e-150 times",
  ],
};
/** What a method needs of the plain data. */
const PLAIN: Readonly<Record<string, Table>> = {
  stacking: plain.withColumns({ x: z.map((value, row) => (row % 3 === 0 ? 1 - value : value)) }),
};

for (const [method, run] of Object.entries(METHODS)) {
  Deno.test(`${method}: every degenerate input gives a right answer or a clear error, never NaN in silence`, () => {
    assert.ok(numbersIn(run(PLAIN[method] ?? plain)).every(Number.isFinite), "plain data");
    const answered: string[] = [];
    for (const [name, table] of Object.entries(INPUTS)) {
      try {
        const numbers = numbersIn(run(table));
        assert.ok(numbers.length > 0 && numbers.every(Number.isFinite), `${name}: a number is not finite`);
        answered.push(name);
      } catch (error) {
        if (!(error instanceof WorkspaceError)) throw error;
        assert.ok(error.what.length > 10, name);
      }
    }
    assert.deepEqual(answered, ANSWERED[method]);
  });
}

Deno.test("the unit of a column changes no p-value, down to 1e-150; at 1e150 squares leave the numbers, and that is said", () => {
  const fits: Readonly<Record<string, (table: Table) => number>> = {
    linear: (table) => fitLinear(table, terms).coefficients[1]!.p,
    "linear HC3": (table) => fitLinear(table, terms, { covariance: "HC3" }).coefficients[1]!.p,
    logistic: (table) => fitLogistic(table, terms).coefficients[1]!.p,
    "logistic CR2": (table) => fitLogistic(table, terms, cluster).coefficients[1]!.p,
    firth: (table) => fitFirth(table, terms).coefficients[1]!.p,
    poisson: (table) => fitPoisson(table, terms).coefficients[1]!.p,
    "marginal effect": (table) => marginalEffects(fitLogistic(table, terms)).effects[0]!.p,
  };
  for (const [name, pOf] of Object.entries(fits)) {
    const wanted = pOf(plain);
    for (const input of SCALES) {
      assert.ok(Math.abs(pOf(INPUTS[input]!) / wanted - 1) < 1e-6, `${name}, ${input}`);
    }
    assert.throws(() => pOf(INPUTS["1e+150 times"]!), /scale|large/, name);
  }
});
