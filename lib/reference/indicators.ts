/**
 * The indicator catalogue in words for readers.
 *
 * @module
 */
import { formatNumber } from "../core/format.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { IntervalMethod } from "../core/aggregate.ts";
import type { ReferenceIndicator } from "../core/reference.ts";
import { ALL_INDICATORS, publishedReference } from "../indicators/all.ts";
import { type Certainty, type IndicatorDefinition, intervalMethodOf } from "../indicators/definition.ts";
import { THEMES } from "./themes.ts";

type Kind = IndicatorDefinition["kind"];

const CALCULATION: Readonly<Record<Kind, (per: string) => Label>> = {
  count: () => ({ nl: "Geteld.", en: "Counted." }),
  sum: () => ({ nl: "Opgeteld.", en: "Added up." }),
  share: (per) => ({ nl: `De teller gedeeld door de noemer${per}.`, en: divided(per) }),
  rate: (per) => ({ nl: `De teller gedeeld door de noemer${per}.`, en: divided(per) }),
  ratio: (per) => ({ nl: `De teller gedeeld door de noemer${per}.`, en: divided(per) }),
  mean: (per) => ({
    nl: `De som van de teller gedeeld door het aantal in de noemer${per}.`,
    en: `The sum of the numerator divided by the number in the denominator${inEnglish(per)}.`,
  }),
};

/** How the 95 % interval is made, by method; see {@linkcode IndicatorDefinition.kind}. */
const INTERVAL: Readonly<Record<IntervalMethod | "none", Label>> = {
  wilson: { nl: "Het interval is dat van Wilson.", en: "The interval is Wilson's." },
  "poisson-exact": {
    nl: "Het interval is het exacte van Poisson (Garwood).",
    en: "The interval is the exact one of Poisson (Garwood).",
  },
  "student-t": {
    nl: "Het interval is dat van Student (t).",
    en: "The interval is Student's t.",
  },
  "delta-t": {
    nl: "Het interval volgt de deltamethode, met t.",
    en: "The interval follows the delta method, with t.",
  },
  none: { nl: "Zonder interval.", en: "Without an interval." },
};

function calculationOf(indicator: IndicatorDefinition, per: string): Label {
  const [value, interval] = [
    CALCULATION[indicator.kind](per),
    INTERVAL[intervalMethodOf(indicator) ?? "none"],
  ];
  return mapLabel((language) => `${value[language]} ${interval[language]}`);
}

function divided(per: string): string {
  return `The numerator divided by the denominator${inEnglish(per)}.`;
}

function inEnglish(per: string): string {
  return per.replace(", maal", ", times").replaceAll(".", ",");
}

const WITHOUT_BASE: ReadonlySet<Kind> = new Set(["count", "sum"]);

const DIRECTION: Readonly<Record<IndicatorDefinition["direction"], Label>> = {
  risk: { nl: "Een hoog cijfer wijst op een risico.", en: "A high figure points to a risk." },
  protective: { nl: "Een hoog cijfer is gunstig.", en: "A high figure is favourable." },
  context: {
    nl: "Het cijfer is achtergrond: hoog is niet goed of slecht.",
    en: "The figure is background: high is neither good nor bad.",
  },
};

const SMALLEST: Readonly<Record<IndicatorDefinition["smallestLevel"], Label>> = {
  buurt: { nl: "buurt", en: "neighbourhood" },
  wijk: { nl: "wijk", en: "district" },
  gemeente: { nl: "gemeente", en: "municipality" },
  region: { nl: "regio", en: "region" },
};

const CERTAINTY: Readonly<Record<Certainty | "none", Label>> = {
  V: { nl: "In de bron gezien.", en: "Seen in the source." },
  H: { nl: "Uit het hoofd, vrij zeker.", en: "Recalled, fairly sure." },
  M: { nl: "Uit het hoofd, nog na te kijken.", en: "Recalled, still to be checked." },
  L: { nl: "Uit het hoofd, onzeker.", en: "Recalled, unsure." },
  none: { nl: "Nog niet uitgezocht.", en: "Not looked up yet." },
};

function denominatorOf(indicator: IndicatorDefinition): string {
  const { base, denominator, kind } = indicator;
  if (WITHOUT_BASE.has(kind)) return base === "TRUE" ? "" : base;
  if (denominator === undefined) return base;
  return base === "TRUE" ? denominator : `${denominator}; ${base}`;
}

function publishedOf(indicator: IndicatorDefinition): ReferenceIndicator["published"] {
  const found = publishedReference(indicator);
  if (found === null) return null;
  const shown = found.value * indicator.per;
  const value = mapLabel((language) => {
    const number = formatNumber(shown, language, indicator.decimals);
    const unit = indicator.unit[language];
    return unit === "%" ? `${number}%` : `${number} ${unit}`.trim();
  });
  return { value, year: found.year, source: found.source };
}

function referenceOf(indicator: IndicatorDefinition): ReferenceIndicator {
  const per = indicator.per === 1 ? "" : `, maal ${formatNumber(indicator.per, "nl")}`;
  return {
    id: indicator.id,
    slug: indicator.slug,
    label: indicator.label,
    unit: indicator.unit,
    theme: THEMES[indicator.theme] ?? { nl: indicator.theme, en: indicator.theme },
    definition: indicator.definition,
    numerator: indicator.numerator,
    denominator: denominatorOf(indicator),
    calculation: calculationOf(indicator, per),
    direction: DIRECTION[indicator.direction],
    smallestArea: SMALLEST[indicator.smallestLevel],
    caveat: indicator.caveat,
    breaks: indicator.breaks,
    sources: [...indicator.microdata ?? [], ...indicator.statlineTables ?? []],
    certainty: CERTAINTY[indicator.sourceCertainty ?? "none"],
    published: publishedOf(indicator),
  };
}

/**
 * Puts every indicator in words for readers.
 *
 * @returns The indicators, by theme and id.
 */
export function referenceIndicators(): readonly ReferenceIndicator[] {
  const order = ({ theme, id }: IndicatorDefinition) => `${theme}/${id}`;
  return ALL_INDICATORS.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).map(referenceOf);
}
