/** Four areas of which the first has few events: what the tests of tables by area are made from. */
import { type AreaTableOptions, poissonGamma } from "../../lib/smallarea/mod.ts";

const TEXT = { nl: "voorbeeld", en: "example" };

/** Events by area. */
export const COUNTS: readonly number[] = [3, 40, 90, 25];

/** How the table of the areas is described. */
export const OPTIONS: AreaTableOptions = {
  id: "risico",
  title: TEXT,
  population: TEXT,
  period: TEXT,
  sources: [],
  entity: "person",
  counts: COUNTS,
  measure: { id: "risico", label: TEXT, unit: TEXT, kind: "ratio", per: 1, decimals: 2, definition: TEXT },
  areas: {
    name: "wijk",
    label: TEXT,
    kind: "region",
    codes: ["WK990101", "WK990102", "WK990103", "WK990104"].map((code) => ({ code, label: TEXT })),
  },
};

/** Risks of the areas, shrunken towards the whole. */
export const FIT = poissonGamma(COUNTS, [10, 50, 60, 28]);
