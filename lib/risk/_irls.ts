/**
 * Iteratively reweighted least squares: by QR, and for many rows by blocked X′WX as long as that keeps its digits.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { RowState } from "./_family.ts";
import type { GlmProblem } from "./_glm_problem.ts";
import { centresOf, gramFactor, MANY_ROWS } from "./_gram.ts";
import { applyTransposed, backSolve, factorise, type Qr, type Triangle } from "./_qr.ts";
import { requireNoSeparation } from "./separation.ts";

/** A fitted generalised linear model. */
export interface GlmFit {
  readonly beta: Float64Array;
  /** The linear predictor, offset included. */
  readonly eta: Float64Array;
  readonly deviance: number;
  /** The factor of √W X at the final coefficients. */
  readonly qr: Triangle;
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
/** A step that moves no linear predictor by more leaves the weights as they were to ten digits. */
const AT_REST = 1e-10;
/** Weights below this make a row numerically absent; they keep the QR finite. */
const LEAST_WEIGHT = 1e-280;
const RANK_TOLERANCE = 1e-14;

/** From here on a fit to one row in {@linkcode SAMPLE_STEP} gives the start; it saves two or three passes. */
const ROWS_TO_SAMPLE = 50_000;
const SAMPLE_STEP = 16;

interface Point {
  readonly beta: Float64Array | null;
  readonly rows: RowState;
  readonly deviance: number;
}

/** Fits; throws with advice where no finite estimate exists. */
export function fitGlm(problem: GlmProblem, start: Float64Array | null = null): GlmFit {
  const from = start ?? sampleStart(problem);
  const centres = problem.y.length < MANY_ROWS ? null : centresOf(problem.columns);
  let point = startingPoint(problem, from);
  let after = 0;
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
    const { beta: target, triangle } = stepFrom(problem, point, centres);
    const next = descend(problem, point, target);
    const settled =
      Math.abs(next.deviance - point.deviance) <= DEVIANCE_TOLERANCE * (Math.abs(next.deviance) + 0.1);
    if (settled && point.beta !== null) {
      const move = largestGap(next.rows.eta, point.rows.eta);
      const before = point.beta;
      if (move > STILL_MOVING) {
        requireNoSeparation(problem, next.beta!.map((value, index) => value - before[index]!));
      } else after++;
      if (triangle !== null && move < AT_REST) return fitted(next, triangle, iterations);
    }
    point = next;
    if (after > FINAL_STEPS) return fitted(point, finalFactor(problem, point, centres), iterations);
  }
  throw new WorkspaceError({
    what: `The estimates do not settle in ${MAX_ITERATIONS} steps`,
    where: `model of ${problem.outcome}`,
    mend: "Look for terms of very different size or nearly the same content, and for groups without outcomes",
  });
}

function fitted({ beta, rows, deviance }: Point, qr: Triangle, iterations: number): GlmFit {
  return { beta: beta!, eta: rows.eta, deviance, qr, iterations };
}

/** Coefficients of a fit to every sixteenth row, where there are many; null where they are few or it fails. */
function sampleStart(problem: GlmProblem): Float64Array | null {
  if (problem.y.length < ROWS_TO_SAMPLE) return null;
  const rows = Math.floor(problem.y.length / SAMPLE_STEP);
  const thin = (values: Float64Array) => {
    const few = new Float64Array(rows);
    for (let row = 0; row < rows; row++) few[row] = values[row * SAMPLE_STEP]!;
    return few;
  };
  try {
    return fitGlm({
      ...problem,
      columns: problem.columns.map(thin),
      y: thin(problem.y),
      offset: thin(problem.offset),
    }).beta;
  } catch (error) {
    // A rare level may be missing or separated in the sample: then the fit starts from the outcomes as usual.
    if (error instanceof WorkspaceError) return null;
    throw error;
  }
}

