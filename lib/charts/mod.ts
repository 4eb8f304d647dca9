/**
 * Charts and maps for notebooks. They accept protected tables only.
 *
 * @module
 */
export { barChart } from "./bar.ts";
export { dotIntervalChart } from "./dot.ts";
export { lineChart, type LineOptions } from "./line.ts";
export { slopeChart } from "./slope.ts";
export { dumbbellChart } from "./dumbbell.ts";
export { groupedBarChart } from "./grouped_bar.ts";
export { stackedBarChart } from "./stacked_bar.ts";
export { radarChart } from "./radar.ts";
export { iconArray } from "./icon_array.ts";
export { lifeCourse } from "./life_course.ts";
export { runChart, type RunSignal, runSignals } from "./run_chart.ts";
export { smallMultiples } from "./small_multiples.ts";
export { type FunnelOptions, funnelPlot } from "./funnel.ts";
export { distributionChart, stackingLadder } from "./ladder.ts";
export { heatTable } from "./heat_table.ts";
export { waterfallChart, type WaterfallOptions } from "./waterfall.ts";
export { showTable, type TableOptions } from "./table.ts";
export { choroplethMap, type MapOptions } from "./map.ts";
export { type Tile, tileMap, type TileMapOptions } from "./tile_map.ts";
export type { Boundaries, BoundaryFeature, Position } from "./boundaries.ts";
export { vegaLiteChart, type VegaLiteSpec } from "./vega_lite.ts";
export type { DataOptions, FigureOptions, TitleOption } from "./figure.ts";
export type { ChartFacts, Fact } from "./facts.ts";
