/**
 * What notebooks may use of the core: languages, labels, formatting, tables and the types that flow.
 *
 * The functions that mint receipts and programme objects are left out on purpose.
 *
 * @module
 */
export { type Label, type Language, LANGUAGES, mapLabel, sameLabel } from "./language.ts";
export { type ProblemParts, WorkspaceError } from "./errors.ts";
export { decimalsOf, formatDate, formatNaturalFrequency, formatNumber, formatPercent } from "./format.ts";
export { type BooleanValues, type Column, type NumberValues, Table, type TextValues } from "./table.ts";
export { type ColumnKind, ScannedTable } from "./scan.ts";
export type {
  AggregateCell,
  AggregateTable,
  Dimension,
  DimensionCode,
  Entity,
  IntervalMethod,
  Measure,
  MeasureKind,
} from "./aggregate.ts";
export type { Sensitivity, SourceRef } from "./provenance.ts";
export type { DisclosureReceipt, ReceiptCount } from "./receipt.ts";
export type * from "./display.ts";
export type * from "./sheet.ts";
export type * from "./suggestions.ts";
export { type Random, randomFor } from "./random.ts";
export { escapeHtml, Html, html, type HtmlPart, joinHtml } from "./html.ts";
export {
  ageOn,
  compactDate,
  type DayNumber,
  dayNumber,
  dayOf,
  isoDate,
  parsePeriod,
  type Period,
  type PeriodKind,
  tryDayNumber,
  yearOf,
} from "./period.ts";
export {
  type Area,
  carryCounts,
  codeAtLevel,
  type ConcordanceLine,
  isRegionCode,
  levelOf,
  membersOf,
  type RegionDefinition,
  type RegionLevel,
} from "./region.ts";
export type { MethodDescription, MethodReference } from "./method.ts";
export type { GlossaryTerm } from "./glossary.ts";
