/**
 * Files inside a ZIP, from bytes. Only what Excel writes: stored or deflated, no encryption.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { crc32, inflateRawSync } from "node:zlib";
import { WorkspaceError } from "../core/errors.ts";

/** The largest part that is unpacked: a larger one is refused before it fills the memory. */
const LARGEST_PART = 1_000_000_000;

function damaged(what: string, cause?: unknown): WorkspaceError {
  return new WorkspaceError({
    what: `File cannot be unpacked: ${what}`,
    mend: "Save it again as .xlsx without a password",
  }, { cause });
}

/** Gives a function that unpacks one part by name, or null when it is not in the file. */
export function openZip(bytes: Uint8Array): (name: string) => Buffer | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const entries = readDirectory(buffer);
    return (name) => {
      const entry = entries.get(name);
      return entry ? unpack(buffer, entry) : null;
    };
  } catch (error) {
    if (error instanceof WorkspaceError) throw error;
    throw damaged("a part lies outside the file", error);
  }
}

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly plain: number;
  readonly checksum: number;
  readonly at: number;
}

function readDirectory(buffer: Buffer): Map<string, Entry> {
  let end = buffer.length - 22;
  while (end >= 0 && buffer.readUInt32LE(end) !== 0x06054b50) end--;
  if (end < 0) throw damaged("it is no ZIP file");
  const count = buffer.readUInt16LE(end + 10);
  let at = buffer.readUInt32LE(end + 16);
  const entries = new Map<string, Entry>();
  for (let index = 0; index < count; index++) {
    if (buffer.readUInt32LE(at) !== 0x02014b50) throw damaged("its list of parts is cut off");
    const nameLength = buffer.readUInt16LE(at + 28);
    entries.set(buffer.subarray(at + 46, at + 46 + nameLength).toString("utf8"), {
      method: buffer.readUInt16LE(at + 10),
      packed: buffer.readUInt32LE(at + 20),
      plain: buffer.readUInt32LE(at + 24),
      checksum: buffer.readUInt32LE(at + 16),
      at: buffer.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(buffer: Buffer, entry: Entry): Buffer {
  try {
    const start = entry.at + 30 + buffer.readUInt16LE(entry.at + 26) + buffer.readUInt16LE(entry.at + 28);
    const packed = buffer.subarray(start, start + entry.packed);
    if (entry.plain > LARGEST_PART) throw damaged("a part is larger than 1 GB");
    if (entry.method !== 0 && entry.method !== 8) throw damaged("a part is packed in an unknown way");
    const plain = entry.method === 0
      ? packed
      : inflateRawSync(packed, { maxOutputLength: Math.max(entry.plain, 1) });
    if (plain.length !== entry.plain) throw damaged("a part has another size than it says");
    // A damaged digit is another number: only the checksum tells.
    if (crc32(plain) !== entry.checksum) throw damaged("a part does not match its checksum");
    return plain;
  } catch (error) {
    if (error instanceof WorkspaceError) throw error;
    throw damaged("a part is damaged", error);
  }
}
