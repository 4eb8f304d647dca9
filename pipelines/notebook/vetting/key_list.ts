/**
 * Verifies the list of keys: chain, signatures of the root, and the seal.
 *
 * @module
 */
import { chainHash, signedBody } from "./checksum.ts";
import { keyIdOf, verifyJson } from "./signing.ts";
import type { KeyEntry, KeyList, KeyUse } from "./types.ts";

/** What the reader of a list knows from elsewhere. */
export interface TrustOptions {
  /**
   * The id of the root key. Whoever can write all files of the project can also put a list of his own in the place of
   * the list; only a root that is known from elsewhere shows that. Default: the first entry is believed.
   */
  readonly trustedRoot?: string;
  /** The lowest sequence that the seal may have: one known from an earlier edition shows that files were set back. */
  readonly minimumSequence?: number;
}

/** A list that was verified. */
export interface VerifiedKeys {
  /** The root. */
  readonly root: KeyEntry;
  /** The entry in force for each id. */
  readonly current: ReadonlyMap<string, KeyEntry>;
  /** Each entry that ever was, by its hash. */
  readonly byHash: ReadonlyMap<string, KeyEntry>;
}

/** Either the keys, or why the list cannot be believed. */
export type KeyListVerdict =
  | { readonly ok: true; readonly keys: VerifiedKeys }
  | { readonly ok: false; readonly why: string };

/**
 * Verifies a list of keys.
 *
 * @param list The list.
 * @param trust What is known from elsewhere.
 * @returns The keys, or the first reason not to believe the list.
 */
export async function verifyKeyList(list: KeyList, trust: TrustOptions = {}): Promise<KeyListVerdict> {
  const chain = await verifyEntries(list.entries, trust);
  if (!chain.ok) return chain;
  const why = await sealProblem(list, chain.keys, trust);
  return why === null ? chain : { ok: false, why };
}

async function verifyEntries(entries: readonly KeyEntry[], trust: TrustOptions): Promise<KeyListVerdict> {
  const [root] = entries;
  if (root === undefined) return { ok: false, why: "The list of keys is empty" };
  if (trust.trustedRoot !== undefined && root.id !== trust.trustedRoot) {
    return { ok: false, why: `The list's root is ${root.id}, but ${trust.trustedRoot} is trusted` };
  }
  const current = new Map<string, KeyEntry>();
  const byHash = new Map<string, KeyEntry>();
  let previous: string | null = null;
  for (const [i, entry] of entries.entries()) {
    const why = await entryProblem(entry, root, previous);
    if (why !== null) return { ok: false, why: `Entry ${i + 1} of the list of keys (${entry.id}) ${why}` };
    if (i > 0 && entry.listedOn < (entries[i - 1]?.listedOn ?? "")) {
      return { ok: false, why: `Entry ${i + 1} of the list of keys is dated before the one above it` };
    }
    previous = chainHash(entry);
    current.set(entry.id, entry);
    byHash.set(previous, entry);
  }
  return { ok: true, keys: { root, current, byHash } };
}

async function entryProblem(
  entry: KeyEntry,
  root: KeyEntry,
  previous: string | null,
): Promise<string | null> {
  if (entry.id !== keyIdOf(entry.publicKey)) return "has an id that does not belong to its public key";
  if (entry.previous !== previous) return "does not follow the entry before it";
  if (entry.signedBy !== root.id) return "is not signed by the root key";
  const wantedUse: KeyUse = entry.id === root.id ? "keys" : "approvals";
  if (entry.use !== wantedUse) return `must be for ${wantedUse}`;
  const signed = await verifyJson("key-entry", signedBody(entry), entry.signature, root.publicKey);
  return signed ? null : "has a signature that does not fit: it was changed";
}

async function sealProblem(list: KeyList, keys: VerifiedKeys, trust: TrustOptions): Promise<string | null> {
  const { seal } = list;
  const last = list.entries.at(-1);
  if (last === undefined || seal.lastEntry !== chainHash(last)) {
    return "The seal belongs to another list of keys: entries were added or removed";
  }
  const key = keys.current.get(seal.keyId);
  if (key === undefined) return `The seal's key ${seal.keyId} is not on the list`;
  if (!isValidOn(key, seal.date)) return `The seal's key ${seal.keyId} was not valid on ${seal.date}`;
  if (seal.date < last.listedOn) return "The seal is dated before the last entry of the list of keys";
  if (!await verifyJson("key-list-seal", signedBody(seal), seal.signature, key.publicKey)) {
    return "The seal's signature does not fit: it was changed";
  }
  const minimum = trust.minimumSequence ?? 0;
  return seal.sequence >= minimum
    ? null
    : `The seal has sequence ${seal.sequence}, but ${minimum} was seen before: the files were set back`;
}

/**
 * Tells whether a key may sign on a day.
 *
 * @example The last day is excluded
 * ```ts
 * import { isValidOn } from "./key_list.ts";
 * import type { KeyEntry } from "./types.ts";
 * import assert from "node:assert/strict";
 *
 * const entry = { validFrom: "2026-01-01", validUntil: "2026-02-01" } as KeyEntry;
 * assert.ok(isValidOn(entry, "2026-01-31") && !isValidOn(entry, "2026-02-01"));
 * ```
 *
 * @param entry The key's entry.
 * @param date The day, `YYYY-MM-DD`.
 * @returns Whether the day is within its time; the last day is excluded.
 */
export function isValidOn(entry: KeyEntry, date: string): boolean {
  return entry.validFrom <= date && (entry.validUntil === null || date < entry.validUntil);
}
