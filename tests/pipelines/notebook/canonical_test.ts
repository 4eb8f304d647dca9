import assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalNotebook } from "../../../pipelines/notebook/canonical.ts";
import type { CodeCell, Notebook } from "../../../pipelines/notebook/nbformat.ts";
import { readNotebook } from "../../../pipelines/notebook/read.ts";
import { viewOf } from "../../../pipelines/notebook/view.ts";
import { writeNotebook } from "../../../pipelines/notebook/write.ts";
import { anyNotebook } from "./_arbitrary.ts";
import { code, goodNotebook, markdown, notebook } from "./_notebooks.ts";
import { writtenByJupyter } from "./_schema.ts";

const RUNS = Deno.env.get("SMART_START_LONG") === "1" ? 20_000 : 500;

Deno.test("canonicalNotebook() gives a canonical notebook back equal", () => {
  const good = goodNotebook();
  assert.deepEqual(canonicalNotebook(good), good);
  assert.equal(writeNotebook(canonicalNotebook(good)), writeNotebook(good));
});

Deno.test("canonicalNotebook() is idempotent for any notebook", () => {
  fc.assert(
    fc.property(anyNotebook(), (any) => {
      const once = canonicalNotebook(any);
      assert.deepEqual(canonicalNotebook(once), once);
      assert.equal(new Set(once.cells.map(({ id }) => id)).size, once.cells.length);
    }),
    { numRuns: RUNS, seed: 2026 },
  );
});

Deno.test("canonicalNotebook() survives writing and reading", () => {
  fc.assert(
    fc.property(anyNotebook(), (any) => {
      const text = writeNotebook(canonicalNotebook(any));
      assert.equal(writeNotebook(canonicalNotebook(readNotebook(text, { file: "x" }))), text);
    }),
    { numRuns: RUNS, seed: 2026 },
  );
});

Deno.test("canonicalNotebook() removes what a run and an editor leave, and keeps what means something", async () => {
  const read = readNotebook(await writtenByJupyter("minor_5.ipynb"), { file: "x" });
  const { metadata, cells } = canonicalNotebook(read);
  assert.deepEqual(Object.keys(metadata).sort(), ["authors", "kernelspec", "language_info", "title"]);
  assert.deepEqual(metadata["language_info"], {
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    name: "typescript",
  });
  const sum = cells.find(({ id }) => id === "som") as CodeCell;
  assert.deepEqual([sum.outputs, sum.execution_count, sum.metadata], [[], null, {
    tags: ["analyse", "x-y"],
  }]);
  assert.ok(cells[1]?.cell_type === "markdown" && cells[1].attachments !== undefined);
  assert.deepEqual(cells.at(-1)?.metadata, { format: "text/latex" });
});

Deno.test("canonicalNotebook() gives the same form for the same notebook saved by different editors", () => {
  const cells = [
    markdown("briefing", "# De vraag", "0f1e2d3c"),
    code("load", "const people = 1;", "a1b2c3d4"),
  ];
  const jupyter = notebook(cells);
  const vscode: Notebook = {
    ...jupyter,
    metadata: { kernelspec: { name: "deno", display_name: "deno 2", language: "ts" }, vscode: { x: 1 } },
    cells: [
      { ...cells[0], id: "W0sZmlsZQ" } as Notebook["cells"][number],
      { ...cells[1], id: "deadbeef", source: "\n\nconst people = 1;\n", execution_count: 4 } as CodeCell,
    ],
  };
  assert.equal(writeNotebook(canonicalNotebook(vscode)), writeNotebook(canonicalNotebook(jupyter)));
  assert.deepEqual(canonicalNotebook(jupyter).cells.map(({ id }) => id), ["de-vraag", "load-people"]);
});

Deno.test("canonicalNotebook() keeps an id that a person chose when the heading changes", () => {
  const [cell] = canonicalNotebook(notebook([markdown("briefing", "# Een andere vraag", "de-vraag")])).cells;
  assert.equal(cell?.id, "de-vraag");
});

Deno.test("viewOf() does not depend on outputs, counts and metadata without meaning", async () => {
  const read = readNotebook(await writtenByJupyter("executed.ipynb"), { file: "x" });
  assert.equal(viewOf(canonicalNotebook(read)).text, viewOf(read).text);
});
