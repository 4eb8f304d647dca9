import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { sealText } from "../../lib/core/seal.ts";

/** RFC 4231: key, data as text or as repeated octets that are text, digest. */
const VECTORS = [
  ["0b".repeat(20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  [
    "4a656665",
    "what do ya want for nothing?",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
] as const;

Deno.test("sealText() gives the digests of RFC 4231", () => {
  for (const [key, text, digest] of VECTORS) assert.equal(sealText(Uint8Array.fromHex(key), text), digest);
});

Deno.test("sealText() gives what node:crypto gives, for any key and text and at every length around a block", () => {
  const expected = (key: Uint8Array, text: string) => createHmac("sha256", key).update(text).digest("hex");
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.string({ unit: "grapheme", maxLength: 300 }),
      (key, text) => {
        assert.equal(sealText(key, text), expected(key, text));
      },
    ),
    { numRuns: 60 },
  );
  const key = new Uint8Array(32).fill(7);
  for (let length = 0; length <= 130; length++) {
    const text = "a".repeat(length);
    assert.equal(sealText(key, text), expected(key, text));
  }
});

Deno.test("sealText() refuses a key that is longer than a block", () => {
  assert.throws(() => sealText(new Uint8Array(65), ""), RangeError);
});

Deno.test("the seal does not pass through anything that code of the same process can replace", async () => {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const before = sealText(key, "x");
  const { createHash } = await import("node:crypto");
  const hashes = Object.getPrototypeOf(createHash("sha256"));
  const { concat } = Buffer;
  const { update } = hashes;
  let seen = 0;
  try {
    Buffer.concat = (...all) => (seen++, concat(...all));
    hashes.update = function (...all: unknown[]) {
      seen++;
      return update.apply(this, all);
    };
    assert.equal(sealText(key, "x"), before);
  } finally {
    Buffer.concat = concat;
    hashes.update = update;
  }
  assert.equal(seen, 0);
});
