/**
 * Many traits of clusters in one table, beside people outside the clustering.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension, Measure } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { wilsonInterval } from "../core/stats/mod.ts";
import type { Table } from "../core/table.ts";
import { traitDimension } from "./_trait_dimension.ts";
import type { Clustering } from "./clustering.ts";
import { groupCodes } from "./group_sizes.ts";
import { membershipOf } from "./hidden.ts";
import { profileClusters } from "./profile.ts";

/** A trait that a row has or has not. */
export interface Trait {
  /** The truth column; null is unknown and is left out. */
  readonly column: string;
  /** What readers see. */
  readonly label: Label;
}

/** A group of rows, such as other households with a low income. */
export interface OtherGroup {
  /** The code in the dimension of groups. */
  readonly code: string;
  /** What readers see. */
  readonly label: Label;
  /** The rows, with the same truth columns. */
  readonly table: Table;
}

/** Options of {@linkcode profileTraits}. */
export interface TraitOptions
  extends Pick<AggregateTable, "id" | "title" | "entity" | "population" | "period" | "sources"> {
  /** The traits, in the order in which they are shown. */
  readonly traits: readonly Trait[];
  /** Names of the groups in the order of the clusters; "groep 1" and on unless told. */
  readonly groups?: readonly Label[];
  /** Rows to compare with. None unless told. */
  readonly others?: readonly OtherGroup[];
}

/**
 * Makes one table of shares: dimension `kenmerk` (a row can have several) by dimension `groep` (the clusters, then the
 * others). A share is rows with the trait / rows for which it is known, with its Wilson interval at 95 %.
 *
 * The clusters were made from some of these traits, so an interval does not test whether the groups are real.
 *
 * @example Renting in two groups
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import { profileTraits } from "./traits.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ x: Float64Array.of(1, 2, 3, 50, 51), huurt: [true, true, false, false, null] });
 * const text = { nl: "huurt", en: "rents" };
 * const shares = profileTraits(kMedoids(distance(table, { columns: ["x"] }), { k: 2 }), table, {
 *   id: "huur", title: text, entity: "household", population: text, period: text, sources: [],
 *   traits: [{ column: "huurt", label: text }],
 * });
 * assert.deepEqual(shares.cells.map(({ numerator, denominator }) => [numerator, denominator]), [[2, 3], [0, 1]]);
 * ```
 *
 * @param clustering The clusters.
 * @param table The rows that were clustered, with the truth columns.
 * @param options Traits, names and rows to compare with.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When the rows are not the same, a column holds no truth values, or names are missing.
 */
export function profileTraits(clustering: Clustering, table: Table, options: TraitOptions): AggregateTable {
  checkRows(clustering, table);
  const { traits, groups, others = [], ...frame } = options;
  const { labels } = membershipOf(clustering);
  const inside = groupCodes(clustering, groups).map((group, cluster) => ({
    ...group,
    table: table.filter((row) => labels[row] === cluster),
  }));
  return traitShares([...inside, ...others], { ...frame, traits });
}

/**
 * Makes one table of shares of groups of rows that are told apart beforehand, such as clients and other households:
 * dimension `kenmerk` (a row can have several) by dimension `groep`. With one trait the measure bears its name.
 *
 * @example Renting, here and there
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { traitShares } from "./traits.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "huurt", en: "rents" };
 * const shares = traitShares([
 *   { code: "hier", label: text, table: Table.from({ huurt: [true, false] }) },
 *   { code: "daar", label: text, table: Table.from({ huurt: [true, true, null] }) },
 * ], {
 *   id: "huur", title: text, entity: "household", population: text, period: text, sources: [],
 *   traits: [{ column: "huurt", label: text }],
 * });
 * assert.deepEqual(shares.cells.map(({ value }) => value), [0.5, 1]);
 * ```
 *
 * @param groups The groups with their rows; no row stands in two of them.
 * @param options Traits and texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When a column is missing or holds no truth values.
 */
export function traitShares(
  groups: readonly OtherGroup[],
  options: Omit<TraitOptions, "groups" | "others">,
): AggregateTable {
  const { traits, ...frame } = options;
  const dimensions: readonly Dimension[] = [
    traitDimension(traits),
    {
      name: "groep",
      label: { nl: "Groep", en: "Group" },
      kind: "nominal",
      codes: groups.map(({ code, label }) => ({ code, label })),
    },
  ];
  const cells = traits.flatMap(({ column }) =>
    groups.map(({ code, table }) => cellOf([column, code], table.booleans(column)))
  );
  return { ...frame, measure: measureOf(traits), dimensions, cells };
}

