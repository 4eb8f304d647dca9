/**
 * The dictionary of an SPSS file: variables, labels, missing values, encoding, and where the cases start.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import { WorkspaceError } from "../core/errors.ts";

/** A variable as the cases hold it. */
export interface DictionaryVariable {
  /** The long name. */
  name: string;
  /** The label. */
  readonly label: string;
  /** 0 for numbers, else the width in bytes of the text. */
  width: number;
  /** The print format. */
  readonly format: number;
  /** The first segment of eight bytes within a case. */
  readonly segment: number;
  /** The pieces of a text: a long one stands in several variables of at most 255 bytes. */
  pieces: readonly { readonly segment: number; readonly bytes: number }[];
  /** Labels by value as text. */
  valueLabels: Record<string, string>;
  /** User-missing values as text. */
  missingValues: readonly string[];
  /** User-missing range. */
  readonly missingRange: readonly [number, number] | null;
}

/** The dictionary. */
export interface SavDictionary {
  /** The variables. */
  readonly variables: readonly DictionaryVariable[];
  /** Segments of eight bytes in a case. */
  readonly segmentCount: number;
  /** Cases, or -1 when the file does not say. */
  readonly caseCount: number;
  /** 0 none, 1 packed, 2 packed and zlib. */
  readonly compression: number;
  /** What packed numbers are shifted by. */
  readonly bias: number;
  /** The order of bytes. */
  readonly littleEndian: boolean;
  /** The label of the encoding for TextDecoder. */
  readonly encoding: string;
  /** Where the cases start. */
  readonly dataStart: number;
}

interface RawVariable {
  readonly shortName: string;
  readonly rawLabel: Buffer | null;
  readonly width: number;
  readonly format: number;
  readonly segment: number;
  readonly missing: readonly Buffer[];
  readonly missingKind: number;
}

interface RawLabels {
  readonly entries: readonly { readonly value: Buffer; readonly label: Buffer }[];
  readonly segments: readonly number[];
}

function damaged(what: string): WorkspaceError {
  return new WorkspaceError({
    what: `SPSS file cannot be read: ${what}`,
    mend: "Save it again in SPSS, R or pyreadstat as .sav without a password",
  });
}

/** Code pages of the integer record, for TextDecoder. */
const CODE_PAGES: Readonly<Record<number, string>> = {
  2: "windows-1252",
  3: "windows-1252",
  1250: "windows-1250",
  1251: "windows-1251",
  1252: "windows-1252",
  28591: "iso-8859-1",
  28605: "iso-8859-15",
  65001: "utf-8",
};

/** Reads at a place and moves on; refuses to read past the end. */
class Cursor {
  readonly #buffer: Buffer;
  readonly littleEndian: boolean;
  at: number;

  constructor(buffer: Buffer, at: number, littleEndian: boolean) {
    this.#buffer = buffer;
    this.at = at;
    this.littleEndian = littleEndian;
  }

  int32(): number {
    const value = this.littleEndian ? this.#buffer.readInt32LE(this.at) : this.#buffer.readInt32BE(this.at);
    this.at += 4;
    return value;
  }

  double(): number {
    const value = this.littleEndian ? this.#buffer.readDoubleLE(this.at) : this.#buffer.readDoubleBE(this.at);
    this.at += 8;
    return value;
  }

