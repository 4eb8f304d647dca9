import assert from "node:assert/strict";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import {
  adjustForNonresponse,
  adjustPValues,
  bootstrap,
  calibrateLinear,
  confidenceInterval,
  contrast,
  designEffect,
  type Domain,
  type Estimates,
  jackknife,
  kishDesignEffect,
  linearTrend,
  mean,
  pairwiseDifferences,
  poolRubin,
  postStratify,
  proportion,
  quantile,
  rake,
  raoScott,
  ratio,
  regress,
  replicateDesign,
  sensitivityBounds,
  type SurveyDesign,
  surveyDesign,
  surveyKappa,
  total,
} from "../../lib/survey/mod.ts";

// Every statistic on every degenerate input: a clear error or a finite answer. What does not exist is NaN only where the
// number of respondents beside it is 0 (an empty domain), or null where the type says so; never a number made of nothing.

const ROWS = 12;
const column = (valueOf: (row: number) => number) =>
  Float64Array.from({ length: ROWS }, (_, row) => valueOf(row));
const USUAL = {
  w: column((row) => 1 + row % 3),
  y: column((row) => (row * 7) % 5),
  flag: column((row) => row % 3 === 0 ? 1 : 0),
  x: column((row) => row),
  h: column((row) => Math.floor(row / 6)),
  c: column((row) => Math.floor(row / 2)),
};
type Columns = typeof USUAL;
const fourth = (values: Float64Array, value: number) => values.map((one, row) => row === 3 ? value : one);

const INPUTS: Readonly<Record<string, Partial<Columns>>> = {
  "usual": {},
  "a constant column": { y: column(() => 3), flag: column(() => 0), x: column(() => 2) },
  "a trait that everybody has": { flag: column(() => 1) },
  "one cluster": { h: column(() => 1), c: column(() => 1) },
  "all missing": { y: column(() => NaN), flag: column(() => NaN), x: column(() => NaN) },
  "one respondent with a weight": { w: column((row) => row === 0 ? 1 : 0) },
  "an infinite value": {
    y: fourth(USUAL.y, Infinity),
    x: fourth(USUAL.x, -Infinity),
    flag: fourth(USUAL.flag, Infinity),
  },
  "huge values": { y: USUAL.y.map((value) => value * 1e160), x: USUAL.x.map((value) => value * 1e160) },
  "tiny values": { y: USUAL.y.map((value) => value * 1e-200), x: USUAL.x.map((value) => value * 1e-200) },
  "a large offset": { y: USUAL.y.map((value) => value + 1e12) },
  "flags that are none": { flag: column((row) => row) },
};

const nobody: Domain = { name: "nobody", includes: () => false };
const all: Domain = { name: "all", includes: () => true };
const first: Domain = { name: "first", includes: (row) => row < 6 };
const rest: Domain = { name: "rest", includes: (row) => row >= 6 };
const CODES = Array.from("ababababab" + "ab");
const margin = (population: Readonly<Record<string, number>>) => ({
  name: "margin",
  codes: CODES,
  population,
});

