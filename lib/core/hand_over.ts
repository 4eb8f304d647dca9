/**
 * What a run hands over beside its outputs: check-only material for the release check, never for a reader.
 *
 * The library that protects offers it, the runner takes it after the last cell; the runner knows nothing of its content.
 *
 * @module
 */

let offered: (() => string) | null = null;

/**
 * Offers what the run will hand over. The first offer of a process holds; the lint rule
 * `smart-start/restricted-names` leaves it to `lib/disclosure`.
 *
 * @param collect Gives the material as text when the run has ended.
 * @throws {TypeError} When there was an offer before.
 */
export function offerHandOver(collect: () => string): void {
  if (offered !== null) throw new TypeError("Cannot offer a hand-over: there was an offer before");
  offered = collect;
}

/**
 * Takes what was offered.
 *
 * @example Nothing was offered
 * ```ts
 * import { takeHandOver } from "./hand_over.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(takeHandOver(), null);
 * ```
 *
 * @returns The material; null when no library offered any.
 */
export function takeHandOver(): string | null {
  return offered === null ? null : offered();
}
