/**
 * Linear and logistic regression over partners, by sums of sufficient statistics.
 *
 * The pooled regression needs only sums over rows, and a sum over rows is a sum over stations. So the result is the
 * pooled one, up to rounding.
 * Source: Wolfson et al. (2010), DataSHIELD: resolving a conflict in contemporary bioscience, IJE 39:1372–1382 (recalled).
 *
 * @module
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { normalQuantile, studentTQuantile } from "../core/stats/mod.ts";
import type { Condition, FederatedTerm } from "./agreement.ts";
import type { AskTotals, Federation, OverStations } from "./coordinator.ts";
import { FederationError } from "./errors.ts";

/** What is fitted. */
export interface FederatedRegressionOptions {
  /** The outcome column. */
  readonly outcome: string;
  /** The terms besides the constant. */
  readonly terms: readonly FederatedTerm[];
  /** Who is in. Default every row. */
  readonly group?: readonly Condition[];
}

/** A coefficient. */
export interface FederatedCoefficient {
  /** The term: `constant`, the column, or `column=code`. */
  readonly name: string;
  /** The estimate; of logistic regression a log odds ratio. */
  readonly estimate: number;
  /** Its standard error. */
  readonly se: number;
  /** Lower end of the 95 % interval. */
  readonly low: number;
  /** Upper end of the 95 % interval. */
  readonly high: number;
}

/** A regression over all stations. */
export interface FederatedModel {
  /** The coefficients, constant first. */
  readonly coefficients: readonly FederatedCoefficient[];
  /** Rows in it. */
  readonly n: number;
  /** Rows minus coefficients, for the disclosure rules on models. */
  readonly residualDof: number;
  /** How often the stations were asked. */
  readonly rounds: number;
  /** The log-likelihood of a logistic model; null for a linear one. */
  readonly logLikelihood: number | null;
  /** The share of spread explained by a linear model; null for a logistic one. */
  readonly rSquared: number | null;
}

/** Newton's steps: the last one is smaller than the tolerance, so the coefficients hold to about its square. */
const NEWTON = { toleranceRelative: 1e-8, mostSteps: 25, mostHalvings: 10 } as const;
/** 95 %. */
const UPPER_TAIL = 0.975;

/**
 * Fits a linear regression over all stations, in one round.
 *
 * The normal equations are solved, so columns that lie within 1e-6 of each other's span cannot be told apart.
 *
 * @example A difference of two means over three partners
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { policyById } from "../disclosure/mod.ts";
 * import { demonstrationFederation } from "./demonstration.ts";
 * import { federatedLinear } from "./regression.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = Array.from({ length: 300 }, (_, i) => ({ partner: "abc"[i % 3]!, x: i % 2 === 0, k: i % 20 }));
 * const { federation } = demonstrationFederation(
 *   Table.from({
 *     partner: rows.map(({ partner }) => partner),
 *     schulden: rows.map(({ x }) => x),
 *     uit: Float64Array.from(rows, ({ x, k }) => 10 + (x ? 4 : 0) + (k >> 1)),
 *   }),
 *   { partner: "partner", columns: ["schulden", "uit"], kinds: ["linear"], policy: policyById("cbs-microdata") },
 * );
 * const asked = { outcome: "uit", terms: [{ column: "schulden" }] };
 * const { result } = await federatedLinear(federation, asked);
 * assert.ok(Math.abs(result.coefficients[1]!.estimate - 4) < 1e-9);
 * ```
 *
 * @param federation The coordinator's side.
 * @param options Outcome, terms, group.
 * @returns The model and over which stations.
 * @throws {FederationError} When a station refuses, too few are left, or terms depend on each other.
 */
export async function federatedLinear(
  federation: Federation,
  options: FederatedRegressionOptions,
): Promise<OverStations<FederatedModel>> {
  const { outcome, terms, group = [] } = options;
  return await federation.overStations(async (ask) => {
    const totals = await ask({ kind: "linear", group, outcome, terms, beta: [] });
    const size = terms.length + 1;
    const whole = symmetric(totals, size + 1);
    const xx = whole.subMatrix(0, size - 1, 0, size - 1);
    const xy = whole.subMatrix(0, size - 1, size, size);
    const cholesky = decompose(xx);
    const beta = cholesky.solve(xy).to1DArray();
    const n = whole.get(0, 0);
    const residual = Math.max(
      0,
      whole.get(size, size) - beta.reduce((sum, b, i) => sum + b * xy.get(i, 0), 0),
    );
    const spread = whole.get(size, size) - whole.get(0, size) ** 2 / n;
    const dof = n - size;
    const inverse = cholesky.solve(Matrix.eye(size));
    const se = beta.map((_, i) => Math.sqrt(inverse.get(i, i) * residual / dof));
    const quantile = studentTQuantile(UPPER_TAIL, dof);
    return {
      coefficients: coefficientsOf(terms, beta, se, quantile),
      ...{ n, residualDof: dof, rounds: 1, logLikelihood: null, rSquared: 1 - residual / spread },
    };
  });
}