function checkRows(clustering: Clustering, table: Table): void {
  if (table.rowCount === clustering.n) return;
  throw new WorkspaceError({
    what: `Clusters are of ${clustering.n} rows and the table has ${table.rowCount}`,
    mend: "Give the table that was clustered",
  });
}

function cellOf(codes: readonly string[], truths: readonly (boolean | null)[]): AggregateCell {
  const numerator = truths.filter((truth) => truth === true).length;
  const n = truths.filter((truth) => truth !== null).length;
  const interval = n > 0 ? wilsonInterval(numerator, n) : { low: null, high: null };
  return { codes, n, numerator, denominator: n, value: n > 0 ? numerator / n : null, ...interval };
}

/** With one trait the measure bears its name, so that a sentence about it says what it is about. */
function measureOf(traits: readonly Trait[]): Measure {
  const [only, ...more] = traits;
  const label = only !== undefined && more.length === 0 ? only.label : SHARE_WITH_TRAIT;
  return {
    id: "kenmerk-aandeel",
    label,
    unit: { nl: "% van de groep", en: "% of the group" },
    kind: "share",
    per: 100,
    decimals: 0,
    interval: "wilson",
    definition: {
      nl: "Deel van de groep waarvoor het kenmerk geldt. Wie onbekend is, telt niet mee.",
      en: "Part of the group for which the trait holds. Who is unknown does not count.",
    },
  };
}

const SHARE_WITH_TRAIT = { nl: "Aandeel met dit kenmerk", en: "Share with this trait" } as const;

/** Options of {@linkcode markingTraits}. */
export interface MarkingOptions {
  /** The traits that may give a group its name. */
  readonly traits: readonly Trait[];
  /** The least rows of the group that have the trait, and rows outside it that have it, for it to name a group. */
  readonly minimumCount: number;
}

/**
 * Gives per cluster the trait that marks it: the highest ratio to the share outside the cluster among traits whose 95 %
 * interval of the ratio lies above 1. So that a group is named by what was found, also when other data give other groups.
 *
 * @example The second group rents
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import { markingTraits } from "./traits.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 70 }, (_, i) => i < 40 ? i : 500 + i);
 * const rents = Array.from({ length: 70 }, (_, i) => i < 40 ? i % 8 === 0 : i % 10 !== 0);
 * const table = Table.from({ x, rents });
 * const groups = kMedoids(distance(table, { columns: ["x"] }), { k: 2 });
 * const traits = [{ column: "rents", label: { nl: "huurt", en: "rents" } }];
 * assert.deepEqual(
 *   markingTraits(groups, table, { traits, minimumCount: 5 }).map((trait) => trait?.column ?? null),
 *   [null, "rents"],
 * );
 * ```
 *
 * @param clustering The clusters.
 * @param table The rows that were clustered.
 * @param options Traits and the least count.
 * @returns A trait per cluster; null when none marks it.
 * @throws {WorkspaceError} When the rows are not the same or a column holds no truth values.
 */
export function markingTraits(
  clustering: Clustering,
  table: Table,
  options: MarkingOptions,
): readonly (Trait | null)[] {
  const text = { nl: "-", en: "-" };
  const profiles = options.traits.map((trait) => {
    const categories = ["true", "false"].map((code) => ({ code, label: text }));
    const frame = { id: "mark", entity: "person", population: text, period: text, sources: [] } as const;
    const { entries } = profileClusters(clustering, table, { ...frame, ...trait, categories });
    return { trait, held: entries.filter(({ category }) => category === "true") };
  });
  return clustering.sizes.map((_, cluster) => {
    const found = profiles.flatMap(({ trait, held }) => {
      const entry = held[cluster];
      if (entry === undefined || entry.verdict !== "over" || entry.ratio === null) return [];
      const inside = Math.round((entry.share ?? 0) * entry.n);
      const all = held.reduce((sum, { share, n }) => sum + Math.round((share ?? 0) * n), 0);
      const enough = inside >= options.minimumCount && all - inside >= options.minimumCount;
      return enough ? [{ trait, ratio: entry.ratio }] : [];
    });
    return found.sort((a, b) => b.ratio - a.ratio)[0]?.trait ?? null;
  });
}
