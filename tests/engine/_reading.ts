/** A plain reading of expressions, value by value: what every engine is held to. */
import type { Expression } from "../../lib/engine/mod.ts";

/** A value of a column. */
export type Value = number | string | boolean | null;
/** A row by column. */
export type Row = Readonly<Record<string, Value>>;

/** SQL's three-valued reading of an expression. */
export function evaluate(expression: Expression, row: Row): Value {
  const of = (part: Expression) => evaluate(part, row);
  switch (expression.kind) {
    case "column":
      return row[expression.name] ?? null;
    case "literal":
      return expression.value;
    case "not": {
      const value = of(expression.of);
      return value === null ? null : !value;
    }
    case "minus": {
      const value = of(expression.of);
      return value === null ? null : -Number(value);
    }
    case "in":
      return expression.values.map((value) => compare("=", of(expression.of), of(value)))
        .reduce((left, right) => or(left, right), false);
    case "between":
      return and(
        compare(">=", of(expression.of), of(expression.low)),
        compare("<=", of(expression.of), of(expression.high)),
      );
    case "is-null":
      return of(expression.of) === null;
    case "is-not-null":
      return of(expression.of) !== null;
    case "call": {
      const values = expression.values.map(of);
      if (expression.name === "COALESCE") return values.find((value) => value !== null) ?? null;
      return values[0] === null ? null : Math.abs(Number(values[0]));
    }
    case "case": {
      const found = expression.branches.find((branch) => of(branch.when) === true);
      return found ? of(found.then) : of(expression.otherwise);
    }
    case "binary": {
      const left = of(expression.left), right = of(expression.right);
      if (expression.operator === "AND") return and(left, right);
      if (expression.operator === "OR") return or(left, right);
      return "+-*/".includes(expression.operator)
        ? arithmetic(expression.operator, left, right)
        : compare(expression.operator, left, right);
    }
  }
}

function and(left: Value, right: Value): Value {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

function or(left: Value, right: Value): Value {
  if (left === true || right === true) return true;
  return left === null || right === null ? null : false;
}

function compare(operator: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (operator === "=") return left === right;
  if (operator === "<>") return left !== right;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

function arithmetic(operator: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  const [a, b] = [Number(left), Number(right)];
  if (operator === "+") return a + b;
  if (operator === "-") return a - b;
  if (operator === "*") return a * b;
  return b === 0 ? null : a / b;
}
