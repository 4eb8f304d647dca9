/** Nothing lost and nothing misplaced: mixed cells on a real kernel while other processes take the cores. */
import assert from "node:assert/strict";
import { randomFor } from "../../../lib/core/random.ts";
import type { CellResult } from "../../../pipelines/kernel/types.ts";
import { IS_LONG, streamText, withKernel } from "./_real_kernel.ts";

const CELLS = IS_LONG ? 1_000 : 200;

/** A cell of one kind, and what has to come of it. */
interface Case {
  readonly code: string;
  readonly check: (result: CellResult) => void;
}

const kinds = (result: CellResult) => result.outputs.map((output) => output.output_type);
const data = (result: CellResult, index: number) => {
  const output = result.outputs[index];
  return output !== undefined && "data" in output ? output.data : {};
};

/** Every kind of output, alone and mixed; each names its cell, so that a misplaced one shows. */
const MAKERS: readonly ((i: number) => Case)[] = [
  (i) => ({
    code: `console.log("line ${i}");`,
    check: (result) => assert.equal(streamText(result), `line ${i}\n`),
  }),
  (i) => ({
    code: `for (let n = 0; n < 40; n++) console.log("${i}:" + n);`,
    check: (result) =>
      assert.equal(streamText(result), Array.from({ length: 40 }, (_, n) => `${i}:${n}\n`).join("")),
  }),
  (i) => ({
    code: `"value ${i}"`,
    check: (result) => assert.equal(data(result, 0)["text/plain"], `"value ${i}"`),
  }),
  (i) => ({
    code: `await Deno.jupyter.display({ "text/html": "<p>${i}</p>" }, { raw: true });`,
    check: (result) =>
      assert.deepEqual([kinds(result), data(result, 0)], [["display_data"], { "text/html": `<p>${i}</p>` }]),
  }),
  (i) => ({
    code: `console.log("before ${i}"); throw new Error("error ${i}");`,
    check: (result) => {
      assert.deepEqual([result.status, kinds(result)], ["error", ["stream", "error"]]);
      assert.deepEqual([result.failure?.evalue, result.failure?.line], [`error ${i}`, 1]);
    },
  }),
  (i) => ({
    code: `const x${i} = ${i};`,
    check: (result) => assert.deepEqual(result.outputs, []),
  }),
  (i) => ({
    code: `console.log("a${i}");
console.error("b${i}");
await Deno.jupyter.display({ "application/x-case": ${i} }, { raw: true });
await new Promise((resolve) => setTimeout(resolve, 2));
console.log("c${i}");
${i}`,
    check: (result) => {
      assert.deepEqual(kinds(result), ["stream", "stream", "display_data", "stream", "execute_result"]);
      assert.equal(streamText(result), `a${i}\nb${i}\nc${i}\n`);
      assert.deepEqual([data(result, 2)["application/x-case"], data(result, 4)["text/plain"]], [i, `${i}`]);
    },
  }),
  (i) => ({
    code: `await Deno.jupyter.display({ "text/plain": "${i}".padEnd(100_000, "x") }, { raw: true });`,
    check: (result) => assert.equal(String(data(result, 0)["text/plain"]).replace(/x+$/, ""), `${i}`),
  }),
  (i) => ({
    code: `void Promise.reject(new Error("lost ${i}"));`,
    check: (result) => assert.equal(result.failure?.evalue, `Error: lost ${i}`),
  }),
  (i) => ({
    code: `null; // ${i}`,
    check: (result) => assert.equal(data(result, 0)["text/plain"], "null"),
  }),
];

/** Takes both cores, as other runs on the machine would. */
function startLoad(): Disposable {
  const workers = Array.from({ length: 3 }, () => {
    const source = "for (let x = 0;;) x += Math.sqrt(x + 1);";
    return new Deno.Command(Deno.execPath(), {
      args: ["eval", "--quiet", source],
      stdout: "null",
      stderr: "null",
    }).spawn();
  });
  return {
    [Symbol.dispose]: () => workers.forEach((worker) => worker.kill("SIGKILL")),
  };
}

Deno.test(`${CELLS} mixed cells under load: every output arrives, in order, under its own cell`, async () => {
  const random = randomFor("kernel load test");
  using _load = startLoad();
  await withKernel(async (kernel) => {
    for (let i = 0; i < CELLS; i++) {
      const make = MAKERS[Math.floor(random.next() * MAKERS.length)] as typeof MAKERS[number];
      const { code, check } = make(i);
      const result = await kernel.execute({ cellId: `cell-${i}`, code, timeoutMs: 60_000 });
      assert.equal(result.executionCount, i + 1);
      if (!/throw|reject/.test(code)) assert.equal(result.status, "ok", JSON.stringify(result.failure));
      check(result);
    }
  }, { startTimeoutMs: 60_000 });
});
