/**
 * Indicators of the theme composiet.
 *
 * Source: the catalogue of the domain research; `certainty` marks what was seen (V) and what is recalled (H, M, L).
 *
 * @module
 */
import { indicator } from "../_indicator.ts";
import type { IndicatorDefinition } from "../definition.ts";

/** The definitions. */
export const COMPOSIET_INDICATORS: readonly IndicatorDefinition[] = [
  indicator({
    id: "CMP02",
    slug: "kansenindex-wijk",
    theme: "composiet",
    label: { nl: "Kansenindex wijk", en: "Area opportunity index" },
    unit: { nl: "standaardafwijkingen", en: "standard deviations" },
    definition: {
      nl: "Gemiddelde van gestandaardiseerde beschermende min risico-indicatoren.",
      en: "Mean of standardised protective minus risk z-scores.",
    },
    rows: "area",
    kind: "mean",
    per: 1,
    decimals: 1,
    base: "Kansenindex IS NOT NULL",
    numerator: "Kansenindex",
    direction: "context",
    smallestLevel: "buurt",
    sourceCertainty: "M",
    reference: { value: 0, year: "-", certainty: "M", source: "bron in domeinonderzoek" },
  }),
];
