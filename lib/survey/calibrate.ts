/**
 * Post-stratification, raking and linear calibration: weights that meet known population totals.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { isUsable, refuseExtremes } from "./_checks.ts";
import { invertSymmetric, multiply, weightedCross } from "./_linear.ts";
import { projectionOf } from "./_projection.ts";
import { SurveyDesign } from "./design.ts";

/** One known margin: the code of each respondent, and the population count of each code. */
export interface Margin {
  /** The name of the margin. */
  readonly name: string;
  /** The code of each respondent. */
  readonly codes: readonly (string | null)[];
  /** The population count per code. */
  readonly population: Readonly<Record<string, number>>;
}

/** What became of a calibration. */
export interface CalibrationReport {
  /** Whether the margins are met within the tolerance. */
  readonly converged: "yes" | "no";
  /** The number of rounds over all margins. */
  readonly iterations: number;
  /** The largest relative difference between a weighted margin and its population count. */
  readonly largestGap: number;
  /** The smallest new weight. */
  readonly smallestWeight: number;
  /** The largest new weight. */
  readonly largestWeight: number;
  /** The smallest factor between new and old weight. */
  readonly smallestFactor: number;
  /** The largest factor between new and old weight. */
  readonly largestFactor: number;
}

/** A calibrated design with its report. */
export interface Calibrated {
  /** The design with new weights; its variances know of the calibration. */
  readonly design: SurveyDesign;
  /** What became of it. */
  readonly report: CalibrationReport;
}

/** Options of {@linkcode rake}. */
export interface RakeOptions {
  /** The largest number of rounds; 100 unless told. */
  readonly maxIterations?: number;
  /** The relative difference at which margins count as met; 1e-10 unless told. */
  readonly tolerance?: number;
}

/**
 * Post-stratification: within each code, weights are multiplied so that they add up to the population count.
 *
 * @example Weights meet the counts
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { postStratify } from "./calibrate.ts";
 * import { surveyDesign } from "./design.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(1, 1, 1), sex: ["f", "f", "m"] });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const margin = { name: "sex", codes: table.texts("sex"), population: { f: 50, m: 50 } };
 * assert.deepEqual([...postStratify(design, margin).design.weights], [25, 25, 50]);
 * ```
 *
 * @param design The design.
 * @param margin The margin.
 * @returns The calibrated design and a report.
 * @throws {WorkspaceError} When a code is absent in the sample or in the population.
 */
export function postStratify(design: SurveyDesign, margin: Margin): Calibrated {
  return rake(design, [margin], { maxIterations: 1 });
}

/**
 * Raking: post-stratifies on each margin in turn until all are met.
 *
 * Variances take the calibration into account by residuals of a regression on all margins (Deville and Särndal 1992),
 * weighted by the weights before; R 4.1 `rake` averages without weights there, which is the same for equal weights.
 *
 * @example Two margins
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { rake } from "./calibrate.ts";
 * import { surveyDesign } from "./design.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(1, 1, 1, 1), sex: ["f", "f", "m", "m"], age: ["y", "o", "y", "o"] });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const { report } = rake(design, [
 *   { name: "sex", codes: table.texts("sex"), population: { f: 60, m: 40 } },
 *   { name: "age", codes: table.texts("age"), population: { y: 30, o: 70 } },
 * ]);
 * assert.equal(report.converged, "yes");
 * ```
 *
 * @param design The design.
 * @param margins The margins, in the order in which they are met.
 * @param options When to stop.
 * @returns The calibrated design and a report; not converging is reported, not hidden.
 * @throws {WorkspaceError} When there is no margin, a code is absent in the sample or in the population, or a count is
 *   negative, empty or infinite.
 */
export function rake(
  design: SurveyDesign,
  margins: readonly Margin[],
  options: RakeOptions = {},
): Calibrated {
  refuseNothing(margins, "raking");
  const indexed = margins.map((margin) => indexMargin(margin, design.weights));
  const raked = rakeIndexed(design.weights, indexed, options);
  return finish(design, indexed.flatMap(({ index, targets }) => dummies(index, targets.length)), raked);
}

