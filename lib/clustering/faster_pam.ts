/**
 * Partitioning around medoids: BUILD and FasterPAM's eager swaps, on a square matrix.
 *
 * @module
 */

/** The matrix, row by row, and its size. */
export interface Square {
  /** n × n numbers, row by row. */
  readonly d: Float64Array;
  /** The number of rows. */
  readonly n: number;
}

/** A partition around medoids. */
export interface Partition {
  /** The medoid's row per cluster. */
  readonly medoids: number[];
  /** Cluster per row, from 0. */
  readonly labels: Int32Array;
  /** Sum of dissimilarities to the own medoid. */
  readonly loss: number;
  /** Number of swaps made. */
  readonly swaps: number;
}

/** A gain below this share of the loss is rounding, not improvement. */
const RELATIVE_GAIN = 1e-12;
/**
 * A swap must gain more than this share of what it is the difference of: the loss, and what removing the medoid costs. The
 * latter can be large while the loss is 0 (equal rows), and its rounding alone would swap equal rows for ever.
 */
const SWAP_GAIN = 1e-11;

/** Sums of so many numbers are sure to this share; rows that could differ by less are all looked at. */
const SURE = 1e-9;

/**
 * BUILD: the most central row first, then each time the row that lowers the loss most; ties to the first row.
 *
 * What a row can gain only shrinks as medoids are chosen, so that rows whose earlier gain is too small need no second look: the
 * same medoids in half the time. Source: Minoux (1978), Accelerated greedy algorithms for maximizing submodular set functions.
 */
export function build({ d, n }: Square, k: number): number[] {
  const medoids: number[] = [], nearest = new Float64Array(n).fill(Infinity);
  const gains = new Float64Array(n).fill(Infinity);
  let loss = Infinity, margin = 0;
  while (medoids.length < k) {
    let best = -1, bestLoss = Infinity, least = lossWith(d, nearest, gains.indexOf(gains.reduce(larger)));
    for (let j = 0; j < n; j++) {
      if (loss - gains[j]! > least + margin) continue;
      const found = lossWith(d, nearest, j);
      gains[j] = loss - found;
      least = Math.min(least, found);
      if (best >= 0 && !(found < bestLoss * (1 - RELATIVE_GAIN))) continue;
      best = j;
      bestLoss = found;
    }
    medoids.push(best);
    gains[best] = -Infinity;
    for (let o = 0; o < n; o++) nearest[o] = Math.min(nearest[o]!, d[best * n + o]!);
    loss = bestLoss;
    if (medoids.length === 1) margin = SURE * loss;
  }
  return medoids;
}

function larger(a: number, b: number): number {
  return Math.max(a, b);
}

/** The loss when `row` becomes a medoid too. */
function lossWith(d: Float64Array, nearest: Float64Array, row: number): number {
  const n = nearest.length, from = row * n;
  let loss = 0;
  for (let o = 0; o < n; o++) {
    const value = d[from + o]!, known = nearest[o]!;
    loss += value < known ? value : known;
  }
  return loss;
}

/** Nearest and second nearest medoid of every row. */
interface Nearest {
  readonly near: Int32Array;
  readonly nearD: Float64Array;
  readonly secondD: Float64Array;
}

/**
 * Swaps a medoid for another row while that lowers the loss; the change for all medoids comes from one pass a candidate.
 *
 * `eager` (FasterPAM) swaps as soon as it helps, `best` (FastPAM1, the same answer as PAM) takes the best swap of a round.
 * Source: Schubert and Rousseeuw (2021), Information Systems 101:101804.
 *
 * @param square The matrix.
 * @param start The rows to start from, all different.
 * @param pace When to swap.
 * @param optimum Medoids that no swap improves: when the search comes there it need not look at all rows to know it.
 * @returns The partition.
 */
export function fasterPam(
  square: Square,
  start: readonly number[],
  pace: "eager" | "best" = "eager",
  optimum: readonly number[] = [],
): Partition {
  if (start.length === 1) return single(square);
  const search = new Search(square, start);
  if (pace === "best") {
    for (let swap = search.bestSwap(); swap !== null; swap = search.bestSwap()) search.apply(swap);
  } else {
    const arrived = () => search.medoids.every((medoid) => optimum.includes(medoid));
    for (let j = 0, sinceSwap = 0; sinceSwap < square.n && !arrived(); j = (j + 1) % square.n, sinceSwap++) {
      const swap = search.swapTo(j);
      if (swap === null) continue;
      search.apply(swap);
      sinceSwap = 0;
    }
  }
  return { medoids: search.medoids, labels: search.state.near, loss: search.loss, swaps: search.swaps };
}

