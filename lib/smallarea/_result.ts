/**
 * The shape that results of this folder share: facts in properties, a summary on screen, never the areas' rows.
 *
 * @module
 */

/** Adds displays that show the summary only. */
export function withSummary<T extends object>(facts: T, summary: string): T {
  const show = (): string => summary;
  Object.defineProperties(facts, {
    toJSON: { value: show },
    [Symbol.for("Deno.customInspect")]: { value: show },
    [Symbol.for("Jupyter.display")]: { value: () => ({ "text/plain": summary }) },
  });
  return Object.freeze(facts);
}

/** A number for a summary. */
export function brief(value: number): string {
  return value.toPrecision(4);
}
