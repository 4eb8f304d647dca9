/**
 * What marks a cluster: what is found in it more or less often than outside it.
 *
 * @module
 */
import type { AggregateTable, Dimension, Measure } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { normalQuantile, wilsonInterval } from "../core/stats/mod.ts";
import type { Table } from "../core/table.ts";
import { membershipOf } from "./hidden.ts";
import type { Clustering } from "./clustering.ts";

/** A category of the column that is profiled. */
export interface ProfileCategory {
  /** The value in the column: a text, or `true` and `false` for truth values. */
  readonly code: string;
  /** What readers see. */
  readonly label: Label;
}

/** Options of {@linkcode profileClusters}. */
export interface ProfileOptions
  extends Pick<AggregateTable, "id" | "entity" | "population" | "period" | "sources"> {
  /** The text or truth column to profile; cut numbers into classes first. */
  readonly column: string;
  /** What the column tells. */
  readonly label: Label;
  /** Its categories, in the order in which they are shown. Other values are an error. */
  readonly categories: readonly ProfileCategory[];
  /** Names of the groups in the order of the clusters; "groep 1" and on unless told. */
  readonly groups?: readonly Label[];
}

/** One cluster and one category: how often, compared with all rows outside the cluster. */
export interface ProfileEntry {
  /** The cluster, from `1`. */
  readonly cluster: string;
  /** The category. */
  readonly category: string;
  /** Rows of the cluster with a known value. */
  readonly n: number;
  /** Share of the cluster, 0 to 1; null when nobody's value is known. */
  readonly share: number | null;
  /** Share outside the cluster over which it is compared, 0 to 1; null when nobody's value is known. */
  readonly shareOutside: number | null;
  /** share / shareOutside: 2 is twice as often. Null when one of them is 0 or unknown. */
  readonly ratio: number | null;
  /** Lower end of the 95 % interval of the ratio. */
  readonly low: number | null;
  /** Upper end of the 95 % interval of the ratio. */
  readonly high: number | null;
  /** Whether the interval lies above 1, below 1, or neither. */
  readonly verdict: "over" | "under" | "no clear difference";
}

/** The profile of all clusters on one column, unprotected: shows its shape only. */
export class ClusterProfile {
  /** The number of rows with a known value. */
  readonly n: number;
  /** Shares per cluster and category with numerator and denominator, for `protect`. */
  readonly shares: AggregateTable;
  /** Ratios per cluster and category, for `protect`; `n` is the smallest of the four counts behind a ratio. */
  readonly ratios: AggregateTable;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[] = ["Rows are independent", "Missing values are as the known ones"];
  /** What the reader should know. */
  readonly warnings: readonly string[];
  readonly #entries: readonly ProfileEntry[];

  /** For {@linkcode profileClusters}. */
  constructor(
    parts: Pick<ClusterProfile, "n" | "shares" | "ratios" | "warnings" | "entries">,
  ) {
    this.n = parts.n;
    this.shares = parts.shares;
    this.ratios = parts.ratios;
    this.warnings = parts.warnings;
    this.#entries = parts.entries;
  }

  /** Every cluster and category, clusters first. */
  get entries(): readonly ProfileEntry[] {
    return this.#entries;
  }

