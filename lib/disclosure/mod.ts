/**
 * Disclosure control: the only way from an aggregate table to one that may leave.
 *
 * @module
 */
export { protect, protectAll, type ProtectedTables, type ProtectOptions } from "./protect.ts";
export { explain, type Explanation } from "./explain.ts";
export type { ProtectedCell, ProtectedParts, ProtectedTable } from "./protected_table.ts";
export { DisclosureError, SolverError } from "./errors.ts";
export { DEFAULT_POLICY, POLICIES, policyById } from "./policies.ts";
export {
  type DominanceRule,
  isConfirmed,
  type Policy,
  type RoundingRule,
  type Standing,
  type Threshold,
  THRESHOLD_NAMES,
  type ThresholdName,
} from "./policy.ts";
export { type Loosening, loosenings, type OwnPolicy, ownPolicy, parsePolicy } from "./own_policy.ts";
export { dominanceOf, type PrimaryFinding, primaryFindings, type PrimaryRule } from "./primary.ts";
export {
  type Item,
  type Join,
  type LinearSystem,
  type Quantity,
  type QuantityOptions,
  type Relation,
  type Requirement,
  SystemBuilder,
  type Term,
} from "./system.ts";
export {
  countsBehind,
  judgeCount,
  judgeGroups,
  judgeModel,
  judgeNested,
  judgePercentile,
  type ModelOutput,
  type OutputFinding,
} from "./output_rules.ts";
export { attack, type AttackOptions, type Audit, audit, type Interval, type Leak } from "./audit.ts";
export { suppress, type Suppression, type SuppressOptions } from "./suppress.ts";
export {
  type Additive,
  attackRounded,
  type ControlledOptions,
  roundControlled,
  type Rounded,
  roundSmallCounts,
} from "./rounding.ts";
export {
  cellKey,
  type NoiseStep,
  type NoiseTable,
  perturb,
  rangeBehind,
  symmetricNoise,
} from "./cell_key.ts";
export type {
  CellKeyMethod,
  ChangingMethod,
  ProtectionMethod,
  RoundingMethod,
  SuppressionMethod,
} from "./method.ts";
export {
  type LedgerCell,
  type LedgerEntry,
  type LedgerException,
  type LedgerOutput,
  ledgerOutput,
  verifyLedger,
} from "./ledger.ts";
export type { DossierContext, DossierFile } from "./dossier.ts";
export type { OutputConflict } from "./_conflicts.ts";
export { releaseEdition, type ReleaseInput, type ReleaseNotebook, type ReleaseOutcome } from "./release.ts";
export type { PublishedFigures } from "./published_figures.ts";
