/** Small builders that keep instrument files readable. @module */
import type { Label } from "../../core/language.ts";
import type { AnswerScale, Category, CategoryRule, Code, Item, ScorePart } from "../instrument.ts";

/** A label from its two texts. */
export function label(nl: string, en: string): Label {
  return { nl, en };
}

/** An item from code, scale and two paraphrases. */
export function item(id: string, scale: AnswerScale, nl: string, en: string): Item {
  return { id, text: { nl, en }, scale };
}

/** A rule over items that share the answers which count. */
export function anyOf(items: readonly string[], exposed: readonly Code[]): CategoryRule {
  return { kind: "any", tests: items.map((id) => ({ item: id, exposed })) };
}

/** A category from its id, a known label and a rule. */
export function category(id: CategoryName, rule: CategoryRule): Category {
  return { id, label: CATEGORY_LABELS[id], rule };
}

/** The one part of a rule whose categories all count. */
export function wholeScore(categories: readonly Category[], nl: string, en: string): readonly ScorePart[] {
  return [{ id: "score", label: { nl, en }, categories: categories.map(({ id }) => id) }];
}

/** Names that several instruments share, so that one label is one meaning. */
export const CATEGORY_LABELS = {
  emotionalAbuse: label("emotionele mishandeling", "emotional abuse"),
  psychologicalAbuse: label("psychische mishandeling", "psychological abuse"),
  physicalAbuse: label("lichamelijke mishandeling", "physical abuse"),
  sexualAbuse: label("seksueel misbruik", "sexual abuse"),
  emotionalNeglect: label("emotionele verwaarlozing", "emotional neglect"),
  physicalNeglect: label("lichamelijke verwaarlozing", "physical neglect"),
  parentalSeparation: label("scheiding van ouders", "parental separation or divorce"),
  motherTreatedViolently: label("geweld tegen moeder", "mother treated violently"),
  intimatePartnerViolence: label("geweld tussen volwassenen thuis", "violence between adults at home"),
  domesticViolence: label("huiselijk geweld", "domestic violence"),
  householdViolence: label("geweld tegen een gezinslid", "household member treated violently"),
  householdSubstanceUse: label("middelengebruik in het gezin", "household substance use"),
  householdMentalIllness: label("psychische ziekte in het gezin", "household mental illness"),
  householdIncarceration: label("gezinslid in de gevangenis", "household incarceration"),
  oneOrNoParents: label(
    "een of geen ouder, scheiding of overlijden",
    "one or no parents, separation or death",
  ),
  bullying: label("gepest worden", "bullying"),
  communityViolence: label("geweld in de buurt", "community violence"),
  collectiveViolence: label("oorlog of collectief geweld", "collective violence"),
  witnessedViolence: label("getuige van geweld", "witnessed violence"),
  feltDiscrimination: label("discriminatie", "felt discrimination"),
  adverseNeighborhood: label("onveilige buurt", "adverse neighbourhood"),
  bullied: label("gepest", "bullied"),
  fosterCare: label("pleegzorg", "foster care"),
} as const satisfies Readonly<Record<string, Label>>;

/** A category that several instruments share. */
export type CategoryName = keyof typeof CATEGORY_LABELS;
