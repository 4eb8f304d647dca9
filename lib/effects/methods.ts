/**
 * The methods of this folder, for their pages in the site.
 *
 * @module
 */
import type { MethodDescription } from "../core/method.ts";
import { GROUP_METHODS } from "./_methods_groups.ts";
import { JUDGING_METHODS } from "./_methods_judging.ts";
import { MATCH_METHODS } from "./_methods_matching.ts";
import { PANEL_METHODS } from "./_methods_panel.ts";

/** Every method of the folder: areas over time, comparable groups, then groups of people, planning and judging. */
export const EFFECTS_METHODS: readonly MethodDescription[] = [
  ...PANEL_METHODS,
  ...MATCH_METHODS,
  ...GROUP_METHODS,
  ...JUDGING_METHODS,
];
