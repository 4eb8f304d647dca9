/**
 * Work that is done once, when it is first asked for.
 *
 * @module
 */

/**
 * Makes something at most once.
 *
 * @example Asked twice, made once
 * ```ts
 * import { lazily } from "./lazily.ts";
 * import assert from "node:assert/strict";
 *
 * let made = 0;
 * const number = lazily(() => Promise.resolve(++made));
 * assert.equal(await number(), 1);
 * assert.equal(await number(), 1);
 * ```
 *
 * @param make Makes it; a failure is kept as well, and each who asks is told.
 * @returns Gives what was made.
 */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => made ??= make();
}
