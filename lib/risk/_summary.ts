/**
 * Results show a summary, in a notebook, on the console and as JSON; never rows.
 *
 * @module
 */

/** Gives a result the ways of showing itself. */
export function withSummary<T extends object>(result: T, text: string): T {
  const show = (value: () => unknown) => ({ value, enumerable: false });
  return Object.freeze(Object.defineProperties({ ...result }, {
    toString: show(() => text),
    toJSON: show(() => text),
    [Symbol.for("Deno.customInspect")]: show(() => text),
    [Symbol.for("Jupyter.display")]: show(() => ({ "text/plain": text })),
  })) as T;
}

/** Four digits, for summaries. */
export function brief(value: number): string {
  return String(Number(value.toPrecision(4)));
}
