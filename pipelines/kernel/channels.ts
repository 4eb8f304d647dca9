/**
 * The client's side of a kernel's channels: requests go out, replies and broadcasts come in, checked and in order.
 *
 * @module
 */
import type { Channel, Connection } from "./connection.ts";
import {
  decodeMessage,
  encodeMessage,
  type JsonObject,
  type Message,
  MESSAGE_OPENING,
  requestHeader,
} from "./wire.ts";
import { type Incoming, openZmtp, type ZmtpSocket } from "./zmtp.ts";
import type { SocketType } from "./zmtp_frames.ts";

/** What came in on a channel. */
export type ChannelEvent =
  | { readonly kind: "message"; readonly channel: Channel; readonly message: Message; readonly bytes: number }
  | { readonly kind: "oversized"; readonly channel: Channel; readonly bytes: number }
  | { readonly kind: "broken"; readonly channel: Channel; readonly error: unknown }
  | { readonly kind: "closed"; readonly channel: Channel };

/** The open channels. */
export interface Channels {
  /** Sends a request; `onId` learns its message id before it goes out, so that no reply can come too early. */
  request(
    channel: "shell" | "control" | "stdin",
    type: string,
    content: JsonObject,
    onId?: (id: string) => void,
  ): Promise<void>;
  /** Ends all connections. */
  close(): void;
}

/** How channels are opened. */
export interface ChannelOptions {
  /** Gets every event of every channel; those of one channel in order. */
  readonly onEvent: (event: ChannelEvent) => void;
  /** Ends the attempts to connect. */
  readonly signal: AbortSignal;
  /** Messages above this size are passed over and reported as `oversized`. */
  readonly messageLimitBytes: number;
}

/** The client's socket type per channel that it uses. The heartbeat is not used: the process is watched itself. */
const SOCKETS: readonly {
  readonly channel: "iopub" | "shell" | "control" | "stdin";
  readonly type: SocketType;
}[] = [
  { channel: "iopub", type: "SUB" },
  { channel: "shell", type: "DEALER" },
  { channel: "control", type: "DEALER" },
  { channel: "stdin", type: "DEALER" },
];

/** Pause between attempts to reach a port that the kernel does not listen on yet. */
const CONNECT_PAUSE_MS = 3;

/**
 * Connects to a kernel that may still be starting.
 *
 * @param connection Address, ports and key.
 * @param options Who hears the events, and the limits.
 * @returns The channels, with iopub subscribed.
 * @throws {DOMException} When the signal ends the attempts.
 * @throws {ZmtpError} When something else answers on a port.
 */
export async function openChannels(connection: Connection, options: ChannelOptions): Promise<Channels> {
  const sockets = new Map<Channel, ZmtpSocket>();
  const close = () => {
    for (const socket of sockets.values()) socket.close();
  };
  try {
    for (const { channel, type } of SOCKETS) {
      const stream = await connectWhenReady(connection, channel, options.signal);
      const socket = await shakeHands(stream, type, options);
      sockets.set(channel, socket);
      if (channel === "iopub") await socket.subscribeAll();
    }
  } catch (error) {
    close();
    throw error;
  }
  for (const [channel, socket] of sockets) {
    void pump(channel, socket, { connection, onEvent: options.onEvent });
  }
  const session = crypto.randomUUID();
  return {
    request: async (channel, type, content, onId) => {
      const header = requestHeader(type, { session, now: new Date() });
      onId?.(header.msg_id);
      await sockets.get(channel)?.send(encodeMessage({ header, content }, connection.key));
    },
    close,
  };
}

/** Shakes hands, unless the signal comes first: what took the kernel's port may never answer. */
async function shakeHands(
  stream: Deno.TcpConn,
  type: SocketType,
  { signal, messageLimitBytes }: ChannelOptions,
): Promise<ZmtpSocket> {
  const hangUp = () => stream.close();
  signal.addEventListener("abort", hangUp, { once: true });
  try {
    const opening = type === "DEALER" ? { opening: MESSAGE_OPENING } : {};
    return await openZmtp(stream, { type, messageLimitBytes, ...opening });
  } finally {
    signal.removeEventListener("abort", hangUp);
  }
}

async function connectWhenReady(
  connection: Connection,
  channel: Channel,
  signal: AbortSignal,
): Promise<Deno.TcpConn> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const conn = await Deno.connect({ hostname: connection.ip, port: connection.ports[channel] });
      conn.setNoDelay(true);
      return conn;
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, CONNECT_PAUSE_MS));
  }
}

interface Pumping {
  readonly connection: Connection;
  readonly onEvent: (event: ChannelEvent) => void;
}

async function pump(channel: Channel, socket: ZmtpSocket, pumping: Pumping): Promise<void> {
  try {
    for (let incoming = await socket.receive(); incoming !== null; incoming = await socket.receive()) {
      pumping.onEvent(toEvent(channel, incoming, pumping.connection.key));
      nudge(channel, socket);
    }
    pumping.onEvent({ kind: "closed", channel });
  } catch (error) {
    pumping.onEvent(isClosing(error) ? { kind: "closed", channel } : { kind: "broken", channel, error });
  }
}

/**
 * Sends a few bytes back, and with them the acknowledgement of what came in.
 *
 * The kernel's sockets wait with a small write until the one before it is acknowledged (Nagle), and Linux waits up to
 * 40 ms with an acknowledgement that has nothing to travel with. Without this one cell in four took 50 ms and not 8.
 * The kernel reads and drops what comes in on iopub; another subscription to everything changes nothing. On the other
 * channels a byte goes ahead of the next request: all of them begin alike.
 */
function nudge(channel: Channel, socket: ZmtpSocket): void {
  const sent = channel === "iopub" ? socket.subscribeAll() : socket.sendAhead();
  sent.catch(() => {});
}

function toEvent(channel: Channel, incoming: Incoming, key: string): ChannelEvent {
  if (incoming.kind === "oversized") return { kind: "oversized", channel, bytes: incoming.bytes };
  return { kind: "message", channel, message: decodeMessage(incoming.frames, key), bytes: incoming.bytes };
}

/** Reading from a socket that we closed, or that died with the kernel, is an end and no fault. */
function isClosing(error: unknown): boolean {
  return error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted ||
    error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe;
}
