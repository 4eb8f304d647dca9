/**
 * What all group results share: splitting respondents, the floor, shares with intervals.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import type { SourceRef } from "../core/provenance.ts";
import { clopperPearsonInterval, wilsonInterval } from "../core/stats/mod.ts";
import { type AnyDesign, proportion, type ProportionOptions } from "../survey/mod.ts";
import { AceRefusal } from "./refusal.ts";

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
  /** Weights and clusters; without them, values are unweighted with the interval of `countInterval`. */
  readonly survey?: SurveyBasis;
  /** The interval of unweighted shares; `wilson` unless told. A survey names its own interval. */
  readonly countInterval?: CountInterval;
}

/** The interval of an unweighted share: Wilson's, or the exact one of Clopper and Pearson, which is never too narrow. */
export type CountInterval = "wilson" | "clopperPearson";

/** Weights and clusters, for respondents that are a sample. */
export interface SurveyBasis {
  /** The design of the survey, in the order of the scored rows. */
  readonly design: AnyDesign;
  /** The interval of a share. */
  readonly interval: ProportionOptions["interval"];
}

/** One group of respondents: a code of the dimension, with the rows that belong to it. */
export interface RespondentGroup {
  /** The code; null for all respondents together. */
  readonly code: string | null;
  /** Whether a row belongs to it. */
  readonly includes: (row: number) => boolean;
}

/** Respondents by the codes of a split: the position of each one's code, −1 where it is not known. */
export interface Split {
  /** The codes; one null for all respondents together. */
  readonly codes: readonly (string | null)[];
  /** The position of each respondent's code. */
  readonly ofRow: Int32Array;
}

/** The groups of respondents that a result is worked out for, as positions. */
export function splitOf(rows: number, by: SplitBy | undefined): Split {
  if (!by) return { codes: [null], ofRow: new Int32Array(rows) };
  const position = new Map(by.dimension.codes.map(({ code }, index) => [code, index]));
  if (by.codes.length !== rows) {
    throw new WorkspaceError({
      what: `The dimension has ${by.codes.length} values for ${rows} respondents`,
      where: by.dimension.name,
    });
  }
  const ofRow = Int32Array.from(by.codes, (code, row) => {
    const found = code === null ? -1 : position.get(code);
    if (found !== undefined) return found;
    throw new WorkspaceError({
      what: "A respondent has a code that the dimension does not list",
      where: `${by.dimension.name}, row ${row + 1}`,
      mend: "Add the code with its labels, or set it to null",
    });
  });
  return { codes: by.dimension.codes.map(({ code }) => code), ofRow };
}

/** The groups of respondents that a result is worked out for, as conditions on a row. */
export function respondentGroups(rows: number, by: SplitBy | undefined): readonly RespondentGroup[] {
  const { codes, ofRow } = splitOf(rows, by);
  return codes.map((code, index) => ({ code, includes: (row) => ofRow[row] === index }));
}

/** Tells whether a group may be shown; throws where the floor is to be refused. An empty group is left out. */
export function keepsFloor(
  n: number,
  code: string | null,
  options: Pick<GroupOptions, "id" | "floor" | "underFloor">,
): boolean {
  if (n >= options.floor && n > 0) return true;
  if (options.underFloor === "leaveOut" && code !== null) return false;
  throw new AceRefusal("under-floor", {
    what: `A group has fewer respondents with a known result than the floor of ${options.floor}`,
    where: code === null ? options.id : `${options.id}, ${code}`,
  });
}

/** A share to work out: of the rows in `base`, those where `holds`. */
export interface ShareQuestion {
  /** The codes of the cell. */
  readonly codes: readonly string[];
  /** Whether a row is in the base. */
  readonly base: (row: number) => boolean;
  /** Whether it counts. */
  readonly holds: (row: number) => boolean;
  /** The number of rows. */
  readonly rows: number;
}

/** A cell with a share and its interval: of counts, or design-based under a survey. */
export function shareCell(
  question: ShareQuestion,
  options: Pick<GroupOptions, "survey" | "countInterval">,
): AggregateCell {
  const { codes, base, holds, rows } = question;
  const n = countRows(rows, base);
  const numerator = countRows(rows, (row) => base(row) && holds(row));
  if (n === 0) return { codes, n, numerator, denominator: n, value: null, low: null, high: null };
  if (!options.survey) return countedShare(codes, [numerator, n], options);
  const flags = Float64Array.from({ length: rows }, (_, row) => holds(row) ? 1 : 0);
  const domains = [{ name: "base", includes: base }];
  const share = proportion(options.survey.design, flags, { interval: options.survey.interval, domains });
  const [interval = null] = share.intervals;
  const value = share.values[0] ?? NaN;
  return {
    codes,
    n,
    numerator,
    denominator: n,
    value: Number.isNaN(value) ? null : value,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}

const INTERVALS = { wilson: wilsonInterval, clopperPearson: clopperPearsonInterval };

/** A cell with an unweighted share and its interval. */
export function countedShare(
  codes: readonly string[],
  [numerator, n]: readonly [numerator: number, n: number],
  { countInterval = "wilson" }: Pick<GroupOptions, "countInterval">,
): AggregateCell {
  const { low, high } = INTERVALS[countInterval](numerator, n);
  return { codes, n, numerator, denominator: n, value: numerator / n, low, high };
}

/** The number of rows for which something holds. */
export function countRows(rows: number, holds: (row: number) => boolean): number {
  let count = 0;
  for (let row = 0; row < rows; row++) if (holds(row)) count++;
  return count;
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
