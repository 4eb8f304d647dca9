/**
 * Changes of boundaries as data: which area went where, from which year on.
 *
 * A year means the boundaries of 1 January, as Statistics Netherlands classifies: Weesp joined Amsterdam on 24 March
 * 2022, so it is part of it from 2023 on. Another region adds a file of its own ({@linkcode parseChanges}).
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { isRegionCode, levelOf } from "../../core/region.ts";

/** One line of a change: this share of the old area belongs to the new one. */
export interface BoundaryChange {
  /** The first year with the new boundaries. */
  readonly year: number;
  /** The code before. */
  readonly from: string;
  /** The code since; the same level. */
  readonly to: string;
  /** The share of the old area that went there, above 0 and at most 1; null when it is not known, as in a split. */
  readonly weight: number | null;
}

const merger = (year: number, to: string, ...from: readonly string[]): readonly BoundaryChange[] =>
  from.map((code) => ({ year, from: code, to, weight: 1 }));

/**
 * Mergers of municipalities with the years 2021 to 2023, and the split of Haaren, whose shares are not known here: they
 * follow from counts of its buurten ({@linkcode splitByParts}). Earlier and later ones are added by a file of changes.
 *
 * Source: CBS, news of December 2021 (345 municipalities); the mapping of municipalities of the Dutch corona dashboard;
 * the programme's region for Haaren. Seen, not recalled. Boundaries that moved without a change of code are not in it.
 */
export const MUNICIPAL_CHANGES: readonly BoundaryChange[] = [
  ...merger(2021, "GM1979", "GM0003", "GM0010", "GM0024"),
  { year: 2021, from: "GM0788", to: "GM0757", weight: null },
  { year: 2021, from: "GM0788", to: "GM0824", weight: null },
  { year: 2021, from: "GM0788", to: "GM0855", weight: null },
  { year: 2021, from: "GM0788", to: "GM0865", weight: null },
  ...merger(2022, "GM0439", "GM0370"),
  ...merger(2022, "GM1980", "GM0398", "GM0416"),
  ...merger(2022, "GM1982", "GM0756", "GM0786", "GM0815", "GM1684", "GM1702"),
  ...merger(2022, "GM1991", "GM0856", "GM1685"),
  ...merger(2023, "GM0363", "GM0457"),
  ...merger(2023, "GM1992", "GM0501", "GM0530", "GM0614"),
];

/** The one change of the fictional region: a buurt of Kersdrecht joins Vlierdrecht. Carry buurten and add them up. */
export const WIELDERLAND_CHANGES: readonly BoundaryChange[] = [
  { year: 2021, from: "BU99080404", to: "BU99012101", weight: 1 },
];

/**
 * Reads changes from CSV with the columns `year`, `from`, `to` and `weight`, separated by `;` or `,`. An empty weight
 * is one that is not known.
 *
 * @example A file of a region
 * ```ts
 * import { parseChanges } from "./changes.ts";
 * import assert from "node:assert/strict";
 *
 * const changes = parseChanges("year;from;to;weight\n2024;GM9951;GM9952;1\n", "changes.csv");
 * assert.deepEqual(changes, [{ year: 2024, from: "GM9951", to: "GM9952", weight: 1 }]);
 * assert.throws(() => parseChanges("year;from;to;weight\n2024;GM9951;WK995101;2\n", "changes.csv"), /row 1/);
 * ```
 *
 * @param text The file.
 * @param where How to name it.
 * @returns The changes, in the order of the file.
 * @throws {WorkspaceError} When a row is wrong, with every wrong row.
 */
export function parseChanges(text: string, where: string): readonly BoundaryChange[] {
  const [header = "", ...lines] = text.replace(/^\ufeff/, "").split(/\r?\n/).filter((line) =>
    line.trim() !== ""
  );
  const separator = header.includes(";") ? ";" : ",";
  const cellsOf = (line: string) => line.split(separator).map((cell) => cell.trim());
  const problems = cellsOf(header).join() === COLUMNS.join()
    ? []
    : [`the header has to be ${COLUMNS.join(separator)}`];
  const changes = lines.map((line, index): BoundaryChange => {
    const cells = cellsOf(line);
    const [year = "", from = "", to = "", weight = ""] = cells;
    const decimal = weight === "" ? null : Number(separator === ";" ? weight.replace(",", ".") : weight);
    const change = { year: Number(year), from, to, weight: decimal };
    const problem = cells.length === COLUMNS.length ? problemOf(change) : "another number of cells than four";
    if (problem !== null) problems.push(`row ${index + 1}: ${problem}`);
    return change;
  });
  if (problems.length === 0) return changes;
  throw new WorkspaceError({
    what: `Changes of boundaries are not accepted: ${problems.join("; ")}`,
    where,
    mend: "Correct these rows",
  });
}

const COLUMNS = ["year", "from", "to", "weight"] as const;

function problemOf({ year, from, to, weight }: BoundaryChange): string | null {
  if (!Number.isInteger(year) || year < 1900 || year > 2200) return "the year is no year";
  if (!isRegionCode(from) || !isRegionCode(to)) return "a code is no code of an area";
  if (levelOf(from) !== levelOf(to)) return "the codes are of different levels";
  return weight === null || (weight > 0 && weight <= 1) ? null : "the weight does not lie between 0 and 1";
}
