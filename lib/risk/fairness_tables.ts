/**
 * The tables of a comparison of groups.
 *
 * @module
 */
import type { AggregateTable, Measure } from "../core/aggregate.ts";
import { sameLabel } from "../core/language.ts";
import type { ResultTableOptions } from "./_measures.ts";
import { brief } from "../core/summary.ts";
import type { Fairness } from "./fairness.ts";

/** The rates that become tables, with their names. */
const RATES = [
  ["observed", "waargenomen", { nl: "Aandeel met de uitkomst", en: "Share with the outcome" }],
  ["falsePositives", "ten-onrechte", { nl: "Ten onrechte gewaarschuwd", en: "False positives" }],
  ["falseNegatives", "gemist", { nl: "Gemist", en: "False negatives" }],
  ["predictiveValue", "terecht", { nl: "Terecht gewaarschuwd", en: "Predictive value" }],
] as const;

/**
 * The tables of a comparison: share with the outcome, false positives, false negatives and predictive value by group.
 *
 * Each cell hands over its own base as `n` and its count, so that disclosure control judges it on that.
 *
 * @param fairness A comparison.
 * @param options The texts.
 * @returns Four tables; protect them in one `protectAll`, since they share counts.
 */
export function fairnessTables(fairness: Fairness, options: ResultTableOptions): readonly AggregateTable[] {
  const { outcome, labels = {}, ...frame } = options;
  return RATES.map(([key, slug, name]): AggregateTable => {
    const cells = fairness.groups.flatMap(({ group, [key]: rate }) =>
      rate === null ? [] : [{
        codes: [group],
        n: rate.of,
        numerator: rate.count,
        denominator: rate.of,
        value: rate.share,
        low: rate.low,
        high: rate.high,
      }]
    );
    const measure: Measure = {
      id: `${options.id}-${slug}`,
      label: { nl: `${name.nl}: ${outcome.nl}`, en: `${name.en}: ${outcome.en}` },
      unit: { nl: "%", en: "%" },
      kind: "share",
      per: 100,
      decimals: 1,
      definition: {
        nl: `${name.nl}, grens ${brief(fairness.threshold)}`,
        en: `${name.en}, threshold ${brief(fairness.threshold)}`,
      },
    };
    return {
      ...frame,
      id: `${options.id}-${slug}`,
      measure,
      dimensions: [{
        name: `groep-${options.id}-${slug}`,
        label: sameLabel(fairness.by),
        kind: "nominal",
        codes: fairness.groups.map(({ group }) => ({
          code: group,
          label: labels[group] ?? sameLabel(group),
        })),
      }],
      cells,
    };
  });
}
