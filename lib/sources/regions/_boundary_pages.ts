/**
 * All pages of a question to a service of outlines, by either protocol.
 *
 * @module
 */
import { asRow, type JsonRow, strange } from "../statline/json.ts";
import type { JsonClient } from "../statline/http.ts";
import type { BoundaryService } from "./boundary_services.ts";

/** More pages than any question has: a server that sends its own page as the next one would never end. */
const MOST_PAGES = 1_000;
/** Areas in a page. Source: the limit of PDOK. */
const PAGE_SIZE = 1_000;
/** Metres of the Dutch grid. */
const RD = "http://www.opengis.net/def/crs/EPSG/0/28992";

/** What is asked of a layer. */
export interface LayerQuestion {
  /** The level. */
  readonly level: "buurt" | "wijk" | "gemeente";
  /** The year of boundaries. */
  readonly year: number;
  /** The municipality. */
  readonly municipality: string;
}

/** Reads all features of one municipality. */
export async function featuresOf(
  client: JsonClient,
  service: BoundaryService,
  question: LayerQuestion,
): Promise<readonly JsonRow[]> {
  return service.protocol === "ogc"
    ? await ogcFeatures(client, service, question)
    : await wfsFeatures(client, service, question);
}

function baseOf(service: BoundaryService, year: number): string {
  return service.base.replaceAll("{year}", String(year));
}

/** OGC API Features: follow the link `next` until it is absent. */
async function ogcFeatures(
  client: JsonClient,
  service: BoundaryService,
  { level, year, municipality }: LayerQuestion,
): Promise<readonly JsonRow[]> {
  const start = new URL(`${baseOf(service, year)}/collections/${service.layers[level]}/items`);
  start.search = new URLSearchParams({
    f: "json",
    limit: String(PAGE_SIZE),
    gemeentecode: municipality,
    crs: RD,
  }).toString();
  const features: JsonRow[] = [], seen = new Set<string>();
  for (let next: string | null = start.href; next !== null;) {
    if (seen.has(next) || seen.size >= MOST_PAGES) throw strange("its pages do not end", start.href);
    seen.add(next);
    const page = asRow(await client.get(next, String(year)), next);
    features.push(...listOf(page, next));
    next = nextLink(page, next, start);
  }
  return features;
}

function nextLink(page: JsonRow, url: string, start: URL): string | null {
  const links = Array.isArray(page["links"]) ? page["links"] as readonly unknown[] : [];
  for (const link of links) {
    const { rel, href } = asRow(link, url);
    if (rel !== "next") continue;
    const next = typeof href === "string" && URL.canParse(href, url) ? new URL(href, url) : null;
    if (next === null || next.origin !== start.origin) throw strange("the next page lies elsewhere", url);
    return next.href;
  }
  return null;
}

/** WFS: count and start index. `cql_filter` is ignored there without a word, so the filter is one of the standard. */
async function wfsFeatures(
  client: JsonClient,
  service: BoundaryService,
  { level, year, municipality }: LayerQuestion,
): Promise<readonly JsonRow[]> {
  const features: JsonRow[] = [];
  for (let page = 0;; page++) {
    const url = new URL(baseOf(service, year));
    url.search = new URLSearchParams({
      request: "GetFeature",
      service: "WFS",
      version: "2.0.0",
      typeNames: service.layers[level],
      outputFormat: "application/json",
      srsName: "EPSG:28992",
      sortBy: "gemeentecode",
      count: String(PAGE_SIZE),
      startIndex: String(features.length),
      filter: "<Filter><PropertyIsEqualTo><ValueReference>gemeentecode</ValueReference>" +
        `<Literal>${municipality}</Literal></PropertyIsEqualTo></Filter>`,
    }).toString();
    const answer = asRow(await client.get(url.href, String(year)), url.href);
    const found = listOf(answer, url.href);
    features.push(...found);
    const matched = answer["numberMatched"];
    const total = typeof matched === "number" ? matched : null;
    // A server may send fewer than asked in a page: it is the last one only when the total says so, or it is empty.
    const done = total === null ? found.length < PAGE_SIZE : features.length >= total;
    if (done && (total === null || features.length === total)) return features;
    if (done || found.length === 0 || page >= MOST_PAGES) {
      throw strange("its pages do not add up to its total", url.href);
    }
  }
}

function listOf(page: JsonRow, url: string): readonly JsonRow[] {
  const features = page["features"];
  if (!Array.isArray(features)) throw strange("an answer holds no features", url);
  return features.map((feature) => asRow(feature, url));
}
