/**
 * The methods of this folder, for their pages in the site.
 *
 * @module
 */
import type { MethodDescription } from "../core/method.ts";
import { CHOICE_METHODS } from "./_methods_choice.ts";
import { GROUP_METHODS } from "./_methods_groups.ts";

/** Every method of the folder: those that divide rows first, then what judges and describes groups, then latent classes. */
export const CLUSTERING_METHODS: readonly MethodDescription[] = [...GROUP_METHODS, ...CHOICE_METHODS];
