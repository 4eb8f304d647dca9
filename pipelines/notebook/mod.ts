/**
 * The notebook layer: reading, writing, canonical form, view, conventions, type check and parameters.
 *
 * @module
 */
export * from "./nbformat.ts";
export { type FileProblem, NotebookFileError } from "./problem.ts";
export { readNotebook, type ReadOptions } from "./read.ts";
export { writeNotebook } from "./write.ts";
export { canonicalNotebook } from "./canonical.ts";
export { type FormatEffects, formatNotebooks, type FormatOptions } from "./format.ts";
export { type View, type ViewLine, viewOf, type ViewOptions } from "./view.ts";
export { CELL_TAGS, type CellTag, isCellTag, mainTagOf, TAG_RULES, type TagRule } from "./tags.ts";
export {
  type Breach,
  checkConventions,
  type ConventionOptions,
  type ConventionProblem,
  CONVENTIONS_VERSION,
  type Rule,
  RULES,
  type SeenCell,
  type SeenNotebook,
  type Severity,
} from "./conventions.ts";
export {
  type CheckInput,
  type CompilerRun,
  type TypeCheckEffects,
  typeCheckNotebook,
  typeCheckNotebooks,
  type TypeCheckOptions,
  type TypeProblem,
} from "./typecheck.ts";
export {
  effectiveParametersJson,
  type Parameter,
  ParameterError,
  type Parameters,
  parametersOf,
  type ParameterType,
  withParameters,
} from "./parameters.ts";
export { parameterFlags } from "./parameter_flags.ts";
export {
  parseCode,
  type ParsedCode,
  type SourceComment,
  type SyntaxNode,
  type SyntaxProblem,
} from "./syntax.ts";
export * from "./vetting/mod.ts";
