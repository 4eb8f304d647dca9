/**
 * Indicators of the theme kosten.
 *
 * Source: the catalogue of the domain research; `certainty` marks what was seen (V) and what is recalled (H, M, L).
 *
 * @module
 */
import { indicator } from "../_indicator.ts";
import type { IndicatorDefinition } from "../definition.ts";

/** The definitions. */
export const KOSTEN_INDICATORS: readonly IndicatorDefinition[] = [
  indicator({
    id: "JZG10",
    slug: "kosten-jeugdzorg-per-jongere",
    theme: "kosten",
    label: { nl: "Kosten jeugdzorg per jongere", en: "Youth care cost per child" },
    unit: { nl: "euro", en: "euros" },
    definition: {
      nl: "Gerealiseerde kosten van jeugdzorg per inwoner van 0 tot 23 jaar.",
      en: "Realised municipal cost, divided by persons 0-22.",
    },
    rows: "area",
    kind: "ratio",
    per: 1,
    decimals: 0,
    base: "Inwoners0Tot23 > 0",
    numerator: "GerealiseerdeKosten * 1000",
    denominator: "Inwoners0Tot23",
    direction: "context",
    smallestLevel: "gemeente",
    statlineTables: ["83454NED"],
    sourceCertainty: "V",
  }),
  indicator({
    id: "PRC05",
    slug: "kosten-per-bereikt-gezin",
    theme: "kosten",
    label: { nl: "Kosten per bereikt gezin", en: "Cost per family reached" },
    unit: { nl: "euro", en: "euros" },
    definition: {
      nl: "Kosten van het programma per bereikt gezin.",
      en: "Programme cost, divided by families reached.",
    },
    rows: "area",
    kind: "ratio",
    per: 1,
    decimals: 0,
    base: "GezinnenBereikt > 0",
    numerator: "Programmakosten",
    denominator: "GezinnenBereikt",
    direction: "context",
    smallestLevel: "gemeente",
    sourceCertainty: "M",
  }),
];
