/**
 * A scripted kernel: a real ZMTP server that answers as a test says, for cases that no real kernel shows on demand.
 *
 * @module
 */
import assert from "node:assert/strict";
import { startBroker } from "../../pipelines/kernel/broker.ts";
import { openChannels } from "../../pipelines/kernel/channels.ts";
import { type Connection, prepareConnection } from "../../pipelines/kernel/connection.ts";
import { Conversation } from "../../pipelines/kernel/conversation.ts";
import { describeEnd } from "../../pipelines/kernel/failure.ts";
import { DenoKernel, KERNEL_TIMING, type KernelTiming } from "../../pipelines/kernel/kernel.ts";
import type { KernelProcess, ProcessEnd } from "../../pipelines/kernel/process.ts";
import {
  decodeMessage,
  encodeMessage,
  type JsonObject,
  type Message,
  requestHeader,
} from "../../pipelines/kernel/wire.ts";
import { openZmtp, type ZmtpSocket } from "../../pipelines/kernel/zmtp.ts";

/** What a script may do with a cell that came in. */
export interface Stage {
  /** The request. */
  readonly request: Message;
  /** Broadcasts on iopub. `parent` is the request by default. */
  publish(type: string, content: JsonObject, options?: { readonly key?: string }): Promise<void>;
  /** Answers on the shell channel. */
  reply(content: JsonObject, options?: { readonly key?: string }): Promise<void>;
  /** Asks for input on the stdin channel. */
  askInput(prompt: string): Promise<void>;
  /** Sends raw frames on iopub. */
  publishFrames(frames: readonly Uint8Array[]): Promise<void>;
  /** Ends the "process". */
  exit(end: ProcessEnd): void;
  /** Breaks the iopub connection. */
  hangUp(): void;
}

/** A script: what happens when a cell, a fence or an interrupt comes in. */
export interface Script {
  /** A visible cell. */
  readonly onCell: (stage: Stage) => Promise<void>;
  /** A fence; passes it on and answers by default. */
  readonly onFence?: (stage: Stage, mime: string) => Promise<void>;
  /** An interrupt; nothing by default. */
  readonly onInterrupt?: (stage: Stage) => Promise<void>;
}

/** A client joined to a scripted kernel. */
export interface FakeSession {
  readonly kernel: DenoKernel;
  /** The contents of all that came in, by type. */
  readonly received: readonly { readonly type: string; readonly content: JsonObject }[];
  /** Whether the client killed the "process". */
  killed(): boolean;
  close(): Promise<void>;
}

const NAMES = { hook: "hook", nonce: "nonce" } as const;

/** The nonce that events of the prelude bear in a scripted kernel. */
export const FAKE_NONCE: string = NAMES.nonce;

/** Answers a fence as the kernel does. */
export async function passFence(stage: Stage, mime: string): Promise<void> {
  await stage.publish("display_data", { data: { [mime]: {} }, metadata: {}, transient: {} });
  await stage.reply({ status: "ok", execution_count: 0 });
}

/**
 * Starts a scripted kernel and joins a client to it.
 *
 * @param script What it does.
 * @param options Shorter times and another output limit.
 */
export async function startFakeKernel(
  script: Script,
  options: { readonly timing?: Partial<KernelTiming>; readonly outputLimitBytes?: number } = {},
): Promise<FakeSession> {
  const connection = await prepareConnection();
  const server = serve(connection, script);
  const outputLimitBytes = options.outputLimitBytes ?? 1_000_000;
  const conversation = new Conversation({ names: NAMES, outputLimitBytes });
  const broker = startBroker(connection.brokerPath, () => ({ result: "deny", rule: "default" }));
  void server.process.ended.then((end) => conversation.die(describeEnd(end)));
  const messageLimitBytes = 2 * outputLimitBytes;
  const signal = AbortSignal.timeout(10_000);
  conversation.attach(
    await openChannels(connection, { onEvent: conversation.onEvent, signal, messageLimitBytes }),
  );
  await conversation.waitForBroadcasts(signal);
  const kernel = new DenoKernel({
    connection,
    broker,
    process: server.process,
    conversation,
    memory: { peakMiB: () => null, stop: () => {} },
    names: NAMES,
    layers: [],
    timing: { ...KERNEL_TIMING, ...options.timing },
  });
  return {
    kernel,
    received: server.received,
    killed: server.killed,
    close: async () => {
      await kernel.close();
      await server.close();
    },
  };
}

