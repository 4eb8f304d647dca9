/**
 * Why a column of a design matrix says nothing new.
 *
 * @module
 */
import type { BuiltColumn } from "./_columns.ts";
import { applyTransposed, backSolve, factorise } from "./_qr.ts";

/** A dependent column and the sentence that explains it. */
export interface Dependence {
  readonly name: string;
  readonly text: string;
}

/** Weights in an explanation smaller than this share of the largest are noise of the arithmetic. */
const NOISE = 1e-7;

/** Finds the columns that follow from earlier ones and says how. */
export function explainDependent(columns: readonly BuiltColumn[], tolerance: number): readonly Dependence[] {
  const qr = factorise(columns.map(({ values }) => values), tolerance);
  return qr.dependent.map((index) => {
    const column = columns[index]!;
    const before = qr.kept.filter((kept) => kept < index);
    const weights = backSolve(qr, applyTransposed(qr, column.values), before.length);
    return { name: column.name, text: sentence(column, before.map((kept) => columns[kept]!), weights) };
  });
}

function sentence(column: BuiltColumn, others: readonly BuiltColumn[], weights: Float64Array): string {
  if (column.values.every((value) => value === 0)) return `Column ${column.name} is zero in every row`;
  if (column.values.every((value) => value === column.values[0])) {
    return `Column ${column.name} has the same value in every row`;
  }
  const sizes = others.map(({ values }, index) => Math.abs(weights[index]!) * largestOf(values));
  const largest = Math.max(...sizes, 0);
  const parts = others.flatMap(({ name }, index) =>
    sizes[index]! > NOISE * largest ? [`${Number(weights[index]!.toPrecision(6))} × ${name}`] : []
  );
  return `Column ${column.name} follows from the others: it equals ${parts.join(" + ")}`;
}

function largestOf(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
