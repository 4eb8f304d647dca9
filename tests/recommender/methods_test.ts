import assert from "node:assert/strict";
import * as recommender from "../../lib/recommender/mod.ts";

const { RECOMMENDER_METHODS } = recommender;

/** Runs an example as a module of its own, its imports taken from the project. */
async function run(example: string): Promise<void> {
  const code = example.replaceAll(
    /from "(\.\.\/\.\.\/lib\/[^"]+)"/g,
    (_, path: string) => `from "${new URL(`../../${path.slice("../../".length)}`, import.meta.url).href}"`,
  );
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, code);
    await import(`file://${file}`);
  } finally {
    await Deno.remove(file);
  }
}

for (const { id, example } of RECOMMENDER_METHODS) {
  Deno.test(`the example of ${id} runs and its assertions hold`, async () => {
    assert.match(example, /assert/);
    await run(example);
  });
}

Deno.test("an example whose assertion is wrong fails, so that the tests above can", async () => {
  await assert.rejects(run(`import assert from "node:assert/strict";\nassert.equal(1, 2);`));
});

Deno.test("every named function is exported, ids are unique, and every text is there in both languages", () => {
  const names = new Set(Object.keys(recommender));
  for (const method of RECOMMENDER_METHODS) {
    assert.equal(method.folder, "recommender");
    for (const name of method.functions) assert.ok(names.has(name), `${method.id}: ${name}`);
    const labels = [method.name, method.answers, method.formula, ...method.assumptions, ...method.notWhen];
    assert.ok(
      labels.every(({ nl, en }) => nl.length > 3 && en.length > 3 && (nl !== en || method.name.nl === nl)),
      method.id,
    );
    assert.ok(method.references.length > 0 && method.notWhen.length > 0, method.id);
  }
  assert.equal(new Set(RECOMMENDER_METHODS.map(({ id }) => id)).size, RECOMMENDER_METHODS.length);
});

Deno.test("every function of the folder has a method page", () => {
  const described = new Set(RECOMMENDER_METHODS.flatMap(({ functions }) => functions));
  const functions = Object.entries(recommender).filter(([, value]) => typeof value === "function").map((
    [name],
  ) => name);
  assert.deepEqual(functions.filter((name) => !described.has(name)), []);
});
