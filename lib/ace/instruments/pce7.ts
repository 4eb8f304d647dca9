/**
 * Positive Childhood Experiences, seven items after Bethell (2019).
 *
 * @module
 */
import type { Category, Code, Instrument, Item } from "../instrument.ts";
import { PCE_FREQUENCY, PCE_TIME } from "../scales.ts";
import { anyOf, item, label } from "./_build.ts";

const items: readonly Item[] = [
  item(
    "talkFeelings",
    PCE_FREQUENCY,
    "Kon thuis over gevoelens praten",
    "Could talk with family about feelings",
  ),
  item(
    "familyStoodBy",
    PCE_FREQUENCY,
    "Familie steunde in moeilijke tijden",
    "Family stood by in difficult times",
  ),
  item("traditions", PCE_FREQUENCY, "Genoot van tradities in de gemeenschap", "Enjoyed community traditions"),
  item("belonging", PCE_FREQUENCY, "Hoorde erbij op de middelbare school", "Felt belonging in high school"),
  item("friends", PCE_FREQUENCY, "Werd gesteund door vrienden", "Felt supported by friends"),
  item(
    "twoAdults",
    PCE_FREQUENCY,
    "Minstens twee andere volwassenen hadden aandacht",
    "At least two other adults took interest",
  ),
  item("safeProtected", PCE_TIME, "Voelde zich thuis veilig en beschermd", "Felt safe and protected at home"),
];

const FAMILY: readonly string[] = ["talkFeelings", "familyStoodBy", "safeProtected"];
const COMMUNITY: readonly string[] = ["traditions", "belonging", "friends", "twoAdults"];

/** The answers above the reference, per scale. */
const COUNTS: Readonly<Record<string, readonly Code[]>> = {
  [PCE_FREQUENCY.id]: ["often", "veryOften"],
  [PCE_TIME.id]: ["most", "all"],
};

const categories: readonly Category[] = items.map(({ id, text, scale }) => ({
  id,
  label: text,
  rule: anyOf([id], COUNTS[scale.id] ?? []),
}));

/** The seven PCE items with a family and a community subscore; more is more protective. */
export const PCE7: Instrument = {
  id: "pce7",
  version: "seven items (2019)",
  label: label("Positieve jeugdervaringen (PCE-7)", "Positive Childhood Experiences (PCE-7)"),
  reporter: "self",
  items,
  rules: [{
    id: "pce7",
    version: "1",
    label: label("aantal positieve ervaringen, 0 tot 7", "number of positive experiences, 0 to 7"),
    categories,
    parts: [
      {
        id: "score",
        label: label("PCE-score (0–7)", "PCE score (0–7)"),
        categories: items.map(({ id }) => id),
      },
      { id: "family", label: label("gezin (0–3)", "family (0–3)"), categories: FAMILY },
      { id: "community", label: label("omgeving (0–4)", "community (0–4)"), categories: COMMUNITY },
    ],
    polarity: "protection",
    standing: "verified",
    cautions: [{
      id: "unverified:pce-parts",
      text: label(
        "Welke vraag de tweede antwoordschaal heeft en bij welke deelscore elke vraag hoort, is nog niet bij de bron nagelezen",
        "Which item has the second answer scale and to which subscore each item belongs was not yet checked at the source",
      ),
    }],
    source: "Bethell et al. (2019), figure notes; MMWR 73(17) for the subscores",
    comparableWith: [],
  }],
  checks: [],
  wording: "paraphrase",
  licence: "Journal copyright, ask the authors; both texts here are own paraphrase",
  source: "Bethell et al. (2019), JAMA Pediatrics; HOPE",
  comparison: label("Alleen met dezelfde zeven vragen", "Only with the same seven items"),
  modeRequired: "no",
};
