/**
 * Shrunken figures of areas next to the raw ones, as one table.
 *
 * @module
 */
import type { AggregateTable, Dimension } from "../core/aggregate.ts";
import { areaTable, type AreaTableOptions } from "./area_table.ts";
import type { PoissonGamma } from "./poisson_gamma.ts";

/** The codes of the second dimension: what was counted, and what is left after shrinking. */
const VERSIONS: Dimension = {
  name: "cijfer",
  label: { nl: "Cijfer", en: "Figure" },
  kind: "nominal",
  codes: [
    { code: "ruw", label: { nl: "zoals geteld", en: "as counted" } },
    { code: "bijgesteld", label: { nl: "bijgesteld", en: "shrunken" } },
  ],
};

/**
 * Puts raw and shrunken ratios of areas side by side: the dimension of the areas by dimension `cijfer` (`ruw`,
 * `bijgesteld`). The interval is that of the shrunken ratio; the raw one has none. As in `areaTable`, `n` is the number of
 * events, so an area with few of them is hidden in both.
 *
 * @example A small area moves, a large one hardly
 * ```ts
 * import { poissonGamma } from "./poisson_gamma.ts";
 * import { rawBesideShrunken } from "./beside_raw.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "voorbeeld", en: "example" }, counts = [12, 40, 200];
 * const table = rawBesideShrunken(poissonGamma(counts, [6, 50, 196]), {
 *   id: "risico", title: text, population: text, period: text, sources: [], entity: "person", counts,
 *   measure: { id: "risico", label: text, unit: text, kind: "ratio", per: 1, decimals: 2, definition: text },
 *   areas: {
 *     name: "wijk", label: text, kind: "region",
 *     codes: ["WK990101", "WK990102", "WK990103"].map((code) => ({ code, label: text })),
 *   },
 * });
 * const [raw, shrunken] = table.cells;
 * assert.equal(raw?.value, 2);
 * assert.ok((shrunken?.value ?? 2) < 2);
 * ```
 *
 * @param fit The risks by the Poisson–gamma model.
 * @param options Texts, areas and counts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When areas, counts and risks differ in number, or a count is not whole.
 */
export function rawBesideShrunken(fit: PoissonGamma, options: AreaTableOptions): AggregateTable {
  const shrunken = areaTable(fit, options);
  const raw = areaTable({ estimate: fit.raw }, options);
  const cells = shrunken.cells.flatMap((cell, area) => {
    const counted = raw.cells[area] ?? cell;
    return [
      { ...counted, codes: [...counted.codes, "ruw"] },
      { ...cell, codes: [...cell.codes, "bijgesteld"] },
    ];
  });
  return { ...shrunken, dimensions: [options.areas, { ...VERSIONS, membership: "overlapping" }], cells };
}
