/**
 * A kernel for JupyterLab that keeps every output under its own cell: the Deno kernel behind a fence.
 *
 * The Deno kernel publishes outputs after `idle`, and late ones under the next cell's id. JupyterLab then drops or
 * misplaces them: of 120 cells that wrote 40 lines each, 119 lost some. This program stands between the two. It
 * runs one cell at a time, sends a silent fence after each, gives everything before the fence to that cell, and
 * only then passes `idle` and the reply on. Cells queued behind a failed one are aborted, which the Deno kernel
 * forgets. Everything else passes through.
 *
 * Run as `deno run -A kernel_proxy.ts CONNECTION_FILE`; JupyterLab does so by its kernel specification.
 *
 * @module
 */
import { prepareConnection, randomHex } from "../kernel/connection.ts";
import { encodeMessage, type Frame, type MessageHeader, requestHeader } from "../kernel/wire.ts";
import { openZmtp, type ZmtpSocket } from "../kernel/zmtp.ts";
import { contentOf, peek, reparent } from "./_frames.ts";
import {
  type ClientMessage,
  type Front,
  type FrontConnection,
  openFront,
  sendQuietly,
  type SocketRole,
} from "./_front.ts";

/** Outputs of a cell: what a late one of them says about its cell is not to be believed. */
const OUTPUT_TYPES = new Set([
  "stream",
  "display_data",
  "update_display_data",
  "execute_result",
  "error",
  "clear_output",
]);
/** How long a fence may take before the cell is given up as it is. It takes 6 ms; a busy machine is slower. */
const FENCE_TIMEOUT_MS = 15_000;
/** Pause between attempts to reach a kernel that is still starting. */
const CONNECT_PAUSE_MS = 5;

/** Ends the kernel when this program ends, however it ends: then the pipe on its standard input closes. */
const SUPERVISOR = `exec 3<&0
"$@" </dev/null 3<&- &
kernel=$!
( read -r line <&3; kill -9 "$kernel" ) >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$kernel"; code=$?
kill "$watch" 2>/dev/null
exit "$code"`;

/** The connections to the real kernel. */
interface Inner {
  readonly shell: ZmtpSocket;
  readonly control: ZmtpSocket;
  readonly stdin: ZmtpSocket;
  readonly iopub: ZmtpSocket;
}

/** The cell that runs now. */
interface RunningCell {
  readonly header: MessageHeader;
  readonly reply: PromiseWithResolvers<readonly Frame[]>;
  readonly heldIdle: (readonly Frame[])[];
}

/** The fence that is under way. */
interface Fence {
  readonly id: string;
  readonly mime: string;
  readonly passed: PromiseWithResolvers<void>;
}

class KernelProxy {
  readonly #key: string;
  readonly #front: Front;
  readonly #session = crypto.randomUUID();
  readonly #inner: Promise<Inner>;
  /** Who asked, by message id. */
  readonly #askers = new Map<string, ZmtpSocket>();
  #queue: ClientMessage[] = [];
  #working = false;
  #cell: RunningCell | null = null;
  #fence: Fence | null = null;

