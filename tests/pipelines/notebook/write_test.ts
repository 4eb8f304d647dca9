import assert from "node:assert/strict";
import fc from "fast-check";
import { readNotebook } from "../../../pipelines/notebook/read.ts";
import { writeNotebook } from "../../../pipelines/notebook/write.ts";
import { anyNotebook } from "./_arbitrary.ts";
import { goodNotebook } from "./_notebooks.ts";
import { schemaErrors, writtenByJupyter } from "./_schema.ts";

const RUNS = Deno.env.get("SMART_START_LONG") === "1" ? 5000 : 150;

Deno.test("writeNotebook() writes the bytes that nbformat writes", async () => {
  for (const name of ["minor_5.ipynb", "executed.ipynb"]) {
    const text = await writtenByJupyter(name);
    assert.equal(writeNotebook(readNotebook(text, { file: name })), text);
  }
});

Deno.test("writeNotebook() writes schema-valid 4.5 whatever minor version was read", async () => {
  for (const minor of [0, 1, 2, 3, 4, 5]) {
    const file = `minor_${minor}.ipynb`;
    const written = writeNotebook(readNotebook(await writtenByJupyter(file), { file }));
    assert.deepEqual(await schemaErrors(5, JSON.parse(written)), []);
  }
});

Deno.test("writeNotebook() gives any notebook back unchanged and is schema-valid", async () => {
  await fc.assert(
    fc.asyncProperty(anyNotebook(), async (notebook) => {
      const text = writeNotebook(notebook);
      assert.deepEqual(await schemaErrors(5, JSON.parse(text)), []);
      const again = readNotebook(text, { file: "x" });
      assert.deepEqual(JSON.parse(JSON.stringify(again)), JSON.parse(JSON.stringify(notebook)));
      assert.equal(writeNotebook(again), text);
    }),
    { numRuns: RUNS, seed: 2026 },
  );
});

Deno.test("writeNotebook() stores sources as a list of lines and ends in a newline", () => {
  const text = writeNotebook(goodNotebook());
  assert.ok(text.endsWith("}\n"));
  const { cells } = JSON.parse(text) as { cells: { source: string[] }[] };
  assert.deepEqual(cells[1]?.source, ['const gemeente = "GM9901";\n', "const jaren = [2022, 2023];"]);
});

Deno.test("readNotebook() never fails in another way than by a NotebookFileError on damaged files", async () => {
  const text = await writtenByJupyter("minor_5.ipynb");
  const values = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.integer(),
    fc.constant([]),
    fc.constant({}),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(), values, async (place, value) => {
      const damaged = damage(JSON.parse(text), place, value);
      let notebook;
      try {
        notebook = readNotebook(JSON.stringify(damaged), { file: "x" });
      } catch (error) {
        assert.equal((error as Error).name, "NotebookFileError");
        return;
      }
      // What is read is valid, however it was damaged.
      assert.deepEqual(await schemaErrors(5, JSON.parse(writeNotebook(notebook))), []);
    }),
    { numRuns: RUNS * 2, seed: 2026 },
  );
});

Deno.test("readNotebook() never fails in another way than by a NotebookFileError on damaged bytes", async () => {
  const bytes = new TextEncoder().encode(await writtenByJupyter("executed.ipynb"));
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(damage, fc.nat({ max: 8 }), (places, cut) => {
      const damaged = bytes.slice(0, cut === 0 ? (places[0]?.[0] ?? 0) % bytes.length : bytes.length);
      for (const [place, byte] of places) if (damaged.length > 0) damaged[place % damaged.length] = byte;
      try {
        readNotebook(damaged, { file: "x" });
      } catch (error) {
        assert.equal((error as Error).name, "NotebookFileError");
      }
    }),
    { numRuns: RUNS * 10, seed: 2026 },
  );
});

/** Puts a value in the place of one member or item somewhere in a JSON value. */
function damage(root: unknown, place: number, value: unknown): unknown {
  const holders: { readonly holder: Record<string, unknown>; readonly key: string }[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      holders.push({ holder: node as Record<string, unknown>, key });
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(root);
  const chosen = holders[place % holders.length];
  if (chosen !== undefined) chosen.holder[chosen.key] = value;
  return root;
}
