/**
 * Iteratively reweighted least squares, each step by QR.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { GlmProblem } from "./_glm_problem.ts";
import { applyTransposed, backSolve, factorise, type Qr } from "./_qr.ts";
import { requireNoSeparation } from "./separation.ts";

/** A fitted generalised linear model. */
export interface GlmFit {
  readonly beta: Float64Array;
  /** The linear predictor, offset included. */
  readonly eta: Float64Array;
  readonly deviance: number;
  /** The factor of √W X at the final coefficients. */
  readonly qr: Qr;
  readonly iterations: number;
}

/** Relative change of the deviance at which iterating stops, after which one more step is made. */
const DEVIANCE_TOLERANCE = 1e-10;
/** Steps after the deviance has settled, so that coefficients and covariance belong to each other. */
const FINAL_STEPS = 1;
/** More steps than any regular problem takes (4 to 8); divergent ones settle in deviance after some 25. */
const MAX_ITERATIONS = 100;
/** Once the deviance has settled a regular fit moves no linear predictor by this much; a separated one moves by 1. */
const STILL_MOVING = 1e-3;
/** Weights below this make a row numerically absent; they keep the QR finite. */
const LEAST_WEIGHT = 1e-280;
const RANK_TOLERANCE = 1e-14;

/** Fits; throws with advice where no finite estimate exists. */
export function fitGlm(problem: GlmProblem): GlmFit {
  const { y, family, offset } = problem;
  let eta: Float64Array = y.map(family.start);
  let deviance = devianceOf(problem, eta);
  let beta: Float64Array | null = null;
  let after = 0;
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
    const step = weightedStep(problem, eta);
    let next = step.beta;
    let nextEta = predictor(problem.columns, next, offset);
    let nextDeviance = devianceOf(problem, nextEta);
    for (let halving = 0; beta !== null && halving < 30 && worse(nextDeviance, deviance); halving++) {
      next = next.map((value, index) => (value + beta![index]!) / 2);
      nextEta = predictor(problem.columns, next, offset);
      nextDeviance = devianceOf(problem, nextEta);
    }
    const settled = Math.abs(nextDeviance - deviance) <= DEVIANCE_TOLERANCE * (Math.abs(nextDeviance) + 0.1);
    if (settled && beta !== null) {
      const move = largestGap(nextEta, eta);
      if (move > STILL_MOVING) {
        requireNoSeparation(problem, next.map((value, index) => value - beta![index]!));
      } else after++;
    }
    beta = next;
    eta = nextEta;
    deviance = nextDeviance;
    if (after > FINAL_STEPS) {
      return { beta, eta, deviance, qr: weightedQr(problem, eta), iterations };
    }
  }
  throw new WorkspaceError({
    what: `The estimates do not settle in ${MAX_ITERATIONS} steps`,
    where: `model of ${problem.outcome}`,
    mend: "Look for terms of very different size or nearly the same content, and for groups without outcomes",
  });
}

function worse(next: number, before: number): boolean {
  return !Number.isFinite(next) || next > before + 1e-9 * (Math.abs(before) + 1);
}

function weightedStep(problem: GlmProblem, eta: Float64Array): { readonly beta: Float64Array } {
  const { y, family, offset } = problem;
  const target = y.map((value, row) => {
    const slope = Math.max(family.slope(eta[row]!), LEAST_WEIGHT);
    return Math.sqrt(slope) * (eta[row]! - offset[row]!) +
      (value - family.mean(eta[row]!)) / Math.sqrt(slope);
  });
  const qr = weightedQr(problem, eta);
  return { beta: backSolve(qr, applyTransposed(qr, target)) };
}

/** The factor of √W X at a linear predictor. */
export function weightedQr(
  problem: Pick<GlmProblem, "columns" | "family" | "outcome">,
  eta: Float64Array,
): Qr {
  const root = eta.map((value) => Math.sqrt(Math.max(problem.family.slope(value), LEAST_WEIGHT)));
  const weighted = problem.columns.map((column) => {
    const copy = column.slice();
    for (let row = 0; row < copy.length; row++) copy[row] = copy[row]! * root[row]!;
    return copy;
  });
  const qr = factorise(weighted, RANK_TOLERANCE);
  if (qr.dependent.length === 0) return qr;
  throw new WorkspaceError({
    what: "The weighted terms follow from each other: the data cannot tell their coefficients apart",
    where: `model of ${problem.outcome}`,
    mend: "Take a term out or merge levels; with rare outcomes use fitFirth",
  });
}

/** Xβ + offset. */
export function predictor(
  columns: readonly Float64Array[],
  beta: Float64Array,
  offset: Float64Array,
): Float64Array {
  const eta = offset.slice();
  columns.forEach((column, index) => {
    const weight = beta[index]!;
    for (let row = 0; row < eta.length; row++) eta[row] = eta[row]! + weight * column[row]!;
  });
  return eta;
}

function devianceOf({ y, family }: GlmProblem, eta: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < y.length; row++) sum += family.deviance(y[row]!, eta[row]!);
  return sum;
}

function largestGap(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, value, row) => Math.max(largest, Math.abs(value - b[row]!)), 0);
}
