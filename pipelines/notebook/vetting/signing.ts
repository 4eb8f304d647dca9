/**
 * Ed25519 signatures over canonical JSON.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../../../lib/core/hash.ts";

/** What a signature is for. It is part of what is signed, so that a signature for one thing is none for another. */
export type SigningPurpose = "key-entry" | "key-list-seal" | "vetting-record";

const PURPOSE_PREFIX = "smart-start/v1/";

/** A pair of keys as text: base64url of the raw public key and of the PKCS #8 private key. */
export interface KeyPairText {
  /** The public key: 32 bytes in base64url. */
  readonly publicKey: string;
  /** The private key: PKCS #8 in base64url. */
  readonly privateKey: string;
}

/**
 * Makes a new pair of keys.
 *
 * @returns The pair.
 */
export async function newKeyPair(): Promise<KeyPairText> {
  const pair = await crypto.subtle.generateKey({ name: "Ed25519" }, true, [
    "sign",
    "verify",
  ]) as CryptoKeyPair;
  return {
    publicKey: toBase64Url(await crypto.subtle.exportKey("raw", pair.publicKey)),
    privateKey: toBase64Url(await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
  };
}

/**
 * Gives the id of a key: it follows from the public key, so that no two keys can share one.
 *
 * @param publicKey The public key in base64url.
 * @returns `key-` and sixteen hexadecimal digits.
 */
export function keyIdOf(publicKey: string): string {
  return `key-${sha256Hex(publicKey).slice(0, 16)}`;
}

/**
 * Signs a JSON value.
 *
 * @example Signed for one purpose, not for another
 * ```ts
 * import { newKeyPair, signJson, verifyJson } from "./signing.ts";
 * import assert from "node:assert/strict";
 *
 * const { publicKey, privateKey } = await newKeyPair();
 * const signature = await signJson("vetting-record", { a: 1 }, privateKey);
 * assert.equal(await verifyJson("vetting-record", { a: 1 }, signature, publicKey), true);
 * assert.equal(await verifyJson("vetting-record", { a: 2 }, signature, publicKey), false);
 * assert.equal(await verifyJson("key-entry", { a: 1 }, signature, publicKey), false);
 * ```
 *
 * @param purpose What the signature is for.
 * @param body The value.
 * @param privateKey The private key: PKCS #8 in base64url.
 * @returns The signature in base64url.
 */
export async function signJson(purpose: SigningPurpose, body: unknown, privateKey: string): Promise<string> {
  const key = await crypto.subtle.importKey("pkcs8", fromBase64Url(privateKey), { name: "Ed25519" }, false, [
    "sign",
  ]);
  return toBase64Url(await crypto.subtle.sign("Ed25519", key, messageOf(purpose, body)));
}

/**
 * Tells whether a signature belongs to a JSON value and a key. Never throws: what cannot be read is not signed.
 *
 * @param purpose What the signature is for.
 * @param body The value.
 * @param signature The signature in base64url.
 * @param publicKey The public key: 32 bytes in base64url.
 * @returns Whether it was signed with that key.
 */
export async function verifyJson(
  purpose: SigningPurpose,
  body: unknown,
  signature: string,
  publicKey: string,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("raw", fromBase64Url(publicKey), { name: "Ed25519" }, false, [
      "verify",
    ]);
    return await crypto.subtle.verify("Ed25519", key, fromBase64Url(signature), messageOf(purpose, body));
  } catch {
    return false;
  }
}

function messageOf(purpose: SigningPurpose, body: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${PURPOSE_PREFIX}${purpose}\n${canonicalJson(body)}`);
}

function toBase64Url(bytes: ArrayBuffer): string {
  return new Uint8Array(bytes).toBase64({ alphabet: "base64url", omitPadding: true });
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}
