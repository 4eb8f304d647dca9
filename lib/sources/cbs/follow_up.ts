/**
 * From a file of child-years to a cohort: circumstances at the start, what happened in the years after.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Table } from "../../core/table.ts";

/** How to follow a cohort. */
export interface FollowUpOptions {
  /** The column with the key of the child or person. */
  readonly key: string;
  /** The column with the year of the row. */
  readonly year: string;
  /** Rows of this year form the cohort; their columns are kept. */
  readonly baseYear: number;
  /** Years in which the outcome counts, all after `baseYear`: a cause has to come before its effect. */
  readonly outcomeYears: readonly number[];
  /** The column of truth values that is followed. */
  readonly outcome: string;
  /** Name of the new column: whether the outcome was true in any of the years. */
  readonly into: string;
}

/**
 * Follows a cohort: one row per key, with an outcome over later years.
 *
 * Rows of a file with one row a person and year are not persons: counting them would count a child once for every
 * year. A cohort has each child once. Someone who leaves the file (moves away, dies, grows up) counts as not having
 * the outcome from then on, so the share is a lower bound where many leave.
 *
 * @example A child placed in a later year
 * ```ts
 * import { followUp } from "./follow_up.ts";
 * import { Table } from "../../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * const years = Table.from({
 *   kind: ["a", "b", "a"],
 *   jaar: Float64Array.of(2019, 2019, 2020),
 *   geplaatst: [false, false, true],
 * });
 * const cohort = followUp(years, {
 *   key: "kind",
 *   year: "jaar",
 *   baseYear: 2019,
 *   outcomeYears: [2020],
 *   outcome: "geplaatst",
 *   into: "later_geplaatst",
 * });
 * assert.deepEqual(cohort.booleans("later_geplaatst"), [true, false]);
 * ```
 *
 * @param table One row per key and year.
 * @param options Columns and years.
 * @returns The rows of the base year with the new column.
 * @throws {WorkspaceError} When an outcome year does not come after the base year, a year has no rows, or a key
 * occurs twice in the base year.
 */
export function followUp(table: Table, options: FollowUpOptions): Table {
  const { baseYear, outcomeYears, into } = options;
  checkYears(options);
  const keys = table.texts(options.key);
  const years = table.numbers(options.year);
  const outcomes = table.booleans(options.outcome);
  checkRows(years, options);
  const counted = new Set(outcomeYears);
  const reached = new Set<string>();
  for (const [row, key] of keys.entries()) {
    if (key !== null && outcomes[row] === true && counted.has(years[row] ?? NaN)) reached.add(key);
  }
  const cohort = table.filter((row) => years[row] === baseYear);
  const members = cohort.texts(options.key);
  if (new Set(members).size !== members.length) {
    throw new WorkspaceError({
      what: `A key occurs more than once in ${baseYear}`,
      where: options.key,
      mend: "Give one row per key and year",
    });
  }
  return cohort.withColumns({ [into]: members.map((key) => key !== null && reached.has(key)) });
}

function checkYears({ baseYear, outcomeYears }: FollowUpOptions): void {
  const tooEarly = outcomeYears.filter((year) => year <= baseYear);
  if (outcomeYears.length > 0 && tooEarly.length === 0) return;
  throw new WorkspaceError({
    what: outcomeYears.length === 0
      ? "There is no outcome year"
      : `Outcome years do not come after ${baseYear}: ${tooEarly.join(", ")}`,
    where: "option outcomeYears",
    mend: "Choose years after the base year",
  });
}

function checkRows(years: Float64Array, { baseYear, outcomeYears, year }: FollowUpOptions): void {
  const present = new Set(years);
  const absent = [baseYear, ...outcomeYears].filter((one) => !present.has(one));
  if (absent.length === 0) return;
  throw new WorkspaceError({
    what: `Years have no rows: ${absent.join(", ")}`,
    where: year,
    mend: "Build the file for all years, or choose other years",
  });
}
