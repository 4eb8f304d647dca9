/** What the client does with a kernel that misbehaves as no real one does on demand: see `tests/support/fake_kernel.ts`. */
import assert from "node:assert/strict";
import {
  FAKE_NONCE,
  passFence,
  type Script,
  type Stage,
  startFakeKernel,
} from "../../support/fake_kernel.ts";
import { EVENT_MIME } from "../../../pipelines/kernel/prelude.ts";
import type { CellResult, Kernel } from "../../../pipelines/kernel/types.ts";

type Options = Parameters<typeof startFakeKernel>[1];

const QUICK = { timing: { interruptGraceMs: 80, fenceTimeoutMs: 150, programmeDeadlineMs: 120 } } as const;

async function withFake(
  script: Script,
  act: (kernel: Kernel, session: Awaited<ReturnType<typeof startFakeKernel>>) => Promise<void>,
  options: Options = QUICK,
): Promise<void> {
  const session = await startFakeKernel(script, options);
  try {
    await act(session.kernel, session);
  } finally {
    await session.close();
  }
}

const OK = { status: "ok", execution_count: 1 };
const print = (stage: Stage, text: string) => stage.publish("stream", { name: "stdout", text });
const run = (kernel: Kernel, code = "x = 1;", timeoutMs = 2_000): Promise<CellResult> =>
  kernel.execute({ cellId: "cell", code, timeoutMs });
const textOf = (result: CellResult) =>
  result.outputs.map((output) => output.output_type === "stream" ? output.text : "").join("");

Deno.test("an output that comes after idle and before the fence belongs to the cell", async () => {
  const late: Stage[] = [];
  const script: Script = {
    onCell: async (stage) => {
      await stage.reply(OK);
      await stage.publish("status", { execution_state: "idle" });
      late.push(stage);
    },
    onFence: async (stage, mime) => {
      await print(late[0] as Stage, "late");
      await print(stage, " and with the fence's parent");
      await passFence(stage, mime);
    },
  };
  await withFake(script, async (kernel) => {
    assert.equal(textOf(await run(kernel)), "late and with the fence's parent");
  });
});

Deno.test("an output that comes after the fence belongs to the next cell, and none is lost in between", async () => {
  let count = 0;
  const script: Script = {
    onCell: async (stage) => {
      await print(stage, `cell ${++count};`);
      await stage.reply(OK);
    },
    onFence: async (stage, mime) => {
      await passFence(stage, mime);
      await print(stage, `stray ${count};`);
    },
  };
  await withFake(script, async (kernel) => {
    const texts = [await run(kernel), await run(kernel), await run(kernel)].map(textOf);
    assert.equal(texts.join("") + "stray 3;", "cell 1;stray 1;cell 2;stray 2;cell 3;stray 3;");
    assert.equal(texts[0]?.startsWith("cell 1;"), true);
  });
});

Deno.test("a reply that overtakes the outputs loses none of them", async () => {
  const script: Script = {
    onCell: async (stage) => {
      await stage.reply(OK);
      for (let i = 0; i < 200; i++) await print(stage, `${i};`);
    },
    onFence: async (stage, mime) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      await passFence(stage, mime);
    },
  };
  await withFake(script, async (kernel) => {
    assert.equal(textOf(await run(kernel)), Array.from({ length: 200 }, (_, i) => `${i};`).join(""));
  });
});

Deno.test("a broadcast of another MIME type is no fence, though it looks like one", async () => {
  const script: Script = {
    onCell: async (stage) => {
      await stage.publish("display_data", {
        data: { "application/x-fence-00": {} },
        metadata: {},
        transient: {},
      });
      await print(stage, "after");
      await stage.reply(OK);
    },
  };
  await withFake(script, async (kernel) => {
    const result = await run(kernel);
    assert.deepEqual(result.outputs.map((each) => each.output_type), ["display_data", "stream"]);
  });
});

Deno.test("an event with a wrong nonce is an output like any other, and one with the right nonce fails the cell", async () => {
  const event = (nonce: string) => ({
    data: {
      [EVENT_MIME]: {
        nonce,
        kind: "uncaught-error",
        ename: "TypeError",
        evalue: "boom",
        traceback: [],
        line: 0,
      },
    },
    metadata: {},
    transient: {},
  });
  const nonces = ["forged", FAKE_NONCE];
  const script: Script = {
    onCell: async (stage) => {
      await stage.publish("display_data", event(nonces.shift() as string));
      await stage.reply(OK);
    },
  };
  await withFake(script, async (kernel) => {
    assert.equal((await run(kernel)).status, "ok");
    const failed = await run(kernel);
    assert.equal(failed.status, "error");
    assert.deepEqual(failed.failure, { ename: "UncaughtError", evalue: "TypeError: boom", line: 1 });
  });
});

