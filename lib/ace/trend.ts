/**
 * Several waves in one table, where that is allowed.
 *
 * @module
 */
import type { DimensionCode } from "../core/aggregate.ts";
import { type AceDistribution, distribute, type DistributeOptions } from "./distribution.ts";
import type { Caution } from "./instrument.ts";
import { AceRefusal } from "./refusal.ts";
import type { AceScores } from "./scores.ts";

/** One wave of a series. */
export interface Wave {
  /** The period as a code with its label. */
  readonly period: DimensionCode;
  /** The scored respondents of the wave. */
  readonly scores: AceScores;
  /** Weights and clusters of the wave, if it is a sample. */
  readonly survey?: NonNullable<DistributeOptions["survey"]>;
}

/** Options of {@linkcode trend}. */
export type TrendOptions = Omit<DistributeOptions, "by" | "survey" | "underFloor">;

/**
 * Refuses unless scores may stand in one series: one instrument, rule, missing rule, mode and set of items asked.
 *
 * @example Two missing rules are two series
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { AceRefusal } from "./refusal.ts";
 * import { scoreTable } from "./score.ts";
 * import { requireComparable } from "./trend.ts";
 * import assert from "node:assert/strict";
 *
 * const answers: Record<string, string[]> = {};
 * for (let item = 1; item <= 10; item++) answers[`q${item}`] = ["no"];
 * const table = Table.from(answers);
 * const complete = scoreTable(table, KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
 * const asNo = scoreTable(table, KAISER10, { rule: "kaiser10", missing: { kind: "asNo" } });
 * assert.throws(() => requireComparable([complete, asNo]), AceRefusal);
 * ```
 *
 * @param series The scores of each wave.
 * @throws {AceRefusal} When something differs; the message says what.
 */
export function requireComparable(series: readonly AceScores[]): void {
  const [first] = series;
  if (!first) return;
  for (const other of series.slice(1)) {
    const differing = differences(first, other);
    if (differing.length === 0) continue;
    throw new AceRefusal("mixed-series", {
      what: `Scores differ in ${differing.join(", ")} and do not belong in one series`,
      where: `${first.method.rule}/${first.method.missing} and ${other.method.rule}/${other.method.missing}`,
    });
  }
}

function differences(one: AceScores, other: AceScores): readonly string[] {
  const parts: readonly (readonly [string, unknown, unknown])[] = [
    ["instrument", one.method.instrument, other.method.instrument],
    ["instrument version", one.instrument.version, other.instrument.version],
    ["scoring rule", ruleFamily(one, other), one.method.rule],
    ["rule version", one.method.ruleVersion, other.method.ruleVersion],
    ["missing rule", one.method.missing, other.method.missing],
    ["mode", JSON.stringify(one.method.mode), JSON.stringify(other.method.mode)],
    ["items asked", [...one.mapping.unmapped].sort().join(), [...other.mapping.unmapped].sort().join()],
  ];
  return parts.filter(([, a, b]) => a !== b).map(([name]) => name);
}

/** The first rule's id when the other is the same or declared comparable. */
function ruleFamily(one: AceScores, other: AceScores): string {
  return one.rule.comparableWith.includes(other.method.rule) ? one.method.rule : other.method.rule;
}

const MODE_UNRECORDED: Caution = {
  id: "mode-unrecorded",
  text: {
    nl:
      "Hoe de antwoorden zijn verzameld (papier, web, telefoon) is niet vastgelegd; een andere manier geeft andere cijfers zonder dat er iets veranderd is",
    en:
      "How answers were collected (paper, web, telephone) was not recorded; another way gives other figures without any change",
  },
};

/** What a reader of a series has to know besides the warnings of each wave. */
export function seriesWarnings(waves: readonly Pick<Wave, "scores">[]): readonly Caution[] {
  return waves.some(({ scores }) => scores.method.mode === null) ? [MODE_UNRECORDED] : [];
}

/**
 * The distribution of scores per wave. Changed items, rules or modes between waves are refused. It shows the waves; whether
 * they differ by more than chance is for `testChange`, with the weights and clusters of the same waves.
 *
 * @example Two waves
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { GROUPINGS } from "./grouping.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { scoreTable } from "./score.ts";
 * import { trend } from "./trend.ts";
 * import assert from "node:assert/strict";
 *
 * const wave = (year: string, answer: string) => {
 *   const answers: Record<string, string[]> = {};
 *   for (let item = 1; item <= 10; item++) answers[`q${item}`] = [answer, "no"];
 *   const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
 *   return { period: { code: year, label: { nl: year, en: year } }, scores };
 * };
 * const text = { nl: "voorbeeld", en: "example" };
 * const frame = { id: "ace", title: text, population: text, period: text, sources: [], floor: 2 };
 * const table = trend([wave("2024", "no"), wave("2026", "yes")], { ...frame, grouping: GROUPINGS.any });
 * assert.deepEqual(table.cells.map(({ value }) => value), [1, 0, 0.5, 0.5]);
 * ```
 *
 * @param waves The waves, in order.
 * @param options Grouping, floor and texts.
 * @returns A table with the dimensions period and group.
 * @throws {AceRefusal} When waves may not stand in one series, or one is under the floor.
 */
export function trend(waves: readonly Wave[], options: TrendOptions): AceDistribution {
  requireComparable(waves.map(({ scores }) => scores));
  const tables = waves.map(({ scores, survey }) =>
    distribute(scores, survey ? { ...options, survey } : options)
  );
  const [first] = tables;
  if (!first) {
    throw new AceRefusal("mixed-series", { what: "A series needs at least one wave", where: options.id });
  }
  const all = [...seriesWarnings(waves), ...tables.flatMap((table) => table.warnings)];
  const warnings = new Map(all.map((warning) => [warning.id, warning] as const));
  return {
    ...first,
    dimensions: [{
      name: "periode",
      label: { nl: "Periode", en: "Period" },
      kind: "period",
      codes: waves.map(({ period }) => period),
    }, ...first.dimensions],
    cells: tables.flatMap(({ cells }, index) =>
      cells.map((cell) => ({ ...cell, codes: [waves[index]?.period.code ?? "", ...cell.codes] }))
    ),
    warnings: [...warnings.values()],
  };
}
