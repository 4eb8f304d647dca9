/** A linear model with a random intercept per person by restricted maximum likelihood. @module */
import { WorkspaceError } from "../core/errors.ts";
import { kenwardRoger } from "./_kenward_roger.ts";
import { choleskyOf, invertSymmetric } from "./_symmetric.ts";

/** The rows of one person. */
export interface PersonRows {
  /** Covariates, a row an answer. */
  readonly x: readonly Float64Array[];
  /** The answers. */
  readonly y: readonly number[];
}

/** The fitted model. */
export interface RandomIntercept {
  readonly coefficients: readonly number[];
  /** Variance between persons. */
  readonly between: number;
  /** Variance within persons. */
  readonly within: number;
  /** The estimate, its standard error and Satterthwaite's degrees of freedom of one coefficient. */
  contrast(place: number): MixedContrast;
  /** The same with the standard error and degrees of freedom of Kenward and Roger (1997). */
  adjustedContrast(place: number): MixedContrast;
}

/** One coefficient with what an interval needs. */
export interface MixedContrast {
  readonly estimate: number;
  readonly error: number;
  readonly df: number;
}

/** What is summed over persons once. */
export interface Sums {
  readonly size: number;
  readonly rows: number;
  readonly persons: readonly {
    readonly n: number;
    readonly q: Float64Array;
    readonly y: number;
    readonly data: PersonRows;
  }[];
  /** Σ x x′ in rows. */
  readonly square: Float64Array;
  readonly cross: Float64Array;
}

/** The ratio of variances is searched between these. */
const RATIOS = { low: 1e-8, high: 1e8 } as const;
/** Points of the first grid over the logarithm of the ratio. */
const GRID = 80;

/** Fits; the model is refused when a term follows from others or nothing is left to estimate the variances from. */
export function fitRandomIntercept(people: readonly PersonRows[], names: readonly string[]): RandomIntercept {
  const sums = sumsOf(people);
  const { size, rows } = sums;
  if (rows <= size + 1 || sums.persons.every(({ n }) => n < 2) || sums.persons.length <= size) {
    throw new WorkspaceError({
      what:
        `${rows} answers of ${sums.persons.length} people are too few for ${size} coefficients and two variances`,
      where: "mixed model",
      mend: "Take fewer waves, or the permutation test of groupByWave",
    });
  }
  if (choleskyOf(sums.square, size) === null) {
    throw new WorkspaceError({
      what: "A term follows from the others: a group did not answer in some wave, or a covariate is constant",
      where: names.join(", "),
      mend: "Leave the wave or the covariate out",
    });
  }
  const ratio = bestRatio(sums);
  const shape = stateAt(sums, 1, ratio);
  const within = shape.quadratic / (rows - size), between = ratio * within;
  if (!(within > 1e-24 * shape.scale)) {
    throw new WorkspaceError({
      what: "The model explains every answer: there is no variation left",
      where: "mixed model",
    });
  }
  const state = stateAt(sums, within, between);
  return {
    ...{ coefficients: state.beta, between, within },
    contrast: (place) => contrastOf(sums, state, place),
    adjustedContrast: (place) => kenwardRoger(sums, state, place),
  };
}

function sumsOf(people: readonly PersonRows[]): Sums {
  const size = people[0]?.x[0]?.length ?? 0;
  const square = new Float64Array(size * size), cross = new Float64Array(size);
  let rows = 0;
  const persons = people.map((data) => {
    const q = new Float64Array(size);
    let y = 0;
    data.x.forEach((x, row) => {
      rows++;
      y += data.y[row]!;
      for (let j = 0; j < size; j++) {
        q[j]! += x[j]!;
        cross[j]! += x[j]! * data.y[row]!;
        for (let k = 0; k < size; k++) square[j * size + k]! += x[j]! * x[k]!;
      }
    });
    return { n: data.y.length, q, y, data };
  });
  return { size, rows, persons, square, cross };
}

/** Everything at given variances. */
export interface State {
  readonly within: number;
  readonly between: number;
  readonly beta: readonly number[];
  /** (X′V⁻¹X)⁻¹. */
  readonly covariance: Float64Array;
  /** r′V⁻¹r. */
  readonly quadratic: number;
  /** Σy², for telling rounding from variation. */
  readonly scale: number;
  /** log |V| + log |X′V⁻¹X|: −2 log restricted likelihood is this + quadratic + a constant. */
  readonly logs: number;
  /** The slopes of `logs` and of `quadratic` in `between`. */
  readonly parts: readonly [number, number];
  /** The slopes of their sum in `between` and in `within`. */
  readonly slope: readonly [number, number];
  /** The slopes of X′V⁻¹X. */
  readonly information: readonly [Float64Array, Float64Array];
}

