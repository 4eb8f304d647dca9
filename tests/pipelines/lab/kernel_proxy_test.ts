/**
 * The kernel as JupyterLab gets it, asked by the rules of other clients: outputs belong to the cell that they name,
 * and a cell is done at its reply and `idle`. On the bare Deno kernel these rules lose outputs.
 */
import assert from "node:assert/strict";
import { type ChannelEvent, type Channels, openChannels } from "../../../pipelines/kernel/channels.ts";
import { prepareConnection } from "../../../pipelines/kernel/connection.ts";
import type { JsonObject, Message } from "../../../pipelines/kernel/wire.ts";

const PROXY = new URL("../../../pipelines/lab/kernel_proxy.ts", import.meta.url).pathname;

/** A client that stops at reply and idle, as nbclient and JupyterLab do. */
class PlainClient {
  readonly process: Deno.ChildProcess;
  #channels: Channels;
  /** What came in, by the request that it names. */
  #heard: ReadonlyMap<string | null, readonly Message[]>;
  #wake: () => void = () => {};

  private constructor(
    process: Deno.ChildProcess,
    channels: Channels,
    heard: ReadonlyMap<string | null, readonly Message[]>,
  ) {
    this.process = process;
    this.#channels = channels;
    this.#heard = heard;
  }

  static async start(): Promise<PlainClient> {
    const connection = await prepareConnection();
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "-q", "--no-lock", PROXY, connection.file],
      env: { NO_COLOR: "1" },
      stdout: "null",
      stderr: "null",
    }).spawn();
    const heard = new Map<string | null, Message[]>();
    let client: PlainClient | null = null;
    const onEvent = (event: ChannelEvent) => {
      if (event.kind !== "message") return;
      const { message } = event;
      heard.set(message.parentId, [...heard.get(message.parentId) ?? [], message]);
      client?.wake();
    };
    const signal = AbortSignal.timeout(30_000);
    const channels = await openChannels(connection, { onEvent, signal, messageLimitBytes: 1 << 26 });
    client = new PlainClient(process, channels, heard);
    await client.done(await client.#request("shell", "kernel_info_request", {}), "kernel_info_reply");
    return client;
  }

  async #request(channel: "shell" | "control", type: string, content: JsonObject): Promise<string> {
    let id = "";
    await this.#channels.request(channel, type, content, (sent) => id = sent);
    return id;
  }

  wake(): void {
    this.#wake();
  }

  /** Asks for a cell and gives the id of the request at once. */
  send(code: string): Promise<string> {
    return this.#request("shell", "execute_request", {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    });
  }

  interrupt(): Promise<string> {
    return this.#request("control", "interrupt_request", {});
  }

  /** Waits for reply and idle; gives the messages about the request that came until then. */
  async done(id: string, replyType = "execute_reply"): Promise<readonly Message[]> {
    const deadline = performance.now() + 30_000;
    for (;;) {
      const own = this.#heard.get(id) ?? [];
      const idle = own.some((message) => message.content["execution_state"] === "idle");
      if (idle && own.some((message) => message.header.msg_type === replyType)) return own;
      assert.ok(performance.now() < deadline, "no reply within 30 s");
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, 1_000);
      });
    }
  }

  async run(code: string): Promise<readonly Message[]> {
    return await this.done(await this.send(code));
  }

  async close(): Promise<void> {
    await this.#channels.request("control", "shutdown_request", { restart: false });
    await this.process.status;
    this.#channels.close();
  }

  abandon(): void {
    this.#channels.close();
  }
}

function contentsOf(messages: readonly Message[], type: string): readonly JsonObject[] {
  return messages.filter((message) => message.header.msg_type === type).map((message) => message.content);
}

function textOf(messages: readonly Message[]): string {
  return contentsOf(messages, "stream").map((content) => String(content["text"])).join("");
}

const CELLS = Deno.env.get("SMART_START_LONG") === "1" ? 1_000 : 150;

