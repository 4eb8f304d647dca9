/**
 * What every method of this folder demands of its numbers.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";

/** Numbers by area or by stratum. */
export type Numbers = Float64Array | readonly number[];

/** Refuses numbers that are not counts, one an area. */
export function requireCounts(name: string, values: Numbers): void {
  if (Array.from(values).every((value) => Number.isInteger(value) && value >= 0)) return;
  throw new WorkspaceError({
    what: "A count is missing, negative or not whole",
    where: name,
    mend: "Leave the area out",
  });
}

/** Refuses bases that are not above 0. */
export function requireAbove(name: string, values: Numbers): void {
  if (Array.from(values).every((value) => value > 0 && value < Infinity)) return;
  throw new WorkspaceError({
    what: "A number is missing, infinite or not above 0",
    where: name,
    mend: "Leave the area out",
  });
}

/** Refuses missing and infinite numbers. */
export function requireFinite(name: string, values: Numbers): void {
  if (Array.from(values).every(Number.isFinite)) return;
  throw new WorkspaceError({
    what: "A number is missing or infinite",
    where: name,
    mend: "Leave the area out",
  });
}

/** Refuses results that left the range of numbers, which only data that cannot be counts and populations give. */
export function requireReckoned(lists: readonly Numbers[]): void {
  if (lists.every((list) => Array.from(list).every(Number.isFinite))) return;
  throw new WorkspaceError({
    what: "Numbers of areas are too large, too small or too unlike in size to reckon with",
    mend: "Look at their unit, and leave out areas that cannot be right",
  });
}

/** Refuses lists of different lengths, and lists that are too short. */
export function requireLengths(lists: Readonly<Record<string, Numbers>>, atLeast: number): number {
  const lengths = Object.values(lists).map((list) => list.length);
  const names = Object.keys(lists).join(", ");
  if (new Set(lengths).size > 1) {
    throw new WorkspaceError({ what: `Lists of different lengths: ${lengths.join(", ")}`, where: names });
  }
  const n = lengths[0] ?? 0;
  if (n < atLeast) {
    throw new WorkspaceError({ what: `${n} numbers, and at least ${atLeast} are needed`, where: names });
  }
  return n;
}

/** A confidence level, checked; 0.95 unless told. */
export function levelOf(level: number | undefined): number {
  const chosen = level ?? 0.95;
  if (chosen > 0 && chosen < 1) return chosen;
  throw new WorkspaceError({ what: `Level ${chosen} is not between 0 and 1`, where: "level" });
}

/** Mean of numbers. */
export function meanOf(values: Numbers): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
