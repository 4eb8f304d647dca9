/**
 * The records of the dictionary of an SPSS file, as bytes with the low byte first.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { WorkspaceError } from "../core/errors.ts";
import { type PlannedVariable } from "./_sav_plan.ts";

/** Numbers from -99 to 151 are packed in one byte: shifted by this. */
export const BIAS = 100;
/** What SPSS takes for system-missing. */
export const SYSTEM_MISSING = -Number.MAX_VALUE;
/** One byte tells the length of a value label. Source: PSPP, "Value Labels Records". */
const LONGEST_VALUE_LABEL = 255;
/** Source: SPSS, limits of variable labels. */
const LONGEST_LABEL = 256;
/** Texts wider than this have their labels and missing values in records of their own. */
const SHORT_TEXT = 8;
/** Lowest and highest number of the record on floating points. Source: PSPP, "Machine Floating-Point Info". */
const LOWEST = Buffer.from("feffffffffffefff", "hex");

function int32(...values: readonly number[]): Buffer {
  const out = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => out.writeInt32LE(value, index * 4));
  return out;
}

function double(value: number): Buffer {
  const out = Buffer.alloc(8);
  out.writeDoubleLE(value);
  return out;
}

function padded(text: string | Buffer, length: number): Buffer {
  const bytes = typeof text === "string" ? Buffer.from(text, "utf8") : text;
  return Buffer.concat([bytes.subarray(0, length), Buffer.alloc(Math.max(0, length - bytes.length), 0x20)]);
}

function measured(text: string, most: number, where: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= most) return bytes;
  throw new WorkspaceError({
    what: `A label is longer than ${most} bytes`,
    where,
    mend: "Shorten the label",
  });
}

/** The whole dictionary, to where the cases start. */
export function dictionaryBytes(
  variables: readonly PlannedVariable[],
  options: { readonly cases: number; readonly label: string; readonly compression: "packed" | "zlib" },
): Buffer {
  const last = variables.at(-1)?.pieces.at(-1);
  const segments = last ? last.segment + Math.max(1, Math.ceil(last.width / 8)) : 0;
  return Buffer.concat([
    header(segments, options),
    ...variables.flatMap(variableRecords),
    ...variables.map(labelRecords),
    extension(3, 4, int32(1, 0, 0, -1, 1, 1, 2, 65001)),
    extension(4, 8, Buffer.concat([double(SYSTEM_MISSING), double(Number.MAX_VALUE), LOWEST])),
    extension(13, 1, Buffer.from(longNames(variables), "utf8")),
    ...whenAny(14, Buffer.from(longWidths(variables), "utf8")),
    extension(20, 1, Buffer.from("UTF-8")),
    ...whenAny(21, Buffer.concat(variables.map(longLabels))),
    ...whenAny(22, Buffer.concat(variables.map(longMissing))),
    int32(999, 0),
  ]);
}

function header(
  segments: number,
  { cases, label, compression }: Parameters<typeof dictionaryBytes>[1],
): Buffer {
  const zlib = compression === "zlib";
  return Buffer.concat([
    Buffer.from(zlib ? "$FL3" : "$FL2"),
    padded("@(#) SPSS DATA FILE smart-start", 60),
    int32(2, segments, zlib ? 2 : 1, 0, cases),
    double(BIAS),
    // No clock: the same table gives the same bytes.
    Buffer.from("01 Jan 7000:00:00"),
    padded(measured(label, 64, "label of the file"), 64),
    Buffer.alloc(3),
  ]);
}

function extension(subtype: number, size: number, data: Buffer): Buffer {
  return Buffer.concat([int32(7, subtype, size, data.length / size), data]);
}

function whenAny(subtype: number, data: Buffer): readonly Buffer[] {
  return data.length === 0 ? [] : [extension(subtype, 1, data)];
}

