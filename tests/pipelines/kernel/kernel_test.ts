/** What the client makes of a real kernel: one test per behaviour. */
import assert from "node:assert/strict";
import { type KernelEffects, REAL_EFFECTS } from "../../../pipelines/kernel/client.ts";
import { prepareConnection } from "../../../pipelines/kernel/connection.ts";
import { IS_LONG, PROJECT_DIR, resultText, run, streamText, withKernel } from "./_real_kernel.ts";

Deno.test("outputs of all kinds arrive in order, with the count and the value of the last expression", async () => {
  await withKernel(async (kernel) => {
    const result = await kernel.execute({
      cellId: "a",
      code: `console.log("one"); console.error("two");
await Deno.jupyter.display({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>three</b>" }) });
console.log("four");
6 * 7`,
    });
    assert.equal(result.status, "ok");
    assert.equal(result.executionCount, 1);
    assert.deepEqual(result.outputs, [
      { output_type: "stream", name: "stdout", text: "one\n" },
      { output_type: "stream", name: "stderr", text: "two\n" },
      { output_type: "display_data", data: { "text/html": "<b>three</b>" }, metadata: {} },
      { output_type: "stream", name: "stdout", text: "four\n" },
      { output_type: "execute_result", data: { "text/plain": "42" }, metadata: {}, execution_count: 1 },
    ]);
    assert.equal((await run(kernel, "1")).executionCount, 2, "fences do not count");
  });
});

Deno.test("every last value is shown, also those that the kernel keeps to itself", async () => {
  await withKernel(async (kernel) => {
    const cases = [
      ["null", "null"],
      ["NaN", "NaN"],
      ["-1 / 0", "-Infinity"],
      ["-0", "-0"],
      ["12n;", "12n"],
      ["0", "0"],
      ["false", "false"],
      ['""', '""'],
      ["undefined", null],
      ["const unused = 1", null],
      ["let v = null;\nv // a note", "null"],
      ["await Promise.resolve(null)", "null"],
      ["{ a: 1 }", "{ a: 1 }"],
      ["[null]", "[ null ]"],
      ["v = 5n", "5n"],
    ] as const;
    for (const [code, text] of cases) assert.equal(resultText(await run(kernel, code)), text, code);
  });
});

Deno.test("what is written past the console arrives too, in its place", async () => {
  await withKernel(async (kernel) => {
    const code = `console.log("a");
Deno.stdout.writeSync(new TextEncoder().encode("b\\n"));
process.stdout.write("c\\n");
await Deno.stdout.write(new TextEncoder().encode("d\\n"));
console.log("e");`;
    assert.equal(streamText(await run(kernel, code)), "a\nb\nc\nd\ne\n");
  });
});

Deno.test("a failed cell names its class, its message and the line as its author counts", async () => {
  await withKernel(async (kernel) => {
    await run(kernel, "function deep() {\n\n\n\n  throw new RangeError('far');\n}");
    const cases = [
      ["const a = 1;\n\n\nthrow new TypeError('boo');", "TypeError", "boo", 4],
      ["// first\n\ndeep();", "RangeError", "far", 3],
      ["for (const i of [1, 2]) {\n\n  if (i === 2) throw new Error('loop');\n}", "Error", "loop", 3],
      ["let x = 1;\nlet y = (;", "SyntaxError", /Unexpected token/, 2],
      ["\n\nnotDefined;", "ReferenceError", "notDefined is not defined", 3],
      [
        "const f = async () => {\n  await 1;\n  throw new Error('later');\n};\n\nawait f();",
        "Error",
        "later",
        6,
      ],
      ["1;\nthrow 5;", "Error", "5", 2],
      [
        "const shown = {\n  [Symbol.for('Jupyter.display')]() { throw new Error('hidden'); },\n};\nshown",
        "Error",
        "hidden",
        4,
      ],
      ["\nimport { x } from './not-there.ts';", "TypeError", /read access to ".*not-there.ts"/, 2],
      ["1;\nimport y from 'node:nothing';", "TypeError", /No such built-in module/, 2],
    ] as const;
    for (const [code, ename, evalue, line] of cases) {
      const { status, failure, outputs } = await run(kernel, code);
      assert.equal(status, "error", code);
      assert.equal(failure?.ename, ename, code);
      if (typeof evalue === "string") assert.equal(failure.evalue, evalue);
      else assert.match(failure.evalue, evalue);
      assert.equal(failure.line, line, code);
      assert.equal(outputs.at(-1)?.output_type, "error", "the executed notebook shows it");
      assert.equal(outputs.filter((each) => each.output_type === "error").length, 1);
    }
    assert.equal((await run(kernel, "1")).status, "ok", "the kernel lives on");
  });
});

