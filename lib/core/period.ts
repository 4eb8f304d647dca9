/**
 * Calendar days and periods, without clocks and time zones.
 *
 * @module
 */
import { WorkspaceError } from "./errors.ts";

/** Milliseconds in a day. */
const MS_PER_DAY = 86_400_000;

/** A whole number of days since 1 January 1970. */
export type DayNumber = number;

/** How long a period is. A school year runs from 1 August. */
export type PeriodKind = "year" | "school-year" | "quarter" | "month" | "day";

/** A period, from its first to its last day, both included. */
export interface Period {
  /** How long it is. */
  readonly kind: PeriodKind;
  /** The code as CBS writes it, for example `2023JJ00`; `yyyymmdd` for a day. */
  readonly code: string;
  /** The first day. */
  readonly firstDay: DayNumber;
  /** The last day. */
  readonly lastDay: DayNumber;
}

/**
 * Turns a date into a day number.
 *
 * @example The first day and a leap day
 * ```ts
 * import { dayNumber } from "./period.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(dayNumber("1970-01-01"), 0);
 * assert.equal(dayNumber("20240229"), dayNumber("2024-03-01") - 1);
 * ```
 *
 * @param date A date as `yyyy-mm-dd` or `yyyymmdd`.
 * @returns The day number.
 * @throws {WorkspaceError} When the text is no date of the calendar, such as 30 February.
 */
export function dayNumber(date: string): DayNumber {
  const day = tryDayNumber(date);
  if (day !== null) return day;
  throw new WorkspaceError({
    what: "A date is not of the calendar",
    mend: "Write it as yyyy-mm-dd or yyyymmdd",
  });
}

/**
 * Turns a date into a day number, or gives null for a text that is no date.
 *
 * @param date A date as `yyyy-mm-dd` or `yyyymmdd`.
 * @returns The day number or null.
 */
export function tryDayNumber(date: string): DayNumber | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  if (!match) return null;
  const year = Number(match[1]), month = Number(match[2]), day = Number(match[3]);
  if (month < 1 || month > 12 || day < 1) return null;
  const found = dayOf(year, month, day);
  // A day past the end of the month runs on into the next one, whose number is another.
  return civilOf(found).day === day ? found : null;
}

/**
 * Gives the day number of a year, month and day.
 *
 * @param year The year, 0 to 9999.
 * @param month The month, 1 to 12.
 * @param day The day of the month, from 1.
 * @returns The day number; a day past the end of the month runs on into the next one.
 */
export function dayOf(year: number, month: number, day: number): DayNumber {
  // Civil-from-days, proleptic Gregorian. Source: H. Hinnant, "chrono-compatible low-level date algorithms".
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** Year, month and day of a day number. */
interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The inverse of {@linkcode dayOf}, by the same source; whole numbers only, a hundred times a Date's speed. */
function civilOf(dayNumber: DayNumber): Civil {
  const shifted = dayNumber + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/**
 * Writes a day number as `yyyy-mm-dd`.
 *
 * @param day The day number.
 * @returns The date.
 */
export function isoDate(day: DayNumber): string {
  const civil = civilOf(day);
  if (!(civil.year >= 0 && civil.year <= 9999)) return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  return `${pad(civil.year, 4)}-${pad(civil.month, 2)}-${pad(civil.day, 2)}`;
}

/**
 * Writes a day number as CBS files hold it: `yyyymmdd`.
 *
 * @param day The day number.
 * @returns The date.
 */
export function compactDate(day: DayNumber): string {
  return isoDate(day).replaceAll("-", "");
}

/**
 * Gives a day as the whole number `yyyymmdd`.
 *
 * @param day The day number.
 * @returns For example 20240229.
 */
export function civilDigits(day: DayNumber): number {
  const civil = civilOf(day);
  return civil.year * 10_000 + civil.month * 100 + civil.day;
}

/**
 * Gives the year of a day.
 *
 * @param day The day number.
 * @returns The year.
 */
export function yearOf(day: DayNumber): number {
  return civilOf(day).year;
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, "0");
}

/**
 * Gives the age in completed years. Whoever is born on 29 February turns a year older on 1 March.
 *
 * @example The day before the birthday
 * ```ts
 * import { ageOn, dayNumber } from "./period.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(ageOn(dayNumber("2005-06-15"), dayNumber("2023-06-14")), 17);
 * assert.equal(ageOn(dayNumber("2005-06-15"), dayNumber("2023-06-15")), 18);
 * ```
 *
 * @param birthDay The day of birth.
 * @param onDay The day on which the age is asked.
 * @returns The age; negative before birth.
 */
export function ageOn(birthDay: DayNumber, onDay: DayNumber): number {
  const birth = civilOf(birthDay), on = civilOf(onDay);
  const before = on.month < birth.month || (on.month === birth.month && on.day < birth.day);
  return on.year - birth.year - (before ? 1 : 0);
}

/**
 * Reads a period code of CBS: `yyyyJJ00`, `yyyySJ00`, `yyyyKW01`, `yyyyMM01`, `yyyymmdd`, or a plain year.
 *
 * @example A school year
 * ```ts
 * import { isoDate, parsePeriod } from "./period.ts";
 * import assert from "node:assert/strict";
 *
 * const period = parsePeriod("2023SJ00");
 * assert.equal(isoDate(period.firstDay), "2023-08-01");
 * assert.equal(isoDate(period.lastDay), "2024-07-31");
 * ```
 *
 * @param code The code.
 * @returns The period.
 * @throws {WorkspaceError} When the code is none of these.
 */
export function parsePeriod(code: string): Period {
  const plain = /^\d{4}$/.test(code) ? `${code}JJ00` : code;
  const match = /^(\d{4})(JJ|SJ|KW|MM)(\d{2})$/.exec(plain);
  if (match) return periodOf(Number(match[1]), match[2] ?? "", Number(match[3]), plain);
  const day = /^\d{8}$/.test(plain) ? tryDayNumber(plain) : null;
  if (day !== null) return { kind: "day", code: plain, firstDay: day, lastDay: day };
  throw badPeriod(code);
}

function periodOf(year: number, sign: string, part: number, code: string): Period {
  const months = (kind: PeriodKind, first: number, count: number): Period => ({
    kind,
    code,
    firstDay: monthStart(year, first),
    lastDay: monthStart(year, first + count) - 1,
  });
  if (sign === "JJ" && part === 0) return months("year", 1, 12);
  if (sign === "SJ" && part === 0) return months("school-year", 8, 12);
  if (sign === "KW" && part >= 1 && part <= 4) return months("quarter", part * 3 - 2, 3);
  if (sign === "MM" && part >= 1 && part <= 12) return months("month", part, 1);
  throw badPeriod(code);
}

function monthStart(year: number, month: number): DayNumber {
  return dayOf(year + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1, 1);
}

function badPeriod(code: string): WorkspaceError {
  return new WorkspaceError({
    what: `Period code is unknown: ${JSON.stringify(code.slice(0, 20))}`,
    mend: "Write a year, or a code such as 2023JJ00, 2023SJ00, 2023KW01, 2023MM01 or 20231231",
  });
}