  constructor(connection: FrontConnection, inner: Promise<Inner>) {
    this.#key = connection.key;
    this.#inner = inner;
    this.#front = openFront(connection, {
      shell: (message) => this.#onShell(message),
      control: (message) => this.#forward(message, "control"),
      stdin: (message) => this.#forward(message, "stdin"),
    });
  }

  /** Passes messages on until the kernel is gone. */
  async run(): Promise<void> {
    const inner = await this.#inner;
    await Promise.all([
      receiveAll(inner.iopub, (frames) => {
        this.#onBroadcast(frames);
        // Acknowledges at once what came in: the kernel's next small write waits for that (Nagle), up to 40 ms.
        inner.iopub.subscribeAll().catch(() => {});
      }),
      receiveAll(inner.shell, (frames) => this.#onReply(frames)),
      receiveAll(inner.control, (frames) => this.#onReply(frames)),
      receiveAll(inner.stdin, (frames) => this.#front.askInput(frames)),
    ]);
  }

  #onShell(message: ClientMessage): void {
    if (peek(message.frames)?.type === "execute_request") {
      this.#queue.push(message);
      void this.#work();
    } else this.#forward(message, "shell");
  }

  async #forward(message: ClientMessage, channel: "shell" | "control" | "stdin"): Promise<void> {
    const request = peek(message.frames);
    if (request?.type.endsWith("_request")) this.#askers.set(request.id, message.socket);
    sendQuietly((await this.#inner)[channel], message.frames);
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      await this.#runCell(next);
    }
    this.#working = false;
  }

  async #runCell(message: ClientMessage): Promise<void> {
    const request = peek(message.frames);
    if (request === null) return;
    const cell: RunningCell = { header: request.header, reply: Promise.withResolvers(), heldIdle: [] };
    this.#cell = cell;
    const { shell } = await this.#inner;
    sendQuietly(shell, message.frames);
    const reply = await cell.reply.promise;
    await this.#passFence(shell);
    this.#cell = null;
    sendQuietly(message.socket, reply);
    for (const frames of cell.heldIdle) this.#front.publish(frames);
    const answer = peek(reply);
    const failed = answer !== null && contentOf(answer)["status"] === "error";
    if (failed && contentOf(request)["stop_on_error"] !== false) this.#abortQueue();
  }

  /** Waits until everything that the cell wrote has come: the fence's own broadcast comes after it. */
  async #passFence(shell: ZmtpSocket): Promise<void> {
    const mime = `application/x-fence-${randomHex(16)}`;
    const content = { data: { [mime]: "1" }, metadata: {}, transient: {} };
    const header = requestHeader("execute_request", { session: this.#session, now: new Date() });
    const code = `await Deno.jupyter.broadcast("display_data", ${JSON.stringify(content)})`;
    const fence = { id: header.msg_id, mime, passed: Promise.withResolvers<void>() };
    this.#fence = fence;
    const request = { code, silent: true, store_history: false, user_expressions: {}, allow_stdin: false };
    sendQuietly(shell, encodeMessage({ header, content: { ...request, stop_on_error: false } }, this.#key));
    const timer = setTimeout(() => fence.passed.resolve(), FENCE_TIMEOUT_MS);
    await fence.passed.promise;
    clearTimeout(timer);
  }

  #onBroadcast(frames: readonly Frame[]): void {
    const message = peek(frames);
    const [cell, fence] = [this.#cell, this.#fence];
    if (message === null) return;
    if (fence !== null && message.type === "display_data" && holds(message.content, fence.mime)) {
      return fence.passed.resolve();
    }
    const isOutput = OUTPUT_TYPES.has(message.type);
    if (message.parentId !== null && message.parentId === fence?.id && !isOutput) return;
    if (cell === null) return this.#front.publish(frames);
    const own = message.parentId === cell.header.msg_id;
    if (own && message.type === "status" && contentOf(message)["execution_state"] === "idle") {
      cell.heldIdle.push(frames);
    } else {
      this.#front.publish(isOutput && !own ? reparent(frames, cell.header, this.#key) : frames);
    }
  }

  #onReply(frames: readonly Frame[]): void {
    const parentId = peek(frames)?.parentId ?? "";
    if (parentId === this.#cell?.header.msg_id) return this.#cell.reply.resolve(frames);
    const asker = this.#askers.get(parentId);
    this.#askers.delete(parentId);
    if (asker !== undefined) sendQuietly(asker, frames);
  }

  /** Answers the cells behind a failed one in the kernel's name, as the protocol asks for. */
  #abortQueue(): void {
    const aborted = this.#queue;
    this.#queue = [];
    for (const { socket, frames } of aborted) {
      const parent = peek(frames)?.header;
      if (parent === undefined) continue;
      const send = (type: string, content: Readonly<Record<string, string>>) => {
        const header = requestHeader(type, { session: this.#session, now: new Date() });
        return encodeMessage({ header, content, parent }, this.#key);
      };
      this.#front.publish(send("status", { execution_state: "busy" }));
      sendQuietly(socket, send("execute_reply", { status: "aborted" }));
      this.#front.publish(send("status", { execution_state: "idle" }));
    }
  }
}

/** Whether a content frame holds a text, without parsing megabytes of it. */
function holds(content: Frame, text: string): boolean {
  return content.length < 1_000 && new TextDecoder().decode(content).includes(text);
}

async function receiveAll(socket: ZmtpSocket, handle: (frames: readonly Frame[]) => void): Promise<void> {
  try {
    for (let incoming = await socket.receive(); incoming !== null; incoming = await socket.receive()) {
      if (incoming.kind === "message") handle(incoming.frames);
    }
  } catch {
    // The kernel is gone: its exit code tells why.
  }
}

async function connect(address: Deno.ConnectOptions, type: SocketRole): Promise<ZmtpSocket> {
  for (;;) {
    try {
      const conn = await Deno.connect(address);
      conn.setNoDelay(true);
      return await openZmtp(conn, { type });
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
      await new Promise((resolve) => setTimeout(resolve, CONNECT_PAUSE_MS));
    }
  }
}

/** Starts the real kernel under the same key, so that messages pass unchanged. */
async function startKernel(
  key: string,
): Promise<{ readonly inner: Promise<Inner>; readonly ended: Promise<number> }> {
  const connection = await prepareConnection();
  const fields = JSON.parse(await Deno.readTextFile(connection.file)) as Record<string, unknown>;
  await Deno.writeTextFile(connection.file, JSON.stringify({ ...fields, key }));
  const child = new Deno.Command("/bin/sh", {
    args: [
      "-c",
      SUPERVISOR,
      "supervisor",
      Deno.execPath(),
      "jupyter",
      "--kernel",
      "--conn",
      connection.file,
    ],
    stdin: "piped",
  }).spawn();
  const at = (channel: keyof typeof connection.ports) => ({
    hostname: connection.ip,
    port: connection.ports[channel],
  });
  const inner = (async () => {
    const iopub = await connect(at("iopub"), "SUB");
    await iopub.subscribeAll();
    const [shell, control, stdin] = await Promise.all([
      connect(at("shell"), "DEALER"),
      connect(at("control"), "DEALER"),
      connect(at("stdin"), "DEALER"),
    ]);
    return { iopub, shell, control, stdin };
  })();
  const ended = child.status.then(async ({ code }) => {
    await Deno.remove(connection.dir, { recursive: true }).catch(() => {});
    return code;
  });
  return { inner, ended };
}

if (import.meta.main) {
  const connection = JSON.parse(await Deno.readTextFile(Deno.args[0] ?? "")) as FrontConnection;
  const { inner, ended } = await startKernel(connection.key);
  void new KernelProxy(connection, inner).run();
  Deno.exit(await ended);
}
