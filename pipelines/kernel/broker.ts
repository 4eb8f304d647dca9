/**
 * The permission broker: answers every access that a kernel asks for, and keeps the trace.
 *
 * Deno connects to a unix socket and sends one JSON line per access, `{v, pid, id, permission, value}`, and waits for
 * `{"id", "result"}`. When the socket closes or an answer is malformed, Deno ends its process: the broker fails closed.
 *
 * Source: Deno 2.9, `DENO_PERMISSION_BROKER_PATH`, schema version 1.
 *
 * @module
 */
import type { AccessRecord } from "./types.ts";

/** One access that the kernel asks for. */
export interface BrokerRequest {
  /** The permission, for example `read`. */
  readonly permission: string;
  /** The value asked for, as the code wrote it; null when the whole permission is asked for. */
  readonly value: string | null;
  /** The process that asks; null when it does not say. */
  readonly pid: number | null;
}

/** An answer, with the rule that gave it. */
export interface Verdict {
  /** The answer. */
  readonly result: "allow" | "deny";
  /** The rule's name in the trace. */
  readonly rule: string;
  /** How the trace names the value; the value as it was asked for when absent. */
  readonly traceValue?: string;
}

/** A running broker. */
export interface Broker {
  /** Names the cell that the next accesses belong to. */
  enterCell(cellId: string | null): void;
  /** Every distinct access so far, in order of first asking. */
  accesses(): readonly AccessRecord[];
  /** Process ids that connected, the kernel's first. */
  pids(): readonly number[];
  /** Ends it and removes the socket file. */
  close(): Promise<void>;
}

/** What judges an access. */
export type Judge = (request: BrokerRequest) => Verdict;

/** Distinct accesses that the trace holds. A trace that is full can no longer vouch, so all is denied from there. */
export const TRACE_LIMIT = 100_000;

/** A request is a path or a host and a few words; a longer line is no request of Deno's. */
const LINE_LIMIT_CHARS = 1_048_576;

interface Trace {
  cellId: string | null;
  readonly records: AccessRecord[];
  readonly known: Set<string>;
  readonly pids: number[];
}

/**
 * Starts a broker.
 *
 * @param path Where the socket is made; the folder has to be private.
 * @param judge Answers each access. An error that it throws counts as a denial.
 * @param onForgery Called when a line cannot be Deno's own: code in the process writes to the broker's socket itself, so
 *   that answers no longer belong to the questions of Deno. Whoever hears it ends the process.
 * @returns The broker, listening.
 */
export function startBroker(path: string, judge: Judge, onForgery: () => void = () => {}): Broker {
  const listener = Deno.listen({ transport: "unix", path });
  const trace: Trace = { cellId: null, records: [], known: new Set(), pids: [] };
  const open = new Set<Deno.Conn>();
  const serving = acceptAll(listener, open, (conn) => serve(conn, { trace, judge, onForgery }));
  return {
    enterCell: (cellId) => void (trace.cellId = cellId),
    accesses: () => [...trace.records],
    pids: () => [...trace.pids],
    close: async () => {
      closeQuietly(listener);
      for (const conn of open) closeQuietly(conn);
      await serving;
      await Deno.remove(path).catch(() => {});
    },
  };
}

async function acceptAll(
  listener: Deno.Listener,
  open: Set<Deno.Conn>,
  serveOne: (conn: Deno.Conn) => Promise<void>,
): Promise<void> {
  const running: Promise<void>[] = [];
  try {
    for await (const conn of listener) {
      open.add(conn);
      running.push(
        serveOne(conn).catch(() => {}).finally(() => {
          open.delete(conn);
          closeQuietly(conn);
        }),
      );
    }
  } catch {
    // The listener was closed; that is how a broker ends.
  }
  await Promise.all(running);
}

interface Serving {
  readonly trace: Trace;
  readonly judge: Judge;
  readonly onForgery: () => void;
}

async function serve(conn: Deno.Conn, serving: Serving): Promise<void> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const chunk = new Uint8Array(16_384);
  let rest = "";
  let lastId = -Infinity;
  const answerNext = (line: string): string => {
    const request = readRequest(line);
    // Deno counts its questions up. A number that comes again was asked by somebody else before.
    if (request === null || request.id <= lastId) {
      serving.onForgery();
      throw new TypeError("Cannot answer a permission request that is not Deno's own");
    }
    lastId = request.id;
    return answerLine(request, serving);
  };
  for (let got = await conn.read(chunk); got !== null; got = await conn.read(chunk)) {
    rest += decoder.decode(chunk.subarray(0, got), { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LINE_LIMIT_CHARS) return;
    const answers = lines.filter((line) => line.trim() !== "").map(answerNext);
    if (answers.length > 0) await writeAll(conn, encoder.encode(answers.join("")));
  }
}

/** Reads a request; null when the line is none, which closes the connection and so ends the process. */
function readRequest(line: string): RequestLine | null {
  try {
    const request: unknown = JSON.parse(line);
    return isRequest(request) ? request : null;
  } catch {
    return null;
  }
}

function answerLine(request: RequestLine, serving: Serving): string {
  if (request.pid !== undefined && !serving.trace.pids.includes(request.pid)) {
    serving.trace.pids.push(request.pid);
  }
  const verdict = record(serving.trace, request, judgeSafely(serving.judge, request));
  return JSON.stringify({ id: request.id, result: verdict.result }) + "\n";
}

interface RequestLine {
  readonly id: number;
  readonly pid?: number;
  readonly permission: string;
  readonly value: string | null;
}

function isRequest(value: unknown): value is RequestLine {
  if (typeof value !== "object" || value === null) return false;
  const { v, id, pid, permission, value: asked } = value as Record<string, unknown>;
  return v === 1 && typeof id === "number" && typeof permission === "string" &&
    (pid === undefined || typeof pid === "number") &&
    (asked === null || asked === undefined || typeof asked === "string");
}

function judgeSafely(judge: Judge, request: RequestLine): Verdict {
  try {
    return judge({ permission: request.permission, value: request.value ?? null, pid: request.pid ?? null });
  } catch {
    return { result: "deny", rule: "broker-error" };
  }
}

function record(trace: Trace, request: RequestLine, verdict: Verdict): Verdict {
  const value = verdict.traceValue ?? request.value ?? "";
  const key = JSON.stringify([request.permission, value, verdict.result, verdict.rule, trace.cellId]);
  if (trace.known.has(key)) return verdict;
  if (trace.records.length >= TRACE_LIMIT) return { result: "deny", rule: "trace-full" };
  trace.known.add(key);
  trace.records.push({
    sequence: trace.records.length + 1,
    permission: request.permission,
    value,
    result: verdict.result,
    rule: verdict.rule,
    cellId: trace.cellId,
  });
  return verdict;
}

async function writeAll(conn: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length;) offset += await conn.write(bytes.subarray(offset));
}

function closeQuietly(resource: { close(): void }): void {
  try {
    resource.close();
  } catch {
    // It was closed before.
  }
}
