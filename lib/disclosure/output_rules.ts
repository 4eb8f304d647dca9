/**
 * Rules for outputs that are not tables of counts or amounts: models, percentiles, extremes, groups and points.
 *
 * Each function judges one output and names what is wrong; an empty answer means that no rule of the policy is broken.
 *
 * @module
 */
import type { ModelFit } from "../core/aggregate.ts";
import { formatNumber } from "../core/format.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { Policy } from "./policy.ts";

/** A rule of the policy that an output breaks. */
export interface OutputFinding {
  /** A stable code. */
  readonly rule:
    | "minimum-count"
    | "residual-dof"
    | "model-as-table"
    | "fit-too-close"
    | "percentile-tail"
    | "extreme"
    | "group-size"
    | "nested-population";
  /** What was found and what to do, in words. */
  readonly detail: Label;
}

function finding(
  rule: OutputFinding["rule"],
  nl: (f: (x: number) => string) => string,
  en: (f: (x: number) => string) => string,
): OutputFinding {
  const detail = mapLabel((language) => (language === "nl" ? nl : en)((x) => formatNumber(x, language)));
  return { rule, detail };
}

/** A model as the rules see it. */
export type ModelOutput = ModelFit;

/**
 * Judges a model: units, degrees of freedom, too close a fit, and a table in disguise (R4, R5).
 *
 * @example Nine degrees of freedom are too few, ten are enough
 * ```ts
 * import { judgeModel } from "./output_rules.ts";
 * import { DEFAULT_POLICY } from "./policies.ts";
 * import assert from "node:assert/strict";
 *
 * const model = { n: 40, rSquared: 0.3, intercept: "released", regressors: "some-continuous" } as const;
 * assert.equal(judgeModel({ ...model, residualDof: 9 }, DEFAULT_POLICY)[0]?.rule, "residual-dof");
 * assert.deepEqual(judgeModel({ ...model, residualDof: 10 }, DEFAULT_POLICY), []);
 * ```
 *
 * @param model The model.
 * @param policy The policy.
 * @returns What is wrong.
 */
export function judgeModel(model: ModelOutput, policy: Policy): readonly OutputFinding[] {
  const found: OutputFinding[] = [...judgeCount(model.n, policy)];
  const dof = policy.residualDof.value;
  if (dof !== null && model.residualDof < dof) {
    found.push(finding(
      "residual-dof",
      (f) => `${f(model.residualDof)} vrijheidsgraden over, minstens ${f(dof)} nodig`,
      (f) => `${f(model.residualDof)} residual degrees of freedom, at least ${f(dof)} needed`,
    ));
  }
  const limit = policy.rSquaredBelow.value;
  if (limit === null || model.intercept === "withheld") return found;
  if (model.rSquared !== null && model.rSquared >= limit) {
    found.push(finding(
      "fit-too-close",
      () => `het model past bijna volmaakt: laat het intercept weg`,
      () => `the model fits almost perfectly: withhold the intercept`,
    ));
  }
  if (model.regressors === "all-categorical") {
    found.push(finding(
      "model-as-table",
      () =>
        `het model heeft alleen categorieën en is dus een tabel: laat het intercept weg of lever de kruistabel`,
      () => `the model has categories only and so is a table: withhold the intercept or release the crosstab`,
    ));
  }
  return found;
}

/**
 * Judges a number of entities behind any output: a plotted point, a correlation, a class of a cluster analysis (R1).
 *
 * @param n Unweighted number of entities.
 * @param policy The policy.
 * @returns What is wrong.
 */
export function judgeCount(n: number, policy: Policy): readonly OutputFinding[] {
  const minimum = policy.minimumCount.value;
  if (n >= minimum) return [];
  return [finding(
    "minimum-count",
    (f) => `${f(n)} waarnemingen, minstens ${f(minimum)} nodig`,
    (f) => `${f(n)} units, at least ${f(minimum)} needed`,
  )];
}

/**
 * Judges the sizes of clusters, latent classes or personas (R10): the centroid of a small one is a small cell.
 *
 * @param sizes Entities per group.
 * @param policy The policy.
 * @returns One finding per small group.
 */
