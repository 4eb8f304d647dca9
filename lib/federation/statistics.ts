/**
 * The sufficient statistics of an agreed analysis, at one station: numbers that add up over stations.
 *
 * Counts: n (and events) per combination of codes, the last dimension fastest. Linear: the upper triangle of M'M for
 * M = [1, terms, outcome], by rows. Logistic, at coefficients b with p = 1/(1+exp(−Xb)): log-likelihood, gradient
 * X'(y−p), upper triangle of the Hessian X'diag(p(1−p))X, then n and Σy.
 *
 * @module
 */
import type { Table } from "../core/table.ts";
import { codesOf, numbersOf, rowsOf, termValues } from "./_rows.ts";
import { type DesignWeight, weighDesign } from "./_design.ts";
import type { Analysis, CountAnalysis, RegressionAnalysis } from "./agreement.ts";

/** What a station computed and must judge before it answers. */
export interface StationStatistics {
  /** The numbers that add up. */
  readonly values: readonly number[];
  /** Row sets of which these numbers speak: the whole group first, then each cell or each pair of 0/1 terms. */
  readonly rowSets: readonly (readonly number[])[];
  /** Numbers of rows that the values give away: the policy holds for each. */
  readonly counts: readonly number[];
  /** Numbers of rows that may be nought for structural reasons (two codes of one column), else as `counts`. */
  readonly pairCounts: readonly number[];
  /** Rows minus coefficients; null for counts. */
  readonly residualDof: number | null;
  /** Columns of amounts whose sums are given: the policy's dominance rule holds for each. */
  readonly amounts: readonly (readonly number[])[];
  /** How rows weigh in the terms of a regression (and its outcome, where its products are given); null for counts. */
  readonly design: DesignWeight | null;
  /** (Σw)²/Σw² of the weights in the Hessian: how many rows carry it; null where rows weigh the same. */
  readonly carryingRows: number | null;
}

/**
 * Computes what one station adds to an analysis.
 *
 * @example Counts of a station
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { stationStatistics } from "./statistics.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ aard: ["partner", "kind", "partner"], bekend: [true, false, false] });
 * const by = [{ column: "aard", codes: ["partner", "kind"] }];
 * const { values } = stationStatistics(table, { kind: "counts", group: [], by, event: "bekend" });
 * assert.deepEqual(values, [2, 1, 1, 0]);
 * ```
 *
 * @param table The station's rows.
 * @param analysis What is asked.
 * @returns The numbers and what has to be judged.
 * @throws {WorkspaceError} When a column is missing or of another type.
 */
export function stationStatistics(table: Table, analysis: Analysis): StationStatistics {
  return analysis.kind === "counts"
    ? countStatistics(table, analysis)
    : regressionStatistics(table, analysis);
}

function countStatistics(table: Table, analysis: CountAnalysis): StationStatistics {
  const readers = analysis.by.map(({ column }) => codesOf(table, column));
  const places = analysis.by.map(({ codes }) => new Map(codes.map((code, i) => [code, i] as const)));
  const sizes = analysis.by.map(({ codes }) => codes.length);
  const cells = Array.from(
    { length: sizes.reduce((product, size) => product * size, 1) },
    (): number[] => [],
  );
  const event = analysis.event === null ? null : numbersOf(table, analysis.event);
  const known: number[] = [];
  for (const row of rowsOf(table, analysis.group)) {
    const found = readers.map((read, i) => places[i]?.get(read(row) ?? "\u0000") ?? -1);
    if (found.includes(-1) || (event !== null && Number.isNaN(event(row)))) continue;
    cells[found.reduce((at, place, i) => at * (sizes[i] ?? 1) + place, 0)]?.push(row);
    known.push(row);
  }
  const hits = event === null ? null : cells.map((rows) => rows.filter((row) => event(row) === 1));
  const values = cells.flatMap((rows, i) =>
    hits === null ? [rows.length] : [rows.length, hits[i]?.length ?? 0]
  );
  const parts = hits === null ? cells : cells.flatMap((rows, i) => {
    const own = new Set(hits[i]);
    return [rows, hits[i] ?? [], rows.filter((row) => !own.has(row))];
  });
  return {
    values,
    rowSets: [known, ...parts],
    counts: [known.length, ...parts.map((rows) => rows.length)],
    pairCounts: [],
    amounts: [],
    design: null,
    residualDof: null,
    carryingRows: null,
  };
}

