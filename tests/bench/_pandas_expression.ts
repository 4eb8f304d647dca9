/**
 * Expressions of the portable subset as pandas code over nullable columns, whose logic has three values as SQL's has.
 */
import type { Expression } from "../../lib/engine/mod.ts";

const OPERATORS: Readonly<Record<string, string>> = { "=": "==", "<>": "!=", AND: "&", OR: "|" };

/** Writes an expression as Python. */
export function pandasOf(expression: Expression): string {
  switch (expression.kind) {
    case "column":
      return `df[${JSON.stringify(expression.name)}]`;
    case "literal":
      return literalOf(expression.value);
    case "binary": {
      const operator = OPERATORS[expression.operator] ?? expression.operator;
      return `(${pandasOf(expression.left)} ${operator} ${pandasOf(expression.right)})`;
    }
    case "not":
      return `(~${pandasOf(expression.of)})`;
    case "minus":
      return `(-${pandasOf(expression.of)})`;
    case "in":
      return `(${
        expression.values.map((value) => `(${pandasOf(expression.of)} == ${pandasOf(value)})`).join(" | ")
      })`;
    case "between": {
      const [of, low, high] = [expression.of, expression.low, expression.high].map(pandasOf);
      return `((${of} >= ${low}) & (${of} <= ${high}))`;
    }
    case "is-null":
      return `${pandasOf(expression.of)}.isna()`;
    case "is-not-null":
      return `${pandasOf(expression.of)}.notna()`;
    case "call":
      return callOf(expression.name, expression.values.map(pandasOf));
    case "case":
      return expression.branches.reduceRight(
        (otherwise, { when, then }) =>
          `pd.Series(${pandasOf(then)}, index=df.index).where(${pandasOf(when)}.fillna(False), ${otherwise})`,
        pandasOf(expression.otherwise),
      );
  }
}

function literalOf(value: number | string | boolean | null): string {
  if (value === null) return "pd.NA";
  if (typeof value === "boolean") {
    return `pd.Series(${value ? "True" : "False"}, index=df.index, dtype="boolean")`;
  }
  return JSON.stringify(value);
}

function callOf(name: "COALESCE" | "ABS", values: readonly string[]): string {
  if (name === "ABS") return `abs(${values[0]})`;
  return values.slice(1).reduce((first, next) => `${first}.fillna(${next})`, values[0] ?? "pd.NA");
}
