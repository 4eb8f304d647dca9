/**
 * Degrees of freedom of an interval with a CR2 covariance: those of the χ² that its variance estimate is most like.
 *
 * @module
 */
import { Matrix } from "ml-matrix";
import type { AdjustedCluster } from "./_cluster_adjust.ts";
import type { CovarianceInput } from "./_covariance_input.ts";
import { forwardSolve, type Triangle } from "./_qr.ts";

/** The degrees of freedom of c′β. */
export type DegreesOf = (contrast: Float64Array) => number;

/**
 * Satterthwaite: (Σ P_ii)² / ΣΣ P_ij² with P_ij = p_i′Ω p_j over clusters, p_i what cluster i's share of the estimate takes of
 * every row. Ω is the working model: rows of a cluster of variances V are as alike as the correlation `likeness` says,
 * Ω = (1 − ρ)V + ρV^½11′V^½. Between 1 and the number of clusters minus 1, and far below where few clusters tell about a
 * contrast. With ρ = 0 those of clubSandwich; with ρ found in the residuals those of Imbens and Kolesár.
 *
 * With a_i = g_i′V^½1, y_i = Z′V^½g_i and q_i = Z′1 of a cluster, P = D + YSY′ − ρ(TY′ + YT′), where D holds
 * (1 − ρ)g_i′Vg_i + ρa_i², t_i = a_iq_i, and S = ρΣqq′ − (1 − ρ)I: so sums over k × k blocks are enough.
 * Source: Bell and McCaffrey (2002); Imbens and Kolesár (2016), Review of Economics and Statistics 98:701–712; Pustejovsky and
 * Tipton (2018), Journal of Business & Economic Statistics 36:672–683.
 */
export function satterthwaite(
  qr: Triangle,
  clusters: readonly AdjustedCluster[],
  likeness: number,
): DegreesOf {
  const k = clusters[0]!.sums.rows, middle = Matrix.eye(k).mul(likeness - 1);
  for (const { sums } of clusters) middle.add(sums.mmul(sums.transpose()).mul(likeness));
  return (contrast) => {
    // A unit does not change the degrees, and keeps squares of squares within numbers.
    const largest = contrast.reduce((kept, value) => Math.max(kept, Math.abs(value)), 0);
    const plain = Matrix.columnVector(
      Array.from(forwardSolve(qr, contrast.map((value) => value / (largest || 1)))),
    );
    const size = Math.sqrt(plain.dot(plain));
    const t = size > 0 ? plain.div(size) : plain;
    const yy = Matrix.zeros(k, k), yt = Matrix.zeros(k, k), tt = Matrix.zeros(k, k);
    let mean = 0, squares = 0;
    for (const { spread, cross, shared, sums } of clusters) {
      const a = t.dot(shared), y = cross.mmul(t), u = sums.clone().mul(a);
      const own = (1 - likeness) * t.dot(spread.mmul(t)) + likeness * a * a;
      const rest = y.dot(middle.mmul(y)) - 2 * likeness * y.dot(u);
      mean += own + rest;
      squares += own * (own + 2 * rest);
      yy.add(y.mmul(y.transpose()));
      yt.add(y.mmul(u.transpose()));
      tt.add(u.mmul(u.transpose()));
    }
    // The squared cells of YSY′ − ρ(TY′ + YT′).
    const turned = middle.mmul(yy);
    squares += turned.mmul(turned).trace() - 4 * likeness * turned.mmul(yt.transpose()).trace() +
      2 * likeness ** 2 * (tt.mmul(yy).trace() + yt.mmul(yt).trace());
    return squares > 0 && mean > 0
      ? Math.min(clusters.length - 1, mean * mean / squares)
      : clusters.length - 1;
  };
}

/**
 * How alike rows of a cluster are beyond the terms: the mean product of two of their residuals e/√V, over the mean square; from
 * 0 to 1. Source: Imbens and Kolesár (2016), section IV.
 */
export function likenessWithin({ residuals, weights, clusters }: CovarianceInput): number {
  const sums: number[] = [], sizes: number[] = [];
  let squares = 0;
  for (let row = 0; row < residuals.length; row++) {
    const own = clusters![row]!, weight = weights[row]!;
    // (y − μ)/√V is the score over √W; a row without information tells nothing.
    const residual = weight > 0 ? residuals[row]! / Math.sqrt(weight) : 0;
    sums[own] = (sums[own] ?? 0) + residual;
    sizes[own] = (sizes[own] ?? 0) + 1;
    squares += residual * residual;
  }
  const pairs = sizes.reduce((total, size) => total + size * (size - 1), 0);
  const products = sums.reduce((total, sum) => total + sum * sum, 0) - squares;
  if (!(pairs > 0 && squares > 0)) return 0;
  return Math.max(0, Math.min(1, products / pairs / (squares / residuals.length)));
}
