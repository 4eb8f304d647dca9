/**
 * What happens to a notebook as it runs, on the real kernel: which cells run, what they keep, and where a run ends.
 * The cases are those of nbclient's and papermill's own tests that apply here, written anew.
 */
import assert from "node:assert/strict";
import type { Cell, CodeCell, Notebook } from "../../../pipelines/notebook/nbformat.ts";
import { executeNotebook } from "../../../pipelines/run/execute.ts";
import { withKernel } from "./_real_kernel.ts";

function code(id: string, source: string, ...tags: readonly string[]): CodeCell {
  // Every cell holds the output and the count of an earlier run.
  const stale = { output_type: "stream", name: "stdout", text: "stale" } as const;
  return { cell_type: "code", id, metadata: { tags }, source, outputs: [stale], execution_count: 99 };
}

const BEFORE: readonly Cell[] = [
  { cell_type: "markdown", id: "tekst", metadata: {}, source: "throw new Error('prose')" },
  { cell_type: "raw", id: "raw", metadata: {}, source: "throw new Error('raw')" },
  code("leeg", "  \n"),
  code("overslaan", "throw new Error('skipped')", "skip-execution"),
  code("letters", 'const groet = "üñîçø∂é ✓ 日本";\ngroet'),
  code("mag-falen", 'console.log("before");\nthrow new RangeError("told")', "raises-exception"),
  code("daarna", "groet.length"),
];

function notebookOf(cells: readonly Cell[]): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata: { own: "kept" }, cells };
}

Deno.test("a notebook runs from top to bottom in one kernel, and stops at the first failure", async (t) => {
  const input = notebookOf([
    ...BEFORE,
    code("faalt", 'console.log("printed");\n\nthrow new TypeError("end")'),
    code("nooit", "1"),
  ]);
  const untouched = structuredClone(input);
  await withKernel(async (kernel) => {
    const told: string[] = [];
    const { notebook, failure, cellTimesMs } = await executeNotebook(input, kernel, {
      promises: "free",
      cellTimeoutMs: 20_000,
      onCell: (index, total) => told.push(`${index}/${total}`),
    });
    const cells = new Map(notebook.cells.map((cell) => [cell.id, cell] as const));
    const ran = (id: string) => cells.get(id) as CodeCell;

    await t.step("prose, raw text, empty cells and skipped ones do not run and do not count", () => {
      assert.deepEqual(cells.get("tekst"), BEFORE[0]);
      assert.deepEqual(cells.get("raw"), BEFORE[1]);
      for (const id of ["leeg", "overslaan"]) {
        assert.deepEqual([ran(id).outputs, ran(id).execution_count], [[], null], id);
      }
      assert.deepEqual(told, ["1/5", "2/5", "3/5", "4/5"]);
    });
    await t.step(
      "outputs of an earlier run are gone, counts begin anew, letters of any script arrive",
      () => {
        assert.doesNotMatch(JSON.stringify(notebook), /stale|99/);
        assert.deepEqual(
          ran("letters").outputs.map((output) => "data" in output && output.data["text/plain"]),
          [
            '"üñîçø∂é ✓ 日本"',
          ],
        );
        assert.deepEqual(["letters", "mag-falen", "daarna"].map((id) => ran(id).execution_count), [1, 2, 3]);
      },
    );
    await t.step(
      "a cell that may raise keeps what it printed and its error, and the next cell sees what was before",
      () => {
        assert.deepEqual(ran("mag-falen").outputs.map(({ output_type }) => output_type), ["stream", "error"]);
        assert.equal(ran("daarna").outputs.length, 1);
      },
    );
    await t.step(
      "the failure names cell, class and line; its cell keeps its outputs, later cells have none",
      () => {
        assert.ok(failure !== null);
        assert.deepEqual([failure.cellId, failure.ename, failure.evalue, failure.line, failure.status], [
          "faalt",
          "TypeError",
          "end",
          3,
          "error",
        ]);
        assert.deepEqual(ran("faalt").outputs.map(({ output_type }) => output_type), ["stream", "error"]);
        assert.deepEqual([ran("nooit").outputs, ran("nooit").execution_count], [[], null]);
      },
    );
    await t.step(
      "the time of each cell that ran is known, and the notebook that was given is as it was",
      () => {
        assert.deepEqual(Object.keys(cellTimesMs), ["letters", "mag-falen", "daarna", "faalt"]);
        assert.deepEqual(input, untouched);
        assert.deepEqual(notebook.metadata, { own: "kept" });
      },
    );
  });
});
