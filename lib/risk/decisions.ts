/**
 * What a threshold would mean in numbers: offered help, found, missed, offered in vain.
 *
 * Counts of groups only: on which side one person falls is given by no function.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import type { Label } from "../core/language.ts";
import { type Interval, wilsonInterval } from "../core/stats/mod.ts";
import type { Table } from "../core/table.ts";
import { type ResultTableOptions, shareMeasure } from "./_measures.ts";
import { predictOn, requireRisks } from "./_predict.ts";
import { brief, withSummary } from "../core/summary.ts";
import type { MissingPolicy } from "./design_matrix.ts";
import type { RegressionModel } from "./model.ts";

/** Options of decision counts. */
export interface DecisionOptions {
  /** Predicted risks from which help would be offered, rising, between 0 and 1. */
  readonly thresholds: readonly number[];
  /** What to do with rows that miss a value; `refuse` unless told. */
  readonly missing?: MissingPolicy;
}

/** What one threshold would mean. */
export interface DecisionCount {
  /** Predicted risk from which help would be offered. */
  readonly threshold: number;
  /** Rows at or above it. */
  readonly offered: number;
  /** Of them, with the outcome. */
  readonly found: number;
  /** Rows with the outcome under it. */
  readonly missed: number;
  /** found / offered; null when none is offered. */
  readonly predictiveValue: number | null;
  /** found / (found + missed). */
  readonly sensitivity: number;
  /** Its 95 % Wilson interval. */
  readonly sensitivityInterval: Interval;
  /** offered / found: families spoken to for one with the outcome; null when none is found. */
  readonly offeredPerFound: number | null;
  /**
   * found/n − (offered − found)/n × t/(1 − t): what the threshold gains over doing nothing, when `1/t` offers for one
   * found are thought worth while. Above that of offering to all it is worth having.
   */
  readonly netBenefit: number;
  /** The net benefit of offering to everybody. */
  readonly netBenefitOfAll: number;
}

/** Rows between two thresholds. */
export interface RiskBand {
  /** Lower end of the predicted risk; 0 for the first. */
  readonly from: number;
  /** Upper end, not included; 1 for the last. */
  readonly to: number;
  /** Rows in it. */
  readonly n: number;
  /** Of them, with the outcome. */
  readonly cases: number;
}

/** Decision counts over thresholds. */
export interface Decisions {
  /** Rows judged on. */
  readonly n: number;
  /** Of them, with the outcome. */
  readonly cases: number;
  /** One per threshold. */
  readonly counts: readonly DecisionCount[];
  /** The rows between thresholds: they add up to all, and all counts can be made from them. */
  readonly bands: readonly RiskBand[];
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found. */
  readonly warnings: readonly Label[];
}

/** Outcomes and predicted risks, row by row. */
interface Judged {
  readonly outcome: string;
  readonly y: Float64Array;
  readonly risks: Float64Array;
}

/** Fewer rows make a band point at persons. Source: the usual minimum count of output checking. */
const LEAST_BAND = 10;

/**
 * Counts what thresholds would mean, with net benefit (decision curve analysis).
 *
 * Source: Vickers & Elkin (2006), Medical Decision Making 26:565–574.
 *
 * @example One threshold
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { decisionCounts } from "./decisions.ts";
 * import { formula } from "./formula.ts";
 * import { fitLogistic } from "./logistic.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = (count: number, x: number, y: number) => Array.from({ length: count }, () => [x, y] as const);
 * const all = [...rows(30, 1, 1), ...rows(30, 1, 0), ...rows(10, 0, 1), ...rows(90, 0, 0)];
 * const table = Table.from({ x: Float64Array.from(all, ([x]) => x), y: Float64Array.from(all, ([, y]) => y) });
 * const { counts } = decisionCounts(fitLogistic(table, formula("y", ["x"])), table, { thresholds: [0.3] });
 * assert.deepEqual([counts[0]?.offered, counts[0]?.found, counts[0]?.missed], [60, 30, 10]);
 * ```
 *
 * @param model A logistic or Firth model.
 * @param table Rows to judge on: best rows that the model has not seen.
 * @param options The thresholds.
 * @returns Counts by threshold, and the bands between them; `decisionTable` takes them to `protect`.
 * @throws {WorkspaceError} When the model has no risks, thresholds do not rise between 0 and 1, nobody has the outcome,
 * or a band holds one to nine rows.
 */
export function decisionCounts(model: RegressionModel, table: Table, options: DecisionOptions): Decisions {
  requireRisks(model);
  const { y, risks } = predictOn(model, table, options.missing ?? "refuse");
  return countDecisions({ outcome: model.formula.outcome, y, risks }, options.thresholds);
}

