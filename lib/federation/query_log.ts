/**
 * The query log of a station: every request and what became of it, each entry chained to the one before by its hash.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import type { FederationRequest } from "./agreement.ts";
import { FederationError, type RefusalReason } from "./errors.ts";

/** What became of a request: a key was offered, a masked share was given, or why it was refused. */
export type LogOutcome = "offered" | "answered" | RefusalReason;

/** One entry. It holds no number of the data. */
export interface LogEntry {
  /** 0, 1, 2 … */
  readonly index: number;
  /** When, as the station's clock says. */
  readonly at: string;
  /** The request; null when it could not be trusted. */
  readonly request: FederationRequest | null;
  /** What became of it. */
  readonly outcome: LogOutcome;
  /** The hash of the entry before; 64 noughts for the first. */
  readonly previous: string;
  /** The SHA-256 of this entry without this field. */
  readonly hash: string;
}

/** The previous hash of the first entry. */
const START = "0".repeat(64);

/** Makes the entry that follows. */
export function nextEntry(
  log: readonly LogEntry[],
  parts: Pick<LogEntry, "at" | "request" | "outcome">,
): LogEntry {
  const { at, request, outcome } = parts;
  const body = { index: log.length, at, request, outcome, previous: log.at(-1)?.hash ?? START };
  return { ...body, hash: sha256Hex(canonicalJson(body)) };
}

/**
 * Checks that no entry of a log was changed, taken out or moved. Cutting off the end shows only beside a hash that
 * somebody else keeps: partners exchange their last hash.
 *
 * @example A changed entry is found
 * ```ts
 * import { nextEntry, verifyLog } from "./query_log.ts";
 * import assert from "node:assert/strict";
 *
 * const first = nextEntry([], { at: "2026-01-01", request: null, outcome: "signature" });
 * verifyLog([first]);
 * assert.throws(() => verifyLog([{ ...first, outcome: "answered" }]), /entry 0/);
 * ```
 *
 * @param log The entries, oldest first.
 * @throws {FederationError} At the first entry that does not fit.
 */
export function verifyLog(log: readonly LogEntry[]): void {
  log.forEach((entry, i) => {
    const expected = nextEntry(log.slice(0, i), entry);
    if (expected.hash === entry.hash && entry.index === i && entry.previous === expected.previous) return;
    throw new FederationError({
      what: `The query log does not fit from entry ${i} on`,
      mend: "Something was changed or taken out: restore the log before this station answers again",
    });
  });
}