/**
 * Raked weights alone, for use on replicate weights with `mapWeights`.
 *
 * @param weights The weights before.
 * @param margins The margins.
 * @param options When to stop.
 * @returns The weights after.
 * @throws {WorkspaceError} When a code is absent in the sample or in the population.
 */
export function rakeWeights(
  weights: Float64Array,
  margins: readonly Margin[],
  options: RakeOptions = {},
): Float64Array {
  return rakeIndexed(weights, margins.map((margin) => indexMargin(margin, weights)), options).weights;
}

/** A calibration variable with its population total. */
export interface CalibrationTotal {
  /** The name of the variable. */
  readonly name: string;
  /** The value of each respondent. */
  readonly values: Float64Array;
  /** The population total. */
  readonly total: number;
}

/**
 * Linear calibration (generalised regression): weights move as little as possible, in the chi-squared sense, so that
 * the totals of the variables are met. Weights may become negative; the report shows the smallest.
 *
 * Source: Deville and Särndal (1992); R `survey::calibrate(calfun = "linear")`.
 *
 * @example The population size is met
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { calibrateLinear } from "./calibrate.ts";
 * import { surveyDesign } from "./design.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(1, 1, 2) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const ones = { name: "size", values: Float64Array.of(1, 1, 1), total: 8 };
 * assert.deepEqual([...calibrateLinear(design, [ones]).design.weights], [2, 2, 4]);
 * ```
 *
 * @param design The design.
 * @param totals The calibration variables.
 * @returns The calibrated design and a report. `largestGap` of a total of 0 is relative to the weighted sum of sizes before.
 * @throws {WorkspaceError} When there is no variable, or a value or total is empty, infinite or extreme.
 */
export function calibrateLinear(design: SurveyDesign, totals: readonly CalibrationTotal[]): Calibrated {
  refuseNothing(totals, "linear calibration");
  const columns = totals.map(({ values }) => values);
  const base = design.weights;
  totals.forEach((one) => checkTotal(one, base));
  const { inverse } = invertSymmetric(weightedCross(columns, base));
  const ones = new Float64Array(base.length).fill(1);
  const gaps = Float64Array.from(totals, ({ values, total }) => total - dot(base, values, ones));
  const slopes = multiply(inverse, gaps);
  const weights = base.map((weight, row) =>
    weight * columns.reduce((sum, column, index) => sum + slopes[index]! * column[row]!, 1)
  );
  const largestGap = Math.max(...totals.map(({ values, total }) => {
    // A total of 0 has no relative gap: the sum of sizes before is the measure then.
    const size = total === 0 ? dot(base, values.map(Math.abs), ones) : Math.abs(total);
    return size === 0 ? 0 : Math.abs(dot(weights, values, ones) - total) / size;
  }));
  return finish(design, columns, { weights, iterations: 1, largestGap, tolerance: 1e-8 });
}

function checkTotal({ name, values, total }: CalibrationTotal, weights: Float64Array): void {
  const empty = values.findIndex((value, row) => Number.isNaN(value) && weights[row] !== 0);
  if (values.length !== weights.length || empty >= 0) {
    throw problem(
      "A calibration variable needs a value for every respondent",
      empty >= 0 ? `${name}, row ${empty + 1}` : name,
    );
  }
  refuseExtremes(values, name, weights);
  if (!isUsable(total)) throw problem("A population total is empty, infinite or extreme", name);
}

function refuseNothing(margins: readonly unknown[], where: string): void {
  if (margins.length === 0) throw problem("There is nothing to calibrate on", where);
}

function dot(a: Float64Array, b: Float64Array, c: Float64Array): number {
  return a.reduce((sum, value, row) => sum + value * b[row]! * c[row]!, 0);
}

interface IndexedMargin {
  readonly index: Int32Array;
  readonly targets: Float64Array;
}

interface Raked {
  readonly weights: Float64Array;
  readonly iterations: number;
  readonly largestGap: number;
  readonly tolerance: number;
}

