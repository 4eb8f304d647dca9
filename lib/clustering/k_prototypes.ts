/**
 * k-prototypes and k-modes: groups around means of numbers and most frequent categories.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { randomFor } from "../core/random.ts";
import type { Table } from "../core/table.ts";
import { codeColumn, type Coded } from "./_category_codes.ts";
import { densestRows } from "./_cao_start.ts";
import {
  drawDifferent,
  type MixedRows,
  type PrototypeResult,
  prototypesAt,
  runPrototypes,
} from "./_prototypes.ts";
import { Clustering } from "./clustering.ts";
import { keepPrototypes } from "./hidden.ts";
import { checkK } from "./k_medoids.ts";

/** Options that k-modes and k-prototypes share. */
export interface KModesOptions {
  /** The number of clusters, 1 to n − 1. */
  readonly k: number;
  /** Text, truth or numeric columns whose values are categories. */
  readonly categorical: readonly string[];
  /** Starts from different rows drawn at random, besides the one start that is not random; 10 unless told. */
  readonly randomStarts?: number;
  /** The name that seeds the starts; `clustering/k-prototypes` unless told. */
  readonly seedName?: string;
  /** A missing category is refused (unless told) or counts as a category of its own. */
  readonly missing?: "refuse" | "category";
}

/** Options of {@linkcode kPrototypes}. */
export interface KPrototypesOptions extends KModesOptions {
  /** Numeric columns, complete. */
  readonly numeric: readonly string[];
  /** `deviation` (unless told) divides numbers by their population standard deviation, `none` keeps their units. */
  readonly scale?: "deviation" | "none";
  /** The cost of one unequal category, 0 or more; half the mean standard deviation of the numbers unless told. */
  readonly gamma?: number;
}

/**
 * k-modes: divides rows of categories into k groups so that the number of categories that differ from those of the own
 * group's mode is (locally) the lowest. Prototypes follow each move; the best of several starts wins: rows that are dense
 * and far apart (Cao), and random ones. A tie between categories goes to the first in sorted order. O(n · k · p) a pass.
 *
 * Source: Huang (1998), Data Mining and Knowledge Discovery 2:283–304; Cao, Liang and Bai (2009), Expert Systems with
 * Applications 36:10223–10228.
 *
 * @example Two kinds of household
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { kModes } from "./k_prototypes.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   home: ["rent", "rent", "rent", "own", "own"],
 *   car: [false, false, true, true, true],
 * });
 * const groups = kModes(table, { k: 2, categorical: ["home", "car"] });
 * assert.deepEqual(groups.sizes, [3, 2]);
 * assert.equal(groups.objective, 1 / 5);
 * ```
 *
 * @param table The rows.
 * @param options Columns, number of clusters and starts.
 * @returns The clusters; `objective` is the mean number of unequal categories.
 * @throws {WorkspaceError} When k is impossible, there are fewer different rows than clusters, or a value is missing.
 */
export function kModes(table: Table, options: KModesOptions): Clustering {
  const coded = codeAll(table, options);
  if (coded.length === 0) {
    throw new WorkspaceError({ what: "No columns to compare", mend: "Name the columns in `categorical`" });
  }
  const rows = mixedRows(table.rowCount, [], coded, 1);
  return clusterRows(rows, options, { method: "k-modes", coded });
}

/**
 * k-prototypes: divides rows of numbers and categories into k groups; a row costs Σ (number − mean)² + γ · categories that
 * differ from the mode. As {@linkcode kModes}, with means beside modes.
 *
 * γ decides the answer: look at {@linkcode gammaSensitivity} before use.
 * Source: Huang (1998), Data Mining and Knowledge Discovery 2:283–304; Szepannek (2018), The R Journal 10(2):200–208.
 *
 * @example Age and kind of household
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { kPrototypes } from "./k_prototypes.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ age: Float64Array.of(4, 5, 6, 70, 71), home: ["rent", "rent", "own", "own", "own"] });
 * const groups = kPrototypes(table, { k: 2, numeric: ["age"], categorical: ["home"] });
 * assert.deepEqual(groups.sizes, [3, 2]);
 * ```
 *
 * @param table The rows.
 * @param options Columns, number of clusters, γ and starts.
 * @returns The clusters; `objective` is the mean cost of a row.
 * @throws {WorkspaceError} As `kModes`, and for a number that is missing, infinite or constant, or a γ below 0.
 */
