/**
 * Latent class analysis: groups behind the answers to several questions.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { randomFor } from "../core/random.ts";
import type { Table } from "../core/table.ts";
import { codeColumn, type Coded } from "./_category_codes.ts";
import { type LatentRun, longRun, randomParameters, shortRun } from "./latent_em.ts";
import { latentFit } from "./_latent_fit.ts";
import { compressRows, type RowPatterns } from "./_patterns.ts";
import { LatentClasses } from "./latent_model.ts";

/** Options of {@linkcode latentClasses}. */
export interface LatentClassOptions {
  /** The number of classes, 1 or more. */
  readonly k: number;
  /** The questions: text, truth or numeric columns whose values are categories. */
  readonly items: readonly string[];
  /** Random starts of a few passes each; 50 unless told. The best tenth part, at least 10, runs to its end. */
  readonly starts?: number;
  /** The name that seeds the starts, each by its own number; `clustering/latent-classes` unless told. */
  readonly seedName?: string;
  /** Most passes over the patterns in a run; 10,000 unless told. */
  readonly mostPasses?: number;
}

/** Passes of a start before the best are chosen. Source: Biernacki, Celeux and Govaert (2003), "em-EM". */
const SHORT_PASSES = 20;
/** Runs end at the same maximum when their log-likelihoods differ by less than this share. */
const SAME_MAXIMUM = 1e-7;
/** A probability this near to 0 lies on the boundary, where intervals have no meaning. */
const BOUNDARY = 1e-5;

/**
 * Latent class analysis: the answers of a row are taken to depend on each other only through a class that nobody sees:
 * P(y) = Σ_c share_c Π_j P(answer j | c). By maximum likelihood: expectation–maximisation on response patterns, from
 * many random starts, with SQUAREM's steps. A missing answer drops out of the product (missing at random); a row without
 * any answer is left out and counted in a warning. Classes are numbered by size, largest first.
 *
 * Who is in which class is never told, as it is a distribution and not a fact: `profileLatentClasses` describes the
 * classes, and `regressLatentClasses` relates them to traits with the correction that this needs.
 * Source: Linzer and Lewis (2011), Journal of Statistical Software 42(10); Goodman (1974), Biometrika 61:215–231.
 *
 * @example Two kinds of answers
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { latentClasses } from "./latent_classes.ts";
 * import assert from "node:assert/strict";
 *
 * const repeat = (values: readonly number[]) => Float64Array.from({ length: 80 }, (_, i) => values[i % 8]!);
 * const table = Table.from({
 *   a: repeat([1, 1, 1, 0, 0, 0, 1, 0]), b: repeat([1, 1, 1, 0, 0, 0, 0, 1]), c: repeat([1, 1, 1, 0, 0, 0, 1, 0]),
 * });
 * const model = latentClasses(table, { k: 2, items: ["a", "b", "c"] });
 * assert.ok(Math.abs(model.shares[0]! - 0.5) < 0.01);
 * ```
 *
 * @param table The rows.
 * @param options The questions, number of classes and starts.
 * @returns The model.
 * @throws {WorkspaceError} When fewer than two questions, no answers, more classes than response patterns, or an option is
 *   impossible.
 */
export function latentClasses(table: Table, options: LatentClassOptions): LatentClasses {
  const { items, patterns } = readPatterns(table, options.items);
  return fitClasses(items, patterns, table.rowCount, options);
}

/** The items and patterns of a table, for the functions of this folder. */
export function readPatterns(
  table: Table,
  names: readonly string[],
): { items: readonly Coded[]; patterns: RowPatterns } {
  if (new Set(names).size !== names.length || names.length < 2) {
    throw new WorkspaceError({
      what: `Latent classes need at least two different items, not ${names.length}`,
      mend: "Name the columns in `items`, each once",
    });
  }
  const items = names.map((name) => codeColumn(table, name));
  return { items, patterns: compressRows(items, table.rowCount) };
}

/** Fits one number of classes to patterns. */
export function fitClasses(
  items: readonly Coded[],
  patterns: RowPatterns,
  rowCount: number,
  options: LatentClassOptions,
): LatentClasses {
  const { k, starts = 50, mostPasses = 10_000 } = options;
  checkOptions(k, starts, mostPasses, patterns);
  const runs = runAll(patterns, options, k === 1 ? 1 : starts, mostPasses);
  const best = runs[0]!;
  const replicated =
    runs.filter(({ logLikelihood }) =>
      best.logLikelihood - logLikelihood <= SAME_MAXIMUM * Math.abs(best.logLikelihood)
    ).length;
  const fit = latentFit(patterns, items, best);
  const smallest = Math.min(...fit.shares) * patterns.n;
  return new LatentClasses({
    ...fit,
    items,
    patterns,
    runs: { starts, finished: runs.length, replicated },
    warnings: [
      ...(best.state === "converged" ? [] : ["The best run had not come to rest: allow more passes."]),
      ...(k > 1 && replicated < 2
        ? ["Only one run reached the best maximum: use more starts or fewer classes."]
        : []),
      ...(patterns.n < rowCount
        ? [`${rowCount - patterns.n} of ${rowCount} rows without any answer are left out.`]
        : []),
      ...items.filter(({ categories }) => categories.length === 1)
        .map(({ name }) => `Column ${name} has one value only: it tells no rows apart.`),
      ...(fit.residualDf < 0
        ? ["The model has more parameters than the data can carry: it is not identified."]
        : []),
      ...(best.parameters.probabilities.some((p) => p < BOUNDARY)
        ? ["Some probabilities are estimated as 0 or 1: their uncertainty is not known."]
        : []),
      ...(smallest < 10 ? ["The smallest class has fewer than 10 expected rows: do not describe it."] : []),
    ],
  });
}

function checkOptions(k: number, starts: number, mostPasses: number, patterns: RowPatterns): void {
  if (!(Number.isInteger(k) && k >= 1 && k <= patterns.counts.length)) {
    throw new WorkspaceError({
      what: `Cannot find ${k} classes among ${patterns.counts.length} different patterns of answers`,
      mend: "Choose a whole number of classes, from 1 to the number of patterns",
    });
  }
  for (const [name, value] of [["starts", starts], ["mostPasses", mostPasses]] as const) {
    if (!(Number.isInteger(value) && value >= 1)) {
      throw new WorkspaceError({ what: `${name} is ${value}`, mend: "Choose a whole number from 1" });
    }
  }
}

/** Short runs from every start, then long ones from the best; best first. */
function runAll(
  patterns: RowPatterns,
  options: LatentClassOptions,
  starts: number,
  mostPasses: number,
): LatentRun[] {
  const seedName = options.seedName ?? "clustering/latent-classes";
  const descending = (a: LatentRun, b: LatentRun) => b.logLikelihood - a.logLikelihood;
  const short = Array.from({ length: starts }, (_, start) => {
    const random = randomFor(`${seedName}/start-${start}`);
    return shortRun(patterns, randomParameters(patterns, options.k, random), SHORT_PASSES);
  }).sort(descending);
  const kept = short.slice(0, Math.max(10, Math.ceil(starts / 10)));
  return kept.map(({ parameters }) => longRun(patterns, parameters, mostPasses)).sort(descending);
}
