/** p-values adjusted for the number of areas looked at. @module */

/** Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57:289–300. */
export function falseDiscovery(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[b]! - p[a]! || b - a);
  const adjusted = new Array<number>(p.length).fill(1);
  let least = 1;
  order.forEach((i, index) => {
    least = Math.min(least, p[i]! * p.length / (p.length - index));
    adjusted[i] = least;
  });
  return adjusted;
}
