/**
 * How wide a text is in the briefing's font, so that labels are placed without a browser.
 *
 * @module
 */
import { FONT_WIDTH_RUNS } from "./_font_widths.ts";

/** The weights that charts use. */
export type FontWeight = 400 | 700;

/** Width of a character that the font lacks, in thousandths of the font size: no Latin letter of it is wider. */
const UNKNOWN_WIDTH = 950;

const widths: Readonly<Record<FontWeight, ReadonlyMap<number, number>>> = {
  400: unpackRuns(FONT_WIDTH_RUNS[400]),
  700: unpackRuns(FONT_WIDTH_RUNS[700]),
};

function unpackRuns(runs: string): ReadonlyMap<number, number> {
  const unpacked = new Map<number, number>();
  for (const run of runs.split(";")) {
    const [start = "", list = ""] = run.split(":");
    list.split(",").forEach((width, i) => unpacked.set(parseInt(start, 36) + i, parseInt(width, 36)));
  }
  return unpacked;
}

/**
 * Measures a text in Source Sans 3: the sum of advance widths, without kerning.
 *
 * @example A longer word is wider
 * ```ts
 * import { textWidth } from "./metrics.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(textWidth("gemeente", 15) > textWidth("wijk", 15));
 * assert.equal(textWidth("", 15), 0);
 * ```
 *
 * @param text One line of text.
 * @param fontSizePx The font size in pixels.
 * @param weight 400 for running text, 700 for bold. Default 400.
 * @returns The width in pixels. Kerning makes the real width up to about 2 % different.
 */
export function textWidth(text: string, fontSizePx: number, weight: FontWeight = 400): number {
  let thousandths = 0;
  for (const character of text) {
    thousandths += widths[weight].get(character.codePointAt(0) ?? 0) ?? UNKNOWN_WIDTH;
  }
  return (thousandths * fontSizePx) / 1000;
}

/**
 * Breaks a text into lines that fit a width. Breaks at spaces and after hyphens and slashes; a single word that
 * is too wide is cut into pieces with a hyphen, so that no line is ever wider than asked.
 *
 * @example Lines that fit
 * ```ts
 * import { textWidth, wrapText } from "./metrics.ts";
 * import assert from "node:assert/strict";
 *
 * const lines = wrapText("Gezinnen met een laag inkomen", 100, 15);
 * assert.equal(lines.join(" "), "Gezinnen met een laag inkomen");
 * assert.ok(lines.every((line) => textWidth(line, 15) <= 100));
 * ```
 *
 * @param text The text.
 * @param maxWidthPx The width that a line may have, in pixels.
 * @param fontSizePx The font size in pixels.
 * @param weight The weight. Default 400.
 * @returns At least one line.
 */
export function wrapText(
  text: string,
  maxWidthPx: number,
  fontSizePx: number,
  weight: FontWeight = 400,
): readonly string[] {
  const fits = (line: string): boolean => textWidth(line, fontSizePx, weight) <= maxWidthPx;
  const lines: string[] = [];
  let line = "";
  for (const piece of breakablePieces(text)) {
    if (line === "" || !fits((line + piece).trimEnd())) {
      if (line !== "") lines.push(line.trimEnd());
      line = piece;
      while (!fits(line.trimEnd()) && line.length > 2) {
        const cut = lengthThatFits(line, fits);
        lines.push(`${line.slice(0, cut)}-`);
        line = line.slice(cut);
      }
    } else line += piece;
  }
  lines.push(line.trimEnd());
  return lines;
}

function breakablePieces(text: string): readonly string[] {
  return text.trim().split(/\s+/).flatMap((word, i, all) => {
    const parts = word.split(/(?<=[-/–])(?=.)/u);
    const end = i < all.length - 1 ? " " : "";
    return parts.map((part, j) => j === parts.length - 1 ? part + end : part);
  });
}

/** Fewest letters that may be left alone on a line when a word is cut. */
const FEWEST_LETTERS = 3;

/** Where to cut a word: as late as fits, but so that the rest of it is never one or two lonely letters. */
function lengthThatFits(word: string, fits: (line: string) => boolean): number {
  const letters = word.trimEnd().length;
  let length = letters - 1;
  while (length > 1 && !fits(`${word.slice(0, length)}-`)) length--;
  return letters - length < FEWEST_LETTERS ? Math.max(1, letters - FEWEST_LETTERS) : length;
}
