/**
 * Agglomeration by chains of nearest neighbours.
 *
 * @module
 */

/** How unlike two groups are. */
export type Linkage = "single" | "complete" | "average" | "weighted" | "ward";

/** Two groups that become one, each named by its first row; the merged group keeps the name of `left`. */
export interface Merge {
  /** The first row of the one group; the least of the two. */
  readonly left: number;
  /** The first row of the other group. */
  readonly right: number;
  /** How unlike they were. */
  readonly height: number;
}

/** The merged group's dissimilarity to a third one. */
type Update = (da: number, db: number, dab: number, a: number, b: number, c: number) => number;

const UPDATES: Readonly<Record<Linkage, Update>> = {
  single: (da, db) => da < db ? da : db,
  complete: (da, db) => da > db ? da : db,
  average: (da, db, _dab, a, b) => (a * da + b * db) / (a + b),
  weighted: (da, db) => (da + db) / 2,
  // On squares: the root is taken of heights only.
  ward: (da, db, dab, a, b, c) => ((a + c) * da + (b + c) * db - c * dab) / (a + b + c),
};

/** All merges in ascending height; merges of equal height stay in the order in which they were found. */
export function chainMerges(matrix: Float64Array, n: number, linkage: Linkage): Merge[] {
  const d = linkage === "ward" ? matrix.map((value) => value * value) : matrix.slice();
  const update = UPDATES[linkage], sizes = new Int32Array(n).fill(1);
  // Rows that still name a group, as a list that shrinks in place.
  const alive = Int32Array.from({ length: n }, (_, row) => row);
  const found: Merge[] = [], chain: number[] = [];
  for (let left = n; left > 1;) {
    if (chain.length === 0) chain.push(alive[0]!);
    const top = chain.at(-1)!, before = chain.at(-2) ?? -1;
    const next = nearestTo(d, n, top, before, alive.subarray(0, left));
    if (next !== before) {
      chain.push(next);
      continue;
    }
    chain.length -= 2;
    const keep = Math.min(top, before), gone = Math.max(top, before), height = d[top * n + before]!;
    found.push({ left: keep, right: gone, height: linkage === "ward" ? Math.sqrt(height) : height });
    alive.copyWithin(alive.indexOf(gone), alive.indexOf(gone) + 1, left);
    left--;
    for (let at = 0; at < left; at++) {
      const other = alive[at]!;
      if (other === keep) continue;
      const value = update(
        d[keep * n + other]!,
        d[gone * n + other]!,
        height,
        sizes[keep]!,
        sizes[gone]!,
        sizes[other]!,
      );
      d[keep * n + other] = value;
      d[other * n + keep] = value;
    }
    sizes[keep]! += sizes[gone]!;
  }
  return renamed(found.sort((a, b) => a.height - b.height), n);
}

/** The nearest group; on a tie the one before in the chain, so that chains end, else the first row. */
function nearestTo(d: Float64Array, n: number, row: number, before: number, alive: Int32Array): number {
  let best = before, least = before < 0 ? Infinity : d[row * n + before]!;
  for (let at = 0; at < alive.length; at++) {
    const other = alive[at]!, value = d[row * n + other]!;
    if (value < least && other !== row) {
      least = value;
      best = other;
    }
  }
  return best;
}

/** Names groups anew in the sorted order: a merge found earlier may come later. */
function renamed(merges: readonly Merge[], n: number): Merge[] {
  const parent = Int32Array.from({ length: n }, (_, row) => row);
  const root = (row: number): number => {
    let top = row;
    while (parent[top] !== top) top = parent[top] = parent[parent[top]!]!;
    return top;
  };
  return merges.map(({ left, right, height }) => {
    const a = root(left), b = root(right), keep = Math.min(a, b), gone = Math.max(a, b);
    parent[gone] = keep;
    return { left: keep, right: gone, height };
  });
}