/** Everything at given variances; V of a person is within·I + between·J. */
function stateAt(sums: Sums, within: number, between: number): State {
  const { size, persons } = sums;
  const a = sums.square.map((value) => value / within), right = sums.cross.map((value) => value / within);
  let logs = 0;
  for (const { n, q, y } of persons) {
    const d = within + n * between, factor = between / (within * d);
    logs += (n - 1) * Math.log(within) + Math.log(d);
    addOuter(a, q, -factor);
    for (let j = 0; j < size; j++) right[j]! -= factor * q[j]! * y;
  }
  const covariance = invertSymmetric(a, size)!, lower = choleskyOf(a, size)!;
  const beta = Array.from(
    right,
    (_, j) => right.reduce((sum, value, k) => sum + covariance[j * size + k]! * value, 0),
  );
  let determinant = 0;
  for (let j = 0; j < size; j++) determinant += 2 * Math.log(lower[j * size + j]!);
  return {
    within,
    between,
    beta,
    covariance,
    ...slopesOf(sums, within, between, beta, covariance, logs + determinant),
  };
}

function slopesOf(
  sums: Sums,
  within: number,
  between: number,
  beta: readonly number[],
  covariance: Float64Array,
  logs: number,
) {
  const byBetween = new Float64Array(covariance.length);
  const byWithin = sums.square.map((value) => -value / within ** 2);
  let quadratic = 0, scale = 0, plainBetween = 0, quadBetween = 0, slopeWithin = 0;
  for (const { n, q, data } of sums.persons) {
    const d = within + n * between;
    let sum = 0, squares = 0;
    data.x.forEach((x, row) => {
      const rest = data.y[row]! - beta.reduce((total, slope, j) => total + slope * x[j]!, 0);
      sum += rest;
      squares += rest * rest;
      scale += data.y[row]! ** 2;
    });
    const inner = squares - sum * sum / n;
    quadratic += inner / within + sum * sum / n / d;
    plainBetween += n / d;
    quadBetween -= (sum / d) ** 2;
    slopeWithin += (n - 1) / within + 1 / d - inner / within ** 2 - sum * sum / n / d ** 2;
    addOuter(byBetween, q, -1 / d ** 2);
    addOuter(byWithin, q, (1 / within ** 2 - 1 / d ** 2) / n);
  }
  const trace = (matrix: Float64Array) =>
    matrix.reduce((sum, value, place) => sum + value * covariance[place]!, 0);
  const logBetween = plainBetween + trace(byBetween);
  return {
    ...{ quadratic, scale, logs, parts: [logBetween, quadBetween] as const },
    slope: [logBetween + quadBetween, slopeWithin + trace(byWithin)] as const,
    information: [byBetween, byWithin] as const,
  };
}

function addOuter(target: Float64Array, q: Float64Array, factor: number): void {
  const size = q.length;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) target[j * size + k]! += factor * q[j]! * q[k]!;
  }
}

/** The ratio between/within with the greatest restricted likelihood: a grid to find the hill, bisection of the slope. */
function bestRatio(sums: Sums): number {
  const free = sums.rows - sums.size;
  const at = (ratio: number) => {
    const { quadratic, logs, parts } = stateAt(sums, 1, ratio);
    // With the best `within` for this ratio.
    return { value: free * Math.log(quadratic) + logs, slope: parts[0] + free * parts[1] / quadratic };
  };
  const exponent = (step: number) =>
    Math.log(RATIOS.low) + step / GRID * (Math.log(RATIOS.high) - Math.log(RATIOS.low));
  const values = Array.from({ length: GRID + 1 }, (_, step) => at(Math.exp(exponent(step))).value);
  const best = values.indexOf(Math.min(...values));
  if (best === 0 && at(0).slope >= 0) return 0;
  let low = best === 0 ? 0 : Math.exp(exponent(best - 1)),
    high = Math.exp(exponent(Math.min(GRID, best + 1)));
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = low > 0 ? Math.sqrt(low * high) : high / 2;
    if (low === 0 && middle < 1e-14) return 0;
    if (at(middle).slope < 0) low = middle;
    else high = middle;
  }
  return high;
}

/** Satterthwaite: 2·var² / (g′ A g), with A twice the inverse of the observed curvature of the deviance. */
function contrastOf(sums: Sums, state: State, place: number) {
  const { size } = sums, { covariance, beta, within, between } = state;
  const column = Float64Array.from({ length: size }, (_, j) => covariance[j * size + place]!);
  const variance = column[place]!;
  const gradient = state.information.map((matrix) => {
    let sum = 0;
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) sum -= column[j]! * matrix[j * size + k]! * column[k]!;
    }
    return sum;
  });
  const estimate = beta[place]!, error = Math.sqrt(variance);
  if (between === 0) return { estimate, error, df: sums.rows - size };
  const curvature = [[between, 0], [within, 1]].map(([value, which]) => {
    const step = 1e-4 * value!;
    const [up, down] = [step, -step].map((shift) =>
      stateAt(sums, within + (which === 1 ? shift : 0), between + (which === 0 ? shift : 0)).slope
    );
    return [0, 1].map((k) => (up![k]! - down![k]!) / (2 * step));
  });
  const [aa, ab, bb] = [curvature[0]![0]!, (curvature[0]![1]! + curvature[1]![0]!) / 2, curvature[1]![1]!];
  const [g, h] = [gradient[0]!, gradient[1]!];
  const spread = 2 * (g * g * bb - 2 * g * h * ab + h * h * aa) / (aa * bb - ab * ab);
  return { estimate, error, df: 2 * variance * variance / spread };
}
