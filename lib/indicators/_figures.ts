/** What figures of a table must be before anything is computed from them. @module */
import { type AggregateTable, WorkspaceError } from "../core/mod.ts";

/** Refuses a table with a figure that is no count or sum: missing by accident, infinite, negative, or more than can be counted. */
export function requireFigures({ id, cells }: AggregateTable): void {
  const sound = (value: number | null) => value === null || isFigure(value);
  if (cells.every(({ n, numerator, denominator }) => [n, numerator, denominator].every(sound))) return;
  throw new WorkspaceError({
    what: "A figure is not a number from 0, or more than can be counted",
    where: id,
    mend: "Look where the figure comes from; leave it null where it is not known",
  });
}

/** Whether a number can be a count or a sum of amounts. */
export function isFigure(value: number): boolean {
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

/** Refuses results that left the range of numbers. */
export function requireReckoned(values: readonly (number | null)[], where: string): void {
  if (values.every((value) => value === null || Number.isFinite(value))) return;
  throw new WorkspaceError({
    what: "Numbers are infinite, or too large or too unlike in size to reckon with",
    where,
    mend: "Look at their unit, and leave out what cannot be right",
  });
}