export function kPrototypes(table: Table, options: KPrototypesOptions): Clustering {
  const coded = codeAll(table, options);
  const numeric = options.numeric.map((name) =>
    scaled(table.numbers(name), name, options.scale ?? "deviation")
  );
  if (numeric.length === 0) {
    throw new WorkspaceError({ what: "No numbers to compare", mend: "Use kModes for categories alone" });
  }
  const gamma = options.gamma ?? halfMeanDeviation(numeric);
  if (!(gamma >= 0 && gamma < Infinity)) {
    throw new WorkspaceError({ what: `Gamma is ${gamma}`, mend: "Choose a number from 0 up" });
  }
  const rows = mixedRows(table.rowCount, numeric, coded, gamma);
  return clusterRows(rows, options, { method: `k-prototypes (gamma ${gamma.toPrecision(3)})`, coded });
}

function codeAll(table: Table, options: KModesOptions): readonly Coded[] {
  const coded = options.categorical.map((name) => codeColumn(table, name));
  for (const { name, missing } of coded) {
    if (missing === 0 || options.missing === "category") continue;
    throw new WorkspaceError({
      what: `${missing} values are missing`,
      where: `column ${name}`,
      mend: 'Leave the rows out, use gower, or let a missing value count as a category: missing: "category"',
    });
  }
  return coded;
}

function mixedRows(n: number, numeric: Float64Array[], coded: readonly Coded[], gamma: number): MixedRows {
  return {
    n,
    numeric,
    gamma,
    levels: coded.map(({ categories, missing }) => categories.length + (missing > 0 ? 1 : 0)),
    codes: coded.map(({ codes, categories }) => codes.map((code) => code < 0 ? categories.length : code)),
  };
}

function scaled(values: Float64Array, name: string, scale: "deviation" | "none"): Float64Array {
  const fail = (what: string, mend: string): never => {
    throw new WorkspaceError({ what, where: `column ${name}`, mend });
  };
  if (!values.every(Number.isFinite)) {
    fail("Column holds a missing or infinite value", "Leave the rows out, or use gower");
  }
  const deviation = populationDeviation(values);
  if (!Number.isFinite(deviation)) fail("The numbers are too large to compute with", "Rescale the column");
  if (scale === "none") return values;
  if (deviation === 0) fail("Column is constant", "Leave it out: it tells no rows apart");
  const mean = meanOf(values);
  return values.map((value) => (value - mean) / deviation);
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function populationDeviation(values: Float64Array): number {
  const mean = meanOf(values);
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

/** Huang's advice for γ as the Python package `kmodes` takes it. */
function halfMeanDeviation(numeric: readonly Float64Array[]): number {
  return 0.5 * numeric.reduce((sum, values) => sum + populationDeviation(values), 0) / numeric.length;
}

function clusterRows(
  rows: MixedRows,
  options: KModesOptions,
  { method, coded }: { readonly method: string; readonly coded: readonly Coded[] },
): Clustering {
  const { k, randomStarts = 10, seedName = "clustering/k-prototypes" } = options;
  checkK(k, rows.n);
  if (!(Number.isInteger(randomStarts) && randomStarts >= 0)) {
    throw new WorkspaceError({
      what: `Cannot make ${randomStarts} starts`,
      mend: "Choose a whole number from 0",
    });
  }
  let best: PrototypeResult | null = null;
  for (let start = 0; start <= randomStarts; start++) {
    const random = randomFor(`${seedName}/start-${start}`);
    const at = (start === 0 ? densestRows(rows, k) : null) ?? drawDifferent(rows, k, random);
    if (at === null) {
      throw new WorkspaceError({
        what: `There are fewer different rows than the ${k} clusters asked for`,
        mend: "Choose a smaller k",
      });
    }
    const next = runPrototypes(rows, prototypesAt(rows, at), k);
    if (best === null || next.cost < best.cost) best = next;
  }
  const kept = best!;
  const clustering = new Clustering(kept, {
    method,
    objective: kept.cost / rows.n,
    assumptions: [
      "Groups are compact around a prototype",
      "The columns compared, their scale and gamma are the right ones",
    ],
    warnings: coded.filter(({ missing }) => missing > 0)
      .map(({ name, missing }) => `${missing} missing values of ${name} count as a category of their own.`),
  });
  keepPrototypes(clustering, { means: kept.means, modes: kept.modes });
  return clustering;
}
