/**
 * Where outlines come from: the services of PDOK as data. Another server is another such object.
 *
 * Source: PDOK, OGC API Features and WFS of "CBS Wijken en Buurten". Not tried live from here.
 *
 * @module
 */

/** A service of outlines. */
export interface BoundaryService {
  /** The protocol. */
  readonly protocol: "ogc" | "wfs";
  /** The address, with `{year}` for the year of boundaries. */
  readonly base: string;
  /** The collection or layer of each level. */
  readonly layers: Readonly<Record<"buurt" | "wijk" | "gemeente", string>>;
  /** The licence. */
  readonly licence: string;
  /** How to cite it, with `{year}`. */
  readonly citation: string;
}

const CITATION = "CBS en Kadaster, Wijk- en buurtkaart {year}, via PDOK, CC BY 4.0";

/** OGC API Features. */
export const PDOK_OGC: BoundaryService = {
  protocol: "ogc",
  base: "https://api.pdok.nl/cbs/wijken-en-buurten-{year}/ogc/v1",
  layers: { buurt: "buurten", wijk: "wijken", gemeente: "gemeenten" },
  licence: "CC BY 4.0",
  citation: CITATION,
};

/** WFS 2.0. */
export const PDOK_WFS: BoundaryService = {
  protocol: "wfs",
  base: "https://service.pdok.nl/cbs/wijkenbuurten/{year}/wfs/v1_0",
  layers: {
    buurt: "wijkenbuurten:buurten",
    wijk: "wijkenbuurten:wijken",
    gemeente: "wijkenbuurten:gemeenten",
  },
  licence: "CC BY 4.0",
  citation: CITATION,
};
