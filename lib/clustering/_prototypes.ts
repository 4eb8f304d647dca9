/**
 * Clusters around prototypes: means of numbers and most frequent categories, updated at each move.
 *
 * @module
 */
import type { Random } from "../core/random.ts";

/** Rows as numbers and category codes. */
export interface MixedRows {
  /** The number of rows. */
  readonly n: number;
  /** Numeric columns, complete. */
  readonly numeric: readonly Float64Array[];
  /** Categories as codes from 0, complete. */
  readonly codes: readonly Int32Array[];
  /** Number of categories a column. */
  readonly levels: readonly number[];
  /** What one unequal category costs beside a squared difference of 1. */
  readonly gamma: number;
}

/** A division around prototypes. */
export interface PrototypeResult {
  /** Cluster per row, from 0. */
  readonly labels: Int32Array;
  /** Sum over rows of squared differences plus gamma times unequal categories. */
  readonly cost: number;
  /** Means: cluster × numeric column. */
  readonly means: Float64Array;
  /** Modes: cluster × categorical column. */
  readonly modes: Int32Array;
  /** Row nearest to each prototype. */
  readonly medoids: number[];
}

/** Prototypes to start from. */
export interface Prototypes {
  /** Cluster × numeric column. */
  readonly means: Float64Array;
  /** Cluster × categorical column. */
  readonly modes: Int32Array;
}

/** Passes after which a run stops although rows still move; ties can make rows wander. */
const MOST_PASSES = 100;

/** Prototypes equal to given rows. */
export function prototypesAt(rows: MixedRows, at: readonly number[]): Prototypes {
  return {
    means: Float64Array.from(at.flatMap((row) => rows.numeric.map((values) => values[row]!))),
    modes: Int32Array.from(at.flatMap((row) => rows.codes.map((codes) => codes[row]!))),
  };
}

/** `k` rows that all differ, drawn at random; null when there are fewer different rows than that. */
export function drawDifferent(rows: MixedRows, k: number, random: Random): number[] | null {
  const order = Array.from({ length: rows.n }, (_, row) => row),
    seen = new Set<string>(),
    chosen: number[] = [];
  for (let left = rows.n; left > 0 && chosen.length < k; left--) {
    const at = random.below(left), row = order[at]!;
    order[at] = order[left - 1]!;
    const key = [...rows.numeric, ...rows.codes].map((values) => values[row]).join("|");
    if (seen.has(key)) continue;
    seen.add(key);
    chosen.push(row);
  }
  return chosen.length === k ? chosen : null;
}

/** Moves rows to their nearest prototype, prototypes following each move, until a pass moves none. */
export function runPrototypes(rows: MixedRows, start: Prototypes, k: number): PrototypeResult {
  const search = new PrototypeSearch(rows, start, k);
  search.assignAll();
  for (let pass = 0; pass < MOST_PASSES && search.pass() > 0; pass++);
  return search.result();
}

class PrototypeSearch {
  readonly #rows: MixedRows;
  readonly #k: number;
  readonly #labels: Int32Array;
  readonly #sizes: Float64Array;
  readonly #sums: Float64Array;
  readonly #means: Float64Array;
  readonly #modes: Int32Array;
  /** Counts per cluster, column and category, in one array. */
  readonly #counts: Int32Array;
  readonly #offsets: readonly number[];
  readonly #stride: number;

  constructor(rows: MixedRows, start: Prototypes, k: number) {
    this.#rows = rows;
    this.#k = k;
    this.#labels = new Int32Array(rows.n).fill(-1);
    this.#sizes = new Float64Array(k);
    this.#means = start.means.slice();
    this.#modes = start.modes.slice();
    this.#sums = new Float64Array(k * rows.numeric.length);
    let stride = 0;
    this.#offsets = rows.levels.map((count) => (stride += count) - count);
    this.#stride = stride;
    this.#counts = new Int32Array(k * stride);
  }

