/**
 * The middle of cluster-robust covariances. All corrections work on k × k blocks, whatever the size of a cluster:
 * Z′(I − ZZ′)^p = (I − Z′Z)^p Z′ with Z = √W X R⁻¹.
 *
 * @module
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import type { CovarianceInput } from "./_covariance_input.ts";
import { entryOfR, forwardSolve, type Triangle } from "./_qr.ts";

/**
 * Corrections for few clusters. `CR0` none; `CR1` ×G/(G−1); `CR1S` ×G/(G−1)·(n−1)/(n−k); `CR2` by (I−H)^−½ (Bell &
 * McCaffrey 2002, working model of the fit); `CR3` by (I−H)^−1, one step of the jackknife over clusters. R sandwich
 * multiplies scores by the transposed block in its `HC3` by cluster, which differs in the fourth digit for a logit.
 */
export type ClusterCorrection = "CR0" | "CR1" | "CR1S" | "CR2" | "CR3";

/** Power of I − H by correction. */
const POWERS: Readonly<Partial<Record<ClusterCorrection, number>>> = { CR2: -0.5, CR3: -1 };
/** An eigenvalue of I − H below this means that a cluster alone decides a coefficient. */
const LEAST_REST = 1e-9;

/** Σ over clusters of (corrected score)(corrected score)′. */
export function clusterMeat(input: CovarianceInput, correction: ClusterCorrection) {
  const { columns, residuals, weights, clusters } = input;
  const members = membersOf(clusters!);
  const k = columns.length;
  const n = residuals.length;
  const count = members.length;
  if (count < 2) {
    throw new WorkspaceError({
      what: "All rows are in one cluster",
      where: "covariance",
      mend: "Choose a column with more clusters: uncertainty between clusters cannot be seen in one",
    });
  }
  const power = POWERS[correction];
  const meat = columns.map(() => new Float64Array(k));
  for (const rows of members) {
    let score = Float64Array.from(
      columns,
      (column) => rows.reduce((s, r) => s + column[r]! * residuals[r]!, 0),
    );
    if (power !== undefined) {
      score = correct(score, gramOf(columns, weights, rows), input.qr, power);
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
  return { meat: meat.map((row) => row.map((value) => value * factors[correction])), clusters: count };
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

/** R′(I − R⁻ᵀGR⁻¹)^power R⁻ᵀs. */
function correct(
  score: Float64Array,
  gram: Float64Array[],
  qr: Triangle,
  power: number,
): Float64Array<ArrayBuffer> {
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
    const rest = 1 - value;
    if (rest < LEAST_REST && power <= -1) throw lonelyCluster();
    // As in clubSandwich: CR2 takes the generalised inverse where a cluster alone decides a coefficient.
    turned.set(index, 0, rest < LEAST_REST ? 0 : turned.get(index, 0) * rest ** power);
  });
  const back = eigenvectorMatrix.mmul(turned);
  return Float64Array.from({ length: k }, (_, column) => {
    let sum = 0;
    for (let row = 0; row <= column; row++) sum += entryOfR(qr, row, column) * back.get(row, 0);
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
