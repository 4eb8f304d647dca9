/**
 * The claims that hold for the method pages of any analysis folder: examples run, names exist, texts are there.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { MethodDescription } from "../../lib/core/method.ts";

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

/**
 * Declares the tests of a folder's method pages.
 *
 * @param folder The folder of `lib/`.
 * @param door Everything that its `mod.ts` exports.
 * @param methods Its pages.
 * @param described Which exported functions need a page. Default all.
 */
export function testMethodPages(
  folder: string,
  door: Readonly<Record<string, unknown>>,
  methods: readonly MethodDescription[],
  described: RegExp = /./,
): void {
  for (const { id, example, functions } of methods) {
    Deno.test(`the example of ${id} runs, uses one of its functions, and its assertions hold`, async () => {
      assert.match(example, /assert\./);
      assert.ok(functions.some((name) => example.includes(name)), "one of its functions");
      await run(example);
    });
  }

  Deno.test("an example whose assertion is wrong fails, so that the tests above can", async () => {
    await assert.rejects(run(`import assert from "node:assert/strict";\nassert.equal(1, 2);`));
  });

  Deno.test("every named function is exported, ids are slugs and unique, and every text is there in both languages", () => {
    const names = new Set(Object.keys(door));
    for (const method of methods) {
      assert.equal(method.folder, folder);
      assert.match(method.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      for (const name of method.functions) assert.ok(names.has(name), `${method.id}: ${name}`);
      const labels = [method.name, method.answers, method.formula, ...method.assumptions, ...method.notWhen];
      assert.ok(
        labels.every(({ nl, en }) => nl.length > 3 && en.length > 3 && (nl !== en || method.name.nl === nl)),
        method.id,
      );
      assert.ok(
        method.references.length > 0 && method.notWhen.length > 0 && method.assumptions.length > 0,
        method.id,
      );
    }
    assert.equal(new Set(methods.map(({ id }) => id)).size, methods.length);
  });

  Deno.test("every function that needs a method page has one", () => {
    const found = new Set(methods.flatMap(({ functions }) => functions));
    const needed = Object.keys(door).filter((name) =>
      typeof door[name] === "function" && described.test(name)
    );
    assert.deepEqual(needed.filter((name) => !found.has(name)), []);
  });
}
