/**
 * Reads as much of a source map as it takes to find the line that a position came from.
 *
 * Source: ECMA-426, source map format, "mappings".
 *
 * @module
 */

/** One mapped position: line and column from 0 in the output, line from 0 in the source. */
export interface Mapping {
  /** Line of the output. */
  readonly line: number;
  /** Column of the output, in UTF-16 units. */
  readonly column: number;
  /** Line of the source. */
  readonly sourceLine: number;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Each digit holds five bits of the value, and one that says whether more follow. */
const VALUE_BITS = 5, CONTINUES = 32;

/**
 * Decodes the mappings of a source map.
 *
 * @param mappings The text.
 * @returns The positions that have a source, in order.
 *
 * @example Two lines, of which the second came from line 4
 * ```ts
 * import { decodeMappings } from "./source_map.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(decodeMappings("AAAA;AAGA").map((m) => m.sourceLine), [0, 3]);
 * ```
 */
export function decodeMappings(mappings: string): readonly Mapping[] {
  const found: Mapping[] = [];
  let sourceLine = 0;
  mappings.split(";").forEach((text, line) => {
    let column = 0;
    for (const segment of text.split(",")) {
      const [columnStep, , lineStep] = decodeNumbers(segment);
      if (columnStep === undefined) continue;
      column += columnStep;
      if (lineStep === undefined) continue;
      sourceLine += lineStep;
      found.push({ line, column, sourceLine });
    }
  });
  return found;
}

function decodeNumbers(segment: string): readonly number[] {
  const numbers: number[] = [];
  let value = 0, shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value += (digit & (CONTINUES - 1)) << shift;
    shift += VALUE_BITS;
    if (digit & CONTINUES) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return numbers;
}

/**
 * Finds the source line of a position.
 *
 * @param mappings The positions of {@linkcode decodeMappings}.
 * @param position Line and column from 0 in the output.
 * @returns Line from 1 in the source; null when nothing of that output line is mapped.
 */
export function sourceLineOf(
  mappings: readonly Mapping[],
  position: { readonly line: number; readonly column: number },
): number | null {
  const inLine = mappings.filter((mapping) => mapping.line === position.line);
  const before = inLine.filter((mapping) => mapping.column <= position.column).at(-1);
  const best = before ?? inLine[0];
  return best === undefined ? null : best.sourceLine + 1;
}
