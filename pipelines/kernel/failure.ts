/**
 * Failures of a cell: their classes, their words, and the line that a person has to look at.
 *
 * @module
 */
import { parse } from "@babel/parser";
import type { ErrorOutput } from "../notebook/nbformat.ts";
import type { CellFailure } from "./types.ts";

/** A cell that does not parse. */
export interface ParseProblem {
  /** The message, without position. */
  readonly message: string;
  /** Line from 1. */
  readonly line: number;
}

/**
 * Parses a cell as the kernel does: TypeScript with top-level `await`.
 *
 * @param code The source.
 * @returns Where and why it does not parse; null when it does.
 *
 * @example The place of a syntax error
 * ```ts
 * import { findSyntaxError } from "./failure.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(findSyntaxError("const a = 1;\nlet b = (;")?.line, 2);
 * assert.equal(findSyntaxError("await 1"), null);
 * ```
 */
export function findSyntaxError(code: string): ParseProblem | null {
  try {
    parse(code, { sourceType: "module", plugins: ["typescript"], allowAwaitOutsideFunction: true });
    return null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const line = (error as { loc?: { line?: number } }).loc?.line ?? 1;
    return { message: error.message.replace(/\s*\(\d+:\d+\)$/, ""), line };
  }
}

/**
 * Writes a failure as an error output, for failures that the kernel itself does not report.
 *
 * @param failure The failure.
 * @returns The output.
 */
export function failureOutput(failure: CellFailure): ErrorOutput {
  const place = failure.line === null ? [] : [`    at line ${failure.line} of the cell`];
  return {
    output_type: "error",
    ename: failure.ename,
    evalue: failure.evalue,
    traceback: [`${failure.ename}: ${failure.evalue}`, ...place],
  };
}
