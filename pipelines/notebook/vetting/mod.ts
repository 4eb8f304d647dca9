/**
 * Vetting: signed records of who approved which exact text.
 *
 * What it holds against: a changed notebook, a changed, copied or removed record, a changed or shortened list of keys, a
 * record by a key that is not listed or no longer valid, and a revocation that is cut off. What it cannot hold against:
 * whoever can write every file may put a root key of his own in the place of the root; give `trustedRoot` from elsewhere
 * (a CI variable) and that is seen too. Whoever sets all files back to an earlier state is seen when `minimumSequence`
 * comes from an earlier edition.
 *
 * @module
 */
export { approvableView, chainHash, signedBody, vettingChecksum } from "./checksum.ts";
export { type DiffOptions, viewDiff } from "./diff.ts";
export { type DiskEffectsOptions, keyFileDiskEffects, vetDiskEffects } from "./disk_effects.ts";
export { readKeyList, readVettingFile, VettingFileError, writeVettingJson } from "./files.ts";
export { type KeyDescription, listKey, newKeyList, reseal } from "./key_admin.ts";
export {
  defaultKeyFile,
  type KeyFileEffects,
  type PrivateKey,
  readKeyFile,
  writeKeyFile,
} from "./key_file.ts";
export {
  isValidOn,
  type KeyListVerdict,
  type TrustOptions,
  type VerifiedKeys,
  verifyKeyList,
} from "./key_list.ts";
export {
  keyIdOf,
  type KeyPairText,
  newKeyPair,
  type SigningPurpose,
  signJson,
  verifyJson,
} from "./signing.ts";
export { conventionLine, typeLine } from "./problem_lines.ts";
export { type StatusOptions, type VettingStatus, vettingStatus } from "./status.ts";
export type * from "./types.ts";
export { KEY_LIST_PATH, vettingPath } from "./places.ts";
export { type VetEffects, vetNotebook, type VetOptions, type VetResult } from "./vet.ts";
