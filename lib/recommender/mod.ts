/**
 * What to read next, from loans: fitted without keeping readers, tested on held-out loans.
 *
 * @module
 */
export { type Book, readCollection, READING_LEVELS } from "./collection.ts";
export { likeness, LIKENESS_WEIGHTS, type LikenessWeights } from "./likeness.ts";
export {
  fitRecommender,
  LOWEST_FLOOR,
  type Neighbour,
  type Recommender,
  type RecommenderOptions,
} from "./recommender.ts";
export { RECOMMENDER_METHODS } from "./methods.ts";
export { suggestionList, type SuggestionListOptions } from "./suggestion_list.ts";
export { suggestBooks, type Suggestion, type SuggestOptions } from "./suggest.ts";
export { type EvaluateOptions, evaluateSuggestions, type Way, type WayQuality, WAYS } from "./evaluate.ts";
export {
  type QualityMeasure,
  qualityTable,
  type ReachOptions,
  reachTable,
  type TableAbout,
  WAY_LABELS,
} from "./tables.ts";
