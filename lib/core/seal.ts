/**
 * The seal of programme bundles: HMAC with SHA-256, worked out here and nowhere else.
 *
 * It stands in no library and calls none, though `node:crypto` has the same function: that one passes the key through
 * objects which code in the same process can replace, and a text would stand in a picture of the heap. Here the key is
 * bytes from beginning to end, and nothing but arithmetic touches it.
 *
 * Source: FIPS 180-4, Secure Hash Standard; RFC 2104, HMAC.
 *
 * @module
 */

/** Octets of a block and of a digest. */
const BLOCK = 64, DIGEST = 32;
/** What HMAC mixes into the key, inside and outside. */
const INNER = 0x36, OUTER = 0x5c;

/** The first 32 bits of the fractional parts of the cube roots, and of the square roots, of the first primes. */
const { rounds: ROUNDS, start: START } = constants();

function constants(): { readonly rounds: Uint32Array; readonly start: Uint32Array } {
  const rounds = new Uint32Array(64), start = new Uint32Array(8);
  for (let candidate = 2, found = 0; found < 64; candidate++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) {
      if (candidate % divisor === 0) isPrime = false;
    }
    if (!isPrime) continue;
    rounds[found] = fraction32(Math.cbrt(candidate));
    if (found < 8) start[found] = fraction32(Math.sqrt(candidate));
    found++;
  }
  return { rounds, start };
}

function fraction32(value: number): number {
  return (value - Math.floor(value)) * 2 ** 32;
}

const encoder = new TextEncoder();

/**
 * Seals a text.
 *
 * @example The second test of RFC 4231
 * ```ts
 * import { sealText } from "./seal.ts";
 * import assert from "node:assert/strict";
 *
 * const seal = sealText(new TextEncoder().encode("Jefe"), "what do ya want for nothing?");
 * assert.equal(seal.slice(0, 16), "5bdcc146bf60754e");
 * ```
 *
 * @param key The key, at most 64 octets.
 * @param text What is sealed, as UTF-8.
 * @returns 64 lower-case hexadecimal digits.
 * @throws {RangeError} When the key is longer than a block.
 */
export function sealText(key: Uint8Array, text: string): string {
  if (key.length > BLOCK) throw new RangeError("Cannot seal: the key is longer than 64 octets");
  const inside = digest(padded(key, INNER), encoder.encode(text));
  return hexOf(digest(padded(key, OUTER), inside));
}

function padded(key: Uint8Array, mask: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  for (let i = 0; i < BLOCK; i++) block[i] = (i < key.length ? key[i]! : 0) ^ mask;
  return block;
}

/** SHA-256 of a first block and the data behind it. */
function digest(first: Uint8Array, data: Uint8Array): Uint8Array {
  const length = BLOCK + data.length;
  const state = new Uint32Array(8), words = new Uint32Array(64), last = new Uint8Array(2 * BLOCK);
  for (let i = 0; i < 8; i++) state[i] = START[i]!;
  compress(state, words, first, 0);
  const whole = data.length - data.length % BLOCK;
  for (let at = 0; at < whole; at += BLOCK) compress(state, words, data, at);
  const rest = data.length - whole;
  for (let i = 0; i < rest; i++) last[i] = data[whole + i]!;
  last[rest] = 0x80;
  // The length in bits closes the last block; texts stay far below 2^53 octets.
  const end = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  for (let i = 0, bits = length * 8; i < 7; i++, bits = Math.floor(bits / 256)) {
    last[end - 1 - i] = bits % 256;
  }
  for (let at = 0; at < end; at += BLOCK) compress(state, words, last, at);
  const result = new Uint8Array(DIGEST);
  for (let i = 0; i < DIGEST; i++) result[i] = state[i >> 2]! >>> (24 - 8 * (i & 3));
  return result;
}

/** One block. The letters are those of the standard. */
function compress(state: Uint32Array, words: Uint32Array, data: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const j = at + 4 * i;
    words[i] = data[j]! << 24 | data[j + 1]! << 16 | data[j + 2]! << 8 | data[j + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!, y = words[i - 2]!;
    const s0 = turn(x, 7) ^ turn(x, 18) ^ x >>> 3;
    const s1 = turn(y, 17) ^ turn(y, 19) ^ y >>> 10;
    words[i] = words[i - 16]! + s0 + words[i - 7]! + s1;
  }
  let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!;
  let e = state[4]!, f = state[5]!, g = state[6]!, h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const t1 = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + ROUNDS[i]! + words[i]! | 0;
    const t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
    h = g, g = f, f = e, e = d + t1 | 0, d = c, c = b, b = a, a = t1 + t2 | 0;
  }
  state[0]! += a, state[1]! += b, state[2]! += c, state[3]! += d;
  state[4]! += e, state[5]! += f, state[6]! += g, state[7]! += h;
}

function turn(x: number, bits: number): number {
  return x >>> bits | x << 32 - bits;
}

function hexOf(bytes: Uint8Array): string {
  const digits = "0123456789abcdef";
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += digits[bytes[i]! >> 4]! + digits[bytes[i]! & 15]!;
  return text;
}
