/**
 * From survey estimates to an aggregate table for disclosure control.
 *
 * @module
 */
import type { AggregateTable, Dimension, Measure } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { confidenceInterval, type Estimates } from "./estimates.ts";
import type { Proportions } from "./proportion.ts";

/** The texts of an aggregate table of estimates. */
export interface EstimateTableOptions
  extends Pick<AggregateTable, "id" | "title" | "population" | "period" | "sources" | "entity"> {
  /** What the estimates measure. */
  readonly measure: Measure;
  /** The dimension whose codes are the names of the estimates. */
  readonly dimension: Dimension;
}

/**
 * Puts estimates into an aggregate table: the value is weighted, `n` is the unweighted number of respondents.
 *
 * For a share by `proportion` the numerator is the unweighted number of people with the trait, because disclosure control
 * counts people: nine heavily weighted ones are nine. Other estimators do not know it; there it is n × value, rounded.
 *
 * @example Means of two domains
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { estimateTable } from "./aggregate.ts";
 * import { surveyDesign } from "./design.ts";
 * import { mean } from "./estimators.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(1, 1, 1, 1), y: Float64Array.of(1, 2, 3, 5) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const text = { nl: "voorbeeld", en: "example" };
 * const domains = [{ name: "a", includes: (row: number) => row < 2 }];
 * const aggregate = estimateTable(mean(design, table.numbers("y"), { domains }), {
 *   id: "voorbeeld", title: text, population: text, period: text, sources: [], entity: "person",
 *   measure: { id: "y", label: text, unit: text, kind: "mean", per: 1, decimals: 1, definition: text },
 *   dimension: { name: "groep", label: text, kind: "nominal", codes: [{ code: "a", label: text }] },
 * });
 * assert.equal(aggregate.cells[0]?.value, 1.5);
 * assert.equal(aggregate.cells[0]?.n, 2);
 * ```
 *
 * @param estimates The estimates, one per code of the dimension.
 * @param options The texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When an estimate's name is not a code of the dimension.
 */
export function estimateTable(
  estimates: Estimates | Proportions,
  options: EstimateTableOptions,
): AggregateTable {
  const { dimension, ...frame } = options;
  const known = new Set(dimension.codes.map(({ code }) => code));
  const cells = estimates.names.map((name, index) => {
    if (!known.has(name)) {
      throw new WorkspaceError({
        what: `Estimate ${name} is not a code of the dimension`,
        where: dimension.name,
      });
    }
    const value = estimates.values[index] ?? NaN;
    const n = estimates.n[index] ?? 0;
    const interval = "intervals" in estimates ? estimates.intervals[index] ?? null : spread(estimates, index);
    const share = frame.measure.kind === "share" && !Number.isNaN(value);
    return {
      codes: [name],
      n,
      numerator: share ? unweightedCases(estimates, index, Math.round(n * value)) : null,
      denominator: share ? n : null,
      value: Number.isNaN(value) ? null : value,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    };
  });
  return { ...frame, dimensions: [dimension], cells };
}

/** People with the trait, where the estimator counted them. */
function unweightedCases(estimates: Estimates | Proportions, index: number, otherwise: number): number {
  return "cases" in estimates ? estimates.cases[index] ?? otherwise : otherwise;
}

function spread(estimates: Estimates, index: number) {
  return (estimates.df[index] ?? 0) >= 1 ? confidenceInterval(estimates, index) : null;
}