Deno.test("a package that cannot be had is named, with its line, although the kernel gives no reason", async () => {
  await withKernel(async (kernel) => {
    const { failure } = await run(
      kernel,
      "const a = 1;\nimport pad from 'npm:smart-start-absent-package@1.0.0';",
    );
    assert.equal(failure?.ename, "ImportFailed");
    assert.match(failure.evalue, /Cannot import npm:smart-start-absent-package@1\.0\.0/);
    assert.equal(failure.line, 2);
  });
});

Deno.test("an error that overtakes what was printed before it still comes last", async () => {
  await withKernel(async (kernel) => {
    for (let i = 0; i < 10; i++) {
      const { outputs } = await run(
        kernel,
        "for (let i = 0; i < 50; i++) console.log(i);\nthrow new Error('end');",
      );
      assert.deepEqual(outputs.map((each) => each.output_type), ["stream", "error"]);
    }
  });
});

Deno.test("an unhandled rejection and an error in a timer fail the cell that left them", async () => {
  await withKernel(async (kernel) => {
    const rejected = await run(kernel, "const a = 1;\nvoid Promise.reject(new TypeError('lost'));\na");
    assert.deepEqual([
      rejected.status,
      rejected.failure?.ename,
      rejected.failure?.evalue,
      rejected.failure?.line,
    ], [
      "error",
      "UnhandledRejection",
      "TypeError: lost",
      2,
    ]);
    assert.equal(resultText(rejected), "1", "its outputs are kept");
    const thrown = await run(kernel, "\nsetTimeout(() => {\n  throw new Error('tick');\n}, 0);");
    assert.deepEqual([thrown.failure?.ename, thrown.failure?.evalue, thrown.failure?.line], [
      "UncaughtError",
      "Error: tick",
      3,
    ]);
    assert.equal((await run(kernel, "1")).status, "ok");
  });
});

Deno.test("Deno.exit() and process.exit() are refused with the line; the kernel lives on", async () => {
  await withKernel(async (kernel) => {
    for (
      const code of ["1;\nDeno.exit(3);", "1;\nprocess.exit(3);", "import p from 'node:process';\np.exit();"]
    ) {
      const { failure } = await run(kernel, code);
      assert.deepEqual([failure?.ename, failure?.line], ["ExitRefused", 2], code);
    }
    assert.equal((await run(kernel, "1")).status, "ok");
  });
});

Deno.test("input is refused with advice and the line", async () => {
  await withKernel(async (kernel) => {
    for (const name of ["prompt", "confirm", "alert"]) {
      const { failure } = await run(kernel, `1;\n${name}("name?");`);
      assert.deepEqual([failure?.ename, failure?.line], ["StdinRefused", 2]);
      assert.match(failure?.evalue ?? "", /Use a parameter/);
    }
  });
});

Deno.test("a display is updated by a later cell in the outputs of the earlier one", async () => {
  await withKernel(async (kernel) => {
    const show = (text: string, update: boolean) =>
      `await Deno.jupyter.display({ "text/plain": "${text}" }, { raw: true, display_id: "progress", update: ${update} });`;
    const first = await run(kernel, show("begun", false));
    const second = await run(kernel, show("done", true));
    assert.deepEqual(first.outputs, [{
      output_type: "display_data",
      data: { "text/plain": "done" },
      metadata: {},
    }]);
    assert.deepEqual(second.outputs, []);
  });
});

Deno.test("clear_output and progress on one line leave what a reader would see", async () => {
  await withKernel(async (kernel) => {
    const cleared = await run(
      kernel,
      `console.log("a");
await Deno.jupyter.broadcast("clear_output", { wait: true });
console.log("b");`,
    );
    assert.equal(streamText(cleared), "b\n");
    const progress = await run(
      kernel,
      `for (const p of [1, 2, 3]) process.stdout.write("\\r" + p);\nprocess.stdout.write("\\n");`,
    );
    assert.equal(streamText(progress), "3\n");
  });
});

Deno.test("a cell that raises as expected is ok and keeps its error", async () => {
  await withKernel(async (kernel) => {
    const result = await kernel.execute({
      cellId: "r",
      code: "throw new Error('shown');",
      raises: "expected",
    });
    assert.deepEqual([result.status, result.failure], ["ok", null]);
    assert.equal(result.outputs[0]?.output_type, "error");
  });
});

Deno.test("an endless loop is interrupted, and the kernel keeps its state", async () => {
  await withKernel(async (kernel) => {
    await run(kernel, "let kept = 7;");
    const looped = await run(kernel, "console.log('begun'); for (;;) {}", 300);
    assert.deepEqual([looped.status, looped.failure?.ename], ["timeout", "CellTimeout"]);
    assert.match(looped.failure?.evalue ?? "", /Cell cell did not end within 300 ms/);
    assert.equal(streamText(looped), "begun\n");
    assert.equal(resultText(await run(kernel, "kept")), "7");
  });
});

