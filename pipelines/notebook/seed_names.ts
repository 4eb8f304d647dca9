/**
 * The names of the random seeds that a notebook gives.
 *
 * They are read in the approved text and not asked of the run: what a run says of itself could carry a number out. The
 * seeds that the library itself names are constants of the commit.
 *
 * @module
 */
import type { Notebook } from "./nbformat.ts";
import { isNode, parseCode, type SyntaxNode, walk } from "./syntax.ts";

/** Members of options that name a seed. */
const SEED_MEMBERS: ReadonlySet<unknown> = new Set(["seed", "seedName"]);

/**
 * Lists the names of seeds that stand literally in a notebook: the argument of `randomFor`, and options `seed` and
 * `seedName`.
 *
 * @example A bootstrap with a seed of its own
 * ```ts
 * import { seedNames } from "./seed_names.ts";
 * import assert from "node:assert/strict";
 *
 * const cell = { cell_type: "code", id: "a", metadata: {}, outputs: [], execution_count: null } as const;
 * const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {} } as const;
 * const names = seedNames({ ...notebook, cells: [{ ...cell, source: 'await measure(t, { seed: "pilot/band" })' }] });
 * assert.deepEqual(names, ["pilot/band"]);
 * ```
 *
 * @param notebook The notebook.
 * @returns The names, sorted, each once; those of a cell that cannot be parsed are not found.
 */
export function seedNames(notebook: Notebook): readonly string[] {
  const names = new Set<string>();
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    const parsed = parseCode(cell.source);
    if (!parsed.ok) continue;
    for (const { node } of walk(parsed.statements)) {
      const name = seedOf(node);
      if (name !== null) names.add(name);
    }
  }
  return [...names].sort();
}

function seedOf(node: SyntaxNode): string | null {
  if (node.type === "ObjectProperty") {
    return SEED_MEMBERS.has(nameOf(node["key"])) ? textOf(node["value"]) : null;
  }
  if (node.type !== "CallExpression" || nameOf(node["callee"]) !== "randomFor") return null;
  const given = node["arguments"];
  return Array.isArray(given) ? textOf(given[0]) : null;
}

function nameOf(value: unknown): unknown {
  return isNode(value) ? value["name"] ?? value["value"] : undefined;
}

function textOf(value: unknown): string | null {
  return isNode(value) && value.type === "StringLiteral" ? String(value["value"]) : null;
}
