/**
 * What a model is about: an outcome and its terms, written as typed objects so that a mistyped reference level is an
 * error before anything is computed.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";

/** A numeric column, or a column of truth values as 0 and 1. */
export interface NumericTerm {
  /** The kind of term. */
  readonly kind: "numeric";
  /** The column. */
  readonly column: string;
}

/** A column of categories: one design column per level but the reference. */
export interface FactorTerm {
  /** The kind of term. */
  readonly kind: "factor";
  /** The column: texts, truth values (`true`, `false`) or numbers (as written by JavaScript, for example `1`). */
  readonly column: string;
  /** The level that the others are compared with. */
  readonly reference: string;
}

/** A curve in a numeric column: several design columns that together bend. */
export interface SplineTerm {
  /** The kind of term. */
  readonly kind: "spline";
  /** `natural`: cubic, straight beyond the boundaries (R `ns`); `b-spline`: of any degree (R `bs`). */
  readonly basis: "natural" | "b-spline";
  /** The column. */
  readonly column: string;
  /** Degree of the pieces; 3 for natural splines. */
  readonly degree: number;
  /** Number of design columns, knots at quantiles; null when the knots are named. */
  readonly df: number | null;
  /** The interior knots, rising; null when they follow from `df`. */
  readonly knots: readonly number[] | null;
}

/** How a spline bends: its number of design columns, or its interior knots. */
export type SplineOptions = { readonly df: number } | { readonly knots: readonly number[] };

/** The product of terms, all of which stand in the formula on their own too. */
export interface InteractionTerm {
  /** The kind of term. */
  readonly kind: "interaction";
  /** The parts, two or more, each about another column. */
  readonly parts: readonly SimpleTerm[];
}

/** A term about one column. */
export type SimpleTerm = NumericTerm | FactorTerm | SplineTerm;
/** A term of a formula. */
export type Term = SimpleTerm | InteractionTerm;

/** An outcome and its terms. Made by {@linkcode formula}. */
export interface Formula {
  /** The column of the outcome. */
  readonly outcome: string;
  /** The terms, in order. */
  readonly terms: readonly Term[];
}

/**
 * Makes a factor. The reference is not guessed: a ratio without a named comparison means nothing.
 *
 * @param column The column of categories.
 * @param options The level that the others are compared with.
 * @returns The term.
 */
export function factor(column: string, options: { readonly reference: string }): FactorTerm {
  return { kind: "factor", column, reference: options.reference };
}

/**
 * Makes a natural cubic spline: a smooth curve, straight beyond the smallest and largest value. As `ns` of R.
 *
 * @example Knots at the quartiles
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { designMatrix } from "./design_matrix.ts";
 * import { formula, naturalSpline } from "./formula.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   leeftijd: Float64Array.from({ length: 40 }, (_, row) => row),
 *   y: Float64Array.from({ length: 40 }, (_, row) => (row - 20) ** 2),
 * });
 * const design = designMatrix(table, formula("y", [naturalSpline("leeftijd", { df: 2 })]));
 * assert.deepEqual(design.columns.map(({ name }) => name), ["(intercept)", "ns(leeftijd)1", "ns(leeftijd)2"]);
 * ```
 *
 * @param column A numeric column.
 * @param options The number of design columns (knots at quantiles, `df` − 1 of them), or the interior knots.
 * @returns The term.
 * @throws {WorkspaceError} When `df` is no whole number from 1.
 */
export function naturalSpline(column: string, options: SplineOptions): SplineTerm {
  return spline("natural", column, { ...options, degree: 3 });
}

/**
 * Makes a B-spline: a curve of pieces of one degree. As `bs` of R. It says nothing outside the range of the values.
 *
 * @param column A numeric column.
 * @param options The number of design columns (knots at quantiles, `df` − degree of them), or the interior knots; the
 * degree, 3 unless told.
 * @returns The term.
 * @throws {WorkspaceError} When `df` is smaller than the degree or no whole number.
 */
export function bSpline(column: string, options: SplineOptions & { readonly degree?: number }): SplineTerm {
  return spline("b-spline", column, { ...options, degree: options.degree ?? 3 });
}

