/**
 * One chain of an imputation: gaps filled at random, then each column predicted from all others, round after round.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import type { BooleanValues, Column, Table } from "../core/table.ts";
import { drawLinear, drawLogistic } from "./_draws.ts";
import { logistic } from "./_family.ts";

/**
 * How a column is imputed. `meanMatching`: a value observed for a row with a like prediction, so that impossible values
 * do not arise; `normal`: linear prediction with normal noise; `logistic`: 0 or 1, or truth values; `category`: one of several kinds
 * (texts, or numbers taken as kinds), by a chain of logistic regressions: each kind in sorted order against those after it.
 */
export type ImputationMethod = "meanMatching" | "normal" | "logistic" | "category";

/** What a chain needs. */
export interface ChainSettings {
  readonly columns: Readonly<Record<string, ImputationMethod>>;
  /** Complete columns to predict from. */
  readonly fixed: readonly Float64Array[];
  readonly rounds: number;
  readonly donors: number;
}

/** A column on its way: values with gaps filled. */
interface Work {
  readonly name: string;
  readonly method: ImputationMethod;
  /** Numbers, or codes of levels. */
  readonly values: Float64Array;
  /** Of `category`, the kinds in sorted order; empty otherwise. */
  readonly levels: readonly (string | number)[];
  readonly gaps: Uint32Array;
  readonly known: Uint32Array;
}

/** Runs one chain: a completed table, the means of what was imputed by column and round, and the columns in order. */
export function runChain(table: Table, settings: ChainSettings, random: Random) {
  const work = Object.entries(settings.columns)
    .map(([name, method]) => startColumn(table, name, method, random))
    .sort((a, b) => a.gaps.length - b.gaps.length);
  const constant = new Float64Array(table.rowCount).fill(1);
  const means: number[][] = work.map(() => []);
  for (let round = 0; round < settings.rounds; round++) {
    work.forEach((target, index) => {
      const others = work.filter((other) => other !== target).flatMap(predictorsOf);
      impute(target, [constant, ...settings.fixed, ...others], { donors: settings.donors, random });
      means[index]!.push(target.gaps.reduce((sum, row) => sum + target.values[row]!, 0) / target.gaps.length);
    });
  }
  const filled = work.map((one) => [one.name, filledColumn(table, one)] as const);
  return { table: table.withColumns(Object.fromEntries(filled)), means, work };
}

/** A column as others are predicted from it: kinds as indicators of all but the first. */
function predictorsOf({ values, levels }: Work): readonly Float64Array[] {
  if (levels.length === 0) return [values];
  return levels.slice(1).map((_, index) => values.map((code) => (code === index + 1 ? 1 : 0)));
}

function filledColumn(table: Table, { name, values, levels }: Work) {
  const { type } = table.column(name);
  if (levels.length === 0) return type === "boolean" ? Array.from(values, (value) => value === 1) : values;
  return type === "number"
    ? values.map((code) => levels[code] as number)
    : Array.from(values, (code) => levels[code] as string);
}

function startColumn(table: Table, name: string, method: ImputationMethod, random: Random): Work {
  const column = table.column(name);
  const fits: Readonly<Record<typeof column.type, boolean>> = {
    text: method === "category",
    boolean: method === "logistic",
    number: true,
  };
  if (!fits[column.type]) {
    throw new WorkspaceError({
      what: `A ${column.type} column is not imputed by ${method}`,
      where: name,
      mend: "Use logistic for truth values and category for texts",
    });
  }
  const levels = method === "category" ? levelsOf(column, name) : [];
  const codes = new Map<unknown, number>(levels.map((level, code) => [level, code]));
  const values = levels.length > 0
    ? Float64Array.from(column.values as ArrayLike<unknown>, (value) => codes.get(value) ?? NaN)
    : column.type === "number"
    ? column.values.slice()
    : Float64Array.from(column.values as BooleanValues, (value) => (value === null ? NaN : Number(value)));
  const rows = Uint32Array.from(values, (_, row) => row);
  const gaps = rows.filter((row) => Number.isNaN(values[row]));
  const known = rows.filter((row) => !Number.isNaN(values[row]));
  requireImputable(name, method, values, known, gaps.length);
  for (const row of gaps) values[row] = values[known[random.below(known.length)]!]!;
  return { name, method, values, levels, gaps, known };
}

/** The kinds of a column in sorted order. */
function levelsOf({ values }: Column, name: string): readonly (string | number)[] {
  const known = Array.from(values as ArrayLike<string | number | null>).filter((
    value,
  ): value is string | number => value !== null && !Number.isNaN(value));
  const levels = [...new Set(known)].sort((a, b) => (a < b ? -1 : 1));
  if (levels.length <= 2 || levels.length <= known.length / 2) return levels;
  throw new WorkspaceError({
    what: `A category with ${levels.length} levels on ${known.length} rows is no grouping`,
    where: name,
    mend: "Group it, or leave it out",
  });
}