  #text(): string {
    const marked = this.#entries.filter(({ verdict }) => verdict !== "no clear difference").length;
    return `Profile ${this.shares.id}: ${this.#entries.length} shares of ${this.n} rows, ${marked} clearly ` +
      "different from outside the cluster; protect `shares` or `ratios` to show them";
  }

  /** The summary, so that `JSON.stringify` leaks no unprotected cell. */
  toJSON(): string {
    return this.#text();
  }

  /** The summary, for `console.log`. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.#text();
  }

  /** The summary, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": [this.#text(), ...this.warnings].join("\n") };
  }
}

/**
 * Profiles clusters on one column: the share of each category per cluster (Wilson interval) and the ratio to the share
 * outside the cluster (interval on the log scale: ln ratio ± 1.96 √(1/a − 1/n₁ + 1/b − 1/n₀)). Missing values are left
 * out of both shares.
 *
 * The cluster was made from these or related columns, so an interval does not test whether the groups are real.
 * Source: Katz et al. (1978), Biometrics 34:469–474.
 *
 * @example Who rents
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import { profileClusters } from "./profile.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 60 }, (_, i) => i < 40 ? i : 500 + i);
 * const rents = Array.from({ length: 60 }, (_, i) => i < 40 ? i % 2 === 0 : i % 10 === 0);
 * const table = Table.from({ x, rents });
 * const text = { nl: "huurt", en: "rents" };
 * const profile = profileClusters(kMedoids(distance(table, { columns: ["x"] }), { k: 2 }), table, {
 *   id: "huur", entity: "household", population: text, period: text, sources: [],
 *   column: "rents", label: text, categories: [{ code: "true", label: text }, { code: "false", label: text }],
 * });
 * assert.equal(profile.entries[0]?.share, 0.5);
 * assert.equal(profile.entries[0]?.verdict, "over");
 * ```
 *
 * @param clustering The clusters.
 * @param table The same rows.
 * @param options The column, its categories and the texts.
 * @returns The profile, unprotected.
 * @throws {WorkspaceError} When the rows are not the same, the column is numeric or holds an unnamed category.
 */
export function profileClusters(
  clustering: Clustering,
  table: Table,
  options: ProfileOptions,
): ClusterProfile {
  if (table.rowCount !== clustering.n) {
    throw new WorkspaceError({
      what: `Clusters are of ${clustering.n} rows and the table has ${table.rowCount}`,
    });
  }
  const counts = clustering.sizes.map(() => options.categories.map(() => 0));
  const { labels } = membershipOf(clustering);
  eachKnown(table, options, (row, category) => counts[labels[row]!]![category]! += 1);
  return profileOf(counts, clustering.n, { ...options, noise: clustering.noise });
}

/** Counts: cluster × category. */
export type Counts = readonly (readonly number[])[];

/** Options with what the clusters are. */
export interface Framed extends ProfileOptions {
  readonly noise: "none" | "last";
}

/** The profile of counts, for the functions of this folder. */
export function profileOf(counts: Counts, rowCount: number, framed: Framed): ClusterProfile {
  const entries = counts.flatMap((_, cluster) =>
    framed.categories.map((category, c) => entryOf(counts, cluster, c, category.code))
  );
  const known = sumOf(counts.map(sumOf));
  return new ClusterProfile({
    n: known,
    entries,
    shares: sharesOf(counts, framed),
    ratios: ratiosOf(counts, entries, framed),
    warnings: known < rowCount
      ? [`${rowCount - known} of ${rowCount} rows have no known value of ${framed.column}.`]
      : [],
  });
}