function spline(
  basis: SplineTerm["basis"],
  column: string,
  options: SplineOptions & { readonly degree: number },
): SplineTerm {
  const { degree } = options;
  const df = "df" in options ? options.df : null;
  const knots = "knots" in options ? options.knots : null;
  const least = basis === "natural" ? 1 : degree;
  if (!Number.isInteger(degree) || degree < 1 || (df !== null && (!Number.isInteger(df) || df < least))) {
    throw new WorkspaceError({
      what: `A spline of degree ${degree} cannot have ${df ?? "these"} degrees of freedom`,
      where: column,
      mend: `Use a whole number from ${least}`,
    });
  }
  return { kind: "spline", basis, column, degree, df, knots };
}

/**
 * Makes an interaction: does the association of one column differ by another?
 *
 * @param parts Two or more terms; a bare name is a numeric column.
 * @returns The term.
 * @throws {WorkspaceError} When there are fewer than two parts or a column occurs twice.
 */
export function interaction(...parts: readonly (SimpleTerm | string)[]): InteractionTerm {
  const terms = parts.map(simple);
  if (terms.length < 2 || new Set(terms.map(({ column }) => column)).size < terms.length) {
    throw new WorkspaceError({
      what: "An interaction needs two or more different columns",
      where: terms.map(({ column }) => column).join(":"),
      mend: "For a curve use naturalSpline",
    });
  }
  return { kind: "interaction", parts: terms };
}

/**
 * Makes a formula, with intercept.
 *
 * @example Two numbers, a factor and an interaction
 * ```ts
 * import { factor, formula, interaction, termName } from "./formula.ts";
 * import assert from "node:assert/strict";
 *
 * const model = formula("low", ["age", "smoke", factor("race", { reference: "1" }), interaction("age", "smoke")]);
 * assert.deepEqual(model.terms.map(termName), ["age", "smoke", "race", "age:smoke"]);
 * ```
 *
 * @param outcome The column of the outcome.
 * @param terms The terms; a bare name is a numeric column or one of truth values.
 * @returns The formula.
 * @throws {WorkspaceError} When a term occurs twice, the outcome is a term, or an interaction stands without its parts.
 */
export function formula(outcome: string, terms: readonly (Term | string)[]): Formula {
  const all = terms.map((term) => typeof term === "string" ? simple(term) : term);
  const names = all.map(termName);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    throw new WorkspaceError({ what: `A term occurs twice: ${twice}`, where: "formula" });
  }
  if (all.some((term) => columnsOf(term).includes(outcome))) {
    throw new WorkspaceError({ what: `The outcome is also a term: ${outcome}`, where: "formula" });
  }
  for (const term of all) if (term.kind === "interaction") requireParts(term, all);
  return { outcome, terms: all };
}

/**
 * The name of a term: its column, or its columns joined by colons.
 *
 * @param term The term.
 * @returns For example `age:smoke`.
 */
export function termName(term: Term): string {
  return columnsOf(term).join(":");
}

/**
 * The columns that a term is about.
 *
 * @param term The term.
 * @returns The column names, in order.
 */
export function columnsOf(term: Term): readonly string[] {
  return term.kind === "interaction" ? term.parts.map(({ column }) => column) : [term.column];
}

function simple(term: SimpleTerm | string): SimpleTerm {
  return typeof term === "string" ? { kind: "numeric", column: term } : term;
}

function requireParts(term: InteractionTerm, all: readonly Term[]): void {
  for (const part of term.parts) {
    const main = all.find((other) => other.kind !== "interaction" && other.column === part.column);
    if (main?.kind === part.kind && referenceOf(main) === referenceOf(part)) continue;
    throw new WorkspaceError({
      what: `Interaction ${termName(term)} stands without the same term for ${part.column} on its own`,
      where: "formula",
      mend:
        "Add the main term with the same kind, reference and knots: without it the product has no clear meaning",
    });
  }
}

function referenceOf(term: Term): string | null {
  return term.kind === "factor" ? term.reference : term.kind === "spline" ? JSON.stringify(term) : null;
}
