/**
 * The middle of cluster-robust covariances. CR3 works on k × k blocks, whatever the size of a cluster:
 * Z′(I − ZZ′)⁻¹ = (I − Z′Z)⁻¹ Z′ with Z = √W X R⁻¹; CR2 in `_cluster_adjust.ts`.
 *
 * @module
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import { adjustCluster, type AdjustedCluster } from "./_cluster_adjust.ts";
import type { CovarianceInput } from "./_covariance_input.ts";
import { entryOfR, forwardSolve, type Triangle } from "./_qr.ts";

/**
 * Corrections for few clusters. `CR0` none; `CR1` ×G/(G−1); `CR1S` ×G/(G−1)·(n−1)/(n−k); `CR2` so that
 * the expected meat is that of the working model (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018, Journal of Business &
 * Economic Statistics 36:672–683), with Satterthwaite's degrees of freedom; `CR3` by (I−H)^−1, one step of the jackknife over clusters. R sandwich
 * multiplies scores by the transposed block in its `HC3` by cluster, which differs in the fourth digit for a logit.
 */
export type ClusterCorrection = "CR0" | "CR1" | "CR1S" | "CR2" | "CR3";

/** Numbers to keep for degrees of freedom; beyond, clusters are so many that one less than their number serves. */
const MOST_KEPT = 4e6;
/** An eigenvalue of I − H below this means that a cluster alone decides a coefficient. */
const LEAST_REST = 1e-9;

/** Σ over clusters of (corrected score)(corrected score)′; with CR2 also the adjusted clusters. */
export function clusterMeat(input: CovarianceInput, correction: ClusterCorrection) {
  const { columns, residuals, weights, clusters } = input;
  const members = membersOf(clusters!);
  const k = columns.length;
  const n = residuals.length;
  const count = members.length;
  requireClusters(count);
  const meat = columns.map(() => new Float64Array(k));
  const adjusted: AdjustedCluster[] = [];
  for (const rows of members) {
    let score = Float64Array.from(
      columns,
      (column) => rows.reduce((s, r) => s + column[r]! * residuals[r]!, 0),
    );
    if (correction === "CR3") score = jackknifed(score, gramOf(columns, weights, rows), input.qr);
    if (correction === "CR2") {
      const own = adjustCluster(input, rows);
      score = timesR(input.qr, own.score);
      if (count * k * k <= MOST_KEPT) adjusted.push(own);
    }
    score.forEach((a, i) => score.forEach((b, j) => meat[i]![j] = meat[i]![j]! + a * b));
  }
  const factors: Readonly<Record<ClusterCorrection, number>> = {
    CR0: 1,
    CR1: count / (count - 1),
    CR1S: (count / (count - 1)) * ((n - 1) / (n - k)),
    CR2: 1,
    CR3: 1,
  };
  return {
    meat: meat.map((row) => row.map((value) => value * factors[correction])),
    clusters: count,
    adjusted,
  };
}

/** Refuses a single cluster. */
export function requireClusters(count: number): void {
  if (count >= 2) return;
  throw new WorkspaceError({
    what: "All rows are in one cluster",
    where: "covariance",
    mend: "Choose a column with more clusters: uncertainty between clusters cannot be seen in one",
  });
}

function membersOf(clusters: Int32Array): readonly number[][] {
  const members: number[][] = [];
  clusters.forEach((cluster, row) => (members[cluster] ??= []).push(row));
  return members;
}

function gramOf(
  columns: readonly Float64Array[],
  weights: Float64Array,
  rows: readonly number[],
): Float64Array[] {
  return columns.map((a) =>
    Float64Array.from(columns, (b) => rows.reduce((sum, row) => sum + weights[row]! * a[row]! * b[row]!, 0))
  );
}

/** R′(I − R⁻ᵀGR⁻¹)⁻¹ R⁻ᵀs. */
function jackknifed(score: Float64Array, gram: Float64Array[], qr: Triangle): Float64Array<ArrayBuffer> {
  const half = gram.map((row) => forwardSolve(qr, row));
  const k = score.length;
  const across = Array.from(
    { length: k },
    (_, j) => forwardSolve(qr, Float64Array.from(half, (row) => row[j]!)),
  );
  const block = new Matrix(
    across.map((row, i) => Array.from(row, (value, j) => (value + across[j]![i]!) / 2)),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(block, {
    assumeSymmetric: true,
  });
  const inner = Matrix.columnVector(Array.from(forwardSolve(qr, score)));
  const turned = eigenvectorMatrix.transpose().mmul(inner);
  realEigenvalues.forEach((value, index) => {
    if (1 - value < LEAST_REST) throw lonelyCluster();
    turned.set(index, 0, turned.get(index, 0) / (1 - value));
  });
  return timesR(qr, eigenvectorMatrix.mmul(turned));
}

/** R′ times a column. */
function timesR(qr: Triangle, column: Matrix): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: column.rows }, (_, at) => {
    let sum = 0;
    for (let row = 0; row <= at; row++) sum += entryOfR(qr, row, at) * column.get(row, 0);
    return sum;
  });
}

function lonelyCluster(): WorkspaceError {
  return new WorkspaceError({
    what: "One cluster alone decides a coefficient",
    where: "covariance CR3",
    mend: "Use CR2, or take out the term that only varies within one cluster",
  });
}
