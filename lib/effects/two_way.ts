/**
 * Difference-in-differences with unit and period effects (two-way fixed effects).
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { leastSquares } from "./_least_squares.ts";
import { type Panel, type PanelOptions, readPanel, withinPanel } from "./_panel.ts";
import { panelContrasts } from "./_panel_contrasts.ts";
import { ASSUMPTIONS, clusterWarnings } from "./_words.ts";
import { type Displayed, displayed, type EffectSummary, type EffectWarning } from "./summary.ts";

/** The result of {@linkcode twoWayEffect}. */
export interface TwoWayResult extends EffectSummary {
  /** The number of clusters. */
  readonly clusters: number;
  /** The number of units that start at some moment. */
  readonly treatedUnits: number;
  /** The number of units that never start. */
  readonly neverTreated: number;
}

const STAGGERED: EffectWarning = {
  code: "staggered-start",
  weight: "remark",
  text: {
    nl:
      "Gebieden startten op verschillende momenten: als het effect verschilt of groeit, is dit cijfer vertekend. " +
      "Gebruik groupTimeEffects.",
    en: "Areas started at different moments: if the effect differs or grows, this figure is biased. " +
      "Use groupTimeEffects.",
  },
};

/**
 * Estimates β in y = unit + period + β·(has started) + ε.
 *
 * Cluster-robust standard error CR2 with the degrees of freedom of Bell and McCaffrey, which are few when few clusters
 * start: {@linkcode PanelOptions.interval} also gives the usual ones, with the factor G/(G−1) · (n−1)/(n−k) and G−1.
 * With different starting moments and changing effects β is not an average of
 * effects: a warning says so.
 * Source: Goodman-Bacon (2021), Journal of Econometrics 225(2), 254–277; Bell and McCaffrey (2002), Survey Methodology
 * 28(2), 169–181; Pustejovsky and Tipton (2018), JBES 36(4), 672–683; R `clubSandwich`.
 *
 * @example Two areas start in 2022
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { twoWayEffect } from "./two_way.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   y: Float64Array.of(5, 6, 9, 4, 6, 9, 3, 4, 5, 2, 3, 5),
 *   wijk: ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"],
 *   jaar: Float64Array.of(2020, 2021, 2022, 2020, 2021, 2022, 2020, 2021, 2022, 2020, 2021, 2022),
 *   start: Float64Array.of(2022, 2022, 2022, 2022, 2022, 2022, 0, 0, 0, 0, 0, 0),
 * });
 * const effect = twoWayEffect(table, { outcome: "y", unit: "wijk", period: "jaar", firstTreated: "start" });
 * assert.equal(effect.estimate.toFixed(6), "1.750000");
 * ```
 *
 * @param table One row a unit and period.
 * @param options The columns.
 * @returns The estimate with what to keep in mind.
 * @throws {WorkspaceError} When nobody starts within the panel, a value is missing, or there is one cluster only.
 */
export function twoWayEffect(table: Table, options: PanelOptions): TwoWayResult & Displayed {
  const panel = readPanel(table, options);
  const started = panel.period.map((value, row) => value >= panel.start[row]! ? 1 : 0);
  requireClusters(panel.clusters, options.cluster ?? options.unit);
  const fit = leastSquares([withinPanel(panel, started)], withinPanel(panel, panel.y), ["has started"]);
  const number = panelContrasts(panel, options, [started], fit).pick([1]);
  return displayed({
    ...number,
    ...panelCounts(panel),
    method: {
      nl: "Verschil van verschillen met vaste effecten",
      en: "Two-way fixed-effects difference-in-differences",
    },
    assumptions: [
      ASSUMPTIONS.parallel,
      ASSUMPTIONS.anticipation,
      ASSUMPTIONS.spillover,
      ASSUMPTIONS.constant,
    ],
    warnings: [
      ...clusterWarnings(panel.clusters, panel.treatedClusters, options.interval),
      ...(startsWithin(panel) > 1 ? [STAGGERED] : []),
    ],
    clusters: panel.clusters,
  });
}

/** Refuses a panel with one cluster. */
export function requireClusters(clusters: number, where: string): void {
  if (clusters >= 2) return;
  throw new WorkspaceError({ what: "There is one cluster only", where, mend: "Cluster on smaller units" });
}

/** The counts of units that all panel methods report. */
export function panelCounts(
  panel: Panel,
): { n: number; smallestN: number; treatedUnits: number; neverTreated: number } {
  const neverTreated = panel.startOfUnit.filter((start) => start === Infinity).length;
  const treatedUnits = panel.units.length - neverTreated;
  const smallestN = neverTreated > 0 ? Math.min(neverTreated, treatedUnits) : treatedUnits;
  return { n: panel.units.length, smallestN, treatedUnits, neverTreated };
}

function startsWithin(panel: Panel): number {
  return new Set(panel.startOfUnit.filter((start) => start !== Infinity)).size;
}
