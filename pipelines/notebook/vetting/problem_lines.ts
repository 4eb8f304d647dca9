/**
 * Problems of a notebook as lines for people.
 *
 * @module
 */
import type { ConventionProblem } from "../conventions.ts";
import type { TypeProblem } from "../typecheck.ts";

/**
 * Writes a convention problem as one line.
 *
 * @example One line for people
 * ```ts
 * import { conventionLine } from "./problem_lines.ts";
 * import assert from "node:assert/strict";
 *
 * const problem = { rule: "no-tampering", severity: "error", cellId: "a", line: 2, message: "No", messageNl: null } as const;
 * assert.equal(conventionLine("x.ipynb", problem), "x.ipynb: cell a, line 2: error no-tampering: No");
 * ```
 *
 * @param path The notebook.
 * @param problem The problem.
 * @returns `path: cell, line: severity rule: message`.
 */
export function conventionLine(path: string, problem: ConventionProblem): string {
  const { rule, severity, cellId, line, message } = problem;
  return `${placeText(path, cellId, line)}: ${severity} ${rule}: ${message}`;
}

/**
 * Writes a type problem as one line.
 *
 * @param path The notebook.
 * @param problem The problem.
 * @returns `path: cell, line: error code: message`.
 */
export function typeLine(path: string, problem: TypeProblem): string {
  return `${placeText(path, problem.cellId, problem.line)}: error ${problem.code}: ${problem.message}`;
}

function placeText(path: string, cellId: string | null, line: number | null): string {
  const cell = cellId === null ? "" : `: cell ${cellId}`;
  return line === null ? `${path}${cell}` : `${path}${cell}, line ${line}`;
}
