import assert from "node:assert/strict";
import type { Notebook } from "../../../pipelines/notebook/nbformat.ts";
import { seedNames } from "../../../pipelines/notebook/seed_names.ts";

function notebookOf(...sources: readonly string[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: sources.map((source, i) => ({
      cell_type: "code",
      id: `c${i}`,
      metadata: {},
      source,
      outputs: [],
      execution_count: null,
    })),
  };
}

Deno.test("seedNames() finds seeds in options and in calls of randomFor, sorted and each once", () => {
  const found = seedNames(notebookOf(
    'const r = randomFor("b/stap");\nawait cluster(tabel, { k: 3, seedName: "a/groepen" });',
    'bootstrap(x, { "seed": "c", draws: 999 }); randomFor("b/stap");',
  ));
  assert.deepEqual(found, ["a/groepen", "b/stap", "c"]);
});

Deno.test("seedNames() names no seed that the run would have to tell, and none in a comment or a string", () => {
  const found = seedNames(notebookOf(
    'randomFor("geheim" + aantal);\nrandomFor(`n${aantal}`);\nf({ seed: naam });\n// randomFor("x")\nconst t = "randomFor(\\"y\\")";',
    'const wrong = ;\nrandomFor("z");',
  ));
  assert.deepEqual(found, []);
});
