/**
 * Plain statistics for the tests of notebooks: a logistic model by Newton's steps, Wilson's interval and the AUC.
 *
 * @module
 */

const Z = 1.959963984540054;

/** Wilson's interval of a share, by the formula. */
export function wilson(count: number, n: number): readonly [low: number, high: number] {
  const p = count / n, middle = p + Z * Z / (2 * n);
  const reach = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)), whole = 1 + Z * Z / n;
  return [(middle - reach) / whole, (middle + reach) / whole];
}

/** Rows that look alike: what is known of them, how many there are, and how many have the outcome. */
export interface Pattern {
  readonly x: readonly number[];
  readonly n: number;
  readonly cases: number;
}

/** Counts rows that look alike, with a one in front for the intercept. */
export function patternsOf<R>(rows: readonly R[], x: (row: R) => readonly number[], y: (row: R) => boolean) {
  const found = new Map<string, Pattern>();
  for (const row of rows) {
    const values = [1, ...x(row)], key = values.join();
    const { n, cases } = found.get(key) ?? { n: 0, cases: 0 };
    found.set(key, { x: values, n: n + 1, cases: cases + (y(row) ? 1 : 0) });
  }
  return [...found.values()];
}

/** The chance that a model gives. */
export function chanceOf(beta: readonly number[], x: readonly number[]): number {
  return 1 / (1 + Math.exp(-x.reduce((sum, value, j) => sum + value * (beta[j] ?? 0), 0)));
}

/** Information | unit matrix of a logistic model, solved in place: the inverse of the information. */
function inverse(patterns: readonly Pattern[], beta: readonly number[]): readonly (readonly number[])[] {
  const p = beta.length;
  const a = beta.map((_, i) => [
    ...new Array<number>(p).fill(0),
    ...beta.map((_, j) => i === j ? 1 : 0),
  ]);
  for (const { x, n } of patterns) {
    const mu = chanceOf(beta, x), weight = n * mu * (1 - mu);
    a.forEach((line, j) => x.forEach((value, k) => line[k] = (line[k] ?? 0) + weight * (x[j] ?? 0) * value));
  }
  a.forEach((pivot, k) => {
    const head = pivot[k] ?? NaN;
    pivot.forEach((value, j) => pivot[j] = value / head);
    a.forEach((line, i) => {
      const factor = line[k] ?? 0;
      if (i !== k) line.forEach((value, j) => line[j] = value - factor * (pivot[j] ?? 0));
    });
  });
  return a.map((line) => line.slice(p));
}

/** Newton's steps for a logistic model; the errors are from the inverse of the information. */
export function logistic(patterns: readonly Pattern[]) {
  let beta: readonly number[] = (patterns[0]?.x ?? []).map(() => 0);
  for (let step = 0; step < 25; step++) {
    const covariance = inverse(patterns, beta), score = beta.map(() => 0);
    for (const { x, n, cases } of patterns) {
      const mu = chanceOf(beta, x);
      const rest = cases - n * mu;
      x.forEach((value, j) => score[j] = (score[j] ?? 0) + rest * value);
    }
    beta = beta.map((b, j) => b + score.reduce((sum, u, k) => sum + u * (covariance[j]?.[k] ?? NaN), 0));
  }
  return { beta, errors: inverse(patterns, beta).map((line, j) => Math.sqrt(line[j] ?? NaN)) };
}

/** The ends of Wald's interval. */
export function wald(estimate: number, error: number): readonly [low: number, high: number] {
  return [estimate - Z * error, estimate + Z * error];
}

/** Of a pair with and without the outcome, how often the one with it has the higher chance; ties count half. */
export function auc(rows: readonly { readonly risk: number; readonly y: boolean }[]): number {
  const yes = rows.filter(({ y }) => y), no = rows.filter(({ y }) => !y);
  let won = 0;
  for (const { risk } of yes) {
    for (const other of no) {
      won += risk > other.risk ? 1 : risk === other.risk ? 0.5 : 0;
    }
  }
  return won / (yes.length * no.length);
}
