/**
 * The phases of a pilot, from a question to its effect.
 *
 * @module
 */
import type { Label } from "../core/language.ts";

/**
 * The name of each phase; its number is its place.
 *
 * Source: the steps of the programme (question, indicators and data, analysis, interpretation, design, effect),
 * brought to the numbers 0 to 5 that briefings carry.
 */
export const PHASES: readonly Label[] = [
  { nl: "De vraag scherp maken", en: "Sharpening the question" },
  { nl: "Cijfers verzamelen en bekijken", en: "Gathering and studying figures" },
  { nl: "Samen duiden", en: "Interpreting together" },
  { nl: "Ontwerpen", en: "Designing" },
  { nl: "Uitvoeren", en: "Carrying out" },
  { nl: "Het effect volgen", en: "Following the effect" },
];
