/** @module */
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

// Bidirectional controls, zero-width characters, other line ends, and controls beside tab and newline.
// Source: Boucher and Anderson, "Trojan Source: Invisible Vulnerabilities" (2021).
const HIDDEN_REGEXP =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** What a reviewer reads is what runs. */
export const noHiddenCharacters: Rule = {
  id: "no-hidden-characters",
  wants: "Sources hold no invisible or direction-changing characters",
  why: "With them a line can look other than it runs, and the reviewer approves what is not there",
  severity: "error",
  *check({ cells }: SeenNotebook): Generator<Breach> {
    for (const cell of cells) {
      for (const [i, line] of cell.cell.source.split("\n").entries()) {
        const found = HIDDEN_REGEXP.exec(line)?.[0];
        if (found === undefined) continue;
        const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
        yield { cell, line: i + 1, what: `Line holds the invisible character U+${code}`, mend: "Remove it" };
      }
    }
  },
};
