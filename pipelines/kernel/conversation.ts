/**
 * The talk with a kernel: requests and their replies, fences, and whose broadcasts are whose.
 *
 * The kernel publishes outputs through a queue of its own: they may come after `idle` and bear the next cell's parent
 * id. So everything on iopub between a request and its fence belongs to that cell, whatever it bears.
 *
 * @module
 */
import type { ChannelEvent, Channels } from "./channels.ts";
import { randomHex } from "./connection.ts";
import { deathHalt, fenceHalt, type Halt, outputHalt } from "./failure.ts";
import { type DisplayIndex, OutputCollector } from "./outputs.ts";
import { deliverySource, EVENT_MIME, fenceSource, type KernelEvent, type PreludeNames } from "./prelude.ts";
import type { CellFailure } from "./types.ts";
import type { JsonObject, Message } from "./wire.ts";

/** What a talk needs to know. */
export interface ConversationOptions {
  /** The names in the prelude. */
  readonly names: PreludeNames;
  /** Limit on the outputs of one cell. */
  readonly outputLimitBytes: number;
}

/** The cell that runs, with all that was heard of it. */
export interface Hearing {
  /** Its outputs. */
  readonly collector: OutputCollector;
  /** What the prelude reported. */
  readonly events: KernelEvent[];
  /** Fulfils when the cell is stopped from outside. */
  readonly halted: Promise<Halt>;
  /** Why it was stopped; null when it was not. The first reason counts. */
  readonly halt: () => Halt | null;
  /** Stops it. */
  readonly stop: (halt: Halt) => void;
  /** Counts bytes of output and gives the sum. */
  readonly addBytes: (bytes: number) => number;
}

/** Pause between questions to a kernel whose broadcasts do not arrive yet. */
const HELLO_PAUSE_MS = 40;

/** One talk with one kernel. */
export class Conversation {
  readonly #options: ConversationOptions;
  readonly #displays: DisplayIndex = new Map();
  readonly #replies = new Map<string, PromiseWithResolvers<JsonObject>>();
  #channels: Channels | null = null;
  #fence: { readonly mime: string; readonly pass: (content: unknown) => void } | null = null;
  #hello: (() => void) | null = null;
  #hearing: Hearing;
  #death: CellFailure | null = null;

