import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type Broker,
  type BrokerRequest,
  startBroker,
  TRACE_LIMIT,
  type Verdict,
} from "../../../pipelines/kernel/broker.ts";

type Judge = (request: BrokerRequest) => Verdict;
const allowAll: Judge = () => ({ result: "allow", rule: "all" });

async function withBroker(judge: Judge, act: (broker: Broker, path: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  const path = join(dir, "broker");
  const broker = startBroker(path, judge);
  try {
    await act(broker, path);
  } finally {
    await broker.close();
    assert.deepEqual([...Deno.readDirSync(dir)], [], "no socket file is left");
    await Deno.remove(dir);
  }
}

const line = (id: number, permission = "read", value: string | null = "/x", pid = 7) =>
  JSON.stringify({ v: 1, pid, id, datetime: "2026-01-01T00:00:00Z", permission, value }) + "\n";

async function talk(path: string, pieces: readonly string[], answers: number): Promise<readonly unknown[]> {
  const conn = await Deno.connect({ transport: "unix", path });
  try {
    for (const piece of pieces) {
      await conn.write(new TextEncoder().encode(piece));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    let text = "";
    const buffer = new Uint8Array(65_536);
    while (text.split("\n").length <= answers) {
      const count = await conn.read(buffer).catch(() => null);
      if (count === null) break;
      text += new TextDecoder().decode(buffer.subarray(0, count));
    }
    return text.split("\n").filter((each) => each !== "").map((each) => JSON.parse(each));
  } finally {
    conn.close();
  }
}

Deno.test("the broker answers each request by its id", async () => {
  await withBroker(
    ({ permission }) => ({ result: permission === "read" ? "allow" : "deny", rule: "r" }),
    async (_, path) => {
      const answers = await talk(path, [line(1), line(2, "net")], 2);
      assert.deepEqual(answers, [{ id: 1, result: "allow" }, { id: 2, result: "deny" }]);
    },
  );
});

Deno.test("the broker takes lines that are split, in a character too, and lines that are merged", async () => {
  const asked: (string | null)[] = [];
  const judge: Judge = ({ value }) => (asked.push(value), { result: "allow", rule: "r" });
  await withBroker(judge, async (_, path) => {
    const bytes = new TextEncoder().encode(line(1, "read", "/één") + line(2) + line(3, "env", null));
    const conn = await Deno.connect({ transport: "unix", path });
    for (const byte of bytes) await conn.write(Uint8Array.of(byte));
    const buffer = new Uint8Array(4_096);
    let text = "";
    while (text.split("\n").length < 4) {
      text += new TextDecoder().decode(buffer.subarray(0, await conn.read(buffer) ?? 0));
    }
    conn.close();
    assert.deepEqual(text.trim().split("\n").map((each) => JSON.parse(each).id), [1, 2, 3]);
    assert.deepEqual(asked, ["/één", "/x", null]);
  });
});

Deno.test("the broker serves several processes at once and knows the first as the kernel", async () => {
  await withBroker(allowAll, async (broker, path) => {
    await talk(path, [line(1, "read", "/a", 11)], 1);
    await Promise.all([
      talk(path, [line(1, "read", "/b", 12)], 1),
      talk(path, [line(1, "read", "/c", 11)], 1),
    ]);
    assert.equal(broker.pids()[0], 11);
    assert.deepEqual([...broker.pids()].sort(), [11, 12]);
  });
});

Deno.test("the trace holds every distinct access once, with its cell and in order", async () => {
  await withBroker(allowAll, async (broker, path) => {
    broker.enterCell("a");
    await talk(path, [line(1), line(2), line(3, "env", "TZ")], 3);
    broker.enterCell("b");
    await talk(path, [line(1)], 1);
    const seen = broker.accesses().map((
      { sequence, permission, value, cellId },
    ) => [sequence, permission, value, cellId]);
    assert.deepEqual(seen, [[1, "read", "/x", "a"], [2, "env", "TZ", "a"], [3, "read", "/x", "b"]]);
  });
});

Deno.test("an error of the judge counts as a denial", async () => {
  const judge: Judge = () => {
    throw new Error("bug");
  };
  await withBroker(judge, async (broker, path) => {
    assert.deepEqual(await talk(path, [line(1)], 1), [{ id: 1, result: "deny" }]);
    assert.equal(broker.accesses()[0]?.rule, "broker-error");
  });
});

Deno.test.each([
  "no json\n",
  "{}\n",
  '{"v":2,"id":1,"permission":"read","value":"/x"}\n',
  '{"v":1,"id":"1","permission":"read"}\n',
])(
  "a line that is no request closes the connection, which ends the process that sent it: %j",
  async (bad) => {
    await withBroker(allowAll, async (broker, path) => {
      assert.deepEqual(await talk(path, [bad], 1), []);
      assert.deepEqual(broker.accesses(), []);
      assert.equal((await talk(path, [line(1)], 1)).length, 1, "others are served on");
    });
  },
);

Deno.test("a question whose number was there before is somebody else's: no answer, and whoever runs the kernel hears it", async () => {
  const dir = await Deno.makeTempDir();
  let forged = 0;
  const broker = startBroker(join(dir, "broker"), allowAll, () => forged++);
  try {
    // Code in the kernel asks for what is allowed by the number that Deno will use next, to have the answer lie ready.
    const answers = await talk(join(dir, "broker"), [
      line(1),
      line(2, "env", "TZ"),
      line(2, "read", "/secret"),
    ], 3);
    assert.deepEqual(answers, [{ id: 1, result: "allow" }, { id: 2, result: "allow" }]);
    assert.equal(forged, 1);
    assert.ok(broker.accesses().every(({ value }) => value !== "/secret"));
  } finally {
    await broker.close();
    await Deno.remove(dir);
  }
});

Deno.test("when the trace is full everything new is denied: what cannot be traced is not allowed", async () => {
  await withBroker(allowAll, async (broker, path) => {
    const conn = await Deno.connect({ transport: "unix", path });
    const buffer = new Uint8Array(1 << 20);
    let last = "";
    for (let from = 0; from <= TRACE_LIMIT; from += 2_000) {
      const count = Math.min(2_000, TRACE_LIMIT + 1 - from);
      const lines = Array.from({ length: count }, (_, i) => line(from + i, "read", `/${from + i}`)).join("");
      const bytes = new TextEncoder().encode(lines);
      for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
      let text = "";
      while (text.split("\n").length <= count) {
        text += new TextDecoder().decode(buffer.subarray(0, await conn.read(buffer) ?? 0));
      }
      last = text.trim().split("\n").at(-1) ?? "";
    }
    conn.close();
    assert.equal(JSON.parse(last).result, "deny");
    assert.equal(broker.accesses().length, TRACE_LIMIT);
  });
});
