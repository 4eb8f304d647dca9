/**
 * The portable SQL subset: what a numerator or denominator may say, so that every engine computes the same.
 *
 * Columns, numbers, texts in single quotes, TRUE, FALSE, NULL; `=`, `<>`, `<`, `<=`, `>`, `>=`; `+`, `-`, `*`, `/`;
 * AND, OR, NOT, IN (…), BETWEEN … AND …, IS [NOT] NULL, CASE WHEN … THEN … [ELSE …] END, COALESCE(…), ABS(…).
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";

/** An expression of the subset. */
export type Expression =
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "literal"; readonly value: number | string | boolean | null }
  | {
    readonly kind: "binary";
    readonly operator: string;
    readonly left: Expression;
    readonly right: Expression;
  }
  | { readonly kind: "not" | "minus"; readonly of: Expression }
  | { readonly kind: "in"; readonly of: Expression; readonly values: readonly Expression[] }
  | { readonly kind: "between"; readonly of: Expression; readonly low: Expression; readonly high: Expression }
  | { readonly kind: "is-null" | "is-not-null"; readonly of: Expression }
  | { readonly kind: "call"; readonly name: "COALESCE" | "ABS"; readonly values: readonly Expression[] }
  | {
    readonly kind: "case";
    readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
    readonly otherwise: Expression;
  };

interface Token {
  readonly kind: "word" | "number" | "text" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|'((?:[^']|'')*)'|([A-Za-z_][A-Za-z0-9_]*)|"([A-Za-z_][A-Za-z0-9_]*)"|(<=|>=|<>|[-+*/=<>(),]))/y;
const WORDS: ReadonlySet<string> = new Set(
  "AND OR NOT IN BETWEEN IS NULL TRUE FALSE CASE WHEN THEN ELSE END COALESCE ABS".split(" "),
);
/** Parentheses and CASE may nest this deep: deeper text is no definition, and would exhaust the stack. */
const MAX_DEPTH = 50;

/**
 * Reads an expression of the subset.
 *
 * @example A predicate and its columns
 * ```ts
 * import { columnsOf, parseExpression } from "./expression.ts";
 * import assert from "node:assert/strict";
 *
 * const expression = parseExpression("leeftijd BETWEEN 12 AND 17 AND NOT arm");
 * assert.deepEqual(columnsOf(expression), ["arm", "leeftijd"]);
 * ```
 *
 * @param text The text.
 * @returns The expression.
 * @throws {WorkspaceError} When the text is not of the subset; says where.
 */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  const expression = parser.disjunction(0);
  parser.expectEnd();
  return expression;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const source = text.trimEnd();
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw outside(at, "a sign that is not allowed");
    const [, number, quoted, word, column, sign] = match;
    if (number !== undefined) tokens.push({ kind: "number", text: number, at });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted.replaceAll("''", "'"), at });
    else if (column !== undefined) tokens.push({ kind: "word", text: column, at });
    else if (word !== undefined) {
      tokens.push(
        WORDS.has(word.toUpperCase())
          ? { kind: "sign", text: word.toUpperCase(), at }
          : { kind: "word", text: word, at },
      );
    } else tokens.push({ kind: "sign", text: sign ?? "", at });
  }
  tokens.push({ kind: "end", text: "", at: source.length });
  return tokens;
}

function outside(at: number, what: string): WorkspaceError {
  return new WorkspaceError({
    what: `Expression is outside the portable SQL subset: ${what}`,
    where: `position ${at + 1}`,
    mend: "Use columns, literals, comparisons, AND, OR, NOT, IN, BETWEEN, IS NULL, CASE, COALESCE and ABS",
  });
}

