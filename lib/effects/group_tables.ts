/**
 * What stands beside an effect: the figures of both groups per wave or period, as aggregate tables for disclosure control.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension, Measure } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { wilsonInterval } from "../core/stats/proportion_intervals.ts";
import type { Table } from "../core/table.ts";
import { finiteColumn, indicatorColumn, keyColumn } from "./_columns.ts";
import type { GroupWaveCell } from "./group_wave.ts";
import { effectNumber } from "./summary.ts";

/** The texts of a table of two groups. */
export interface GroupTableOptions
  extends Pick<AggregateTable, "id" | "title" | "population" | "period" | "sources" | "entity"> {
  /** What is measured, without the kind. */
  readonly measure: Omit<Measure, "kind">;
  /** The groups: a dimension with the codes `treated` and `comparison`. */
  readonly groups: Dimension;
  /** The waves or periods. */
  readonly moments: Dimension;
}

/**
 * Gives the mean per group and wave with its 95 % interval (Student's t with n − 1 degrees of freedom).
 *
 * @example Two waves
 * ```ts
 * import { waveMeans } from "./group_tables.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "voorbeeld", en: "example" };
 * const dimension = (name: string, codes: readonly string[]) => ({
 *   name, label: text, kind: "ordinal" as const, codes: codes.map((code) => ({ code, label: text })),
 * });
 * const table = waveMeans([{ group: "treated", wave: "0", n: 25, lost: 0, mean: 60, deviation: 10 }], {
 *   id: "score", title: text, population: text, period: text, sources: [], entity: "person",
 *   measure: { id: "score", label: text, unit: text, per: 1, decimals: 1, definition: text },
 *   groups: dimension("groep", ["treated", "comparison"]), moments: dimension("meting", ["0"]),
 * });
 * assert.equal(table.cells[0]?.value, 60);
 * assert.equal(table.cells[0]?.high?.toFixed(2), "64.13");
 * ```
 *
 * @param cells The cells of {@linkcode groupByWave}.
 * @param options The texts.
 * @returns A table for `protect`; waves that are not a code of `moments` are left out.
 */
export function waveMeans(cells: readonly GroupWaveCell[], options: GroupTableOptions): AggregateTable {
  return tableOf(
    options,
    "mean",
    momentsOf(cells, options).map(({ group, wave, n, mean, deviation, largest }) => {
      const ends = effectNumber(mean ?? 0, n > 0 ? (deviation ?? 0) / Math.sqrt(n) : 0, n - 1);
      return {
        codes: [group, wave],
        ...{ n, numerator: null, denominator: n, value: mean },
        ...{ low: mean === null ? null : ends.low, high: mean === null ? null : ends.high },
        ...(largest === undefined ? {} : { largest }),
      };
    }),
  );
}

/**
 * Gives the share that answered in each wave, of those who answered at the baseline: who was lost on the way. The groups are
 * taken together, because so few are lost that a figure by group would be hidden, and hide the means with it.
 *
 * @param cells The cells of {@linkcode groupByWave}.
 * @param options The texts; `per` 100 for percentages.
 * @returns A table for `protect`; waves that are not a code of `moments` are left out.
 */
export function waveFlow(
  cells: readonly GroupWaveCell[],
  options: Omit<GroupTableOptions, "groups">,
): AggregateTable {
  const { measure, moments, ...frame } = options;
  const flow = moments.codes.map(({ code }) => {
    const wave = cells.filter((cell) => cell.wave === code);
    const answered = wave.reduce((sum, { n }) => sum + n, 0);
    return shareCell([code], answered, answered + wave.reduce((sum, { lost }) => sum + lost, 0));
  });
  return { ...frame, measure: { ...measure, kind: "share" }, dimensions: [moments], cells: flow };
}

/** Columns of {@linkcode periodShares}. */
export interface PeriodShareColumns {
  /** Counted events or persons. */
  readonly numerator: string;
  /** Persons among whom is counted. */
  readonly denominator: string;
  /** Whether the unit is in the group with the approach. */
  readonly treated: string;
  /** The period. */
  readonly period: string;
}

/**
 * Adds up counts per group and period and gives the share with Wilson's interval.
 *
 * The interval takes persons as independent; where they hang together within areas it is somewhat too narrow. Differences
 * are judged by the effect methods, which do count with areas.
 *
 * @param table One row a unit and period.
 * @param columns The columns.
 * @param options The texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When a count is missing.
 */
export function periodShares(
  table: Table,
  columns: PeriodShareColumns,
  options: GroupTableOptions,
): AggregateTable {
  const [numerator, denominator] = [columns.numerator, columns.denominator].map((name) =>
    finiteColumn(table, name)
  );
  const treated = indicatorColumn(table, columns.treated), period = keyColumn(table, columns.period);
  const cells = options.groups.codes.flatMap(({ code: group }) =>
    options.moments.codes.map(({ code: moment }) => {
      const rows = [...period.keys()].filter((row) =>
        period[row] === moment && (treated[row] === 1) === (group === "treated")
      );
      const sum = (values: Float64Array | undefined) =>
        rows.reduce((total, row) => total + (values?.[row] ?? 0), 0);
      return shareCell([group, moment], sum(numerator), sum(denominator));
    })
  );
  return tableOf(options, "share", cells);
}

function shareCell(codes: readonly string[], numerator: number, denominator: number): AggregateCell {
  const ends = denominator > 0 ? wilsonInterval(numerator, denominator) : null;
  return {
    ...{ codes, n: denominator, numerator, denominator },
    value: denominator > 0 ? numerator / denominator : null,
    ...{ low: ends?.low ?? null, high: ends?.high ?? null },
  };
}

function momentsOf(
  cells: readonly GroupWaveCell[],
  { moments }: GroupTableOptions,
): readonly GroupWaveCell[] {
  const codes = new Set(moments.codes.map(({ code }) => code));
  return cells.filter(({ wave }) => codes.has(wave));
}

function tableOf(
  { measure, groups, moments, ...frame }: GroupTableOptions,
  kind: Measure["kind"],
  cells: readonly AggregateCell[],
): AggregateTable {
  if (!["treated", "comparison"].every((group) => groups.codes.some(({ code }) => code === group))) {
    throw new WorkspaceError({
      what: "The groups have no codes treated and comparison",
      where: groups.name,
      mend: "Give the dimension of groups these two codes, with labels that readers understand",
    });
  }
  return { ...frame, measure: { ...measure, kind }, dimensions: [groups, moments], cells };
}
