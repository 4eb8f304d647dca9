/**
 * What the themes of the indicators are called.
 *
 * @module
 */
import type { Label } from "../core/language.ts";

/** The name of each theme, by the slug that definitions carry. */
export const THEMES: Readonly<Record<string, Label>> = {
  composiet: { nl: "Stapeling en samengestelde maten", en: "Stacking and composite measures" },
  demografie: { nl: "Bevolking", en: "Population" },
  effect: { nl: "Effecten meten", en: "Measuring effects" },
  geboorte: { nl: "Zwangerschap en geboorte", en: "Pregnancy and birth" },
  gezin: { nl: "Gezin", en: "Family" },
  gezondheid: { nl: "Gezondheid", en: "Health" },
  inkomen: { nl: "Inkomen en armoede", en: "Income and poverty" },
  jeugdhulp: { nl: "Jeugdhulp en jeugdbescherming", en: "Youth care and child protection" },
  kosten: { nl: "Kosten", en: "Costs" },
  onderwijs: { nl: "Onderwijs", en: "Education" },
  schulden: { nl: "Schulden", en: "Debts" },
  sociaal: { nl: "Contact en steun", en: "Contact and support" },
  taal: { nl: "Taal en lezen", en: "Language and reading" },
  veiligheid: { nl: "Veiligheid", en: "Safety" },
  voorzieningen: { nl: "Voorzieningen in de buurt", en: "Facilities nearby" },
  werk: { nl: "Werk", en: "Work" },
  wonen: { nl: "Wonen", en: "Housing" },
};
