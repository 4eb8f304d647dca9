/**
 * Packing parts into a ZIP, as a workbook is one: deflated, with checksums, without a clock.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { crc32, deflateRawSync } from "node:zlib";

/** The first day that a ZIP can bear: the same parts give the same bytes. */
const FIRST_DAY = 0x0021;
const VERSION = 20, DEFLATED = 8, UTF8_NAMES = 0x0800;

/** Packs parts, in their order. */
export function packZip(parts: readonly (readonly [name: string, content: string | Buffer])[]): Buffer {
  const locals: Buffer[] = [], directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of parts) {
    const plain = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    const packed = deflateRawSync(plain);
    const label = Buffer.from(name, "utf8");
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(VERSION, 0);
    facts.writeUInt16LE(UTF8_NAMES, 2);
    facts.writeUInt16LE(DEFLATED, 4);
    facts.writeUInt16LE(FIRST_DAY, 8);
    facts.writeUInt32LE(crc32(plain), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(plain.length, 18);
    facts.writeUInt16LE(label.length, 22);
    locals.push(Buffer.from("PK\x03\x04"), facts, label, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), facts, place, label);
    at += 4 + facts.length + label.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, list, end]);
}
