/**
 * SPSS files, `.sav` and `.zsav`, as CBS delivers them: labels, user-missing values, long texts, dates, encodings.
 *
 * Own reader, because the npm reader knows neither `.zsav` nor the file's encoding nor texts beyond 255 bytes.
 * Source: PSPP developers' guide, "System File Format".
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { inflateSync } from "node:zlib";
import { WorkspaceError } from "../core/errors.ts";
import { type Column, Table } from "../core/table.ts";
import { type DictionaryVariable, readDictionary, type SavDictionary } from "./_sav_dictionary.ts";
import { isDateFormat, isTimeFormat, spssDate, spssDateTime } from "./_sav_dates.ts";

/** What the dictionary says about one variable. */
export interface SavVariable {
  /** The name, long form. */
  readonly name: string;
  /** The label; empty when it has none. */
  readonly label: string;
  /** Whether it holds numbers, texts or dates (as `yyyy-mm-dd`). */
  readonly type: "number" | "text" | "date";
  /** Labels of values, by the value as text. */
  readonly valueLabels: Readonly<Record<string, string>>;
  /** User-missing: single values as text. */
  readonly missingValues: readonly string[];
  /** User-missing: a range of numbers, both ends included; null when there is none. */
  readonly missingRange: readonly [number, number] | null;
}

/** An SPSS file. */
export interface SavFile {
  /** The variables, in order. */
  readonly variables: readonly SavVariable[];
  /** The cases. */
  readonly table: Table;
}

/** How to read. */
export interface SavOptions {
  /** What becomes of user-missing values: `null` makes them missing, `keep` keeps the codes. `null` by default. */
  readonly userMissing?: "null" | "keep";
  /** Names of the variables to put in the table, in the order of the file; a name that the file lacks is passed over. All by default. */
  readonly columns?: readonly string[];
}

/**
 * Reads an SPSS file from bytes. Dates become `yyyy-mm-dd`, date-times `yyyy-mm-ddThh:mm:ss`, texts lose the spaces
 * at their end, an empty text is missing.
 *
 * @param bytes The file.
 * @param options What becomes of user-missing values.
 * @returns Variables and table.
 * @throws {WorkspaceError} When the file is damaged, cut off or encrypted.
 */
export function readSav(bytes: Uint8Array, options: SavOptions = {}): SavFile {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const dictionary = readDictionary(buffer);
    const data = caseData(buffer, dictionary);
    const variables = dictionary.variables.map(describeVariable);
    const columns = new Map<string, Column>();
    const caseWidth = dictionary.segmentCount * 8;
    const cases = caseWidth === 0 ? 0 : Math.floor(data.length / caseWidth);
    if (data.length !== cases * caseWidth || (dictionary.caseCount >= 0 && dictionary.caseCount !== cases)) {
      throw damaged("the cases are cut off");
    }
    const wanted = options.columns ? new Set(options.columns) : null;
    for (const [index, variable] of dictionary.variables.entries()) {
      const described = variables[index];
      if (!described || wanted?.has(described.name) === false) continue;
      columns.set(
        described.name,
        readColumn(data, cases, dictionary, variable, described, options.userMissing ?? "null"),
      );
    }
    return { variables, table: Table.fromColumns(columns) };
  } catch (error) {
    if (error instanceof WorkspaceError) throw error;
    throw damaged("a part lies outside the file", error);
  }
}

function damaged(what: string, cause?: unknown): WorkspaceError {
  return new WorkspaceError({
    what: `SPSS file cannot be read: ${what}`,
    mend: "Save it again in SPSS, R or pyreadstat as .sav without a password",
  }, { cause });
}

function describeVariable(variable: DictionaryVariable): SavVariable {
  const date = isDateFormat(variable.format) || isTimeFormat(variable.format);
  return {
    name: variable.name,
    label: variable.label,
    type: variable.width > 0 ? "text" : date ? "date" : "number",
    valueLabels: variable.valueLabels,
    missingValues: variable.missingValues,
    missingRange: variable.missingRange,
  };
}

/** Bytes of the cases, 8 a segment, whatever the compression. */
function caseData(buffer: Buffer, dictionary: SavDictionary): Buffer {
  if (dictionary.compression === 0) return buffer.subarray(dictionary.dataStart);
  const stream = dictionary.compression === 2
    ? inflateBlocks(buffer, dictionary)
    : buffer.subarray(dictionary.dataStart);
  return unpackQuickly(stream, dictionary) ?? unpack(stream, dictionary);
}