function requireImputable(
  name: string,
  method: ImputationMethod,
  values: Float64Array,
  known: Uint32Array,
  gaps: number,
): void {
  const first = values[known[0] ?? 0]!;
  const what = gaps === 0
    ? "The column has no gaps"
    : known.length === 0
    ? "The column has no value at all"
    : known.some((row) => !Number.isFinite(values[row]))
    ? "A number is infinite"
    : known.every((row) => values[row] === first)
    ? "Every known value is the same"
    : method === "logistic" && known.some((row) => values[row] !== 0 && values[row] !== 1)
    ? "The column has other values than 0 and 1"
    : null;
  if (what === null) return;
  throw new WorkspaceError({
    what,
    where: name,
    mend: "Take it out of columns (a complete one can be a predictor), or choose another method",
  });
}

interface Drawing {
  readonly donors: number;
  readonly random: Random;
}

function impute(target: Work, columns: readonly Float64Array[], { donors, random }: Drawing): void {
  const { values, gaps, known, method } = target;
  const pick = (rows: Uint32Array) => (column: Float64Array) =>
    Float64Array.from(rows, (row) => column[row]!);
  const seen = columns.map(pick(known));
  const y = pick(known)(values);
  if (method === "category") {
    drawKinds({ seen, y, wanted: columns.map(pick(gaps)), kinds: target.levels.length }, random)
      .forEach((code, index) => values[gaps[index]!] = code);
    return;
  }
  const { kept, estimate, draw, sigma } = method === "logistic"
    ? drawLogistic(seen, y, random)
    : drawLinear(seen, y, random);
  const at = (rows: readonly Float64Array[], beta: Float64Array) =>
    combine(kept.map((index) => rows[index]!), beta);
  const predicted = at(columns.map(pick(gaps)), draw);
  if (method === "meanMatching") {
    matched({ y, fitted: at(seen, estimate), predicted, donors }, random).forEach((value, index) => {
      values[gaps[index]!] = value;
    });
    return;
  }
  predicted.forEach((mean, index) => {
    values[gaps[index]!] = method === "normal"
      ? mean + sigma * random.normal()
      : random.next() < logistic(mean)
      ? 1
      : 0;
  });
}

interface Kinds {
  /** Predictors of the known rows, and their codes. */
  readonly seen: readonly Float64Array[];
  readonly y: Float64Array;
  /** Predictors of the gaps. */
  readonly wanted: readonly Float64Array[];
  readonly kinds: number;
}

/**
 * Codes for the gaps: is it the first kind, else the second of those left, and so on, each by a logistic regression with drawn
 * coefficients. Source: Agresti (2013), Categorical Data Analysis, 8.3.4 (continuation-ratio logits).
 */
function drawKinds({ seen, y, wanted, kinds }: Kinds, random: Random): Float64Array {
  const found = new Float64Array(wanted[0]!.length).fill(kinds - 1),
    open = new Uint8Array(found.length).fill(1);
  for (let kind = 0; kind < kinds - 1; kind++) {
    const rows = Uint32Array.from(y.keys()).filter((row) => y[row]! >= kind);
    const columns = seen.map((column) => Float64Array.from(rows, (row) => column[row]!));
    const { kept, draw } = drawLogistic(
      columns,
      Float64Array.from(rows, (row) => (y[row] === kind ? 1 : 0)),
      random,
    );
    combine(kept.map((index) => wanted[index]!), draw).forEach((eta, gap) => {
      if (open[gap] === 0 || random.next() >= logistic(eta)) return;
      found[gap] = kind;
      open[gap] = 0;
    });
  }
  return found;
}

function combine(columns: readonly Float64Array[], beta: Float64Array): Float64Array {
  const sum = new Float64Array(columns[0]!.length);
  columns.forEach((column, index) => {
    for (let row = 0; row < sum.length; row++) sum[row] = sum[row]! + beta[index]! * column[row]!;
  });
  return sum;
}

interface Matching {
  readonly y: Float64Array;
  readonly fitted: Float64Array;
  readonly predicted: Float64Array;
  readonly donors: number;
}

/** For each prediction the value of one of the nearest fitted rows. */
function matched({ y, fitted, predicted, donors }: Matching, random: Random): Float64Array {
  const order = Array.from(fitted.keys()).sort((a, b) => fitted[a]! - fitted[b]! || a - b);
  const sorted = Float64Array.from(order, (row) => fitted[row]!);
  const wanted = Math.min(donors, sorted.length);
  return predicted.map((value) => {
    let low = firstAtLeast(sorted, value);
    let high = low;
    while (high - low < wanted) {
      const below = low > 0 ? value - sorted[low - 1]! : Infinity;
      const above = high < sorted.length ? sorted[high]! - value : Infinity;
      if (below <= above) low--;
      else high++;
    }
    return y[order[low + random.below(wanted)]!]!;
  });
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