Deno.test("a message with a wrong signature ends the run as a protocol error, not in silence", async () => {
  for (const channel of ["publish", "reply"] as const) {
    const script: Script = {
      onCell: (stage) =>
        channel === "publish"
          ? stage.publish("stream", { name: "stdout", text: "x" }, { key: "forged" })
          : stage.reply(OK, { key: "forged" }),
    };
    await withFake(script, async (kernel, session) => {
      const result = await run(kernel);
      assert.equal(result.status, "dead");
      assert.equal(result.failure?.ename, "ProtocolError");
      assert.match(result.failure.evalue, /wrong signature/);
      assert.equal(session.killed(), true);
      assert.equal((await run(kernel)).status, "dead");
    });
  }
});

Deno.test("frames that are no message end the run as a protocol error", async () => {
  const script: Script = { onCell: (stage) => stage.publishFrames([new Uint8Array([1, 2, 3])]) };
  await withFake(script, async (kernel) => {
    assert.match((await run(kernel)).failure?.evalue ?? "", /<IDS\|MSG>/);
  });
});

Deno.test("an error on iopub fails the cell although the reply says ok", async () => {
  const script: Script = {
    onCell: async (stage) => {
      await stage.publish("error", { ename: "RangeError", evalue: "bad", traceback: ["RangeError: bad"] });
      await stage.reply(OK);
    },
  };
  await withFake(script, async (kernel) => {
    const result = await run(kernel);
    assert.equal(result.status, "error");
    assert.equal(result.failure?.ename, "RangeError");
  });
});

Deno.test("an error reply without an error on iopub gets an error output, with the line when the cell does not parse", async () => {
  const script: Script = {
    onCell: (stage) =>
      stage.reply({ status: "error", execution_count: 1, ename: "Error", evalue: "Execution failed" }),
  };
  await withFake(script, async (kernel) => {
    const unparsed = await run(kernel, "const a = 1;\nconst b = (;");
    assert.deepEqual([unparsed.failure?.ename, unparsed.failure?.line], ["SyntaxError", 2]);
    assert.equal(unparsed.outputs.at(-1)?.output_type, "error");
    const unknown = await run(kernel, "const a = 1;");
    assert.equal(unknown.failure?.ename, "ExecutionFailed");
    assert.equal(unknown.outputs.length, 1);
  });
});

Deno.test("a cell that raises as expected is ok and keeps its error; a time-out is never excused", async () => {
  const script: Script = {
    onCell: async (stage) => {
      if (String(stage.request.content["code"]).includes("hang")) return;
      await stage.publish("error", { ename: "E", evalue: "v", traceback: [] });
      await stage.reply({ status: "error", execution_count: 1 });
    },
  };
  await withFake(script, async (kernel) => {
    const raised = await kernel.execute({ cellId: "a", code: "raise;", raises: "expected" });
    assert.deepEqual([raised.status, raised.failure, raised.outputs.length], ["ok", null, 1]);
    const hung = await kernel.execute({ cellId: "b", code: "hang;", raises: "expected", timeoutMs: 50 });
    assert.equal(hung.status, "timeout");
  });
});

Deno.test("a cell that does not end is interrupted, and the kernel lives on when that helps", async () => {
  let hanging: Stage | null = null;
  const script: Script = {
    onCell: async (stage) => {
      if (hanging !== null) return await stage.reply(OK);
      hanging = stage;
      await print(stage, "begun");
    },
    onInterrupt: async () =>
      await hanging?.reply({ status: "error", execution_count: 1, ename: "Error", evalue: "x" }),
  };
  await withFake(script, async (kernel, session) => {
    const result = await run(kernel, "loop();", 60);
    assert.deepEqual([result.status, result.failure?.ename], ["timeout", "CellTimeout"]);
    assert.match(result.failure?.evalue ?? "", /Cell cell did not end within 60 ms/);
    assert.equal(textOf(result), "begun");
    assert.equal(session.killed(), false);
    assert.equal((await run(kernel)).status, "ok");
  });
});

Deno.test("a cell that an interrupt does not stop costs the kernel its life, and later cells say why", async () => {
  await withFake({ onCell: () => Promise.resolve() }, async (kernel, session) => {
    const result = await run(kernel, "hang;", 50);
    assert.equal(result.status, "timeout");
    assert.equal(session.killed(), true);
    assert.equal(session.received.filter(({ type }) => type === "interrupt_request").length, 1);
    const next = await run(kernel);
    assert.equal(next.status, "dead");
    assert.match(next.failure?.evalue ?? "", /ended in an earlier cell: Cell cell did not end/);
  });
});

Deno.test("a fence that never comes by is a time-out of the cell, and kills", async () => {
  const script: Script = { onCell: (stage) => stage.reply(OK), onFence: () => Promise.resolve() };
  await withFake(script, async (kernel, session) => {
    const result = await run(kernel);
    assert.equal(result.status, "timeout");
    assert.match(result.failure?.evalue ?? "", /kept the kernel from resting/);
    assert.equal(session.killed(), true);
  });
});

