/**
 * What the tests of notebooks share: the values that a notebook's own cells make, for comparison with a recomputation.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { FindingPayload, ProgrammeObject } from "../../lib/core/display.ts";
import type { ProtectedTable } from "../../lib/disclosure/mod.ts";
import { readNotebook } from "../../pipelines/notebook/mod.ts";

/** The names and values that the code cells of a notebook make. */
export type NotebookValues = Readonly<Record<string, unknown>>;

/**
 * Runs the code cells of a notebook in this process, in order, and gives its top-level constants. The cells are the text
 * on disk: only the folder of the pilot record is put in, because a test does not run in the notebook's folder.
 */
export async function valuesOf(slug: string): Promise<NotebookValues> {
  const file = `notebooks/${slug}/${slug}.ipynb`;
  const notebook = readNotebook(await Deno.readTextFile(file), { file });
  const code = notebook.cells.filter((cell) => cell.cell_type === "code").map((cell) => cell.source).join(
    "\n\n",
  )
    .replaceAll("loadPilotFile()", `loadPilotFile({ folder: "notebooks/${slug}" })`);
  const names = new Set<string>();
  for (const [, one, many] of code.matchAll(/^const (?:(\w+)|\[([^\]]+)\])/gm)) {
    for (const name of (one ?? many ?? "").split(",")) if (name.trim() !== "") names.add(name.trim());
  }
  // Two folders below the root, as notebooks are, so that the imports of the cells hold.
  const folder = `${Deno.cwd()}/.smart-start/notebook-tests`;
  await Deno.mkdir(folder, { recursive: true });
  const module = await Deno.makeTempFile({ dir: folder, prefix: `${slug}-`, suffix: ".ts" });
  try {
    await Deno.writeTextFile(module, `${code}\n\nexport { ${[...names].join(", ")} };\n`);
    return await import(`file://${module}`);
  } finally {
    await Deno.remove(module);
  }
}

/** A protected table among the values. */
export function tableOf(values: NotebookValues, name: string): ProtectedTable {
  const table = values[name];
  assert.ok(table !== undefined, `the notebook has no ${name}`);
  return table as ProtectedTable;
}

/** The shown number of a cell, by codes in the order of the dimensions; null when it is hidden. */
export function shownIn(table: ProtectedTable, ...codes: readonly string[]): number | null {
  const cell = table.cell(...codes);
  assert.ok(cell !== undefined, `${table.id} has no cell ${codes.join(", ")}`);
  return cell.value;
}

/** The Dutch sentence of a finding among the values. */
export function sentenceOf(values: NotebookValues, name: string): string {
  const object = values[name] as ProgrammeObject<"finding">;
  return (object.payload as FindingPayload).sentence.nl;
}

/** A share as readers see it: a percentage rounded to so many decimals. */
export function percentOf(numerator: number, denominator: number, decimals = 0): number {
  return Number(((100 * numerator) / denominator).toFixed(decimals));
}
