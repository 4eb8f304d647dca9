/**
 * Turns a notebook into one module that `deno check` can read from another folder, with the way back.
 *
 * @module
 */
import type { Notebook } from "./nbformat.ts";
import { isNode, parseCode, type SyntaxNode, walk } from "./syntax.ts";
import type { CheckInput, TypeProblem } from "./typecheck.ts";
import { type View, viewOf } from "./view.ts";

/** A module made of a notebook. */
export interface CheckModule {
  /** The notebook as the caller named it. */
  readonly name: string;
  /** The name of the module's file. */
  readonly file: string;
  /** The module's text. */
  readonly text: string;
  /** The view it was made from: the same lines. */
  readonly view: View;
  /** Cells that cannot be parsed; they are empty in the module. */
  readonly syntaxProblems: readonly TypeProblem[];
  /** Where relative specifiers were replaced: by `cell id`, then line, column and growth. */
  readonly shifts: readonly Shift[];
}

interface Shift {
  readonly cellId: string;
  readonly line: number;
  /** Column from 1 after which the text moved. */
  readonly column: number;
  /** By how many characters. */
  readonly grownChars: number;
}

/** Makes the module. */
export function checkModuleOf(input: CheckInput, file: string): CheckModule {
  const syntaxProblems: TypeProblem[] = [];
  const shifts: Shift[] = [];
  const cells = input.notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    const parsed = parseCode(cell.source);
    if (!parsed.ok) {
      const { line, column, message } = parsed.problem;
      syntaxProblems.push({ notebook: input.name, cellId: cell.id, line, column, code: "syntax", message });
      return { ...cell, source: cell.source.replace(/[^\n]/g, "") };
    }
    const specifiers = relativeSpecifiers(parsed.statements);
    shifts.push(...specifiers.map((node) => shiftOf(node, cell.id, input.notebookDir)));
    return { ...cell, source: absolute(cell.source, specifiers, input.notebookDir) };
  });
  const notebook: Notebook = { ...input.notebook, cells };
  const view = viewOf(notebook, { scope: "code" });
  return { name: input.name, file, text: `${view.text}export {};\n`, view, syntaxProblems, shifts };
}

/** Gives cell, line and column of a place in the module. */
export function placeOf(
  { view, shifts }: CheckModule,
  line: number,
  column: number,
): Pick<TypeProblem, "cellId" | "line" | "column"> {
  const origin = view.lines[line - 1];
  if (origin === undefined || origin.cellId === null) return { cellId: null, line: null, column: null };
  const grownChars = shifts
    .filter((shift) => shift.cellId === origin.cellId && shift.line === origin.line && shift.column < column)
    .reduce((sum, shift) => sum + shift.grownChars, 0);
  return { cellId: origin.cellId, line: Math.max(1, origin.line), column: Math.max(1, column - grownChars) };
}

/** Finds the text literals that name a module by a relative path. */
function relativeSpecifiers(statements: readonly SyntaxNode[]): readonly SyntaxNode[] {
  return walk(statements).flatMap(({ node }) => {
    const source = node["source"] ?? (node.type === "TSImportType" ? node["argument"] : undefined);
    const literal = isNode(source) && source.type === "TSLiteralType" ? source["literal"] : source;
    if (!isNode(literal) || literal.type !== "StringLiteral") return [];
    return /^\.{1,2}\//.test(String(literal["value"])) ? [literal] : [];
  });
}

function absoluteSpecifier(literal: SyntaxNode, notebookDir: string): string {
  const base = new URL(`file://${notebookDir.split("/").map(encodeURIComponent).join("/")}/`);
  return JSON.stringify(new URL(String(literal["value"]), base).href);
}

function absolute(source: string, specifiers: readonly SyntaxNode[], notebookDir: string): string {
  return specifiers.toReversed().reduce(
    (text, node) => text.slice(0, node.start) + absoluteSpecifier(node, notebookDir) + text.slice(node.end),
    source,
  );
}

function shiftOf(node: SyntaxNode, cellId: string, notebookDir: string): Shift {
  const { line, column } = node.loc.start;
  const grownChars = absoluteSpecifier(node, notebookDir).length - (node.end - node.start);
  return { cellId, line, column: column + 1, grownChars };
}
