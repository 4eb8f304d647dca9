/**
 * What lies on disk: records of vetting beside each notebook, and one list of keys with the seal over both.
 *
 * @module
 */

/** What a record says. */
export type RecordAction = "approve" | "revoke";

/** What a reviewer signs. */
export interface RecordBody {
  /** The version of this shape. */
  readonly version: 1;
  /** What is said. */
  readonly action: RecordAction;
  /** Path of the notebook below `notebooks/`, with `/`: a record is no good for another notebook. */
  readonly notebook: string;
  /** SHA-256 over the approved view and the version of the conventions; see `vettingChecksum`. */
  readonly checksum: string;
  /** The version of the conventions that the notebook was checked against. */
  readonly conventions: string;
  /** Who reviewed, as the reviewer gave it. */
  readonly reviewer: string;
  /** What was reviewed. */
  readonly scope: string;
  /** What there is to say about it; for a revocation the reason. May be empty for an approval. */
  readonly remark: string;
  /** Day of signing, `YYYY-MM-DD`. */
  readonly date: string;
  /** The key that signs. */
  readonly keyId: string;
  /** SHA-256 of the key's entry in the list as it was then. */
  readonly keyEntry: string;
  /** SHA-256 of the record before; null for the first one. */
  readonly previous: string | null;
}

/** A signed record. */
export interface VettingRecord extends RecordBody {
  /** Ed25519 over the canonical JSON of all other members, in base64url. */
  readonly signature: string;
}

/** The file `<name>.vet.json` beside a notebook. */
export interface VettingFile {
  /** The version of this shape. */
  readonly version: 1;
  /** All records, oldest first; each holds the hash of the one before. */
  readonly records: readonly VettingRecord[];
  /** The view that the last approval is about, by line, for the diff. Covered by that record's checksum. */
  readonly approvedView: readonly string[];
}

/** What a key may sign: `keys` the list of keys, `approvals` records. */
export type KeyUse = "keys" | "approvals";

/** What the root key signs of each key. */
export interface KeyEntryBody {
  /** The key's id; follows from the public key. */
  readonly id: string;
  /** The public key: 32 bytes in base64url. */
  readonly publicKey: string;
  /** Who holds the private key. */
  readonly holder: string;
  /** In which role the holder reviews. */
  readonly role: string;
  /** What the key may sign. */
  readonly use: KeyUse;
  /** First day on which it may sign, `YYYY-MM-DD`. */
  readonly validFrom: string;
  /** First day on which it may sign no more, `YYYY-MM-DD`; null when it has no end. */
  readonly validUntil: string | null;
  /** Day on which this entry was signed, `YYYY-MM-DD`: a key that is withdrawn here can no longer seal as of before. */
  readonly listedOn: string;
  /** SHA-256 of the entry before; null for the first one, which is the root. */
  readonly previous: string | null;
  /** The key that signs this entry: the root. */
  readonly signedBy: string;
}

/** A signed entry of the list of keys. A later entry with the same id takes the place of the earlier one. */
export interface KeyEntry extends KeyEntryBody {
  /** Ed25519 of the root over the canonical JSON of all other members, in base64url. */
  readonly signature: string;
}

/**
 * What is sealed over the list and all records: without it, the last entries of a chain could be cut off unseen, and
 * with them a revocation.
 */
export interface SealBody {
  /** Goes up by one with each change of list or records. */
  readonly sequence: number;
  /** SHA-256 of the last entry of the list. */
  readonly lastEntry: string;
  /** SHA-256 of the last record of each notebook, by its path. */
  readonly lastRecords: Readonly<Record<string, string>>;
  /** Day of sealing, `YYYY-MM-DD`. */
  readonly date: string;
  /** The key that seals: any that is valid on that day. */
  readonly keyId: string;
}

/** A signed seal. */
export interface Seal extends SealBody {
  /** Ed25519 over the canonical JSON of all other members, in base64url. */
  readonly signature: string;
}

/** The file `notebooks/keys.json`. */
export interface KeyList {
  /** The version of this shape. */
  readonly version: 1;
  /** All entries, oldest first; the first one is the root key. */
  readonly entries: readonly KeyEntry[];
  /** The seal over entries and records. */
  readonly seal: Seal;
}