/**
 * Fits a logistic regression over all stations by Newton's method: each step is one round in which stations give
 * gradient and Hessian at the coefficients so far.
 *
 * @example A log odds ratio over three partners
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { policyById } from "../disclosure/mod.ts";
 * import { demonstrationFederation } from "./demonstration.ts";
 * import { federatedLogistic } from "./regression.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = Array.from({ length: 300 }, (_, i) => ({ partner: "abc"[i % 3]!, x: i % 2 === 0, k: i % 20 }));
 * const { federation } = demonstrationFederation(
 *   Table.from({
 *     partner: rows.map(({ partner }) => partner),
 *     schulden: rows.map(({ x }) => x),
 *     uit: rows.map(({ x, k }) => k < (x ? 10 : 5)),
 *   }),
 *   { partner: "partner", columns: ["schulden", "uit"], kinds: ["logistic"], policy: policyById("cbs-microdata") },
 * );
 * const asked = { outcome: "uit", terms: [{ column: "schulden" }] };
 * const { result } = await federatedLogistic(federation, asked);
 * // Of 150 with debts 75 have it; of 150 without, k is odd and below 5 for 30.
 * assert.ok(Math.abs(result.coefficients[1]!.estimate - Math.log((75 / 75) / (30 / 120))) < 1e-9);
 * ```
 *
 * @param federation The coordinator's side.
 * @param options Outcome (0 and 1 or truth values), terms, group.
 * @returns The model and over which stations.
 * @throws {FederationError} When a station refuses, too few are left, or no finite estimate exists.
 */
export async function federatedLogistic(
  federation: Federation,
  options: FederatedRegressionOptions,
): Promise<OverStations<FederatedModel>> {
  return await federation.overStations((ask) => newton(ask, options));
}

interface Point {
  readonly beta: readonly number[];
  readonly logLikelihood: number;
  readonly gradient: readonly number[];
  readonly hessian: Matrix;
  readonly n: number;
}

async function newton(ask: AskTotals, options: FederatedRegressionOptions): Promise<FederatedModel> {
  const { outcome, terms, group = [] } = options;
  let rounds = 0;
  const at = async (beta: readonly number[]): Promise<Point> => {
    rounds += 1;
    const totals = await ask({ kind: "logistic", group, outcome, terms, beta });
    const size = beta.length;
    const hessianEnd = 1 + size + size * (size + 1) / 2;
    return {
      beta,
      logLikelihood: totals[0] ?? NaN,
      gradient: totals.slice(1, 1 + size),
      hessian: symmetric(totals.slice(1 + size, hessianEnd), size),
      n: totals[hessianEnd] ?? 0,
    };
  };
  let point = await at(new Array<number>(terms.length + 1).fill(0));
  for (let step = 0; step < NEWTON.mostSteps; step++) {
    const change = decompose(point.hessian).solve(Matrix.columnVector([...point.gradient])).to1DArray();
    const size = Math.max(...change.map((c, i) => Math.abs(c) / (1 + Math.abs(point.beta[i] ?? 0))));
    const next = await uphill(point, change, at);
    if (size < NEWTON.toleranceRelative) return modelOf(next, terms, rounds);
    point = next;
  }
  throw new FederationError({
    what: "The logistic regression found no finite estimate",
    mend: "A term may tell the outcome wholly: leave it out or take a coarser one",
  });
}

/** Goes along a Newton step, halved until the likelihood is no lower. */
async function uphill(
  from: Point,
  change: readonly number[],
  at: (beta: readonly number[]) => Promise<Point>,
): Promise<Point> {
  // Rounding in the likelihood of n rows is no reason to halve.
  const slack = 1e-9 * (1 + Math.abs(from.logLikelihood));
  let part = 1;
  let next = await at(from.beta.map((b, i) => b + (change[i] ?? 0)));
  for (let halving = 0; halving < NEWTON.mostHalvings; halving++) {
    if (next.logLikelihood >= from.logLikelihood - slack) return next;
    part /= 2;
    next = await at(from.beta.map((b, i) => b + part * (change[i] ?? 0)));
  }
  return next;
}

function modelOf(point: Point, terms: readonly FederatedTerm[], rounds: number): FederatedModel {
  const inverse = decompose(point.hessian).solve(Matrix.eye(point.beta.length));
  const se = point.beta.map((_, i) => Math.sqrt(inverse.get(i, i)));
  return {
    coefficients: coefficientsOf(terms, point.beta, se, normalQuantile(UPPER_TAIL)),
    ...{ n: point.n, residualDof: point.n - point.beta.length, rounds },
    ...{ logLikelihood: point.logLikelihood, rSquared: null },
  };
}

function coefficientsOf(
  terms: readonly FederatedTerm[],
  beta: readonly number[],
  se: readonly number[],
  quantile: number,
): readonly FederatedCoefficient[] {
  const names = [
    "constant",
    ...terms.map(({ column, code }) => code === undefined ? column : `${column}=${code}`),
  ];
  return names.map((name, i) => {
    const estimate = beta[i] ?? NaN;
    const own = se[i] ?? NaN;
    return { name, estimate, se: own, low: estimate - quantile * own, high: estimate + quantile * own };
  });
}

function symmetric(triangle: readonly number[], size: number): Matrix {
  const matrix = Matrix.zeros(size, size);
  let at = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      matrix.set(i, j, triangle[at] ?? NaN);
      matrix.set(j, i, triangle[at] ?? NaN);
      at += 1;
    }
  }
  return matrix;
}

function decompose(matrix: Matrix): CholeskyDecomposition {
  const cholesky = new CholeskyDecomposition(matrix);
  if (cholesky.isPositiveDefinite()) return cholesky;
  throw new FederationError({
    what: "Terms depend on each other, or one tells the outcome wholly",
    mend: "Leave one of them out",
  });
}
