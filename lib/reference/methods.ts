/**
 * The methods of every analysis folder, for the pages that explain them.
 *
 * @module
 */
import type { MethodDescription } from "../core/method.ts";

/** Every method, by folder and then as the folder lists them. */
export const ALL_METHODS: readonly MethodDescription[] = [];
