/**
 * "Finding your ACE score": ten yes/no items after the CDC–Kaiser study.
 *
 * @module
 */
import type { Category, Instrument, Item, Standing } from "../instrument.ts";
import { YES_NO } from "../scales.ts";
import { anyOf, category, type CategoryName, item, label, wholeScore } from "./_build.ts";

type Row = readonly [CategoryName, nl: string, en: string, loinc: string, standing: Standing];

const ROWS: readonly Row[] = [
  [
    "emotionalAbuse",
    "Volwassene thuis schold, vernederde of maakte bang",
    "Adult at home insulted, humiliated or frightened you",
    "82814-5",
    "verified",
  ],
  [
    "physicalAbuse",
    "Volwassene thuis duwde, sloeg of verwondde",
    "Adult at home pushed, hit or injured you",
    "82815-2",
    "verified",
  ],
  [
    "sexualAbuse",
    "Seksuele handelingen door een volwassene of iemand die minstens 5 jaar ouder was",
    "Sexual contact by an adult or somebody at least 5 years older",
    "82816-0",
    "verified",
  ],
  [
    "emotionalNeglect",
    "Voelde zich thuis niet geliefd of gesteund",
    "Did not feel loved or supported at home",
    "82817-8",
    "verified",
  ],
  [
    "physicalNeglect",
    "Te weinig eten, vuile kleren of geen bescherming",
    "Not enough food, dirty clothes or no protection",
    "82818-6",
    "verified",
  ],
  ["parentalSeparation", "Ouders gingen uit elkaar", "Parents separated or divorced", "82819-4", "recalled"],
  [
    "motherTreatedViolently",
    "Moeder of stiefmoeder werd geslagen of bedreigd",
    "Mother or stepmother was hit or threatened",
    "82820-2",
    "verified",
  ],
  [
    "householdSubstanceUse",
    "Woonde met iemand met een drank- of drugsprobleem",
    "Lived with somebody with a drink or drug problem",
    "82821-0",
    "recalled",
  ],
  [
    "householdMentalIllness",
    "Woonde met iemand met een depressie, psychische ziekte of suïcidepoging",
    "Lived with somebody depressed, mentally ill or suicidal",
    "82822-8",
    "verified",
  ],
  [
    "householdIncarceration",
    "Een gezinslid ging naar de gevangenis",
    "A household member went to prison",
    "82823-6",
    "verified",
  ],
];

const items: readonly Item[] = ROWS.map(([, nl, en, loinc, standing], index) => ({
  ...item(`q${index + 1}`, YES_NO, nl, en),
  loinc: { code: loinc, standing },
}));

const categories: readonly Category[] = ROWS.map(([id], index) =>
  category(id, anyOf([`q${index + 1}`], ["yes"]))
);

/** The ten yes/no items; the score is the number of yes, 0 to 10. */
export const KAISER10: Instrument = {
  id: "ace10-yn",
  version: "CDC-Kaiser, ten yes/no items",
  label: label("ACE-vragenlijst, tien ja/nee-vragen", "ACE questionnaire, ten yes/no items"),
  reporter: "self",
  items,
  rules: [{
    id: "kaiser10",
    version: "1",
    label: label("aantal keer ja, 0 tot 10", "number of yes, 0 to 10"),
    categories,
    parts: wholeScore(categories, "ACE-score (0–10)", "ACE score (0–10)"),
    polarity: "adversity",
    standing: "verified",
    cautions: [],
    source: "CDC, About the CDC-Kaiser ACE Study (archived page); Felitti et al. (1998), AJPM 14:245–258",
    comparableWith: [],
  }],
  checks: [],
  wording: "paraphrase",
  licence:
    "CDC: not copyrighted, no fees. No Dutch text with a clear licence was found, so both texts are own paraphrase",
  source: "CDC, About the CDC-Kaiser ACE Study; LOINC panel 82813-7 (all ten items)",
  comparison: label(
    "Alleen met andere metingen van deze tien items met dezelfde regel voor ontbrekende antwoorden",
    "Only with other measurements of these ten items under the same rule for missing answers",
  ),
  modeRequired: "no",
};
