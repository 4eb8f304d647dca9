/**
 * A running kernel: sends cells, gathers what they broadcast up to their fence, and escalates when they do not end.
 *
 * The kernel publishes outputs through a queue of its own: they may come after `idle` and bear the next cell's parent
 * id. So everything on iopub between a request and its fence belongs to that cell, whatever it bears.
 *
 * @module
 */
import type { Broker } from "./broker.ts";
import type { ChannelEvent, Channels } from "./channels.ts";
import { type Connection, randomHex } from "./connection.ts";
import { failureOutput, findSyntaxError } from "./failure.ts";
import { type MemoryWatch, watchMemory } from "./memory.ts";
import { type DisplayIndex, OutputCollector } from "./outputs.ts";
import { EVENT_MIME, fenceSource, type KernelEvent, type PreludeNames } from "./prelude.ts";
import type { KernelProcess, ProcessEnd } from "./process.ts";
import type { AccessRecord, CellFailure, CellRequest, CellResult, CellStatus, Kernel } from "./types.ts";
import type { JsonObject, Message } from "./wire.ts";

/** What a kernel is made of. */
export interface KernelParts {
  readonly connection: Connection;
  readonly broker: Broker;
  readonly process: KernelProcess;
  readonly names: PreludeNames;
  readonly outputLimitBytes: number;
  readonly memoryLimitMiB: number;
  readonly layers: readonly string[];
}

/** Time that a cell may take when its request names none. */
const CELL_TIMEOUT_MS = 120_000;
/** An interrupt stops a synchronous loop in about 10 ms; what has not stopped after this never will. */
const INTERRUPT_GRACE_MS = 2_000;
/** A fence takes 6 ms; work left in the background may hold it up, for this long. */
const FENCE_TIMEOUT_MS = 15_000;
/** How long a promised programme output may be late, and the pause between looks. */
const PROGRAMME_DEADLINE_MS = 2_000, PROGRAMME_PAUSE_MS = 20;
/** Pause between questions to a kernel whose broadcasts do not arrive yet. */
const HELLO_PAUSE_MS = 40;

/** Why a cell is stopped from outside. */
interface Halt {
  readonly status: Extract<CellStatus, "timeout" | "dead" | "output-limit">;
  readonly failure: CellFailure;
  /** Whether the kernel may live on when an interrupt stops the cell. */
  readonly remedy: "interrupt" | "kill";
}

interface Reply {
  readonly content: JsonObject;
}

/** The cell that runs now, or what comes in between cells. */
interface Current {
  readonly collector: OutputCollector;
  readonly troubles: CellFailure[];
  readonly halted: PromiseWithResolvers<Halt>;
  halt: Halt | null;
  bytes: number;
}

/** The one implementation of {@linkcode Kernel}. */
export class DenoKernel implements Kernel {
  readonly #parts: KernelParts;
  readonly #displays: DisplayIndex = new Map();
  readonly #replies = new Map<string, (reply: Reply) => void>();
  readonly #early = new Map<string, Reply>();
  readonly #memory: MemoryWatch;
  #channels: Channels | null = null;
  #fence: { readonly mime: string; readonly passed: () => void } | null = null;
  #hello: ((parentId: string | null) => void) | null = null;
  #current: Current;
  #dead: CellFailure | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | null = null;

