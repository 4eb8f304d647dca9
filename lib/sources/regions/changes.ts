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

/** A municipality that was divided: which share went where is not known here. */
const split = (year: number, from: string, ...to: readonly string[]): readonly BoundaryChange[] =>
  to.map((code) => ({ year, from, to: code, weight: null }));

/**
 * All municipalities that were merged, divided or given another code in the years of boundaries 2015 to 2023: 403
 * municipalities on 1 January 2014 became 342 on 1 January 2023. None were in 2020. For 2024 and later no source was
 * seen: a file of changes adds what there is ({@linkcode parseChanges}).
 *
 * Four were divided, and how many of their inhabitants went where is not known here: it follows from counts of their
 * buurten ({@linkcode splitByParts}). Maasdonk: Nuland and Vinkel to 's-Hertogenbosch, Geffen to Oss. Littenseradiel: to
 * Leeuwarden, Súdwest-Fryslân and Waadhoeke. Winsum: to Het Hogeland and Westerkwartier. Haaren: Esch to Boxtel, Haaren
 * to Oisterwijk, Biezenmortel to Tilburg, Helvoirt to Vught. Boundaries that moved without a change of code are not in
 * the list.
 *
 * Source: codes and dates to 2019 of national table 33 of the register of persons (RvIG, Gemeententabel), which names
 * one heir of each; the divided ones of the acts and of VNG ("Hoeveel gemeenten zijn er per 2018", "Herindeling
 * gemeenten Haaren, Boxtel, Oisterwijk, Tilburg en Vught 2021", Staatsblad 2014, 187); numbers of municipalities of CBS
 * news of December 2015, 2016, 2018, 2019, 2020, 2021 and 2022; codes of 2021 to 2023 of the mapping of municipalities
 * of the Dutch corona dashboard. Seen, not recalled.
 */
export const MUNICIPAL_CHANGES: readonly BoundaryChange[] = [
  ...merger(2015, "GM0241", "GM0265", "GM0282"),
  ...merger(2015, "GM0361", "GM0365", "GM0458"),
  ...merger(2015, "GM1930", "GM0568", "GM0612"),
  ...merger(2015, "GM1931", "GM0491", "GM0608", "GM0623", "GM0643", "GM0644"),
  ...split(2015, "GM1671", "GM0796", "GM0828"),
  // De Friese Meren became De Fryske Marren on 1 July 2015, Groesbeek became Berg en Dal: new codes, same area.
  ...merger(2016, "GM1940", "GM1921"),
  ...merger(2016, "GM1945", "GM0241"),
  ...merger(2016, "GM0385", "GM0478"),
  ...merger(2016, "GM1942", "GM0381", "GM0424", "GM0425"),
  ...merger(2017, "GM1948", "GM0844", "GM0846", "GM0860"),
  ...merger(2018, "GM0080", "GM0081"),
  ...merger(2018, "GM0299", "GM0196"),
  ...merger(2018, "GM1949", "GM0063", "GM0070", "GM1908"),
  ...merger(2018, "GM1950", "GM0007", "GM0048"),
  ...merger(2018, "GM1952", "GM0018", "GM0040", "GM1987"),
  ...split(2018, "GM0140", "GM0080", "GM1900", "GM1949"),
  ...merger(2019, "GM0014", "GM0009", "GM0017"),
  ...merger(2019, "GM0394", "GM0393"),
  ...merger(2019, "GM0575", "GM0576"),
  ...merger(2019, "GM1954", "GM0881", "GM0951", "GM0962"),
  ...merger(2019, "GM1959", "GM0738", "GM0870", "GM0874"),
  ...merger(2019, "GM1960", "GM0236", "GM0304", "GM0733"),
  ...merger(2019, "GM1961", "GM0545", "GM0620", "GM0707"),
  ...merger(2019, "GM1963", "GM0584", "GM0585", "GM0588", "GM0611", "GM0617"),
  ...merger(2019, "GM1966", "GM0005", "GM1651", "GM1663"),
  ...merger(2019, "GM1969", "GM0015", "GM0022", "GM0025", "GM0056"),
  ...merger(2019, "GM1970", "GM0058", "GM0079", "GM1722"),
  ...merger(2019, "GM1978", "GM0689", "GM1927"),
  ...split(2019, "GM0053", "GM1966", "GM1969"),
  ...merger(2021, "GM1979", "GM0003", "GM0010", "GM0024"),
  ...split(2021, "GM0788", "GM0757", "GM0824", "GM0855", "GM0865"),
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