interface Server {
  readonly process: KernelProcess;
  readonly received: { readonly type: string; readonly content: JsonObject }[];
  readonly killed: () => boolean;
  readonly close: () => Promise<void>;
}

function serve(connection: Connection, script: Script): Server {
  const sockets = new Map<string, ZmtpSocket>();
  const received: { readonly type: string; readonly content: JsonObject }[] = [];
  const ended = Promise.withResolvers<ProcessEnd>();
  let wasKilled = false;
  const { ip: hostname, ports } = connection;
  const listen = (channel: "shell" | "control" | "iopub" | "stdin", type: "ROUTER" | "PUB") => {
    const listener = Deno.listen({ hostname, port: ports[channel] });
    const task = (async () => {
      const conn = await listener.accept();
      const socket = await openZmtp(conn, { type });
      sockets.set(channel, socket);
      // As a kernel does: one request of a channel after the other, so that a fence waits for the cell before it.
      let answered = Promise.resolve();
      for (let incoming = await socket.receive(); incoming; incoming = await socket.receive()) {
        if (channel === "iopub" || incoming.kind !== "message") continue;
        const request = decodeMessage(incoming.frames, connection.key);
        received.push({ type: request.header.msg_type, content: request.content });
        const stage = makeStage(connection, sockets, request, ended.resolve);
        answered = answered.then(() => answer(stage, script));
      }
    })().catch(() => {});
    return { listener, task };
  };
  const servers = [
    listen("iopub", "PUB"),
    listen("shell", "ROUTER"),
    listen("control", "ROUTER"),
    listen("stdin", "ROUTER"),
  ];
  return {
    received,
    killed: () => wasKilled,
    process: {
      ended: ended.promise,
      kill: async () => {
        wasKilled = true;
        ended.resolve({ code: 137, stderr: "" });
        await ended.promise;
      },
    },
    close: async () => {
      for (const { listener } of servers) listener.close();
      for (const socket of sockets.values()) socket.close();
      await Promise.all(servers.map(({ task }) => task));
    },
  };
}

const FENCE_REGEXP = /\.fence\("([^"]+)"\)/;

async function answer(stage: Stage, script: Script): Promise<void> {
  const { header, content } = stage.request;
  if (header.msg_type === "kernel_info_request") {
    return await stage.publish("status", { execution_state: "idle" });
  }
  if (header.msg_type === "interrupt_request") return await script.onInterrupt?.(stage);
  if (header.msg_type !== "execute_request") return;
  const mime = FENCE_REGEXP.exec(String(content["code"]))?.[1];
  if (mime === undefined) return await script.onCell(stage);
  assert.equal(content["silent"], true, "a fence is silent");
  await (script.onFence ?? passFence)(stage, mime);
}

function makeStage(
  connection: Connection,
  sockets: ReadonlyMap<string, ZmtpSocket>,
  request: Message,
  exit: (end: ProcessEnd) => void,
): Stage {
  const send = async (channel: string, type: string, content: JsonObject, key = connection.key) => {
    const header = requestHeader(type, { session: "fake", now: new Date(0) });
    const frames = encodeMessage({ header, content, parent: request.header }, key);
    await sockets.get(channel)?.send(frames).catch(() => {});
  };
  return {
    request,
    publish: (type, content, options) => send("iopub", type, content, options?.key),
    reply: (content, options) => send("shell", "execute_reply", content, options?.key),
    askInput: (prompt) => send("stdin", "input_request", { prompt, password: false }),
    publishFrames: async (frames) => await sockets.get("iopub")?.send(frames),
    exit,
    hangUp: () => sockets.get("iopub")?.close(),
  };
}
