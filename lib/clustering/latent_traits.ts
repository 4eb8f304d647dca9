/**
 * Many traits of latent classes in one table.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { traitDimension } from "./_trait_dimension.ts";
import { profileLatentClasses } from "./latent_profile.ts";
import type { LatentClasses } from "./latent_model.ts";
import type { TraitOptions } from "./traits.ts";

const HAS_IT = [
  { code: "true", label: { nl: "ja", en: "yes" } },
  { code: "false", label: { nl: "nee", en: "no" } },
];

/**
 * Makes one table of shares: dimension `kenmerk` (a row can have several) by dimension `groep` (the latent classes), as
 * `profileTraits` does for clusters. A row counts for each class by the probability that it belongs there, as in
 * `profileLatentClasses`; what that function says of its shares holds here.
 *
 * @example Young in two classes
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { latentClasses } from "./latent_classes.ts";
 * import { profileLatentTraits } from "./latent_traits.ts";
 * import assert from "node:assert/strict";
 *
 * const bits = (pattern: string) => Float64Array.from({ length: 80 }, (_, i) => Number(pattern[i % 8]));
 * const table = Table.from({
 *   a: bits("11110000"), b: bits("11110000"), c: bits("11110000"),
 *   jong: Array.from({ length: 80 }, (_, i) => i % 8 < 4),
 * });
 * const text = { nl: "jong", en: "young" };
 * const shares = profileLatentTraits(latentClasses(table, { k: 2, items: ["a", "b", "c"] }), table, {
 *   id: "jong", title: text, entity: "person", population: text, period: text, sources: [],
 *   traits: [{ column: "jong", label: text }],
 * });
 * assert.deepEqual(shares.cells.map(({ value }) => value).sort(), [0, 1]);
 * ```
 *
 * @param model The classes.
 * @param table The same rows, with the truth columns.
 * @param options Traits, names and texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When there is no trait, a column holds no truth values, or the rows are not the same.
 */
export function profileLatentTraits(
  model: LatentClasses,
  table: Table,
  options: Omit<TraitOptions, "others">,
): AggregateTable {
  const { traits, groups, id, title, ...frame } = options;
  const profiles = traits.map(({ column, label }) =>
    profileLatentClasses(model, table, {
      ...frame,
      id: `${id}-${column}`,
      column,
      label,
      categories: HAS_IT,
      ...(groups ? { groups } : {}),
    }).shares
  );
  const [first] = profiles;
  const byGroup = first?.dimensions.find(({ name }) => name === "groep");
  if (first === undefined || byGroup === undefined) {
    throw new WorkspaceError({
      what: "There is no trait to count",
      where: `profileLatentTraits ${id}`,
      mend: "Name at least one truth column",
    });
  }
  const codes = byGroup.codes.filter(({ code }) => code !== "total").map(({ code, label }) => ({
    code,
    label,
  }));
  const cells = profiles.flatMap((profile, trait) =>
    profile.cells.filter((cell) => cell.codes[0] !== "total" && cell.codes[1] === "true")
      .map((cell) => ({ ...cell, codes: [traits[trait]?.column ?? "", cell.codes[0] ?? ""] }))
  );
  return {
    ...frame,
    id,
    title,
    measure: {
      ...first.measure,
      id: "kenmerk-aandeel",
      label: traits.length === 1 && traits[0]
        ? traits[0].label
        : { nl: "Aandeel met dit kenmerk", en: "Share with this trait" },
      definition: {
        nl: "Deel van de groep waarvoor het kenmerk geldt, naar verwachting. Wie onbekend is, telt niet mee.",
        en: "Expected part of the group for which the trait holds. Who is unknown does not count.",
      },
    },
    dimensions: [
      traitDimension(traits),
      { ...byGroup, label: { nl: "Groep", en: "Group" }, codes },
    ],
    cells,
  };
}