  /**
   * Begins a talk; the channels come later.
   *
   * @param options Names and limits.
   */
  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#hearing = startHearing(this.#displays);
  }

  /** Why the kernel can no longer be used; null while it can. */
  get death(): CellFailure | null {
    return this.#death;
  }

  /** The cell that runs, or what is heard between cells and will be the next one's. */
  get hearing(): Hearing {
    return this.#hearing;
  }

  /** Ends the hearing of a cell: what comes from now on is the next one's. */
  nextHearing(): void {
    this.#hearing = startHearing(this.#displays);
  }

  /** Takes the open channels. */
  attach(channels: Channels): void {
    this.#channels = channels;
  }

  /** Closes the channels. */
  close(): void {
    this.#channels?.close();
  }

  /** Declares the kernel unusable, and stops the cell that runs. The first reason counts. */
  die(failure: CellFailure): void {
    this.#death ??= failure;
    this.#hearing.stop(deathHalt(failure));
  }

  /** Hears the channels. */
  readonly onEvent = (event: ChannelEvent): void => {
    switch (event.kind) {
      case "message":
        return this.#onMessage(event.channel, event.message, event.bytes);
      case "oversized":
        return this.#hearing.stop(outputHalt(event.bytes, this.#options.outputLimitBytes));
      case "broken":
        return this.die(protocolFailure(event.error));
      case "closed":
        // The end of the process tells more; it follows at once.
    }
  };

  /**
   * Asks until an answer is broadcast: a subscription takes effect some time after it was sent.
   *
   * @param signal Ends the asking.
   */
  async waitForBroadcasts(signal: AbortSignal): Promise<void> {
    const heard = Promise.withResolvers<true>();
    this.#hello = () => heard.resolve(true);
    for (let done = false; !done;) {
      signal.throwIfAborted();
      await this.#channels?.request("shell", "kernel_info_request", {});
      done = await within(HELLO_PAUSE_MS, heard.promise) ?? false;
    }
    this.#hello = null;
  }

  /**
   * Has code executed.
   *
   * @param code The code.
   * @param kind `silent` for the runner's own: no count and no result.
   * @returns The content of the reply. Never fulfils when the kernel dies first.
   */
  async ask(code: string, kind: "visible" | "silent"): Promise<JsonObject> {
    const reply = Promise.withResolvers<JsonObject>();
    const request = {
      code,
      silent: kind === "silent",
      store_history: kind === "visible",
      user_expressions: {},
      allow_stdin: kind === "visible",
      stop_on_error: false,
    };
    await this.#send("shell", "execute_request", request, (id) => this.#replies.set(id, reply));
    return await reply.promise;
  }

  /**
   * Sends a fence and fulfils when it comes by on iopub: all that was sent before has been heard.
   *
   * May be sent right behind a request: the kernel answers in order. One fence is under way at a time.
   */
  async passFence(): Promise<void> {
    const { hearing } = this;
    const { heard, replied } = this.#sendOwn((mime) => fenceSource(this.#options.names, mime));
    void replied.then((reply) => {
      if (reply["status"] !== "ok") hearing.stop(fenceHalt());
    });
    await heard;
  }

  /**
   * Has the kernel work out a text that is for the runner only.
   *
   * @param expression TypeScript of a text or null, or of a promise of one.
   * @returns The text or null; `failed` when the expression threw, or gave something else.
   */
  async fetchText(
    expression: string,
  ): Promise<{ readonly kind: "text"; readonly text: string | null } | { readonly kind: "failed" }> {
    const { names } = this.#options;
    const { heard, replied } = this.#sendOwn((mime) => deliverySource(names, mime, expression));
    const failed = Promise.withResolvers<null>();
    void replied.then((reply) => {
      if (reply["status"] !== "ok") failed.resolve(null);
    });
    const content = await Promise.race([heard, failed.promise]);
    const text = typeof content === "object" && content !== null
      ? (content as JsonObject)["text"]
      : undefined;
    return typeof text === "string" || text === null ? { kind: "text", text } : { kind: "failed" };
  }

  /** Sends a cell of the runner's own, whose one display under a secret MIME type is heard and kept from the outputs. */
  #sendOwn(
    sourceOf: (mime: string) => string,
  ): { readonly heard: Promise<unknown>; readonly replied: Promise<JsonObject> } {
    const mime = `application/x-fence-${randomHex(16)}`;
    const passed = Promise.withResolvers<unknown>();
    this.#fence = {
      mime,
      pass: (content) => {
        this.#fence = null;
        passed.resolve(content);
      },
    };
    return { heard: passed.promise, replied: this.ask(sourceOf(mime), "silent") };
  }

  /** Asks the kernel to stop what it runs. It stops a loop, but never a pending `await`. */
  async interrupt(): Promise<void> {
    await this.#send("control", "interrupt_request", {});
  }

  /** A send that fails is no news: the end of the process is told by itself. */
  async #send(
    channel: "shell" | "control" | "stdin",
    type: string,
    content: JsonObject,
    onId: (id: string) => void = () => {},
  ): Promise<void> {
    await this.#channels?.request(channel, type, content, onId).catch(() => {});
  }

  #onMessage(channel: string, message: Message, bytes: number): void {
    if (channel === "iopub") return this.#onBroadcast(message, bytes);
    if (channel === "shell" && message.header.msg_type === "execute_reply" && message.parentId !== null) {
      this.#replies.get(message.parentId)?.resolve(message.content);
      this.#replies.delete(message.parentId);
    }
    if (channel === "stdin" && message.header.msg_type === "input_request") this.#refuseInput();
  }

  #onBroadcast(message: Message, bytes: number): void {
    const type = message.header.msg_type;
    if (type === "status" || type === "execute_input") return this.#hello?.();
    if (type === "display_data" && this.#isOwn(message.content["data"])) return;
    if (!OUTPUT_TYPES.has(type)) return;
    const sum = this.#hearing.addBytes(bytes);
    const limit = this.#options.outputLimitBytes;
    if (sum > limit) this.#hearing.stop(outputHalt(sum, limit));
    else this.#hearing.collector.take(message);
  }

  /** Takes what the runner's own code in the kernel sends; true when it was that. */
  #isOwn(data: unknown): boolean {
    if (typeof data !== "object" || data === null) return false;
    if (this.#fence !== null && this.#fence.mime in data) {
      this.#fence.pass((data as Record<string, unknown>)[this.#fence.mime]);
      return true;
    }
    const event = (data as Record<string, unknown>)[EVENT_MIME] as KernelEvent | undefined;
    if (event?.nonce !== this.#options.names.nonce) return false;
    this.#hearing.events.push(event);
    return true;
  }

  #refuseInput(): void {
    const evalue = "The cell asks for input, but a notebook runs without a person. Use a parameter";
    const event = {
      nonce: "",
      kind: "uncaught-error",
      ename: "StdinRefused",
      evalue,
      traceback: [],
      line: 0,
    } as const;
    this.#hearing.events.push(event);
    void this.#send("stdin", "input_reply", { value: "" });
  }
}

/** Broadcasts that say something of a cell's outputs. */
const OUTPUT_TYPES: ReadonlySet<string> = new Set([
  "stream",
  "display_data",
  "update_display_data",
  "execute_result",
  "error",
  "clear_output",
]);

function startHearing(displays: DisplayIndex): Hearing {
  const halted = Promise.withResolvers<Halt>();
  let halt: Halt | null = null;
  let sum = 0;
  return {
    collector: new OutputCollector(displays),
    events: [],
    halted: halted.promise,
    halt: () => halt,
    stop: (reason) => {
      halt ??= reason;
      halted.resolve(halt);
    },
    addBytes: (bytes) => sum += bytes,
  };
}

function protocolFailure(error: unknown): CellFailure {
  const evalue = error instanceof Error ? error.message : String(error);
  return { ename: "ProtocolError", evalue, line: null };
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits for something, but not longer than this; null when it took longer. No timer is left behind. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
