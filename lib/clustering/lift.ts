/**
 * How many times as often a trait is found in a cluster as outside it, for many traits in one table.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import type { Table } from "../core/table.ts";
import { traitDimension } from "./_trait_dimension.ts";
import type { Clustering } from "./clustering.ts";
import { groupCodes } from "./group_sizes.ts";
import { profileClusters } from "./profile.ts";
import type { TraitOptions } from "./traits.ts";

/**
 * Makes one table of ratios (lifts): dimension `kenmerk` by dimension `groep`. A ratio is the share in the cluster / the
 * share outside it, with the interval of {@linkcode profileClusters}; null when nobody in or outside it has the trait.
 * `n` is the smallest of the four counts behind a ratio: on these disclosure control judges.
 *
 * @example Renting is found half as often outside
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import { traitRatios } from "./lift.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 60 }, (_, i) => i < 40 ? i : 500 + i);
 * const table = Table.from({ x, huurt: Array.from({ length: 60 }, (_, i) => i < 40 ? i % 2 === 0 : i % 4 === 0) });
 * const text = { nl: "huurt", en: "rents" };
 * const ratios = traitRatios(kMedoids(distance(table, { columns: ["x"] }), { k: 2 }), table, {
 *   id: "huur", title: text, entity: "household", population: text, period: text, sources: [],
 *   traits: [{ column: "huurt", label: text }],
 * });
 * assert.deepEqual(ratios.cells.map(({ value, n }) => [value, n]), [[2, 5], [0.5, 5]]);
 * ```
 *
 * @param clustering The clusters.
 * @param table The rows that were clustered, with the truth columns.
 * @param options Traits, names and texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When the rows are not the same, a column holds no truth values, or names are missing.
 */
export function traitRatios(
  clustering: Clustering,
  table: Table,
  options: Omit<TraitOptions, "others">,
): AggregateTable {
  const { traits, groups, ...frame } = options;
  const text = { nl: "-", en: "-" };
  const categories = ["true", "false"].map((code) => ({ code, label: text }));
  return {
    ...frame,
    measure: {
      id: "kenmerk-verhouding",
      label: { nl: "Vergeleken met de andere groepen", en: "Compared with the other groups" },
      unit: { nl: "keer zo vaak", en: "times as often" },
      kind: "ratio",
      per: 1,
      decimals: 1,
      definition: {
        nl: "Aandeel met het kenmerk in de groep, gedeeld door het aandeel in de andere groepen samen.",
        en: "Share with the trait in the group, divided by the share in the other groups together.",
      },
    },
    dimensions: [
      traitDimension(traits),
      {
        name: "groep",
        label: { nl: "Groep", en: "Group" },
        kind: "nominal",
        codes: groupCodes(clustering, groups),
      },
    ],
    cells: traits.flatMap((trait) =>
      profileClusters(clustering, table, { ...frame, ...trait, categories }).ratios.cells
        .filter(({ codes }) => codes[1] === "true")
        .map((cell) => ({ ...cell, codes: [trait.column, cell.codes[0] ?? ""] }))
    ),
  };
}
