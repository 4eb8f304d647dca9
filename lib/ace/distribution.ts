/**
 * Group results: how scores are distributed, ready for disclosure control.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension, Measure } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import type { SourceRef } from "../core/provenance.ts";
import { wilsonInterval } from "../core/stats/mod.ts";
import type { Grouping } from "./grouping.ts";
import type { Caution } from "./instrument.ts";
import { AceRefusal } from "./refusal.ts";
import type { AceScores, ScoreMethod } from "./scores.ts";

/** One dimension by which respondents are split: a value for each respondent, null where it is not known. */
export interface SplitBy {
  /** The dimension with its codes and labels. */
  readonly dimension: Dimension;
  /** The code of each respondent. */
  readonly codes: readonly (string | null)[];
}

/** What every group result needs. */
export interface GroupOptions {
  /** A slug that is unique within the notebook. */
  readonly id: string;
  /** What the table shows. */
  readonly title: Label;
  /** Who is in, in words. */
  readonly population: Label;
  /** The period in words. */
  readonly period: Label;
  /** The datasets behind it. */
  readonly sources: readonly SourceRef[];
  /** The smallest number of respondents a result may rest on: the policy's floor. */
  readonly floor: number;
  /** What happens to a group under the floor; `refuse` unless told. */
  readonly underFloor?: "refuse" | "leaveOut";
  /** The dimension by which respondents are split; one group of all unless given. */
  readonly by?: SplitBy;
}

/** Options of {@linkcode distribute}. */
export interface DistributeOptions extends GroupOptions {
  /** The named grouping of scores. */
  readonly grouping: Grouping;
  /** Which count; the main one unless told. */
  readonly part?: string;
}

/** A group result with how it was made. It is an aggregate table, so `protect` takes it as it is. */
export interface AceDistribution extends AggregateTable {
  /** How scores were made. */
  readonly method: ScoreMethod & { readonly grouping: string };
  /** What a reader has to know. */
  readonly warnings: readonly Caution[];
  /** Codes of the dimension that were left out because they are under the floor. */
  readonly leftOut: readonly string[];
}

/** One group of respondents: a code of the dimension, with the rows that belong to it. */
export interface RespondentGroup {
  /** The code; null for all respondents together. */
  readonly code: string | null;
  /** Whether a row belongs to it. */
  readonly includes: (row: number) => boolean;
}

/**
 * The distribution of scores over named groups, for all respondents or by a dimension.
 *
 * Value of a cell: share of the respondents with a known group, unweighted, with a Wilson 95 % interval. For a survey
 * with weights see `lib/survey`.
 *
 * @example Three respondents are too few
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distribute } from "./distribution.ts";
 * import { GROUPINGS } from "./grouping.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { AceRefusal } from "./refusal.ts";
 * import { scoreTable } from "./score.ts";
 * import assert from "node:assert/strict";
 *
 * const answers: Record<string, string[]> = {};
 * for (let item = 1; item <= 10; item++) answers[`q${item}`] = ["yes", "no", "no"];
 * const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
 * const text = { nl: "voorbeeld", en: "example" };
 * const options = { id: "ace", title: text, population: text, period: text, sources: [], grouping: GROUPINGS.cdc4 };
 * assert.throws(() => distribute(scores, { ...options, floor: 10 }), AceRefusal);
 * assert.equal(distribute(scores, { ...options, floor: 3 }).cells.length, 4);
 * ```
 *
 * @param scores The scored respondents.
 * @param options Grouping, floor, dimension and texts.
 * @returns The distribution.
 * @throws {AceRefusal} When a group is under the floor and `underFloor` is `refuse`.
 * @throws {WorkspaceError} When the dimension does not fit the respondents.
 */
export function distribute(scores: AceScores, options: DistributeOptions): AceDistribution {
  const groups = scores.groups(options.grouping, options.part);
  const cells: AggregateCell[] = [];
  const leftOut: string[] = [];
  for (const { code, includes } of respondentGroups(scores.rowCount, options.by)) {
    const counts = countGroups(groups, options.grouping.groups.length, includes);
    const n = counts.reduce((sum, count) => sum + count, 0);
    if (!keepsFloor(n, code, options)) leftOut.push(code ?? "all");
    else {counts.forEach((count, index) =>
        cells.push(shareCell(cellCodes(code, options.grouping.groups[index]?.code ?? ""), count, n))
      );}
  }
  return {
    ...aggregateFrame(options),
    measure: shareMeasure(scores),
    dimensions: [...splitDimensions(options.by, leftOut), groupDimension(options.grouping)],
    cells,
    method: { ...scores.method, grouping: options.grouping.id },
    warnings: scores.warnings,
    leftOut,
  };
}

