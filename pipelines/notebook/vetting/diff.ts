/**
 * What changed between two views.
 *
 * @module
 */
import { createTwoFilesPatch } from "diff";

/** How to show the difference. */
export interface DiffOptions {
  /** Unchanged lines around each change. Default 3, as in git. */
  readonly contextLines?: number;
}

/**
 * Gives the difference of two views as a unified diff.
 *
 * @example One changed line
 * ```ts
 * import { viewDiff } from "./diff.ts";
 * import assert from "node:assert/strict";
 *
 * const diff = viewDiff("const a = 1;\n", "const a = 2;\n");
 * assert.equal(diff, "--- approved\n+++ now\n@@ -1,1 +1,1 @@\n-const a = 1;\n+const a = 2;\n");
 * assert.equal(viewDiff("same\n", "same\n"), "");
 * ```
 *
 * @param before The approved view.
 * @param after The view as it is now.
 * @param options How to show it.
 * @returns The diff; empty when nothing changed.
 */
export function viewDiff(before: string, after: string, options: DiffOptions = {}): string {
  const { contextLines = 3 } = options;
  if (before === after) return "";
  const patch = createTwoFilesPatch("approved", "now", before, after, undefined, undefined, {
    context: contextLines,
  });
  return patch.slice(patch.indexOf("--- "));
}
