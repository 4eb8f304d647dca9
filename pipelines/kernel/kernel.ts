/**
 * A running kernel: one cell after another, each to its fence, with escalation when one does not end.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import type { Broker } from "./broker.ts";
import { type CellImport, showLastValue } from "./cell_code.ts";
import type { Connection } from "./connection.ts";
import { type Conversation, type Hearing, pause, within } from "./conversation.ts";
import { failureOutput, restlessHalt, timeoutHalt } from "./failure.ts";
import { judgeCell, type RanCell } from "./judge.ts";
import type { MemoryWatch } from "./memory.ts";
import { importProbeSource, type KernelEvent, type PreludeNames } from "./prelude.ts";
import type { KernelProcess } from "./process.ts";
import type { AccessRecord, CellFailure, CellRequest, CellResult, Kernel } from "./types.ts";
import type { JsonObject } from "./wire.ts";

/** What a kernel is made of. */
export interface KernelParts {
  /** Its private folder; removed at the end. */
  readonly connection: Connection;
  /** Answers what it asks for. */
  readonly broker: Broker;
  /** The process. */
  readonly process: KernelProcess;
  /** The talk with it, greeted. */
  readonly conversation: Conversation;
  /** Watches its memory. */
  readonly memory: MemoryWatch;
  /** The names in its prelude. */
  readonly names: PreludeNames;
  /** Which outer layers hold. */
  readonly layers: readonly string[];
  /** How long things may take. */
  readonly timing: KernelTiming;
}

/** Times of a kernel that tests shorten. */
export interface KernelTiming {
  /** An interrupt stops a loop in about 10 ms; what has not stopped after this never will. */
  readonly interruptGraceMs: number;
  /** A fence takes 6 ms; work left in the background may hold it up, for this long. */
  readonly fenceTimeoutMs: number;
  /** How long a promised programme output may be late. */
  readonly programmeDeadlineMs: number;
  /** How long the search for a failed import may take. */
  readonly probeTimeoutMs: number;
}

/** The times of real runs. */
export const KERNEL_TIMING: KernelTiming = {
  interruptGraceMs: 2_000,
  fenceTimeoutMs: 15_000,
  programmeDeadlineMs: 2_000,
  probeTimeoutMs: 5_000,
};

/** Time that a cell may take when its request names none. */
const CELL_TIMEOUT_MS = 120_000;
/** Pause between looks for a promised output. */
const PROGRAMME_PAUSE_MS = 20;

/** The one implementation of {@linkcode Kernel}. */
export class DenoKernel implements Kernel {
  readonly #parts: KernelParts;
  readonly #talk: Conversation;
  #queue: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | null = null;

  /**
   * Makes the kernel around what was started.
   *
   * @param parts Process, talk and limits.
   */
  constructor(parts: KernelParts) {
    this.#parts = parts;
    this.#talk = parts.conversation;
  }

  /** Which layers hold. */
  get layers(): readonly string[] {
    return this.#parts.layers;
  }

  /** Runs a cell, after those that were asked for before. */
  execute(request: CellRequest): Promise<CellResult> {
    const run = this.#queue.then(() => this.#run(request));
    this.#queue = run.catch(() => {});
    return run;
  }

  /** Works out a text, after the cells that were asked for before. */
  fetchText(expression: string, timeoutMs: number): Promise<string | null> {
    const fetched = this.#queue.then(() => this.#fetchText(expression, timeoutMs));
    this.#queue = fetched.catch(() => {});
    return fetched;
  }

