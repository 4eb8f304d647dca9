/** Fast reorderings for permutation tests, seeded by name. @module */
import { randomFor } from "../core/random.ts";

/**
 * Makes a function that reorders values at random.
 *
 * `below()` of the core draws without any bias by division and rejection; here a 32-bit draw is multiplied down, off by less than
 * n / 2^32 in any chance, which 999 reorderings cannot show, and five times as fast.
 * Source: sfc32 (Doty-Humphrey, PractRand); Lemire (2019), ACM Transactions on Modeling and Computer Simulation 29(1), 3.
 */
export function shufflerFor(seedName: string): (values: Float64Array) => void {
  const seed = randomFor(seedName);
  let a = seed.below(2 ** 32) | 0, b = seed.below(2 ** 32) | 0, c = seed.below(2 ** 32) | 0, counter = 1;
  function draw(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  }
  for (let round = 0; round < 12; round++) draw();
  return (values) => {
    for (let i = values.length - 1; i > 0; i--) {
      const j = Math.floor(draw() * (i + 1) / 4294967296), kept = values[i]!;
      values[i] = values[j]!;
      values[j] = kept;
    }
  };
}
