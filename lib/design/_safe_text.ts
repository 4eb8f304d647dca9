/**
 * What may not stand in the words of a record: persons, and results that nobody protected.
 *
 * @module
 */
import type { RecordProblem } from "./_shape.ts";

interface Refusal {
  readonly pattern: RegExp;
  readonly what: string;
  readonly mend: string;
}

/** Nine digits in a row, with or without points: the length of a citizen service number. */
const NINE_DIGITS = /(?<!\d\.?)\d{3}[. ]?\d{3}[. ]?\d{3}(?!\.?\d)/;

const REFUSALS: readonly Refusal[] = [
  {
    pattern: /[\w.+-]+@[\w-]+\.[\w.]+/,
    what: "holds an e-mail address",
    mend: "Write the role, such as: de projectleider",
  },
  {
    pattern: /(?:\+31|\b0)[\s-]?\d{1,3}(?:[\s-]?\d){6,8}\b/,
    what: "holds something like a telephone number",
    mend: "Write the role, such as: de wijkverpleegkundige",
  },
  { pattern: NINE_DIGITS, what: "holds something like a citizen service number", mend: "Remove it" },
  {
    pattern:
      /\b(?:mevrouw|mevr\.|mw\.|meneer|dhr\.|de heer|mr\.|mrs\.|ms\.)\s+(?:van\s+|de\s+|der\s+)*\p{Lu}/iu,
    what: "names a person",
    mend: "Write the role, such as: een moeder, de leerkracht",
  },
  {
    pattern:
      /\d\s?(?:%|procent\b|per ?cent\b)|\b\d+ (?:van|op) de \d+|\b\d+ (?:out of|in) (?:every )?\d+\b|\b1 op de\b/i,
    what: "holds a typed result, which nobody protected",
    mend: "Name the finding in the notebook by its id, and say in words what it means",
  },
];

/** Adds what is wrong with a text. Courtesy words only count before a capital: `mr.` in running text does not. */
export function checkSafeText(text: string, path: string, problems: RecordProblem[]): void {
  for (const { pattern, what, mend } of REFUSALS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    if (what === "names a person" && !/\p{Lu}$/u.test(found[0])) continue;
    problems.push({ path, what, mend });
  }
}
