/**
 * Results show a summary, in a notebook, on the console and as JSON; never rows.
 *
 * @module
 */

/**
 * Gives a result the ways of showing itself.
 *
 * @example Members stay, the display is the text
 * ```ts
 * import { withSummary } from "./summary.ts";
 * import assert from "node:assert/strict";
 *
 * const result = withSummary({ n: 40, estimate: 0.25 }, "a quarter of 40");
 * assert.equal(result.estimate, 0.25);
 * assert.equal(JSON.stringify(result), '"a quarter of 40"');
 * ```
 *
 * @param result The members.
 * @param text The summary; without rows and without counts under the minimum.
 * @returns A frozen copy of the members, which shows the text.
 */
export function withSummary<T extends object>(result: T, text: string): T {
  const show = (value: () => unknown) => ({ value, enumerable: false });
  return Object.freeze(Object.defineProperties({ ...result }, {
    toString: show(() => text),
    toJSON: show(() => text),
    [Symbol.for("Deno.customInspect")]: show(() => text),
    [Symbol.for("Jupyter.display")]: show(() => ({ "text/plain": text })),
  })) as T;
}

/**
 * A number in four digits, for summaries.
 *
 * @param value The number.
 * @returns For example `0.1235` or `12340`.
 */
export function brief(value: number): string {
  return String(Number(value.toPrecision(4)));
}
