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

/** Partitioning around medoids as in the book: BUILD, then the best swap until none helps. The group of each row. */
export function partition(d: readonly (readonly number[])[], k: number): readonly number[] {
  const all = [...d.keys()];
  const cost = (medoids: readonly number[]) => {
    const columns = medoids.map((m) => d[m] ?? []);
    let sum = 0;
    for (const i of all) {
      let least = Infinity;
      for (const column of columns) least = Math.min(least, column[i] ?? 0);
      sum += least;
    }
    return sum;
  };
  const cheapest = (choices: readonly (readonly number[])[]) =>
    choices.map((choice) => ({ choice, cost: cost(choice) })).reduce((a, b) => b.cost < a.cost ? b : a);
  let medoids: readonly number[] = [];
  while (medoids.length < k) medoids = cheapest(all.map((i) => [...medoids, i])).choice;
  for (let best = cost(medoids);;) {
    const next = cheapest(
      medoids.flatMap((_, out) => all.map((i) => medoids.map((m, at) => at === out ? i : m))),
    );
    if (next.cost >= best - 1e-12) break;
    [medoids, best] = [next.choice, next.cost];
  }
  return all.map((i) => {
    const to = medoids.map((m) => d[i]?.[m] ?? 0);
    return to.indexOf(Math.min(...to));
  });
}

/** A row of mixed kinds: equal or not, and numbers. */
export interface MixedRow {
  /** Texts and truths: 0 when equal, else 1. */
  readonly marks: readonly (string | boolean | null)[];
  /** Numbers: the difference over the range. */
  readonly numbers: readonly number[];
}

/** Gower's dissimilarities of all pairs of rows without missing values, by the formula. */
export function unlikeness(rows: readonly MixedRow[]): readonly (readonly number[])[] {
  const places = [...(rows[0]?.numbers ?? []).keys()];
  const ranges = places.map((c) => {
    const column = rows.map(({ numbers }) => numbers[c] ?? NaN);
    return Math.max(...column) - Math.min(...column);
  });
  const count = (rows[0]?.marks.length ?? 0) + places.length;
  assert.ok(rows.every(({ marks, numbers }) => !marks.includes(null) && numbers.every(Number.isFinite)));
  return rows.map((a) =>
    rows.map((b) =>
      (a.marks.filter((mark, c) => mark !== b.marks[c]).length +
        a.numbers.reduce((sum, x, c) => sum + Math.abs(x - (b.numbers[c] ?? NaN)) / (ranges[c] ?? 1), 0)) /
      count
    )
  );
}
