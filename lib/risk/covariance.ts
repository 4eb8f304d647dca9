/**
 * Covariances of coefficients, each with its correction said: four programs give four numbers under one name.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type ClusterCorrection, clusterMeat } from "./_cluster.ts";
import type { CovarianceInput } from "./_covariance_input.ts";
import { inverseGram } from "./_qr.ts";
import { type DegreesOf, likenessWithin, satterthwaite } from "./_satterthwaite.ts";

/** Covariances without clusters: of the model, or robust to unequal spread. */
export type PlainCovariance = "model" | "HC0" | "HC1" | "HC2" | "HC3";

/** A covariance robust to likeness within clusters. */
export interface ClusterCovariance {
  /** The column that tells the cluster, for example the school. */
  readonly cluster: string;
  /** The correction: `CR1` (×G/(G−1)) unless told. */
  readonly correction?: ClusterCorrection;
  /**
   * How rows of a cluster go together in the working model from which CR2's degrees of freedom follow: `exchangeable`
   * (unless told), as alike as their residuals are (Imbens & Kolesár 2016); or `independent`, as clubSandwich, whose
   * intervals are somewhat too narrow where clusters differ much.
   */
  readonly working?: "exchangeable" | "independent";
}

/** How uncertainty is worked out. */
export type CovarianceChoice = PlainCovariance | ClusterCovariance;
export type { ClusterCorrection } from "./_cluster.ts";

/** A covariance and how to speak of it. */
export interface Covariance {
  readonly cells: readonly Float64Array[];
  readonly label: string;
  /** Number of clusters; null without. */
  readonly clusters: number | null;
  /** Degrees of freedom of a contrast with CR2; null otherwise. */
  readonly degreesOf: DegreesOf | null;
}

/** Says in words what was done. */
export const COVARIANCE_LABELS: Readonly<Record<PlainCovariance | ClusterCorrection, string>> = {
  model: "of the model: inverse information",
  HC0: "robust HC0: no correction",
  HC1: "robust HC1: ×n/(n−k)",
  HC2: "robust HC2: residuals divided by √(1−h)",
  HC3: "robust HC3: residuals divided by 1−h",
  CR0: "cluster CR0: no correction",
  CR1: "cluster CR1: ×G/(G−1), as Stata logit and R sandwich for glm",
  CR1S: "cluster CR1S: ×G/(G−1)·(n−1)/(n−k), as Stata regress and statsmodels",
  CR2:
    "cluster CR2: unbiased under the working model, as clubSandwich, with Satterthwaite's degrees of freedom",
  CR3: "cluster CR3: blocks corrected by (I−H)^−1, as clubSandwich",
};

/** The covariance of a choice. */
export function covarianceOf(input: CovarianceInput, choice: CovarianceChoice): Covariance {
  const inverse = inverseGram(input.qr);
  if (choice === "model") {
    const cells = inverse.map((row) => row.map((value) => value * input.scale));
    return { cells, label: COVARIANCE_LABELS.model, clusters: null, degreesOf: null };
  }
  if (typeof choice === "string") {
    const cells = sandwich(inverse, plainMeat(input, inverse, choice));
    return { cells, label: COVARIANCE_LABELS[choice], clusters: null, degreesOf: null };
  }
  const correction = choice.correction ?? "CR1";
  const { meat, clusters, adjusted } = clusterMeat(input, correction);
  return {
    cells: sandwich(inverse, meat),
    label: `${COVARIANCE_LABELS[correction]}; ${clusters} clusters`,
    clusters,
    degreesOf: adjusted.length > 0
      ? satterthwaite(input.qr, adjusted, choice.working === "independent" ? 0 : likenessWithin(input))
      : null,
  };
}

function plainMeat(input: CovarianceInput, inverse: readonly Float64Array[], kind: PlainCovariance) {
  const { columns, residuals, weights } = input;
  const n = residuals.length;
  const k = columns.length;
  const power = kind === "HC3" ? 2 : kind === "HC2" ? 1 : 0;
  const factor = kind === "HC1" ? n / (n - k) : 1;
  const leverage = power === 0 ? null : leverages(columns, weights, inverse);
  const squares = residuals.map((residual, row) => {
    const rest = leverage === null ? 1 : 1 - leverage[row]!;
    if (leverage !== null && rest < 1e-10) throw fullLeverage(kind);
    return factor * residual ** 2 / rest ** power;
  });
  return crossProduct(columns, squares);
}

function fullLeverage(kind: string): WorkspaceError {
  return new WorkspaceError({
    what: "A coefficient rests on a single row",
    where: `covariance ${kind}`,
    mend: "Merge the level with another, or use HC1",
  });
}

/** h = w x′Bx. */
export function leverages(
  columns: readonly Float64Array[],
  weights: Float64Array,
  inverse: readonly Float64Array[],
): Float64Array {
  const sum = new Float64Array(weights.length);
  columns.forEach((a, i) =>
    columns.forEach((b, j) => {
      const cell = inverse[i]![j]!;
      for (let row = 0; row < sum.length; row++) sum[row] = sum[row]! + cell * a[row]! * b[row]!;
    })
  );
  return sum.map((value, row) => value * weights[row]!);
}

/** X′DX for a diagonal D. */
export function crossProduct(columns: readonly Float64Array[], diagonal: Float64Array): Float64Array[] {
  const cells = columns.map(() => new Float64Array(columns.length));
  columns.forEach((a, i) => {
    const weighted = a.map((value, row) => value * diagonal[row]!);
    for (let j = 0; j <= i; j++) {
      const b = columns[j]!;
      let sum = 0;
      for (let row = 0; row < b.length; row++) sum += weighted[row]! * b[row]!;
      cells[i]![j] = sum;
      cells[j]![i] = sum;
    }
  });
  return cells;
}

function sandwich(bread: readonly Float64Array[], meat: readonly Float64Array[]): Float64Array[] {
  return product(product(bread, meat), bread);
}

/** The product of two square matrices by rows. */
export function product(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  return a.map((row) => row.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
}