const STATISTICS: Readonly<Record<string, (design: SurveyDesign, columns: Columns) => unknown>> = {
  "total": (design, { y }) => total(design, y),
  "total of nobody": (design, { y }) => total(design, y, { domains: [nobody] }),
  "mean": (design, { y }) => mean(design, y),
  "mean of the known": (design, { y }) => mean(design, y, { empty: "outsideDomain" }),
  "mean of nobody": (design, { y }) => mean(design, y, { domains: [nobody, all] }),
  "ratio": (design, { y, x }) => ratio(design, y, x),
  "ratio to zero": (design, { y }) => ratio(design, y, column(() => 0)),
  "difference": (design, { y }) => contrast(mean(design, y, { domains: [first, rest] }), "d", [1, -1]),
  "difference with nobody": (design, { y }) =>
    pairwiseDifferences(mean(design, y, { domains: [nobody, all] }), { adjust: "holm" }),
  "pairs": (design, { y }) =>
    pairwiseDifferences(mean(design, y, { domains: [first, rest] }), { adjust: "holm" }),
  "trend": (design, { y }) => linearTrend(mean(design, y, { domains: [first, rest] }), [1, 2]),
  "interval": (design, { y }) => confidenceInterval(mean(design, y)),
  "interval of nobody": (design, { y }) => confidenceInterval(mean(design, y, { domains: [nobody] })),
  "interval of none": (design, { y }) => confidenceInterval(mean(design, y), 7),
  "logit": (design, { flag }) => proportion(design, flag, { interval: "logit" }),
  "Korn–Graubard": (design, { flag }) => proportion(design, flag, { interval: "kornGraubard" }),
  "share of the known": (design, { flag }) =>
    proportion(design, flag, { interval: "kornGraubard", empty: "outsideDomain" }),
  "bounds": (design, { flag }) => sensitivityBounds(design, flag, { interval: "kornGraubard" }),
  "quantile": (design, { y }) => quantile(design, y, { p: 0.5 }),
  "linear": (design, { y, x }) => regress(design, { outcome: y, terms: { x }, family: "linear" }),
  "logistic": (design, { flag, x }) => regress(design, { outcome: flag, terms: { x }, family: "logistic" }),
  "linear for nobody": (design, { y, x }) =>
    regress(design, { outcome: y, terms: { x }, family: "linear", domain: () => false }),
  "jackknife": (design, { y }) => mean(jackknife(design), y),
  "jackknife of one cluster": (design, { y }) =>
    mean(jackknife(design), y, { domains: [{ name: "pair", includes: (row) => row < 2 }] }),
  "bootstrap": (design, { y }) =>
    mean(bootstrap(design, { replicates: 20, random: randomFor("tests/survey/degenerate") }), y),
  "design effect": (design, { y }) => designEffect(design, y),
  "Kish": (_design, { w }) => kishDesignEffect(w),
  "Rao–Scott": (design, { flag }) => raoScott(design, Array.from(flag, String), CODES),
  "kappa": (design, { flag }) => surveyKappa(design, { first: flag, second: flag, categories: 2 }, "none"),
  "post-stratification": (design) => postStratify(design, margin({ a: 30, b: 50 })).report,
  "linear calibration": (design, { y }) =>
    calibrateLinear(design, [{ name: "y", values: y, total: 100 }]).report,
  "calibration to zero": (design, { y }) =>
    calibrateLinear(design, [{ name: "y", values: y, total: 0 }]).report,
  "non-response": (_design, { w }) =>
    adjustForNonresponse(w, {
      responded: CODES.map((_, row) => row % 4 < 2),
      classes: CODES,
    }),
  "Rubin": (_design, { y }) => poolRubin([{ value: y[0]!, se: 1 }, { value: y[1]!, se: 1 }], 20),
};

/** Numbers that may not stand in an answer, with where; estimates of nobody (n = 0) are none. */
function emptyNumbers(answer: unknown, path: string = ""): readonly string[] {
  if (typeof answer === "number") return Number.isFinite(answer) ? [] : [path];
  if (answer instanceof Float64Array) return emptyNumbers([...answer], path);
  if (Array.isArray(answer)) return answer.flatMap((one, index) => emptyNumbers(one, `${path}/${index}`));
  if (typeof answer !== "object" || answer === null) return [];
  const ofNobody = "n" in answer && answer.n instanceof Float64Array
    ? (index: number) => (answer as Estimates).n[index] === 0
    : () => false;
  return Object.entries(answer).flatMap(([name, value]) =>
    emptyNumbers(value, `${path}/${name}`).filter((place) => {
      const index = /^\/(?:values|se)\/(\d+)$/.exec(place)?.[1];
      return index === undefined || !ofNobody(Number(index));
    })
  );
}

/** What is documented to be NaN: kappa, when both ratings are one code only. */
const DOCUMENTED = new Set([
  "kappa: a constant column",
  "kappa: a trait that everybody has",
  "kappa: one respondent with a weight",
]);

