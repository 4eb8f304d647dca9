import assert from "node:assert/strict";
import { findImports, findOnlyThrow, parseCell, showLastValue } from "../../../pipelines/kernel/cell_code.ts";

Deno.test.each([
  ["1", "globalThis.h.show((1\n))"],
  ["a, b;", "globalThis.h.show((a, b\n));"],
  ["let a = 1;\na // note", "let a = 1;\nglobalThis.h.show((a\n)) // note"],
  ["(a) /* c */;", "globalThis.h.show(((a) /* c */\n));"],
  ["await f()", "globalThis.h.show((await f()\n))"],
  ["const a = 1", "const a = 1"],
  ["a; const b = 1", "a; const b = 1"],
  ["'use strict'", "'use strict'"],
  ["{ a: 1 }", "{ a: 1 }"],
  ["let x = (", "let x = ("],
  ["x satisfies T", "globalThis.h.show((x satisfies T\n))"],
  ["'é😀'; z", "'é😀'; globalThis.h.show((z\n))"],
  ["", ""],
])("showLastValue(%j) sends %j", (code, sent) => {
  assert.equal(showLastValue(code, "h"), sent);
});

Deno.test("parseCell() takes TypeScript, top-level await, and JSX where casts do not need the brackets", () => {
  assert.equal(parseCell("const x = <number>y;").kind, "parsed");
  assert.equal(parseCell("const x = <div/>;").kind, "parsed");
  assert.equal(
    parseCell("await x; import a from 'b'; export const c: number = 1; enum E { A }").kind,
    "parsed",
  );
});

Deno.test("parseCell() gives the line of the first syntax error and no position in the message", () => {
  const cell = parseCell("const a = 1;\n\nfunction f( {\n");
  assert.equal(cell.kind, "syntax-error");
  assert.equal(cell.kind === "syntax-error" && cell.line, 4);
  assert.ok(cell.kind === "syntax-error" && !/\d+:\d+/.test(cell.message));
});

Deno.test("findImports() finds static, re-exporting and dynamic imports that are written out", () => {
  const code =
    'import a from "a";\nexport { b } from "b";\nif (x) {\n  await import("c");\n}\nawait import(d);';
  assert.deepEqual(findImports(code), [
    { specifier: "a", line: 1 },
    { specifier: "b", line: 2 },
    { specifier: "c", line: 4 },
  ]);
});

Deno.test("findOnlyThrow() gives the line of a single throw and no guess among several", () => {
  assert.equal(findOnlyThrow("if (a) {\n\n  throw 5;\n}"), 3);
  assert.equal(findOnlyThrow("if (a) throw 1;\nthrow 2;"), null);
  assert.equal(findOnlyThrow("f()"), null);
});