Deno.test("an endless await is killed, and later cells say why they did not run", async () => {
  await withKernel(async (kernel) => {
    const hung = await run(kernel, "console.log('begun'); await new Promise(() => {});", 200);
    assert.deepEqual([hung.status, streamText(hung)], ["timeout", "begun\n"]);
    assert.ok(hung.elapsedMs < 4_000, `it took ${hung.elapsedMs} ms`);
    const next = await run(kernel, "1");
    assert.equal(next.status, "dead");
    assert.match(next.failure?.evalue ?? "", /ended in an earlier cell/);
  });
});

Deno.test("work that starves the kernel after a cell has ended does not stall the run", async () => {
  await withKernel(async (kernel) => {
    const starved = await run(kernel, "void (async () => { for (;;) await null; })(); 1", 500);
    assert.equal(starved.status, "timeout");
  });
});

Deno.test("a kernel that is killed in a cell is reported at once", async () => {
  await withKernel(async (kernel, scratchDir) => {
    const pending = run(
      kernel,
      `Deno.writeTextFileSync("${scratchDir}/pid", String(Deno.pid)); await new Promise(() => {});`,
    );
    const pid = await waitFor(() => Number(Deno.readTextFileSync(`${scratchDir}/pid`)) || null);
    Deno.kill(pid, "SIGKILL");
    const result = await pending;
    assert.deepEqual([result.status, result.failure?.ename], ["dead", "KernelDied"]);
    assert.match(result.failure?.evalue ?? "", /signal 9/);
  });
});

Deno.test("a heap that grows without end dies quickly and is called by its name", async () => {
  await withKernel(async (kernel) => {
    const result = await run(kernel, "const all = []; for (;;) all.push(new Array(1000).fill(1));", 60_000);
    assert.deepEqual([result.status, result.failure?.ename], ["dead", "OutOfMemory"]);
  }, { heapLimitMiB: 128 });
});

Deno.test("memory outside the heap is limited too", async () => {
  await withKernel(async (kernel) => {
    const code =
      "const all = []; for (;;) { all.push(new Uint8Array(20_000_000).fill(1)); await new Promise((r) => setTimeout(r, 5)); }";
    const result = await run(kernel, code, 30_000);
    assert.deepEqual([result.status, result.failure?.ename], ["dead", "MemoryLimit"]);
    assert.ok((kernel.peakMemoryMiB() ?? 0) > 600 || Deno.build.os !== "linux");
  }, { memoryLimitMiB: 600 });
});

Deno.test("output without end is cut off, and the kernel can go on", async () => {
  await withKernel(async (kernel) => {
    const result = await run(kernel, "for (;;) console.log('x'.repeat(1000));");
    assert.deepEqual([result.status, result.failure?.ename], ["output-limit", "OutputLimit"]);
    assert.ok(JSON.stringify(result.outputs).length < 1_000_000);
  }, { outputLimitBytes: 500_000 });
});

Deno.test("one large output arrives whole when it is within the limit", async () => {
  await withKernel(async (kernel) => {
    const result = await run(
      kernel,
      "await Deno.jupyter.display({ 'text/html': 'x'.repeat(20_000_000) }, { raw: true });",
    );
    const [output] = result.outputs;
    assert.equal(
      output?.output_type === "display_data" && String(output.data["text/html"]).length,
      20_000_000,
    );
  });
});

Deno.test("a figure cell that shows nothing in time, or too much, fails", async () => {
  await withKernel(async (kernel) => {
    const expectProgrammeOutputs = { mime: "application/x-figure", min: 1, max: 1 };
    const display = "Deno.jupyter.display({ 'application/x-figure': 1 }, { raw: true })";
    const ask = (code: string) => kernel.execute({ cellId: "figure", code, expectProgrammeOutputs });
    assert.equal((await ask(`await ${display};`)).status, "ok");
    assert.equal((await ask(`setTimeout(() => ${display}, 300);`)).status, "ok", "a late one is waited for");
    assert.equal((await ask("1;")).failure?.ename, "ProgrammeOutputMissing");
    assert.equal((await ask(`await ${display}; await ${display};`)).failure?.ename, "ProgrammeOutputSurplus");
  });
});

Deno.test("the prelude runs before the first cell, uncounted and unseen, and may import project modules", async () => {
  const prelude =
    `import { sha256Hex } from "./lib/core/hash.ts"; globalThis.fromPrelude = sha256Hex("").slice(0, 4); console.log("unseen");`;
  await withKernel(async (kernel) => {
    const result = await run(kernel, "fromPrelude");
    assert.deepEqual([resultText(result), result.executionCount, result.outputs.length], ['"e3b0"', 1, 1]);
  }, { prelude });
});

