/**
 * Small helpers for rules about code.
 *
 * @module
 */
import { type SourceComment, type SyntaxNode, type Visited, walk } from "../syntax.ts";
import type { SeenCell, SeenNotebook } from "./rule.ts";

/** A parsed cell of code. */
export interface ParsedCell {
  /** The cell. */
  readonly seen: SeenCell;
  /** Its statements. */
  readonly statements: readonly SyntaxNode[];
  /** Its comments. */
  readonly comments: readonly SourceComment[];
}

/** Gives the cells of code that could be parsed. */
export function parsedCells(seen: SeenNotebook): readonly ParsedCell[] {
  return seen.cells.flatMap((cell) =>
    cell.code?.ok ? [{ seen: cell, statements: cell.code.statements, comments: cell.code.comments }] : []
  );
}

/** A visited node with its cell and line. */
export type VisitedInCell = Visited & { readonly cell: SeenCell; readonly line: number };

// Seven rules walk the same cells; each is walked once.
const visitedByCell = new WeakMap<SeenCell, readonly VisitedInCell[]>();

/** Walks every node of every cell. */
export function visitAll(seen: SeenNotebook): readonly VisitedInCell[] {
  return parsedCells(seen).flatMap(({ seen: cell, statements }) => {
    const known = visitedByCell.get(cell);
    if (known !== undefined) return known;
    const visited = walk(statements).map((one) => ({ ...one, cell, line: one.node.loc.start.line }));
    visitedByCell.set(cell, visited);
    return visited;
  });
}

/** Tells whether a node stands in the world of types, which has no effect when the notebook runs. */
export function isTypePosition({ ancestors, node }: Visited): boolean {
  return [...ancestors, node].some(({ type }) => TYPE_NODE_REGEXP.test(type));
}

// Expressions and declarations whose name begins with TS and that do run.
const TYPE_NODE_REGEXP =
  /^TS(?!AsExpression$|NonNullExpression$|SatisfiesExpression$|TypeAssertion$|InstantiationExpression$|Enum|Module|ImportEquals|Export|ParameterProperty)/;

/** Gives the last statement that does something; undefined in an empty cell. */
export function lastStatement(statements: readonly SyntaxNode[]): SyntaxNode | undefined {
  return statements.filter(({ type }) => type !== "EmptyStatement").at(-1);
}
