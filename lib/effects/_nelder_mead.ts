/** Minimum of a function of a few unknowns without derivatives (Nelder and Mead 1965). @module */

/** Rounds per unknown after which the search stops. */
const ROUNDS_PER_UNKNOWN = 120;
/** The search stops when the best and the worst corner differ by less than this share. */
const CONVERGED = 1e-10;

interface Corner {
  readonly x: readonly number[];
  readonly value: number;
}

/** Finds a local minimum from a start; the same start gives the same answer. */
export function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  step: number,
): readonly number[] {
  const cornerAt = (x: readonly number[]): Corner => ({ x, value: f(x) });
  let corners = [start, ...start.map((_, j) => start.map((value, k) => value + (j === k ? step : 0)))]
    .map(cornerAt);
  for (let round = 0; round < ROUNDS_PER_UNKNOWN * start.length; round++) {
    corners.sort((a, b) => a.value - b.value);
    const best = corners[0]!, worst = corners.at(-1)!, second = corners.at(-2) ?? best;
    if (worst.value - best.value <= CONVERGED * Math.abs(best.value)) break;
    const centre = start.map((_, k) =>
      corners.slice(0, -1).reduce((sum, corner) => sum + corner.x[k]!, 0) / start.length
    );
    const toward = (factor: number) =>
      cornerAt(centre.map((value, k) => value + factor * (worst.x[k]! - value)));
    const mirrored = toward(-1);
    const better = mirrored.value < best.value
      ? [mirrored, toward(-2)].sort((a, b) => a.value - b.value)[0]!
      : mirrored.value < second.value
      ? mirrored
      : toward(mirrored.value < worst.value ? -0.5 : 0.5);
    corners = better.value < worst.value
      ? [...corners.slice(0, -1), better]
      : corners.map((corner) => cornerAt(corner.x.map((value, k) => (value + best.x[k]!) / 2)));
  }
  return corners.sort((a, b) => a.value - b.value)[0]!.x;
}
