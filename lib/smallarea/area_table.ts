/**
 * From estimates by area to an aggregate table for disclosure control.
 *
 * @module
 */
import type { AggregateTable, Dimension, Measure } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Numbers, requireCounts, requireFinite, requireLengths } from "./_check.ts";

/** Estimates by area, as the results of this folder give them. */
export interface AreaEstimates {
  /** The estimate per area. */
  readonly estimate: readonly number[];
  /** Lower ends; absent when the method gives none. */
  readonly low?: readonly number[];
  /** Upper ends; absent when the method gives none. */
  readonly high?: readonly number[];
}

/** The texts of the table, and what the estimates rest on. */
export interface AreaTableOptions
  extends Pick<AggregateTable, "id" | "title" | "population" | "period" | "sources" | "entity"> {
  /** What the estimates measure; kind `ratio`, `rate` or `estimate`. */
  readonly measure: Measure;
  /** The areas, in the order of the estimates. */
  readonly areas: Dimension;
  /** Events per area (or respondents, for direct estimates): on these disclosure control judges. */
  readonly counts: Numbers;
}

/**
 * Puts estimates by area into an aggregate table. `n` is the number of events, not of inhabitants: with a known
 * population a rate of few events tells how many they are, and a shrunken rate almost so.
 *
 * @example Shrunken risks of three areas
 * ```ts
 * import { areaTable } from "./area_table.ts";
 * import { marshallRates } from "./marshall.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "voorbeeld", en: "example" }, counts = [12, 40, 90];
 * const table = areaTable(marshallRates(counts, [10, 50, 60]), {
 *   id: "risico", title: text, population: text, period: text, sources: [], entity: "person", counts,
 *   measure: { id: "risico", label: text, unit: text, kind: "ratio", per: 1, decimals: 2, definition: text },
 *   areas: {
 *     name: "wijk", label: text, kind: "region",
 *     codes: ["WK990101", "WK990102", "WK990103"].map((code) => ({ code, label: text })),
 *   },
 * });
 * assert.deepEqual(table.cells.map(({ n }) => n), counts);
 * ```
 *
 * @param estimates The estimates.
 * @param options Texts, areas and counts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When areas, counts and estimates differ in number, a count is not whole, or an estimate is no number.
 */
export function areaTable(estimates: AreaEstimates, options: AreaTableOptions): AggregateTable {
  const { areas, counts, ...frame } = options, { estimate, low, high } = estimates;
  requireLengths({ estimate, counts, low: low ?? estimate, high: high ?? estimate }, 1);
  requireCounts("counts", counts);
  requireFinite("estimates", [...estimate, ...low ?? [], ...high ?? []]);
  if (areas.codes.length !== estimate.length) {
    throw new WorkspaceError({
      what: `${areas.codes.length} areas and ${estimate.length} estimates`,
      where: areas.name,
      mend: "Name the areas in the order of the estimates",
    });
  }
  const cells = areas.codes.map(({ code }, i) => ({
    codes: [code],
    n: counts[i] ?? 0,
    numerator: null,
    denominator: null,
    value: estimate[i] ?? null,
    low: low?.[i] ?? null,
    high: high?.[i] ?? null,
  }));
  return { ...frame, dimensions: [areas], cells };
}
