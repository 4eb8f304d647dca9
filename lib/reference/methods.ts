/**
 * The methods of every analysis folder, for the pages that explain them.
 *
 * @module
 */
import { ACE_METHODS } from "../ace/methods.ts";
import { CLUSTERING_METHODS } from "../clustering/methods.ts";
import type { MethodDescription } from "../core/method.ts";
import { EFFECTS_METHODS } from "../effects/methods.ts";
import { FEDERATION_METHODS } from "../federation/methods.ts";
import { INDICATOR_METHODS } from "../indicators/methods.ts";
import { RECOMMENDER_METHODS } from "../recommender/methods.ts";
import { RISK_METHODS } from "../risk/methods.ts";
import { SMALLAREA_METHODS } from "../smallarea/methods.ts";
import { SURVEY_METHODS } from "../survey/methods.ts";

/** Every method, by folder and then as the folder lists them. */
export const ALL_METHODS: readonly MethodDescription[] = [
  ...ACE_METHODS,
  ...CLUSTERING_METHODS,
  ...EFFECTS_METHODS,
  ...FEDERATION_METHODS,
  ...INDICATOR_METHODS,
  ...RECOMMENDER_METHODS,
  ...RISK_METHODS,
  ...SMALLAREA_METHODS,
  ...SURVEY_METHODS,
];
