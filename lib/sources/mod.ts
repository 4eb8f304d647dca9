/**
 * Data for notebooks: ask the catalogue for a dataset by id, and build analysis files from the CBS files.
 *
 * @module
 */
export { type DatasetDefinition, findDataset, listDatasets } from "./catalogue.ts";
export { type Dataset, loadDataset, type LoadOptions, stackTables } from "./dataset.ts";
export type { ColumnSchema, ColumnType, DatasetSchema, NameCertainty } from "./schema.ts";
export {
  buildChildFile,
  CHILD_FILE_DATASETS,
  type ChildFile,
  type ChildFileOptions,
  childTable,
  STACKED_FACTORS,
} from "./cbs/children.ts";
export {
  type AnalysisFile,
  buildFoodBankFile,
  buildHouseholdFile,
  FOOD_BANK_FILE_DATASETS,
  HOUSEHOLD_FILE_DATASETS,
  householdFileTable,
  type YearsOptions,
} from "./cbs/households.ts";
export { BIRTH_FILE_DATASETS, buildBirthFile } from "./cbs/births.ts";
export { type AnalysisFileKind, buildAnalysisFiles } from "./cbs/analysis_files.ts";
export { buildPersonFile, PERSON_FILE_DATASETS, personFileTable } from "./cbs/persons.ts";
export { buildPupilFile, PUPIL_FILE_DATASETS } from "./cbs/pupils.ts";
export { buildYouthFile, YOUTH_FILE_DATASETS, type YouthFileOptions, youthFileTable } from "./cbs/youth.ts";
export { followUp, type FollowUpOptions } from "./cbs/follow_up.ts";
export { agesAtFirstBirth, birthDays, parentOf } from "./cbs/relations.ts";
export {
  hasSpell,
  indexSpells,
  personDays,
  runTogether,
  type Spell,
  type SpellColumns,
  type SpellIndex,
  spellOn,
} from "./cbs/spells.ts";
export { type CbsFileName, latestVersions, parseCbsFileName } from "./cbs/file_name.ts";
export { WIELDERLAND } from "./synthetic/areas.ts";
export { areasOf, currentRegion, parseRegionFile, type RegionArea, type RegionFile } from "./region.ts";
export {
  type BoundaryChange,
  MUNICIPAL_CHANGES,
  parseChanges,
  WIELDERLAND_CHANGES,
} from "./regions/changes.ts";
export {
  carryBetween,
  type CarryOptions,
  concordanceBetween,
  rollUp,
  splitByParts,
} from "./regions/concordance.ts";
export { chooseFallback, fallbackCodes, type FallbackFigure, readWithFallback } from "./regions/fallback.ts";
export { type BoundaryAnswer, type BoundaryOptions, loadBoundaries } from "./regions/boundaries.ts";
export { type BoundaryService, PDOK_OGC, PDOK_WFS } from "./regions/boundary_services.ts";
export type { AreaOutline, AreaOutlines } from "./regions/outline.ts";
export { fictionalOutlines, type OutlineLevel } from "./regions/fictional_outlines.ts";
export { outlinesOf, type OutlinesOptions, type RegionOutlines } from "./region_outlines.ts";
export { type SimplifyOptions, simplifyOutlines } from "./regions/simplify.ts";
export { loadPilotFile, PILOT_FILE } from "./pilot_file.ts";
export {
  type AcceptOptions,
  acceptTable,
  SchemaError,
  type SchemaProblem,
  type SchemaRule,
} from "./accept.ts";
export { type CsvOptions, readCsv, writeCsv } from "./csv.ts";
export { type CsvDelimiter, type CsvRowsOptions, readCsvRows } from "./csv_rows.ts";
export { readSav, type SavFile, type SavOptions, type SavVariable } from "./spss.ts";
export { type SavVariablePlan, writeSav, type WriteSavOptions } from "./write_sav.ts";
export { readXlsx, type XlsxOptions } from "./xlsx.ts";
export { type SheetPlan, writeXlsx } from "./write_xlsx.ts";
export { readParquet, writeParquet } from "./parquet.ts";
export { scanParquetFiles } from "./scan.ts";
export { readArrow, writeArrow } from "./arrow.ts";
export { buildPeopleFiles, PEOPLE_FILE_DATASETS, type PeopleFiles, peopleTables } from "./cbs/people.ts";
export type { TableOf } from "./cbs/register.ts";
export {
  findIdentifiers,
  type IdentifierFinding,
  type IdentifierKind,
  isBsn,
} from "./uploads/identifiers.ts";
export {
  type LinkageReport,
  linkageReport,
  pseudonymise,
  type PseudonymisedUpload,
  type PseudonymiseOptions,
  type RiskSummary,
  riskSummary,
} from "./uploads/pseudonymise.ts";
export { CBS_V3, statlineV3 } from "./statline/v3.ts";
export { CBS_V4, statlineV4 } from "./statline/v4.ts";
export {
  type MissingFigure,
  readStatlineIndicator,
  type StatlineColumns,
  type StatlineIndicator,
  type StatlineIndicatorOptions,
} from "./statline/indicator.ts";
export type { HttpOptions, HttpWorld } from "./statline/http.ts";
export type {
  MissingReason,
  Observation,
  StatlineAnswer,
  StatlineProtocol,
  StatlineQuery,
} from "./statline/types.ts";