/** Calls `use` with each row whose value is known and the index of its category. */
export function eachKnown(
  table: Table,
  options: ProfileOptions,
  use: (row: number, category: number) => void,
): void {
  const column = table.column(options.column);
  if (column.type === "number") {
    throw new WorkspaceError({
      what: "A profile needs categories, and the column holds numbers",
      where: `column ${options.column}`,
      mend: "Cut the numbers into classes and name these",
    });
  }
  const position = new Map(options.categories.map(({ code }, index) => [code, index]));
  column.values.forEach((value, row) => {
    if (value === null) return;
    const index = position.get(String(value));
    if (index === undefined) {
      throw new WorkspaceError({
        what: "The column holds a value that is not among the categories",
        where: `column ${options.column}`,
        mend: "Name every category",
      });
    }
    use(row, index);
  });
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** With and without the category, in and outside the cluster. */
function fourCounts(counts: Counts, cluster: number, category: number) {
  const inside = counts[cluster]?.[category] ?? 0;
  const n1 = sumOf(counts[cluster] ?? []);
  const outside = sumOf(counts.map((row) => row[category] ?? 0)) - inside;
  const n0 = sumOf(counts.map(sumOf)) - n1;
  return { inside, n1, outside, n0, smallest: Math.min(inside, n1 - inside, outside, n0 - outside) };
}

function entryOf(counts: Counts, cluster: number, category: number, code: string): ProfileEntry {
  const { inside, n1, outside, n0 } = fourCounts(counts, cluster, category);
  const share = n1 > 0 ? inside / n1 : null;
  const shareOutside = n0 > 0 ? outside / n0 : null;
  const base = { cluster: String(cluster + 1), category: code, n: n1, share, shareOutside };
  if (inside === 0 || outside === 0) {
    return { ...base, ratio: null, low: null, high: null, verdict: "no clear difference" };
  }
  const ratio = (inside / n1) / (outside / n0);
  const error = Math.sqrt(Math.max(0, 1 / inside - 1 / n1 + 1 / outside - 1 / n0));
  const factor = Math.exp(normalQuantile(0.975) * error);
  const low = ratio / factor, high = ratio * factor;
  return {
    ...base,
    ratio,
    low,
    high,
    verdict: low > 1 ? "over" : high < 1 ? "under" : "no clear difference",
  };
}

function dimensionsOf(
  counts: Counts,
  options: Framed,
  total: "with total" | "without total",
): Dimension[] {
  const parent = total === "with total" ? { parent: "total" } : {};
  const all = { code: "total", label: { nl: "alle groepen", en: "all groups" } };
  const clusters = counts.map((_, index) => ({
    code: String(index + 1),
    label: options.groups?.[index] ??
      (options.noise === "last" && index === counts.length - 1
        ? { nl: "bij geen groep", en: "in no group" }
        : { nl: `groep ${index + 1}`, en: `group ${index + 1}` }),
    ...parent,
  }));
  return [
    {
      name: "groep",
      label: { nl: "groep", en: "group" },
      kind: "nominal",
      codes: total === "with total" ? [...clusters, all] : clusters,
    },
    { name: options.column, label: options.label, kind: "nominal", codes: options.categories },
  ];
}

function frameOf(options: ProfileOptions, measure: Measure, what: Label) {
  const { entity, population, period, sources, label } = options;
  const title = { nl: `${label.nl}: ${what.nl}`, en: `${label.en}: ${what.en}` };
  return { id: measure.id, title, measure, entity, population, period, sources };
}

function sharesOf(counts: Counts, options: Framed): AggregateTable {
  const label = { nl: "aandeel per groep", en: "share per group" };
  const measure: Measure = {
    id: `${options.id}-aandeel`,
    label,
    unit: { nl: "% van de groep", en: "% of the group" },
    kind: "share",
    per: 100,
    decimals: 0,
    definition: {
      nl: `Deel van de groep met deze waarde van: ${options.label.nl}. Zonder ontbrekende waarden.`,
      en: `Part of the group with this value of: ${options.label.en}. Without missing values.`,
    },
  };
  const total = options.categories.map((_, c) => sumOf(counts.map((row) => row[c] ?? 0)));
  const rows = [...counts.map((row, index) => [String(index + 1), row] as const), ["total", total] as const];
  const cells = rows.flatMap(([code, row]) => {
    const n = sumOf(row);
    return options.categories.map((category, c) => {
      const numerator = row[c] ?? 0;
      const interval = n > 0 ? wilsonInterval(numerator, n) : { low: null, high: null };
      return {
        codes: [code, category.code],
        n,
        numerator,
        denominator: n,
        value: n > 0 ? numerator / n : null,
        ...interval,
      };
    });
  });
  return {
    ...frameOf(options, measure, label),
    dimensions: dimensionsOf(counts, options, "with total"),
    cells,
  };
}

function ratiosOf(counts: Counts, entries: readonly ProfileEntry[], options: Framed): AggregateTable {
  const label = { nl: "vergeleken met de andere groepen", en: "compared with the other groups" };
  const measure: Measure = {
    id: `${options.id}-verhouding`,
    label,
    unit: { nl: "keer zo vaak", en: "times as often" },
    kind: "ratio",
    per: 1,
    decimals: 1,
    definition: {
      nl: `Aandeel in de groep gedeeld door het aandeel daarbuiten: ${options.label.nl}.`,
      en: `Share in the group divided by the share outside it: ${options.label.en}.`,
    },
  };
  const cells = entries.map(({ cluster, category, ratio, low, high }) => {
    const c = options.categories.findIndex(({ code }) => code === category);
    const n = fourCounts(counts, Number(cluster) - 1, c).smallest;
    return { codes: [cluster, category], n, numerator: null, denominator: null, value: ratio, low, high };
  });
  return {
    ...frameOf(options, measure, label),
    dimensions: dimensionsOf(counts, options, "without total"),
    cells,
  };
}
