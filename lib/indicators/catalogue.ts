/**
 * Finding indicators.
 *
 * @module
 */
import { WorkspaceError } from "../core/mod.ts";
import { columnsOf, parseExpression } from "../engine/mod.ts";
import type { IndicatorDefinition, ReferenceValue, UnitOfRow } from "./definition.ts";
import { CHILD_INDICATORS } from "./definitions/child.ts";
import { FOLLOW_UP_INDICATORS } from "./definitions/follow_up.ts";
import { COMPOSIET_INDICATORS } from "./definitions/composiet.ts";
import { DEMOGRAFIE_INDICATORS } from "./definitions/demografie.ts";
import { EFFECT_INDICATORS } from "./definitions/effect.ts";
import { GEBOORTE_INDICATORS } from "./definitions/geboorte.ts";
import { GEZIN_INDICATORS } from "./definitions/gezin.ts";
import { GEZONDHEID_INDICATORS } from "./definitions/gezondheid.ts";
import { INKOMEN_INDICATORS } from "./definitions/inkomen.ts";
import { JEUGDHULP_INDICATORS } from "./definitions/jeugdhulp.ts";
import { KOSTEN_INDICATORS } from "./definitions/kosten.ts";
import { ONDERWIJS_INDICATORS } from "./definitions/onderwijs.ts";
import { SCHULDEN_INDICATORS } from "./definitions/schulden.ts";
import { SOCIAAL_INDICATORS } from "./definitions/sociaal.ts";
import { TAAL_INDICATORS } from "./definitions/taal.ts";
import { VEILIGHEID_INDICATORS } from "./definitions/veiligheid.ts";
import { VOORZIENINGEN_INDICATORS } from "./definitions/voorzieningen.ts";
import { WERK_INDICATORS } from "./definitions/werk.ts";
import { WONEN_INDICATORS } from "./definitions/wonen.ts";

const ALL: readonly IndicatorDefinition[] = [
  ...CHILD_INDICATORS,
  ...FOLLOW_UP_INDICATORS,
  ...COMPOSIET_INDICATORS,
  ...DEMOGRAFIE_INDICATORS,
  ...EFFECT_INDICATORS,
  ...GEBOORTE_INDICATORS,
  ...GEZIN_INDICATORS,
  ...GEZONDHEID_INDICATORS,
  ...INKOMEN_INDICATORS,
  ...JEUGDHULP_INDICATORS,
  ...KOSTEN_INDICATORS,
  ...ONDERWIJS_INDICATORS,
  ...SCHULDEN_INDICATORS,
  ...SOCIAAL_INDICATORS,
  ...TAAL_INDICATORS,
  ...VEILIGHEID_INDICATORS,
  ...VOORZIENINGEN_INDICATORS,
  ...WERK_INDICATORS,
  ...WONEN_INDICATORS,
];

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
  const kept = ALL.filter((one) =>
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
  const found = ALL.find((indicator) => indicator.id === name || indicator.slug === name);
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

/**
 * Gives the published figure of an indicator, if it is certain enough to show: seen in a source or recalled with high
 * certainty. Figures of medium and low certainty steer the synthetic region and never reach a reader.
 *
 * @param indicator The definition.
 * @returns The figure or null.
 */
export function publishedReference(indicator: IndicatorDefinition): ReferenceValue | null {
  const found = indicator.reference;
  return found && (found.certainty === "V" || found.certainty === "H") ? found : null;
}