const COMPARISONS: ReadonlySet<string> = new Set(["=", "<>", "<", "<=", ">", ">="]);

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get #token(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", text: "", at: 0 };
  }

  #take(sign: string): boolean {
    if (this.#token.kind !== "sign" || this.#token.text !== sign) return false;
    this.#next++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw outside(this.#token.at, `${sign} is missing`);
  }

  expectEnd(): void {
    if (this.#token.kind !== "end") throw outside(this.#token.at, "text after the end");
  }

  disjunction(depth: number): Expression {
    if (depth > MAX_DEPTH) throw outside(this.#token.at, `nested deeper than ${MAX_DEPTH}`);
    let left = this.#conjunction(depth);
    while (this.#take("OR")) left = binary("OR", left, this.#conjunction(depth));
    return left;
  }

  #conjunction(depth: number): Expression {
    let left = this.#negation(depth);
    while (this.#take("AND")) left = binary("AND", left, this.#negation(depth));
    return left;
  }

  #negation(depth: number): Expression {
    if (depth > MAX_DEPTH) throw outside(this.#token.at, `nested deeper than ${MAX_DEPTH}`);
    return this.#take("NOT") ? { kind: "not", of: this.#negation(depth + 1) } : this.#comparison(depth);
  }

  #comparison(depth: number): Expression {
    const left = this.#sum(depth);
    const sign = this.#token;
    if (sign.kind === "sign" && COMPARISONS.has(sign.text)) {
      this.#next++;
      return binary(sign.text, left, this.#sum(depth));
    }
    if (this.#take("IS")) {
      const kind = this.#take("NOT") ? "is-not-null" : "is-null";
      this.#expect("NULL");
      return { kind, of: left };
    }
    const negated = this.#take("NOT");
    const found = this.#membership(left, depth);
    if (!found && negated) throw outside(this.#token.at, "IN or BETWEEN is missing after NOT");
    return negated ? { kind: "not", of: found ?? left } : found ?? left;
  }

  #membership(of: Expression, depth: number): Expression | null {
    if (this.#take("IN")) {
      this.#expect("(");
      return { kind: "in", of, values: this.#list(depth) };
    }
    if (!this.#take("BETWEEN")) return null;
    const low = this.#sum(depth);
    this.#expect("AND");
    return { kind: "between", of, low, high: this.#sum(depth) };
  }

  #list(depth: number): Expression[] {
    const values = [this.disjunction(depth + 1)];
    while (this.#take(",")) values.push(this.disjunction(depth + 1));
    this.#expect(")");
    return values;
  }

  #sum(depth: number): Expression {
    let left = this.#product(depth);
    for (;;) {
      if (this.#take("+")) left = binary("+", left, this.#product(depth));
      else if (this.#take("-")) left = binary("-", left, this.#product(depth));
      else return left;
    }
  }

  #product(depth: number): Expression {
    let left = this.#atom(depth);
    for (;;) {
      if (this.#take("*")) left = binary("*", left, this.#atom(depth));
      else if (this.#take("/")) left = binary("/", left, this.#atom(depth));
      else return left;
    }
  }

  #atom(depth: number): Expression {
    if (depth > MAX_DEPTH) throw outside(this.#token.at, `nested deeper than ${MAX_DEPTH}`);
    const token = this.#token;
    this.#next++;
    if (token.kind === "number") return { kind: "literal", value: Number(token.text) };
    if (token.kind === "text") return { kind: "literal", value: token.text };
    if (token.kind === "word") return { kind: "column", name: token.text };
    if (token.kind === "sign") {
      if (token.text === "-") return { kind: "minus", of: this.#atom(depth + 1) };
      if (token.text === "TRUE" || token.text === "FALSE") {
        return { kind: "literal", value: token.text === "TRUE" };
      }
      if (token.text === "NULL") return { kind: "literal", value: null };
      if (token.text === "CASE") return this.#case(depth);
      if (token.text === "COALESCE" || token.text === "ABS") {
        this.#expect("(");
        return { kind: "call", name: token.text, values: this.#list(depth) };
      }
      if (token.text === "(") {
        const inner = this.disjunction(depth + 1);
        this.#expect(")");
        return inner;
      }
    }
    throw outside(token.at, token.kind === "end" ? "it ends too early" : `${token.text} is out of place`);
  }

  #case(depth: number): Expression {
    const branches: { when: Expression; then: Expression }[] = [];
    while (this.#take("WHEN")) {
      const when = this.disjunction(depth + 1);
      this.#expect("THEN");
      branches.push({ when, then: this.disjunction(depth + 1) });
    }
    if (branches.length === 0) throw outside(this.#token.at, "WHEN is missing");
    const otherwise: Expression = this.#take("ELSE")
      ? this.disjunction(depth + 1)
      : { kind: "literal", value: null };
    this.#expect("END");
    return { kind: "case", branches, otherwise };
  }
}

function binary(operator: string, left: Expression, right: Expression): Expression {
  return { kind: "binary", operator, left, right };
}

/**
 * Lists the columns that an expression reads.
 *
 * @param expression The expression.
 * @returns The names, sorted, each once.
 */
export function columnsOf(expression: Expression): readonly string[] {
  const found = new Set<string>();
  visit(expression, (part) => {
    if (part.kind === "column") found.add(part.name);
  });
  return [...found].sort();
}

function visit(expression: Expression, see: (part: Expression) => void): void {
  see(expression);
  for (const child of childrenOf(expression)) visit(child, see);
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "column":
    case "literal":
      return [];
    case "binary":
      return [expression.left, expression.right];
    case "in":
      return [expression.of, ...expression.values];
    case "between":
      return [expression.of, expression.low, expression.high];
    case "call":
      return expression.values;
    case "case":
      return [...expression.branches.flatMap(({ when, then }) => [when, then]), expression.otherwise];
    default:
      return [expression.of];
  }
}

/**
 * The column of ones that engines add to every table. A predicate without columns, such as TRUE, is one value and not
 * one a row to Polars: its sum would be 1 whatever the number of rows. Compared with this column it is one a row.
 */
export const ONES = "__one";

/**
 * A second column of ones that engines add, one that is really there in every row. Polars divides by a constant by
 * multiplying with its reciprocal, which is off in the last bit for one number in eight; by a column it divides.
 */
export const EACH = "__each";

/**
 * Writes an expression as SQL that every engine of the workspace reads the same way.
 *
 * Arithmetic is in doubles. Division is null where the divisor is 0: engines differ there, so it is written out.
 *
 * @param expression The expression.
 * @returns The SQL, every part in parentheses and every column in quotes.
 */
export function sqlOf(expression: Expression): string {
  const list = (parts: readonly Expression[]) => parts.map(sqlOf).join(", ");
  switch (expression.kind) {
    case "column":
      return `"${expression.name}"`;
    case "literal":
      return literalSql(expression.value);
    case "binary":
      return binarySql(expression.operator, expression.left, expression.right);
    case "not":
      return `(NOT ${sqlOf(expression.of)})`;
    case "minus":
      return `(0.0e0 - ${doubleOf(expression.of)})`;
    case "in":
      return `(${sqlOf(expression.of)} IN (${list(expression.values)}))`;
    case "between": {
      const of = sqlOf(expression.of);
      return `(${of} >= ${sqlOf(expression.low)} AND ${of} <= ${sqlOf(expression.high)})`;
    }
    case "is-null":
      return `(${sqlOf(expression.of)} IS NULL)`;
    case "is-not-null":
      return `(${sqlOf(expression.of)} IS NOT NULL)`;
    case "call":
      return `${expression.name}(${list(expression.values)})`;
    case "case": {
      const branches = expression.branches.map(({ when, then }) =>
        `WHEN ${perRow(when)} THEN ${sqlOf(then)}`
      );
      return `(CASE ${branches.join(" ")} ELSE ${sqlOf(expression.otherwise)} END)`;
    }
  }
}

function perRow(predicate: Expression): string {
  return columnsOf(predicate).length > 0 ? sqlOf(predicate) : `("${ONES}" = 1 AND ${sqlOf(predicate)})`;
}

function binarySql(operator: string, left: Expression, right: Expression): string {
  if (operator === "/") {
    const divisor = columnsOf(right).length > 0
      ? doubleOf(right)
      : `(CAST("${EACH}" AS DOUBLE) * ${doubleOf(right)})`;
    return `(CASE WHEN ("${ONES}" = 1 AND ${divisor} = 0) THEN NULL ELSE ${doubleOf(left)} / ${divisor} END)`;
  }
  return ARITHMETIC.has(operator)
    ? `(${doubleOf(left)} ${operator} ${doubleOf(right)})`
    : `(${sqlOf(left)} ${operator} ${sqlOf(right)})`;
}

const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*"]);

/** Arithmetic is in doubles everywhere: whole numbers of 32 bits wrap round in one engine and fail in the other. */
function doubleOf(expression: Expression): string {
  if (expression.kind === "minus") return sqlOf(expression);
  if (expression.kind === "binary" && (ARITHMETIC.has(expression.operator) || expression.operator === "/")) {
    return sqlOf(expression);
  }
  if (expression.kind === "literal" && typeof expression.value === "number") {
    return doubleLiteral(expression.value);
  }
  return `CAST(${sqlOf(expression)} AS DOUBLE)`;
}

function literalSql(value: number | string | boolean | null): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : doubleLiteral(value);
  return String(value).toUpperCase();
}

/** With an exponent DuckDB reads a double, else a decimal of base ten; with a point Polars reads it too. */
function doubleLiteral(value: number): string {
  const [digits = "0", exponent = "0"] = String(value).split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}e${exponent.replace("+", "")}`;
}
