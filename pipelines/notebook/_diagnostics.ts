/**
 * Reads what `deno check` writes. It has no machine form, so this reads the text and counts that nothing was missed.
 *
 * @module
 */

/** One diagnostic as the compiler tells it. */
export interface RawDiagnostic {
  /** For example `TS2322`. */
  readonly code: string;
  /** The message with its further lines. */
  readonly message: string;
  /** The file as URL; empty when it has none. */
  readonly url: string;
  /** Line from 1; 0 when it has none. */
  readonly line: number;
  /** Column from 1; 0 when it has none. */
  readonly column: number;
}

const HEAD_REGEXP = /^(TS\d+) \[[A-Z]+\]: (.*)$/;
const PLACE_REGEXP = /^\s+at (\S+):(\d+):(\d+)$/;
const COUNT_REGEXP = /^Found (\d+) errors?\.$/m;

/** Reads all diagnostics; `complete` tells whether as many were read as the compiler counted. */
export function diagnosticsOf(
  text: string,
): { readonly diagnostics: readonly RawDiagnostic[]; readonly complete: boolean } {
  const lines = text.split("\n");
  const heads = lines.flatMap((line, i) => HEAD_REGEXP.test(line) ? [i] : []);
  const diagnostics = heads.map((head, i) => diagnosticOf(lines.slice(head, heads[i + 1] ?? lines.length)));
  // The compiler writes no count below one lone error.
  const counted = Number(COUNT_REGEXP.exec(text)?.[1] ?? 1);
  return { diagnostics, complete: diagnostics.length === counted };
}

function diagnosticOf(lines: readonly string[]): RawDiagnostic {
  const [, code = "", first = ""] = HEAD_REGEXP.exec(lines[0] ?? "") ?? [];
  const placeAt = lines.findIndex((line) => PLACE_REGEXP.test(line));
  const [, url = "", line = "0", column = "0"] = PLACE_REGEXP.exec(lines[placeAt] ?? "") ?? [];
  const further = lines.slice(1, placeAt < 0 ? 1 : placeAt);
  const marker = further.findIndex((text) => /^\s*~+\s*$|^\s*\^\s*$/.test(text));
  // The line of source above the marker is not part of the message: it may hold anything.
  const kept = marker < 0 ? further : further.slice(0, Math.max(0, marker - 1));
  const message = [first, ...kept.map((text) => text.trim())].filter((text) => text !== "").join(" ");
  return { code, message, url, line: Number(line), column: Number(column) };
}
