/**
 * Finding indicators.
 *
 * @module
 */
import { WorkspaceError } from "../core/mod.ts";
import { columnsOf, parseExpression } from "../engine/mod.ts";
import { ALL_INDICATORS } from "./all.ts";
import type { IndicatorDefinition, UnitOfRow } from "./definition.ts";

export { publishedReference } from "./all.ts";

/**
 * Lists indicators.
 *
 * @example What can be computed from rows of children
 * ```ts
 * import { listIndicators } from "./catalogue.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(listIndicators().length >= 100);
 * assert.ok(listIndicators({ rows: "child", columns: ["arm"] }).some((indicator) => indicator.slug === "arm"));
 * ```
 *
 * @param filter `rows` keeps those about such rows, `columns` those that need only these columns.
 * @returns The definitions, by theme and id.
 */
export function listIndicators(
  filter: { readonly rows?: UnitOfRow; readonly columns?: readonly string[] } = {},
): readonly IndicatorDefinition[] {
  const order = (one: IndicatorDefinition) => `${one.theme}/${one.id}`;
  const kept = ALL_INDICATORS.filter((one) =>
    (filter.rows === undefined || one.rows === filter.rows) &&
    (filter.columns === undefined || columnsNeeded(one).every((name) => filter.columns?.includes(name)))
  );
  return kept.sort((a, b) => (order(a) < order(b) ? -1 : 1));
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
  const found = ALL_INDICATORS.find((indicator) => indicator.id === name || indicator.slug === name);
  if (found) return found;
  throw new WorkspaceError({
    what: `Indicator is unknown: ${name}`,
    mend: `Choose one of: ${listIndicators().map((indicator) => indicator.slug).join(", ")}`,
  });
}

/**
 * Lists the columns that an indicator reads.
 *
 * @param indicator The definition.
 * @returns The names, sorted.
 */
export function columnsNeeded(indicator: IndicatorDefinition): readonly string[] {
  const texts = [indicator.base, indicator.numerator, indicator.denominator ?? "TRUE"];
  return [...new Set(texts.flatMap((text) => columnsOf(parseExpression(text))))].sort();
}
