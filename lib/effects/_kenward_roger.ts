/** Errors and degrees of freedom that count that variances are estimated: Kenward and Roger (1997), Biometrics 53, 983–997. @module */
import type { MixedContrast, State, Sums } from "./_random_intercept.ts";

/** One number for each pair of variances: between × between, between × within, within × within. */
type Pairs<T> = readonly [T, T, T];

/**
 * One coefficient of a random-intercept model with the adjusted error; for one coefficient the scale of Kenward and Roger is 1
 * and their degrees of freedom are Satterthwaite's with the expected information.
 */
export function kenwardRoger(sums: Sums, state: State, place: number): MixedContrast {
  const { size } = sums, { covariance, beta, information } = state;
  const column = Float64Array.from({ length: size }, (_, j) => covariance[j * size + place]!);
  const parts = partsOf(sums, state);
  const covariances = inverseOf(expectedInformation(state, parts, size));
  const slopes = information.map((matrix) => timesVector(matrix, column));
  const through = slopes.map((slope) => timesVector(covariance, slope));
  const pairs = [[0, 0], [0, 1], [1, 1]] as const;
  let added = 0, spread = 0;
  pairs.forEach(([i, j], pair) => {
    const twice = i === j ? 1 : 2, weight = twice * covariances[pair]!;
    added += 2 * weight * (product(column, timesVector(parts.squares[pair]!, column)) -
      product(slopes[i]!, through[j]!));
    spread += weight * product(column, slopes[i]!) * product(column, slopes[j]!);
  });
  const variance = column[place]!;
  return {
    estimate: beta[place]!,
    error: Math.sqrt(variance + Math.max(0, added)),
    df: 2 * variance * variance / spread,
  };
}

interface Parts {
  /** X′V⁻¹V_iV⁻¹V_jV⁻¹X. */
  readonly squares: Pairs<Float64Array>;
  /** tr V⁻¹V_iV⁻¹V_j. */
  readonly traces: Pairs<number>;
}

/** V of a person has two eigenvalues: within + n·between along the mean, within across it. */
function partsOf({ size, square, persons }: Sums, { within, between }: State): Parts {
  const squares = [0, 1].map(() => new Float64Array(size * size));
  const across = square.map((value) => value / within ** 3);
  let [first, mixed, last] = [0, 0, 0];
  for (const { n, q } of persons) {
    const d = within + n * between;
    addOuter(squares[0]!, q, n / d ** 3);
    addOuter(squares[1]!, q, 1 / d ** 3);
    addOuter(across, q, (1 / d ** 3 - 1 / within ** 3) / n);
    first += (n / d) ** 2;
    mixed += n / d ** 2;
    last += (n - 1) / within ** 2 + 1 / d ** 2;
  }
  return { squares: [squares[0]!, squares[1]!, across], traces: [first, mixed, last] };
}

function expectedInformation(state: State, { squares, traces }: Parts, size: number): Pairs<number> {
  const { covariance, information } = state;
  const halves = information.map((matrix) => timesMatrix(covariance, matrix, size));
  const entry = (i: 0 | 1, j: 0 | 1, pair: 0 | 1 | 2) =>
    (traces[pair] - 2 * traceOf(covariance, squares[pair], size) + traceOf(halves[i]!, halves[j]!, size)) / 2;
  return [entry(0, 0, 0), entry(0, 1, 1), entry(1, 1, 2)];
}

function inverseOf([a, b, c]: Pairs<number>): Pairs<number> {
  const determinant = a * c - b * b;
  return [c / determinant, -b / determinant, a / determinant];
}

function traceOf(a: Float64Array, b: Float64Array, size: number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) sum += a[j * size + k]! * b[k * size + j]!;
  }
  return sum;
}

function timesMatrix(a: Float64Array, b: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, place) => {
    const row = Math.floor(place / size), column = place % size;
    let sum = 0;
    for (let k = 0; k < size; k++) sum += a[row * size + k]! * b[k * size + column]!;
    return sum;
  });
}

function timesVector(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, j) => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += matrix[j * size + k]! * vector[k]!;
    return sum;
  });
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0);
}

function addOuter(target: Float64Array, q: Float64Array, factor: number): void {
  const size = q.length;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) target[j * size + k]! += factor * q[j]! * q[k]!;
  }
}
