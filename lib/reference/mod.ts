/**
 * What the reference pages of a site say, gathered from every folder of the library.
 *
 * This folder takes the modules that hold data, never those that compute: so that it can be printed by a process
 * without any permission.
 *
 * @module
 */
import type { ReferenceContent } from "../core/reference.ts";
import { GLOSSARY } from "../design/glossary.ts";
import { referenceIndicators } from "./indicators.ts";
import { ALL_METHODS } from "./methods.ts";
import { PHASES } from "./phases.ts";
import { referencePolicies } from "./policies.ts";
import { REGION } from "./region.ts";

/**
 * Gathers everything that the reference pages say.
 *
 * @example Indicators, terms and policies are there
 * ```ts
 * import { referenceContent } from "./mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { indicators, policies, phases } = referenceContent();
 * assert.ok(indicators.some(({ id }) => id === "JZG06"));
 * assert.equal(policies[0]?.id, "cbs-microdata");
 * assert.equal(phases.length, 6);
 * ```
 *
 * @returns Plain data: it can be written as JSON.
 */
export function referenceContent(): ReferenceContent {
  return {
    indicators: referenceIndicators(),
    glossary: GLOSSARY,
    methods: ALL_METHODS,
    policies: referencePolicies(),
    phases: PHASES,
    region: REGION,
  };
}