  /**
   * Makes the kernel around what was started.
   *
   * @param parts Process, broker and limits.
   */
  constructor(parts: KernelParts) {
    this.#parts = parts;
    this.#current = this.#freshCell();
    this.#memory = watchMemory({
      pid: () => parts.broker.pids()[0] ?? null,
      limitMiB: parts.memoryLimitMiB,
      onExceeded: (residentMiB) => this.#halt(memoryHalt(residentMiB, parts.memoryLimitMiB)),
    });
    void parts.process.ended.then((end) => this.#die(deathOf(end)));
  }

  /** Which layers hold. */
  get layers(): readonly string[] {
    return this.#parts.layers;
  }

  /** Hears the channels. */
  readonly onEvent = (event: ChannelEvent): void => {
    if (event.kind === "message") this.#onMessage(event.channel, event.message, event.bytes);
    else if (event.kind === "oversized") this.#halt(outputHalt(event.bytes, this.#parts.outputLimitBytes));
    else if (event.kind === "broken") this.#onBroken(event.error);
  };

  /**
   * Takes the open channels.
   *
   * @param channels The channels.
   */
  attach(channels: Channels): void {
    this.#channels = channels;
  }

  /**
   * Asks until an answer is broadcast: a subscription takes effect some time after it was sent.
   *
   * @param signal Ends the asking.
   */
  async waitForBroadcasts(signal: AbortSignal): Promise<void> {
    const heard = Promise.withResolvers<void>();
    this.#hello = () => heard.resolve();
    for (let done = false; !done;) {
      signal.throwIfAborted();
      await this.#channels?.request("shell", "kernel_info_request", {});
      done = await Promise.race([heard.promise.then(() => true), pause(HELLO_PAUSE_MS).then(() => false)]);
    }
    this.#hello = null;
  }

  /**
   * Runs code of the runner's own, without a count.
   *
   * @param code The code.
   * @param signal Ends the waiting.
   * @returns Why it failed; null when it did not.
   */
  async runSilently(code: string, signal: AbortSignal): Promise<CellFailure | null> {
    this.#current = this.#freshCell();
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    aborted.promise.catch(() => {});
    try {
      const halted = this.#current.halted.promise.then((halt) => halt.failure);
      const run = this.#runToFence(code, "silent").then((reply) => this.#replyFailure(code, reply));
      return await Promise.race([run, halted, aborted.promise]);
    } finally {
      signal.removeEventListener("abort", abort);
      this.#current = this.#freshCell();
    }
  }

  /** Runs a cell, after those that were asked for before. */
  execute(request: CellRequest): Promise<CellResult> {
    const run = this.#queue.then(() => this.#runCell(request));
    this.#queue = run.catch(() => {});
    return run;
  }

  /** Every access so far. */
  accesses(): readonly AccessRecord[] {
    return this.#parts.broker.accesses();
  }

  /** Peak resident memory. */
  peakMemoryMiB(): number | null {
    return this.#memory.peakMiB();
  }

  /** Ends the kernel. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#dead ??= { ename: "KernelClosed", evalue: "The kernel was closed", line: null };
    this.#memory.stop();
    this.#channels?.close();
    await this.#parts.process.kill();
    await this.#parts.broker.close();
    await Deno.remove(this.#parts.connection.dir, { recursive: true }).catch(() => {});
  }

  #freshCell(): Current {
    const collector = new OutputCollector(this.#displays);
    return { collector, troubles: [], halted: Promise.withResolvers<Halt>(), halt: null, bytes: 0 };
  }

  async #runCell(request: CellRequest): Promise<CellResult> {
    const start = performance.now();
    const elapsed = () => performance.now() - start;
    if (this.#dead !== null) return notRun(this.#dead);
    const cell = this.#current;
    this.#parts.broker.enterCell(request.cellId);
    const timeoutMs = request.timeoutMs ?? CELL_TIMEOUT_MS;
    const timer = setTimeout(() => this.#halt(timeoutHalt(request.cellId, timeoutMs)), timeoutMs);
    const reply = await this.#drive(request, cell, timer);
    clearTimeout(timer);
    const failure = await this.#judge(request, cell, reply);
    if (failure !== null && cell.collector.error() === null) cell.collector.append(failureOutput(failure));
    const excused = failure !== null && cell.halt === null && request.raises === "expected";
    const result: CellResult = {
      status: cell.halt?.status ?? (failure === null || excused ? "ok" : "error"),
      outputs: cell.collector.finish(),
      executionCount: executionCountOf(reply),
      failure: excused ? null : failure,
      elapsedMs: elapsed(),
    };
    if (this.#current === cell) this.#current = this.#freshCell();
    return result;
  }

  /** Runs a cell to its fence; when it is halted, escalates. Gives the reply, or null when there was none. */
  async #drive(
    request: CellRequest,
    cell: Current,
    timer: ReturnType<typeof setTimeout>,
  ): Promise<Reply | null> {
    const answered = this.#ask(request.code, "visible");
    const first = await Promise.race([answered, cell.halted.promise.then(() => null)]);
    if (first !== null) {
      clearTimeout(timer);
      if (await this.#passFence(cell)) return first;
    }
    if (cell.halt?.remedy === "interrupt" && await this.#interrupt(answered)) {
      return await answered;
    }
    if (cell.halt !== null && this.#dead === null) {
      this.#dead = { ...cell.halt.failure, evalue: `The kernel was ended: ${cell.halt.failure.evalue}` };
    }
    await this.#parts.process.kill();
    return first;
  }

  /** Waits for the fence of the cell; false when the cell is halted first. */
  async #passFence(cell: Current): Promise<boolean> {
    const timer = setTimeout(() => this.#halt(restlessHalt()), FENCE_TIMEOUT_MS);
    const passed = await Promise.race([this.#sendFence(), cell.halted.promise.then(() => false)]);
    clearTimeout(timer);
    return passed;
  }

  async #interrupt(answered: Promise<Reply>): Promise<boolean> {
    await this.#channels?.request("control", "interrupt_request", {}).catch(() => {});
    const rest = answered.then(() => this.#sendFence());
    return await Promise.race([rest, pause(INTERRUPT_GRACE_MS).then(() => false)]);
  }

  async #runToFence(code: string, kind: "silent"): Promise<Reply> {
    const reply = await this.#ask(code, kind);
    await this.#sendFence();
    return reply;
  }

  async #ask(code: string, kind: "visible" | "silent"): Promise<Reply> {
    const content = {
      code,
      silent: kind === "silent",
      store_history: kind === "visible",
      user_expressions: {},
      allow_stdin: kind === "visible",
      stop_on_error: false,
    };
    const answer = Promise.withResolvers<Reply>();
    const id = await this.#channels?.request("shell", "execute_request", content).catch(() => null) ?? null;
    if (id === null) return await answer.promise;
    const early = this.#early.get(id);
    if (early) answer.resolve(early);
    else this.#replies.set(id, answer.resolve);
    return await answer.promise;
  }

  /** Sends a fence; fulfils with true when it comes by on iopub. */
  async #sendFence(): Promise<boolean> {
    const mime = `application/x-fence-${randomHex(16)}`;
    const passed = Promise.withResolvers<boolean>();
    this.#fence = { mime, passed: () => passed.resolve(true) };
    const replied = this.#ask(fenceSource(this.#parts.names, mime), "silent");
    void replied.then(({ content }) => {
      if (content["status"] !== "ok") this.#halt(restlessHalt());
    });
    const done = await passed.promise;
    this.#fence = null;
    return done;
  }

  #onMessage(channel: string, message: Message, bytes: number): void {
    if (channel === "iopub") this.#onBroadcast(message, bytes);
    else if (channel === "shell") this.#onReply(message);
    else if (channel === "stdin" && message.header.msg_type === "input_request") this.#refuseInput(message);
  }

  #onReply(message: Message): void {
    if (message.header.msg_type !== "execute_reply" || message.parentId === null) return;
    const resolve = this.#replies.get(message.parentId);
    this.#replies.delete(message.parentId);
    if (resolve) resolve(message);
    else this.#early.set(message.parentId, message);
  }

  #onBroadcast(message: Message, bytes: number): void {
    const type = message.header.msg_type;
    if (type === "status" || type === "execute_input") {
      this.#hello?.(message.parentId);
      return;
    }
    const data = message.content["data"];
    if (type === "display_data" && typeof data === "object" && data !== null) {
      if (this.#fence !== null && this.#fence.mime in data) return this.#fence.passed();
      const event = (data as JsonObject)[EVENT_MIME] as unknown as KernelEvent | undefined;
      if (event !== undefined && event.nonce === this.#parts.names.nonce) return this.#onKernelEvent(event);
    }
    const cell = this.#current;
    cell.bytes += bytes;
    if (cell.bytes > this.#parts.outputLimitBytes) {
      this.#halt(outputHalt(cell.bytes, this.#parts.outputLimitBytes));
    } else cell.collector.take(message);
  }

  #onKernelEvent(event: KernelEvent): void {
    const ename = event.kind === "unhandled-rejection" ? "UnhandledRejection" : "UncaughtError";
    this.#current.troubles.push({ ename, evalue: `${event.ename}: ${event.evalue}`, line: null });
  }

  #refuseInput(message: Message): void {
    this.#current.troubles.push({
      ename: "StdinRefused",
      evalue: "The cell asks for input, but a notebook runs without a person. Use a parameter",
      line: null,
    });
    void this.#channels?.request("stdin", "input_reply", { value: "", parent: message.header.msg_id }).catch(
      () => {},
    );
  }

  #onBroken(error: unknown): void {
    const evalue = error instanceof Error ? error.message : String(error);
    this.#die({ ename: "ProtocolError", evalue, line: null });
  }

  #die(failure: CellFailure): void {
    this.#dead ??= failure;
    this.#halt({ status: "dead", failure, remedy: "kill" });
  }

  #halt(halt: Halt): void {
    const cell = this.#current;
    cell.halt ??= halt;
    cell.halted.resolve(cell.halt);
  }

  async #judge(request: CellRequest, cell: Current, reply: Reply | null): Promise<CellFailure | null> {
    if (cell.halt !== null) return cell.halt.failure;
    const failure = this.#replyFailure(request.code, reply) ?? errorOf(cell.collector) ?? cell.troubles[0] ??
      null;
    if (failure !== null) return failure;
    return await this.#judgePromise(request, cell);
  }

  /** Holds a cell to the number of programme outputs that its tag promises. */
  async #judgePromise(request: CellRequest, cell: Current): Promise<CellFailure | null> {
    const promise = request.expectProgrammeOutputs;
    if (promise === undefined) return null;
    const deadline = performance.now() + PROGRAMME_DEADLINE_MS;
    while (
      cell.collector.count(promise.mime) < promise.min && performance.now() < deadline && cell.halt === null
    ) {
      await pause(PROGRAMME_PAUSE_MS);
      await this.#passFence(cell);
    }
    if (cell.halt !== null) return (cell.halt as Halt).failure;
    const found = cell.collector.count(promise.mime);
    if (found >= promise.min && found <= promise.max) return null;
    const due = promise.min === promise.max ? `${promise.min}` : `${promise.min} to ${promise.max}`;
    return {
      ename: found < promise.min ? "ProgrammeOutputMissing" : "ProgrammeOutputSurplus",
      evalue: `The cell showed ${found} programme outputs; its tag promises ${due}`,
      line: null,
    };
  }

  #replyFailure(code: string, reply: Reply | null): CellFailure | null {
    if (reply === null || reply.content["status"] !== "error") return null;
    const error = errorOf(this.#current.collector);
    if (error !== null) return error;
    const syntax = findSyntaxError(code);
    if (syntax !== null) return { ename: "SyntaxError", evalue: syntax.message, line: syntax.line };
    const { ename, evalue } = reply.content;
    return { ename: String(ename ?? "Error"), evalue: String(evalue ?? "The cell failed"), line: null };
  }
}

