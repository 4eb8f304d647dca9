/**
 * The Family Health History of the CDC–Kaiser study: 28 questions, two ways to score.
 *
 * @module
 */
import type { Category, CategoryRule, Instrument, Item, ItemTest } from "../instrument.ts";
import { NEVER_VERY_OFTEN, TRUE_1_TO_5, YES_NO } from "../scales.ts";
import { anyOf, category, item, label, wholeScore } from "./_build.ts";

const OFTEN = ["often", "veryOften"] as const;
const SOMETIMES = ["sometimes", ...OFTEN] as const;
const EVER = ["once", ...SOMETIMES] as const;

const items: readonly Item[] = [
  item(
    "EA1",
    NEVER_VERY_OFTEN,
    "Ouder schold, beledigde of kleineerde",
    "Parent swore at, insulted or put down",
  ),
  item(
    "EA2",
    NEVER_VERY_OFTEN,
    "Ouder deed zo dat je bang was voor geweld",
    "Parent acted so that you feared being hurt",
  ),
  item(
    "PA1",
    NEVER_VERY_OFTEN,
    "Ouder duwde, greep, sloeg of gooide met iets",
    "Parent pushed, grabbed, slapped or threw something",
  ),
  item(
    "PA2",
    NEVER_VERY_OFTEN,
    "Ouder sloeg zo hard dat er letsel was",
    "Parent hit so hard that you had marks or were injured",
  ),
  item("SA1", YES_NO, "Aangeraakt op seksuele manier", "Touched in a sexual way"),
  item("SA2", YES_NO, "Moest zelf seksueel aanraken", "Had to touch in a sexual way"),
  item("SA3", YES_NO, "Poging tot gemeenschap", "Attempted intercourse"),
  item("SA4", YES_NO, "Gemeenschap", "Completed intercourse"),
  item(
    "EN_special",
    TRUE_1_TO_5,
    "Iemand thuis gaf het gevoel bijzonder te zijn",
    "Somebody at home made you feel special",
  ),
  item("EN_loved", TRUE_1_TO_5, "Voelde zich geliefd", "Felt loved"),
  item(
    "EN_lookedOut",
    TRUE_1_TO_5,
    "Gezinsleden letten op elkaar",
    "Family members looked out for each other",
  ),
  item("EN_close", TRUE_1_TO_5, "Gezinsleden voelden zich verbonden", "Family members felt close"),
  item("EN_strength", TRUE_1_TO_5, "Gezin was bron van kracht", "Family was a source of strength"),
  item("PN_notEat", TRUE_1_TO_5, "Te weinig te eten", "Not enough to eat"),
  item(
    "PN_drunk",
    TRUE_1_TO_5,
    "Ouders te dronken of high om te zorgen",
    "Parents too drunk or high to care",
  ),
  item("PN_dirty", TRUE_1_TO_5, "Moest vuile kleren dragen", "Had to wear dirty clothes"),
  item("PN_protected", TRUE_1_TO_5, "Iemand zorgde en beschermde", "Somebody took care and protected"),
  item("PN_doctor", TRUE_1_TO_5, "Iemand bracht naar de dokter", "Somebody took you to the doctor"),
  item("MV1", NEVER_VERY_OFTEN, "Moeder werd geduwd of geslagen", "Mother was pushed, grabbed or slapped"),
  item(
    "MV2",
    NEVER_VERY_OFTEN,
    "Moeder werd geschopt of met iets hards geslagen",
    "Mother was kicked or hit with something hard",
  ),
  item("MV3", NEVER_VERY_OFTEN, "Moeder werd langdurig geslagen", "Mother was repeatedly hit over minutes"),
  item("MV4", NEVER_VERY_OFTEN, "Moeder werd met een wapen bedreigd", "Mother was threatened with a weapon"),
  item("SU1", YES_NO, "Woonde met een probleemdrinker", "Lived with a problem drinker"),
  item("SU2", YES_NO, "Woonde met iemand die drugs gebruikte", "Lived with somebody who used street drugs"),
  item("MI1", YES_NO, "Gezinslid depressief of psychisch ziek", "Household member depressed or mentally ill"),
  item("MI2", YES_NO, "Gezinslid deed een suïcidepoging", "Household member attempted suicide"),
  item("DIV", YES_NO, "Ouders gingen uit elkaar", "Parents separated or divorced"),
  item("INC", YES_NO, "Gezinslid ging naar de gevangenis", "Household member went to prison"),
];

const emotional = anyOf(["EA1", "EA2"], OFTEN);

