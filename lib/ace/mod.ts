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
export { KAISER10 } from "./instruments/kaiser10.ts";
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
export {
  type AceDistribution,
  distribute,
  type DistributeOptions,
  type GroupOptions,
  type SplitBy,
} from "./distribution.ts";
