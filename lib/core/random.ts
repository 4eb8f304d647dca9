/**
 * Seeded random numbers. Seeds derive from names, so a new step never shifts the numbers of an old one.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** A deterministic source of random numbers. */
export interface Random {
  /** A number in [0, 1) with 53 random bits. */
  next(): number;
  /** A whole number in [0, `limit`); `limit` is at most 2^32. */
  below(limit: number): number;
  /** A standard normal draw. */
  normal(): number;
  /** A new, independent source for a named sub-step. */
  fork(name: string): Random;
}

/**
 * Makes a random source from a name (xoshiro128** seeded by the SHA-256 of the name).
 *
 * The same name gives the same numbers on every machine. Not for secrets.
 * Source: Blackman and Vigna (2021), "Scrambled linear pseudorandom number generators".
 *
 * @example Same name, same numbers
 * ```ts
 * import { randomFor } from "./random.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(randomFor("pilot/heusden").next(), randomFor("pilot/heusden").next());
 * ```
 *
 * @param name The name of the step, for example `synthetic/persons`.
 * @returns The source.
 */
export function randomFor(name: string): Random {
  const digest = createHash("sha256").update(name).digest();
  return new Xoshiro(
    name,
    digest.readUInt32LE(0),
    digest.readUInt32LE(4),
    digest.readUInt32LE(8),
    digest.readUInt32LE(12) | 1,
  );
}

class Xoshiro implements Random {
  #name: string;
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spareNormal: number | null = null;

  constructor(name: string, a: number, b: number, c: number, d: number) {
    this.#name = name;
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  #uint32(): number {
    const x = Math.imul(this.#b, 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const t = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= t;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  next(): number {
    const high = this.#uint32() >>> 5;
    const low = this.#uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  below(limit: number): number {
    if (!(limit >= 1 && limit <= 4294967296)) {
      throw new RangeError("Cannot draw below limit: it must lie in 1 to 2^32");
    }
    const zone = 4294967296 - (4294967296 % limit);
    let draw = this.#uint32();
    while (draw >= zone) draw = this.#uint32();
    return draw % limit;
  }

  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    // Marsaglia's polar method: no trigonometric functions, whose last digit may differ between machines.
    let u = 0, v = 0, s = 0;
    do {
      u = 2 * this.next() - 1;
      v = 2 * this.next() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const factor = Math.sqrt((-2 * Math.log(s)) / s);
    this.#spareNormal = v * factor;
    return u * factor;
  }

  fork(name: string): Random {
    return randomFor(`${this.#name}/${name}`);
  }
}