/** Physical abuse differs between the two rules in one cut: how often marks or injury must have happened. */
function physical(marks: ItemTest["exposed"]): CategoryRule {
  return { kind: "any", tests: [{ item: "PA1", exposed: OFTEN }, { item: "PA2", exposed: marks }] };
}

const sexual = anyOf(["SA1", "SA2", "SA3", "SA4"], ["yes"]);
const household: readonly Category[] = [
  category("motherTreatedViolently", {
    kind: "any",
    tests: [
      { item: "MV1", exposed: SOMETIMES },
      { item: "MV2", exposed: SOMETIMES },
      { item: "MV3", exposed: EVER },
      { item: "MV4", exposed: EVER },
    ],
  }),
  category("householdSubstanceUse", anyOf(["SU1", "SU2"], ["yes"])),
  category("householdMentalIllness", anyOf(["MI1", "MI2"], ["yes"])),
  category("householdIncarceration", anyOf(["INC"], ["yes"])),
];

const twoWave: readonly Category[] = [
  category("emotionalAbuse", emotional),
  category("physicalAbuse", physical(SOMETIMES)),
  category("sexualAbuse", sexual),
  category("emotionalNeglect", {
    kind: "sum",
    atLeast: 15,
    items: ["EN_special", "EN_loved", "EN_lookedOut", "EN_close", "EN_strength"].map((id) => ({
      item: id,
      direction: "reversed",
    })),
  }),
  category("physicalNeglect", {
    kind: "sum",
    atLeast: 10,
    items: [
      { item: "PN_notEat", direction: "asAsked" },
      { item: "PN_drunk", direction: "asAsked" },
      { item: "PN_dirty", direction: "asAsked" },
      { item: "PN_protected", direction: "reversed" },
      { item: "PN_doctor", direction: "reversed" },
    ],
  }),
  category("parentalSeparation", anyOf(["DIV"], ["yes"])),
  ...household,
];

const waveOne: readonly Category[] = [
  category("psychologicalAbuse", emotional),
  category("physicalAbuse", physical(OFTEN)),
  category("sexualAbuse", sexual),
  ...household,
];

/** The original 28 questions, with the two-wave rule of Dube (2003) and the rule of Felitti (1998). */
export const KAISER_FHH: Instrument = {
  id: "kaiser-fhh",
  version: "Family Health History, 28 questions",
  label: label(
    "Family Health History (oorspronkelijke ACE-studie)",
    "Family Health History (original ACE Study)",
  ),
  reporter: "self",
  items,
  rules: [
    {
      id: "fhh10",
      version: "1",
      label: label("tien categorieën, twee golven", "ten categories, two waves"),
      categories: twoWave,
      parts: wholeScore(twoWave, "ACE-score (0–10)", "ACE score (0–10)"),
      polarity: "adversity",
      standing: "recalled",
      cautions: [{
        id: "unverified:fhh10-cuts",
        text: label(
          "De grenzen voor letsel (soms), emotionele (15) en lichamelijke verwaarlozing (10) zijn nog niet nagelezen bij Dube (2003)",
          "The cuts for injury (sometimes), emotional (15) and physical neglect (10) were not yet checked in Dube (2003)",
        ),
      }],
      source: "Dube et al. (2003); reverse scoring of neglect: CDC, About the CDC-Kaiser ACE Study",
      comparableWith: [],
    },
    {
      id: "felitti7",
      version: "1",
      label: label("zeven categorieën, eerste golf (1998)", "seven categories, first wave (1998)"),
      categories: waveOne,
      parts: wholeScore(waveOne, "ACE-score (0–7)", "ACE score (0–7)"),
      polarity: "adversity",
      standing: "recalled",
      cautions: [{
        id: "not-comparable:0-7",
        text: label(
          "Scheiding en verwaarlozing horen niet bij de zeven categorieën van 1998: niet vergelijken met 0–8, 0–10 of 0–13",
          "Separation and neglect are not among the seven categories of 1998: do not compare with 0–8, 0–10 or 0–13",
        ),
      }],
      source: "Felitti et al. (1998), AJPM 14:245–258; list of seven: fosteringfutureswisconsin summary",
      comparableWith: [],
    },
  ],
  checks: [],
  wording: "paraphrase",
  licence: "CDC: not copyrighted, no fees; both texts here are own paraphrase",
  source: "CDC, About the CDC-Kaiser ACE Study; PMC6035880 table 1",
  comparison: label(
    "Met andere metingen van dezelfde vragen onder dezelfde regel; niet met de tien ja/nee-vragen",
    "With other measurements of the same questions under the same rule; not with the ten yes/no items",
  ),
  modeRequired: "no",
};
