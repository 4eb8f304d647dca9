/**
 * The Dutch ten-item short form of the ACE-IQ: known to exist, its items not seen.
 *
 * @module
 */
import type { Instrument } from "../instrument.ts";
import { label } from "./_build.ts";

/** A record without items or rules: scoring it is refused until somebody adds the item list with its source. */
export const ACE_IQ10_NL: Instrument = {
  id: "ace-iq-10-nl",
  version: "ACE-IQ-10, ten binary items (2023)",
  label: label("ACE-IQ-10 (Nederlandse korte vorm)", "ACE-IQ-10 (Dutch short form)"),
  reporter: "self",
  items: [],
  rules: [],
  checks: [],
  wording: "paraphrase",
  licence: "Not known",
  source:
    "van der Feltz-Cornelis & de Beurs (2023), European Journal of Psychotraumatology: ten items, two factors " +
    "(abuse; household dysfunction), n = 298 and 234; the item list was not seen",
  comparison: label(
    "Nog met niets: de vragenlijst is niet gezien",
    "With nothing yet: the items were not seen",
  ),
  modeRequired: "no",
};
