/**
 * What answers give away together: whether sums and differences of the groups that were answered leave only a few rows.
 *
 * Rows that lie in the same groups form one atom. Every answer is a known sum over atoms, so a reader knows each
 * combination of them: the row space of the groups-by-atoms matrix. A combination that is nought on all atoms but some
 * with fewer rows than the floor together tells about those few rows.
 *
 * @module
 */

/** What can be said of a collection of groups. */
export type Togetherness = "safe" | "isolates-few" | "undecided";

/** Smaller than this counts as nought: the matrix begins with noughts and ones, and steps on it stay far above. */
const NOUGHT = 1e-9;
/** More work than this (entries of the matrix times its rows) is not done: the answer is `undecided`. */
const MOST_ENTRIES = 4e8;
/** More multiplications than this are not done in the search (about a second): the answer is `undecided`. */
const MOST_WORK = 3e7;

interface Atoms {
  /** Rows of each atom. */
  readonly sizes: readonly number[];
  /** For each group the atoms that lie in it. */
  readonly members: readonly (readonly number[])[];
}

/**
 * Tells whether a combination of groups leaves fewer rows than the floor.
 *
 * @example Two groups, and then both with one row more
 * ```ts
 * import { combine } from "./combinations.ts";
 * import assert from "node:assert/strict";
 *
 * const [a, b] = [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]];
 * assert.equal(combine([a, b], 3), "safe");
 * assert.equal(combine([a, b, [...a, ...b, 10]], 3), "isolates-few");
 * ```
 *
 * @param groups The rows of each group, ascending. Empty groups tell nothing here.
 * @param floor The smallest number of rows that may be told about.
 * @param passing Rows whose smallness was let through on purpose: an atom of them counts as large. Default none.
 * @returns `isolates-few` when a combination does; `undecided` when it would take too long to know.
 */
export function combine(
  groups: readonly (readonly number[])[],
  floor: number,
  passing: readonly number[] = [],
): Togetherness {
  const unique = new Map(groups.filter(({ length }) => length > 0).map((rows) => [rows.join(), rows]));
  const atoms = atomsOf([...unique.values(), [...new Set(passing)]]);
  const members = atoms.members.slice(0, -1);
  const passed = new Set(atoms.members.at(-1));
  const weights = atoms.sizes.map((size, atom) => passed.has(atom) ? floor : size);
  if (members.length ** 2 * weights.length > MOST_ENTRIES) return "undecided";
  const order = [...weights.keys()].sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
  const large = order.filter((atom) => (weights[atom] ?? 0) >= floor).length;
  const rows = members.map((own) => {
    const inside = new Set(own);
    return Float64Array.from(order, (atom) => inside.has(atom) ? 1 : 0);
  });
  const small = withoutColumns(rows, large).map((row) => row.slice(large));
  return search(small, order.slice(large).map((atom) => weights[atom] ?? 0), floor);
}

/** Cuts all rows into atoms: each group splits every atom that it holds in part. */
function atomsOf(groups: readonly (readonly number[])[]): Atoms {
  const atomOf = new Map<number, number>();
  let next = 1;
  for (const rows of groups) {
    const split = new Map<number, number>();
    for (const row of rows) {
      const before = atomOf.get(row) ?? 0;
      const after = split.get(before) ?? next++;
      split.set(before, after);
      atomOf.set(row, after);
    }
  }
  const places = new Map([...new Set(atomOf.values())].map((atom, place) => [atom, place] as const));
  const placeOf = (row: number) => places.get(atomOf.get(row) ?? 0) ?? 0;
  const sizes = Array.from({ length: places.size }, () => 0);
  for (const row of atomOf.keys()) sizes[placeOf(row)] = (sizes[placeOf(row)] ?? 0) + 1;
  return { sizes, members: groups.map((rows) => [...new Set(rows.map(placeOf))]) };
}

/** A basis of the combinations of these rows that are nought in the first so many columns. */
function withoutColumns(rows: readonly Float64Array[], columns: number): readonly Float64Array[] {
  let left = rows;
  for (let column = 0; column < columns; column++) left = withoutColumn(left, column);
  return independent(left);
}

/** The combinations that are nought in one column: one fewer than there were, where any was not. */
function withoutColumn(rows: readonly Float64Array[], column: number): readonly Float64Array[] {
  const size = (row: Float64Array) => Math.abs(row[column] ?? 0);
  const pivot = rows.reduce<Float64Array | null>(
    (best, row) => size(row) > Math.max(NOUGHT, best === null ? 0 : size(best)) ? row : best,
    null,
  );
  if (pivot === null) return rows;
  return rows.filter((row) => row !== pivot).map((row) => {
    const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
    return factor === 0 ? row : cleaned(row.map((value, i) => value - factor * (pivot[i] ?? 0)));
  });
}