function variableRecords(variable: PlannedVariable): readonly Buffer[] {
  const [kind, width, decimals] = variable.format;
  return variable.pieces.flatMap((piece, index) => {
    const format = variable.width === 0
      ? (kind << 16) | (width << 8) | decimals
      : (kind << 16) | (piece.width << 8);
    const label = index === 0
      ? measured(variable.plan.label ?? "", LONGEST_LABEL, variable.name)
      : Buffer.alloc(0);
    const missing = index === 0 ? missingOf(variable) : { kind: 0, values: [] };
    const own = Buffer.concat([
      int32(2, piece.width, label.length > 0 ? 1 : 0, missing.kind, format, format),
      padded(piece.shortName, 8),
      ...(label.length > 0 ? [int32(label.length), label, Buffer.alloc((4 - (label.length % 4)) % 4)] : []),
      ...missing.values,
    ]);
    const more = Array.from(
      { length: Math.max(0, Math.ceil(piece.width / 8) - 1) },
      () => Buffer.concat([int32(2, -1, 0, 0, 0, 0), Buffer.alloc(8, 0x20)]),
    );
    return [own, ...more];
  });
}

function missingOf(
  { name, width, plan }: PlannedVariable,
): { readonly kind: number; readonly values: readonly Buffer[] } {
  const singles = plan.missingValues ?? [], range = plan.missingRange ?? null;
  if (singles.length > (range ? 1 : 3) || (range && (width > 0 || !(range[0] <= range[1])))) {
    throw new WorkspaceError({
      what: "SPSS takes at most three missing values, or for numbers one range and one value",
      where: `variable ${name}`,
      mend: "Make the other codes missing before writing",
    });
  }
  if (width > SHORT_TEXT) return { kind: 0, values: [] };
  const values = singles.map((value) => width > 0 ? padded(value, 8) : double(numberOf(value, name)));
  return range
    ? { kind: -2 - values.length, values: [double(range[0]), double(range[1]), ...values] }
    : { kind: values.length, values };
}

function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new WorkspaceError({
    what: "A label or a missing value of a number is for something that is no number",
    where: `variable ${name}`,
    mend: "Write it as a number",
  });
}

function labelRecords({ name, width, pieces, plan }: PlannedVariable): Buffer {
  const entries = Object.entries(plan.valueLabels ?? {});
  if (entries.length === 0 || width > SHORT_TEXT) return Buffer.alloc(0);
  const parts = entries.flatMap(([value, label]) => {
    const text = measured(label, LONGEST_VALUE_LABEL, `variable ${name}`);
    return [
      width > 0 ? padded(value, 8) : double(numberOf(value, name)),
      Buffer.from([text.length]),
      text,
      Buffer.alloc((8 - ((text.length + 1) % 8)) % 8, 0x20),
    ];
  });
  return Buffer.concat([int32(3, entries.length), ...parts, int32(4, 1, (pieces[0]?.segment ?? 0) + 1)]);
}

function longNames(variables: readonly PlannedVariable[]): string {
  return variables.map(({ name, pieces }) => `${pieces[0]?.shortName}=${name}`).join("\t");
}

function longWidths(variables: readonly PlannedVariable[]): string {
  return variables.filter(({ pieces }) => pieces.length > 1)
    .map(({ width, pieces }) => `${pieces[0]?.shortName}=${String(width).padStart(5, "0")}\0\t`).join("");
}

function counted(text: string | Buffer): Buffer {
  const bytes = typeof text === "string" ? Buffer.from(text, "utf8") : text;
  return Buffer.concat([int32(bytes.length), bytes]);
}

function longLabels({ name, width, plan }: PlannedVariable): Buffer {
  const entries = Object.entries(plan.valueLabels ?? {});
  if (entries.length === 0 || width <= SHORT_TEXT) return Buffer.alloc(0);
  const pairs = entries.flatMap(([value, label]) => [
    counted(padded(value, width)),
    counted(measured(label, LONGEST_VALUE_LABEL, `variable ${name}`)),
  ]);
  return Buffer.concat([counted(name), int32(width, entries.length), ...pairs]);
}

function longMissing({ name, width, plan }: PlannedVariable): Buffer {
  const singles = plan.missingValues ?? [];
  if (singles.length === 0 || width <= SHORT_TEXT) return Buffer.alloc(0);
  const tooLong = singles.some((value) => Buffer.byteLength(value) > SHORT_TEXT);
  if (tooLong) {
    throw new WorkspaceError({
      what: "A missing value of a text is longer than 8 bytes",
      where: `variable ${name}`,
      mend: "Make it missing before writing: SPSS compares the first eight bytes only",
    });
  }
  return Buffer.concat([
    counted(name),
    Buffer.from([singles.length]),
    int32(SHORT_TEXT),
    ...singles.map((value) => padded(value, SHORT_TEXT)),
  ]);
}