export function judgeGroups(sizes: readonly number[], policy: Policy): readonly OutputFinding[] {
  const minimum = policy.minimumCount.value;
  return sizes.flatMap((size, i) =>
    size >= minimum ? [] : [finding(
      "group-size",
      (f) =>
        `groep ${i + 1} telt ${f(size)}, minstens ${f(minimum)} nodig: voeg samen of kies minder groepen`,
      (f) =>
        `group ${i + 1} counts ${f(size)}, at least ${f(minimum)} needed: merge it or choose fewer groups`,
    )]
  );
}

/**
 * Judges a percentile: enough entities on each side (R7). The median is percentile 50.
 *
 * @example The 90th percentile needs 100 units
 * ```ts
 * import { judgePercentile } from "./output_rules.ts";
 * import { DEFAULT_POLICY } from "./policies.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(judgePercentile(90, 99, DEFAULT_POLICY).length, 1);
 * assert.equal(judgePercentile(90, 100, DEFAULT_POLICY).length, 0);
 * ```
 *
 * @param percentile From 0 (minimum) to 100 (maximum).
 * @param n Unweighted number of entities.
 * @param policy The policy.
 * @returns What is wrong; 0 and 100 are extremes (R6).
 */
export function judgePercentile(percentile: number, n: number, policy: Policy): readonly OutputFinding[] {
  if (!(percentile >= 0 && percentile <= 100)) {
    throw new RangeError("Cannot judge percentile: it must lie in 0 to 100");
  }
  if ((percentile === 0 || percentile === 100) && policy.extremes.value === "refused") {
    return [finding(
      "extreme",
      () => `kleinste en grootste waarden horen bij één persoon en worden niet vrijgegeven`,
      () => `the smallest and largest values belong to one person and are not released`,
    )];
  }
  const tail = policy.percentileTail.value;
  // Integers first: 10 % of 100 has to be 10 and not 9.999….
  const beyond = Math.min(Math.floor((percentile * n) / 100), Math.floor(((100 - percentile) * n) / 100));
  if (beyond >= tail) return [];
  return [finding(
    "percentile-tail",
    (f) => `${f(beyond)} waarnemingen aan één kant, minstens ${f(tail)} nodig`,
    (f) => `${f(beyond)} units on one side, at least ${f(tail)} needed`,
  )];
}

/**
 * Judges two outputs over nested populations: the difference group may not be small (R12).
 *
 * @example A subset of 111 of 120 gives away nine persons
 * ```ts
 * import { judgeNested } from "./output_rules.ts";
 * import { DEFAULT_POLICY } from "./policies.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(judgeNested(120, 111, DEFAULT_POLICY)[0]?.rule, "nested-population");
 * assert.deepEqual(judgeNested(120, 110, DEFAULT_POLICY), []);
 * ```
 *
 * @param n Entities in one output.
 * @param other Entities in the other.
 * @param policy The policy.
 * @returns What is wrong.
 */
export function judgeNested(n: number, other: number, policy: Policy): readonly OutputFinding[] {
  const gap = Math.abs(n - other);
  if (gap === 0 || gap > policy.differenceUpTo.value) return [];
  return [finding(
    "nested-population",
    (f) => `de groepen verschillen ${f(gap)}: het verschil beschrijft die ${f(gap)}`,
    (f) => `the groups differ by ${f(gap)}: subtraction describes those ${f(gap)}`,
  )];
}

/**
 * Tells whether a percentage gives the exact count away to somebody who knows the base (R8): when one entity more
 * changes the last digit.
 *
 * @example 12.5 % of 40 is five persons
 * ```ts
 * import { countsBehind } from "./output_rules.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(countsBehind(12.5, 40, 1), { low: 5, high: 5 });
 * ```
 *
 * @param percent The released percentage.
 * @param base The known base.
 * @param decimals Released decimals.
 * @returns The counts that round to this percentage; `low` above `high` when none does.
 */
export function countsBehind(
  percent: number,
  base: number,
  decimals: number,
): { readonly low: number; readonly high: number } {
  const half = 0.5 * 10 ** -decimals;
  const room = 1e-9 * Math.max(1, base);
  return {
    low: Math.max(0, Math.ceil(((percent - half) * base) / 100 - room)),
    high: Math.min(base, Math.floor(((percent + half) * base) / 100 + room)),
  };
}
