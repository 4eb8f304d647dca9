/**
 * Questionnaires on adverse and positive childhood experiences: instruments as data, scoring, group results.
 *
 * About groups, never persons: no function gives a person a risk class.
 *
 * @module
 */
export { type Grouping, groupingFrom, GROUPINGS, type ScoreGroup } from "./grouping.ts";
export type * from "./instrument.ts";
export { UNKNOWN_REASONS } from "./instrument.ts";
export { ACE_IQ10_NL } from "./instruments/ace_iq10_nl.ts";
export { BCE10 } from "./instruments/bce10.ts";
export { BRFSS } from "./instruments/brfss.ts";
export { KAISER10 } from "./instruments/kaiser10.ts";
export { KAISER_FHH } from "./instruments/kaiser_fhh.ts";
export { PCE7 } from "./instruments/pce7.ts";
export { PEARLS_ADOLESCENT, PEARLS_CHILD, PEARLS_TEEN } from "./instruments/pearls.ts";
export { PHL_ACE } from "./instruments/phl.ts";
export { instrumentById, INSTRUMENTS } from "./instruments/registry.ts";
export { WHO_ACE_IQ } from "./instruments/who_ace_iq.ts";
export { type ItemColumn, type ItemMapping, type MappingReport } from "./mapping.ts";
export { type MissingRule, missingRuleId } from "./missing_rule.ts";
export {
  AceRefusal,
  classifyPerson,
  IllegalAnswer,
  type IndividualRequest,
  type RefusalReason,
} from "./refusal.ts";
export { type AceScores, type Mode, type ScoreMethod } from "./scores.ts";
export { type ScoreOptions, scoreTable } from "./score.ts";
export { takeTotals, type TotalsOptions } from "./totals.ts";
export { type AceDistribution, distribute, type DistributeOptions } from "./distribution.ts";
export type { CountInterval, GroupOptions, SplitBy, SurveyBasis } from "./groups.ts";
export { distributeBounds } from "./bounds.ts";
export { type AcePrevalence, prevalence, type PrevalenceOptions } from "./prevalence.ts";
export { cooccurrence, type CooccurrenceOptions } from "./cooccurrence.ts";
export {
  type DoseResponse,
  doseResponse,
  doseResponseFromCounts,
  type DoseResponseOptions,
  doseResponseTable,
  type GroupCounts,
  type GroupOdds,
} from "./dose_response.ts";
export { requireComparable, trend, type TrendOptions, type Wave } from "./trend.ts";
export {
  type SurveyDoseResponse,
  surveyDoseResponse,
  type SurveyDoseResponseOptions,
  type SurveyGroupOdds,
} from "./survey_dose_response.ts";
export {
  type ChangeOptions,
  testChange,
  type TimedWave,
  type WaveChange,
  type WaveMeasure,
} from "./change.ts";
export {
  type ItemColumns,
  type ItemStatistic,
  type Reliability,
  reliability,
  type ReliabilityOptions,
} from "./reliability.ts";
export {
  tetrachoric,
  tetrachoricAlpha,
  type TetrachoricMatrix,
  tetrachoricMatrix,
  type TetrachoricMatrixOptions,
  type TetrachoricOptions,
  type TwoByTwo,
} from "./tetrachoric.ts";
export {
  type Agreement,
  kappa,
  type KappaOptions,
  type TestRetest,
  testRetest,
  type TestRetestOptions,
} from "./agreement.ts";
export {
  type ExportedQuestion,
  type ExportParts,
  type ExportSource,
  QuestionnaireExport,
} from "./intake/export.ts";
export { readExport } from "./intake/read_export.ts";
export { type LabelledExportOptions, readLabelledExport } from "./intake/labelled_export.ts";
export type { SurveyTool } from "./intake/tool_formats.ts";
export { readLimeSurveySyntax, type SyntaxLanguage } from "./intake/limesurvey_syntax.ts";
export {
  type IntakeBackground,
  type IntakeItem,
  type IntakeMapping,
  parseIntakeMapping,
} from "./intake/mapping_file.ts";
export { type LabelledMapping, mapValueLabels, type ValueLabels } from "./intake/spss.ts";
export { type Intake, type IntakeReport, takeAnswers } from "./intake/take_answers.ts";
export { ACE_METHODS } from "./methods.ts";
