/** Shared argument checks of the distribution functions. @module */
import { WorkspaceError } from "../errors.ts";

/** Throws unless `value` is a finite number above zero (Infinity is allowed where `limit` says so). */
export function requirePositive(name: string, value: number, limit: "finite" | "infinite" = "finite"): void {
  if (value > 0 && (limit === "infinite" || value < Infinity)) return;
  throw new WorkspaceError({
    what: `${name} must be above 0, found ${value}`,
    where: "lib/core/stats",
    mend: `Give a positive ${name}`,
  });
}

/** Throws unless `value` is a probability from 0 to 1. */
export function requireProbability(name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new WorkspaceError({
    what: `${name} must lie from 0 to 1, found ${value}`,
    where: "lib/core/stats",
    mend: "Give a probability, not a percentage",
  });
}

/** Throws unless `value` is a whole number from 0. */
export function requireCount(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new WorkspaceError({
    what: `${name} must be a whole number from 0, found ${value}`,
    where: "lib/core/stats",
    mend: "Give an unweighted count",
  });
}
