/**
 * Finding indicators.
 *
 * @module
 */
import { WorkspaceError } from "../core/mod.ts";
import type { IndicatorDefinition } from "./definition.ts";
import { CHILD_INDICATORS } from "./definitions/child.ts";
import { FOLLOW_UP_INDICATORS } from "./definitions/follow_up.ts";

const ALL: readonly IndicatorDefinition[] = [...CHILD_INDICATORS, ...FOLLOW_UP_INDICATORS];

/**
 * Lists every indicator that can be computed from rows.
 *
 * @returns The definitions, by theme and id.
 */
export function listIndicators(): readonly IndicatorDefinition[] {
  const order = (one: IndicatorDefinition) => `${one.theme}/${one.id}`;
  return [...ALL].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/**
 * Finds an indicator by id or slug.
 *
 * @example By slug
 * ```ts
 * import { findIndicator } from "./catalogue.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(findIndicator("uithuisplaatsing").id, "JZG06");
 * ```
 *
 * @param name The id or slug.
 * @returns The definition.
 * @throws {WorkspaceError} When there is none of this name.
 */
export function findIndicator(name: string): IndicatorDefinition {
  const found = ALL.find((indicator) => indicator.id === name || indicator.slug === name);
  if (found) return found;
  throw new WorkspaceError({
    what: `Indicator is unknown: ${name}`,
    mend: `Choose one of: ${listIndicators().map((indicator) => indicator.slug).join(", ")}`,
  });
}