function cleaned(row: Float64Array): Float64Array {
  return row.map((value) => Math.abs(value) < NOUGHT ? 0 : value);
}

/** Leaves out rows that the others make up. */
function independent(rows: readonly Float64Array[]): readonly Float64Array[] {
  let left = rows.filter((row) => row.some((value) => value !== 0));
  const basis: Float64Array[] = [];
  while (left.length > 0) {
    const [first = new Float64Array()] = left;
    basis.push(first);
    const column = first.reduce(
      (best, value, i) => Math.abs(value) > Math.abs(first[best] ?? 0) ? i : best,
      0,
    );
    left = withoutColumn([first, ...left.slice(1)], column).filter((row) =>
      row !== first && row.some((value) => value !== 0)
    );
  }
  return basis;
}

interface Search {
  readonly weights: readonly number[];
  readonly floor: number;
  /** Work that is left, in multiplications. */
  left: number;
}

function search(basis: readonly Float64Array[], weights: readonly number[], floor: number): Togetherness {
  return step(basis, new Set(), { weights, floor, left: MOST_WORK });
}

/**
 * Looks for a combination whose atoms weigh less than the floor. Each step takes one atom of a combination: either it
 * may be part of what is looked for, and weighs, or it may not, and then one combination fewer is left.
 */
function step(basis: readonly Float64Array[], taken: ReadonlySet<number>, work: Search): Togetherness {
  if (basis.length === 0) return "safe";
  work.left -= basis.length ** 2 * work.weights.length;
  if (work.left < 0) return "undecided";
  const supports = basis.map((row) => [...row.keys()].filter((atom) => row[atom] !== 0));
  if (supports.some((atoms) => weigh(atoms, work) < work.floor)) return "isolates-few";
  if (weigh(taken, work) + leastWeight(basis, taken, work) >= work.floor) return "safe";
  const [open = []] = supports.map((atoms) => atoms.filter((atom) => !taken.has(atom)))
    .sort((a, b) => weigh(a, work) - weigh(b, work));
  const heaviest = open.reduce(
    (best, atom) => (work.weights[atom] ?? 0) > (work.weights[best] ?? 0) ? atom : best,
    open[0] ?? 0,
  );
  const without = step(withoutColumn(basis, heaviest), taken, work);
  if (without !== "safe") return without;
  const more = new Set([...taken, heaviest]);
  return weigh(more, work) < work.floor ? step(basis, more, work) : "safe";
}

function weigh(atoms: Iterable<number>, { weights }: Search): number {
  let sum = 0;
  for (const atom of atoms) sum += weights[atom] ?? 0;
  return sum;
}

/**
 * A lower bound on what a combination weighs outside the atoms that were taken. Atoms that fix a combination cannot all
 * be nought in it: each set of such atoms, apart from the others, adds its lightest one.
 *
 * Source: Betten, Braun, Fripertinger, Kerber, Kohnert and Wassermann, Error-Correcting Linear Codes (2006), 1.8: the
 * bound of Brouwer and Zimmermann by disjoint information sets.
 */
function leastWeight(basis: readonly Float64Array[], taken: ReadonlySet<number>, work: Search): number {
  let open = [...work.weights.keys()].filter((atom) =>
    !taken.has(atom) && basis.some((row) => row[atom] !== 0)
  );
  let bound = 0;
  while (bound < work.floor) {
    const fixing = fixingAtoms(basis, open);
    if (fixing === null) break;
    work.left -= open.length * basis.length;
    bound += fixing.reduce((least, atom) => Math.min(least, work.weights[atom] ?? 0), Infinity);
    const used = new Set(fixing);
    open = open.filter((atom) => !used.has(atom));
  }
  return bound;
}

/** The first atoms at which the values of a combination fix it; null when there are too few. */
function fixingAtoms(basis: readonly Float64Array[], atoms: readonly number[]): readonly number[] | null {
  const found: number[] = [];
  const echelon: { readonly at: number; readonly values: Float64Array }[] = [];
  for (const atom of atoms) {
    const values = Float64Array.from(basis, (row) => row[atom] ?? 0);
    for (const { at, values: known } of echelon) {
      const factor = (values[at] ?? 0) / (known[at] ?? 1);
      if (factor !== 0) known.forEach((value, i) => values[i] = (values[i] ?? 0) - factor * value);
    }
    const at = values.reduce((best, value, i) => Math.abs(value) > Math.abs(values[best] ?? 0) ? i : best, 0);
    if (Math.abs(values[at] ?? 0) < NOUGHT) continue;
    echelon.push({ at, values });
    found.push(atom);
    if (found.length === basis.length) return found;
  }
  return null;
}
