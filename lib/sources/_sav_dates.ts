/**
 * Dates of SPSS: seconds since 14 October 1582, shown as a date by the variable's print format.
 *
 * @module
 */
import { dayNumber, isoDate } from "../core/period.ts";

/** Print formats that show a calendar day: DATE, ADATE, JDATE, SDATE, EDATE. */
const DATE_FORMATS: ReadonlySet<number> = new Set([20, 23, 24, 38, 39]);
/** Print formats that show a day with a time: DATETIME, YMDHMS. */
const DATE_TIME_FORMATS: ReadonlySet<number> = new Set([22, 41]);
const SECONDS_PER_DAY = 86_400;
const ORIGIN = dayNumber("1582-10-14");
const FIRST_DAY = dayNumber("0001-01-01");
const LAST_DAY = dayNumber("9999-12-31");

/** Whether a print format shows a calendar day. */
export function isDateFormat(format: number): boolean {
  return DATE_FORMATS.has(format);
}

/** Whether a print format shows a day with a time. */
export function isTimeFormat(format: number): boolean {
  return DATE_TIME_FORMATS.has(format);
}

/** Writes SPSS seconds as `yyyy-mm-dd`; null outside the years 1 to 9999. */
export function spssDate(seconds: number): string | null {
  const day = Math.floor(seconds / SECONDS_PER_DAY) + ORIGIN;
  return day >= FIRST_DAY && day <= LAST_DAY ? isoDate(day) : null;
}

/** Writes SPSS seconds as `yyyy-mm-ddThh:mm:ss`; null outside the years 1 to 9999. */
export function spssDateTime(seconds: number): string | null {
  const date = spssDate(seconds);
  if (date === null) return null;
  const rest = Math.floor(seconds - Math.floor(seconds / SECONDS_PER_DAY) * SECONDS_PER_DAY);
  const parts = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  return `${date}T${parts.map((part) => String(part).padStart(2, "0")).join(":")}`;
}

/** Turns a day number into SPSS seconds. */
export function spssSeconds(day: number): number {
  return (day - ORIGIN) * SECONDS_PER_DAY;
}
