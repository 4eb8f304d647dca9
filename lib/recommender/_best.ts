/** The first few of an order, without sorting the rest. */
export function best(
  places: readonly number[],
  count: number,
  compare: (a: number, b: number) => number,
): readonly number[] {
  const found: number[] = [];
  for (const place of places) {
    const last = found[found.length - 1];
    if (found.length >= count && (last === undefined || compare(place, last) >= 0)) continue;
    let at = found.length;
    while (at > 0 && compare(place, found[at - 1] ?? place) < 0) at--;
    found.splice(at, 0, place);
    if (found.length > count) found.pop();
  }
  return found;
}
