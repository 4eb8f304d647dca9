/**
 * Hashes and the one JSON spelling that hashes are taken of.
 *
 * @module
 */
import { createHash, createHmac } from "node:crypto";

/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Computes a SHA-256 hash.
 *
 * @example The hash of the empty string
 * ```ts
 * import { sha256Hex } from "./hash.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(sha256Hex("").slice(0, 8), "e3b0c442");
 * ```
 *
 * @param data Bytes, or text that is hashed as UTF-8.
 * @returns 64 lower-case hexadecimal digits.
 */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * Computes an HMAC with SHA-256.
 *
 * @param key The secret key.
 * @param data Bytes, or text that is taken as UTF-8.
 * @returns 64 lower-case hexadecimal digits.
 */
export function hmacSha256Hex(key: Uint8Array | string, data: Uint8Array | string): string {
  return createHmac("sha256", key).update(data).digest("hex");
}

/**
 * Writes JSON in one spelling: keys sorted by code unit, no white space, `undefined` members left out.
 *
 * @example Key order does not matter
 * ```ts
 * import { canonicalJson } from "./hash.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(canonicalJson({ b: 1, a: [true, null] }), '{"a":[true,null],"b":1}');
 * ```
 *
 * @param value Any JSON value; typed loosely so that interfaces without an index signature fit.
 * @returns The text.
 * @throws {TypeError} When a number is not finite, or a value cannot be JSON: it would be lost in silence.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("Cannot write canonical JSON: a number is not finite");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") return canonicalObject(value as Record<string, unknown>);
  throw new TypeError(`Cannot write canonical JSON: a value is of type ${typeof value}`);
}

function canonicalObject(object: Record<string, unknown>): string {
  const members = Object.keys(object).sort()
    .filter((key) => object[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${members.join(",")}}`;
}
