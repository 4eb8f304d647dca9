/** One figure of every form, on made-up numbers: what the tests check and what a person can look at. */
import type { ProgrammeObject } from "../../lib/core/display.ts";
import {
  barChart,
  type Boundaries,
  choroplethMap,
  distributionChart,
  dotIntervalChart,
  dumbbellChart,
  funnelPlot,
  groupedBarChart,
  heatTable,
  iconArray,
  lifeCourse,
  lineChart,
  radarChart,
  runChart,
  slopeChart,
  smallMultiples,
  stackedBarChart,
  stackingLadder,
  tileMap,
  vegaLiteChart,
  waterfallChart,
} from "../../lib/charts/mod.ts";
import { DISTRICTS, districtTable } from "../support/protected_fixture.ts";
import {
  ageTable,
  careParts,
  costTable,
  districtsBySex,
  districtsByYear,
  districtsInTwoYears,
  funnelTables,
  ladderTable,
  lifeTable,
  monthTable,
  profileTable,
  shareTable,
  yearsBySex,
} from "./_tables.ts";

/** What the figures do not say. */
export const notTold = {
  nl: "De figuur zegt niets over de oorzaak.",
  en: "The figure does not show causes.",
};

/** Fictional areas: a wavy grid of cells in metres, with shared borders. */
export function gridBoundaries(codes: readonly string[], columns: number, vertices: number): Boundaries {
  const wobble = (x: number, y: number): readonly [number, number] => [
    x * 4000 + 900 * Math.sin(y * 2.1 + x * 0.7),
    -y * 4000 + 900 * Math.sin(x * 1.7 + y * 0.9),
  ];
  const side = (from: readonly [number, number], to: readonly [number, number]) =>
    Array.from({ length: vertices }, (_, i) => {
      const part = i / vertices;
      return wobble(from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part);
    });
  return {
    features: codes.map((code, i) => {
      const [x, y] = [i % columns, Math.floor(i / columns)];
      const ring = [
        ...side([x, y], [x + 1, y]),
        ...side([x + 1, y], [x + 1, y + 1]),
        ...side([x + 1, y + 1], [x, y + 1]),
        ...side([x, y + 1], [x, y]),
      ];
      return {
        properties: { statcode: code },
        geometry: { type: "Polygon" as const, coordinates: [[...ring, ring[0] ?? [0, 0]]] },
      };
    }),
  };
}

/** Tiles for the districts. */
export const DISTRICT_TILES = {
  WK990101: { column: 0, row: 0, short: "LIN" },
  WK990102: { column: 1, row: 0, short: "MOL" },
  WK990103: { column: 2, row: 0, short: "NOO" },
  WK990104: { column: 0, row: 1, short: "VOG" },
  WK990105: { column: 1, row: 1, short: "CEN" },
  WK990106: { column: 2, row: 1, short: "BUI" },
};

/** A layered Vega-Lite specification with text at the bars. */
export const BAR_SPEC = {
  encoding: {
    y: { field: "category", type: "nominal", sort: "-x" },
    x: { field: "value", type: "quantitative" },
  },
  layer: [{ mark: "bar" }, {
    mark: { type: "text", align: "left", dx: 4 },
    encoding: { text: { field: "text" } },
  }],
};

/** All forms. */
export async function gallery(): Promise<readonly ProgrammeObject<"figure">[]> {
  return [
    choroplethMap(districtTable(), {
      notTold,
      boundaries: gridBoundaries(DISTRICTS.codes.map(({ code }) => code), 3, 12),
      highlight: ["WK990102"],
      inset: { codes: ["WK990104", "WK990105"], label: { nl: "Binnenstad", en: "Inner city" } },
    }),
    tileMap(districtTable(), { notTold, tiles: DISTRICT_TILES, highlight: ["WK990102"] }),
    await vegaLiteChart(districtTable(), BAR_SPEC, { notTold }),
    barChart(districtTable(), { notTold, highlight: ["WK990102"] }),
    dotIntervalChart(districtTable(), { notTold }),
    groupedBarChart(districtsBySex(), { notTold }),
    stackedBarChart(careParts(), { notTold }),
    lineChart(yearsBySex(), { notTold }),
    slopeChart(districtsInTwoYears(), { notTold, highlight: ["WK990102"] }),
    dumbbellChart(districtsBySex(), { notTold }),
    heatTable(districtsBySex(), { notTold }),
    stackingLadder(ladderTable(), { notTold }),
    distributionChart(ageTable(), { notTold }),
    waterfallChart(costTable(), { notTold, totals: ["start", "end"] }),
    radarChart(profileTable(), { notTold }),
    iconArray(shareTable(), { notTold }),
    lifeCourse(lifeTable(), { notTold }),
    runChart(monthTable(), { notTold }),
    smallMultiples(districtsByYear(), { notTold }),
    funnelPlot(funnelTables().shares, { notTold, size: funnelTables().sizes, reference: "all" }),
  ];
}
