/**
 * Counts and rates over partners.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension } from "../core/aggregate.ts";
import { wilsonInterval } from "../core/stats/mod.ts";
import type { Condition } from "./agreement.ts";
import type { Federation, OverStations } from "./coordinator.ts";
import { FederationError } from "./errors.ts";

/** What is counted, and what the table is about. */
export interface FederatedCountOptions extends Omit<AggregateTable, "cells" | "dimensions" | "model"> {
  /** The dimensions: their name is the column, their codes are the agreed ones. */
  readonly dimensions: readonly Dimension[];
  /** Who is in. Default every row. */
  readonly group?: readonly Condition[];
  /** For a measure of kind `share` or `rate`: the truth column of which the ones are counted. Default none. */
  readonly event?: string;
}

/**
 * Counts over all stations without any of them telling its own counts. What comes back is an aggregate like any other:
 * it has to pass `protect` before it is shown.
 *
 * @param federation The coordinator's side.
 * @param options The dimensions, the group, the event, and what the table is about.
 * @returns The totals as an aggregate table, and over which stations.
 * @throws {FederationError} When a station refuses, too few are left, or the shares do not add up to whole numbers.
 */
export async function federatedCounts(
  federation: Federation,
  options: FederatedCountOptions,
): Promise<OverStations<AggregateTable>> {
  const { group = [], event = null, ...about } = options;
  const by = about.dimensions.map(({ name, codes }) => ({
    column: name,
    codes: codes.map(({ code }) => code),
  }));
  return await federation.overStations(async (ask) => {
    const totals = await ask({ kind: "counts", group, by, event });
    if (!totals.every(Number.isSafeInteger)) {
      throw new FederationError({
        what: "Counts do not add up to whole numbers",
        mend: "One station computed its share in another way: compare versions",
      });
    }
    return { ...about, cells: cellsOf(combinations(by.map(({ codes }) => codes)), totals, event) };
  });
}

function combinations(codes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return codes.reduce<readonly (readonly string[])[]>(
    (all, own) => all.flatMap((before) => own.map((code) => [...before, code])),
    [[]],
  );
}

function cellsOf(
  combined: readonly (readonly string[])[],
  totals: readonly number[],
  event: string | null,
): readonly AggregateCell[] {
  return combined.map((codes, i) => {
    if (event === null) {
      const n = totals[i] ?? 0;
      return { codes, n, numerator: n, denominator: null, value: n, low: null, high: null };
    }
    const n = totals[2 * i] ?? 0;
    const numerator = totals[2 * i + 1] ?? 0;
    const interval = n === 0 ? null : wilsonInterval(numerator, n);
    return {
      ...{ codes, n, numerator, denominator: n, value: n === 0 ? null : numerator / n },
      ...{ low: interval?.low ?? null, high: interval?.high ?? null },
    };
  });
}
