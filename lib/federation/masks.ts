/**
 * Pairwise masks: what one station adds, another subtracts. Only in the sum of all do they vanish.
 *
 * Each pair agrees on a secret by X25519 with keys made for this one round; HKDF-SHA-256 with the hash of the request as
 * salt makes a key of it, and AES-256-CTR stretches that into one number modulo 2^192 for each value.
 * Source: Bonawitz et al. (2017), Practical secure aggregation for privacy-preserving machine learning, without its
 * recovery of dropped masks: here a round with a drop-out is thrown away.
 *
 * @module
 */
import {
  createCipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { reduce, VALUE_BYTES } from "./fixed_point.ts";
import { fromBase64 } from "./signing.ts";

/** A key pair for one round. */
export interface RoundKey {
  /** The X25519 public key: SPKI in base64. */
  readonly publicKey: string;
  /** The private key; forgotten after the round. */
  readonly privateKey: KeyObject;
}

/** A station with its public key of this round. */
export interface RoundPeer {
  /** The station. */
  readonly id: string;
  /** Its X25519 public key: SPKI in base64. */
  readonly publicKey: string;
}

/** Makes a key pair for one round from the system's randomness. */
export function newRoundKey(): RoundKey {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  return { publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"), privateKey };
}

/**
 * Masks values so that only the sum over all peers can be read.
 *
 * @example Two masked numbers tell nothing; their sum is the sum
 * ```ts
 * import { decode, encode, reduce } from "./fixed_point.ts";
 * import { maskValues, newRoundKey } from "./masks.ts";
 * import assert from "node:assert/strict";
 *
 * const keys = { a: newRoundKey(), b: newRoundKey() };
 * const peers = [{ id: "a", publicKey: keys.a.publicKey }, { id: "b", publicKey: keys.b.publicKey }];
 * const [a] = maskValues([encode(3)], { own: "a", key: keys.a, peers, salt: "request" });
 * const [b] = maskValues([encode(4)], { own: "b", key: keys.b, peers, salt: "request" });
 * assert.notEqual(decode(a!), 3);
 * assert.equal(decode(reduce(a! + b!)), 7);
 * ```
 *
 * @param values Fixed-point numbers.
 * @param options `own` station, its round `key`, all `peers` (the own one may be among them) and the `salt` of the round.
 * @returns The masked numbers.
 */
export function maskValues(
  values: readonly bigint[],
  options: {
    readonly own: string;
    readonly key: RoundKey;
    readonly peers: readonly RoundPeer[];
    readonly salt: string;
  },
): readonly bigint[] {
  const masked = [...values];
  for (const peer of options.peers) {
    if (peer.id === options.own) continue;
    const sign = options.own < peer.id ? 1n : -1n;
    const mask = pairMask(peer, options, values.length);
    mask.forEach((number, i) => masked[i] = reduce((masked[i] ?? 0n) + sign * number));
  }
  return masked;
}

function pairMask(
  peer: RoundPeer,
  options: { readonly own: string; readonly key: RoundKey; readonly salt: string },
  count: number,
): readonly bigint[] {
  const publicKey = createPublicKey({ key: fromBase64(peer.publicKey), format: "der", type: "spki" });
  const secret = diffieHellman({ privateKey: options.key.privateKey, publicKey });
  const pair = [options.own, peer.id].sort().join("|");
  const key = new Uint8Array(hkdfSync("sha256", secret, options.salt, `smart-start-mask-1|${pair}`, 32));
  // The key serves this one pair and round, so a counter from zero never repeats under it.
  const cipher = createCipheriv("aes-256-ctr", key, new Uint8Array(16));
  const stream = cipher.update(new Uint8Array(count * VALUE_BYTES)).toString("hex");
  const digits = VALUE_BYTES * 2;
  return Array.from({ length: count }, (_, i) => BigInt(`0x${stream.slice(i * digits, (i + 1) * digits)}`));
}
