/**
 * Publishing: editions, run records, failure copies, schedules and notices.
 *
 * @module
 */
export { failedFolder } from "./_failed.ts";
export { type AsideFile, writeFileAside } from "./aside.ts";
export type { Layout } from "./_layout.ts";
export {
  Edition,
  type EditionState,
  type FileContent,
  openEdition,
  type OpenEditionOptions,
  type PublishedEdition,
} from "./edition.ts";
export {
  type EditionCheck,
  type EditionFile,
  type EditionManifest,
  MANIFEST_NAME,
  parseManifest,
  verifyEdition,
} from "./edition_manifest.ts";
export { type ListedEdition, listEditions, recoverEditions, type Recovery } from "./recover.ts";
export { BusyError, type Lock, type LockHolder, type LockOptions, takeLock } from "./lock.ts";
export {
  type AccessCount,
  type ApprovalFact,
  type CommitFact,
  type DeniedAccess,
  makeRunRecord,
  parseRunRecord,
  type RunContent,
  type RunInput,
  type RunRecord,
  type RunTimings,
  writeRunRecord,
} from "./run_record.ts";
export { describeInput, describeRuntime, readCommit, summariseAccesses } from "./facts.ts";
export { type CellReceipt, parseReceipts, type ReceiptsFile, writeReceipts } from "./receipts.ts";
export { type FailurePlace, markFailure } from "./mark_failure.ts";
export { failureReport, readFailureReport } from "./failure_report.ts";
export {
  type Delivery,
  maskMessage,
  type Notice,
  type NoticeFailure,
  type NoticeTargets,
  sendNotice,
} from "./notify.ts";
