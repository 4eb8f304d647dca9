/**
 * Degrees of freedom of an interval with a CR2 covariance: those of the χ² that its variance estimate is most like.
 *
 * @module
 */
import { Matrix } from "ml-matrix";
import type { AdjustedCluster } from "./_cluster_adjust.ts";
import { forwardSolve, type Triangle } from "./_qr.ts";

/** The degrees of freedom of c′β. */
export type DegreesOf = (contrast: Float64Array) => number;

/**
 * Satterthwaite: (Σ P_ii)² / ΣΣ P_ij² with P_ij = 1[i = j] g_i′V g_i − u_i′ M u_j over clusters, g = B M c, u = D′g, under the
 * working model. Between 1 and the number of clusters minus 1, and far below where few clusters tell about a contrast.
 * Source: Bell and McCaffrey (2002); Pustejovsky and Tipton (2018), Journal of Business & Economic Statistics 36:672–683.
 */
export function satterthwaite(qr: Triangle, clusters: readonly AdjustedCluster[]): DegreesOf {
  return (contrast) => {
    // A unit does not change the degrees, and keeps squares of squares within numbers.
    const largest = contrast.reduce((kept, value) => Math.max(kept, Math.abs(value)), 0);
    const plain = Matrix.columnVector(
      Array.from(forwardSolve(qr, contrast.map((value) => value / (largest || 1)))),
    );
    const size = Math.sqrt(plain.dot(plain));
    const t = size > 0 ? plain.div(size) : plain;
    const crossed = Matrix.zeros(t.rows, t.rows);
    let mean = 0, squares = 0;
    for (const { spread, cross } of clusters) {
      const own = t.dot(spread.mmul(t)), y = cross.mmul(t), shared = y.dot(y);
      mean += own - shared;
      squares += own * (own - 2 * shared);
      crossed.add(y.mmul(y.transpose()));
    }
    squares += crossed.dot(crossed);
    return squares > 0 && mean > 0
      ? Math.min(clusters.length - 1, mean * mean / squares)
      : clusters.length - 1;
  };
}
