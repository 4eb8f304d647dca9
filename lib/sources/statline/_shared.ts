/**
 * What both protocols share: reading unknown JSON, choosing measures by title, filling in what was not returned.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { isRegionCode, levelOf } from "../../core/region.ts";
import type { JsonClient } from "./http.ts";
import { asRow, type JsonRow, strange } from "./json.ts";
import type { Observation, StatlineAnswer, StatlineQuery } from "./types.ts";

export { asRow, type JsonRow, strange, textOf } from "./json.ts";

/** More pages than any table has: a server that sends its own page as the next one would never end. */
const MOST_PAGES = 10_000;

/** Follows the pages of a list. */
export async function rowsOf(client: JsonClient, url: string, version?: string): Promise<readonly JsonRow[]> {
  const rows: JsonRow[] = [];
  const seen = new Set<string>();
  let next: string | undefined = new URL(url).href;
  while (next !== undefined) {
    if (seen.has(next) || seen.size >= MOST_PAGES) throw strange("its pages do not end", url);
    seen.add(next);
    const page = asRow(await client.get(next, version), next);
    const value = page["value"];
    if (!Array.isArray(value)) throw strange("an answer holds no list", next);
    for (const row of value) rows.push(asRow(row, next));
    const link: unknown = page["odata.nextLink"] ?? page["@odata.nextLink"];
    next = typeof link === "string" ? new URL(link, next).href : undefined;
  }
  return rows;
}

/** A measure as the metadata has it. */
export interface MeasureInfo {
  /** The key in the data. */
  readonly key: string;
  /** The title. */
  readonly title: string;
  /** The title of its group; empty when it has none. */
  readonly group: string;
  /** The unit. */
  readonly unit: string;
}

/** Chooses measures by title, or by `Group|Title` where the title occurs more than once. */
export function chooseMeasures(
  asked: readonly string[],
  known: readonly MeasureInfo[],
  table: string,
): readonly MeasureInfo[] {
  return asked.map((title) => {
    const [group, name] = title.includes("|") ? title.split("|", 2) : [null, title];
    const found = known.filter((one) => one.title === name && (group === null || one.group === group));
    if (found.length === 1 && found[0]) return found[0];
    throw new WorkspaceError({
      what: found.length === 0
        ? `Measure is not in the table: ${title}`
        : `Measure occurs more than once: ${title}`,
      where: table,
      mend: found.length === 0
        ? `Choose one of: ${known.slice(0, 20).map((one) => one.title).join(", ")}`
        : `Write one of: ${found.map((one) => `${one.group}|${one.title}`).join(", ")}`,
    });
  });
}

/** The asked codes that the table lists, where a question takes the others for missing. */
export function listedRegions(query: StatlineQuery, known: readonly string[]): readonly string[] {
  const asked = query.regions ?? [];
  if (query.unknownRegions !== "missing") return asked;
  const listed = new Set(known.map((code) => code.trim()));
  return asked.filter((code) => listed.has(code));
}

/** Finds the server's own spelling of codes, so that padding is never guessed. */
export function spellCodes(
  asked: readonly string[],
  known: readonly string[],
  where: { readonly table: string; readonly dimension: string },
): ReadonlyMap<string, string> {
  const spelled = new Map(known.map((code) => [code.trim(), code] as const));
  const absent = asked.filter((code) => !spelled.has(code));
  if (absent.length === 0) return new Map(asked.map((code) => [code, spelled.get(code) ?? code] as const));
  throw new WorkspaceError({
    what: `Codes are not in the table: ${absent.slice(0, 10).join(", ")}${
      absent.length > 10 ? " and more" : ""
    }`,
    where: `${where.table}, ${where.dimension}`,
    mend: "Boundaries change every year: look the codes up in the table of that year",
  });
}

/** What a server said about one cell. */
export type Cell = Pick<Observation, "value" | "missing" | "attribute">;

/** Lays out one observation per measure, region and period asked; what the server did not send says so. */
export function layOut(
  query: StatlineQuery,
  measures: readonly MeasureInfo[],
  cells: ReadonlyMap<string, Cell>,
  statusOf: (period: string) => string,
): readonly Observation[] {
  return measures.flatMap((measure, index) =>
    (query.regions ?? [null]).flatMap((regionCode) =>
      (query.periods ?? [null]).map((periodCode): Observation => ({
        table: query.table,
        measureKey: measure.key,
        title: query.measures[index] ?? measure.title,
        unit: measure.unit,
        regionCode,
        regionLevel: regionCode !== null && isRegionCode(regionCode) ? levelOf(regionCode) : null,
        periodCode,
        status: periodCode === null ? "" : statusOf(periodCode),
        ...cells.get(cellKey(measure.key, regionCode, periodCode)) ??
          { value: null, missing: "not-returned", attribute: "" },
      }))
    )
  );
}

/** The place of a cell. */
export function cellKey(measure: string, region: string | null, period: string | null): string {
  return JSON.stringify([measure, region, period]);
}

/** Notes one cell; two different numbers for one cell are an answer that cannot be right. */
export function noteCell(cells: Map<string, Cell>, key: string, cell: Cell, url: string): void {
  const held = cells.get(key);
  if (held && held.value !== cell.value) throw strange("one cell has two numbers", url);
  cells.set(key, cell);
}

/** The answer with licence and citation. */
export function answerOf(
  table: string,
  info: { readonly title: string; readonly modified: string },
  observations: readonly Observation[],
): StatlineAnswer {
  return {
    observations,
    ...info,
    licence: "CC BY 4.0",
    citation: `CBS, ${info.title} (${table}), gewijzigd ${info.modified.slice(0, 10)}, CC BY 4.0`,
  };
}

/** Splits codes over questions: a long filter makes a long URL, and servers cut those at about 2,000 signs. */
export function inChunks<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from(
    { length: Math.ceil(values.length / size) },
    (_, index) => values.slice(index * size, (index + 1) * size),
  );
}

/** Codes in one question. */
export const CODES_PER_QUESTION = 20;

/** A condition of a question: one of these codes; empty without dimension or codes. */
export function either(key: string | null, codes: readonly string[]): string {
  if (key === null || codes.length === 0) return "";
  return `(${codes.map((code) => `${key} eq '${code.replaceAll("'", "''")}'`).join(" or ")})`;
}

/** Every dimension has to be asked for, or rows of several categories would be taken for one. */
export function checkAsked(
  query: StatlineQuery,
  region: string | null,
  period: string | null,
  others: readonly string[],
): void {
  const wrong = [
    ...(region !== null && !query.regions?.length ? [`regions (${region})`] : []),
    ...(period !== null && !query.periods?.length ? [`periods (${period})`] : []),
    ...others.filter((key) => query.others?.[key] === undefined),
  ];
  if (wrong.length === 0) return;
  throw new WorkspaceError({
    what: `Dimensions are not asked for: ${wrong.join(", ")}`,
    where: query.table,
    mend: "Give codes for each of them",
  });
}
