/**
 * The measures of tables of results.
 *
 * @module
 */
import type { AggregateTable, Measure } from "../core/aggregate.ts";
import type { Label } from "../core/language.ts";
import type { RatioKind } from "./model.ts";

/** The texts of a table of results. */
export interface ResultTableOptions
  extends Pick<AggregateTable, "id" | "title" | "entity" | "population" | "period" | "sources"> {
  /** What the outcome is called, for example `jeugdhulp`. */
  readonly outcome: Label;
  /** Names of terms that readers see, by coefficient name; the name itself unless told. */
  readonly labels?: Readonly<Record<string, Label>>;
}

/** The measure of a share with the outcome. */
export function shareMeasure({ id, outcome }: ResultTableOptions): Measure {
  return {
    id: `${id}-aandeel`,
    label: { nl: `Aandeel met ${outcome.nl}`, en: `Share with ${outcome.en}` },
    unit: { nl: "% van de groep", en: "% of the group" },
    kind: "share",
    per: 100,
    decimals: 1,
    definition: {
      nl: `Aantal met ${outcome.nl} gedeeld door de groep`,
      en: `Number with ${outcome.en} over the group`,
    },
  };
}

/** The measure of a ratio. */
export function ratioMeasure({ id, outcome }: ResultTableOptions, kind: Label): Measure {
  return {
    id: `${id}-verhouding`,
    label: { nl: `${outcome.nl}: ${kind.nl}`, en: `${outcome.en}: ${kind.en}` },
    unit: { nl: "keer", en: "times" },
    kind: "estimate",
    per: 1,
    decimals: 2,
    definition: {
      nl: `${kind.nl}; n is het kleinste aantal achter de verhouding`,
      en: `${kind.en}; n is the smallest count behind the ratio`,
    },
  };
}

/** What readers call a ratio. */
export const RATIO_LABELS: Readonly<Record<RatioKind, Label>> = {
  "odds ratio": { nl: "odds ratio", en: "odds ratio" },
  "risk ratio": { nl: "risicoverhouding", en: "risk ratio" },
  "rate ratio": { nl: "verhouding van frequenties", en: "rate ratio" },
};