function startingPoint(problem: GlmProblem, beta: Float64Array | null): Point {
  const { y, family, columns, offset } = problem;
  const eta = beta === null ? y.map(family.start) : predictor(columns, beta, offset);
  return pointAt(problem, beta, eta);
}

function pointAt({ y, family }: GlmProblem, beta: Float64Array | null, eta: Float64Array): Point {
  const rows = { eta, score: new Float64Array(y.length), weight: new Float64Array(y.length) };
  return { beta, rows, deviance: family.evaluate(y, rows) };
}

/** The next coefficients, and the factor at the present ones when it came for free. */
function stepFrom(problem: GlmProblem, point: Point, centres: Float64Array | null) {
  if (centres !== null && point.beta !== null) {
    const { beta, rows } = point;
    const factor = gramFactor({
      columns: problem.columns,
      weights: rows.weight,
      scores: rows.score,
      centres,
    });
    if (factor !== null) {
      return { beta: beta.map((value, index) => value + factor.step[index]!), triangle: factor.triangle };
    }
  }
  if (centres !== null && point.beta === null) {
    const beta = firstStep(problem, point, centres);
    if (beta !== null) return { beta, triangle: null };
  }
  return { beta: qrStep(problem, point), triangle: null };
}

/** The first step has no coefficients to start from: it fits the working response itself. */
function firstStep(problem: GlmProblem, { rows }: Point, centres: Float64Array): Float64Array | null {
  const { offset, columns } = problem;
  const scores = new Float64Array(rows.eta.length);
  for (let row = 0; row < scores.length; row++) {
    scores[row] = rows.weight[row]! * (rows.eta[row]! - offset[row]!) + rows.score[row]!;
  }
  return gramFactor({ columns, weights: rows.weight, scores, centres })?.step ?? null;
}

function qrStep(problem: GlmProblem, { rows }: Point): Float64Array {
  const target = new Float64Array(rows.eta.length);
  for (let row = 0; row < target.length; row++) {
    const root = Math.sqrt(Math.max(rows.weight[row]!, LEAST_WEIGHT));
    target[row] = root * (rows.eta[row]! - problem.offset[row]!) + rows.score[row]! / root;
  }
  return backSolveFrom(weightedQr(problem, rows.weight), target);
}

function backSolveFrom(qr: Qr, target: Float64Array): Float64Array {
  return backSolve(qr, applyTransposed(qr, target));
}

/** Goes to the target, or half as far again and again as long as that is worse. */
function descend(problem: GlmProblem, point: Point, target: Float64Array): Point {
  const { columns, offset } = problem;
  const from = point.beta;
  let next = pointAt(problem, target, predictor(columns, target, offset));
  for (let halving = 0; from !== null && halving < 30 && worse(next.deviance, point.deviance); halving++) {
    const half = next.beta!.map((value, index) => (value + from[index]!) / 2);
    next = pointAt(problem, half, predictor(columns, half, offset));
  }
  return next;
}

function worse(next: number, before: number): boolean {
  return !Number.isFinite(next) || next > before + 1e-9 * (Math.abs(before) + 1);
}

function finalFactor(problem: GlmProblem, { rows }: Point, centres: Float64Array | null): Triangle {
  const { columns } = problem;
  const factor = centres === null
    ? null
    : gramFactor({ columns, weights: rows.weight, scores: null, centres });
  return factor?.triangle ?? weightedQr(problem, rows.weight);
}

/** The factor of √W X at some weights. */
export function weightedQr(
  problem: Pick<GlmProblem, "columns" | "outcome">,
  weights: Float64Array,
): Qr {
  const root = weights.map((value) => Math.sqrt(Math.max(value, LEAST_WEIGHT)));
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
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index]!;
    const weight = beta[index]!;
    for (let row = 0; row < eta.length; row++) eta[row] = eta[row]! + weight * column[row]!;
  }
  return eta;
}

function largestGap(a: Float64Array, b: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < a.length; row++) {
    const gap = Math.abs(a[row]! - b[row]!);
    if (gap > largest) largest = gap;
  }
  return largest;
}
