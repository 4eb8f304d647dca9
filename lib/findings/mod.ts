/**
 * Findings for notebooks: sentences derived from protected cells.
 *
 * @module
 */
export {
  finding,
  type FindingOptions,
  type FindingPattern,
  type Selection,
  type Wording,
} from "./finding.ts";
export { differenceEvidence, type Estimate, levelEvidence } from "./evidence.ts";
export {
  formatValue,
  formatWithUnit,
  isPercent,
  joinWords,
  lowerFirst,
  naturalFrequency,
  naturalPair,
  sourceLine,
  timesText,
} from "./words.ts";
export { previewCard } from "./preview.ts";
export {
  checkReadability,
  fleschDouma,
  isPassive,
  measureText,
  type ReadabilityIssue,
  type ReadabilityOptions,
  type ReadabilityRule,
  type TextMeasures,
  type TextPlace,
} from "./readability.ts";
export { countSyllables, sentencesOf, wordsOf } from "./syllables.ts";
