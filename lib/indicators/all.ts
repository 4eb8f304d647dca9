/**
 * Every definition in one list, and nothing that computes: so that a catalogue can be printed without an engine.
 *
 * @module
 */
import type { IndicatorDefinition, ReferenceValue } from "./definition.ts";
import { CHILD_INDICATORS } from "./definitions/child.ts";
import { FOLLOW_UP_INDICATORS } from "./definitions/follow_up.ts";
import { COMPOSIET_INDICATORS } from "./definitions/composiet.ts";
import { DEMOGRAFIE_INDICATORS } from "./definitions/demografie.ts";
import { EFFECT_INDICATORS } from "./definitions/effect.ts";
import { GEBOORTE_INDICATORS } from "./definitions/geboorte.ts";
import { GEZIN_INDICATORS } from "./definitions/gezin.ts";
import { GEZONDHEID_INDICATORS } from "./definitions/gezondheid.ts";
import { HUISHOUDEN_INDICATORS } from "./definitions/huishouden.ts";
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

/** Every definition, by theme file. */
export const ALL_INDICATORS: readonly IndicatorDefinition[] = [
  ...CHILD_INDICATORS,
  ...FOLLOW_UP_INDICATORS,
  ...COMPOSIET_INDICATORS,
  ...DEMOGRAFIE_INDICATORS,
  ...EFFECT_INDICATORS,
  ...GEBOORTE_INDICATORS,
  ...GEZIN_INDICATORS,
  ...GEZONDHEID_INDICATORS,
  ...HUISHOUDEN_INDICATORS,
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
