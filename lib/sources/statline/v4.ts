/**
 * StatLine by OData version 4: one row a cell, empty cells left out.
 *
 * @module
 */
import {
  answerOf,
  asRow,
  type Cell,
  cellKey,
  checkAsked,
  chooseMeasures,
  CODES_PER_QUESTION,
  either,
  inChunks,
  type JsonRow,
  layOut,
  listedRegions,
  type MeasureInfo,
  noteCell,
  rowsOf,
  spellCodes,
  strange,
  textOf,
} from "./_shared.ts";
import { type HttpOptions, type JsonClient, jsonClient } from "./http.ts";
import type { StatlineProtocol, StatlineQuery } from "./types.ts";

/** The server of CBS. */
export const CBS_V4 = "https://datasets.cbs.nl/odata/v1";

/**
 * Makes a reader for OData version 4.
 *
 * @param options `base` is the server, that of CBS by default; `catalogue` `CBS` by default; and how to ask.
 * @returns The reader.
 */
export function statlineV4(
  options: HttpOptions & { readonly base?: string; readonly catalogue?: string } = {},
): StatlineProtocol {
  const client = jsonClient(options);
  const base = `${options.base ?? CBS_V4}/${options.catalogue ?? "CBS"}`;
  return {
    version: "v4",
    read: async (query) => {
      const root = `${base}/${query.table}`;
      const info = asRow(await client.get(`${root}/Properties`), root);
      const modified = textOf(info, "ObservationsModified") || textOf(info, "Modified");
      const measures = chooseMeasures(query.measures, await measuresOf(client, root, modified), query.table);
      const dimensions = await readDimensions(client, root, modified, query);
      const cells = await readCells(client, root, modified, measures, dimensions, query);
      const observations = layOut(query, measures, cells, (period) => dimensions.status.get(period) ?? "");
      return answerOf(query.table, { title: textOf(info, "Title"), modified }, observations);
    },
  };
}

async function measuresOf(
  client: JsonClient,
  root: string,
  modified: string,
): Promise<readonly MeasureInfo[]> {
  const groups = new Map(
    (await rowsOf(client, `${root}/MeasureGroups`, modified)).map((
      row,
    ) => [textOf(row, "Id"), textOf(row, "Title")]),
  );
  return (await rowsOf(client, `${root}/MeasureCodes`, modified)).map((row) => ({
    key: textOf(row, "Identifier"),
    title: textOf(row, "Title").trim(),
    group: (groups.get(textOf(row, "MeasureGroupId")) ?? "").trim(),
    unit: textOf(row, "Unit").trim(),
  }));
}

interface Dimensions {
  readonly region: string | null;
  readonly period: string | null;
  readonly regions: readonly string[];
  readonly others: readonly string[];
  readonly status: ReadonlyMap<string, string>;
}

const REGION_KINDS: ReadonlySet<string> = new Set(["GeoDimension", "GeoDetailDimension"]);

async function readDimensions(
  client: JsonClient,
  root: string,
  modified: string,
  query: StatlineQuery,
): Promise<Dimensions> {
  const rows = await rowsOf(client, `${root}/Dimensions`, modified);
  const of = (keep: (kind: string) => boolean) =>
    rows.filter((row) => keep(textOf(row, "Kind"))).map((row) => textOf(row, "Identifier"));
  const region = of((kind) => REGION_KINDS.has(kind))[0] ?? null;
  const period = of((kind) => kind === "TimeDimension")[0] ?? null;
  const others = of((kind) => kind === "Dimension");
  checkAsked(query, region, period, others);
  const codes = async (key: string) => await rowsOf(client, `${root}/${key}Codes`, modified);
  const check = async (key: string, asked: readonly string[]): Promise<readonly JsonRow[]> => {
    const known = await codes(key);
    spellCodes(asked, known.map((row) => textOf(row, "Identifier")), { table: query.table, dimension: key });
    return known;
  };
  const listed = region === null ? [] : (await codes(region)).map((row) => textOf(row, "Identifier"));
  const regions = listedRegions(query, listed);
  if (region !== null) spellCodes(regions, listed, { table: query.table, dimension: region });
  for (const key of others) await check(key, [query.others?.[key] ?? ""]);
  const periods = period === null ? [] : await check(period, query.periods ?? []);
  const status = new Map(periods.map((row) => [textOf(row, "Identifier"), textOf(row, "Status")]));
  return { region, period, regions, others, status };
}

async function readCells(
  client: JsonClient,
  root: string,
  modified: string,
  measures: readonly MeasureInfo[],
  dimensions: Dimensions,
  query: StatlineQuery,
): Promise<ReadonlyMap<string, Cell>> {
  const cells = new Map<string, Cell>();
  const chunks = dimensions.region === null ? [[]] : inChunks(dimensions.regions, CODES_PER_QUESTION);
  for (const regions of chunks) {
    const filter = [
      either("Measure", measures.map((measure) => measure.key)),
      either(dimensions.region, regions),
      either(dimensions.period, query.periods ?? []),
      ...dimensions.others.map((key) => either(key, [query.others?.[key] ?? ""])),
    ].filter((part) => part !== "").join(" and ");
    const url = `${root}/Observations?$filter=${encodeURIComponent(filter)}`;
    for (const row of await rowsOf(client, url, modified)) {
      noteRow(cells, row, measures, dimensions, query, url);
    }
  }
  return cells;
}

function noteRow(
  cells: Map<string, Cell>,
  row: JsonRow,
  measures: readonly MeasureInfo[],
  dimensions: Dimensions,
  query: StatlineQuery,
  url: string,
): void {
  const region = dimensions.region === null ? null : textOf(row, dimensions.region).trim();
  const period = dimensions.period === null ? null : textOf(row, dimensions.period).trim();
  const measure = textOf(row, "Measure");
  const stray = !measures.some((one) => one.key === measure) ||
    (region !== null && !query.regions?.includes(region)) ||
    (period !== null && !query.periods?.includes(period)) ||
    dimensions.others.some((key) => textOf(row, key).trim() !== query.others?.[key]);
  if (stray) throw strange("it holds rows that were not asked for", url);
  noteCell(cells, cellKey(measure, region, period), cellOf(row, url), url);
}

function cellOf(row: JsonRow, url: string): Cell {
  const attribute = textOf(row, "ValueAttribute"), value = row["Value"];
  if (attribute === "Impossible") return { value: null, missing: "cannot-occur", attribute };
  if (attribute !== "None" && attribute !== "") return { value: null, missing: "other", attribute };
  if (value === null || value === undefined) return { value: null, missing: "reason-lost", attribute: "" };
  if (typeof value === "number" && Number.isFinite(value)) return { value, missing: null, attribute: "" };
  throw strange("a value is not a number", url);
}
