/**
 * The methods of this folder, for their pages in the site.
 *
 * @module
 */
import type { MethodDescription } from "../core/method.ts";
import { FIGURE_METHODS } from "./_methods_figures.ts";
import { JUDGING_METHODS } from "./_methods_judging.ts";
import { MODEL_METHODS } from "./_methods_models.ts";

/** Every method of the folder: models first, then what is made of them, then what judges them. */
export const RISK_METHODS: readonly MethodDescription[] = [
  ...MODEL_METHODS,
  ...FIGURE_METHODS,
  ...JUDGING_METHODS,
];
