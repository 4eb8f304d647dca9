/**
 * Indicators of the theme schulden.
 *
 * Source: the catalogue of the domain research; `certainty` marks what was seen (V) and what is recalled (H, M, L).
 *
 * @module
 */
import { indicator } from "../_indicator.ts";
import type { IndicatorDefinition } from "../definition.ts";

/** The definitions. */
export const SCHULDEN_INDICATORS: readonly IndicatorDefinition[] = [
  indicator({
    id: "SCH01",
    slug: "wanbetalers-zorgpremie",
    theme: "schulden",
    label: { nl: "Wanbetalers zorgpremie", en: "Health-premium defaulters" },
    unit: { nl: "per 1.000", en: "per 1,000" },
    definition: {
      nl: "Volwassenen met zes maanden of meer achterstand in de zorgpremie, gedeeld door alle volwassenen.",
      en: "Persons >=6 months arrears, divided by insured 18+.",
    },
    rows: "person",
    kind: "share",
    per: 1000,
    decimals: 1,
    base: "leeftijd >= 18",
    numerator: "wanbetaler",
    direction: "risk",
    smallestLevel: "gemeente",
    statlineTables: ["81064ned"],
    microdata: ["WANBZVWTAB"],
    sourceCertainty: "M",
    reference: { value: 0.012, year: "2023", certainty: "M", source: "81064ned" },
  }),
  indicator({
    id: "SCH02",
    slug: "geregistreerde-problematische-schulden",
    theme: "schulden",
    label: { nl: "Geregistreerde problematische schulden", en: "Registered problematic debt" },
    unit: { nl: "%", en: "%" },
    definition: {
      nl: "Huishoudens met geregistreerde problematische schulden, gedeeld door alle huishoudens.",
      en: "Households with registered problem debt, divided by private households.",
    },
    rows: "household",
    kind: "share",
    per: 100,
    decimals: 1,
    numerator: "schulden",
    direction: "risk",
    smallestLevel: "gemeente",
    microdata: ["(CBS custom file)"],
    sourceCertainty: "V",
    reference: {
      value: 0.076,
      year: "2020-10",
      certainty: "V",
      source: "CBS dashboard Schuldenproblematiek in beeld",
    },
  }),
  indicator({
    id: "SCH03",
    slug: "personen-in-schuldsanering",
    theme: "schulden",
    label: { nl: "Personen in schuldsanering (WSNP)", en: "Persons in debt restructuring" },
    unit: { nl: "per 10.000", en: "per 10,000" },
    definition: {
      nl: "Volwassenen in de wettelijke schuldsanering, gedeeld door alle volwassenen.",
      en: "Persons in WSNP on 31 Dec, divided by adults.",
    },
    rows: "person",
    kind: "share",
    per: 10000,
    decimals: 1,
    base: "leeftijd >= 18",
    numerator: "schuldsanering",
    direction: "risk",
    smallestLevel: "gemeente",
    statlineTables: ["84926NED", "84924NED"],
    microdata: ["WSNPPERSBUS"],
    sourceCertainty: "V",
  }),
];
