/** What the tests of questionnaire intake share: the answers of tests/data/ace/intake/shapes and how to map them. */
import {
  type AceScores,
  type IntakeMapping,
  KAISER10,
  parseIntakeMapping,
  scoreTable,
} from "../../lib/ace/mod.ts";
import type { Table } from "../../lib/core/table.ts";

/** Answers in words. */
export const WORDS = { Ja: "yes", Nee: "no", "Weet niet": "dk", "Wil niet zeggen": "pna" };
/** Answers as the numbers of Qualtrics and SPSS. */
export const NUMBERS = { "1": "yes", "2": "no", "8": "dk", "9": "pna" };
/** The rows of the matrix. */
export const TOPICS = [
  "schelden of vernederen",
  "slaan",
  "ongewenst aanraken",
  "geen steun",
  "te weinig zorg",
  "uit elkaar",
  "geweld thuis",
  "drank of drugs",
  "somber of ziek",
  "gevangenis",
];

/** A mapping file that refuses duplicates and leaves out who did not finish, unless choices say otherwise. */
export function mappingOf(
  question: (position: number) => string,
  answers: Readonly<Record<string, string | null>>,
  choices: Readonly<Record<string, string>> = {},
): IntakeMapping {
  const items = Object.fromEntries(
    KAISER10.items.map(({ id }, index) => [id, { question: question(index), answers }]),
  );
  const content = {
    instrument: KAISER10.id,
    items,
    duplicates: "refuse",
    unfinished: "leaveOut",
    ...choices,
  };
  return parseIntakeMapping(content, KAISER10);
}

/** Everything that scores hold, to compare two ways of reading the same answers. */
export function fingerprint(table: Table) {
  return fingerprintOf(scoreTable(table, KAISER10, { rule: "kaiser10", missing: { kind: "bounds" } }));
}

/** The same of scores. */
export function fingerprintOf(scores: AceScores) {
  const flags = scores.categoryIds.map((id) => [...scores.flags(id)]);
  return { flags, lower: [...scores.lower()], upper: [...scores.upper()], reasons: [...scores.reasonBits()] };
}
