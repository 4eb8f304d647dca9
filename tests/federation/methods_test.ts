import assert from "node:assert/strict";
import * as federation from "../../lib/federation/mod.ts";

const { FEDERATION_METHODS } = federation;

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

for (const { id, example } of FEDERATION_METHODS) {
  Deno.test(`the example of ${id} runs and its assertions hold`, async () => {
    assert.match(example, /assert/);
    await run(example);
  });
}

Deno.test("an example whose assertion is wrong fails, so that the tests above can", async () => {
  await assert.rejects(run(`import assert from "node:assert/strict";\nassert.equal(1, 2);`));
});

Deno.test("every named function is exported, ids are unique, and every text is there in both languages", () => {
  const names = new Set(Object.keys(federation));
  for (const method of FEDERATION_METHODS) {
    assert.equal(method.folder, "federation");
    for (const name of method.functions) assert.ok(names.has(name), `${method.id}: ${name}`);
    const labels = [method.name, method.answers, method.formula, ...method.assumptions, ...method.notWhen];
    assert.ok(labels.every(({ nl, en }) => nl.length > 3 && en.length > 3 && nl !== en), method.id);
    assert.ok(method.references.length > 0 && method.notWhen.length > 0, method.id);
  }
  assert.equal(new Set(FEDERATION_METHODS.map(({ id }) => id)).size, FEDERATION_METHODS.length);
});

Deno.test("every analysis over partners has a method page", () => {
  const described = new Set(FEDERATION_METHODS.flatMap(({ functions }) => functions));
  const main = Object.keys(federation).filter((name) => /^federated/.test(name));
  assert.deepEqual(main.filter((name) => !described.has(name)), []);
});
