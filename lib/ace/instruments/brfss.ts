/**
 * The ACE module of the Behavioral Risk Factor Surveillance System.
 *
 * @module
 */
import type { Category, Instrument, Item, ScoringRule, Standing } from "../instrument.ts";
import { BRFSS_DIVORCE, BRFSS_FREQUENCY, BRFSS_SUPPORT, BRFSS_YES_NO } from "../scales.ts";
import { anyOf, category, item, label, wholeScore } from "./_build.ts";

const items: readonly Item[] = [
  item(
    "ACEDEPRS",
    BRFSS_YES_NO,
    "Woonde met iemand die depressief, psychisch ziek of suïcidaal was",
    "Lived with somebody depressed, mentally ill or suicidal",
  ),
  item("ACEDRINK", BRFSS_YES_NO, "Woonde met een probleemdrinker", "Lived with a problem drinker"),
  item(
    "ACEDRUGS",
    BRFSS_YES_NO,
    "Woonde met iemand die drugs gebruikte of medicijnen misbruikte",
    "Lived with somebody who used drugs or abused medication",
  ),
  item(
    "ACEPRISN",
    BRFSS_YES_NO,
    "Woonde met iemand die gevangen heeft gezeten",
    "Lived with somebody who served time",
  ),
  item("ACEDIVRC", BRFSS_DIVORCE, "Ouders gingen uit elkaar", "Parents separated or divorced"),
  item("ACEPUNCH", BRFSS_FREQUENCY, "Volwassenen thuis sloegen elkaar", "Adults at home hit each other"),
  item(
    "ACEHURT1",
    BRFSS_FREQUENCY,
    "Volwassene thuis sloeg of verwondde (geen tik)",
    "Adult at home hurt you, spanking excluded",
  ),
  item(
    "ACESWEAR",
    BRFSS_FREQUENCY,
    "Volwassene thuis schold of beledigde",
    "Adult at home swore at or insulted you",
  ),
  item("ACETOUCH", BRFSS_FREQUENCY, "Iemand raakte seksueel aan", "Somebody touched you sexually"),
  item(
    "ACETTHEM",
    BRFSS_FREQUENCY,
    "Iemand probeerde te laten aanraken",
    "Somebody tried to make you touch them",
  ),
  item("ACEHVSEX", BRFSS_FREQUENCY, "Iemand dwong tot seks", "Somebody forced you to have sex"),
  item("ACEADSAF", BRFSS_SUPPORT, "Volwassene gaf een gevoel van veiligheid", "An adult made you feel safe"),
  item(
    "ACEADNED",
    BRFSS_SUPPORT,
    "Volwassene zorgde voor basisbehoeften",
    "An adult tried to meet your basic needs",
  ),
];

const ONCE = [2, 3] as const;

interface EightOptions {
  readonly emotional: readonly number[];
  readonly unmarried: "unknown" | "notExposed";
}

function eight({ emotional, unmarried }: EightOptions): readonly Category[] {
  const divorce = { item: "ACEDIVRC", exposed: [1], ...(unmarried === "unknown" ? { unknown: [8] } : {}) };
  return [
    category("emotionalAbuse", anyOf(["ACESWEAR"], emotional)),
    category("physicalAbuse", anyOf(["ACEHURT1"], ONCE)),
    category("sexualAbuse", anyOf(["ACETOUCH", "ACETTHEM", "ACEHVSEX"], ONCE)),
    category("intimatePartnerViolence", anyOf(["ACEPUNCH"], ONCE)),
    category("householdSubstanceUse", anyOf(["ACEDRINK", "ACEDRUGS"], [1])),
    category("householdMentalIllness", anyOf(["ACEDEPRS"], [1])),
    category("parentalSeparation", { kind: "any", tests: [divorce] }),
    category("householdIncarceration", anyOf(["ACEPRISN"], [1])),
  ];
}

const usual = eight({ emotional: ONCE, unmarried: "unknown" });

interface RuleParts {
  readonly id: string;
  readonly nl: string;
  readonly en: string;
  readonly categories: readonly Category[];
  readonly standing: Standing;
  readonly source: string;
  readonly caution?: readonly [id: string, nl: string, en: string];
}

function rule({ id, nl, en, categories, standing, source, caution }: RuleParts): ScoringRule {
  return {
    id,
    version: "1",
    label: label(nl, en),
    categories,
    parts: wholeScore(categories, `ACE-score (0–${categories.length})`, `ACE score (0–${categories.length})`),
    polarity: "adversity",
    standing,
    cautions: caution ? [{ id: caution[0], text: label(caution[1], caution[2]) }] : [],
    source,
    comparableWith: [],
  };
}

