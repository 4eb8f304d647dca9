/**
 * The table of segments.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { type ResultTableOptions, shareMeasure } from "./_measures.ts";
import type { Segments } from "./segments.ts";

/**
 * The table of segments: the share with the outcome by segment, on held-out rows.
 *
 * @param segments Segments of {@linkcode growSegments}.
 * @param options The texts.
 * @returns A table for `protect`; every `n` and every count of cases is handed over.
 */
export function segmentTable(segments: Segments, options: ResultTableOptions): AggregateTable {
  const { outcome: _outcome, labels = {}, ...frame } = options;
  return {
    ...frame,
    measure: shareMeasure(options),
    dimensions: [{
      name: `segment-${options.id}`,
      label: { nl: "Segment", en: "Segment" },
      kind: "nominal",
      codes: segments.segments.map(({ code, rule }) => ({ code, label: labels[code] ?? rule })),
    }],
    cells: segments.segments.map(({ code, n, cases, share, interval }) => ({
      codes: [code],
      n,
      numerator: cases,
      denominator: n,
      value: share,
      low: interval.low,
      high: interval.high,
    })),
  };
}
