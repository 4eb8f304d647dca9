import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { maskMessage, type Notice, type NoticeTargets, sendNotice } from "../../../pipelines/publish/mod.ts";

const notice: Notice = {
  event: "edition-failed",
  job: "daily",
  editionId: "2026-01-31",
  attempts: 3,
  failures: [{
    notebook: "notebooks/a.ipynb",
    cellId: "load",
    ename: "TypeError",
    evalue: "x is not a function",
  }],
};

function targetsOf(some: Partial<NoticeTargets>): NoticeTargets {
  return { command: null, webhookUrl: null, webhookTokenEnv: null, timeoutMs: 3000, ...some };
}

interface Received {
  readonly body: unknown;
  readonly headers: Headers;
}

/** A webhook on loopback that answers as told. */
async function withHook(
  answer: (request: Request) => Response | Promise<Response>,
  test: (url: string, received: readonly Received[]) => Promise<void>,
): Promise<void> {
  const received: Received[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    received.push({ body: await request.json().catch(() => null), headers: request.headers });
    return await answer(request);
  });
  try {
    await test(`http://127.0.0.1:${server.addr.port}/secret-path`, received);
  } finally {
    await server.shutdown();
  }
}

Deno.test("sendNotice() posts the notice as JSON", () =>
  withHook(() => new Response("ok"), async (url, received) => {
    const deliveries = await sendNotice(notice, targetsOf({ webhookUrl: url }));
    assert.deepEqual(deliveries, [{ channel: "webhook", status: "sent", detail: "answer 200" }]);
    assert.deepEqual(received[0]?.body, notice);
    assert.equal(received[0]?.headers.get("content-type"), "application/json");
    assert.equal(received[0]?.headers.get("authorization"), null);
  }));

Deno.test("sendNotice() takes the webhook's token from the environment and fails without it", () =>
  withHook(() => new Response("ok"), async (url, received) => {
    const targets = targetsOf({ webhookUrl: url, webhookTokenEnv: "SMART_START_TEST_TOKEN" });
    Deno.env.delete("SMART_START_TEST_TOKEN");
    assert.equal((await sendNotice(notice, targets))[0]?.status, "failed");
    Deno.env.set("SMART_START_TEST_TOKEN", "t0ken");
    assert.equal((await sendNotice(notice, targets))[0]?.status, "sent");
    Deno.env.delete("SMART_START_TEST_TOKEN");
    assert.deepEqual(received.map((one) => one.headers.get("authorization")), ["Bearer t0ken"]);
  }));

Deno.test("sendNotice() reports a refusal, and does not follow a redirect to another place", async () => {
  await withHook(() => new Response("no", { status: 500 }), async (url) => {
    assert.deepEqual(await sendNotice(notice, targetsOf({ webhookUrl: url })), [
      { channel: "webhook", status: "failed", detail: "answer 500" },
    ]);
  });
  await withHook(() => new Response("ok"), async (other, received) => {
    await withHook(() => Response.redirect(other, 307), async (url) => {
      assert.equal((await sendNotice(notice, targetsOf({ webhookUrl: url })))[0]?.status, "failed");
    });
    assert.deepEqual(received, []);
  });
});

Deno.test("sendNotice() gives up a webhook that does not answer, and never shows its address", async () => {
  const gate = Promise.withResolvers<Response>();
  await withHook(() => gate.promise, async (url) => {
    const deliveries = await sendNotice(notice, targetsOf({ webhookUrl: url, timeoutMs: 200 }));
    assert.deepEqual(deliveries, [{ channel: "webhook", status: "failed", detail: "TimeoutError" }]);
    gate.resolve(new Response("late"));
  });
  const closed = await sendNotice(notice, targetsOf({ webhookUrl: "http://127.0.0.1:1/secret-path" }));
  assert.equal(closed[0]?.status, "failed");
  assert.doesNotMatch(JSON.stringify(closed), /secret-path/);
});

Deno.test("sendNotice() runs the command without a shell, the notice on its standard input", async () => {
  const dir = await Deno.makeTempDir();
  const out = join(dir, "notice; touch injected.json");
  const command = ["tee", out];
  const deliveries = await sendNotice(notice, targetsOf({ command }));
  assert.deepEqual(deliveries, [{ channel: "command", status: "sent", detail: "exit code 0" }]);
  assert.deepEqual(JSON.parse(await Deno.readTextFile(out)), notice);
});

Deno.test("sendNotice() reports a command that fails, hangs, does not read or is not there", async () => {
  const details = async (command: readonly string[]) =>
    (await sendNotice(notice, targetsOf({ command, timeoutMs: 400 })))[0];
  assert.deepEqual(await details(["false"]), { channel: "command", status: "failed", detail: "exit code 1" });
  assert.deepEqual(await details(["true"]), { channel: "command", status: "sent", detail: "exit code 0" });
  assert.deepEqual(await details(["sleep", "20"]), {
    channel: "command",
    status: "failed",
    detail: "took longer than 400 ms",
  });
  assert.deepEqual(await details(["/nonexistent/program"]), {
    channel: "command",
    status: "failed",
    detail: "cannot start: NotFound",
  });
});

Deno.test("sendNotice() passes on known members only, messages masked", () =>
  withHook(() => new Response("ok"), async (url, received) => {
    const failure = {
      ...notice.failures[0],
      evalue: "row 123456782 of jan@example.org",
      row: { name: "Jan" },
    };
    const leaky = { ...notice, failures: [failure], table: [1, 2] } as unknown as Notice;
    await sendNotice(leaky, targetsOf({ webhookUrl: url }));
    assert.deepEqual(received[0]?.body, {
      ...notice,
      failures: [{ ...notice.failures[0], evalue: "row [number] of [address]" }],
    });
  }));

Deno.test("maskMessage() leaves no five digits in a row, no address, no control character, at most 300 characters", () => {
  const digits = fc.array(fc.constantFrom("1", "2", " ", ".", "-", "x", "@", "\n", "\u001b")).map((parts) =>
    parts.join("")
  );
  fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 600 }), digits), (message) => {
    const masked = maskMessage(message);
    assert.doesNotMatch(masked, /\d{5}/);
    assert.doesNotMatch(masked, /\S@\S/);
    // deno-lint-ignore no-control-regex -- the very thing that is tested
    assert.doesNotMatch(masked, /[\u0000-\u001f\u007f]/);
    assert.ok(masked.length <= 300);
  }));
});