function errorOf(collector: OutputCollector): CellFailure | null {
  const error = collector.error();
  return error === null ? null : { ename: error.ename, evalue: error.evalue, line: null };
}

function executionCountOf(reply: Reply | null): number | null {
  const count = reply?.content["execution_count"];
  return typeof count === "number" ? count : null;
}

function notRun(failure: CellFailure): CellResult {
  return { status: "dead", outputs: [], executionCount: null, failure, elapsedMs: 0 };
}

function timeoutHalt(cellId: string, timeoutMs: number): Halt {
  const evalue = `Cell ${cellId} did not end within ${timeoutMs} ms`;
  return { status: "timeout", failure: { ename: "CellTimeout", evalue, line: null }, remedy: "interrupt" };
}

function restlessHalt(): Halt {
  const evalue = "Work that the cell left behind keeps the kernel from resting";
  return { status: "timeout", failure: { ename: "CellTimeout", evalue, line: null }, remedy: "kill" };
}

function outputHalt(bytes: number, limit: number): Halt {
  const evalue = `The cell wrote ${bytes} bytes of output; the limit is ${limit}. Show a summary`;
  return {
    status: "output-limit",
    failure: { ename: "OutputLimit", evalue, line: null },
    remedy: "interrupt",
  };
}

function memoryHalt(residentMiB: number, limitMiB: number): Halt {
  const evalue = `The kernel took ${residentMiB} MiB of memory; the limit is ${limitMiB} MiB`;
  return { status: "dead", failure: { ename: "MemoryLimit", evalue, line: null }, remedy: "kill" };
}

function deathOf(end: ProcessEnd): CellFailure {
  const outOfMemory = /out of memory|heap limit/i.test(end.stderr);
  if (outOfMemory) return { ename: "OutOfMemory", evalue: "The kernel ran out of heap memory", line: null };
  const how = end.code > 128 ? `by signal ${end.code - 128}` : `with exit code ${end.code}`;
  return { ename: "KernelDied", evalue: `The kernel ended ${how} while the cell ran`, line: null };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