for (const [input, changed] of Object.entries(INPUTS)) {
  Deno.test(`${input}: every survey statistic gives a finite answer or a clear error`, () => {
    const columns = { ...USUAL, ...changed };
    const stages = [{ stratum: "h", cluster: "c" }];
    const design = surveyDesign(Table.from(columns), { weight: "w", stages });
    for (const [name, work] of Object.entries(STATISTICS)) {
      try {
        const empty = emptyNumbers(work(design, columns));
        assert.ok(empty.length === 0 || DOCUMENTED.has(`${name}: ${input}`), `${name}: ${empty.join(", ")}`);
      } catch (error) {
        assert.ok(error instanceof WorkspaceError, `${name}: ${error}`);
        assert.ok(error.where !== "" && error.mend !== "", `${name}: ${error.message}`);
      }
    }
  });
}

const design = surveyDesign(Table.from(USUAL), { weight: "w", stages: [{ stratum: "h", cluster: "c" }] });

const WEIGHTS: readonly (readonly [string, Float64Array, RegExp])[] = [
  ["negative", fourth(USUAL.w, -1), /w, row 4/],
  ["empty", fourth(USUAL.w, NaN), /w, row 4/],
  ["infinite", fourth(USUAL.w, Infinity), /w, row 4/],
  ["extreme", fourth(USUAL.w, 1e200), /w, row 4/],
  ["all zero", column(() => 0), /Nobody has a weight above 0/],
];
for (const [name, w, message] of WEIGHTS) {
  Deno.test(`weights that are ${name} are refused wherever they come in`, () => {
    assert.throws(() => surveyDesign(Table.from({ w }), { weight: "w", stages: [] }), message);
    const rows = new RegExp(message.source.replace("w, ", ""));
    assert.throws(() => kishDesignEffect(w), rows);
    assert.throws(() => adjustForNonresponse(w, { responded: CODES.map(() => true), classes: CODES }), rows);
    assert.throws(() => replicateDesign(w, [USUAL.w, USUAL.w], { scale: 1, df: 3 }), rows);
  });
}

const REFUSED: readonly (readonly [string, () => unknown, RegExp])[] = [
  [
    "nobody at all",
    () => surveyDesign(Table.from({ w: new Float64Array() }), { weight: "w", stages: [] }),
    /Nobody/,
  ],
  ["a ratio to nothing", () => ratio(design, USUAL.y, column(() => 0)), /denominators add up to 0/],
  [
    "a difference with an empty domain",
    () => contrast(mean(design, USUAL.y, { domains: [nobody, all] }), "d", [1, -1]),
    /nobody has no respondents/,
  ],
  [
    "an interval of an estimate that is not there",
    () => confidenceInterval(mean(design, USUAL.y), 7),
    /estimate 7/,
  ],
  ["a flag of 2", () => proportion(design, column(() => 2), { interval: "logit" }), /row 1/],
  [
    "a logistic outcome of 2",
    () => regress(design, { outcome: column(() => 2), terms: { x: USUAL.x }, family: "logistic" }),
    /outside 0 to 1/,
  ],
  [
    "a domain that a replicate leaves empty",
    () => mean(jackknife(design), USUAL.y, { domains: [{ name: "pair", includes: (row) => row < 2 }] }),
    /estimate pair.*linearisation/s,
  ],
  ["raking on nothing", () => rake(design, []), /nothing to calibrate/],
  ["raking without a round", () => rake(design, [margin({ a: 1, b: 1 })], { maxIterations: 0 }), /one round/],
  ["an infinite count", () => postStratify(design, margin({ a: Infinity, b: 1 })), /code a/],
  ["a negative count", () => postStratify(design, margin({ a: 1, b: -5 })), /code b/],
  ["an empty count", () => postStratify(design, margin({ a: 1, b: NaN })), /code b/],
  ["calibration on nothing", () => calibrateLinear(design, []), /nothing to calibrate/],
  [
    "an empty calibration value",
    () => calibrateLinear(design, [{ name: "y", values: fourth(USUAL.y, NaN), total: 9 }]),
    /y, row 4/,
  ],
  ["values without spread", () => designEffect(design, column(() => 3)), /do not vary/],
  [
    "imputations without a result",
    () => poolRubin([{ value: 1, se: 1 }, { value: NaN, se: 1 }]),
    /imputation 2/,
  ],
  ["p values that are none", () => adjustPValues([0.1, NaN], "holm"), /outside 0 to 1/],
  [
    "scales of replicates that are none",
    () => replicateDesign(USUAL.w, [USUAL.w, USUAL.w], { scale: NaN, df: 3 }),
    /Scales and degrees of freedom/,
  ],
  [
    "replicate weights that are none",
    () => replicateDesign(USUAL.w, [USUAL.w, fourth(USUAL.w, NaN)], { scale: 1, df: 3 }),
    /columns of numbers/,
  ],
  ["values whose squares vanish", () => mean(design, USUAL.y.map((value) => value * 1e-200)), /too small/],
  ["values whose squares overflow", () => mean(design, USUAL.y.map((value) => value * 1e160)), /row \d+/],
  ["codes of others", () => raoScott(design, ["a"], ["b"]), /each of 12 respondents/],
];
for (const [name, act, message] of REFUSED) {
  Deno.test(`survey statistics refuse ${name}, in words`, () => {
    assert.throws(act, (error) => error instanceof WorkspaceError && message.test(error.message));
  });
}

