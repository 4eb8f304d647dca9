/**
 * What each column becomes in an SPSS file: width, format, short name, place in a case.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { WorkspaceError } from "../core/errors.ts";
import { tryDayNumber } from "../core/period.ts";
import type { Column } from "../core/table.ts";
import { spssSeconds } from "./_sav_dates.ts";
import type { SavVariablePlan } from "./write_sav.ts";

/** A piece of a variable as the dictionary lists it: a long text stands in several. */
export interface PlannedPiece {
  /** The short name: at most eight signs, unique. */
  readonly shortName: string;
  /** 0 for a number, else the width in bytes, at most 255. */
  readonly width: number;
  /** The first segment of eight bytes within a case. */
  readonly segment: number;
}

/** A variable that is going to be written. */
export interface PlannedVariable {
  /** The name. */
  readonly name: string;
  /** 0 for a number, else the width in bytes of the whole text. */
  readonly width: number;
  /** The print format: type, width and decimals. */
  readonly format: readonly [number, number, number];
  /** Its pieces; one unless the text is longer than 255 bytes. */
  readonly pieces: readonly PlannedPiece[];
  /** What the file says about it. */
  readonly plan: SavVariablePlan;
  /** The number of a case, for numbers and dates. */
  readonly numberAt: (row: number) => number;
  /** The text of a case in UTF-8, for texts. */
  readonly textAt: (row: number) => Buffer;
}

const NUMBER = 5, TEXT = 1, DATE = 20, DATE_TIME = 22;
/** The widest text of SPSS, in bytes. */
const WIDEST_TEXT = 32_767;
/** A text wider than this stands in pieces. */
export const WIDEST_PIECE = 255;
/** By this many bytes pieces are counted, although each holds 255. Source: PSPP, "Very Long String Record". */
const PIECE_STEP = 252;
const EMPTY = Buffer.alloc(0);

function refused(what: string, name: string, mend: string): WorkspaceError {
  return new WorkspaceError({ what, where: `variable ${name}`, mend });
}

/** Plans all variables. */
export function planVariables(
  columns: readonly (readonly [string, Column])[],
  plans: ReadonlyMap<string, SavVariablePlan>,
): readonly PlannedVariable[] {
  const shortNames = new ShortNames(columns.map(([name]) => name));
  const known = new Set<string>();
  let segment = 0;
  return columns.map(([name, column]) => {
    checkName(name, known);
    const planned = planOne(name, column, plans.get(name) ?? { name });
    const pieces = piecesOf(planned.width).map((width, index): PlannedPiece => {
      const piece = { shortName: shortNames.give(name, index), width, segment };
      segment += Math.max(1, Math.ceil(width / 8));
      return piece;
    });
    return { ...planned, pieces };
  });
}

/** Widths of the pieces of a text. */
function piecesOf(width: number): readonly number[] {
  if (width <= WIDEST_PIECE) return [width];
  const count = Math.ceil(width / PIECE_STEP);
  return Array.from(
    { length: count },
    (_, index) => index === count - 1 ? width - PIECE_STEP * index : WIDEST_PIECE,
  );
}

function checkName(name: string, known: Set<string>): void {
  const key = name.toUpperCase();
  const fits = /^[\p{L}@#$][\p{L}\p{N}_.@#$]*$/u.test(name) && !name.endsWith(".") &&
    Buffer.byteLength(name) <= 64;
  if (fits && !known.has(key)) {
    known.add(key);
    return;
  }
  throw refused(
    fits ? "SPSS makes no difference between capitals: a name occurs twice" : "SPSS does not take the name",
    name,
    "Begin with a letter, use letters, digits and underscores, at most 64 bytes, and rename the column",
  );
}

function planOne(name: string, column: Column, plan: SavVariablePlan): Omit<PlannedVariable, "pieces"> {
  const base = { name, plan, numberAt: () => NaN, textAt: () => EMPTY };
  if (column.type === "number") {
    if (plan.type === "text" || plan.type === "date") {
      throw refused("A column of numbers is no text or date", name, "Leave type out");
    }
    return { ...base, width: 0, format: [NUMBER, 8, 2], numberAt: (row) => column.values[row] ?? NaN };
  }
  if (column.type === "boolean") {
    const numberAt = (row: number) => {
      const value = column.values[row] ?? null;
      return value === null ? NaN : Number(value);
    };
    return { ...base, width: 0, format: [NUMBER, 1, 0], numberAt };
  }
  if (plan.type === "date") return planDate(base, column.values);
  return planText(base, column.values);
}

type Base = Pick<PlannedVariable, "name" | "plan" | "numberAt" | "textAt">;

function planText(base: Base, values: readonly (string | null)[]): Omit<PlannedVariable, "pieces"> {
  const texts = values.map((value) => value === null ? EMPTY : Buffer.from(value, "utf8"));
  let width = 1;
  for (const text of texts) width = Math.max(width, text.length);
  for (const key of [...Object.keys(base.plan.valueLabels ?? {}), ...base.plan.missingValues ?? []]) {
    width = Math.max(width, Buffer.byteLength(key));
  }
  if (width > WIDEST_TEXT) {
    throw refused(`A text is longer than ${WIDEST_TEXT} bytes`, base.name, "Shorten it, or write Parquet");
  }
  return {
    ...base,
    width,
    format: [TEXT, Math.min(width, WIDEST_PIECE), 0],
    textAt: (row) => texts[row] ?? EMPTY,
  };
}

function planDate(base: Base, values: readonly (string | null)[]): Omit<PlannedVariable, "pieces"> {
  const seconds = Float64Array.from(values, (value) => value === null ? NaN : secondsOf(value, base.name));
  const timed = values.some((value) => value !== null && value.length > 10);
  return {
    ...base,
    width: 0,
    format: timed ? [DATE_TIME, 20, 0] : [DATE, 11, 0],
    numberAt: (row) => seconds[row] ?? NaN,
  };
}

function secondsOf(text: string, name: string): number {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):([0-5]\d):([0-5]\d))?$/.exec(text);
  const day = match?.[1] ? tryDayNumber(match[1]) : null;
  if (match && day !== null) {
    return spssSeconds(day) + Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 +
      Number(match[4] ?? 0);
  }
  throw refused(
    "A value is no date of the calendar",
    name,
    "Write yyyy-mm-dd or yyyy-mm-ddThh:mm:ss, or leave the type out",
  );
}

/** Gives short names: the own name where it fits, else one that nobody has. */
class ShortNames {
  readonly #taken: Set<string>;
  #next = 1;

  constructor(names: readonly string[]) {
    this.#taken = new Set(names.filter(isShort).map((name) => name.toUpperCase()));
  }

  give(name: string, piece: number): string {
    if (piece === 0 && isShort(name)) return name.toUpperCase();
    for (;;) {
      const made = `V${String(this.#next++).padStart(5, "0")}`;
      if (this.#taken.has(made)) continue;
      this.#taken.add(made);
      return made;
    }
  }
}

function isShort(name: string): boolean {
  return /^[A-Za-z@][A-Za-z0-9_@#$]{0,7}$/.test(name);
}
