/**
 * Columns as numbers that can be compared: scaled, coded, NaN for missing.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Column } from "../core/table.ts";
import type { GowerColumn } from "./gower.ts";

/** A column ready for comparison. */
export interface Measured {
  /**
   * `difference` compares |x−y|, `match` compares equality, `presence` leaves out pairs that both lack it, `between` looks the
   * dissimilarity of two levels up.
   */
  readonly compare: "difference" | "match" | "presence" | "between";
  /** One number a row, NaN for missing; of `match` a level 0, 1, …. */
  readonly values: Float64Array;
  /** Of `match`: the number of levels. */
  readonly levels?: number;
  /** The number of different values, counted up to 2. */
  readonly distinct: number;
  /** The number of missing values. */
  readonly missing: number;
  /** Of `between`: dissimilarity of the levels with two codes, level × level. */
  readonly lookup?: Float64Array;
}

/** Turns a column into comparable numbers, as its kind demands. */
export function measureColumn(column: Column, options: GowerColumn): Measured {
  const codes = codesFor(column, options);
  let low = Infinity, high = -Infinity, missing = 0;
  const seen = new Set<number>();
  for (const value of codes) {
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    if (!Number.isFinite(value)) {
      throw problem(options, "Column holds an infinite value", "Correct it or mark it as missing");
    }
    if (seen.size < 2) seen.add(value);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (seen.size === 0) throw problem(options, "Every value of the column is missing", "Leave the column out");
  if (options.kind === "nominal" || options.kind === "symmetric") {
    return { compare: "match", ...levelsOf(codes), distinct: seen.size, missing };
  }
  if (options.kind === "asymmetric") {
    return { compare: "presence", values: codes, distinct: seen.size, missing };
  }
  if (options.kind === "ordinal" && options.ties === "between") {
    return betweenLevels(codes, seen.size, missing);
  }
  const range = high - low;
  if (!Number.isFinite(range)) {
    throw problem(options, "The range of the column is too large to compute with", "Rescale the column");
  }
  if (range > 0) codes.forEach((value, row) => codes[row] = (value - low) / range);
  return { compare: "difference", values: codes, distinct: seen.size, missing };
}

/** Codes as 0, 1, … in the order in which they occur. */
function levelsOf(codes: Float64Array): Pick<Measured, "values"> & { readonly levels: number } {
  const level = new Map<number, number>();
  const values = codes.map((code) => {
    // Only NaN, a missing value, is unlike itself.
    if (code !== code) return NaN;
    const known = level.get(code);
    if (known !== undefined) return known;
    level.set(code, level.size);
    return level.size - 1;
  });
  return { values, levels: level.size };
}

/** Codes of the levels that occur, with what lies between each two of them. */
function betweenLevels(codes: Float64Array, distinct: number, missing: number): Measured {
  const known = [...new Set(codes)].filter((code) => !Number.isNaN(code)).sort((a, b) => a - b);
  const position = new Map(known.map((code, index) => [code, index])), rows = new Float64Array(known.length);
  const values = codes.map((code) => position.get(code) ?? NaN);
  for (const value of values) if (!Number.isNaN(value)) rows[value]! += 1;
  // Rows that lie between two levels and one more: |r − s| − (T_r − 1)/2 − (T_s − 1)/2 of mean ranks r and s with T ties.
  const between = (a: number, b: number) => rows.subarray(a + 1, b).reduce((sum, count) => sum + count, 1);
  const size = known.length, most = between(0, size - 1);
  const lookup = new Float64Array(size * size);
  for (let b = 0; b < size; b++) {
    for (let a = 0; a < b; a++) lookup[a * size + b] = lookup[b * size + a] = between(a, b) / most;
  }
  return { compare: "between", values, distinct, missing, lookup };
}

/** The mean rank of every value: rows below it, and half of those that have it. */
function meanRanks(codes: Float64Array): Float64Array {
  const known = codes.filter((code) => !Number.isNaN(code)).sort(), rank = new Map<number, number>();
  for (let from = 0; from < known.length;) {
    let to = from;
    while (to < known.length && known[to] === known[from]) to++;
    rank.set(known[from]!, (from + to + 1) / 2);
    from = to;
  }
  return codes.map((code) => rank.get(code) ?? NaN);
}

function codesFor(column: Column, options: GowerColumn): Float64Array {
  switch (options.kind) {
    case "numeric":
      return numbersOf(column, options).slice();
    case "log":
      return numbersOf(column, options).map((value) => {
        if (value <= 0) throw problem(options, "Column holds a value that is not above 0", "Use numeric");
        return Math.log10(value);
      });
    case "ordinal": {
      const codes = ordinalCodes(column, options);
      return options.ties === "ranks" ? meanRanks(codes) : codes;
    }
    case "nominal":
      return nominalCodes(column);
    default:
      return binaryCodes(column, options);
  }
}

function numbersOf(column: Column, options: GowerColumn): Float64Array {
  if (column.type === "number") return column.values;
  throw problem(options, `Column is of type ${column.type}, not number`, "Choose another kind");
}

function ordinalCodes(column: Column, options: GowerColumn): Float64Array {
  if (column.type === "number") {
    const levels = [...new Set(column.values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    const code = new Map(levels.map((level, index) => [level, index]));
    return column.values.map((value) => code.get(value) ?? NaN);
  }
  const order = options.order;
  if (column.type !== "text" || !order) {
    throw problem(options, "The order of the levels is not known", "Name the levels in `order`, low to high");
  }
  const code = new Map(order.map((level, index) => [level, index]));
  return Float64Array.from(column.values, (value) => {
    if (value === null) return NaN;
    const found = code.get(value);
    if (found === undefined) {
      throw problem(options, "A value is not among the levels in `order`", "Name every level");
    }
    return found;
  });
}

function nominalCodes(column: Column): Float64Array {
  if (column.type === "number") return column.values.slice();
  const code = new Map<string | boolean, number>();
  return Float64Array.from(column.values as readonly (string | boolean | null)[], (value) => {
    if (value === null) return NaN;
    const known = code.get(value) ?? code.size;
    code.set(value, known);
    return known;
  });
}

function binaryCodes(column: Column, options: GowerColumn): Float64Array {
  if (column.type === "boolean") {
    return Float64Array.from(column.values, (value) => value === null ? NaN : Number(value));
  }
  if (column.type === "number") {
    if (column.values.every((value) => Number.isNaN(value) || value === 0 || value === 1)) {
      return column.values.slice();
    }
  }
  throw problem(options, "A binary column holds other values than true and false, or 1 and 0", "Recode it");
}

function problem(options: GowerColumn, what: string, mend: string): WorkspaceError {
  return new WorkspaceError({ what, where: `column ${options.name}, kind ${options.kind}`, mend });
}
