import assert from "node:assert/strict";
import * as clustering from "../../lib/clustering/mod.ts";

const { CLUSTERING_METHODS } = clustering;

/** Runs an example as a module of its own, its imports taken from the project. */
async function run(example: string): Promise<void> {
  const code = example.replaceAll(
    /from "\.\.\/\.\.\/(lib\/[^"]+)"/g,
    (_, path: string) => `from "${new URL(`../../${path}`, import.meta.url).href}"`,
  );
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, code);
    await import(`file://${file}`);
  } finally {
    await Deno.remove(file);
  }
}

for (const { id, example, functions } of CLUSTERING_METHODS) {
  Deno.test(`the example of ${id} runs, uses its functions and its assertions hold`, async () => {
    assert.match(example, /assert\./);
    assert.ok(functions.some((name) => example.includes(`${name}(`)));
    await run(example);
  });
}

Deno.test("an example whose assertion is wrong fails, so that the tests above can", async () => {
  await assert.rejects(run(`import assert from "node:assert/strict";\nassert.equal(1, 2);`));
});

Deno.test("every named function is exported, ids are slugs and unique, and every text is there in both languages", () => {
  const names = new Set(Object.keys(clustering));
  for (const method of CLUSTERING_METHODS) {
    assert.equal(method.folder, "clustering");
    assert.match(method.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const name of method.functions) assert.ok(names.has(name), `${method.id}: ${name}`);
    const texts = [method.name, method.answers, method.formula, ...method.assumptions, ...method.notWhen];
    assert.ok(texts.every(({ nl, en }) => nl.length > 5 && en.length > 5 && nl !== en), method.id);
    assert.ok(
      method.references.length > 0 && method.notWhen.length > 0 && method.assumptions.length > 0,
      method.id,
    );
  }
  assert.equal(new Set(CLUSTERING_METHODS.map(({ id }) => id)).size, CLUSTERING_METHODS.length);
});