/** The groups of respondents that a result is worked out for. */
export function respondentGroups(rows: number, by: SplitBy | undefined): readonly RespondentGroup[] {
  if (!by) return [{ code: null, includes: () => true }];
  const known = new Set(by.dimension.codes.map(({ code }) => code));
  if (by.codes.length !== rows) {
    throw new WorkspaceError({
      what: `The dimension has ${by.codes.length} values for ${rows} respondents`,
      where: by.dimension.name,
    });
  }
  const strange = by.codes.findIndex((code) => code !== null && !known.has(code));
  if (strange >= 0) {
    throw new WorkspaceError({
      what: "A respondent has a code that the dimension does not list",
      where: `${by.dimension.name}, row ${strange + 1}`,
      mend: "Add the code with its labels, or set it to null",
    });
  }
  return by.dimension.codes.map(({ code }) => ({ code, includes: (row) => by.codes[row] === code }));
}

/** Tells whether a group may be shown; throws where the floor is to be refused. An empty group is left out. */
export function keepsFloor(n: number, code: string | null, options: GroupOptions): boolean {
  if (n >= options.floor && n > 0) return true;
  if (options.underFloor === "leaveOut" && code !== null) return false;
  throw new AceRefusal("under-floor", {
    what: `A group has fewer respondents with a known result than the floor of ${options.floor}`,
    where: code === null ? options.id : `${options.id}, ${code}`,
  });
}

/** A cell with a share and its Wilson interval. */
export function shareCell(codes: readonly string[], numerator: number, n: number): AggregateCell {
  const interval = wilsonInterval(numerator, n);
  return {
    codes,
    n,
    numerator,
    denominator: n,
    value: numerator / n,
    low: interval.low,
    high: interval.high,
  };
}

/** The codes of a cell: the split's code first, if there is one. */
export function cellCodes(split: string | null, ...codes: readonly string[]): readonly string[] {
  return split === null ? codes : [split, ...codes];
}

/** The parts of an aggregate table that come straight from the options. */
export function aggregateFrame(
  options: GroupOptions,
): Pick<AggregateTable, "id" | "title" | "entity" | "population" | "period" | "sources"> {
  const { id, title, population, period, sources } = options;
  return { id, title, entity: "person", population, period, sources };
}

/** The split as dimensions: none, or one without the codes that were left out. */
export function splitDimensions(by: SplitBy | undefined, leftOut: readonly string[]): readonly Dimension[] {
  if (!by) return [];
  return [{ ...by.dimension, codes: by.dimension.codes.filter(({ code }) => !leftOut.includes(code)) }];
}

function countGroups(groups: Int8Array, size: number, includes: (row: number) => boolean): number[] {
  const counts = new Array<number>(size).fill(0);
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row]!;
    if (group >= 0 && includes(row)) counts[group]!++;
  }
  return counts;
}

function groupDimension(grouping: Grouping): Dimension {
  return {
    name: "ace-groep",
    label: { nl: "Aantal ervaringen", en: "Number of experiences" },
    kind: "ordinal",
    codes: grouping.groups.map(({ code, label }) => ({ code, label })),
  };
}

function shareMeasure(scores: AceScores): Measure {
  const { rule, missing } = scores.method;
  return {
    id: "ace-verdeling",
    label: { nl: "Verdeling van het aantal ervaringen", en: "Distribution of the number of experiences" },
    unit: { nl: "% van de respondenten", en: "% of respondents" },
    kind: "share",
    per: 100,
    decimals: 1,
    definition: {
      nl:
        `${scores.rule.label.nl}; regel ${rule}, ontbrekende antwoorden: ${missing}; respondenten zonder bekende groep tellen niet mee`,
      en:
        `${scores.rule.label.en}; rule ${rule}, missing answers: ${missing}; respondents without a known group are left out`,
    },
  };
}
