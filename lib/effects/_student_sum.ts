/** Student's t for whole degrees of freedom as a short sum: many times as fast as its tails to the last digit. @module */

/**
 * P(T ≤ t), to some 15 decimals: not to so many digits in a far tail, for which there is `studentTCdf`.
 *
 * With tan θ = t/√df a sum of df/2 powers of cos² θ. Source: Abramowitz and Stegun (1964), 26.7.3 and 26.7.4.
 *
 * @param df Whole degrees of freedom, from 1.
 */
export function studentTSum(t: number, df: number): number {
  const ratio = t / Math.sqrt(df), square = 1 / (1 + ratio * ratio), sine = ratio * Math.sqrt(square);
  const odd = df % 2;
  let term = df === 1 ? 0 : 1, sum = term;
  for (let j = 2 + odd; j <= df - 2; j += 2) {
    term *= square * (j - 1) / j;
    sum += term;
  }
  const within = odd === 0 ? sine * sum : 2 / Math.PI * (Math.atan(ratio) + sine * Math.sqrt(square) * sum);
  return 0.5 + within / 2;
}
