/** @module */
import type { SyntaxNode } from "../syntax.ts";
import { isNode } from "../syntax.ts";
import { parsedCells } from "./_code_cells.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** The doors of the library, as notebooks in `notebooks/<pilot>/` reach them, or by the import map. */
const DOOR_REGEXP = /^(?:\.\.\/\.\.\/)?lib\/[a-z][a-z0-9_]*\/mod\.ts$/;

const MODULE_STATEMENTS: ReadonlySet<string> = new Set([
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ExportDefaultDeclaration",
  "TSImportEqualsDeclaration",
  "TSExportAssignment",
  "TSNamespaceExportDeclaration",
]);

/** Imports stand in `setup` and come through the doors of the library. */
export const importsInSetup: Rule = {
  id: "imports-in-setup",
  wants: "Imports are static, stand in setup cells, and name `../../lib/<folder>/mod.ts`",
  why: "The library's doors are where protection happens; a package would pass beside them",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const { seen: cell, statements } of parsedCells(seen)) {
      for (const node of statements) {
        const { line } = node.loc.start;
        if (MODULE_STATEMENTS.has(node.type)) {
          yield {
            cell,
            line,
            what: "A notebook exports nothing",
            mend: "Remove `export`, or use a plain import",
          };
        }
        if (node.type !== "ImportDeclaration") continue;
        if (cell.main !== "setup") {
          yield { cell, line, what: "Import stands outside setup", mend: "Move it to the cell tagged setup" };
        }
        const problem = specifierProblem(node);
        if (problem !== null) yield { cell, line, ...problem };
      }
    }
  },
};

function specifierProblem(node: SyntaxNode): { readonly what: string; readonly mend: string } | null {
  const source = node["source"];
  const specifier = isNode(source) ? String(source["value"]) : "";
  if (DOOR_REGEXP.test(specifier)) return null;
  const scheme = /^([a-z]+):/.exec(specifier)?.[1];
  const mend = "Import from `../../lib/<folder>/mod.ts`; what is missing there belongs in the library";
  if (scheme !== undefined) return { what: `Import by ${scheme}: is refused: ${specifier}`, mend };
  if (/lib\/[a-z0-9_]+\/.+/.test(specifier)) {
    return { what: `Import passes beside the folder's door: ${specifier}`, mend };
  }
  return { what: `Import is refused: ${specifier}`, mend };
}
