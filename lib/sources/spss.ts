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
  return unpack(stream, dictionary);
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
  for (let row = 0; row < cases; row++) {
    const value = view.getFloat64(row * stride + offset, dictionary.littleEndian);
    const hidden = value === -Number.MAX_VALUE ||
      (userMissing === "null" && (missing.has(value) || (value >= low && value <= high)));
    values[row] = hidden ? NaN : value;
  }
  if (described.type !== "date") return { type: "number", values };
  const write = isDateFormat(variable.format) ? spssDate : spssDateTime;
  const known = new Map<number, string | null>();
  const texts = Array.from(values, (value) => {
    if (Number.isNaN(value)) return null;
    let text = known.get(value);
    if (text === undefined) {
      text = write(value);
      if (known.size < MOST_REMEMBERED) known.set(value, text);
    }
    return text;
  });
  return { type: "text", values: texts };
}

/** Different days remembered: those of half a century. */
const MOST_REMEMBERED = 20_000;
/** Such bytes are the same letters in every encoding that SPSS writes. */
// deno-lint-ignore no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

function textColumn(
  data: Buffer,
  cases: number,
  stride: number,
  dictionary: SavDictionary,
  variable: DictionaryVariable,
  userMissing: "null" | "keep",
): (string | null)[] {
  const decoder = new TextDecoder(dictionary.encoding);
  const missing = new Set(variable.missingValues);
  return Array.from({ length: cases }, (_, row) => {
    const parts = variable.pieces.map(({ segment, bytes }) => {
      const start = row * stride + segment * 8;
      return data.subarray(start, start + bytes);
    });
    const raw = parts.length === 1 ? parts[0] ?? Buffer.alloc(0) : Buffer.concat(parts);
    const plain = raw.toString("latin1");
    const text = (ASCII.test(plain) ? plain : decoder.decode(raw)).replace(/[ \0]+$/, "");
    return text === "" || (userMissing === "null" && missing.has(text)) ? null : text;
  });
}
