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
  /** For `answered`: the last hash in the log of every station in that round, by station. Else empty. */
  readonly witnessed: Readonly<Record<string, string>>;
  /** The hash of the entry before; 64 noughts for the first. */
  readonly previous: string;
  /** The SHA-256 of this entry without this field. */
  readonly hash: string;
}

/** The previous hash of the first entry. */
const START = "0".repeat(64);

/** The hash of the last entry; 64 noughts for an empty log. */
export function lastHash(log: readonly LogEntry[]): string {
  return log.at(-1)?.hash ?? START;
}

/** Makes the entry that follows. */
export function nextEntry(
  log: readonly LogEntry[],
  parts: Pick<LogEntry, "at" | "request" | "outcome"> & Partial<Pick<LogEntry, "witnessed">>,
): LogEntry {
  const { at, request, outcome, witnessed = {} } = parts;
  const body = { index: log.length, at, request, outcome, witnessed, previous: lastHash(log) };
  return { ...body, hash: sha256Hex(canonicalJson(body)) };
}

/**
 * Checks that no entry of a log was changed, taken out or moved. Cutting off the end shows only beside what others keep:
 * {@linkcode findCutLogs}.
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

/**
 * Finds logs of which the end was cut off or which were begun anew: in each round stations see each other's last hash, and
 * write it down. Whoever cuts a log has to get all others to cut theirs.
 *
 * @example The log of one station was begun anew after others had seen it
 * ```ts
 * import { findCutLogs, nextEntry } from "./query_log.ts";
 * import assert from "node:assert/strict";
 *
 * const first = nextEntry([], { at: "2026-01-01", request: null, outcome: "signature" });
 * const seen = nextEntry([], { at: "2026-01-01", request: null, outcome: "answered", witnessed: { ggd: first.hash } });
 * assert.deepEqual(findCutLogs(new Map([["ggd", [first]], ["school", [seen]]])), []);
 * assert.deepEqual(findCutLogs(new Map([["ggd", []], ["school", [seen]]])), ["ggd"]);
 * ```
 *
 * @param logs The logs that are laid beside each other, by station.
 * @returns The stations whose log lacks an entry that another one saw, in order.
 */
export function findCutLogs(logs: ReadonlyMap<string, readonly LogEntry[]>): readonly string[] {
  const seen = [...logs.values()].flat().flatMap(({ witnessed }) => Object.entries(witnessed));
  return [...logs].filter(([station, log]) => {
    const hashes = new Set([START, ...log.map(({ hash }) => hash)]);
    return seen.some(([whose, hash]) => whose === station && !hashes.has(hash));
  }).map(([station]) => station).sort();
}
