/** How alike two groups are, before and after matching or weighting. @module */
import type { EffectWarning } from "./summary.ts";

/** How alike the groups are in one trait. */
export interface BalanceLine {
  /** The column, or `distance`. */
  readonly covariate: string;
  /** Standardised difference before: difference of means over the standard deviation of those who took part. */
  readonly before: number;
  /** The same after matching or weighting, with the same standard deviation. */
  readonly after: number;
  /** Variance of those who took part over that of the others, before; null for a yes-or-no trait. */
  readonly varianceRatioBefore: number | null;
  /** The same after; null for a yes-or-no trait, or when the others have no variance. */
  readonly varianceRatioAfter: number | null;
}

/** A standardised difference beyond this is out of balance (domain guideline; Austin 2009). */
const OUT_OF_BALANCE = 0.1;
/** A variance ratio outside these is out of balance (Rubin 2001). */
const RATIO_BOUNDS = { low: 0.5, high: 2 } as const;

/**
 * Compares one trait between the groups.
 *
 * @param weights A weight per row; those who took part too. Weighted variances are Σw(x−m)²/(1−Σw²) with Σw = 1 per group.
 */
export function balanceOf(
  covariate: string,
  values: Float64Array,
  treated: Float64Array,
  weights: Float64Array,
): BalanceLine {
  const ones = treated.map(() => 1);
  const [before, others] = [1, 0].map((side) => momentsOf(values, treated, ones, side));
  const [kept, kin] = [1, 0].map((side) => momentsOf(values, treated, weights, side));
  const deviation = Math.sqrt(before!.variance);
  const scaled = (gap: number) =>
    deviation > 0 ? gap / deviation : gap === 0 ? 0 : gap > 0 ? Infinity : -Infinity;
  const binary = values.every((value) => value === 0 || value === 1);
  const ratio = (a: number, b: number) => binary || !(b > 0) ? null : a / b;
  return {
    covariate,
    before: scaled(before!.mean - others!.mean),
    after: scaled(kept!.mean - kin!.mean),
    varianceRatioBefore: ratio(before!.variance, others!.variance),
    varianceRatioAfter: ratio(kept!.variance, kin!.variance),
  };
}

function momentsOf(values: Float64Array, treated: Float64Array, weights: Float64Array, side: number) {
  let sum = 0, total = 0, squares = 0;
  for (let row = 0; row < values.length; row++) {
    if (treated[row] !== side) continue;
    total += weights[row]!;
    squares += weights[row]! ** 2;
    sum += weights[row]! * values[row]!;
  }
  const mean = sum / total;
  let spread = 0;
  for (let row = 0; row < values.length; row++) {
    if (treated[row] === side) spread += weights[row]! * (values[row]! - mean) ** 2;
  }
  const rest = 1 - squares / (total * total);
  return { mean, variance: rest > 1e-12 ? spread / total / rest : 0 };
}

/** (Σw)²/Σw² of those who did not take part: how many people equally weighted would say as much. */
export function effectiveComparison(treated: Float64Array, weights: Float64Array): number {
  let total = 0, squares = 0;
  weights.forEach((weight, row) => {
    if (treated[row] === 1) return;
    total += weight;
    squares += weight * weight;
  });
  return total * total / squares;
}

/** What a balance table and a number of unmatched people say about leaning on the estimate. */
export function balanceWarnings(
  balance: readonly BalanceLine[],
  unmatched: number,
): readonly EffectWarning[] {
  const out = balance.filter((line) => Math.abs(line.after) > OUT_OF_BALANCE).map((line) => line.covariate);
  const uneven = balance.filter(({ varianceRatioAfter: ratio }) =>
    ratio !== null && (ratio < RATIO_BOUNDS.low || ratio > RATIO_BOUNDS.high)
  ).map((line) => line.covariate);
  const warnings: EffectWarning[] = [];
  if (out.length > 0) {
    warnings.push({
      code: "out-of-balance",
      weight: "serious",
      text: {
        nl: `De groepen verschillen na koppeling of weging nog in: ${out.join(", ")}.`,
        en: `The groups still differ after matching or weighting in: ${out.join(", ")}.`,
      },
    });
  }
  if (uneven.length > 0) {
    warnings.push({
      code: "uneven-spread",
      weight: "remark",
      text: {
        nl: `De spreiding verschilt nog tussen de groepen in: ${uneven.join(", ")}.`,
        en: `The spread still differs between the groups in: ${uneven.join(", ")}.`,
      },
    });
  }
  if (unmatched > 0) {
    warnings.push({
      code: "unmatched",
      weight: "remark",
      text: {
        nl: `${unmatched} deelnemers vonden geen gelijke: het cijfer gaat niet over hen.`,
        en: `${unmatched} participants found no match: the figure is not about them.`,
      },
    });
  }
  return warnings;
}
