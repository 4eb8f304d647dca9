/**
 * Charts and maps for notebooks. They accept protected tables only.
 *
 * @module
 */
export { barChart } from "./bar.ts";
export { dotIntervalChart } from "./dot.ts";
export { stackingLadder } from "./ladder.ts";
export { showTable, type TableOptions } from "./table.ts";
export type { DataOptions, FigureOptions, TitleOption } from "./figure.ts";
export type { ChartFacts, Fact } from "./facts.ts";
