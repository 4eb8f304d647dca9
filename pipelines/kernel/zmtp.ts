/**
 * ZMTP 3.0 with the NULL mechanism over a byte stream: what a Jupyter client needs of ZeroMQ, on Deno's own sockets.
 *
 * `npm:zeromq` misses wake-ups under Deno (24 of 25 fresh kernels stalled), so the protocol is spoken here: the
 * 64-octet greeting, a READY command each way, and frames with a flag octet and a length of one or eight octets.
 *
 * Source: ZeroMQ RFC 23/ZMTP 3.0.
 *
 * @module
 */
import { ByteReader, type ByteStream, ZmtpError } from "./byte_reader.ts";
import { Outgoing } from "./outgoing.ts";
import type { Frame } from "./wire.ts";
import {
  encodeCommand,
  encodeFrame,
  encodeMultipart,
  FLAG,
  greeting,
  GREETING_SIZE,
  MECHANISM,
  readyCommand,
  type SocketType,
} from "./zmtp_frames.ts";

/** What arrived: a message, or the size of one that was too large and was passed over. */
export type Incoming =
  | { readonly kind: "message"; readonly frames: readonly Frame[]; readonly bytes: number }
  | { readonly kind: "oversized"; readonly bytes: number };

/** A READY command with metadata is far smaller; more is no ZMTP peer. */
const COMMAND_LIMIT_BYTES = 65_536;

const decoder = new TextDecoder();

/** A connected socket. */
export interface ZmtpSocket {
  /** The type that the peer named in its READY command. */
  readonly peerType: string;
  /** Sends a message; messages sent at once do not mix. */
  send(frames: readonly Uint8Array[]): Promise<void>;
  /**
   * Sends one byte of the next message beforehand, and with it the acknowledgement of what came in.
   *
   * Does nothing when the whole opening has been sent, or the socket was made without one.
   */
  sendAhead(): Promise<void>;
  /** Subscribes a SUB socket to everything. */
  subscribeAll(): Promise<void>;
  /** The next message; null when the peer is gone. One caller at a time. */
  receive(): Promise<Incoming | null>;
  /** Ends the connection. May be called twice. */
  close(): void;
}

/**
 * Shakes hands over a stream, on either side.
 *
 * @param stream The stream, connected.
 * @param options The own socket type, the largest message that is kept in bytes (default: no limit), and the frame that
 *   every message begins with (default: none), whose bytes may be sent ahead.
 * @returns The socket.
 * @throws {ZmtpError} When the peer is no ZMTP 3 NULL peer. The stream is closed then.
 */
export async function openZmtp(
  stream: ByteStream,
  options: { readonly type: SocketType; readonly messageLimitBytes?: number; readonly opening?: Frame },
): Promise<ZmtpSocket> {
  const reader = new ByteReader(stream);
  try {
    const write = serialWriter(stream);
    await write(greeting());
    checkGreeting(await reader.read(GREETING_SIZE));
    await write(readyCommand(options.type));
    const peerType = parseReady(await readCommand(reader));
    const outgoing = new Outgoing(write, options.opening);
    return makeSocket({ stream, reader, outgoing, peerType, limit: options.messageLimitBytes ?? Infinity });
  } catch (error) {
    closeQuietly(stream);
    throw error;
  }
}

function checkGreeting(bytes: Frame | null): void {
  if (bytes === null) throw new ZmtpError({ what: "The peer closed before its greeting" });
  if (bytes[0] !== 0xff || bytes[9] !== 0x7f) throw new ZmtpError({ what: "The peer does not speak ZMTP" });
  if ((bytes[10] ?? 0) < 3) {
    throw new ZmtpError({ what: `The peer speaks ZMTP ${bytes[10]}; at least 3 is needed` });
  }
  const mechanism = decoder.decode(bytes.subarray(MECHANISM.start, MECHANISM.end)).replace(/\0+$/, "");
  if (mechanism !== "NULL") {
    throw new ZmtpError({ what: `The peer wants the mechanism ${mechanism}, not NULL` });
  }
}

interface RawFrame {
  readonly flags: number;
  readonly size: number;
}

async function readHead(reader: ByteReader): Promise<RawFrame | null> {
  const flag = await reader.read(1);
  if (flag === null) return null;
  const flags = flag[0] as number;
  if ((flags & ~(FLAG.more | FLAG.long | FLAG.command)) !== 0) {
    throw new ZmtpError({ what: `A frame has reserved flags: ${flags}` });
  }
  const length = await reader.read(flags & FLAG.long ? 8 : 1);
  if (length === null) throw new ZmtpError({ what: "The peer broke off in the head of a frame" });
  const size = flags & FLAG.long ? Number(new DataView(length.buffer).getBigUint64(0)) : length[0] as number;
  if (!Number.isSafeInteger(size)) throw new ZmtpError({ what: "A frame has an impossible length" });
  return { flags, size };
}

