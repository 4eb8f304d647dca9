import assert from "node:assert/strict";
import { findLine } from "../../../pipelines/kernel/locate.ts";
import { decodeMappings, sourceLineOf } from "../../../pipelines/kernel/source_map.ts";

async function lineOf(code: string, ...frames: readonly string[]): Promise<number | null> {
  const dir = await Deno.makeTempDir();
  try {
    const line = await findLine(code, { source: code, traceback: ["Error: x", ...frames], dir });
    assert.deepEqual([...Deno.readDirSync(dir)], [], "nothing is left in the folder");
    return line;
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("decodeMappings() reads negative steps and long values", () => {
  // Source: the digits of base 64 VLQ in ECMA-426: D = -1, gB = 16, 2H = 123.
  assert.deepEqual(decodeMappings("AAAA,gBA2HA;AADA"), [
    { line: 0, column: 0, sourceLine: 0 },
    { line: 0, column: 16, sourceLine: 123 },
    { line: 1, column: 0, sourceLine: 122 },
  ]);
});

Deno.test("sourceLineOf() takes the nearest mapping before a column, and the first of the line when there is none", () => {
  const mappings = decodeMappings("IAAA,IAEA");
  assert.equal(sourceLineOf(mappings, { line: 0, column: 9 }), 3);
  assert.equal(sourceLineOf(mappings, { line: 0, column: 5 }), 1);
  assert.equal(sourceLineOf(mappings, { line: 0, column: 0 }), 1);
  assert.equal(sourceLineOf(mappings, { line: 4, column: 0 }), null);
});

Deno.test("findLine() counts blank lines, unused imports and lists as the author wrote them", async () => {
  const code = 'import { a } from "./a.ts";\n\n// why\nconst list = [1, 2, 3];\n\nthrow new Error("x");';
  assert.equal(await lineOf(code, "    at <anonymous>:8:7"), 6);
});

Deno.test("findLine() takes the outermost frame: an inner one may be of another cell", async () => {
  assert.equal(await lineOf("\n\nf()", "    at f (<anonymous>:9:9)", "    at <anonymous>:1:22"), 3);
});

Deno.test("findLine() knows the only line of a cell, and the only throw, without a stack", async () => {
  assert.equal(await lineOf("\n  throw 5"), 2);
  assert.equal(await lineOf("const a = 1;\nthrow a;"), 2);
  assert.equal(await lineOf("f();\ng();"), null);
});