/** The neglect cut is part of the id, because 1, 2 and 3 give 4.3, 6.9 and 12.6 %: there is no default. */
function withNeglect(cut: 1 | 2 | 3): ScoringRule {
  const low = [1, 2, 3].filter((code) => code <= cut);
  return rule({
    id: `brfss10.neglect<=${cut}`,
    nl: `tien categorieën, verwaarlozing bij antwoord ${cut} of lager`,
    en: `ten categories, neglect at answer ${cut} or lower`,
    categories: [
      ...usual,
      category("emotionalNeglect", anyOf(["ACEADSAF"], low)),
      category("physicalNeglect", anyOf(["ACEADNED"], low)),
    ],
    standing: "secondary",
    source:
      "Neglect items since 2019: CDC ACE page (UNT web archive); cuts: public BRFSS 2024 preprocessing code",
    caution: [
      "sensitive:neglect-cut",
      "De grens voor verwaarlozing bepaalt het aandeel: 12,6, 6,9 of 4,3 % bij grens 3, 2 of 1 (BRFSS 2024)",
      "The neglect cut decides the share: 12.6, 6.9 or 4.3 % at cut 3, 2 or 1 (BRFSS 2024)",
    ],
  });
}

const itemRules: readonly Category[] = items.slice(0, 11).map(({ id, text, scale }) => ({
  id,
  label: text,
  rule: {
    kind: "any",
    tests: [{
      item: id,
      exposed: scale === BRFSS_FREQUENCY ? ONCE : [1],
      ...(id === "ACEDIVRC" ? { unknown: [8] } : {}),
    }],
  },
}));

/** The BRFSS module with its named rules. */
export const BRFSS: Instrument = {
  id: "brfss",
  version: "module with 11 items since 2011, two neglect items since 2019",
  label: label("BRFSS ACE-module", "BRFSS ACE module"),
  reporter: "self",
  items,
  rules: [
    rule({
      id: "brfss8.mmwr2023",
      nl: "acht categorieën, één keer of vaker",
      en: "eight categories, once or more",
      categories: usual,
      standing: "secondary",
      source: 'MMWR 72(26), 2023, as quoted in a public repository; wording "ever": CDC ACE page',
    }),
    rule({
      id: "brfss8.cdc2021",
      nl: "acht categorieën, ouders niet getrouwd telt als nee",
      en: "eight categories, parents not married counts as no",
      categories: eight({ emotional: ONCE, unmarried: "notExposed" }),
      standing: "secondary",
      source: "attributed to a CDC 2021 procedure document by a public repository",
      caution: [
        "unverified:cdc2021",
        "Het CDC-document van 2021 zelf is niet gelezen",
        "The CDC document of 2021 itself was not read",
      ],
    }),
    rule({
      id: "brfss8.emoMoreThanOnce",
      nl: "acht categorieën, schelden pas bij meer dan één keer",
      en: "eight categories, verbal abuse only if more than once",
      categories: eight({ emotional: [3], unmarried: "unknown" }),
      standing: "verified",
      source: "HRSA, Women's Health USA 2012; MMWR 2010",
      caution: [
        "unverified:other-cuts-2010",
        "Alleen de grens voor schelden is nagelezen; dat ouders die niet getrouwd waren als onbekend tellen komt van een latere regel",
        "Only the cut for verbal abuse was read; that parents not married count as unknown comes from a later rule",
      ],
    }),
    withNeglect(3),
    withNeglect(2),
    withNeglect(1),
    rule({
      id: "brfss11.items",
      nl: "aantal items, 0 tot 11",
      en: "number of items, 0 to 11",
      categories: itemRules,
      standing: "secondary",
      source: "teaching code and a public All of Us script",
      caution: [
        "not-comparable:0-11",
        "Telt vragen en geen categorieën: niet vergelijkbaar met 0–8",
        "Counts questions and not categories: not comparable with 0–8",
      ],
    }),
  ],
  checks: [{
    id: "inconsistent:sexual",
    when: { item: "ACEHVSEX", answers: ONCE },
    yet: [{ item: "ACETOUCH", answers: [1] }],
    text: label(
      "Sommige antwoorden over seksueel geweld spreken elkaar tegen; er is niets gewijzigd",
      "Some answers on sexual violence contradict each other; nothing was changed",
    ),
  }],
  wording: "paraphrase",
  licence: "CDC: not copyrighted, no fees; both texts here are own paraphrase",
  source:
    "BRFSS codebooks as coded in several public SQL, R and Python repositories; Merrick et al. (2018) for the 8 categories",
  comparison: label(
    "Alleen staten en jaren met dezelfde vragen en dezelfde regel",
    "Only states and years with the same items and the same rule",
  ),
  modeRequired: "no",
};
