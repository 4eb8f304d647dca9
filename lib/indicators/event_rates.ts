/**
 * Rates of events, such as time-outs at a school, with an exact interval.
 *
 * @module
 */
import { type AggregateTable, WorkspaceError } from "../core/mod.ts";
import { isFigure } from "./_figures.ts";
import { intervalOf } from "./_interval.ts";

/** Events in one cell. */
export interface EventCount {
  /** One code per dimension. */
  readonly codes: readonly string[];
  /** The number of events. */
  readonly events: number;
  /** What they are divided by, such as pupils times years; above 0. */
  readonly exposure: number;
}

/**
 * Makes a table of rates: events / exposure, with the exact Poisson interval of 95 %, from the gamma quantiles
 * `G(0.025; x) / exposure` to `G(0.975; x + 1) / exposure`. `n` is the number of events: on these disclosure control judges.
 *
 * The interval takes events as independent. One pupil with many time-outs makes it too narrow: say so.
 * Source: Garwood (1936), Biometrika 28:437–442.
 *
 * @example Ten events
 * ```ts
 * import { eventRates } from "./event_rates.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "time-outs", en: "time-outs" };
 * const table = eventRates([{ codes: ["2022"], events: 10, exposure: 200 }], {
 *   id: "time-outs", title: text, entity: "person", population: text, period: text, sources: [],
 *   measure: { id: "time-outs", label: text, unit: text, kind: "rate", per: 100, decimals: 1, definition: text },
 *   dimensions: [{ name: "jaar", label: text, kind: "period", codes: [{ code: "2022", label: text }] }],
 * });
 * assert.equal(table.cells[0]?.value, 0.05);
 * assert.equal(((table.cells[0]?.low ?? 0) * 200).toFixed(3), "4.795");
 * ```
 *
 * @param counts The events per cell.
 * @param frame The rest of the table; its measure is of kind `rate`.
 * @returns A table for `protect`; a cell without exposure has no value.
 * @throws {WorkspaceError} When events or exposure are no numbers from 0, or there are events without exposure.
 */
export function eventRates(
  counts: readonly EventCount[],
  frame: Omit<AggregateTable, "cells">,
): AggregateTable {
  return {
    ...frame,
    measure: { ...frame.measure, interval: "poisson-exact" },
    cells: counts.map(({ codes, events, exposure }) => {
      if (!isFigure(events) || !isFigure(exposure) || (exposure === 0 && events > 0)) throw noRate(frame.id);
      const sums = { n: events, numerator: events, denominator: exposure, ...NO_SPREAD };
      const interval = intervalOf("poisson-exact", sums) ?? { low: null, high: null };
      return {
        codes,
        n: events,
        numerator: events,
        denominator: exposure,
        value: exposure === 0 ? null : events / exposure,
        ...interval,
      };
    }),
  };
}

function noRate(where: string): WorkspaceError {
  return new WorkspaceError({
    what: "Events or exposure are not a number from 0, or there are events without exposure",
    where,
    mend: "Look where the figure comes from",
  });
}

/** An exact interval of a count needs no sums of squares. */
const NO_SPREAD = { squares: 0, products: 0, denominatorSquares: 0 } as const;
