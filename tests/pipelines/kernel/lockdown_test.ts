/**
 * A kernel whose built-in objects are fixed: what tampering code gets, and that honest libraries notice nothing.
 */
import assert from "node:assert/strict";
import type { Kernel } from "../../../pipelines/kernel/types.ts";
import { resultText, run, streamText, withKernel } from "./_real_kernel.ts";

const FIXED = { builtIns: "fixed" } as const;

/** Runs an expression that may throw, and gives its text or the error's. */
async function outcome(kernel: Kernel, code: string): Promise<string> {
  const result = await run(
    kernel,
    `{ let seen; try { seen = String(${code}); } catch (error) { seen = error.name + ": " + error.message; } console.log(seen); }`,
  );
  return streamText(result).trim();
}

const TAMPERING: readonly (readonly [name: string, code: string])[] = [
  ["a method of arrays", `(Array.prototype.map = () => 1, [1].map((x) => x))`],
  [
    "how arrays are walked through",
    `(Array.prototype[Symbol.iterator] = function* () { yield 9; }, [...[1]])`,
  ],
  ["what a hole in an array holds", `Object.defineProperty(Array.prototype, "0", { get: () => 4711 })`],
  ["a weak set", `(WeakSet.prototype.has = () => true, new WeakSet().has({}))`],
  ["a map", `(Map.prototype.get = () => 7, new Map().get(1))`],
  ["JSON", `(JSON.stringify = () => "4711", JSON.stringify(1))`],
  ["the global name JSON", `(globalThis.JSON = { stringify: () => "4711" }, JSON.stringify(1))`],
  ["arithmetic", `(Math.round = () => 7, Math.round(1))`],
  ["how numbers are written", `(Intl.NumberFormat.prototype.formatToParts = () => [], 1)`],
  ["the root of all objects", `(Object.prototype.planted = 1, ({}).planted)`],
  ["a member of the root of all objects", `(Object.prototype.toString = () => "x", String({}))`],
  ["how functions are called", `(Function.prototype.call = () => 1, Math.max.call(null, 2))`],
  ["the call of one function", `(Object.prototype.hasOwnProperty.call = () => true, 1)`],
  ["the reader of files", `(Deno.readFile = () => new Uint8Array(), 1)`],
  ["what sends outputs", `(Deno.jupyter.broadcast = () => 1, 1)`],
  ["bytes", `(Object.getPrototypeOf(Uint8Array.prototype).set = () => 1, 1)`],
];

const FROM_TEXT: readonly string[] = [
  `eval("1 + 1")`,
  `(0, eval)("1 + 1")`,
  `new Function("return 1")()`,
  `Reflect.construct(Function, ["return 1"])()`,
  `(() => {})[["con", "structor"].join("")]("return 1")()`,
  `({})[["con", "structor"].join("")][["con", "structor"].join("")]("return 1")()`,
  `Object.getPrototypeOf(async () => {}).constructor("return 1")`,
  `Object.getPrototypeOf(function* () {}).constructor("yield 1")`,
  `Object.getPrototypeOf(async function* () {}).constructor("yield 1")`,
];

Deno.test("where built-in objects are fixed, no cell changes them, and no text becomes code", async (t) => {
  await withKernel(async (kernel) => {
    for (const [name, code] of TAMPERING) {
      await t.step(`it cannot change ${name}`, async () => {
        assert.match(await outcome(kernel, code), /^TypeError: Cannot /, code);
      });
    }
    await t.step("it cannot put another object over a name either", async () => {
      const shadow = await run(kernel, `const JSON = { stringify: () => "4711" };`);
      assert.match(shadow.failure?.evalue ?? "", /'JSON' has already been declared/);
    });
    for (const code of FROM_TEXT) {
      await t.step(`no code from text: ${code}`, async () => {
        assert.equal(await outcome(kernel, code), "EvalError: Cannot compile text as code in a sealed run");
      });
    }
    await t.step("what honest libraries do to their own objects works", async () => {
      const code = `const shown = () => 1;
shown.toString = () => "mine";
class Colour {}
Colour.prototype.toString = () => "colour";
class OwnError extends Error {}
OwnError.prototype.name = "OwnError";
const error = new Error();
error.message = "told";
Error.stackTraceLimit = 5;
const own = { constructor: 3 };
own.valueOf = () => 5;
[String(shown), String(new Colour()), new OwnError().name, error.message, own + 1, own.constructor,
  shown instanceof Function, (async () => {}) instanceof Function, [3, 1, 2].sort().join("")].join(" ")`;
      assert.equal(resultText(await run(kernel, code)), '"mine colour OwnError told 6 3 true true 123"');
    });
  }, FIXED);
});

Deno.test("an exploring cell may change the language's objects, but never gets hold of the kernel's own sockets", async () => {
  await withKernel(async (kernel) => {
    const code =
      `Array.prototype.last = function () { return this.at(-1); };\n[[1, 2].last(), eval("1 + 1")].join()`;
    assert.equal(resultText(await run(kernel, code)), '"2,2"');
    // Node's handles take any descriptor by its number: the sandbox's own line is one.
    const handles = `import net from "node:net";
const seen = new Set();
for (let fd = 3; fd < 64; fd++) {
  try { new net.Socket({ fd }); seen.add("open"); } catch (error) { seen.add(error.message); }
}
const { Pipe } = process.binding("pipe_wrap");
try { Pipe.prototype.open = () => 0; } catch { seen.add("fixed"); }
[seen.has("open"), seen.has("open EBADF"), seen.has("fixed")].join()`;
    assert.equal(resultText(await run(kernel, handles)), '"false,true,true"');
    assert.equal((await run(kernel, "1")).status, "ok", "and the kernel lives");
  });
});
