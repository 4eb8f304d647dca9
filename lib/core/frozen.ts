/**
 * Values that nobody can change any more.
 *
 * @module
 */

/**
 * Copies plain data and freezes the copy with all that is in it: what it holds now is what it will hold.
 *
 * TypeScript's `readonly` does not do that: a readonly object may be taken for a writable one of the same shape.
 *
 * @example Neither the copy nor the original reaches the other
 * ```ts
 * import { frozenCopy } from "./frozen.ts";
 * import assert from "node:assert/strict";
 *
 * const label = { nl: "wijk", en: "district" };
 * const copy = frozenCopy({ label });
 * label.nl = "buurt";
 * assert.equal(copy.label.nl, "wijk");
 * assert.throws(() => Object.assign(copy.label, { nl: "stad" }), TypeError);
 * ```
 *
 * @param value Plain data, as JSON has it; members that are undefined stay.
 * @returns The copy.
 * @throws {DOMException} When something in it is a function or another thing that is no data.
 */
export function frozenCopy<T extends object>(value: T): T {
  return frozen(structuredClone(value));
}

/**
 * Freezes a plain object with all that is in it.
 *
 * @param whole The object.
 * @returns The same object.
 */
export function frozen<T extends object>(whole: T): T {
  for (const part of Object.values(whole)) {
    if (typeof part === "object" && part !== null && !Object.isFrozen(part)) frozen(part);
  }
  return Object.freeze(whole);
}
