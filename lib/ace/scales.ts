/**
 * Answer scales that instruments share.
 *
 * @module
 */
import type { AnswerCode, AnswerScale, Code, MissingCode } from "./instrument.ts";

function answer(code: Code, nl: string, en: string): AnswerCode {
  return { code, label: { nl, en } };
}

const WORD_MISSING: readonly MissingCode[] = [
  { code: "dk", reason: "dontKnow" },
  { code: "pna", reason: "refused" },
  { code: "ref", reason: "refused" },
  { code: "na", reason: "notApplicable" },
];

/** Yes or no, in words. */
export const YES_NO: AnswerScale = {
  id: "yes-no",
  answers: [answer("no", "nee", "no"), answer("yes", "ja", "yes")],
  missing: WORD_MISSING,
  blank: "skipped",
  booleans: { whenTrue: "yes", whenFalse: "no" },
};

/** Never, once or twice, sometimes, often, very often: the Family Health History. */
export const NEVER_VERY_OFTEN: AnswerScale = {
  id: "never-very-often",
  answers: [
    answer("never", "nooit", "never"),
    answer("once", "een of twee keer", "once or twice"),
    answer("sometimes", "soms", "sometimes"),
    answer("often", "vaak", "often"),
    answer("veryOften", "heel vaak", "very often"),
  ],
  missing: WORD_MISSING,
  blank: "skipped",
};

/** 1 never true to 5 very often true: the neglect items of the Family Health History. */
export const TRUE_1_TO_5: AnswerScale = {
  id: "true-1-5",
  answers: [
    answer(1, "nooit waar", "never true"),
    answer(2, "zelden waar", "rarely true"),
    answer(3, "soms waar", "sometimes true"),
    answer(4, "vaak waar", "often true"),
    answer(5, "heel vaak waar", "very often true"),
  ],
  missing: WORD_MISSING,
  blank: "skipped",
};

/** The words, and the numbers that the ACE-IQ itself prints. Source: WHO, Guidance for analysing ACE-IQ, first page (read). */
const ACE_IQ_MISSING: readonly MissingCode[] = [
  ...WORD_MISSING,
  { code: 66, reason: "notApplicable" },
  { code: 77, reason: "dontKnow" },
  { code: 88, reason: "refused" },
];

/** Yes or no in the WHO ACE-IQ. */
export const ACE_IQ_YES_NO: AnswerScale = { ...YES_NO, id: "yes-no-ace-iq", missing: ACE_IQ_MISSING };

/** Many times, a few times, once, never: the WHO ACE-IQ. */
export const NEVER_MANY: AnswerScale = {
  id: "never-many",
  answers: [
    answer("never", "nooit", "never"),
    answer("once", "één keer", "once"),
    answer("few", "een paar keer", "a few times"),
    answer("many", "vaak", "many times"),
  ],
  missing: ACE_IQ_MISSING,
  blank: "skipped",
};

/** Always to never: the parent items of the WHO ACE-IQ. */
export const ALWAYS_NEVER: AnswerScale = {
  id: "always-never",
  answers: [
    answer("always", "altijd", "always"),
    answer("most", "meestal", "most of the time"),
    answer("sometimes", "soms", "sometimes"),
    answer("rarely", "zelden", "rarely"),
    answer("never", "nooit", "never"),
  ],
  missing: ACE_IQ_MISSING,
  blank: "skipped",
};

/** Any answer: for items that are asked and never scored. */
export const OPEN: AnswerScale = { id: "open", answers: "open", missing: [], blank: "skipped" };

/** Never, rarely, sometimes, often, very often: six of the seven PCE items. */
export const PCE_FREQUENCY: AnswerScale = {
  id: "never-very-often-pce",
  answers: [
    answer("never", "nooit", "never"),
    answer("rarely", "zelden", "rarely"),
    answer("sometimes", "soms", "sometimes"),
    answer("often", "vaak", "often"),
    answer("veryOften", "heel vaak", "very often"),
  ],
  missing: WORD_MISSING,
  blank: "skipped",
};

/** Never, a little, some, most, all of the time: the seventh PCE item. */
export const PCE_TIME: AnswerScale = {
  id: "never-all-pce",
  answers: [
    answer("never", "nooit", "never"),
    answer("little", "een beetje", "a little of the time"),
    answer("some", "soms", "some of the time"),
    answer("most", "meestal", "most of the time"),
    answer("all", "altijd", "all of the time"),
  ],
  missing: WORD_MISSING,
  blank: "skipped",
};

/** 0 or 1 per category, for instruments that are taken in at category level. */
export const CATEGORY_FLAG: AnswerScale = {
  id: "flag",
  answers: [answer(0, "nee", "no"), answer(1, "ja", "yes")],
  missing: [],
  blank: "skipped",
  booleans: { whenTrue: 1, whenFalse: 0 },
};

const BRFSS_MISSING: readonly MissingCode[] = [
  { code: 7, reason: "dontKnow" },
  { code: 9, reason: "refused" },
];

/** BRFSS yes/no: 1 yes, 2 no, 7 don't know, 9 refused, empty not asked. */
export const BRFSS_YES_NO: AnswerScale = {
  id: "brfss-yes-no",
  answers: [answer(2, "nee", "no"), answer(1, "ja", "yes")],
  missing: BRFSS_MISSING,
  blank: "notAsked",
};

/** BRFSS divorce: as yes/no, with 8 "parents not married", whose meaning the rule decides. */
export const BRFSS_DIVORCE: AnswerScale = {
  id: "brfss-divorce",
  answers: [
    answer(2, "nee", "no"),
    answer(1, "ja", "yes"),
    answer(8, "ouders niet getrouwd", "parents not married"),
  ],
  missing: BRFSS_MISSING,
  blank: "notAsked",
};

/** BRFSS frequency: 1 never, 2 once, 3 more than once. */
export const BRFSS_FREQUENCY: AnswerScale = {
  id: "brfss-frequency",
  answers: [
    answer(1, "nooit", "never"),
    answer(2, "één keer", "once"),
    answer(3, "meer dan één keer", "more than once"),
  ],
  missing: BRFSS_MISSING,
  blank: "notAsked",
};

/** BRFSS support: 1 never to 5 all of the time. */
export const BRFSS_SUPPORT: AnswerScale = {
  id: "brfss-support",
  answers: [
    answer(1, "nooit", "never"),
    answer(2, "zelden", "a little of the time"),
    answer(3, "soms", "some of the time"),
    answer(4, "meestal", "most of the time"),
    answer(5, "altijd", "all of the time"),
  ],
  missing: BRFSS_MISSING,
  blank: "notAsked",
};
