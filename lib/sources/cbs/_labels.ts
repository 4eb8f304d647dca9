/**
 * Codes of registers in words that a reader of a figure understands; unknown codes stay unknown.
 *
 * @module
 */

/** TYPHH. */
const HOUSEHOLD_TYPES: Readonly<Record<string, string>> = {
  "1": "alleenstaand",
  "2": "paar zonder kinderen",
  "3": "paar zonder kinderen",
  "4": "paar met kinderen",
  "5": "paar met kinderen",
  "6": "eenouder",
  "7": "overig",
  "8": "instelling",
};

/** INHEHALGR. */
const TENURES: Readonly<Record<string, string>> = {
  "1": "koop",
  "2": "huur met toeslag",
  "3": "huur zonder toeslag",
};

/** SECM. */
const INCOME_SOURCES: Readonly<Record<string, string>> = {
  "11": "werk",
  "12": "werk",
  "13": "werk",
  "14": "werk",
  "15": "werk",
  "21": "werkloosheid",
  "22": "bijstand",
  "23": "overige uitkering",
  "24": "ziekte of arbeidsongeschikt",
  "25": "pensioen",
  "26": "studie",
  "31": "studie",
  "32": "geen inkomen",
};

function wordFor(words: Readonly<Record<string, string>>): (code: string | null) => string | null {
  return (code) => code === null ? null : words[code] ?? null;
}

/** The type of a household (TYPHH) in words. */
export const householdTypeWord = wordFor(HOUSEHOLD_TYPES);
/** Tenure and rent benefit (INHEHALGR) in words. */
export const tenureWord = wordFor(TENURES);
/** The source of income (SECM) in words. */
export const incomeSourceWord = wordFor(INCOME_SOURCES);
