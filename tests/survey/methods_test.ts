import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as folder from "../../lib/survey/mod.ts";

const { SURVEY_METHODS } = folder;
const STATE = join(import.meta.dirname ?? ".", "../../.smart-start");

for (const { id, example, functions, name } of SURVEY_METHODS) {
  Deno.test(`the example of ${name.en} runs and its assertions hold`, async () => {
    await Deno.mkdir(STATE, { recursive: true });
    const dir = await Deno.makeTempDir({ dir: STATE, prefix: "method-" });
    try {
      const file = join(dir, `${id}.ts`);
      await Deno.writeTextFile(file, example);
      await import(pathToFileURL(file).href);
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  });

  Deno.test(`${id} names functions that exist, and its example uses one of them`, () => {
    for (const called of functions) assert.equal(typeof Reflect.get(folder, called), "function", called);
    assert.ok(functions.some((called) => example.includes(called)));
    assert.match(example, /assert\./);
  });
}

Deno.test("methods have slugs that differ, and every text in both languages", () => {
  const ids = SURVEY_METHODS.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const method of SURVEY_METHODS) {
    assert.equal(method.folder, "survey");
    assert.match(method.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    const texts = [method.name, method.answers, method.formula, ...method.assumptions, ...method.notWhen];
    for (const { nl, en } of texts) assert.ok(nl.length > 5 && en.length > 5 && nl !== en);
    assert.ok(method.references.length > 0 && method.notWhen.length > 0 && method.assumptions.length > 0);
  }
});
