/**
 * Possible worlds that need no solver: tables that share no dimension but the same few leave every cell of the table
 * that they imply between the Fréchet bounds, and both bounds are reached by laying the tables along one line.
 *
 * Such a world is a guess: whoever uses it checks it against all relations first.
 *
 * Source: Fréchet (1940), Les probabilités associées à un système d'événements; Dobra and Fienberg (2000), Bounds for cell
 * entries in contingency tables given marginal totals and decomposable graphs, PNAS 97 (22).
 *
 * @module
 */
import type { World } from "./_piecewise.ts";
import type { Join, LinearSystem } from "./system.ts";

/** A stretch of the line: up to where the option of a set reaches. */
interface Stretch {
  readonly option: number;
  readonly mass: number;
}

/** A join with the masses of its margins, and its cells by place. */
interface Laid {
  readonly join: Join;
  /** Per set and option how many units are there; each set adds up to the same. */
  readonly masses: readonly (readonly number[])[];
}

/** Makes worlds in which an implied cell is as large, or as small, as its margins leave it. */
export class Couplings {
  readonly #base: Float64Array;
  readonly #places = new Map<number, { readonly laid: Laid; readonly options: readonly number[] }>();

  /** Starts from the true numbers: those are possible whatever is shown. */
  constructor(system: LinearSystem) {
    this.#base = Float64Array.from(system.quantities, ({ value }) => value ?? NaN);
    for (const join of system.joins ?? []) {
      const laid = layOut(system, join);
      if (laid === null) continue;
      fill(this.#base, laid, laid.masses.map((masses) => stretches(masses)));
      join.cells.forEach((quantity, place) => {
        if (quantity !== null) this.#places.set(quantity, { laid, options: optionsAt(join, place) });
      });
    }
  }

  /** Worlds at both bounds of a cell; none for a quantity that no such join implies. */
  worldsFor(quantity: number): readonly World[] {
    const at = this.#places.get(quantity);
    if (at === undefined) return [];
    const { laid, options } = at;
    return [together(laid.masses, options), apart(laid.masses, options)].map((lines) => {
      const world = this.#base.slice();
      fill(world, laid, lines);
      return world;
    });
  }
}

/** The options of the sets at a place of the list of cells: the last set's runs fastest. */
function optionsAt({ margins }: Join, place: number): readonly number[] {
  const options: number[] = [];
  let rest = place;
  for (const { length } of margins.toReversed()) {
    options.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return options;
}

/** Reads the masses; null when a margin is not known, or sets do not add up to the same. */
function layOut(system: LinearSystem, join: Join): Laid | null {
  const known = join.margins.map((set) =>
    set.map((quantity) => quantity === null ? 0 : system.quantities[quantity]!.value)
  );
  if (known.some((set) => set.includes(null))) return null;
  const masses = known.map((set) => set.map((mass) => mass ?? 0));
  const sums = masses.map((set) => set.reduce((sum, mass) => sum + mass, 0));
  const isOpen = join.margins.every((set) => set.includes(null));
  // Where every set leaves units out, it is possible that no unit is in two of them.
  const whole = isOpen ? sums.reduce((total, sum) => total + sum, 0) : Math.max(...sums);
  for (const [k, set] of masses.entries()) {
    const rest = join.margins[k]!.lastIndexOf(null);
    if (sums[k] === whole) continue;
    if (rest < 0) return null;
    set[rest] = whole - sums[k]!;
  }
  return { join, masses };
}

/** All options along the line, one of them first. */
function stretches(masses: readonly number[], first = 0): readonly Stretch[] {
  const order = [first, ...masses.keys().filter((option) => option !== first)];
  return order.map((option) => ({ option, mass: masses[option]! }));
}

/** Every set begins with its option: they overlap as much as they can. */
function together(
  masses: readonly (readonly number[])[],
  options: readonly number[],
): readonly (readonly Stretch[])[] {
  return masses.map((set, k) => stretches(set, options[k]));
}

/** The first set begins with its option; what the other sets have besides theirs is laid beside it, one after the other. */
function apart(
  masses: readonly (readonly number[])[],
  options: readonly number[],
): readonly (readonly Stretch[])[] {
  let reached = 0;
  return masses.map((set, k) => {
    const [own, ...others] = stretches(set, options[k]);
    if (k === 0) return [own!, ...others];
    const before = Math.min(reached, own!.mass);
    reached = before + others.reduce((sum, { mass }) => sum + mass, 0);
    return [{ ...own!, mass: before }, ...others, { ...own!, mass: own!.mass - before }];
  });
}

/** Fills the cells of a join: each holds the length over which its options lie above each other. */
function fill(world: Float64Array, { join }: Laid, lines: readonly (readonly Stretch[])[]): void {
  for (const quantity of join.cells) if (quantity !== null) world[quantity] = 0;
  const at = lines.map((line) => ({ line, next: 0, left: line[0]?.mass ?? 0 }));
  for (;;) {
    for (const one of at) {
      while (one.left <= 0 && ++one.next < one.line.length) one.left = one.line[one.next]!.mass;
    }
    if (at.some(({ next, line }) => next >= line.length)) return;
    const length = Math.min(...at.map(({ left }) => left));
    const place = at.reduce(
      (sum, { line, next }, k) => sum * join.margins[k]!.length + line[next]!.option,
      0,
    );
    const quantity = join.cells[place] ?? null;
    // Where no cell is, nobody can be: the check of the world finds it.
    if (quantity !== null) world[quantity]! += length;
    for (const one of at) one.left -= length;
  }
}