/** `.zsav`: zlib blocks, listed in a trailer whose place the header of the data gives. */
function inflateBlocks(buffer: Buffer, { dataStart, littleEndian }: SavDictionary): Buffer {
  const int64 = (at: number) => Number(littleEndian ? buffer.readBigInt64LE(at) : buffer.readBigInt64BE(at));
  const int32 = (at: number) => littleEndian ? buffer.readInt32LE(at) : buffer.readInt32BE(at);
  const trailer = int64(dataStart + 8);
  const blocks = int32(trailer + 20);
  if (blocks < 0 || blocks > 1_000_000) throw damaged("the list of blocks is not plausible");
  const parts: Buffer[] = [];
  for (let block = 0; block < blocks; block++) {
    const at = trailer + 24 + block * 24;
    const [from, packed, plain] = [int64(at + 8), int32(at + 20), int32(at + 16)];
    // A block says its own size; more than that would be a zip bomb.
    const part = inflateSync(buffer.subarray(from, from + packed), { maxOutputLength: Math.max(plain, 1) });
    if (part.length !== plain) throw damaged("a block has another size than it says");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const SPACES = Buffer.alloc(8, 0x20);
/** No command stands for more bytes than it takes, times eight: a ceiling on what a damaged file can ask for. */
const GROWTH = 9;

/**
 * Undoes the packing of the usual file (numbers with the low byte first, as on this machine) in steps of four bytes. Copying
 * whole segments as doubles would be quicker still, but may change the bytes of a text that looks like no number.
 */
function unpackQuickly(stream: Buffer, dictionary: SavDictionary): Buffer | null {
  const size = dictionary.caseCount * dictionary.segmentCount * 8;
  if (!dictionary.littleEndian || !HOST_IS_LITTLE_ENDIAN || dictionary.caseCount < 0) return null;
  if (size > stream.length * GROWTH + 64) throw damaged("the cases are cut off");
  // A copy, because typed arrays have to start at a multiple of their size.
  const whole = stream.length - stream.length % 8;
  const bytes = new Uint8Array(whole);
  bytes.set(stream.subarray(0, whole));
  const words = new Int32Array(bytes.buffer);
  const out = new Int32Array(size / 4);
  const plain = packedNumbers(dictionary.bias);
  let read = 0, written = 0;
  while (read < whole && written < out.length) {
    const commands = read;
    read += 8;
    for (let index = 0; index < 8 && written < out.length; index++) {
      const code = bytes[commands + index] ?? 0;
      if (code === 0) continue;
      if (code === 252) return Buffer.from(out.buffer, 0, written * 4);
      if (code === 253) {
        if (read + 8 > whole) throw damaged("the cases are cut off");
        out[written] = words[read >> 2] ?? 0;
        out[written + 1] = words[(read >> 2) + 1] ?? 0;
        read += 8;
      } else {
        out[written] = plain[code * 2] ?? 0;
        out[written + 1] = plain[code * 2 + 1] ?? 0;
      }
      written += 2;
    }
  }
  return Buffer.from(out.buffer, 0, written * 4);
}

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** What each command stands for, as two words: a small number, eight spaces (254), the missing value (255). */
function packedNumbers(bias: number): Int32Array {
  const words = new Int32Array(512), doubles = new Float64Array(words.buffer);
  for (let code = 1; code < 252; code++) doubles[code] = code - bias;
  words.fill(0x20202020, 254 * 2, 255 * 2);
  doubles[255] = -Number.MAX_VALUE;
  return words;
}

/** Undoes SPSS's own packing: eight command bytes, each for a segment of eight bytes. */
function unpack(stream: Buffer, dictionary: SavDictionary): Buffer {
  const known = dictionary.caseCount >= 0 ? dictionary.caseCount * dictionary.segmentCount * 8 : -1;
  const ceiling = stream.length * GROWTH + 64;
  if (known > ceiling) throw damaged("the cases are cut off");
  const out = Buffer.allocUnsafe(known >= 0 ? known : ceiling);
  const missing = Buffer.alloc(8);
  const write = (target: Buffer, value: number, at: number) =>
    dictionary.littleEndian ? target.writeDoubleLE(value, at) : target.writeDoubleBE(value, at);
  write(missing, -Number.MAX_VALUE, 0);
  let read = 0, written = 0;
  while (read + 8 <= stream.length) {
    const commands = read;
    read += 8;
    for (let index = 0; index < 8; index++) {
      const code = stream[commands + index] ?? 0;
      if (code === 0) continue;
      if (code === 252) return out.subarray(0, written);
      if (known >= 0 && written + 8 > known) return out.subarray(0, written);
      if (code === 253) {
        if (read + 8 > stream.length) throw damaged("the cases are cut off");
        stream.copy(out, written, read, read + 8);
        read += 8;
      } else if (code === 254) SPACES.copy(out, written);
      else if (code === 255) missing.copy(out, written);
      else write(out, code - dictionary.bias, written);
      written += 8;
    }
  }
  return out.subarray(0, written);
}

function readColumn(
  data: Buffer,
  cases: number,
  dictionary: SavDictionary,
  variable: DictionaryVariable,
  described: SavVariable,
  userMissing: "null" | "keep",
): Column {
  const stride = dictionary.segmentCount * 8;
  if (variable.width > 0) {
    return { type: "text", values: textColumn(data, cases, stride, dictionary, variable, userMissing) };
  }
  const offset = variable.segment * 8;
  const missing = new Set(variable.missingValues.map(Number));
  const [low, high] = variable.missingRange ?? [1, 0];
  const values = new Float64Array(cases);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const hides = userMissing === "null" && (missing.size > 0 || low <= high);
  for (let row = 0; row < cases; row++) {
    const value = view.getFloat64(row * stride + offset, dictionary.littleEndian);
    const hidden = value === -Number.MAX_VALUE ||
      (hides && (missing.has(value) || (value >= low && value <= high)));
    values[row] = hidden ? NaN : value;
  }
  if (described.type !== "date") return { type: "number", values };
  const write = isDateFormat(variable.format) ? spssDate : spssDateTime;
  const known = new Map<number, string | null>();
  const texts = new Array<string | null>(cases).fill(null);
  for (let row = 0; row < cases; row++) {
    const value = values[row] ?? NaN;
    if (Number.isNaN(value)) continue;
    let text = known.get(value);
    if (text === undefined) {
      text = write(value);
      if (known.size < MOST_REMEMBERED) known.set(value, text);
    }
    texts[row] = text;
  }
  return { type: "text", values: texts };
}

/** Different days remembered: those of half a century. */
const MOST_REMEMBERED = 20_000;
function textColumn(
  data: Buffer,
  cases: number,
  stride: number,
  dictionary: SavDictionary,
  variable: DictionaryVariable,
  userMissing: "null" | "keep",
): (string | null)[] {
  const decoder = new TextDecoder(dictionary.encoding);
  const missing = userMissing === "null" ? new Set(variable.missingValues) : new Set<string>();
  const [first, ...others] = variable.pieces;
  const texts = new Array<string | null>(cases).fill(null);
  for (let row = 0; row < cases; row++) {
    const start = row * stride + (first?.segment ?? 0) * 8;
    const text = others.length === 0
      ? shortText(data, start, start + (first?.bytes ?? 0), decoder)
      : longText(data, row * stride, variable, decoder);
    if (text !== "" && !missing.has(text)) texts[row] = text;
  }
  return texts;
}

const SPACE = 0x20;

/** The text of a stretch without the spaces and zeros at its end; ASCII is the same in every encoding that SPSS writes. */
function shortText(data: Buffer, start: number, stop: number, decoder: TextDecoder): string {
  // A damaged width may reach past the file.
  let end = Math.min(stop, data.length);
  while (end > start && (data[end - 1] === SPACE || data[end - 1] === 0)) end--;
  let joined = 0;
  for (let at = start; at < end; at++) joined |= data[at] ?? 0;
  return joined < 0x80
    ? data.toString("latin1", start, end)
    : withoutEnd(decoder.decode(data.subarray(start, end)));
}

function longText(
  data: Buffer,
  caseStart: number,
  variable: DictionaryVariable,
  decoder: TextDecoder,
): string {
  const parts = variable.pieces.map(({ segment, bytes }) =>
    data.subarray(caseStart + segment * 8, caseStart + segment * 8 + bytes)
  );
  return withoutEnd(decoder.decode(Buffer.concat(parts)));
}

function withoutEnd(text: string): string {
  return text.replace(/[ \0]+$/, "");
}
