/**
 * The factor of √W X for many rows: X′WX in one pass over blocks that fit the processor's nearest memory, then Cholesky.
 *
 * Columns are centred on the way, so that a year of 2015 costs no digits. Where the columns still lie so close together
 * that squaring would cost digits, no factor is given and the caller uses QR.
 *
 * @module
 */
import type { Triangle } from "./_qr.ts";

/** From here on time counts: blocked X′WX instead of QR. Below, QR takes milliseconds. */
export const MANY_ROWS = 4096;
/** Rows per block: 30 columns of 256 doubles are 60 kB. Measured best of 64, 128 and 256. */
const BLOCK_ROWS = 256;
/** Columns handled together in one direction: four times two sums stay in registers. */
const TILE = 4;
/**
 * Least share of a column's own square that earlier columns may leave. Sums carry about 1e-14 relative error, divided
 * by this share: nine digits stay.
 */
const LEAST_SHARE = 1e-5;

/** A factor of √W X with the score X′s. */
export interface GramFactor {
  /** R with R′R = X′WX. */
  readonly triangle: Triangle;
  /** (X′WX)⁻¹X′s: a step of Fisher scoring. */
  readonly step: Float64Array;
}

/** What is factorised. */
export interface GramInput {
  readonly columns: readonly Float64Array[];
  /** The weights W; null for ones. */
  readonly weights: Float64Array | null;
  /** The scores s; null for zeros. */
  readonly scores: Float64Array | null;
  /** What is taken off each column, from {@linkcode centresOf}. */
  readonly centres: Float64Array;
}

/** The means of the columns where the first is the constant; zeros otherwise. */
export function centresOf(columns: readonly Float64Array[]): Float64Array {
  const centres = new Float64Array(columns.length);
  const first = columns[0];
  if (first === undefined || !isConstantOne(first)) return centres;
  for (let index = 1; index < columns.length; index++) {
    const column = columns[index]!;
    let sum = 0;
    for (let row = 0; row < column.length; row++) sum += column[row]!;
    centres[index] = sum / column.length;
  }
  return centres;
}

function isConstantOne(column: Float64Array): boolean {
  for (let row = 0; row < column.length; row++) if (column[row] !== 1) return false;
  return true;
}

/** Factorises; null where the columns lie too close together for Cholesky. */
export function gramFactor(input: GramInput): GramFactor | null {
  const { centres } = input;
  const { gram, score, width } = accumulate(input);
  const rows = cholesky(gram, width, centres.length);
  if (rows === null) return null;
  const step = solve(rows, score);
  // From centred columns back to the given ones: only the constant changes.
  for (let index = 1; index < step.length; index++) step[0] = step[0]! - centres[index]! * step[index]!;
  const constant = rows[0]![0]!;
  for (let index = 1; index < centres.length; index++) {
    rows[index]![0] = rows[index]![0]! + centres[index]! * constant;
  }
  const diagonal = Float64Array.from(rows, (row, index) => row[index]!);
  return { triangle: { columns: rows, diagonal }, step };
}

/** Whether no column follows from others, as far as Cholesky can tell; `unsure` asks for QR. */
export function independence(columns: readonly Float64Array[]): "independent" | "unsure" {
  const centres = centresOf(columns);
  return gramFactor({ columns, weights: null, scores: null, centres }) === null ? "unsure" : "independent";
}

function accumulate({ columns, weights, scores, centres }: GramInput) {
  const n = columns[0]?.length ?? 0;
  const size = columns.length;
  const width = Math.ceil(size / TILE) * TILE;
  const buffer = new Float64Array(width * BLOCK_ROWS);
  const gram = new Float64Array(width * width);
  const score = new Float64Array(size);
  const root = new Float64Array(BLOCK_ROWS).fill(1);
  for (let start = 0; start < n; start += BLOCK_ROWS) {
    const rows = Math.min(BLOCK_ROWS, n - start);
    if (weights !== null) { for (let r = 0; r < rows; r++) root[r] = Math.sqrt(weights[start + r]!); }
    for (let index = 0; index < size; index++) {
      const column = columns[index]!;
      const centre = centres[index]!;
      const at = index * BLOCK_ROWS;
      for (let r = 0; r < rows; r++) buffer[at + r] = (column[start + r]! - centre) * root[r]!;
      if (scores !== null) score[index] = score[index]! + dot(column, scores, { start, rows, centre });
    }
    addBlock(buffer, rows, width, gram);
  }
  return { gram, score, width };
}

interface Stretch {
  readonly start: number;
  readonly rows: number;
  readonly centre: number;
}

function dot(column: Float64Array, scores: Float64Array, { start, rows, centre }: Stretch): number {
  let sum = 0;
  for (let row = start; row < start + rows; row++) sum += (column[row]! - centre) * scores[row]!;
  return sum;
}

/** Adds the products of the columns of a block, four by two at a time, lower triangle. */
function addBlock(buffer: Float64Array, rows: number, width: number, gram: Float64Array): void {
  for (let i = 0; i < width; i += TILE) {
    for (let j = 0; j < i + TILE; j += 2) {
      const a = i * BLOCK_ROWS, b = a + BLOCK_ROWS, c = b + BLOCK_ROWS, d = c + BLOCK_ROWS;
      const e = j * BLOCK_ROWS, f = e + BLOCK_ROWS;
      let ae = 0, af = 0, be = 0, bf = 0, ce = 0, cf = 0, de = 0, df = 0;
      for (let r = 0; r < rows; r++) {
        const x = buffer[e + r]!, y = buffer[f + r]!;
        const va = buffer[a + r]!, vb = buffer[b + r]!, vc = buffer[c + r]!, vd = buffer[d + r]!;
        ae += va * x;
        af += va * y;
        be += vb * x;
        bf += vb * y;
        ce += vc * x;
        cf += vc * y;
        de += vd * x;
        df += vd * y;
      }
      const sums = [ae, af, be, bf, ce, cf, de, df];
      for (let s = 0; s < sums.length; s++) {
        const cell = (i + (s >> 1)) * width + j + (s & 1);
        gram[cell] = gram[cell]! + sums[s]!;
      }
    }
  }
}

/** Rows of L with LL′ = gram; null when a column leaves too small a share of itself. */
function cholesky(gram: Float64Array, width: number, size: number): Float64Array[] | null {
  const rows: Float64Array[] = [];
  for (let i = 0; i < size; i++) {
    const row = new Float64Array(size);
    for (let j = 0; j <= i; j++) {
      const other = j === i ? row : rows[j]!;
      let value = gram[i * width + j]!;
      for (let k = 0; k < j; k++) value -= row[k]! * other[k]!;
      if (j < i) row[j] = value / other[j]!;
      else if (!(value > LEAST_SHARE * gram[i * width + i]!) || !Number.isFinite(value)) return null;
      else row[j] = Math.sqrt(value);
    }
    rows.push(row);
  }
  return rows;
}

/** Solves LL′b = c. */
function solve(rows: readonly Float64Array[], c: Float64Array): Float64Array {
  const b = c.slice();
  for (let i = 0; i < b.length; i++) {
    for (let k = 0; k < i; k++) b[i] = b[i]! - rows[i]![k]! * b[k]!;
    b[i] = b[i]! / rows[i]![i]!;
  }
  for (let i = b.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < b.length; k++) b[i] = b[i]! - rows[k]![i]! * b[k]!;
    b[i] = b[i]! / rows[i]![i]!;
  }
  return b;
}
