/** Conventions of code: what a cell may not name, change or import. */
import assert from "node:assert/strict";
import { checkConventions } from "../../../pipelines/notebook/conventions.ts";
import { changed, found } from "./_conventions.ts";
import { code, markdown, notebook } from "./_notebooks.ts";

const HOSTILE: readonly (readonly [source: string, rule: string])[] = [
  ['await import("../../lib/core/mod.ts")', "no-refused-globals"],
  ['eval("1")', "no-refused-globals"],
  ['const f = eval; f("1")', "no-refused-globals"],
  ['(0, eval)("1")', "no-refused-globals"],
  ['new Function("return 1")()', "no-refused-globals"],
  ['Deno.readTextFileSync("/etc/passwd")', "no-refused-globals"],
  ["const { readFile } = Deno", "no-refused-globals"],
  ["const { env: Deno } = {}", "no-refused-globals"],
  ['await Deno.jupyter.display({ "text/html": "x" }, { raw: true })', "no-refused-globals"],
  ['await Deno.jupyter.broadcast("display_data", {})', "no-refused-globals"],
  ['globalThis["fet" + "ch"]("x")', "no-refused-globals"],
  ["self.x = 1", "no-refused-globals"],
  ["const o = { fetch }", "no-refused-globals"],
  ["const o = { [Deno]: 1 }", "no-refused-globals"],
  ['new Worker("x")', "no-refused-globals"],
  ['new WebSocket("ws://x")', "no-refused-globals"],
  ["process.exit()", "no-refused-globals"],
  ['addEventListener("error", () => 1)', "no-refused-globals"],
  ["new Proxy({}, {})", "no-refused-globals"],
  ["Reflect.ownKeys({})", "no-refused-globals"],
  ["class A { static x = fetch; }", "no-refused-globals"],
  ["`${Deno.pid}`", "no-refused-globals"],
  ["type A = 1; (x satisfies A)(Deno)", "no-refused-globals"],
  ["enum E { A = Deno.pid }", "no-refused-globals"],
  ['(() => 1).constructor("return 1")()', "no-tampering"],
  ['(() => 1)["constructor"]("return 1")()', "no-tampering"],
  ['(() => 1)[`constructor`]("return 1")()', "no-tampering"],
  ["const { constructor } = () => 1", "no-tampering"],
  ['const { "constructor": c } = () => 1', "no-tampering"],
  ["(() => 1)?.constructor", "no-tampering"],
  ["Array.prototype.map = null", "no-tampering"],
  ['const k = "prototype";\nArray[k].map = () => [];', "no-tampering"],
  ["const k = `prototype`;\nArray[k].map = () => [];", "no-tampering"],
  ['const k = ["a"].join("") as "constructor"', "no-tampering"],
  ["({}).__proto__ = null", "no-tampering"],
  ["const o = { __proto__: null }", "no-tampering"],
  ["Object.setPrototypeOf({}, null)", "no-tampering"],
  ["Object.defineProperty({}, 'a', {})", "no-tampering"],
  ["this.x", "no-tampering"],
  ["(function () { return this; })()", "no-tampering"],
  ['({ [Symbol.for("Jupyter.display")]: () => ({}) })', "no-tampering"],
  ['Symbol["for"]("x")', "no-tampering"],
  ["const { for: f } = Symbol", "no-tampering"],
  ["const S = Symbol", "no-tampering"],
  ['const k = "constr" + "uctor"; (() => 1)[k]("x")', "no-tampering"],
  ['pl.readCSV("/etc/passwd")', "no-path-readers"],
  ['pl["scanParquet"]("x")', "no-path-readers"],
  ['frame.writeCSV("x")', "no-path-readers"],
  ["const a: any = 1", "no-type-escapes"],
  ["const a = 1 as unknown as string", "no-type-escapes"],
  ["const a = <string> <unknown> 1", "no-type-escapes"],
  ["declare const a: string", "no-type-escapes"],
  ['declare module "x" { const a: 1; }', "no-type-escapes"],
  ["// @ts-ignore\nconst a: string = 1", "no-type-escapes"],
  ['// @deno-types="./x.d.ts"\nconst a = 1', "no-type-escapes"],
  ["Math.random()", "no-clock-or-chance"],
  ["const now = new Date()", "no-clock-or-chance"],
  ["Date.now()", "no-clock-or-chance"],
  ['import x from "npm:x";', "imports-in-setup"],
  ['import x from "node:fs";', "imports-in-setup"],
  ['import x from "https://example.org/x.ts";', "imports-in-setup"],
  ['import x from "jsr:@std/fs";', "imports-in-setup"],
  ['import { a } from "../../lib/core/receipt.ts";', "imports-in-setup"],
  ['import { a } from "../../lib/../pipelines/mod.ts";', "imports-in-setup"],
  ['import { a } from "../../pipelines/main/mod.ts";', "imports-in-setup"],
  ['import { a } from "../../../lib/core/mod.ts";', "imports-in-setup"],
  ['import { a } from "nodejs-polars";', "imports-in-setup"],
  ['export { a } from "../../lib/core/mod.ts";', "imports-in-setup"],
  ["export const a = 1;", "imports-in-setup"],
];

const HARMLESS: readonly string[] = [
  "const o = { fetch: 1, eval: 2 }; o.fetch;",
  "const day = new Date(2024, 0, 1);",
  "let a: Deno.Reader; type F = typeof fetch;",
  "class Counter { #n = 0; add() { this.#n += 1; return this; } }",
  "for (const row of rows) rows[row.jaar];",
  "const first = rows[0]?.jaar as number;",
  "const it = { *[Symbol.iterator]() { yield 1; } };",
  '// in words: "constructor", eval\nconst a = 1;',
];

Deno.test.each(HOSTILE.map(([source, rule]) => ({ source, rule })))(
  "checkConventions() refuses $source",
  ({ source, rule }) => {
    const problems = checkConventions(
      changed("load-rows", (cell) => [cell, code("load", source, "vijand")]),
      { stage: "vet" },
    );
    assert.ok(
      problems.some((one) => one.cellId === "vijand" && one.rule === rule && one.severity === "error"),
      JSON.stringify(problems),
    );
  },
);

Deno.test.each(HARMLESS)("checkConventions() allows the code %s", (source) => {
  assert.deepEqual(found(changed("load-rows", (cell) => [cell, code("load", source, "vriend")])), []);
});

Deno.test("checkConventions() allows an import only in setup", () => {
  const source = 'import { mapLabel } from "../../lib/core/mod.ts";';
  assert.deepEqual(found(changed("load-rows", (cell) => [cell, code("load", source, "x")])), [
    "imports-in-setup x:1",
  ]);
  assert.deepEqual(found(changed("setup", (cell) => [cell, code("setup", source, "x")])), []);
});

Deno.test("checkConventions() never fails itself, whatever the cells hold", () => {
  const pieces = [
    ...HOSTILE.map(([source]) => source),
    "{",
    "`",
    "/*",
    "@",
    "#x",
    "<a>",
    "\u2028",
    "async",
    "=>",
  ];
  for (const [i, piece] of pieces.entries()) {
    const other = pieces[(i * 7 + 3) % pieces.length] ?? "";
    const cells = [
      code("load", `${piece}${other}`, "a"),
      markdown("briefing", `${other}\n${piece}`, "b"),
      code([], other, "c"),
    ];
    assert.ok(checkConventions(notebook(cells), { stage: "vet" }).length > 0);
  }
});