/** A swap that lowers the loss by -`change`. */
interface Swap {
  readonly row: number;
  readonly cluster: number;
  readonly change: number;
}

class Search {
  readonly medoids: number[];
  readonly state: Nearest;
  loss: number;
  swaps = 0;
  readonly #square: Square;
  readonly #isMedoid: Uint8Array;
  readonly #change: Float64Array;
  #removal: Float64Array;

  constructor(square: Square, start: readonly number[]) {
    const { n } = square;
    this.#square = square;
    this.medoids = [...start];
    this.state = { near: new Int32Array(n), nearD: new Float64Array(n), secondD: new Float64Array(n) };
    this.#isMedoid = new Uint8Array(n);
    for (const medoid of start) this.#isMedoid[medoid] = 1;
    this.#change = new Float64Array(start.length);
    this.loss = assign(square, this.medoids, this.state);
    this.#removal = removalLoss(this.state, start.length);
  }

  /** The best swap that makes `row` a medoid; null when none helps. */
  swapTo(row: number): Swap | null {
    if (this.#isMedoid[row] === 1) return null;
    this.#change.set(this.#removal);
    const { cluster, change } = cheapest(this.#square, this.state, row, this.#change);
    const scale = this.loss + this.#removal[cluster]!;
    return change < -SWAP_GAIN * scale ? { row, cluster, change } : null;
  }

  /** The best swap of all; ties to the first row. */
  bestSwap(): Swap | null {
    let best: Swap | null = null;
    for (let row = 0; row < this.#square.n; row++) {
      const swap = this.swapTo(row);
      if (swap !== null && (best === null || swap.change < best.change)) best = swap;
    }
    return best;
  }

  apply({ row, cluster }: Swap): void {
    this.#isMedoid[this.medoids[cluster]!] = 0;
    this.#isMedoid[row] = 1;
    this.medoids[cluster] = row;
    this.loss = assign(this.#square, this.medoids, this.state);
    this.#removal = removalLoss(this.state, this.medoids.length);
    this.swaps++;
  }
}

function cheapest({ d, n }: Square, state: Nearest, j: number, change: Float64Array) {
  const { near, nearD, secondD } = state;
  const from = j * n;
  let shared = 0;
  for (let o = 0; o < n; o++) {
    const value = d[from + o]!, first = nearD[o]!, second = secondD[o]!;
    if (value < first) {
      shared += value - first;
      change[near[o]!]! += first - second;
    } else if (value < second) {
      change[near[o]!]! += value - second;
    }
  }
  let cluster = 0;
  for (let c = 1; c < change.length; c++) if (change[c]! < change[cluster]!) cluster = c;
  return { cluster, change: change[cluster]! + shared };
}

function assign({ d, n }: Square, medoids: readonly number[], state: Nearest): number {
  state.nearD.fill(Infinity);
  state.secondD.fill(Infinity);
  for (let c = 0; c < medoids.length; c++) {
    const from = medoids[c]! * n;
    for (let o = 0; o < n; o++) {
      const value = d[from + o]!;
      if (value < state.nearD[o]!) {
        state.secondD[o] = state.nearD[o]!;
        state.nearD[o] = value;
        state.near[o] = c;
      } else if (value < state.secondD[o]!) {
        state.secondD[o] = value;
      }
    }
  }
  // A medoid stays in its own cluster, also when it coincides with another medoid.
  medoids.forEach((medoid, c) => state.near[medoid] = c);
  let loss = 0;
  for (const value of state.nearD) loss += value;
  return loss;
}

function removalLoss({ near, nearD, secondD }: Nearest, k: number): Float64Array {
  const losses = new Float64Array(k);
  for (let o = 0; o < near.length; o++) losses[near[o]!]! += secondD[o]! - nearD[o]!;
  return losses;
}

function single(square: Square): Partition {
  const medoids = build(square, 1);
  let loss = 0;
  for (let o = 0; o < square.n; o++) loss += square.d[medoids[0]! * square.n + o]!;
  return { medoids, labels: new Int32Array(square.n), loss, swaps: 0 };
}