/** Counts on predicted risks, whoever made them. */
export function countDecisions(
  { outcome, y, risks }: Judged,
  thresholds: readonly number[],
): Decisions {
  const edges = [0, ...thresholds, 1];
  if (edges.length < 3 || edges.some((edge, index) => index > 0 && !(edge > edges[index - 1]!))) {
    throw new WorkspaceError({
      what: "The thresholds do not rise between 0 and 1",
      where: "decisionCounts",
      mend: "Give one or more, for example [0.1, 0.2]",
    });
  }
  const n = y.length;
  const cases = y.reduce((sum, value) => sum + value, 0);
  const bands = bandsOf(edges, y, risks);
  const small = bands.filter((band) => band.n > 0 && band.n < LEAST_BAND).length;
  if (cases === 0 || small > 0) {
    throw new WorkspaceError({
      what: cases === 0
        ? "Nobody has the outcome"
        : `${small} bands of predicted risk hold fewer than ${LEAST_BAND} rows`,
      where: "decisionCounts",
      mend: "Use fewer thresholds or more rows: so few point at persons",
    });
  }
  const counts = thresholds.map((threshold, index) =>
    countAt(threshold, bands.slice(index + 1), { n, cases })
  );
  const lines = counts.map(({ threshold, offeredPerFound }) =>
    `  from ${brief(threshold)}: ${
      offeredPerFound === null ? "none found" : `${brief(offeredPerFound)} offered per found`
    }`
  );
  return withSummary(
    { n, cases, counts, bands, assumptions: ASSUMPTIONS, warnings: uselessAt(counts) },
    [
      `${outcome} at ${counts.length} thresholds, n = ${formatNumber(n, "en")}`,
      ...lines,
      ...uselessAt(counts).map(({ en }) => `  ! ${en}`),
    ].join("\n"),
  );
}

/** Thresholds that gain nothing over offering to nobody or to everybody. */
function uselessAt(counts: readonly DecisionCount[]): readonly Label[] {
  const useless = counts.filter(({ netBenefit, netBenefitOfAll }) =>
    netBenefit <= Math.max(0, netBenefitOfAll)
  )
    .map(({ threshold }) => brief(threshold)).join(", ");
  return useless === "" ? [] : [{
    nl: `Bij ${
      useless.replaceAll(".", ",")
    } levert het model niet meer op dan niemand of iedereen iets aanbieden`,
    en: `At ${useless} the model gains no more than offering to nobody or to everybody`,
  }];
}

const ASSUMPTIONS: readonly Label[] = [{
  nl:
    "De aantallen gelden voor een groep als deze; een voorspeld risico is geen reden om iemand anders te behandelen",
  en:
    "The counts hold for a group like this one; a predicted risk is no reason to treat a person differently",
}];

function bandsOf(edges: readonly number[], y: Float64Array, risks: Float64Array): readonly RiskBand[] {
  const n = new Array<number>(edges.length - 1).fill(0);
  const cases = n.slice();
  for (let row = 0; row < y.length; row++) {
    let band = 0;
    while (band < n.length - 1 && risks[row]! >= edges[band + 1]!) band++;
    n[band]!++;
    cases[band]! += y[row]!;
  }
  return n.map((count, index) => ({
    from: edges[index]!,
    to: edges[index + 1]!,
    n: count,
    cases: cases[index]!,
  }));
}

function countAt(
  threshold: number,
  above: readonly RiskBand[],
  { n, cases }: { readonly n: number; readonly cases: number },
): DecisionCount {
  const offered = above.reduce((sum, band) => sum + band.n, 0);
  const found = above.reduce((sum, band) => sum + band.cases, 0);
  const odds = threshold / (1 - threshold);
  return {
    threshold,
    offered,
    found,
    missed: cases - found,
    predictiveValue: offered === 0 ? null : found / offered,
    sensitivity: found / cases,
    sensitivityInterval: wilsonInterval(found, cases),
    offeredPerFound: found === 0 ? null : offered / found,
    netBenefit: found / n - (offered - found) / n * odds,
    netBenefitOfAll: cases / n - (n - cases) / n * odds,
  };
}

/**
 * The table of decision counts: the share with the outcome by band of predicted risk. Bands exclude each other, so that no
 * count can be had by subtraction that is not in the table.
 *
 * @param decisions Decision counts.
 * @param options The texts.
 * @returns A table for `protect`.
 */
export function decisionTable(decisions: Decisions, options: ResultTableOptions): AggregateTable {
  const { outcome: _outcome, labels: _labels, ...frame } = options;
  const used = decisions.bands.filter(({ n }) => n > 0);
  const percent = (value: number) => brief(100 * value);
  return {
    ...frame,
    measure: shareMeasure(options),
    dimensions: [{
      name: `voorspeld-${options.id}`,
      label: { nl: "Voorspeld risico", en: "Predicted risk" },
      kind: "ordinal",
      codes: used.map(({ from, to }) => ({
        code: `${percent(from)}-${percent(to)}`,
        label: {
          nl: `${percent(from).replace(".", ",")} tot ${percent(to).replace(".", ",")}%`,
          en: `${percent(from)} to ${percent(to)}%`,
        },
      })),
    }],
    cells: used.map(({ from, to, n, cases }) => ({
      codes: [`${percent(from)}-${percent(to)}`],
      n,
      numerator: cases,
      denominator: n,
      value: cases / n,
      ...wilsonInterval(cases, n),
    })),
  };
}
