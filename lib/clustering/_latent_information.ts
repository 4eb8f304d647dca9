/**
 * How much the answers tell about the parameters of a model of latent classes: observed information, and its inverse.
 *
 * @module
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Patterns } from "./latent_em.ts";
import type { InformationKind } from "./latent_errors.ts";

/** A parameter that is free: a share against class 1, or a probability against the item's likeliest category. */
export interface FreeParameter {
  /** The class, from 0. */
  readonly class: number;
  /** The item; −1 for a share. */
  readonly item: number;
  /** The cell (item and category in one number); −1 for a share. */
  readonly cell: number;
}

/** A model at its maximum. */
export interface Maximum {
  /** Rows as patterns. */
  readonly patterns: Patterns;
  /** Probability of each class per pattern: pattern × class. */
  readonly posterior: Float64Array;
  /** The share of each class. */
  readonly shares: readonly number[];
  /** Probability of a cell within a class: cell × class. */
  readonly probabilities: Float64Array;
}

/** An eigenvalue of the information, scaled to ones on its diagonal, below this: some parameters can't be told apart. */
const LEAST_INFORMATION = 1e-9;

/**
 * The free parameters on a logarithmic scale: ln(share_c / share_1) and ln(p_m / p_reference) within item and class.
 * Probabilities nearer to 0 than `boundary` are not free.
 */
export function freeParameters(maximum: Maximum, boundary: number): readonly FreeParameter[] {
  const { shares, probabilities, patterns: { itemStarts } } = maximum, k = shares.length;
  const free: FreeParameter[] = shares.slice(1).map((_, at) => ({ class: at + 1, item: -1, cell: -1 }));
  for (let c = 0; c < k; c++) {
    for (let item = 0; item + 1 < itemStarts.length; item++) {
      const reference = referenceCell(maximum, item, c);
      for (let cell = itemStarts[item]!; cell < itemStarts[item + 1]!; cell++) {
        if (cell !== reference && probabilities[cell * k + c]! >= boundary) {
          free.push({ class: c, item, cell });
        }
      }
    }
  }
  return free;
}

/** The likeliest cell of an item in a class; the first on a tie. */
function referenceCell(
  { shares, probabilities, patterns: { itemStarts } }: Maximum,
  item: number,
  c: number,
) {
  let best = itemStarts[item]!;
  for (let cell = best; cell < itemStarts[item + 1]!; cell++) {
    if (probabilities[cell * shares.length + c]! > probabilities[best * shares.length + c]!) best = cell;
  }
  return best;
}

/**
 * The covariance of the free parameters; null when the answers cannot tell them apart.
 *
 * Observed: −∂²ℓ/∂θ∂θ′ by Louis' formula, Σ n [E(B) − E(ss′) + E(s)E(s)′] over patterns, with s and B the score and minus the
 * second derivatives when classes were known. Outer product: Σ n E(s)E(s)′, as poLCA.
 * Source: Louis (1982), Journal of the Royal Statistical Society B 44:226–233.
 */
export function covarianceOfFree(
  maximum: Maximum,
  free: readonly FreeParameter[],
  kind: InformationKind,
): Matrix | null {
  if (free.length === 0) return Matrix.zeros(0, 0);
  const information = Matrix.zeros(free.length, free.length);
  const { counts } = maximum.patterns;
  for (let p = 0; p < counts.length; p++) addPattern(information, maximum, free, p, kind);
  return invert(information);
}

function addPattern(
  information: Matrix,
  maximum: Maximum,
  free: readonly FreeParameter[],
  p: number,
  kind: InformationKind,
): void {
  const { patterns, posterior, shares } = maximum, k = shares.length, count = patterns.counts[p]!;
  const answered = answersOf(patterns, p);
  const expected = new Float64Array(free.length);
  for (let c = 0; c < k; c++) {
    const chance = posterior[p * k + c]!;
    const score = scoreOf(maximum, free, answered, c);
    for (let a = 0; a < score.length; a++) expected[a] = expected[a]! + chance * score[a]!;
    if (kind === "outerProduct") continue;
    addOuter(information, score, -count * chance);
    addCurvature(information, maximum, free, answered, c, count * chance);
  }
  addOuter(information, expected, count);
}

/** The answered cell per item; −1 for none. */
function answersOf({ cells, starts, itemStarts }: Patterns, p: number): Int32Array {
  const answered = new Int32Array(itemStarts.length - 1).fill(-1);
  let item = 0;
  for (let at = starts[p]!; at < starts[p + 1]!; at++) {
    while (itemStarts[item + 1]! <= cells[at]!) item++;
    answered[item] = cells[at]!;
  }
  return answered;
}

/** ∂ ln P(answers, class c) / ∂θ. */
function scoreOf(
  maximum: Maximum,
  free: readonly FreeParameter[],
  answered: Int32Array,
  c: number,
): Float64Array {
  const { shares, probabilities } = maximum, k = shares.length;
  return Float64Array.from(free, (parameter) => {
    if (parameter.item < 0) return Number(parameter.class === c) - shares[parameter.class]!;
    const answer = answered[parameter.item]!;
    if (parameter.class !== c || answer < 0) return 0;
    return Number(answer === parameter.cell) - probabilities[parameter.cell * k + c]!;
  });
}

/** Adds weight × minus the second derivatives of ln P(answers, class c). */
function addCurvature(
  information: Matrix,
  { shares, probabilities }: Maximum,
  free: readonly FreeParameter[],
  answered: Int32Array,
  c: number,
  weight: number,
): void {
  const k = shares.length;
  const chanceOf = (a: FreeParameter) => a.item < 0 ? shares[a.class]! : probabilities[a.cell * k + c]!;
  free.forEach((a, i) => {
    if (a.item >= 0 && (a.class !== c || answered[a.item]! < 0)) return;
    for (let j = 0; j <= i; j++) {
      const b = free[j]!;
      if (b.item !== a.item || (b.item >= 0 && b.class !== c)) continue;
      information.set(i, j, information.get(i, j) + weight * (chanceOf(a) * (Number(i === j) - chanceOf(b))));
    }
  });
}

function addOuter(information: Matrix, score: Float64Array, weight: number): void {
  const used = Array.from(score.keys()).filter((a) => score[a] !== 0);
  for (const a of used) {
    for (const b of used) {
      if (b > a) break;
      information.set(a, b, information.get(a, b) + weight * score[a]! * score[b]!);
    }
  }
}

/** The inverse of a matrix of which the lower triangle is filled; null when it is not positive definite. */
function invert(lower: Matrix): Matrix | null {
  const size = lower.rows;
  const spread = Float64Array.from({ length: size }, (_, a) => Math.sqrt(lower.get(a, a)));
  if (!spread.every((value) => value > 0 && Number.isFinite(value))) return null;
  const scaled = Matrix.zeros(size, size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      const value = lower.get(a, b) / (spread[a]! * spread[b]!);
      scaled.set(a, b, value);
      scaled.set(b, a, value);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(scaled, {
    assumeSymmetric: true,
  });
  if (Math.min(...realEigenvalues) < LEAST_INFORMATION) return null;
  const inverse = eigenvectorMatrix.mmul(Matrix.diag(realEigenvalues.map((value) => 1 / value)))
    .mmul(eigenvectorMatrix.transpose());
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) inverse.set(a, b, inverse.get(a, b) / (spread[a]! * spread[b]!));
  }
  return inverse;
}