function regressionStatistics(table: Table, analysis: RegressionAnalysis): StationStatistics {
  const readers = [() => 1, ...analysis.terms.map((term) => termValues(table, term))];
  const outcome = numbersOf(table, analysis.outcome);
  const rows: number[] = [];
  const x: (readonly number[])[] = [];
  const y: number[] = [];
  for (const row of rowsOf(table, analysis.group)) {
    const own = readers.map((read) => read(row));
    const answer = outcome(row);
    if (Number.isNaN(answer) || own.some(Number.isNaN)) continue;
    rows.push(row);
    x.push(own);
    y.push(answer);
  }
  const fit = analysis.kind === "linear" ? linearSums(x, y) : logisticSums(x, y, analysis.beta);
  const columns = [...readers.keys()].map((i) => x.map((own) => own[i] ?? 0));
  return {
    ...fit,
    ...binaryCounts([...columns, y], rows.length),
    design: weighDesign(analysis.kind === "linear" ? [...columns, y] : columns),
    rowSets: [rows, ...binaryGroups([...columns, y], rows)],
    residualDof: rows.length - readers.length,
  };
}

/** Counts that sums of 0/1 columns give away: ones and noughts of each, and ones of each pair. */
function binaryCounts(
  columns: readonly (readonly number[])[],
  count: number,
): Pick<StationStatistics, "counts" | "pairCounts" | "amounts"> {
  const isBinary = (values: readonly number[]) => values.every((value) => value === 0 || value === 1);
  const binary = columns.slice(1).filter(isBinary);
  const ones = (a: readonly number[], b: readonly number[] = a) =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return {
    counts: [count, ...binary.flatMap((values) => [ones(values), count - ones(values)])],
    amounts: columns.slice(1).filter((values) => !isBinary(values)),
    pairCounts: binary.flatMap((a, i) => binary.slice(i + 1).map((b) => ones(a, b))),
  };
}

/** The rows of which sums of 0/1 columns tell the number: ones of each column, and ones of each pair. */
function binaryGroups(
  columns: readonly (readonly number[])[],
  rows: readonly number[],
): readonly (readonly number[])[] {
  const binary = columns.slice(1).filter((values) => values.every((value) => value === 0 || value === 1));
  return binary.flatMap((a, i) =>
    binary.slice(i).map((b) => rows.filter((_, place) => a[place] === 1 && b[place] === 1))
  );
}

type Sums = Pick<StationStatistics, "values" | "carryingRows">;

function linearSums(x: readonly (readonly number[])[], y: readonly number[]): Sums {
  const size = (x[0]?.length ?? 0) + 1;
  const sums = new Float64Array(size * (size + 1) / 2);
  x.forEach((own, row) => addProducts(sums, [...own, y[row] ?? 0], 1));
  return { values: [...sums], carryingRows: null };
}

function logisticSums(
  x: readonly (readonly number[])[],
  y: readonly number[],
  beta: readonly number[],
): Sums {
  const size = beta.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * (size + 1) / 2);
  let logLikelihood = 0, weights = 0, squares = 0, cases = 0;
  x.forEach((own, row) => {
    const answer = y[row] ?? 0;
    const eta = own.reduce((sum, value, i) => sum + value * (beta[i] ?? 0), 0);
    const chance = 1 / (1 + Math.exp(-eta));
    const weight = chance * (1 - chance);
    logLikelihood += answer * eta - (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta)));
    own.forEach((value, i) => gradient[i] = (gradient[i] ?? 0) + value * (answer - chance));
    addProducts(hessian, own, weight);
    weights += weight;
    squares += weight * weight;
    cases += answer;
  });
  return {
    values: [logLikelihood, ...gradient, ...hessian, x.length, cases],
    carryingRows: squares === 0 ? 0 : weights * weights / squares,
  };
}

function addProducts(sums: Float64Array, own: readonly number[], weight: number): void {
  let at = 0;
  for (let i = 0; i < own.length; i++) {
    for (let j = i; j < own.length; j++) {
      sums[at] = (sums[at] ?? 0) + weight * (own[i] ?? 0) * (own[j] ?? 0);
      at += 1;
    }
  }
}
