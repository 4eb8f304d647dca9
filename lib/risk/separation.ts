/**
 * Proof of separation: a direction in which the likelihood never falls, so that no finite estimate exists.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { GlmProblem } from "./_glm_problem.ts";

/** Movement smaller than this share of the largest is noise of the iteration. */
const NOISE = 1e-4;

/**
 * The terms separate the outcome. The estimates would be infinite, however many digits a program prints.
 *
 * Source: Albert & Anderson (1984), Biometrika 71:1–10.
 */
export class SeparationError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "SeparationError";
  /** `complete`: the terms foretell every outcome; `quasi`: those of a part of the rows. */
  readonly kind: "complete" | "quasi";
  /** The columns of the design whose coefficients have no end. */
  readonly columns: readonly string[];

  /**
   * Makes the error.
   *
   * @param kind Whether every row is separated or a part.
   * @param columns The columns without end.
   * @param outcome The outcome.
   */
  constructor(kind: "complete" | "quasi", columns: readonly string[], outcome: string) {
    super({
      what: kind === "complete"
        ? `The terms separate the outcome completely: the coefficients of ${
          columns.join(", ")
        } have no finite value`
        : `Part of the rows is separated: the coefficients of ${columns.join(", ")} have no finite value, ` +
          "because a group that they set apart has only one kind of outcome",
      where: `model of ${outcome}`,
      mend: "Use fitFirth, merge the level with another, or leave the term out and say so",
    });
    this.kind = kind;
    this.columns = columns;
  }
}

/** Throws when a step of the iteration is a direction of separation. */
export function requireNoSeparation(problem: GlmProblem, direction: Float64Array): void {
  const { y, family, columns } = problem;
  const moves = new Float64Array(y.length);
  columns.forEach((column, index) => {
    for (let row = 0; row < y.length; row++) moves[row] = moves[row]! + direction[index]! * column[row]!;
  });
  const largest = moves.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const noise = NOISE * largest;
  let moving = 0;
  for (let row = 0; row < y.length; row++) {
    const move = moves[row]!;
    if (Math.abs(move) > noise) moving++;
    const falls = family.name === "binomial"
      ? (y[row] === 1 ? -move : move) > noise
      : (y[row] === 0 ? move > noise : Math.abs(move) > noise);
    if (falls) return;
  }
  const sizes = columns.map((column, index) => Math.abs(direction[index]!) * spread(column));
  const most = Math.max(...sizes);
  const names = problem.names.filter((_, index) => sizes[index]! > 0.05 * most);
  const kind = moving === y.length && family.name === "binomial" ? "complete" : "quasi";
  throw new SeparationError(kind, names, problem.outcome);
}

/** Largest minus smallest; the constant has none, so it is never blamed. */
function spread(column: Float64Array): number {
  let low = Infinity, high = -Infinity;
  for (const value of column) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}