Deno.test(`${CELLS} cells sent at once: a client that stops at idle gets every output, each under its own cell`, async () => {
  const client = await PlainClient.start();
  const cells: { readonly id: string; readonly nth: number }[] = [];
  for (let nth = 0; nth < CELLS; nth++) {
    const code = nth % 3 === 0
      ? `for (let line = 0; line < 40; line++) console.log("cell ${nth} line", line);`
      : nth % 3 === 1
      ? `"cell ${nth}"`
      : `await Deno.jupyter.display(Deno.jupyter.html\`cell ${nth}\`); console.log("cell ${nth}")`;
    cells.push({ id: await client.send(code), nth });
  }
  for (const { id, nth } of cells) {
    const messages = await client.done(id);
    if (nth % 3 === 0) {
      const expected = Array.from({ length: 40 }, (_, line) => `cell ${nth} line ${line}\n`).join("");
      assert.equal(textOf(messages), expected);
    } else if (nth % 3 === 1) {
      const [result] = contentsOf(messages, "execute_result");
      assert.deepEqual((result?.["data"] as JsonObject)["text/plain"], `"cell ${nth}"`);
    } else {
      const [display] = contentsOf(messages, "display_data");
      assert.deepEqual((display?.["data"] as JsonObject)["text/html"], `cell ${nth}`);
      assert.equal(textOf(messages), `cell ${nth}\n`);
    }
    const [reply] = contentsOf(messages, "execute_reply");
    assert.equal(reply?.["execution_count"], nth + 1);
    assert.doesNotMatch(JSON.stringify(messages), /x-fence/);
  }
  await client.close();
});

Deno.test("a failed cell aborts those that wait behind it, and the kernel goes on", async () => {
  const client = await PlainClient.start();
  const ids = [
    await client.send("await new Promise((resolve) => setTimeout(resolve, 300)); throw new TypeError('no');"),
    await client.send("globalThis.ran = true"),
    await client.send("globalThis.ran = true"),
  ];
  const statuses: unknown[] = [];
  for (const id of ids) statuses.push(contentsOf(await client.done(id), "execute_reply")[0]?.["status"]);
  assert.deepEqual(statuses, ["error", "aborted", "aborted"]);
  const messages = await client.run("String(globalThis.ran)");
  assert.equal(
    (contentsOf(messages, "execute_result")[0]?.["data"] as JsonObject)["text/plain"],
    '"undefined"',
  );
  await client.close();
});

Deno.test("an interrupt stops a loop without end and keeps the state", async () => {
  const client = await PlainClient.start();
  await client.run("const kept = 42;");
  const id = await client.send("while (true);");
  await new Promise((resolve) => setTimeout(resolve, 500));
  await client.interrupt();
  assert.equal(contentsOf(await client.done(id), "execute_reply")[0]?.["status"], "error");
  const messages = await client.run("kept");
  assert.equal((contentsOf(messages, "execute_result")[0]?.["data"] as JsonObject)["text/plain"], "42");
  await client.close();
});

Deno.test("Deno.exit in a cell ends the kernel as Jupyter sees it", async () => {
  const client = await PlainClient.start();
  await client.send("Deno.exit(3)");
  assert.equal((await client.process.status).code, 3);
  client.abandon();
});

async function isAlive(pid: number): Promise<boolean> {
  try {
    const status = await Deno.readTextFile(`/proc/${pid}/stat`);
    return !/\) Z /.test(status);
  } catch {
    return false;
  }
}

Deno.test({
  name: "killing the kernel that Jupyter sees leaves no Deno kernel behind",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const client = await PlainClient.start();
    const messages = await client.run("Deno.pid");
    const pid = Number((contentsOf(messages, "execute_result")[0]?.["data"] as JsonObject)["text/plain"]);
    assert.notEqual(pid, client.process.pid);
    assert.equal(await isAlive(pid), true);
    client.process.kill("SIGKILL");
    await client.process.status;
    for (let wait = 0; wait < 40 && await isAlive(pid); wait++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal(await isAlive(pid), false);
    client.abandon();
  },
});
