/**
 * The Philadelphia ACE Survey, taken in at category level: its item cuts are not known well enough.
 *
 * @module
 */
import type { Instrument, Item } from "../instrument.ts";
import { CATEGORY_FLAG } from "../scales.ts";
import { anyOf, category, CATEGORY_LABELS, type CategoryName, label } from "./_build.ts";

const CONVENTIONAL = [
  "emotionalAbuse",
  "physicalAbuse",
  "sexualAbuse",
  "emotionalNeglect",
  "physicalNeglect",
  "householdSubstanceUse",
  "householdMentalIllness",
  "domesticViolence",
  "householdIncarceration",
] as const satisfies readonly CategoryName[];
const EXPANDED = [
  "witnessedViolence",
  "feltDiscrimination",
  "adverseNeighborhood",
  "bullied",
  "fosterCare",
] as const satisfies readonly CategoryName[];
const ALL: readonly CategoryName[] = [...CONVENTIONAL, ...EXPANDED];

const items: readonly Item[] = ALL.map((id) => ({ id, text: CATEGORY_LABELS[id], scale: CATEGORY_FLAG }));

/** Nine conventional categories (no divorce) and five expanded ones, given as 0 or 1. */
export const PHL_ACE: Instrument = {
  id: "phl-ace",
  version: "2012–2013, category level",
  label: label("Philadelphia ACE Survey", "Philadelphia ACE Survey"),
  reporter: "self",
  items,
  rules: [{
    id: "phl",
    version: "1",
    label: label(
      "negen gebruikelijke en vijf uitgebreide categorieën",
      "nine conventional and five expanded categories",
    ),
    categories: ALL.map((id) => category(id, anyOf([id], [1]))),
    parts: [
      { id: "total", label: label("totaal (0–14)", "total (0–14)"), categories: ALL },
      {
        id: "conventional",
        label: label("gebruikelijk (0–9)", "conventional (0–9)"),
        categories: CONVENTIONAL,
      },
      { id: "expanded", label: label("uitgebreid (0–5)", "expanded (0–5)"), categories: EXPANDED },
    ],
    polarity: "adversity",
    standing: "verified",
    cautions: [{
      id: "category-level",
      text: label(
        "Op categorieniveau ingelezen: hoe vragen tot categorieën werden, is hier niet gecontroleerd",
        "Taken in at category level: how items became categories was not checked here",
      ),
    }],
    source: "sparqtools (list of categories)",
    comparableWith: [],
  }],
  checks: [],
  wording: "paraphrase",
  licence: "No licence seen: category level only",
  source: "sparqtools; chalkbeat",
  comparison: label(
    "Alleen met dezelfde enquête; scheiding zit er niet in en vijf categorieën zijn extra",
    "Only with the same survey; it has no divorce and five more categories",
  ),
  modeRequired: "no",
};
