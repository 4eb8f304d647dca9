/**
 * The data of a `.zsav`: packed cases in zlib blocks, between a header and a trailer that lists the blocks.
 *
 * Source: PSPP developers' guide, "System File Format", "ZLIB Compressed Data".
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { deflateSync } from "node:zlib";
import { BIAS } from "./_sav_records.ts";

/** Bytes of packed cases in a block, as SPSS writes them. Source: PSPP, "ZLIB Compressed Data". */
const BLOCK_BYTES = 0x3ff000;
const HEADER_BYTES = 24, ENTRY_BYTES = 24;
/** zlib's own trade of size for time. */
const LEVEL = 6;

/**
 * Writes packed cases as blocks.
 *
 * @param packed The cases as a `.sav` has them.
 * @param start Where in the file the data start.
 * @returns Header, blocks and trailer. The same cases give the same bytes.
 */
export function zlibBlocks(packed: Uint8Array, start: number): Buffer {
  const blocks: { readonly plain: number; readonly bytes: Uint8Array }[] = [];
  for (let at = 0; at < packed.length; at += BLOCK_BYTES) {
    const plain = packed.subarray(at, at + BLOCK_BYTES);
    blocks.push({ plain: plain.length, bytes: deflateSync(plain, { level: LEVEL }) });
  }
  const size = blocks.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const trailer = Buffer.alloc(HEADER_BYTES + blocks.length * ENTRY_BYTES);
  trailer.writeBigInt64LE(BigInt(-BIAS), 0);
  trailer.writeInt32LE(BLOCK_BYTES, 16);
  trailer.writeInt32LE(blocks.length, 20);
  let plainAt = start, at = start + HEADER_BYTES;
  for (const [index, { plain, bytes }] of blocks.entries()) {
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    trailer.writeBigInt64LE(BigInt(plainAt), entry);
    trailer.writeBigInt64LE(BigInt(at), entry + 8);
    trailer.writeInt32LE(plain, entry + 16);
    trailer.writeInt32LE(bytes.length, entry + 20);
    plainAt += plain;
    at += bytes.length;
  }
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeBigInt64LE(BigInt(start), 0);
  header.writeBigInt64LE(BigInt(start + HEADER_BYTES + size), 8);
  header.writeBigInt64LE(BigInt(trailer.length), 16);
  return Buffer.concat([header, ...blocks.map(({ bytes }) => bytes), trailer]);
}
