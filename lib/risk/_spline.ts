/**
 * Values and slopes of spline bases, as R's package splines defines them.
 *
 * Source: de Boor (2001), A Practical Guide to Splines, ch. IX–X; R splines `ns` and `bs`.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { SplineTerm } from "./formula.ts";
import { applyQ, factorise } from "./_qr.ts";

/** A spline basis whose knots are placed. */
export interface Curve {
  /** Which basis. */
  readonly basis: SplineTerm["basis"];
  /** Degree plus one. */
  readonly order: number;
  /** Interior knots, with the boundaries repeated `order` times at each end. */
  readonly knots: Float64Array;
  /** The lower boundary. */
  readonly low: number;
  /** The upper boundary. */
  readonly high: number;
  /** Takes the plain basis without its first function to the columns: one row per column. */
  readonly projection: readonly Float64Array[];
}

/** Natural splines are cubic. */
const CUBIC = 4;

/** Places the knots of a term on the values: at quantiles (type 7), boundaries at the extremes. */
export function curveOf(term: SplineTerm, values: Float64Array): Curve {
  const sorted = values.slice().sort();
  const low = sorted[0]!;
  const high = sorted[sorted.length - 1]!;
  const inner = term.knots ??
    quantileKnots(sorted, (term.df ?? 0) - (term.basis === "natural" ? 1 : term.degree));
  const all = [low, ...inner, high];
  if (all.some((knot, index) => index > 0 && !(knot > all[index - 1]!))) {
    throw new WorkspaceError({
      what: "Knots of the spline coincide, or lie outside the values",
      where: term.column,
      mend: "Choose fewer degrees of freedom, or name rising knots inside the range",
    });
  }
  const order = term.basis === "natural" ? CUBIC : term.degree + 1;
  const ends = (value: number) => new Array<number>(order).fill(value);
  const knots = Float64Array.from([...ends(low), ...inner, ...ends(high)]);
  const plain = { basis: term.basis, order, knots, low, high, projection: [] };
  return {
    ...plain,
    projection: term.basis === "natural" ? naturalProjection(plain) : identity(knots.length - order - 1),
  };
}

function quantileKnots(sorted: Float64Array, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => {
    const place = (sorted.length - 1) * (index + 1) / (count + 1);
    const below = Math.floor(place);
    const next = sorted[Math.min(below + 1, sorted.length - 1)]!;
    return sorted[below]! + (place - below) * (next - sorted[below]!);
  });
}

/** The functions whose second derivative is zero at both boundaries: the null space of two conditions, by QR as in R. */
function naturalProjection(curve: Curve): readonly Float64Array[] {
  const bend = (at: number) => plainBasis(curve, at, 2).slice(1);
  const qr = factorise([bend(curve.low), bend(curve.high)], 0);
  const size = curve.knots.length - curve.order - 1;
  return Array.from({ length: size - 2 }, (_, index) => {
    const unit = new Float64Array(size);
    unit[index + 2] = 1;
    return applyQ(qr, unit);
  });
}

function identity(size: number): readonly Float64Array[] {
  return Array.from({ length: size }, (_, index) => {
    const unit = new Float64Array(size);
    unit[index] = 1;
    return unit;
  });
}

/** The columns of a basis at some values, or their slopes (`derivative` 1). */
export function curveColumns(
  curve: Curve,
  values: Float64Array,
  derivative: 0 | 1,
  column: string,
): Float64Array[] {
  const columns = curve.projection.map(() => new Float64Array(values.length));
  for (let row = 0; row < values.length; row++) {
    const plain = extended(curve, values[row]!, derivative, column);
    for (let index = 0; index < columns.length; index++) {
      const weights = curve.projection[index]!;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * plain[k + 1]!;
      columns[index]![row] = sum;
    }
  }
  return columns;
}

/** The plain basis, beyond the boundaries of a natural spline as a straight line. */
function extended(curve: Curve, value: number, derivative: 0 | 1, column: string): Float64Array {
  const { low, high } = curve;
  if (value >= low && value <= high) return plainBasis(curve, value, derivative);
  if (curve.basis !== "natural") {
    throw new WorkspaceError({
      what: "A value lies outside the range that the B-spline was fitted on: there it says nothing",
      where: column,
      mend: "Use naturalSpline, which goes on as a straight line, or leave these rows out",
    });
  }
  const edge = value < low ? low : high;
  const slope = plainBasis(curve, edge, 1);
  if (derivative === 1) return slope;
  const start = plainBasis(curve, edge, 0);
  return start.map((height, index) => height + slope[index]! * (value - edge));
}

/** All B-splines of the order at a value, or a derivative of them, by the recursion of Cox and de Boor. */
function plainBasis({ knots, order }: Curve, value: number, derivative: number): Float64Array {
  const count = knots.length - order;
  const current = new Float64Array(knots.length - 1);
  let span = order - 1;
  // The last interval is closed on the right, so that the largest value belongs to it.
  while (span < count - 1 && value >= knots[span + 1]!) span++;
  current[span] = 1;
  for (let k = 2; k <= order; k++) {
    const slopes = k > order - derivative;
    for (let i = Math.max(0, span - k + 1); i <= span; i++) {
      const left = knots[i + k - 1]! - knots[i]!;
      const right = knots[i + k]! - knots[i + 1]!;
      const a = left > 0 ? current[i]! / left : 0;
      const b = right > 0 ? current[i + 1]! / right : 0;
      current[i] = slopes ? (k - 1) * (a - b) : (value - knots[i]!) * a + (knots[i + k]! - value) * b;
    }
  }
  return current.slice(0, count);
}
