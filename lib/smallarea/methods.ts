/**
 * The methods of this folder, for their pages in the site.
 *
 * @module
 */
import type { MethodDescription } from "../core/method.ts";
import { RATE_METHODS } from "./_methods_rates.ts";
import { SPATIAL_METHODS } from "./_methods_spatial.ts";

/** Every method of the folder: figures of areas, then patterns between them. */
export const SMALLAREA_METHODS: readonly MethodDescription[] = [...RATE_METHODS, ...SPATIAL_METHODS];
