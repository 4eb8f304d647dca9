/**
 * Text of notebooks on a terminal: names and messages are their authors' and may hold what steers a terminal.
 *
 * @module
 */

// Controls of C0 and C1 (escape sequences begin with one), and what turns the direction of a line.
const STEERING_REGEXP =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Takes out of a text what would steer the terminal; its lines stay.
 *
 * @param text Any text.
 * @returns The text with a replacement sign for each such character.
 *
 * @example An escape sequence cannot clear the screen
 * ```ts
 * import { printable } from "./terminal_text.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(printable("a\u001b[2Jb\nc"), "a\ufffd[2Jb\nc");
 * ```
 */
export function printable(text: string): string {
  return text.replace(STEERING_REGEXP, "\ufffd");
}

/**
 * Puts a text on one line.
 *
 * @param text Any text.
 * @returns The text, printable, with a space for each end of a line.
 */
export function oneLine(text: string): string {
  return printable(text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " "));
}
