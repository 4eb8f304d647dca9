/**
 * The query engine: grouped counts and sums, the same on every engine.
 *
 * @module
 */
export type { EngineMeasure, EngineQuery, QueryEngine } from "./engine.ts";
export { columnsOf, type Expression, parseExpression, sqlOf } from "./expression.ts";
export { rollUp } from "./roll_up.ts";
export { polarsEngine, type PolarsOptions } from "./polars_engine.ts";
export { duckdbEngine } from "./duckdb_engine.ts";
