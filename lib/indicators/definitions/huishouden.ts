/**
 * Indicators of households, computed on the file of households: income, debts, work and children of minima.
 *
 * @module
 */
import { indicator } from "../_indicator.ts";
import type { IndicatorDefinition } from "../definition.ts";

/** The definitions. */
export const HUISHOUDEN_INDICATORS: readonly IndicatorDefinition[] = [
  indicator({
    id: "HHD01",
    slug: "huishouden-laag-inkomen",
    theme: "inkomen",
    label: { nl: "Huishoudens met een laag inkomen", en: "Low-income households" },
    unit: { nl: "% van de huishoudens", en: "% of households" },
    definition: {
      nl:
        "Huishoudens met een inkomen onder de armoedegrens, gedeeld door huishoudens waarvan het inkomen bekend is.",
      en: "Households with an income below the poverty line, divided by households whose income is known.",
    },
    rows: "household",
    kind: "share",
    per: 100,
    decimals: 1,
    base: "arm IS NOT NULL",
    numerator: "arm",
    direction: "risk",
    smallestLevel: "wijk",
  }),
  indicator({
    id: "HHD02",
    slug: "minima-langdurig",
    theme: "inkomen",
    label: { nl: "Minima die al jaren weinig geld hebben", en: "Minima with little money for years" },
    unit: { nl: "% van de minima", en: "% of minima" },
    definition: {
      nl:
        "Huishoudens met een laag inkomen die dat in minstens vier van de laatste vijf jaar hadden, gedeeld door alle huishoudens met een laag inkomen.",
      en:
        "Low-income households that were so in at least four of the last five years, divided by all low-income households.",
    },
    rows: "household",
    kind: "share",
    per: 100,
    decimals: 0,
    base: "arm",
    numerator: "jaren_arm >= 4",
    direction: "risk",
    smallestLevel: "wijk",
  }),
  indicator({
    id: "HHD03",
    slug: "minima-met-schulden",
    theme: "schulden",
    label: { nl: "Minima met problematische schulden", en: "Minima with problem debts" },
    unit: { nl: "% van de minima", en: "% of minima" },
    definition: {
      nl:
        "Huishoudens met een laag inkomen en geregistreerde problematische schulden, gedeeld door alle huishoudens met een laag inkomen.",
      en: "Low-income households with registered problem debts, divided by all low-income households.",
    },
    rows: "household",
    kind: "share",
    per: 100,
    decimals: 0,
    base: "arm",
    numerator: "schulden",
    direction: "risk",
    smallestLevel: "wijk",
  }),
  indicator({
    id: "HHD04",
    slug: "schuldsanering-bij-schulden",
    theme: "schulden",
    label: { nl: "Schuldsanering bij problematische schulden", en: "Debt restructuring with problem debts" },
    unit: { nl: "% van de huishoudens met schulden", en: "% of households with debts" },
    definition: {
      nl:
        "Huishoudens met problematische schulden die op een dag van het jaar in de wettelijke schuldsanering zaten, gedeeld door alle huishoudens met problematische schulden.",
      en:
        "Households with problem debts that were in statutory debt restructuring on any day of the year, divided by all households with problem debts.",
    },
    rows: "household",
    kind: "share",
    per: 100,
    decimals: 1,
    base: "schulden",
    numerator: "schuldsanering",
    direction: "protective",
    smallestLevel: "wijk",
  }),
  indicator({
    id: "HHD05",
    slug: "minima-met-werk",
    theme: "werk",
    label: { nl: "Minima met werk", en: "Minima with work" },
    unit: { nl: "% van de minima", en: "% of minima" },
    definition: {
      nl:
        "Huishoudens met een laag inkomen waarin iemand betaald werk heeft, gedeeld door alle huishoudens met een laag inkomen.",
      en: "Low-income households in which somebody has paid work, divided by all low-income households.",
    },
    rows: "household",
    kind: "share",
    per: 100,
    decimals: 0,
    base: "arm",
    numerator: "werkenden > 0",
    direction: "context",
    smallestLevel: "wijk",
  }),
  indicator({
    id: "HHD06",
    slug: "minima-met-kinderen",
    theme: "gezin",
    label: { nl: "Minima met kinderen", en: "Minima with children" },
    unit: { nl: "% van de minima", en: "% of minima" },
    definition: {
      nl:
        "Huishoudens met een laag inkomen met een kind onder de 18 thuis, gedeeld door alle huishoudens met een laag inkomen.",
      en: "Low-income households with a child below 18 at home, divided by all low-income households.",
    },
    rows: "household",
    kind: "share",
    per: 100,
    decimals: 0,
    base: "arm",
    numerator: "minderjarigen > 0",
    direction: "context",
    smallestLevel: "wijk",
  }),
  indicator({
    id: "HHD07",
    slug: "minima-achter-met-zorgpremie",
    theme: "schulden",
    label: { nl: "Minima achter met de zorgpremie", en: "Minima behind with the health premium" },
    unit: { nl: "% van de minima", en: "% of minima" },
    definition: {
      nl:
        "Huishoudens met een laag inkomen met iemand die als wanbetaler van de zorgpremie staat, gedeeld door alle huishoudens met een laag inkomen.",
      en:
        "Low-income households with somebody registered as behind with the health premium, divided by all low-income households.",
    },
    rows: "household",
    kind: "share",
    per: 100,
    decimals: 0,
    base: "arm",
    numerator: "wanbetaler",
    direction: "risk",
    smallestLevel: "wijk",
  }),
  indicator({
    id: "HHD08",
    slug: "minima-bij-voedselbank",
    theme: "inkomen",
    label: { nl: "Minima bij de voedselbank", en: "Minima at the food bank" },
    unit: { nl: "% van de minima", en: "% of minima" },
    definition: {
      nl:
        "Huishoudens met een laag inkomen die klant zijn van de voedselbank, gedeeld door alle huishoudens met een laag inkomen.",
      en: "Low-income households that are clients of the food bank, divided by all low-income households.",
    },
    rows: "household",
    kind: "share",
    per: 100,
    decimals: 0,
    base: "arm",
    numerator: "voedselbank",
    direction: "context",
    smallestLevel: "wijk",
  }),
];