async function readCommand(reader: ByteReader): Promise<Frame> {
  const head = await readHead(reader);
  if (head === null) throw new ZmtpError({ what: "The peer closed before its READY command" });
  if (!(head.flags & FLAG.command) || head.size > COMMAND_LIMIT_BYTES) {
    throw new ZmtpError({ what: "The peer sent no READY command" });
  }
  return await readBody(reader, head.size);
}

async function readBody(reader: ByteReader, size: number): Promise<Frame> {
  const body = size === 0 ? new Uint8Array() : await reader.read(size);
  if (body === null) throw new ZmtpError({ what: "The peer broke off before the body of a frame" });
  return body;
}

function parseReady(body: Frame): string {
  const nameEnd = 1 + (body[0] ?? 0);
  const name = decoder.decode(body.subarray(1, nameEnd));
  if (name === "ERROR") {
    const reason = decoder.decode(body.subarray(nameEnd + 1));
    throw new ZmtpError({ what: `The peer refused the connection: ${reason}` });
  }
  if (name !== "READY") throw new ZmtpError({ what: `The peer sent ${name} where READY was due` });
  const view = new DataView(body.buffer);
  for (let at = nameEnd; at < body.length;) {
    const keyEnd = at + 1 + (body[at] as number);
    if (keyEnd + 4 > body.length) throw new ZmtpError({ what: "The peer's READY command is cut off" });
    const valueEnd = keyEnd + 4 + view.getUint32(keyEnd);
    if (decoder.decode(body.subarray(at + 1, keyEnd)).toLowerCase() === "socket-type") {
      return decoder.decode(body.subarray(keyEnd + 4, valueEnd));
    }
    at = valueEnd;
  }
  return "";
}

interface SocketParts {
  readonly stream: ByteStream;
  readonly reader: ByteReader;
  readonly outgoing: Outgoing;
  readonly peerType: string;
  readonly limit: number;
}

function makeSocket(parts: SocketParts): ZmtpSocket {
  return {
    peerType: parts.peerType,
    send: (frames) => parts.outgoing.send(encodeMultipart(frames)),
    sendAhead: () => parts.outgoing.sendAhead(),
    // A ZMTP 3.0 subscription is a message whose body is 1 and the prefix; the empty prefix means all.
    subscribeAll: () => parts.outgoing.send(encodeFrame(Uint8Array.of(1), { kind: "last" })),
    receive: () => receiveMessage(parts),
    close: () => closeQuietly(parts.stream),
  };
}

async function receiveMessage(parts: SocketParts): Promise<Incoming | null> {
  const frames: Frame[] = [];
  let bytes = 0;
  for (;;) {
    const head = await readHead(parts.reader);
    if (head === null) {
      if (bytes > 0) throw new ZmtpError({ what: "The peer broke off between the frames of a message" });
      return null;
    }
    if (head.flags & FLAG.command) {
      await answerCommand(parts, head);
      continue;
    }
    bytes += head.size;
    if (bytes > parts.limit) {
      frames.length = 0;
      await parts.reader.skip(head.size);
    } else {
      frames.push(await readBody(parts.reader, head.size));
    }
    if (head.flags & FLAG.more) continue;
    return bytes > parts.limit ? { kind: "oversized", bytes } : { kind: "message", frames, bytes };
  }
}

/** A ZMTP 3.1 peer may send PING and waits for PONG with the same context; other commands need no answer. */
async function answerCommand(parts: SocketParts, head: RawFrame): Promise<void> {
  if (head.size > COMMAND_LIMIT_BYTES) {
    throw new ZmtpError({ what: `A command of ${head.size} bytes arrived` });
  }
  const body = await readBody(parts.reader, head.size);
  const nameEnd = 1 + (body[0] ?? 0);
  if (decoder.decode(body.subarray(1, nameEnd)) !== "PING") return;
  await parts.outgoing.sendCommand(encodeCommand("PONG", body.subarray(nameEnd + 2)));
}

/** Lets one write end before the next begins: partial writes of two messages must not mix. */
function serialWriter(stream: ByteStream): (bytes: Uint8Array) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (bytes) => {
    const next = last.then(() => writeAll(stream, bytes));
    last = next.catch(() => {});
    return next;
  };
}

async function writeAll(stream: ByteStream, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length;) offset += await stream.write(bytes.subarray(offset));
}

function closeQuietly(stream: ByteStream): void {
  try {
    stream.close();
  } catch {
    // It was closed before, by the peer or by us.
  }
}
