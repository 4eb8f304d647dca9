/**
 * Signatures: who says what, so that nobody can speak for another.
 *
 * @module
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from "node:crypto";
import { Buffer } from "node:buffer";
import { canonicalJson } from "../core/hash.ts";

/** What kind of statement is signed; a signature of one kind is no signature of another. */
export type StatementKind = "request" | "offer" | "share";

/** A statement with its signature. */
export interface Signed<Payload> {
  /** What is said. */
  readonly payload: Payload;
  /** The Ed25519 signature in base64. */
  readonly signature: string;
}

/** A signing key pair. The private key stays with its owner. */
export interface SigningKey {
  /** The public key: SPKI in base64, for the agreement. */
  readonly publicKey: string;
  /** The private key; never written to JSON by Node or Deno. */
  readonly privateKey: KeyObject;
}

/** Makes a new Ed25519 key pair from the system's randomness. */
export function newSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return { publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"), privateKey };
}

/** Reads a key pair from a private key in PEM (PKCS 8), as a station keeps it. */
export function readSigningKey(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");
  return { publicKey, privateKey };
}

function bytesOf(kind: StatementKind, payload: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson({ protocol: "smart-start-federation-1", kind, payload }));
}

/**
 * Signs a statement.
 *
 * @example A signature holds for what was said, and for nothing else
 * ```ts
 * import { isSignedBy, newSigningKey, signStatement } from "./signing.ts";
 * import assert from "node:assert/strict";
 *
 * const key = newSigningKey();
 * const signed = signStatement("request", { sequence: 1 }, key);
 * assert.ok(isSignedBy("request", signed, key.publicKey));
 * assert.ok(!isSignedBy("request", { ...signed, payload: { sequence: 2 } }, key.publicKey));
 * assert.ok(!isSignedBy("share", signed, key.publicKey));
 * ```
 *
 * @param kind The kind of statement.
 * @param payload A JSON value.
 * @param key The signer's key.
 * @returns The statement with its signature.
 */
export function signStatement<Payload>(
  kind: StatementKind,
  payload: Payload,
  key: SigningKey,
): Signed<Payload> {
  const signature = signBytes(null, bytesOf(kind, payload), key.privateKey);
  return { payload, signature: signature.toString("base64") };
}

/** Tells whether a statement bears the signature of the owner of a public key. Never throws. */
export function isSignedBy(kind: StatementKind, signed: Signed<unknown>, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: fromBase64(publicKey), format: "der", type: "spki" });
    return verifyBytes(null, bytesOf(kind, signed.payload), key, fromBase64(signed.signature));
  } catch {
    return false;
  }
}

/** Reads base64 as the bytes type that node:crypto asks for. */
export function fromBase64(text: string): ReturnType<typeof Buffer.from> {
  return Buffer.from(text, "base64");
}
