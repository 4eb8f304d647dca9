/** The treated area and its donors as series, with averaged predictors. @module */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { finiteColumn, indexKeys, keyColumn } from "./_columns.ts";

/** A predictor: the mean of a column over some periods. */
export interface PredictorWindow {
  /** The column; the outcome too. */
  readonly column: string;
  /** The first period that counts. */
  readonly from: number;
  /** The last period that counts. */
  readonly to: number;
}

/** The columns of a panel of areas. */
export interface SyntheticColumns {
  /** The outcome: numbers without missing values. */
  readonly outcome: string;
  /** The area. */
  readonly unit: string;
  /** The period as a number. */
  readonly period: string;
  /** The key of the area with the approach. */
  readonly treatedUnit: string;
  /** The first period with the approach. */
  readonly start: number;
  /** People in the area and period: what disclosure control judges on. Default none, so that n is one area. */
  readonly size?: string;
}

/** One scaled predictor. */
export interface Predictor {
  readonly treated: number;
  readonly others: readonly number[];
}

/** The treated area and the others. */
export interface Donors {
  readonly periods: readonly number[];
  /** The number of periods before the start. */
  readonly before: number;
  readonly treated: Float64Array;
  readonly names: readonly string[];
  readonly others: readonly Float64Array[];
  readonly predictors: readonly Predictor[];
  /** People in all areas in the smallest period; null when unknown. */
  readonly people: number | null;
  /** People in the treated area in its smallest period; null when unknown. */
  readonly treatedPeople: number | null;
}

/** Reads the panel. */
export function readDonors(
  table: Table,
  options: SyntheticColumns,
  windows: readonly PredictorWindow[],
): Donors {
  const { index, names } = indexKeys(keyColumn(table, options.unit));
  const period = finiteColumn(table, options.period);
  const periods = [...new Set(period)].sort((a, b) => a - b);
  const own = names.indexOf(options.treatedUnit);
  const before = periods.filter((value) => value < options.start).length;
  if (own < 0 || names.length < 3 || before < 2 || before === periods.length) {
    throw new WorkspaceError({
      what: own < 0
        ? "The treated area does not occur"
        : `There are ${names.length - 1} other areas, ${before} periods before and ${
          periods.length - before
        } from the start`,
      where: `${options.unit}, ${options.period}`,
      mend: "Give at least two other areas, two periods before the start and one from it",
    });
  }
  const place = new Map(periods.map((value, t) => [value, t]));
  const spread = (column: string) => {
    const series = names.map(() => new Float64Array(periods.length).fill(NaN));
    const values = finiteColumn(table, column);
    index.forEach((unit, row) => series[unit]![place.get(period[row]!)!] = values[row]!);
    return series;
  };
  const outcome = spread(options.outcome);
  if (table.rowCount !== names.length * periods.length || outcome.some((line) => line.some(Number.isNaN))) {
    throw new WorkspaceError({
      what: "Not every area has one row in every period",
      where: `${options.unit}, ${options.period}`,
      mend: "Keep areas with all periods, and say which were left out",
    });
  }
  const rest = <T>(list: readonly T[]): T[] => list.filter((_, unit) => unit !== own);
  const predictors = windows.map((window) => {
    const values = scaledMeans(spread(window.column), periods, window);
    return { treated: values[own]!, others: rest(values) };
  });
  const sizes = options.size === undefined ? null : spread(options.size);
  const totals = sizes && periods.map((_, t) => sizes.reduce((sum, line) => sum + line[t]!, 0));
  return {
    ...{ periods, before, treated: outcome[own]!, names: rest(names), others: rest(outcome), predictors },
    people: totals && Math.min(...totals),
    treatedPeople: sizes && Math.min(...sizes[own]!),
  };
}

/** The means over a window, divided by their standard deviation over all areas (R `Synth`). */
function scaledMeans(series: readonly Float64Array[], periods: readonly number[], window: PredictorWindow) {
  const places = periods.flatMap((period, t) => period >= window.from && period <= window.to ? [t] : []);
  const means = series.map((line) => places.reduce((sum, t) => sum + line[t]!, 0) / places.length);
  const mean = means.reduce((a, b) => a + b, 0) / means.length;
  const deviation = Math.sqrt(means.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (means.length - 1));
  if (places.length === 0 || !(deviation > 1e-14 * Math.abs(mean))) {
    throw new WorkspaceError({
      what: "A predictor has no period in its window, or is the same in all areas",
      where: `${window.column}, ${window.from} to ${window.to}`,
    });
  }
  return means.map((value) => value / deviation);
}

/** The same panel with a donor in the place of the treated area, which is left out. */
export function withoutTreated(donors: Donors, unit: number): Donors {
  const rest = <T>(list: readonly T[]): T[] => list.filter((_, other) => other !== unit);
  return {
    ...donors,
    treated: donors.others[unit]!,
    names: rest(donors.names),
    others: rest(donors.others),
    predictors: donors.predictors.map(({ others }) => ({ treated: others[unit]!, others: rest(others) })),
  };
}
