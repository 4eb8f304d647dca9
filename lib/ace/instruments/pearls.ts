/**
 * PEARLS: child, teen and adolescent versions. Part 1 is the ACE score, part 2 a separate count.
 *
 * @module
 */
import type { Category, Instrument, Item, ScorePart } from "../instrument.ts";
import { YES_NO } from "../scales.ts";
import { anyOf, item, label } from "./_build.ts";

const PART1_ITEMS = 10;
const CHILD_PART2 = 7;
const TEEN_PART2 = 9;

interface Version {
  readonly id: string;
  readonly nl: string;
  readonly en: string;
  readonly reporter: Instrument["reporter"];
  readonly part2: number;
}

function numbered(prefix: string, count: number, nl: string, en: string): readonly Item[] {
  return Array.from(
    { length: count },
    (_, index) =>
      item(
        `${prefix}${index + 1}`,
        YES_NO,
        `${nl}, vraag ${index + 1} (tekst bij de licentiehouder)`,
        `${en}, item ${index + 1} (text with the licensor)`,
      ),
  );
}

function asCategory({ id, text }: Item): Category {
  return { id, label: text, rule: anyOf([id], ["yes"]) };
}

function build(version: Version): Instrument {
  const first = numbered("p", PART1_ITEMS, "Deel 1", "Part 1");
  const second = numbered("r", version.part2, "Deel 2", "Part 2");
  const parts: readonly ScorePart[] = [
    {
      id: "part1",
      label: label("ACE-score (deel 1, 0–10)", "ACE score (part 1, 0–10)"),
      categories: first.map(({ id }) => id),
    },
    {
      id: "part2",
      label: label(`deel 2 (0–${version.part2}), apart`, `part 2 (0–${version.part2}), apart`),
      categories: second.map(({ id }) => id),
    },
  ];
  return {
    id: version.id,
    version: "2020–2024",
    label: label(version.nl, version.en),
    reporter: version.reporter,
    items: [...first, ...second],
    totals: [
      { part: "part1", item: "part1Total", most: PART1_ITEMS },
      { part: "part2", item: "part2Total", most: version.part2 },
    ],
    rules: [{
      id: "pearls",
      version: "1",
      label: label("deel 1 en deel 2, nooit opgeteld", "part 1 and part 2, never added"),
      categories: [...first, ...second].map(asCategory),
      parts,
      polarity: "adversity",
      standing: "verified",
      cautions: [{
        id: "no-risk-class",
        text: label(
          "De klinische indeling in risicoklassen van Californië is met opzet niet opgenomen",
          "The Californian clinical algorithm with risk classes is left out on purpose",
        ),
      }],
      source: "UCSF CLEAR; PEARLS Blueprint; Thakur et al. (2020)",
      comparableWith: [],
    }],
    checks: [],
    wording: "paraphrase",
    licence:
      "© 2016–2024 Regents of the University of California, non-commercial licence: codes only, the caller supplies texts",
    source: "UCSF CLEAR; resilience.ucsf.edu",
    comparison: label(
      "Alleen dezelfde versie en dezelfde afname: op totaalniveau wordt gemiddeld één ervaring meer gemeld",
      "Only the same version and mode: totals-only forms disclose about one adversity more",
    ),
    modeRequired: "yes",
  };
}

/** Child version, 0–11 years, answered by a caregiver. */
export const PEARLS_CHILD: Instrument = build({
  id: "pearls-child",
  nl: "PEARLS kind (0–11), door verzorger",
  en: "PEARLS child (0–11), caregiver report",
  reporter: "caregiver",
  part2: CHILD_PART2,
});

/** Teen version, 12–19 years, answered by a caregiver. */
export const PEARLS_TEEN: Instrument = build({
  id: "pearls-teen",
  nl: "PEARLS tiener (12–19), door verzorger",
  en: "PEARLS teen (12–19), caregiver report",
  reporter: "caregiver",
  part2: TEEN_PART2,
});

/** Adolescent version, 12–19 years, answered by the adolescent. */
export const PEARLS_ADOLESCENT: Instrument = build({
  id: "pearls-adolescent",
  nl: "PEARLS jongere (12–19), door jongere zelf",
  en: "PEARLS adolescent (12–19), self-report",
  reporter: "self",
  part2: TEEN_PART2,
});
