/**
 * 1/√λ as a short sum of 1/(λ + t²), so that the inverse root of a large matrix needs solutions with shifts only.
 *
 * @module
 */

/** One term of the sum: weight / (λ + shift). */
export interface RootTerm {
  readonly weight: number;
  readonly shift: number;
}

/** Digits of the sum: its error falls as exp(−2π²N / (ln κ + 3)); 36 = −ln 2e-16. */
const WANTED_EXPONENT = 36;
const MOST_TERMS = 200;

/**
 * Terms with Σ weight / (λ + shift) = 1/√λ to about 1e-14 for every λ from `least` to `most`.
 *
 * 1/√λ = (2/π) ∫₀^∞ dt / (t² + λ), with t = √least · sc(u | 1 − least/most) and the midpoint rule in u.
 * Source: Hale, Higham and Trefethen (2008), SIAM Journal on Numerical Analysis 46:2505–2523, method 3.
 */
export function inverseRootTerms(least: number, most: number): readonly RootTerm[] {
  const modulus = Math.min(1, Math.sqrt(least / most)),
    quarter = Math.PI / 2 / arithmeticGeometric(modulus).at(-1)!.a;
  const count = Math.min(
    MOST_TERMS,
    Math.ceil(WANTED_EXPONENT * (Math.log(1 / modulus ** 2) + 3) / (2 * Math.PI ** 2)) + 1,
  );
  return Array.from({ length: count }, (_, j) => {
    const { sn, cn, dn } = jacobi((j + 0.5) * quarter / count, modulus);
    const t = Math.sqrt(least) * sn / cn;
    return { shift: t * t, weight: 2 / Math.PI * quarter / count * Math.sqrt(least) * dn / (cn * cn) };
  });
}

/** The arithmetic–geometric means of 1 and `modulus`, with half their differences. */
function arithmeticGeometric(modulus: number): { readonly a: number; readonly c: number }[] {
  const steps = [{ a: 1, b: modulus, c: Math.sqrt(1 - modulus * modulus) }];
  for (let last = steps[0]!; Math.abs(last.c) > 1e-16 * last.a && steps.length < 60; last = steps.at(-1)!) {
    steps.push({ a: (last.a + last.b) / 2, b: Math.sqrt(last.a * last.b), c: (last.a - last.b) / 2 });
  }
  return steps;
}

/** Jacobi's elliptic functions with complementary modulus `modulus`. Source: Abramowitz and Stegun (1964), 16.4. */
function jacobi(
  u: number,
  modulus: number,
): { readonly sn: number; readonly cn: number; readonly dn: number } {
  const steps = arithmeticGeometric(modulus), last = steps.length - 1;
  let angle = 2 ** last * steps[last]!.a * u;
  for (let step = last; step > 0; step--) {
    angle = (angle + Math.asin(steps[step]!.c / steps[step]!.a * Math.sin(angle))) / 2;
  }
  const sn = Math.sin(angle), cn = Math.cos(angle);
  // dn² = 1 − (1 − modulus²) sn², without the cancellation.
  return { sn, cn, dn: Math.sqrt(cn * cn + modulus * modulus * sn * sn) };
}
