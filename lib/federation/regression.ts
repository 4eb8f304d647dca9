/**
 * Linear and logistic regression over partners, by sums of sufficient statistics.
 *
 * The pooled regression needs only sums over rows, and a sum over rows is a sum over stations. So the result is the
 * pooled one, up to rounding.
 * Source: Wolfson et al. (2010), DataSHIELD: resolving a conflict in contemporary bioscience, IJE 39:1372–1382 (recalled).
 *
 * @module
 */
import { Matrix } from "ml-matrix";
import { studentTQuantile } from "../core/stats/mod.ts";
import type { Condition, FederatedTerm } from "./agreement.ts";
import type { Federation, OverStations } from "./coordinator.ts";
import {
  coefficientsOf,
  decompose,
  type FederatedModel,
  newtonPath,
  symmetric,
  UPPER_TAIL,
} from "./newton.ts";

/** What is fitted. */
export interface FederatedRegressionOptions {
  /** The outcome column. */
  readonly outcome: string;
  /** The terms besides the constant. */
  readonly terms: readonly FederatedTerm[];
  /** Who is in. Default every row. */
  readonly group?: readonly Condition[];
}

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
  const { outcome, terms, group = [] } = options;
  return await federation.overStations(async (ask) => {
    const path = newtonPath(terms);
    let at = path.next();
    while (at.done !== true) {
      at = path.next(await ask({ kind: "logistic", group, outcome, terms, beta: at.value }));
    }
    return at.value;
  });
}