  async #fetchText(expression: string, timeoutMs: number): Promise<string | null> {
    const halted = this.#talk.hearing.halted.then(() => ({ kind: "failed" as const }));
    const fetching = this.#talk.death === null ? this.#talk.fetchText(expression) : halted;
    const answer = await within(timeoutMs, Promise.race([fetching, halted]));
    this.#talk.nextHearing();
    if (answer?.kind === "text") return answer.text;
    throw new WorkspaceError({
      what: answer === null
        ? "The kernel did not give in time what the runner asked for"
        : "The kernel could not give what the runner asked for",
      mend: "Run it again; when it stays so, a cell of the notebook changed what the library stands on",
    });
  }

  /** Every access so far. */
  accesses(): readonly AccessRecord[] {
    return this.#parts.broker.accesses();
  }

  /** Peak resident memory. */
  peakMemoryMiB(): number | null {
    return this.#parts.memory.peakMiB();
  }

  /** Ends the kernel. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#talk.die({ ename: "KernelClosed", evalue: "The kernel was closed", line: null });
    await this.#end();
    await this.#parts.broker.close();
    await Deno.remove(this.#parts.connection.dir, { recursive: true }).catch(() => {});
  }

  async #end(): Promise<void> {
    this.#parts.memory.stop();
    this.#talk.close();
    await this.#parts.process.kill();
  }

  /**
   * Runs code of the runner's own, without a count.
   *
   * @param code The code.
   * @param signal Ends the waiting.
   * @returns Why it failed; null when it did not.
   */
  async runSilently(code: string, signal: AbortSignal): Promise<CellFailure | null> {
    const { hearing } = this.#talk;
    const aborted = Promise.withResolvers<never>();
    aborted.promise.catch(() => {});
    const abort = () => aborted.reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    try {
      const halted = hearing.halted.then((halt) => halt.failure);
      return await Promise.race([this.#runOwn(code, hearing), halted, aborted.promise]);
    } finally {
      signal.removeEventListener("abort", abort);
      this.#talk.nextHearing();
    }
  }

  async #runOwn(code: string, hearing: Hearing): Promise<CellFailure | null> {
    const [reply] = await Promise.all([this.#talk.ask(code, "silent"), this.#talk.passFence()]);
    return await judgeCell(this.#ran({ source: code, code, hearing, reply }));
  }

  async #run(request: CellRequest): Promise<CellResult> {
    const death = this.#talk.death;
    if (death !== null) {
      return { status: "dead", outputs: [], executionCount: null, failure: death, elapsedMs: 0 };
    }
    const start = performance.now();
    const { hearing } = this.#talk;
    this.#parts.broker.enterCell(request.cellId);
    const code = showLastValue(request.code, this.#parts.names.hook);
    const reply = await this.#drive(request, code, hearing);
    const elapsedMs = performance.now() - start;
    const verdict = await this.#judge(request, this.#ran({ source: request.code, code, hearing, reply }));
    const halt = hearing.halt();
    const result: CellResult = {
      status: halt?.status ?? (verdict === null ? "ok" : "error"),
      outputs: hearing.collector.finish(),
      executionCount: typeof reply?.["execution_count"] === "number" ? reply["execution_count"] : null,
      failure: verdict,
      elapsedMs,
    };
    if (this.#talk.hearing === hearing) this.#talk.nextHearing();
    return result;
  }

  #ran(cell: Omit<RanCell, "dir" | "probeImports">): RanCell {
    const probeImports = (imports: readonly CellImport[]) => this.#probe(imports, cell.hearing);
    return { ...cell, dir: this.#parts.connection.dir, probeImports };
  }

  /** Runs a cell to its fence; when it is halted, escalates. Gives the reply, or null when there was none. */
  async #drive(request: CellRequest, code: string, hearing: Hearing): Promise<JsonObject | null> {
    const timeoutMs = request.timeoutMs ?? CELL_TIMEOUT_MS;
    const timer = setTimeout(() => hearing.stop(timeoutHalt(request.cellId, timeoutMs)), timeoutMs);
    const answer = this.#talk.ask(code, "visible");
    // The fence travels right behind the cell: a round trip less for each.
    const fence = this.#talk.passFence();
    const stopped = hearing.halted.then(() => null);
    const reply = await Promise.race([answer, stopped]);
    clearTimeout(timer);
    if (reply !== null && await this.#rest(hearing, fence)) return reply;
    return await this.#escalate(hearing, Promise.all([answer, fence])) ?? reply;
  }

  /** Waits for the fence of a cell that has answered; false when the cell is halted first. */
  async #rest(hearing: Hearing, fence: Promise<void>): Promise<boolean> {
    const { fenceTimeoutMs } = this.#parts.timing;
    const timer = setTimeout(() => hearing.stop(restlessHalt(fenceTimeoutMs)), fenceTimeoutMs);
    await Promise.race([fence, hearing.halted]);
    clearTimeout(timer);
    return hearing.halt() === null;
  }

  /** Interrupts, and when that does not help kills; the halt itself is the report. */
  async #escalate(
    hearing: Hearing,
    rested: Promise<readonly [JsonObject, void]>,
  ): Promise<JsonObject | null> {
    const halt = hearing.halt();
    if (halt?.remedy === "interrupt") {
      await this.#talk.interrupt();
      const end = await within(this.#parts.timing.interruptGraceMs, rested);
      if (end !== null) return end[0];
    }
    if (halt !== null) {
      this.#talk.die({
        ...halt.failure,
        evalue: `The kernel was ended in an earlier cell: ${halt.failure.evalue}`,
      });
    }
    await this.#end();
    return null;
  }

  async #judge(request: CellRequest, ran: RanCell): Promise<CellFailure | null> {
    const { collector } = ran.hearing;
    const thrown = ran.hearing.halt() === null ? await judgeCell(ran) : null;
    if (thrown !== null) return request.raises === "expected" ? null : thrown;
    const failure = ran.hearing.halt()?.failure ?? await this.#judgePromise(request, ran.hearing);
    if (failure !== null) collector.append(failureOutput(failure));
    return failure;
  }

  /** Holds a cell to the number of programme outputs that its tag promises; a late one gets its time. */
  async #judgePromise(request: CellRequest, hearing: Hearing): Promise<CellFailure | null> {
    const promise = request.expectProgrammeOutputs;
    if (promise === undefined) return null;
    const { collector } = hearing;
    const deadline = performance.now() + this.#parts.timing.programmeDeadlineMs;
    while (collector.count(promise.mime) < promise.min && performance.now() < deadline) {
      await pause(PROGRAMME_PAUSE_MS);
      if (!await this.#rest(hearing, this.#talk.passFence())) return hearing.halt()?.failure ?? null;
    }
    const found = collector.count(promise.mime);
    if (found >= promise.min && found <= promise.max) return null;
    const due = promise.min === promise.max ? `${promise.min}` : `${promise.min} to ${promise.max}`;
    return {
      ename: found < promise.min ? "ProgrammeOutputMissing" : "ProgrammeOutputSurplus",
      evalue: `Cell ${request.cellId} showed ${found} programme outputs; its tag promises ${due}`,
      line: null,
    };
  }

  async #probe(imports: readonly CellImport[], hearing: Hearing): Promise<readonly KernelEvent[]> {
    const probed = this.#talk.ask(importProbeSource(this.#parts.names, imports), "silent")
      .then(() => this.#talk.passFence());
    await within(this.#parts.timing.probeTimeoutMs, Promise.race([probed, hearing.halted]));
    return hearing.events.filter((event) => event.kind === "failed-import");
  }
}
