/**
 * Indicators of the theme effect.
 *
 * Source: the catalogue of the domain research; `certainty` marks what was seen (V) and what is recalled (H, M, L).
 *
 * @module
 */
import { indicator } from "../_indicator.ts";
import type { IndicatorDefinition } from "../definition.ts";

/** The definitions. */
export const EFFECT_INDICATORS: readonly IndicatorDefinition[] = [
  indicator({
    id: "PRC01",
    slug: "bereik-innovatie",
    theme: "effect",
    label: { nl: "Bereik innovatie", en: "Reach of concept" },
    unit: { nl: "%", en: "%" },
    definition: {
      nl: "Deelnemers aan de innovatie, gedeeld door de doelgroep.",
      en: "Participants, divided by eligible population.",
    },
    rows: "area",
    kind: "ratio",
    per: 100,
    decimals: 1,
    base: "Doelgroep > 0",
    numerator: "Deelnemers",
    denominator: "Doelgroep",
    direction: "context",
    smallestLevel: "gemeente",
    microdata: ["upload"],
    sourceCertainty: "V",
  }),
  indicator({
    id: "PRC02",
    slug: "tevredenheid-deelnemers",
    theme: "effect",
    label: { nl: "Tevredenheid deelnemers", en: "Participant satisfaction" },
    unit: { nl: "score", en: "score" },
    definition: { nl: "Gemiddelde tevredenheid van deelnemers.", en: "Mean score." },
    rows: "respondent",
    kind: "mean",
    per: 1,
    decimals: 1,
    base: "tevredenheid IS NOT NULL",
    numerator: "tevredenheid",
    direction: "context",
    smallestLevel: "gemeente",
    sourceCertainty: "V",
  }),
  indicator({
    id: "PRC03",
    slug: "welbevinden",
    theme: "effect",
    label: { nl: "Welbevinden (bijv. WHO-5)", en: "Well-being scale" },
    unit: { nl: "score 0–100", en: "score 0–100" },
    definition: { nl: "Gemiddelde score voor welbevinden, van 0 tot 100.", en: "Mean scale." },
    rows: "respondent",
    kind: "mean",
    per: 1,
    decimals: 1,
    base: "welbevinden IS NOT NULL",
    numerator: "welbevinden",
    direction: "context",
    smallestLevel: "gemeente",
    sourceCertainty: "V",
  }),
  indicator({
    id: "PRC04",
    slug: "signalen-vroeg-gemeld",
    theme: "effect",
    label: { nl: "Signalen vroeg gemeld", en: "Early signals recorded" },
    unit: { nl: "%", en: "%" },
    definition: {
      nl: "Signalen die voor een escalatie zijn vastgelegd, gedeeld door alle signalen.",
      en: "Signals before escalation, divided by all signals.",
    },
    rows: "signal",
    kind: "share",
    per: 100,
    decimals: 1,
    numerator: "voor_escalatie",
    direction: "context",
    smallestLevel: "gemeente",
    sourceCertainty: "V",
  }),
];
