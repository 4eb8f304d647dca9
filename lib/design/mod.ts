/**
 * Design pieces for notebooks: parameters, questions, limits, method, persona cards, the pilot record, session packs,
 * the glossary.
 *
 * @module
 */
export {
  type BasedOn,
  briefingParameters,
  howMightWe,
  type HowMightWeOptions,
  limits,
  type LimitsOptions,
  method,
  type MethodOptions,
  question,
  type QuestionOptions,
} from "./texts.ts";
export { GLOSSARY, spellingsOf } from "./glossary.ts";
export { personaCard, type PersonaOptions, type PersonaTrait, shownTraits } from "./persona.ts";
export { type EvidenceCell, evidenceOf } from "./evidence.ts";
export type * from "./pilot_record.ts";
export {
  labelOf,
  PilotRecordError,
  problemsOfRecord,
  readPilotRecord,
  type RecordProblem,
  writePilotRecord,
} from "./read_record.ts";
export { newPilotRecord } from "./new_record.ts";
export {
  type SectionOptions,
  showEffectPlan,
  showEthicsCard,
  showPilotStatus,
  showQuestion,
  showSourceMatrix,
  showTheoryOfChange,
} from "./record_sections.ts";
export { showSinceLastSession } from "./since_session.ts";
export {
  type EvidenceStrength,
  type ProblemStatement,
  sessionPack,
  type SessionPackOptions,
} from "./session_pack.ts";
export {
  addToRecord,
  type AskedFinding,
  blankFeedbackForm,
  blankSessionForm,
  type FormContent,
  readForm,
} from "./forms.ts";
export {
  enterInRecord,
  ENTRY_FIELDS,
  type EntryAnswers,
  type EntryField,
  type EntryKind,
} from "./entries.ts";
export { describeRecord } from "./describe_record.ts";
export { sheetPack, type SheetPackOptions } from "./sheets.ts";
export { blankPersonaSheet } from "./session_sheets.ts";
export {
  MATURITY_SCAN,
  maturityAdvice,
  type MaturityDimension,
  type MaturityOptions,
  type MaturityScan,
  maturitySheet,
  scoreMaturity,
} from "./maturity_scan.ts";
export {
  type AgeBand,
  CHILD_AGE_BANDS,
  coverageGaps,
  coverageMatrix,
  type CoverageOptions,
  inventorySheet,
} from "./initiatives.ts";
export {
  type Signal,
  signalCard,
  type SignalCardOptions,
  type SignalDomain,
  signalSheet,
  type SignalUrgency,
} from "./signal_card.ts";
export { dataToolkit, type ToolkitOptions } from "./data_toolkit.ts";
export { effectToolkit } from "./effect_toolkit.ts";