function indexMargin(margin: Margin, weights: Float64Array): IndexedMargin {
  const names = Object.keys(margin.population);
  const position = new Map(names.map((name, index) => [name, index]));
  const index = Int32Array.from(margin.codes, (code, row) => {
    const found = code === null ? undefined : position.get(code);
    if (found !== undefined) return found;
    throw problem("A respondent has a code without a population count", `${margin.name}, row ${row + 1}`);
  });
  if (index.length !== weights.length) {
    throw problem("A margin has another length than the weights", margin.name);
  }
  const targets = Float64Array.from(names, (name) => margin.population[name] ?? NaN);
  const wrong = names.find((_, code) => !(targets[code]! >= 0 && isUsable(targets[code]!)));
  if (wrong !== undefined) {
    throw problem(
      `The population count of code ${wrong} is negative, empty, infinite or extreme`,
      margin.name,
    );
  }
  const sums = sumsOf(index, weights, targets.length);
  const absent = names.find((_, code) => (targets[code]! > 0) !== (sums[code]! > 0));
  if (absent !== undefined) {
    throw problem(`Sample and population do not both have code ${absent}`, margin.name);
  }
  return { index, targets };
}

function rakeIndexed(start: Float64Array, margins: readonly IndexedMargin[], options: RakeOptions): Raked {
  const { maxIterations = 100, tolerance = 1e-10 } = options;
  if (!(maxIterations >= 1 && tolerance >= 0)) {
    throw problem("Raking needs at least one round and a tolerance of at least 0", "options");
  }
  const weights = start.slice();
  let iterations = 0;
  let largestGap = Infinity;
  while (iterations < maxIterations && largestGap > tolerance) {
    for (const { index, targets } of margins) {
      const sums = sumsOf(index, weights, targets.length);
      for (let row = 0; row < weights.length; row++) {
        // A code of which everybody has weight 0 stays so.
        if (weights[row] !== 0) weights[row]! *= targets[index[row]!]! / sums[index[row]!]!;
      }
    }
    iterations++;
    largestGap = Math.max(...margins.map((margin) => gapOf(margin, weights)));
  }
  return { weights, iterations, largestGap, tolerance };
}

function gapOf({ index, targets }: IndexedMargin, weights: Float64Array): number {
  const sums = sumsOf(index, weights, targets.length);
  return targets.reduce(
    (largest, target, code) => Math.max(largest, target > 0 ? Math.abs(sums[code]! / target - 1) : 0),
    0,
  );
}

function sumsOf(index: Int32Array, weights: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let row = 0; row < weights.length; row++) sums[index[row]!]! += weights[row]!;
  return sums;
}

function dummies(index: Int32Array, size: number): readonly Float64Array[] {
  return Array.from(
    { length: size },
    (_, code) => Float64Array.from(index, (found) => found === code ? 1 : 0),
  );
}

function finish(design: SurveyDesign, columns: readonly Float64Array[], raked: Raked): Calibrated {
  const { weights, iterations, largestGap, tolerance } = raked;
  const factors = weights.map((weight, row) => design.weights[row] === 0 ? 1 : weight / design.weights[row]!);
  const projection = projectionOf(columns, design.weights, weights);
  return {
    design: new SurveyDesign({
      ...design.parts,
      weights,
      projections: [...design.parts.projections, projection],
    }),
    report: {
      converged: largestGap <= tolerance ? "yes" : "no",
      iterations,
      largestGap,
      smallestWeight: extreme(weights, Math.min),
      largestWeight: extreme(weights, Math.max),
      smallestFactor: extreme(factors, Math.min),
      largestFactor: extreme(factors, Math.max),
    },
  };
}

function extreme(values: Float64Array, pick: (a: number, b: number) => number): number {
  return values.reduce((found, value) => pick(found, value), values[0] ?? NaN);
}

function problem(what: string, where: string): WorkspaceError {
  return new WorkspaceError({
    what,
    where,
    mend: "Give every code of the margin, and no other, a population count",
  });
}
