/**
 * Parses the code of a cell, and walks what was parsed.
 *
 * @module
 */
import { parse, type ParseError } from "@babel/parser";

/** A node of the syntax tree with its place: the loose shape that a general walk needs. */
export interface SyntaxNode {
  /** The kind of node, for example `CallExpression`. */
  readonly type: string;
  /** Offset of the first character in the source. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
  /** Line (from 1) and column (from 0) of the first character. */
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };
  /** All other members, by node type. */
  readonly [member: string]: unknown;
}

/** A comment in the source. */
export interface SourceComment {
  /** The text without its marks. */
  readonly text: string;
  /** Line from 1. */
  readonly line: number;
}

/** Why code cannot be parsed. */
export interface SyntaxProblem {
  /** The parser's words. */
  readonly message: string;
  /** Line in the cell from 1. */
  readonly line: number;
  /** Column from 1. */
  readonly column: number;
}

/** Parsed code: statements and comments, or the reason why there are none. */
export type ParsedCode =
  | {
    readonly ok: true;
    readonly statements: readonly SyntaxNode[];
    readonly comments: readonly SourceComment[];
  }
  | { readonly ok: false; readonly problem: SyntaxProblem };

/**
 * Parses a cell as TypeScript with imports and top-level `await`, as the kernel takes it.
 *
 * @example A syntax error has a place, which the kernel does not tell
 * ```ts
 * import { parseCode } from "./syntax.ts";
 * import assert from "node:assert/strict";
 *
 * const parsed = parseCode("const a = 1;\nconst b = ;");
 * assert.equal(parsed.ok ? null : parsed.problem.line, 2);
 * ```
 *
 * @param source The source of one cell.
 * @returns The statements, or the first syntax error.
 */
export function parseCode(source: string): ParsedCode {
  try {
    const file = parse(source, {
      sourceType: "module",
      plugins: ["typescript"],
      allowUndeclaredExports: true,
      // Names declared twice are the type check's business, which sees all cells.
      errorRecovery: true,
    });
    const fatal = (file.errors ?? []).find((error) => !/already been declared/.test(String(error)));
    if (fatal !== undefined) return { ok: false, problem: problemOf(fatal) };
    const comments = (file.comments ?? []).map(({ value, loc }) => ({
      text: value,
      line: loc?.start.line ?? 1,
    }));
    return { ok: true, statements: file.program.body as unknown as readonly SyntaxNode[], comments };
  } catch (error) {
    return { ok: false, problem: problemOf(error as ParseError & Error) };
  }
}

function problemOf(error: unknown): SyntaxProblem {
  const { message, loc } = error as { message?: string; loc?: { line: number; column: number } };
  const text = (message ?? String(error)).replace(/\s*\(\d+:\d+\)$/, "");
  return { message: text, line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 };
}

/** Tells whether a value is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null &&
    typeof (value as { type?: unknown }).type === "string" &&
    typeof (value as { start?: unknown }).start === "number";
}

/** A node with the way down to it. */
export interface Visited {
  /** The node. */
  readonly node: SyntaxNode;
  /** The nodes above it, the nearest last. */
  readonly ancestors: readonly SyntaxNode[];
  /** The member of the parent that holds it; empty for a statement of the cell. */
  readonly member: string;
}

/**
 * Walks all nodes below and at the given ones, parents first, in the order of the source.
 *
 * @example The names that a cell uses
 * ```ts
 * import { parseCode, walk } from "./syntax.ts";
 * import assert from "node:assert/strict";
 *
 * const parsed = parseCode("const a = b + c;");
 * const names = parsed.ok
 *   ? walk(parsed.statements).filter(({ node }) => node.type === "Identifier").map(({ node }) => node["name"])
 *   : [];
 * assert.deepEqual(names, ["a", "b", "c"]);
 * ```
 *
 * @param nodes Where to begin.
 * @returns The visited nodes.
 */
export function walk(nodes: readonly SyntaxNode[]): readonly Visited[] {
  const visited: Visited[] = [];
  for (const node of nodes) visit(node, [], "", visited);
  return visited;
}

// Collects instead of yielding: a generator per node costs more than all rules together.
function visit(node: SyntaxNode, ancestors: readonly SyntaxNode[], member: string, into: Visited[]): void {
  into.push({ node, ancestors, member });
  const below = [...ancestors, node];
  for (const key in node) {
    if (key.endsWith("omments") || key === "extra" || key === "loc") continue;
    const value = node[key];
    if (Array.isArray(value)) {
      for (const child of value) if (isNode(child)) visit(child, below, key, into);
    } else if (isNode(value)) visit(value, below, key, into);
  }
}
