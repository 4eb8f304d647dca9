/**
 * StatLine by OData version 3.
 *
 * Columns are found by title in the metadata, never by a key with a number, which moves each year. Codes are sent with
 * the padding with which the server spells them. Data come from the paged feed, untyped, because typed data lose the
 * reason why a number is missing.
 *
 * @module
 */
import {
  answerOf,
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

/** The server of CBS. Others speak the same protocol, such as the one for third parties. */
export const CBS_V3 = "https://opendata.cbs.nl";

/**
 * Makes a reader for OData version 3.
 *
 * @param options `base` is the server, that of CBS by default; and how to ask.
 * @returns The reader.
 */
export function statlineV3(options: HttpOptions & { readonly base?: string } = {}): StatlineProtocol {
  const client = jsonClient(options);
  const base = options.base ?? CBS_V3;
  return {
    version: "v3",
    read: async (query) => {
      const api = `${base}/ODataApi/odata/${query.table}`;
      const [info] = await rowsOf(client, `${api}/TableInfos?$format=json`);
      if (!info) throw strange("the table has no description", api);
      const modified = textOf(info, "Modified");
      const properties = await rowsOf(client, `${api}/DataProperties?$format=json`, modified);
      const measures = chooseMeasures(query.measures, measuresOf(properties), query.table);
      const dimensions = await readDimensions(client, api, modified, properties, query);
      const feed = `${base}/ODataFeed/odata/${query.table}/UntypedDataSet`;
      const cells = await readCells(client, feed, modified, measures, dimensions);
      const observations = layOut(query, measures, cells, (period) => dimensions.status.get(period) ?? "");
      return answerOf(query.table, { title: textOf(info, "Title"), modified }, observations);
    },
  };
}

function kindOf(row: JsonRow): string {
  return textOf(row, "odata.type").replace("Cbs.OData.", "") || textOf(row, "Type");
}

function measuresOf(properties: readonly JsonRow[]): readonly MeasureInfo[] {
  const groups = new Map(
    properties.filter((row) => kindOf(row) === "TopicGroup").map((
      row,
    ) => [textOf(row, "ID"), textOf(row, "Title")]),
  );
  return properties.filter((row) => kindOf(row) === "Topic").map((row) => ({
    key: textOf(row, "Key"),
    title: textOf(row, "Title").trim(),
    group: (groups.get(textOf(row, "ParentID")) ?? "").trim(),
    unit: textOf(row, "Unit").trim(),
  }));
}

interface Dimensions {
  readonly region: string | null;
  readonly period: string | null;
  readonly regions: ReadonlyMap<string, string>;
  readonly periods: ReadonlyMap<string, string>;
  readonly others: ReadonlyMap<string, string>;
  readonly status: ReadonlyMap<string, string>;
}

const REGION_KINDS: ReadonlySet<string> = new Set(["GeoDimension", "GeoDetail"]);

async function readDimensions(
  client: JsonClient,
  api: string,
  modified: string,
  properties: readonly JsonRow[],
  query: StatlineQuery,
): Promise<Dimensions> {
  const keyed = (kinds: ReadonlySet<string>) =>
    properties.filter((row) => kinds.has(kindOf(row))).map((row) => textOf(row, "Key"));
  const region = keyed(REGION_KINDS)[0] ?? null, period = keyed(new Set(["TimeDimension"]))[0] ?? null;
  const rows = async (key: string) => await rowsOf(client, `${api}/${key}?$format=json`, modified);
  const spelling = (key: string, codes: readonly string[], known: readonly JsonRow[]) =>
    spellCodes(codes, known.map((row) => textOf(row, "Key")), { table: query.table, dimension: key });
  const spell = async (key: string, codes: readonly string[]) => spelling(key, codes, await rows(key));
  const spellRegions = async (key: string) => {
    const known = await rows(key);
    return spelling(key, listedRegions(query, known.map((row) => textOf(row, "Key"))), known);
  };
  checkAsked(query, region, period, keyed(new Set(["Dimension"])));
  const others = new Map<string, string>();
  for (const [key, code] of Object.entries(query.others ?? {})) {
    others.set(key, (await spell(key, [code])).get(code) ?? code);
  }
  const periodRows = period === null ? [] : await rows(period);
  return {
    region,
    period,
    regions: region === null ? new Map() : await spellRegions(region),
    periods: period === null ? new Map() : spelling(period, query.periods ?? [], periodRows),
    others,
    status: new Map(periodRows.map((row) => [textOf(row, "Key").trim(), textOf(row, "Status")])),
  };
}

async function readCells(
  client: JsonClient,
  feed: string,
  modified: string,
  measures: readonly MeasureInfo[],
  dimensions: Dimensions,
): Promise<ReadonlyMap<string, Cell>> {
  const cells = new Map<string, Cell>();
  const spelledPeriods = [...dimensions.periods.values()];
  const chunks = dimensions.region === null
    ? [[]]
    : inChunks([...dimensions.regions.values()], CODES_PER_QUESTION);
  for (const regions of chunks) {
    const filter = [
      either(dimensions.region, regions),
      either(dimensions.period, spelledPeriods),
      ...[...dimensions.others].map(([key, code]) => `${key} eq '${code}'`),
    ].filter((part) => part !== "").join(" and ");
    const keys = [dimensions.region, dimensions.period, ...dimensions.others.keys()].filter((key) =>
      key !== null
    );
    const select = [...keys, ...measures.map((measure) => measure.key)].join(",");
    const parts = [
      ...(filter === "" ? [] : [`$filter=${encodeURIComponent(filter)}`]),
      `$select=${select}`,
      "$format=json",
    ];
    const url = `${feed}?${parts.join("&")}`;
    for (const row of await rowsOf(client, url, modified)) noteRow(cells, row, measures, dimensions, url);
  }
  return cells;
}

function noteRow(
  cells: Map<string, Cell>,
  row: JsonRow,
  measures: readonly MeasureInfo[],
  dimensions: Dimensions,
  url: string,
): void {
  const region = dimensions.region === null ? null : textOf(row, dimensions.region).trim();
  const period = dimensions.period === null ? null : textOf(row, dimensions.period).trim();
  // Some servers ignore a filter they do not understand and send all rows: those are refused, not mixed in.
  const stray = (region !== null && !dimensions.regions.has(region)) ||
    (period !== null && !dimensions.periods.has(period)) ||
    [...dimensions.others].some(([key, code]) => textOf(row, key).trim() !== code.trim());
  if (stray) throw strange("it holds rows that were not asked for", url);
  for (const measure of measures) {
    if (!(measure.key in row)) throw strange(`the column ${measure.key} is missing`, url);
    noteCell(cells, cellKey(measure.key, region, period), cellOf(row[measure.key], url), url);
  }
}

function cellOf(value: unknown, url: string): Cell {
  if (value === null || value === undefined) return { value: null, missing: "reason-lost", attribute: "" };
  const text = String(value).trim();
  if (text === "") return { value: null, missing: "cannot-occur", attribute: "" };
  if (text === "." || text === "x") {
    return { value: null, missing: "unknown-or-confidential", attribute: text };
  }
  if (/^[+-]?\d+([.,]\d+)?$/.test(text)) {
    return { value: Number(text.replace(",", ".")), missing: null, attribute: "" };
  }
  if (/^[^\d]+$/.test(text) && text.length <= 4) return { value: null, missing: "other", attribute: text };
  throw strange("a cell is neither a number nor a sign", url);
}