Deno.test("a fence that is answered with an error means tampering, and kills", async () => {
  const script: Script = {
    onCell: (stage) => stage.reply(OK),
    onFence: (stage) => stage.reply({ status: "error", execution_count: 1 }),
  };
  await withFake(script, async (kernel, session) => {
    const result = await run(kernel);
    assert.deepEqual([result.status, result.failure?.ename], ["dead", "FenceBroken"]);
    assert.equal(session.killed(), true);
  });
});

Deno.test("a kernel that ends in a cell is reported with how it ended", async () => {
  const script: Script = { onCell: (stage) => Promise.resolve(stage.exit({ code: 139, stderr: "" })) };
  await withFake(script, async (kernel) => {
    const result = await run(kernel);
    assert.deepEqual([result.status, result.failure?.ename], ["dead", "KernelDied"]);
    assert.match(result.failure?.evalue ?? "", /signal 11/);
  });
});

Deno.test("outputs above the limit stop the cell, in one piece or in many", async () => {
  for (const pieces of [1, 100]) {
    const script: Script = {
      onCell: async (stage) => {
        for (let i = 0; i < pieces; i++) await print(stage, "x".repeat(300_000 / pieces));
        await stage.reply(OK);
      },
    };
    await withFake(script, async (kernel) => {
      const result = await run(kernel);
      assert.deepEqual([result.status, result.failure?.ename], ["output-limit", "OutputLimit"]);
      assert.ok(textOf(result).length <= 100_000);
    }, { ...QUICK, outputLimitBytes: 100_000 });
  }
});

Deno.test("the output limit counts per cell", async () => {
  const script: Script = {
    onCell: async (stage) => {
      await print(stage, "x".repeat(60_000));
      await stage.reply(OK);
    },
  };
  await withFake(script, async (kernel) => {
    for (let i = 0; i < 3; i++) assert.equal((await run(kernel)).status, "ok");
  }, { ...QUICK, outputLimitBytes: 100_000 });
});

Deno.test("a request for input is answered with nothing and fails the cell with advice", async () => {
  let asked: Stage | null = null;
  const script: Script = {
    onCell: async (stage) => {
      asked = stage;
      await stage.askInput("name?");
      await new Promise((resolve) => setTimeout(resolve, 30));
      await asked.reply(OK);
    },
  };
  await withFake(script, async (kernel, session) => {
    const result = await run(kernel);
    assert.equal(result.failure?.ename, "StdinRefused");
    assert.match(result.failure?.evalue ?? "", /Use a parameter/);
    assert.equal(session.received.some(({ type }) => type === "input_reply"), true);
  });
});

Deno.test("a promised programme output may be late, may not be missing, and may not come twice", async () => {
  const figure = { data: { "application/x-figure": 1 }, metadata: {}, transient: {} };
  const plans = [{ first: 0, later: 1 }, { first: 0, later: 0 }, { first: 2, later: 0 }];
  let fences = 0;
  let plan = plans[0] as { first: number; later: number };
  const script: Script = {
    onCell: async (stage) => {
      plan = plans.shift() as typeof plan;
      fences = 0;
      for (let i = 0; i < plan.first; i++) await stage.publish("display_data", figure);
      await stage.reply(OK);
    },
    onFence: async (stage, mime) => {
      if (fences++ === 1 && plan.later > 0) await stage.publish("display_data", figure);
      await passFence(stage, mime);
    },
  };
  await withFake(script, async (kernel) => {
    const expectProgrammeOutputs = { mime: "application/x-figure", min: 1, max: 1 };
    const ask = () => kernel.execute({ cellId: "figure-1", code: "f;", expectProgrammeOutputs });
    const late = await ask();
    assert.deepEqual([late.status, late.outputs.length], ["ok", 1]);
    const missing = await ask();
    assert.deepEqual([missing.status, missing.failure?.ename], ["error", "ProgrammeOutputMissing"]);
    const surplus = await ask();
    assert.equal(surplus.failure?.ename, "ProgrammeOutputSurplus");
    assert.match(surplus.failure?.evalue ?? "", /Cell figure-1 showed 2 .* promises 1/);
  });
});

Deno.test("cells that are asked for at once run one after another", async () => {
  let running = 0;
  const script: Script = {
    onCell: async (stage) => {
      assert.equal(++running, 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      await stage.reply(OK);
    },
  };
  await withFake(script, async (kernel) => {
    const results = await Promise.all([1, 2, 3, 4].map(() => run(kernel)));
    assert.deepEqual(results.map(({ status }) => status), ["ok", "ok", "ok", "ok"]);
  });
});

Deno.test("close() in the middle of a cell ends it, may be called twice, and leaves no folder", async () => {
  const session = await startFakeKernel({ onCell: () => Promise.resolve() }, QUICK);
  const pending = run(session.kernel, "hang;", 60_000);
  await Promise.all([session.kernel.close(), session.kernel.close()]);
  assert.equal((await pending).status, "dead");
  await session.close();
});
