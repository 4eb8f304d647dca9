/**
 * The dimension of traits, of which a row can have several.
 *
 * @module
 */
import type { Dimension } from "../core/aggregate.ts";
import type { Trait } from "./traits.ts";

/** The dimension `kenmerk` of a table by traits, in the order given. */
export function traitDimension(traits: readonly Trait[]): Dimension {
  return {
    name: "kenmerk",
    label: { nl: "Kenmerk", en: "Trait" },
    kind: "nominal",
    membership: "overlapping",
    codes: traits.map(({ column, label }) => ({ code: column, label })),
  };
}