  /** First assignment, then prototypes from it; an empty cluster takes the row that costs most. */
  assignAll(): void {
    for (let row = 0; row < this.#rows.n; row++) this.#count(row, this.#nearest(row).cluster, 1);
    for (let c = 0; c < this.#k; c++) this.#update(c);
    this.#fillEmpty();
  }

  /** Moves each row to its nearest prototype; gives the number of moves. */
  pass(): number {
    let moves = 0;
    this.#sumAgain();
    for (let row = 0; row < this.#rows.n; row++) {
      const before = this.#labels[row]!;
      const { cluster, cost } = this.#nearest(row);
      // A tie is no reason to leave; the last row of a cluster stays.
      if (cluster === before || this.#sizes[before] === 1 || cost >= this.#cost(row, before)) continue;
      this.#move(row, before, cluster);
      moves++;
    }
    return moves;
  }

  result(): PrototypeResult {
    this.#sumAgain();
    const medoids = new Array<number>(this.#k).fill(-1), nearest = new Float64Array(this.#k).fill(Infinity);
    let cost = 0;
    for (let row = 0; row < this.#rows.n; row++) {
      const c = this.#labels[row]!, own = this.#cost(row, c);
      cost += own;
      if (own < nearest[c]!) {
        nearest[c] = own;
        medoids[c] = row;
      }
    }
    return { labels: this.#labels, cost, means: this.#means, modes: this.#modes, medoids };
  }

  /** Sums afresh, so that adding and taking away leaves no rounding behind. */
  #sumAgain(): void {
    const { numeric } = this.#rows;
    this.#sums.fill(0);
    numeric.forEach((values, j) => {
      for (let row = 0; row < values.length; row++) {
        this.#sums[this.#labels[row]! * numeric.length + j]! += values[row]!;
      }
    });
    for (let c = 0; c < this.#k; c++) this.#update(c);
  }

  #move(row: number, from: number, to: number): void {
    this.#count(row, from, -1);
    this.#count(row, to, 1);
    this.#update(from);
    this.#update(to);
  }

  #cost(row: number, c: number): number {
    const { numeric, codes, gamma } = this.#rows;
    let cost = 0, unequal = 0;
    for (let j = 0; j < numeric.length; j++) {
      const gap = numeric[j]![row]! - this.#means[c * numeric.length + j]!;
      cost += gap * gap;
    }
    for (let j = 0; j < codes.length; j++) {
      if (codes[j]![row] !== this.#modes[c * codes.length + j]) unequal++;
    }
    return cost + gamma * unequal;
  }

  #nearest(row: number): { cluster: number; cost: number } {
    let cluster = 0, cost = Infinity;
    for (let c = 0; c < this.#k; c++) {
      const next = this.#cost(row, c);
      if (next < cost) {
        cost = next;
        cluster = c;
      }
    }
    return { cluster, cost };
  }

  #count(row: number, c: number, by: 1 | -1): void {
    const { numeric, codes } = this.#rows;
    this.#labels[row] = c;
    this.#sizes[c]! += by;
    for (let j = 0; j < numeric.length; j++) this.#sums[c * numeric.length + j]! += by * numeric[j]![row]!;
    for (let j = 0; j < codes.length; j++) {
      this.#counts[c * this.#stride + this.#offsets[j]! + codes[j]![row]!]! += by;
    }
  }

  /** Means and modes of a cluster; a tie goes to the first category; an empty cluster keeps its prototype. */
  #update(c: number): void {
    const { numeric, codes, levels } = this.#rows, size = this.#sizes[c]!;
    if (size === 0) return;
    for (let j = 0; j < numeric.length; j++) {
      this.#means[c * numeric.length + j] = this.#sums[c * numeric.length + j]! / size;
    }
    for (let j = 0; j < codes.length; j++) {
      const from = c * this.#stride + this.#offsets[j]!;
      let best = 0;
      for (let level = 1; level < levels[j]!; level++) {
        if (this.#counts[from + level]! > this.#counts[from + best]!) best = level;
      }
      this.#modes[c * codes.length + j] = best;
    }
  }

  #fillEmpty(): void {
    for (let c = 0; c < this.#k; c++) {
      if (this.#sizes[c]! > 0) continue;
      let far = -1, most = -1;
      for (let row = 0; row < this.#rows.n; row++) {
        const own = this.#labels[row]!, cost = this.#cost(row, own);
        if (this.#sizes[own]! > 1 && cost > most) {
          far = row;
          most = cost;
        }
      }
      this.#move(far, this.#labels[far]!, c);
    }
  }
}
