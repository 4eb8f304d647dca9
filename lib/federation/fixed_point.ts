/**
 * Numbers as whole numbers modulo 2^192 with 64 binary places: sums are exact and masks cancel wholly.
 *
 * 64 places are 5e-20; what is left of 128 bits holds totals up to 8e37 with a sign. A double of 53 bits below
 * 2^11 in size is lost in its last bits only below 5e-20.
 *
 * @module
 */
import { FederationError } from "./errors.ts";

/** Binary places. */
const FRACTION_BITS = 64n;
/** Bits of the modulus; a multiple of 8. */
const MODULUS_BITS = 192n;
/** The modulus. */
const MODULUS = 1n << MODULUS_BITS;
/** Bytes of one number. */
export const VALUE_BYTES: number = Number(MODULUS_BITS / 8n);
/** Largest size of a number of one station: leaves 2^27 for the number of stations. */
const LARGEST = 2 ** 100;

/** Brings a whole number into 0 to 2^192 − 1. */
export function reduce(value: bigint): bigint {
  const rest = value % MODULUS;
  return rest < 0n ? rest + MODULUS : rest;
}

/**
 * Writes a number in fixed point.
 *
 * @example Sums of negative numbers come out
 * ```ts
 * import { decode, encode, reduce } from "./fixed_point.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(decode(reduce(encode(-1.5) + encode(0.25))), -1.25);
 * ```
 *
 * @param value A finite number below 2^100 in size.
 * @returns A whole number from 0 to 2^192 − 1.
 * @throws {FederationError} When the number is not finite or too large.
 */
export function encode(value: number): bigint {
  if (!(Math.abs(value) < LARGEST)) {
    throw new FederationError({
      what: "A sum is not finite or too large for fixed-point arithmetic",
      mend: "Scale the column, for example thousands of euros",
    });
  }
  // Times a power of two is exact in a double; only what lies below 2^-64 is rounded.
  return reduce(BigInt(Math.round(value * 2 ** Number(FRACTION_BITS))));
}

/** Reads a fixed-point number back, to the nearest double. */
export function decode(value: bigint): number {
  const signed = value >= MODULUS / 2n ? value - MODULUS : value;
  return Number(signed) / 2 ** Number(FRACTION_BITS);
}