  bytes(length: number): Buffer {
    if (length < 0 || this.at + length > this.#buffer.length) throw damaged("a part lies outside the file");
    this.at += length;
    return this.#buffer.subarray(this.at - length, this.at);
  }
}

interface Parts {
  readonly variables: RawVariable[];
  readonly labels: RawLabels[];
  readonly extensions: Map<number, { readonly size: number; readonly data: Buffer }>;
  segments: number;
}

/** Reads the dictionary. */
export function readDictionary(buffer: Buffer): SavDictionary {
  const magic = buffer.subarray(0, 4).toString("latin1");
  if (buffer.subarray(0, 8).toString("latin1").includes("ENCRYPT")) throw damaged("it is encrypted");
  if (magic !== "$FL2" && magic !== "$FL3") throw damaged("it does not start as an SPSS file");
  const layout = buffer.readInt32LE(64);
  const littleEndian = layout === 2 || layout === 3;
  const cursor = new Cursor(buffer, 72, littleEndian);
  const compression = cursor.int32();
  cursor.at = 80;
  const caseCount = cursor.int32();
  const bias = cursor.double();
  if (![0, 1, 2].includes(compression)) throw damaged("its compression is unknown");
  cursor.at = 176;
  const parts = readRecords(cursor);
  const encoding = encodingOf(parts.extensions, littleEndian);
  const variables = toVariables(parts, new TextDecoder(encoding), littleEndian);
  return {
    variables,
    segmentCount: parts.segments,
    caseCount,
    compression,
    bias,
    littleEndian,
    encoding,
    dataStart: cursor.at,
  };
}

function readRecords(cursor: Cursor): Parts {
  const parts: Parts = { variables: [], labels: [], extensions: new Map(), segments: 0 };
  for (;;) {
    const kind = cursor.int32();
    if (kind === 2) readVariable(cursor, parts);
    else if (kind === 3) parts.labels.push(readLabels(cursor));
    else if (kind === 6) cursor.bytes(cursor.int32() * 80);
    else if (kind === 7) {
      const subtype = cursor.int32(), size = cursor.int32(), count = cursor.int32();
      parts.extensions.set(subtype, { size, data: cursor.bytes(size * count) });
    } else if (kind === 999) {
      cursor.int32();
      return parts;
    } else throw damaged("a record of its dictionary is unknown");
  }
}

function readVariable(cursor: Cursor, parts: Parts): void {
  const width = cursor.int32();
  const hasLabel = cursor.int32(), missingKind = cursor.int32();
  const format = (cursor.int32() >> 16) & 0xff;
  cursor.int32();
  const shortName = cursor.bytes(8).toString("latin1").trimEnd();
  let rawLabel: Buffer | null = null;
  if (hasLabel === 1) {
    const length = cursor.int32();
    rawLabel = cursor.bytes(length);
    cursor.bytes((4 - (length % 4)) % 4);
  }
  if (Math.abs(missingKind) > 3) throw damaged("a list of missing values is too long");
  const missing = Array.from({ length: Math.abs(missingKind) }, () => cursor.bytes(8));
  const segment = parts.segments++;
  // Width -1 continues the text before it.
  if (width >= 0) parts.variables.push({ shortName, rawLabel, width, format, segment, missing, missingKind });
}

function readLabels(cursor: Cursor): RawLabels {
  const count = cursor.int32();
  if (count < 0 || count > 10_000_000) throw damaged("a list of labels is not plausible");
  const entries: { value: Buffer; label: Buffer }[] = [];
  for (let index = 0; index < count; index++) {
    const value = cursor.bytes(8);
    const length = cursor.bytes(1)[0] ?? 0;
    const label = cursor.bytes(length);
    cursor.bytes((8 - ((length + 1) % 8)) % 8);
    entries.push({ value, label });
  }
  if (cursor.int32() !== 4) throw damaged("a list of labels belongs to no variable");
  const variables = cursor.int32();
  if (variables < 0 || variables > 10_000_000) throw damaged("a list of labels is not plausible");
  const segments: number[] = [];
  for (let index = 0; index < variables; index++) segments.push(cursor.int32() - 1);
  return { entries, segments };
}

function encodingOf(extensions: Parts["extensions"], littleEndian: boolean): string {
  const named = extensions.get(20)?.data.toString("latin1").replace(/[\0 ]+$/, "").toLowerCase();
  const info = extensions.get(3)?.data;
  const page = info && info.length >= 32
    ? (littleEndian ? info.readInt32LE(28) : info.readInt32BE(28))
    : 1252;
  for (const label of [named, CODE_PAGES[page], "windows-1252"]) {
    if (!label) continue;
    try {
      return new TextDecoder(label).encoding;
    } catch {
      // The next candidate: a name such as `MS_850` is none that the platform knows.
    }
  }
  return "windows-1252";
}

function toVariables(parts: Parts, decoder: TextDecoder, littleEndian: boolean): DictionaryVariable[] {
  const double = (value: Buffer) => littleEndian ? value.readDoubleLE(0) : value.readDoubleBE(0);
  const trim = (value: Uint8Array) => decoder.decode(value).replace(/[ \0]+$/, "");
  const variables = parts.variables.map((raw): DictionaryVariable => {
    const range = raw.missingKind < 0
      ? [double(raw.missing[0] ?? raw.missing[1]!), double(raw.missing[1]!)] as const
      : null;
    const singles = raw.missingKind < 0 ? raw.missing.slice(2) : raw.missing;
    return {
      name: raw.shortName,
      label: raw.rawLabel ? trim(raw.rawLabel) : "",
      width: raw.width,
      format: raw.format,
      segment: raw.segment,
      pieces: [{ segment: raw.segment, bytes: raw.width }],
      valueLabels: {},
      missingValues: singles.map((value) => raw.width > 0 ? trim(value) : String(double(value))),
      missingRange: raw.width > 0 ? null : range,
    };
  });
  for (const { entries, segments } of parts.labels) {
    for (const variable of variables.filter((one) => segments.includes(one.segment))) {
      for (const { value, label } of entries) {
        variable.valueLabels[variable.width > 0 ? trim(value) : String(double(value))] = trim(label);
      }
    }
  }
  const joined = joinLongTexts(variables, parts.extensions.get(14)?.data, decoder);
  giveLongNames(joined, parts.extensions.get(13)?.data, decoder);
  addLongLabels(joined, parts.extensions.get(21)?.data, { trim, littleEndian });
  addLongMissing(joined, parts.extensions.get(22)?.data, { trim, littleEndian });
  return joined;
}

/** Record 14 says which texts go on in the variables after them: 252 bytes a piece. */
function joinLongTexts(
  variables: DictionaryVariable[],
  record: Buffer | undefined,
  decoder: TextDecoder,
): DictionaryVariable[] {
  const widths = new Map(
    (record ? decoder.decode(record) : "").split(/[\t\0]+/).flatMap((entry) => {
      const [name, width] = entry.split("=");
      return name && Number(width) > 255 ? [[name.toUpperCase(), Number(width)] as const] : [];
    }),
  );
  const joined: DictionaryVariable[] = [];
  for (let index = 0; index < variables.length; index++) {
    const variable = variables[index]!;
    joined.push(variable);
    const width = widths.get(variable.name.toUpperCase());
    if (width === undefined) continue;
    const count = Math.ceil(width / 252);
    const pieces = variables.slice(index, index + count);
    if (pieces.length < count || pieces.some((piece) => piece.width === 0)) {
      throw damaged("a long text is cut off");
    }
    variable.pieces = pieces.map((piece, at) => ({
      segment: piece.segment,
      bytes: Math.min(piece.width, at === count - 1 ? width - 252 * (count - 1) : 255, 255),
    }));
    variable.width = width;
    index += count - 1;
  }
  return joined;
}

function giveLongNames(
  variables: readonly DictionaryVariable[],
  record: Buffer | undefined,
  decoder: TextDecoder,
): void {
  const names = new Map(
    (record ? decoder.decode(record) : "").split("\t").map((entry) => {
      const [short, long] = entry.split("=");
      return [(short ?? "").toUpperCase(), (long ?? "").replace(/\0+$/, "")] as const;
    }),
  );
  for (const variable of variables) variable.name = names.get(variable.name.toUpperCase()) || variable.name;
}

/** How the texts and numbers of a record are read. */
interface Reading {
  readonly trim: (value: Uint8Array) => string;
  readonly littleEndian: boolean;
}

/** Reads a record whose entries each begin with the name of a variable, which need not exist. */
function eachNamed(
  variables: readonly DictionaryVariable[],
  record: Buffer | undefined,
  { trim, littleEndian }: Reading,
  read: (cursor: Cursor, variable: DictionaryVariable | undefined) => void,
): void {
  if (!record) return;
  const cursor = new Cursor(record, 0, littleEndian);
  while (cursor.at < record.length) {
    const name = trim(cursor.bytes(cursor.int32())).toUpperCase();
    read(cursor, variables.find((one) => one.name.toUpperCase() === name));
  }
}

function addLongLabels(
  variables: readonly DictionaryVariable[],
  record: Buffer | undefined,
  reading: Reading,
): void {
  const text = (cursor: Cursor) => reading.trim(cursor.bytes(cursor.int32()));
  eachNamed(variables, record, reading, (cursor, variable) => {
    cursor.int32();
    for (let left = cursor.int32(); left > 0; left--) {
      const value = text(cursor), label = text(cursor);
      if (variable) variable.valueLabels[value] = label;
    }
  });
}

function addLongMissing(
  variables: readonly DictionaryVariable[],
  record: Buffer | undefined,
  reading: Reading,
): void {
  eachNamed(variables, record, reading, (cursor, variable) => {
    const count = cursor.bytes(1)[0] ?? 0, size = cursor.int32();
    const values = Array.from({ length: count }, () => reading.trim(cursor.bytes(size)));
    if (variable) variable.missingValues = values;
  });
}
