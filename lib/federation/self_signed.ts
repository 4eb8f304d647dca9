/**
 * A self-signed X.509 certificate for a station: Node and Deno read certificates and cannot make them.
 *
 * Partners put each other's certificate in their settings (pinned, as a root of its own), so no authority is needed. Only
 * what TLS asks of such a certificate is in it: version 3, Ed25519, one name, validity, key usage.
 * Source: RFC 5280 (fields), RFC 8410 (Ed25519), X.690 (DER).
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createHash, createPublicKey, sign } from "node:crypto";
import type { SigningKey } from "./signing.ts";

/** DER tags that a certificate needs. */
const TAG = {
  integer: 2,
  bits: 3,
  octets: 4,
  oid: 6,
  utf8: 12,
  time: 24,
  sequence: 0x30,
  set: 0x31,
} as const;
/** Object identifiers, already in DER: Ed25519 1.3.101.112, common name 2.5.4.3, key usage, alternative names. */
const OID = { ed25519: "2b6570", commonName: "550403", keyUsage: "551d0f", altName: "551d11" } as const;

/** What a certificate says. */
export interface CertificateOptions {
  /** The host name by which the station is reached, for example `localhost`. */
  readonly hostname: string;
  /** From when, ISO 8601. */
  readonly notBefore: string;
  /** Until when, ISO 8601. */
  readonly notAfter: string;
}

/** A certificate with its key, as TLS wants them. */
export interface TlsIdentity {
  /** The certificate, PEM. */
  readonly certificate: string;
  /** The private key, PEM (PKCS 8). */
  readonly privateKey: string;
}

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const length = body.length < 128
    ? [body.length]
    : body.length < 256
    ? [0x81, body.length]
    : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Uint8Array.of(tag, ...length), body]);
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, "hex");
}

function text(tag: number, value: string): Buffer {
  return der(tag, Buffer.from(value, "utf8"));
}

/** `20260101000000Z`, the form of times in certificates. */
function timeOf(iso: string): Buffer {
  return text(TAG.time, `${new Date(iso).toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`);
}

/** An extension: identifier and value; key usage is critical. */
function extension(oid: string, value: Uint8Array, critical: boolean): Buffer {
  const flag = critical ? [Uint8Array.of(1, 1, 255)] : [];
  return der(TAG.sequence, der(TAG.oid, hex(oid)), ...flag, der(TAG.octets, value));
}

/**
 * Makes a self-signed certificate for an Ed25519 key.
 *
 * @example The certificate names the host and bears the key's own signature
 * ```ts
 * import { X509Certificate } from "node:crypto";
 * import { selfSigned } from "./self_signed.ts";
 * import { newSigningKey } from "./signing.ts";
 * import assert from "node:assert/strict";
 *
 * const key = newSigningKey();
 * const { certificate } = selfSigned(key, { hostname: "station-a", notBefore: "2026-01-01", notAfter: "2027-01-01" });
 * const read = new X509Certificate(certificate);
 * assert.equal(read.subjectAltName, "DNS:station-a");
 * assert.equal(read.publicKey.export({ type: "spki", format: "der" }).toString("base64"), key.publicKey);
 * ```
 *
 * @param key The key. Rather not the key that signs answers: one key, one use.
 * @param options Name and validity.
 * @returns The certificate and its key in PEM.
 */
export function selfSigned(key: SigningKey, options: CertificateOptions): TlsIdentity {
  const algorithm = der(TAG.sequence, der(TAG.oid, hex(OID.ed25519)));
  const name = der(
    TAG.sequence,
    der(TAG.set, der(TAG.sequence, der(TAG.oid, hex(OID.commonName)), text(TAG.utf8, options.hostname))),
  );
  const publicKey = createPublicKey(key.privateKey).export({ type: "spki", format: "der" });
  // A positive number of 16 bytes that differs for each key and validity.
  const serial = createHash("sha256").update(publicKey).update(options.notBefore).digest().subarray(0, 16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const alternative = der(TAG.sequence, text(0x82, options.hostname));
  const extensions = der(
    TAG.sequence,
    extension(OID.keyUsage, der(TAG.bits, Uint8Array.of(7, 0x80)), true),
    extension(OID.altName, alternative, false),
  );
  const body = der(
    TAG.sequence,
    der(0xa0, der(TAG.integer, Uint8Array.of(2))),
    der(TAG.integer, serial),
    algorithm,
    name,
    der(TAG.sequence, timeOf(options.notBefore), timeOf(options.notAfter)),
    name,
    publicKey,
    der(0xa3, extensions),
  );
  const signature = sign(null, body, key.privateKey);
  const whole = der(TAG.sequence, body, algorithm, der(TAG.bits, Uint8Array.of(0), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    privateKey: key.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
