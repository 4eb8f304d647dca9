/**
 * Makes and changes the list of keys. Each change is signed by the root key and sealed again.
 *
 * @module
 */
import { WorkspaceError } from "../../../lib/core/errors.ts";
import { chainHash } from "./checksum.ts";
import type { PrivateKey } from "./key_file.ts";
import { verifyKeyList } from "./key_list.ts";
import { keyIdOf, signJson } from "./signing.ts";
import type { KeyEntry, KeyEntryBody, KeyList, KeyUse, Seal, SealBody } from "./types.ts";

/** Who holds a key and until when it may sign. */
export interface KeyDescription {
  /** Who holds the private key. */
  readonly holder: string;
  /** In which role the holder reviews. */
  readonly role: string;
  /** First day on which it may sign, `YYYY-MM-DD`. */
  readonly validFrom: string;
  /** First day on which it may sign no more; null when it has no end. */
  readonly validUntil: string | null;
}

/**
 * Begins a list of keys with its root. The root key signs nothing but the list.
 *
 * @param root The root's private key.
 * @param description Who holds it.
 * @param date The day, `YYYY-MM-DD`.
 * @returns The list.
 */
export async function newKeyList(
  root: PrivateKey,
  description: KeyDescription,
  date: string,
): Promise<KeyList> {
  const entry = await signEntry(root.publicKey, root, description, { use: "keys", previous: null, date });
  const body = { sequence: 1, lastEntry: chainHash(entry), lastRecords: {}, date, keyId: root.id };
  return { version: 1, entries: [entry], seal: await signSeal(body, root) };
}

/**
 * Lists a key that may approve, or changes the time in which a listed one may.
 *
 * @example A root that lists a key
 * ```ts
 * import { listKey, newKeyList } from "./key_admin.ts";
 * import { verifyKeyList } from "./key_list.ts";
 * import { keyIdOf, newKeyPair } from "./signing.ts";
 * import assert from "node:assert/strict";
 *
 * const [rootPair, own] = await Promise.all([newKeyPair(), newKeyPair()]);
 * const root = { id: keyIdOf(rootPair.publicKey), ...rootPair };
 * const holder = { holder: "maintainers", role: "demonstration", validFrom: "2026-01-01", validUntil: null };
 * const list = await newKeyList(root, holder, "2026-01-01");
 * const longer = await listKey(list, own.publicKey, holder, root, "2026-01-02");
 * assert.equal((await verifyKeyList(longer)).ok, true);
 *
 * const changed = { ...longer, entries: longer.entries.map((entry) => ({ ...entry, holder: "somebody else" })) };
 * const verdict = await verifyKeyList(changed);
 * assert.match(verdict.ok ? "" : verdict.why, /was changed$/);
 * ```
 *
 * @param list The list; it is verified first.
 * @param publicKey The key's public part in base64url.
 * @param description Who holds it and until when it may sign.
 * @param root The root's private key.
 * @param date The day, `YYYY-MM-DD`.
 * @returns The new list.
 * @throws {WorkspaceError} When the list is not genuine, or the given root key is not its root.
 */
export async function listKey(
  list: KeyList,
  publicKey: string,
  description: KeyDescription,
  root: PrivateKey,
  date: string,
): Promise<KeyList> {
  const verdict = await verifyKeyList(list);
  if (!verdict.ok) {
    throw new WorkspaceError({
      what: verdict.why,
      where: "keys.json",
      mend: "Restore it from version control",
    });
  }
  if (verdict.keys.root.id !== root.id) {
    throw new WorkspaceError({
      what: `Only the root key ${verdict.keys.root.id} may change the list of keys`,
      where: "keys.json",
      mend: "Name its private key with --root-key FILE",
    });
  }
  const last = list.entries.at(-1);
  const previous = last === undefined ? null : chainHash(last);
  const use = publicKey === root.publicKey ? "keys" : "approvals";
  const entry = await signEntry(publicKey, root, description, { use, previous, date });
  return await reseal({ ...list, entries: [...list.entries, entry] }, {}, root, date);
}

/**
 * Seals a list anew after its entries or a record changed.
 *
 * @param list The list with its earlier seal.
 * @param lastRecords Hashes of the last record of notebooks that changed, by path.
 * @param signer The key that seals.
 * @param date The day, `YYYY-MM-DD`.
 * @returns The sealed list.
 */
export async function reseal(
  list: KeyList,
  lastRecords: Readonly<Record<string, string>>,
  signer: PrivateKey,
  date: string,
): Promise<KeyList> {
  const last = list.entries.at(-1);
  if (last === undefined) throw new TypeError("Cannot seal a list of keys without entries");
  const records = Object.entries({ ...list.seal.lastRecords, ...lastRecords }).sort(([a], [b]) =>
    a < b ? -1 : 1
  );
  const body: SealBody = {
    sequence: list.seal.sequence + 1,
    lastEntry: chainHash(last),
    lastRecords: Object.fromEntries(records),
    date,
    keyId: signer.id,
  };
  return { ...list, seal: await signSeal(body, signer) };
}

async function signEntry(
  publicKey: string,
  root: PrivateKey,
  description: KeyDescription,
  place: { readonly use: KeyUse; readonly previous: string | null; readonly date: string },
): Promise<KeyEntry> {
  const { holder, role, validFrom, validUntil } = description;
  const { use, previous, date } = place;
  const body: KeyEntryBody = {
    id: keyIdOf(publicKey),
    publicKey,
    holder,
    role,
    use,
    validFrom,
    validUntil,
    listedOn: date,
    previous,
    signedBy: root.id,
  };
  return { ...body, signature: await signJson("key-entry", body, root.privateKey) };
}

async function signSeal(body: SealBody, signer: PrivateKey): Promise<Seal> {
  return { ...body, signature: await signJson("key-list-seal", body, signer.privateKey) };
}
