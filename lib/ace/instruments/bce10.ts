/**
 * Benevolent Childhood Experiences, ten yes/no items.
 *
 * @module
 */
import type { Category, Instrument, Item } from "../instrument.ts";
import { YES_NO } from "../scales.ts";
import { anyOf, item, label, wholeScore } from "./_build.ts";

const TEXTS: readonly (readonly [nl: string, en: string])[] = [
  ["Minstens één veilige verzorger", "At least one safe caregiver"],
  ["Minstens één goede vriend", "At least one good friend"],
  ["Overtuigingen die troost gaven", "Beliefs that gave comfort"],
  ["Vond school leuk", "Liked school"],
  ["Een leerkracht die om je gaf", "A teacher who cared"],
  ["Goede buren", "Good neighbours"],
  ["Een andere volwassene voor steun of raad", "Another adult for support or advice"],
  ["Gelegenheid voor plezier", "Chances to have fun"],
  ["Was tevreden met zichzelf", "Was comfortable with yourself"],
  ["Voorspelbare dagindeling", "Predictable home routine"],
];

const items: readonly Item[] = TEXTS.map(([nl, en], index) => item(`b${index + 1}`, YES_NO, nl, en));
const categories: readonly Category[] = items.map(({ id, text }) => ({
  id,
  label: text,
  rule: anyOf([id], ["yes"]),
}));

/** The ten-item BCE scale; more is more protective. A revised form with 20 items exists and is not this one. */
export const BCE10: Instrument = {
  id: "bce10",
  version: "ten items",
  label: label("Positieve jeugdervaringen (BCE-10)", "Benevolent Childhood Experiences (BCE-10)"),
  reporter: "self",
  items,
  rules: [{
    id: "bce10",
    version: "1",
    label: label("aantal keer ja, 0 tot 10", "number of yes, 0 to 10"),
    categories,
    parts: wholeScore(categories, "BCE-score (0–10)", "BCE score (0–10)"),
    polarity: "protection",
    standing: "verified",
    cautions: [{
      id: "secondary:item-order",
      text: label(
        "De volgorde van de vragen komt uit twee openbare implementaties",
        "The order of items comes from two public implementations",
      ),
    }],
    source: "PROTECT lab (score); two public implementations (items and order)",
    comparableWith: [],
  }],
  checks: [],
  wording: "paraphrase",
  licence: "Public for research, ask the authors; both texts here are own paraphrase",
  source: "Narayan et al., PROTECT lab",
  comparison: label("Alleen met dezelfde tien vragen", "Only with the same ten items"),
  modeRequired: "no",
};
