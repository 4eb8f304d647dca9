/**
 * How strong an unmeasured cause would have to be to explain an association away.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import type { Label } from "../core/language.ts";
import { brief, withSummary } from "../core/summary.ts";

/** A ratio with its interval. */
export interface EValueInput {
  /** What the estimate is. A `mean difference` is in standard deviations (Cohen's d). */
  readonly measure: "risk ratio" | "rate ratio" | "odds ratio" | "hazard ratio" | "mean difference";
  /** The estimate. */
  readonly estimate: number;
  /** Lower end of its interval. */
  readonly low: number;
  /** Upper end of its interval. */
  readonly high: number;
  /**
   * Whether more than about 15 % have the outcome by the end: then odds and hazard ratios are first turned into risk
   * ratios. `rare` unless told.
   */
  readonly outcome?: "rare" | "common";
  /** The number of rows behind the estimate, for the result; null unless told. */
  readonly n?: number;
}

/** E-values of an estimate and of its interval. */
export interface EValue {
  /** The number of rows behind the estimate; null when it was not given. */
  readonly n: number | null;
  /** The estimate as a risk ratio of at least 1. */
  readonly riskRatio: number;
  /** Needed of a confounder, with both exposure and outcome, to explain the estimate away. */
  readonly estimate: number;
  /** The same for the end of the interval nearest to no association; 1 when the interval holds it. */
  readonly interval: number;
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found. */
  readonly warnings: readonly Label[];
}

/** From an effect size to the log risk ratio. Source: VanderWeele & Ding (2017), table 2. */
const LOG_RATIO_PER_SD = 0.91;

/**
 * The E-value: the smallest risk ratio that one unmeasured confounder would need with both exposure and outcome, beyond
 * the terms in the model, to explain the association away. RR + √(RR(RR − 1)), a ratio below 1 inverted first.
 *
 * It speaks of one confounder and of no other error; a high value is no certificate. For a mean difference the interval
 * must be in standard deviations too. Source: VanderWeele & Ding (2017), Annals of Internal Medicine 167:268–274.
 *
 * @example The published example
 * ```ts
 * import { eValue } from "./e_value.ts";
 * import assert from "node:assert/strict";
 *
 * const value = eValue({ measure: "risk ratio", estimate: 3.9, low: 1.8, high: 8.7 });
 * assert.equal(value.estimate.toFixed(2), "7.26");
 * assert.equal(value.interval.toFixed(2), "3.00");
 * ```
 *
 * @param input The ratio with its interval.
 * @returns The E-values, 1 or more.
 * @throws {WorkspaceError} When the ends do not enclose the estimate, a ratio is not positive, or the association is too strong for
 *   a number.
 */
export function eValue(input: EValueInput): EValue {
  const { estimate, low, high, measure } = input;
  const least = measure === "mean difference" ? -Infinity : 0;
  if (!(low <= estimate && estimate <= high && low > least && Number.isFinite(high))) {
    throw new WorkspaceError({
      what: "The interval does not enclose the estimate, or a ratio is not positive",
      where: "eValue",
      mend: "Give estimate, low and high on the scale of the measure",
    });
  }
  const [ratio, lower, upper] = [estimate, low, high].map((value) => riskRatioOf(value, input)) as [
    number,
    number,
    number,
  ];
  const nearest = ratio >= 1 ? lower : 1 / upper;
  const value = valueOf(Math.max(ratio, 1 / ratio)), interval = nearest <= 1 ? 1 : valueOf(nearest);
  if (!Number.isFinite(value)) {
    throw new WorkspaceError({
      what: "The association is too strong for a number",
      where: "eValue",
      mend:
        "Look at the unit of the exposure: a ratio per smaller unit, or a difference in standard deviations, is smaller",
    });
  }
  const warnings = interval === 1 ? [CHANCE] : [];
  return withSummary(
    {
      n: input.n ?? null,
      riskRatio: Math.max(ratio, 1 / ratio),
      estimate: value,
      interval,
      assumptions: ASSUMPTIONS,
      warnings,
    },
    [
      `E-value ${brief(value)}, of the interval ${brief(interval)}${
        input.n === undefined ? "" : `, n = ${formatNumber(input.n, "en")}`
      }`,
      ...warnings.map(({ en }) => `  ! ${en}`),
    ].join("\n"),
  );
}

const ASSUMPTIONS: readonly Label[] = [{
  nl:
    "Er is één onbekende oorzaak, en geen andere fout: de maat is geen bewijs dat een verband oorzakelijk is",
  en:
    "There is one unmeasured cause and no other error: the measure does not prove that an association is causal",
}];
const CHANCE: Label = {
  nl: "Het interval bevat 'geen verband': toeval alleen kan de schatting al verklaren",
  en: "The interval holds no association: chance alone can explain the estimate",
};

function valueOf(ratio: number): number {
  return ratio + Math.sqrt(ratio * (ratio - 1));
}

function riskRatioOf(value: number, { measure, outcome }: EValueInput): number {
  if (measure === "mean difference") return Math.exp(LOG_RATIO_PER_SD * value);
  if (outcome !== "common") return value;
  if (measure === "odds ratio") return Math.sqrt(value);
  if (measure === "hazard ratio") return (1 - 0.5 ** Math.sqrt(value)) / (1 - 0.5 ** Math.sqrt(1 / value));
  return value;
}
