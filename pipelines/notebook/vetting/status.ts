/**
 * Whether the exact text of a notebook was approved, by a key that may approve, and still is.
 *
 * @module
 */
import { CONVENTIONS_VERSION } from "../conventions_version.ts";
import type { Notebook } from "../nbformat.ts";
import { approvableView, chainHash, signedBody, vettingChecksum } from "./checksum.ts";
import { viewDiff } from "./diff.ts";
import { isValidOn, type TrustOptions, type VerifiedKeys, verifyKeyList } from "./key_list.ts";
import { verifyJson } from "./signing.ts";
import type { KeyEntry, KeyList, VettingFile, VettingRecord } from "./types.ts";

/** Where a notebook stands. Only `vetted` may enter an edition. `message` is one sentence for people. */
export type VettingStatus =
  | {
    readonly state: "vetted";
    readonly message: string;
    readonly record: VettingRecord;
    readonly key: KeyEntry;
  }
  | {
    readonly state: "changed";
    readonly message: string;
    readonly record: VettingRecord;
    /** Unified diff of the view since the approval; empty when only the conventions changed. */
    readonly diff: string;
  }
  | { readonly state: "revoked"; readonly message: string; readonly record: VettingRecord }
  | { readonly state: "unknown-key"; readonly message: string; readonly record: VettingRecord }
  | { readonly state: "tampered"; readonly message: string }
  | { readonly state: "not-vetted"; readonly message: string };

/** Which notebook it is, and what is known from elsewhere. */
export interface StatusOptions extends TrustOptions {
  /** Path of the notebook below `notebooks/`, with `/`. */
  readonly path: string;
  /** The text of the pilot record beside it. Default null: there is none. */
  readonly pilotRecord?: string | null;
}

/**
 * Tells whether a notebook is vetted. Pure: what lies on disk is passed in.
 *
 * @example A notebook that nobody approved
 * ```ts
 * import { vettingStatus } from "./status.ts";
 * import assert from "node:assert/strict";
 *
 * const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] } as const;
 * const status = await vettingStatus(notebook, null, null, { path: "voorbeeld/verloop.ipynb" });
 * assert.equal(status.state, "not-vetted");
 * ```
 *
 * @param notebook The notebook as it is now.
 * @param file Its record file; null when there is none.
 * @param list The list of keys; null when there is none.
 * @param options Which notebook it is, and what is known from elsewhere.
 * @returns Where it stands.
 */
export async function vettingStatus(
  notebook: Notebook,
  file: VettingFile | null,
  list: KeyList | null,
  options: StatusOptions,
): Promise<VettingStatus> {
  if (list === null) {
    return file === null
      ? { state: "not-vetted", message: "It was never approved" }
      : { state: "tampered", message: "There is a record of vetting, but no list of keys" };
  }
  const verdict = await verifyKeyList(list, options);
  if (!verdict.ok) return { state: "tampered", message: verdict.why };
  const sealed = Object.hasOwn(list.seal.lastRecords, options.path)
    ? list.seal.lastRecords[options.path]
    : undefined;
  if (file === null) {
    return sealed === undefined
      ? { state: "not-vetted", message: "It was never approved" }
      : { state: "tampered", message: "Its record of vetting was removed" };
  }
  const why = await chainProblem(file, verdict.keys, options.path) ??
    sealMismatch(file, sealed, list.seal.date);
  if (why !== null) return why;
  return currentState(approvableView(notebook, options.pilotRecord ?? null), file, verdict.keys);
}

/** Checks that each record is signed by a listed key, is about this notebook, and follows the one before. */
async function chainProblem(
  file: VettingFile,
  keys: VerifiedKeys,
  path: string,
): Promise<VettingStatus | null> {
  let previous: string | null = null;
  for (const [i, record] of file.records.entries()) {
    const tampered = (what: string): VettingStatus => ({
      state: "tampered",
      message: `Record ${i + 1} ${what}`,
    });
    if (record.notebook !== path) return tampered(`is about another notebook: ${record.notebook}`);
    if (record.previous !== previous) return tampered("does not follow the record before it");
    if (record.date < (file.records[i - 1]?.date ?? "")) {
      return tampered("is dated before the record above it");
    }
    const entry = keys.byHash.get(record.keyEntry);
    if (entry === undefined || entry.id !== record.keyId) {
      const message = `Record ${i + 1} is signed by a key that is not on the list: ${record.keyId}`;
      return { state: "unknown-key", message, record };
    }
    const signed = await verifyJson("vetting-record", signedBody(record), record.signature, entry.publicKey);
    if (!signed) return tampered("has a signature that does not fit: it was changed");
    if (entry.use !== "approvals") return tampered("is signed by a key that may not approve");
    if (!["approve", "revoke"].includes(record.action)) return tampered("says what records cannot say");
    previous = chainHash(record);
  }
  return null;
}

function sealMismatch(file: VettingFile, sealed: string | undefined, sealDate: string): VettingStatus | null {
  const last = file.records.at(-1);
  if (last !== undefined && sealed === chainHash(last)) {
    if (last.date <= sealDate) return null;
    return { state: "tampered", message: "The last record is dated after the seal in the list of keys" };
  }
  return {
    state: "tampered",
    message: "The seal in the list of keys names another last record: records were removed",
  };
}

function currentState(view: string, file: VettingFile, keys: VerifiedKeys): VettingStatus {
  const record = file.records.at(-1);
  if (record === undefined) return { state: "not-vetted", message: "It was never approved" };
  if (record.action === "revoke") {
    return {
      state: "revoked",
      message: `The approval was revoked on ${record.date}: ${record.remark}`,
      record,
    };
  }
  const key = keys.current.get(record.keyId);
  if (key === undefined || !isValidOn(key, record.date)) {
    const message = `The key ${record.keyId} was not valid on ${record.date}, the day of the approval`;
    return { state: "unknown-key", message, record };
  }
  const approved = file.approvedView.join("\n");
  if (vettingChecksum(approved, record.conventions) !== record.checksum) {
    return { state: "tampered", message: "The approved view in the record file was changed" };
  }
  return compare(view, approved, record, key);
}

function compare(now: string, approved: string, record: VettingRecord, key: KeyEntry): VettingStatus {
  if (now !== approved) {
    const message = `It was changed since the approval of ${record.date}`;
    return { state: "changed", message, record, diff: viewDiff(approved, now) };
  }
  if (record.conventions !== CONVENTIONS_VERSION) {
    const message =
      `It was approved under conventions ${record.conventions}; ${CONVENTIONS_VERSION} hold now`;
    return { state: "changed", message, record, diff: "" };
  }
  return { state: "vetted", message: `Approved on ${record.date} by ${record.reviewer}`, record, key };
}
