/**
 * Rows to start from that are dense and far apart, after Cao.
 *
 * @module
 */
import type { MixedRows } from "./_prototypes.ts";

/**
 * Cao's start: the row with the most frequent categories first, then each time the row with the largest
 * density × cost to the nearest one chosen. The cost counts numbers too, so that mixed rows have a start without chance.
 * Null when no row differs from the chosen ones.
 *
 * Source: Cao, Liang and Bai (2009), Expert Systems with Applications 36:10223–10228.
 */
export function densestRows(rows: MixedRows, k: number): number[] | null {
  const density = densities(rows), nearest = new Float64Array(rows.n).fill(Infinity);
  const chosen = [firstLargest(density)];
  while (chosen.length < k) {
    const last = chosen.at(-1)!;
    for (let row = 0; row < rows.n; row++) {
      const weighed = density[row]! * costBetween(rows, row, last);
      if (weighed < nearest[row]!) nearest[row] = weighed;
    }
    const next = firstLargest(nearest);
    if (!(nearest[next]! > 0)) return null;
    chosen.push(next);
  }
  return chosen;
}

function densities({ n, codes, levels }: MixedRows): Float64Array {
  const density = new Float64Array(n);
  // Without categories every row is as dense as another.
  if (codes.length === 0) return density.fill(1);
  codes.forEach((column, j) => {
    const counts = new Float64Array(levels[j]!);
    for (const code of column) counts[code]! += 1;
    for (let row = 0; row < n; row++) density[row]! += counts[column[row]!]! / n / codes.length;
  });
  return density;
}

function costBetween({ numeric, codes, gamma }: MixedRows, a: number, b: number): number {
  let cost = 0;
  for (const values of numeric) cost += (values[a]! - values[b]!) ** 2;
  for (const column of codes) if (column[a] !== column[b]) cost += gamma;
  return cost;
}

function firstLargest(values: Float64Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at++) if (values[at]! > values[best]!) best = at;
  return best;
}
