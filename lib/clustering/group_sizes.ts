/**
 * How large clusters are, as a table.
 *
 * @module
 */
import type { AggregateTable, DimensionCode } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { wilsonInterval } from "../core/stats/mod.ts";
import type { Clustering } from "./clustering.ts";

/** Options of {@linkcode clusterSizes}. */
export interface SizeOptions
  extends Pick<AggregateTable, "id" | "title" | "entity" | "population" | "period" | "sources"> {
  /** Names of the groups in the order of the clusters; "groep 1" and on unless told. */
  readonly groups?: readonly Label[];
}

/**
 * Makes a table of the share of all rows that is in each cluster: dimension `groep`, codes `1` and on.
 *
 * @example Three of five
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { clusterSizes } from "./group_sizes.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ x: Float64Array.of(1, 2, 3, 50, 51) });
 * const text = { nl: "groepen", en: "groups" };
 * const sizes = clusterSizes(kMedoids(distance(table, { columns: ["x"] }), { k: 2 }), {
 *   id: "groepen", title: text, entity: "household", population: text, period: text, sources: [],
 * });
 * assert.deepEqual(sizes.cells.map(({ value }) => value), [0.6, 0.4]);
 * ```
 *
 * @param clustering The clusters.
 * @param options Texts and names.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When there are not as many names as clusters.
 */
export function clusterSizes(clustering: Clustering, options: SizeOptions): AggregateTable {
  const { groups, ...frame } = options;
  const codes = groupCodes(clustering, groups);
  return {
    ...frame,
    measure: {
      id: "groep-aandeel",
      label: { nl: "Aandeel in de groep", en: "Share in the group" },
      unit: { nl: "%", en: "%" },
      kind: "share",
      per: 100,
      decimals: 0,
      interval: "wilson",
      definition: { nl: "Wie in de groep valt, gedeeld door allen.", en: "Those in the group, out of all." },
    },
    dimensions: [{ name: "groep", label: { nl: "Groep", en: "Group" }, kind: "nominal", codes }],
    cells: clustering.sizes.map((size, cluster) => ({
      codes: [codes[cluster]?.code ?? ""],
      n: clustering.n,
      numerator: size,
      denominator: clustering.n,
      value: size / clustering.n,
      ...wilsonInterval(size, clustering.n),
    })),
  };
}

/** The codes of clusters, with the names given or "groep 1" and on; for the functions of this folder. */
export function groupCodes(clustering: Clustering, groups?: readonly Label[]): readonly DimensionCode[] {
  if (groups !== undefined && groups.length !== clustering.k) {
    throw new WorkspaceError({
      what: `${groups.length} names for ${clustering.k} clusters`,
      mend: "Give one name per cluster",
    });
  }
  const isNoise = (cluster: number) => clustering.noise === "last" && cluster === clustering.k - 1;
  return clustering.sizes.map((_, cluster) => ({
    code: String(cluster + 1),
    label: groups?.[cluster] ??
      (isNoise(cluster)
        ? { nl: "bij geen groep", en: "in no group" }
        : { nl: `groep ${cluster + 1}`, en: `group ${cluster + 1}` }),
  }));
}
