/** Weights of least entropy with given means, by Newton's method on the dual problem. @module */
import { WorkspaceError } from "../core/errors.ts";
import { crossProducts, invertSymmetric } from "./_symmetric.ts";

/** Newton steps; a feasible problem takes tens. */
const MOST_STEPS = 200;
/** Means are equal when they differ by less, in standard deviations. */
const EQUAL = 1e-11;

/** The weights with what the error needs. */
export interface Balancing {
  /** 1 for those who took part; the others sum to 1. */
  readonly weights: Float64Array;
  /** The traits less the means of those who took part. */
  readonly centred: readonly Float64Array[];
  /** The inverse of Σ w x x′ among the others. */
  readonly bread: Float64Array;
}

/** Finds w ∝ exp(−λ′x) among the others with Σ w x = mean of x among those who took part. */
export function balancingWeights(x: readonly Float64Array[], treated: Float64Array): Balancing {
  const number = treated.reduce((a, b) => a + b, 0);
  const centred = x.map((column) => {
    const mean = column.reduce((sum, value, row) => sum + value * treated[row]!, 0) / number;
    return column.map((value) => value - mean);
  });
  let lambda = x.map(() => 0), state = stateAt(centred, treated, lambda);
  for (let step = 0; step < MOST_STEPS; step++) {
    const bread = invertSymmetric(crossProducts(centred, state.weights), x.length);
    if (bread === null) break;
    if (state.slope.every((value) => Math.abs(value) < EQUAL)) {
      return { weights: state.weights.map((value, row) => treated[row] === 1 ? 1 : value), centred, bread };
    }
    const move = state.slope.map((_, j) =>
      state.slope.reduce((sum, value, k) => sum + bread[j * x.length + k]! * value, 0)
    );
    const gain = move.reduce((sum, value, j) => sum + value * state.slope[j]!, 0);
    let size = 1, next = lambda, found = state;
    for (; size > 1e-8; size /= 2) {
      next = lambda.map((value, j) => value + size * move[j]!);
      found = stateAt(centred, treated, next);
      if (found.value <= state.value - 1e-4 * size * gain + 1e-14 * Math.abs(state.value)) break;
    }
    [lambda, state] = [next, found];
  }
  throw new WorkspaceError({
    what: "No weights make the groups equal in all traits",
    where: "entropy balancing",
    mend: "Use fewer traits, or leave out people of a kind that does not occur in the comparison group",
  });
}

/** log Σ exp(−λ′x) over the others, its weights, and minus its slope: the means that remain. */
function stateAt(centred: readonly Float64Array[], treated: Float64Array, lambda: readonly number[]) {
  const power = treated.map((value, row) =>
    value === 1 ? -Infinity : -centred.reduce((sum, column, j) => sum + column[row]! * lambda[j]!, 0)
  );
  const top = power.reduce((a, b) => Math.max(a, b), -Infinity);
  const raw = power.map((value) => Math.exp(value - top));
  const total = raw.reduce((a, b) => a + b, 0);
  const weights = raw.map((value) => value / total);
  const slope = centred.map((column) => column.reduce((sum, value, row) => sum + value * weights[row]!, 0));
  return { value: top + Math.log(total), weights, slope };
}
