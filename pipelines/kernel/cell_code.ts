/**
 * What a cell is made of: its last expression, its imports, or the place where it does not parse.
 *
 * @module
 */
import { parse } from "@babel/parser";

/** An import of a cell. */
export interface CellImport {
  /** The specifier as it stands in the cell. */
  readonly specifier: string;
  /** Line from 1. */
  readonly line: number;
}

/** A cell that parses. */
export interface ParsedCell {
  /** Tells it from one that does not parse. */
  readonly kind: "parsed";
  /** Which dialect it is written in, as a file extension. */
  readonly dialect: Dialect;
  /** Where the last statement stands, when it is an expression: offsets in UTF-16 units, its semicolon not included. */
  readonly lastExpression: { readonly start: number; readonly end: number; readonly line: number } | null;
  /** The static imports, in order. */
  readonly imports: readonly (CellImport & { readonly start: number; readonly end: number })[];
}

/** A cell that does not parse. */
export interface UnparsedCell {
  /** Tells it from one that parses. */
  readonly kind: "syntax-error";
  /** The message, without position. */
  readonly message: string;
  /** Line from 1. */
  readonly line: number;
}

/** TypeScript without and with JSX: the kernel takes both. */
export type Dialect = "ts" | "tsx";

const PLUGINS = { ts: ["typescript"], tsx: ["typescript", "jsx"] } as const;

/**
 * Parses a cell as the kernel does: a module with top-level `await`, in TypeScript, or in TypeScript with JSX.
 *
 * @param code The source.
 * @returns The parts, or the first syntax error.
 *
 * @example The place of a syntax error
 * ```ts
 * import { parseCell } from "./cell_code.ts";
 * import assert from "node:assert/strict";
 *
 * const cell = parseCell("const a = 1;\nlet b = (;");
 * assert.equal(cell.kind === "syntax-error" && cell.line, 2);
 * ```
 */
export function parseCell(code: string): ParsedCell | UnparsedCell {
  const plain = parseDialect(code, "ts");
  if (plain.kind === "parsed") return plain;
  const jsx = parseDialect(code, "tsx");
  return jsx.kind === "parsed" ? jsx : plain;
}

function parseDialect(code: string, dialect: Dialect): ParsedCell | UnparsedCell {
  try {
    const { program } = parse(code, {
      sourceType: "module",
      plugins: [...PLUGINS[dialect]],
      allowUndeclaredExports: true,
      errorRecovery: false,
    });
    const last = program.body.at(-1);
    const imports = program.body.flatMap((node) =>
      "source" in node && node.source
        ? [{ specifier: node.source.value, ...rangeOf(node), line: node.loc?.start.line ?? 1 }]
        : []
    );
    const lastExpression = last?.type === "ExpressionStatement"
      ? { ...withoutSemicolon(code, rangeOf(last)), line: last.loc?.start.line ?? 1 }
      : null;
    return { kind: "parsed", dialect, imports, lastExpression };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const line = (error as { loc?: { line?: number } }).loc?.line ?? 1;
    return { kind: "syntax-error", message: error.message.replace(/\s*\(\d+:\d+\)$/, ""), line };
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function rangeOf(node: { readonly start?: number | null; readonly end?: number | null }): Range {
  return { start: node.start ?? 0, end: node.end ?? 0 };
}

function withoutSemicolon(code: string, range: Range): Range {
  return code[range.end - 1] === ";" ? { ...range, end: range.end - 1 } : range;
}

/**
 * Lets the value of the last expression pass through the runner's hook, on its way to being shown.
 *
 * The kernel shows nothing for a last expression that is `null`, `NaN`, infinite, `-0` or a bigint. The hook gives
 * such a value a text, and hands on any other unchanged. Lines stay where they are.
 *
 * @param code The source.
 * @param hook The global of the runner's prelude.
 * @returns The code to send. A cell that does not parse, or that may be an object literal, is left as it is.
 *
 * @example Only the last expression is wrapped
 * ```ts
 * import { showLastValue } from "./cell_code.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(showLastValue("let a = null;\na;", "h"), "let a = null;\nglobalThis.h.show((a\n));");
 * assert.equal(showLastValue("let a = null;", "h"), "let a = null;");
 * ```
 */
export function showLastValue(code: string, hook: string): string {
  if (code.trimStart().startsWith("{")) return code;
  const cell = parseCell(code);
  if (cell.kind === "syntax-error" || cell.lastExpression === null) return code;
  const { start, end } = cell.lastExpression;
  // The line break ends a comment that may stand behind the expression.
  return `${code.slice(0, start)}globalThis.${hook}.show((${code.slice(start, end)}\n))${code.slice(end)}`;
}

/**
 * Puts a statement of the same length in lines where each import stood.
 *
 * A transpiler drops imports that are not used and the kernel does not; this way both give the same lines.
 *
 * @param code A source that parses.
 * @param cell Its parts.
 * @returns The source without imports.
 */
export function withoutImports(code: string, cell: ParsedCell): string {
  let result = "";
  let from = 0;
  for (const { start, end } of cell.imports) {
    result += code.slice(from, start) + "0;" + code.slice(start, end).replace(/[^\n]/g, "");
    from = end;
  }
  return result + code.slice(from);
}

/**
 * Finds all imports of a cell whose specifier is written out, static and dynamic.
 *
 * @param code The source.
 * @returns The imports in order of place; none when the cell does not parse.
 */
export function findImports(code: string): readonly CellImport[] {
  const cell = parseCell(code);
  if (cell.kind === "syntax-error") return [];
  const { program } = parse(code, { sourceType: "module", plugins: [...PLUGINS[cell.dialect]] });
  const found: CellImport[] = [];
  visit(program, (node) => {
    const source = node["source"] as Node | null | undefined;
    if (source?.["type"] === "StringLiteral") {
      found.push({ specifier: String(source["value"]), line: lineOf(node) });
    }
  });
  return found;
}

/**
 * Finds the line of the one `throw` of a cell, for thrown values that have no stack.
 *
 * @param code The source.
 * @returns Line from 1; null when there is no `throw` or more than one.
 */
export function findOnlyThrow(code: string): number | null {
  const cell = parseCell(code);
  if (cell.kind === "syntax-error") return null;
  const lines: number[] = [];
  visit(parse(code, { sourceType: "module", plugins: [...PLUGINS[cell.dialect]] }).program, (node) => {
    if (node["type"] === "ThrowStatement") lines.push(lineOf(node));
  });
  return lines.length === 1 ? lines[0] ?? null : null;
}

function lineOf(node: Node): number {
  return (node["loc"] as { readonly start: { readonly line: number } } | undefined)?.start.line ?? 1;
}

type Node = Readonly<Record<string, unknown>>;

/** Goes through a syntax tree, whatever its nodes are called. */
function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) return value.forEach((each) => visit(each, see));
  if (typeof value !== "object" || value === null) return;
  const node = value as Node;
  if (typeof node["type"] === "string") see(node);
  for (const [key, child] of Object.entries(node)) if (key !== "loc") visit(child, see);
}
