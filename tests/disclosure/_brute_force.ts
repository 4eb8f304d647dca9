/**
 * An attacker that shares no code with the library: no linear programme, only whole numbers that are tried out. It
 * knows the published cells, how codes add up, and whatever it is told besides.
 */

/** A number that the attacker wants to know, with the values that are still possible. */
export interface Unknown {
  low: number;
  high: number;
}

/** Parts that add up to a whole; all of them are indices of unknowns. */
export interface Sum {
  readonly whole: number;
  readonly parts: readonly number[];
}

/** Narrows all ranges until nothing changes; false when a range became empty. */
function narrow(unknowns: Unknown[], sums: readonly Sum[]): boolean {
  for (let changed = true; changed;) {
    changed = false;
    for (const { whole, parts } of sums) {
      let low = 0, high = 0;
      for (const part of parts) {
        low += unknowns[part]!.low;
        high += unknowns[part]!.high;
      }
      const total = unknowns[whole]!;
      const clip = (unknown: Unknown, from: number, to: number): boolean => {
        if (from > unknown.low) [unknown.low, changed] = [from, true];
        if (to < unknown.high) [unknown.high, changed] = [to, true];
        return unknown.low <= unknown.high;
      };
      if (!clip(total, low, high)) return false;
      for (const part of parts) {
        const unknown = unknowns[part]!;
        const others = { low: low - unknown.low, high: high - unknown.high };
        if (!clip(unknown, total.low - others.high, total.high - others.low)) return false;
        low = others.low + unknown.low;
        high = others.high + unknown.high;
      }
    }
  }
  return true;
}

/** How many guesses a search may make; a search that needs more is an error of the test, not a verdict. */
const MAX_GUESSES = 200_000;

/** Tells whether some world fits, by guessing the unknown with the fewest possible values. */
function isPossible(unknowns: readonly Unknown[], sums: readonly Sum[], budget: { left: number }): boolean {
  const now = unknowns.map((unknown) => ({ ...unknown }));
  if (!narrow(now, sums)) return false;
  let pick = -1;
  now.forEach(({ low, high }, i) => {
    if (low < high && (pick < 0 || high - low < now[pick]!.high - now[pick]!.low)) pick = i;
  });
  if (pick < 0) return true;
  const { low, high } = now[pick]!;
  for (let value = low; value <= high; value++) {
    if (--budget.left < 0) throw new Error("The brute-force attacker ran out of guesses");
    now[pick] = { low: value, high: value };
    if (isPossible(now, sums, budget)) return true;
  }
  return false;
}

/** Finds the smallest and the largest possible value of one unknown. */
export function bruteForce(unknowns: readonly Unknown[], sums: readonly Sum[], target: number): Unknown {
  const start = unknowns.map((unknown) => ({ ...unknown }));
  if (!narrow(start, sums)) {
    throw new Error("No world fits what was published: the attacker was told something wrong");
  }
  const budget = { left: MAX_GUESSES };
  const fits = (value: number): boolean =>
    isPossible(start.with(target, { low: value, high: value }), sums, budget);
  const { low, high } = start[target]!;
  let from = low, to = high;
  while (from < high && !fits(from)) from++;
  while (to > from && !fits(to)) to--;
  return { low: from, high: to };
}
