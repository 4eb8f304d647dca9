/** Every chart form behind one call each, for tests that attack them all. */
import {
  barChart,
  choroplethMap,
  distributionChart,
  dotIntervalChart,
  dumbbellChart,
  type FigureOptions,
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
  waterfallChart,
} from "../../lib/charts/mod.ts";
import type { ProgrammeObject } from "../../lib/core/display.ts";
import type { ProtectedTable } from "../../lib/disclosure/mod.ts";
import { DISTRICTS } from "../support/protected_fixture.ts";
import { DISTRICT_TILES, gridBoundaries } from "./gallery.ts";

const DISTRICT_CODES = DISTRICTS.codes.map((code) => code.code);

/** Every form that takes a table with one dimension of districts. */
export const ONE: readonly ((table: ProtectedTable, options: FigureOptions) => ProgrammeObject<"figure">)[] =
  [
    barChart,
    dotIntervalChart,
    stackingLadder,
    distributionChart,
    waterfallChart,
    radarChart,
    iconArray,
    (table, options) => runChart(table, { ...options, category: "wijk" }),
    (table, options) =>
      choroplethMap(table, { ...options, boundaries: gridBoundaries(DISTRICT_CODES, 3, 3) }),
    (table, options) => tileMap(table, { ...options, tiles: DISTRICT_TILES }),
    (table, options) => funnelPlot(table, { ...options, size: table, reference: "WK990101" }),
  ];

/** Every form that takes two dimensions. */
export const TWO: readonly ((table: ProtectedTable, options: FigureOptions) => ProgrammeObject<"figure">)[] =
  [
    groupedBarChart,
    stackedBarChart,
    (table, options) => lineChart(table, options),
    slopeChart,
    dumbbellChart,
    heatTable,
    lifeCourse,
    smallMultiples,
  ];
