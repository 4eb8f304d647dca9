/**
 * Predicted risks of other rows, for validation only: no door gives them out.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { type ColumnData, numericValues, productColumns } from "./_columns.ts";
import { internalsOf } from "./_internals.ts";
import { predictor } from "./_irls.ts";
import { columnsOf } from "./formula.ts";
import type { MissingPolicy } from "./design_matrix.ts";
import type { RegressionModel } from "./model.ts";

/** Refuses models whose mean is no chance. */
export function requireRisks(model: RegressionModel): void {
  if (model.method === "logistic" || model.method === "firth") return;
  throw new WorkspaceError({
    what: `A ${model.method} model is not validated on risks`,
    mend: "Use fitLogistic",
  });
}

/** Outcomes and predicted risks of rows that the model has not seen. */
export function predictOn(model: RegressionModel, table: Table, missing: MissingPolicy = "refuse") {
  const { design, family } = internalsOf(model);
  const { formula } = model;
  const names = [...new Set([formula.outcome, ...formula.terms.flatMap(columnsOf)])];
  const rows = rowsWith(table, names, missing);
  const data = new Map<string, ColumnData>();
  for (const term of formula.terms) {
    if (term.kind === "interaction") continue;
    const seen = design.dataOf(term.column);
    const values = term.kind === "factor"
      ? codesOf(table, term.column, rows, seen.levels)
      : numericValues(table.column(term.column), term.column, rows);
    data.set(term.column, { ...seen, values });
  }
  const built = new Map(productColumns(formula, data, rows.length, null).map((c) => [c.name, c.values]));
  const columns = design.columns.map(({ name }) => built.get(name)!);
  const eta = predictor(columns, model.estimates, new Float64Array(rows.length));
  const y = numericValues(table.column(formula.outcome), formula.outcome, rows);
  if (y.some((value) => value !== 0 && value !== 1)) {
    throw new WorkspaceError({ what: "The outcome has other values than 0 and 1", where: formula.outcome });
  }
  return { y, risks: eta.map(family.mean), rows };
}

function rowsWith(table: Table, names: readonly string[], missing: MissingPolicy): Int32Array {
  const columns = names.map((name) => table.column(name).values);
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (columns.every((values) => values[row] !== null && !Number.isNaN(values[row]))) rows.push(row);
  }
  if (rows.length < table.rowCount && missing === "refuse") {
    throw new WorkspaceError({
      what: `${table.rowCount - rows.length} rows to validate on miss a value`,
      where: names.join(", "),
      mend: "Impute them or leave them out first, and say so",
    });
  }
  return Int32Array.from(rows);
}

function codesOf(table: Table, name: string, rows: Int32Array, levels: readonly string[]): Float64Array {
  const { values } = table.column(name);
  return Float64Array.from(rows, (row) => {
    const code = levels.indexOf(String(values[row]));
    if (code >= 0) return code;
    throw new WorkspaceError({
      what: "A level occurs that the model has not seen",
      where: name,
      mend: "Merge rare levels before fitting, so that every area and year has them",
    });
  });
}