Deno.test("a prelude that fails is a kernel that did not start", async () => {
  const start = (prelude: string) => withKernel(() => Promise.resolve(), { prelude });
  await assert.rejects(start("throw new Error('wrong');"), {
    name: "KernelStartError",
    message: /prelude failed: Error: wrong/,
  });
  const endless = { prelude: "await new Promise(() => {});", startTimeoutMs: 1_500 };
  await assert.rejects(withKernel(() => Promise.resolve(), endless), {
    name: "KernelStartError",
    message: /in time/,
  });
});

Deno.test("a kernel that cannot start says so and leaves nothing", async () => {
  await inOwnTemporaryFolder(async (left) => {
    const start = withKernel(() => Promise.resolve(), { cwd: `${PROJECT_DIR}/not-there` });
    await assert.rejects(start, { name: "KernelStartError" });
    assert.deepEqual(left(), []);
  });
});

Deno.test("an environment holds the variables that were given and nothing of the runner's", async () => {
  Deno.env.set("SMART_START_SECRET", "hidden");
  try {
    await withKernel(async (kernel, scratchDir) => {
      await run(kernel, `Deno.writeTextFileSync("${scratchDir}/pid", String(Deno.pid));`);
      const pid = Deno.readTextFileSync(`${scratchDir}/pid`);
      const environment = Deno.readTextFileSync(`/proc/${pid}/environ`).split("\0");
      assert.ok(environment.includes("GIVEN=yes"));
      assert.ok(!environment.some((each) => each.includes("hidden")));
      assert.ok(environment.includes(`HOME=${scratchDir}`));
    }, { env: { GIVEN: "yes" } });
  } finally {
    Deno.env.delete("SMART_START_SECRET");
  }
});

Deno.test("closing twice is fine, leaves no folder, and a cell afterwards says that it did not run", async () => {
  await inOwnTemporaryFolder(async (left) => {
    await withKernel(async (kernel) => {
      assert.equal(left().length, 2, "the scratch folder and the kernel's");
      await kernel.close();
      await kernel.close();
      assert.equal((await run(kernel, "1")).status, "dead");
    });
    assert.deepEqual(left(), []);
  });
});

Deno.test(`${IS_LONG ? 100 : 8} fresh kernels in a row: none stalls`, async () => {
  for (let i = 0; i < (IS_LONG ? 100 : 8); i++) {
    await withKernel(async (kernel) => {
      assert.equal(resultText(await run(kernel, `${i} + 1`)), `${i + 1}`);
    }, { startTimeoutMs: 20_000 });
  }
});

Deno.test("four kernels that start at once do not take each other's ports", async () => {
  const texts: unknown[] = [];
  await Promise.all([0, 1, 2, 3].map((i) =>
    withKernel(async (kernel) => {
      texts[i] = resultText(await run(kernel, `${i} * 10`));
    })
  ));
  assert.deepEqual(texts, ["0", "10", "20", "30"]);
});

const CHANNELS = IS_LONG ? ["shell", "iopub", "control", "stdin", "hb"] as const : ["iopub", "hb"] as const;
for (const channel of CHANNELS) {
  Deno.test(`a ${channel} port that is taken after it was chosen costs a new start and not the run`, async () => {
    const taken: Deno.TcpListener[] = [];
    const effects: KernelEffects = {
      ...REAL_EFFECTS,
      prepareConnection: async () => {
        const connection = await prepareConnection();
        if (taken.length === 0) {
          taken.push(Deno.listen({ hostname: connection.ip, port: connection.ports[channel] }));
        }
        return connection;
      },
    };
    try {
      await withKernel(async (kernel) => assert.equal(resultText(await run(kernel, "1")), "1"), {}, effects);
      assert.equal(taken.length, 1);
    } finally {
      for (const listener of taken) listener.close();
    }
  });
}

/** Lets temporary folders be made in one of the test's own, so that other kernels on the machine do not count. */
async function inOwnTemporaryFolder(act: (left: () => readonly string[]) => Promise<void>): Promise<void> {
  const before = Deno.env.get("TMPDIR");
  const dir = await Deno.makeTempDir({ dir: "/tmp", prefix: "own-" });
  Deno.env.set("TMPDIR", dir);
  try {
    await act(() => [...Deno.readDirSync(dir)].map(({ name }) => name));
  } finally {
    if (before === undefined) Deno.env.delete("TMPDIR");
    else Deno.env.set("TMPDIR", before);
    await Deno.remove(dir, { recursive: true });
  }
}

async function waitFor<T>(read: () => T | null): Promise<T> {
  for (;;) {
    try {
      const value = read();
      if (value !== null) return value;
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