Deno.test("right answers at the edge: nobody, a constant, a large offset, weights that tell no population", () => {
  const domains = mean(design, USUAL.y, { domains: [nobody, all] });
  assert.deepEqual([domains.n[0], domains.df[0]], [0, 0]);
  assert.ok(Number.isNaN(domains.values[0]) && Number.isNaN(domains.se[0]));
  assert.deepEqual([...total(design, USUAL.y, { domains: [nobody] }).values], [0]);
  const constant = mean(design, column(() => 3));
  assert.deepEqual([constant.values[0], constant.se[0]], [3, 0]);
  const [usual, moved] = [USUAL.y, USUAL.y.map((value) => value + 1e9)].map((values) => mean(design, values));
  assert.ok(Math.abs((moved?.se[0] ?? 0) / (usual?.se[0] ?? NaN) - 1) < 1e-6);
  const relative = surveyDesign(Table.from({ w: column(() => 1) }), { weight: "w", stages: [] });
  assert.equal(designEffect(relative, USUAL.y).deff, null);
  assert.ok(Math.abs(designEffect(relative, USUAL.y).deffReplace - 1) < 1e-12);
  const single = surveyDesign(Table.from({ w: column((row) => row === 0 ? 1 : 0) }), {
    weight: "w",
    stages: [],
  });
  const alone = quantile(single, USUAL.y, { p: 0.5 });
  assert.deepEqual([alone.value, alone.low, alone.se, alone.df, alone.n], [0, null, null, 0, 1]);
  // A total of 0 that is met: the gap is measured against the sum of sizes.
  const spread = column((row) => row % 2 === 0 ? 1 : -1);
  const balanced = calibrateLinear(relative, [{
    name: "y",
    values: spread.map((value) => value + 0.5),
    total: 0,
  }]);
  assert.equal(balanced.report.converged, "yes");
  const unknown = sensitivityBounds(design, column(() => NaN), { interval: "kornGraubard" });
  assert.deepEqual([unknown.known, unknown.lowest, unknown.highest], [null, 0, 1]);
});

Deno.test("a code of which everybody has weight 0 keeps weight 0 in raking, and is no NaN", () => {
  const table = Table.from({ w: Float64Array.of(1, 1, 0, 0) });
  const some = surveyDesign(table, { weight: "w", stages: [] });
  const codes = ["a", "a", "b", "b"];
  const { report, design: raked } = postStratify(some, { name: "m", codes, population: { a: 10, b: 0 } });
  assert.deepEqual([...raked.weights], [5, 5, 0, 0]);
  assert.equal(report.converged, "yes");
  const adjusted = adjustForNonresponse(Float64Array.of(1, 0, 0), {
    responded: [true, true, false],
    classes: ["a", "b", "b"],
  });
  assert.deepEqual([...adjusted], [1, 0, 0]);
});
