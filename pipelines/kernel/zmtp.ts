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
import { WorkspaceError } from "../../lib/core/errors.ts";
import type { Frame } from "./wire.ts";

/** A byte stream: a `Deno.Conn`, or a pair of buffers in a test. */
export interface ByteStream {
  /** Reads into the buffer; null at the end. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Writes some of the bytes and says how many. */
  write(bytes: Uint8Array): Promise<number>;
  /** Ends the stream. */
  close(): void;
}

/** Socket types that a Jupyter client or a test kernel plays. */
export type SocketType = "DEALER" | "SUB" | "REQ" | "ROUTER" | "PUB" | "REP";

/** What arrived: a message, or the size of one that was too large and was passed over. */
export type Incoming =
  | { readonly kind: "message"; readonly frames: readonly Frame[]; readonly bytes: number }
  | { readonly kind: "oversized"; readonly bytes: number };

/** A peer that does not speak ZMTP 3 with the NULL mechanism, or breaks off in the middle of a frame. */
export class ZmtpError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "ZmtpError";
}

/** Flags of a frame. Source: RFC 23, "Framing". */
const MORE = 1, LONG = 2, COMMAND = 4;
/** Largest body of a frame with a one-octet length. */
const SHORT_LIMIT = 255;
/** Octets of the greeting. */
const GREETING_SIZE = 64;
/** Where the mechanism's name stands in the greeting, and how long it is. */
const MECHANISM = { start: 12, end: 32 };
/** Read size; large enough that a thousand small outputs cost a few reads. */
const CHUNK_BYTES = 65_536;
/** A READY command with metadata is far smaller; more is no ZMTP peer. */
const COMMAND_LIMIT_BYTES = 65_536;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Makes the greeting of a NULL peer.
 *
 * @returns 64 octets.
 */
export function greeting(): Frame {
  const bytes = new Uint8Array(GREETING_SIZE);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[10] = 3;
  bytes.set(encoder.encode("NULL"), MECHANISM.start);
  return bytes;
}

/**
 * Makes one frame.
 *
 * @param body The content.
 * @param flags Whether more frames of the message follow, and whether it is a command.
 * @returns Flag octet, length and body.
 */
export function encodeFrame(body: Uint8Array, flags: { readonly kind: "last" | "more" | "command" }): Frame {
  const long = body.length > SHORT_LIMIT;
  const head = long ? 9 : 2;
  const bytes = new Uint8Array(head + body.length);
  const kind = flags.kind === "more" ? MORE : flags.kind === "command" ? COMMAND : 0;
  bytes[0] = kind | (long ? LONG : 0);
  if (long) new DataView(bytes.buffer).setBigUint64(1, BigInt(body.length));
  else bytes[1] = body.length;
  bytes.set(body, head);
  return bytes;
}

/**
 * Makes the frames of a message as one run of bytes, so that it goes out in one write.
 *
 * @param frames The frames.
 * @returns The bytes.
 */
export function encodeMultipart(frames: readonly Uint8Array[]): Frame {
  return concat(
    frames.map((frame, i) => encodeFrame(frame, { kind: i < frames.length - 1 ? "more" : "last" })),
  );
}

/**
 * Makes a command: a name and its data.
 *
 * @param name For example `READY`.
 * @param data What follows the name.
 * @returns The frame.
 */
export function encodeCommand(name: string, data: Uint8Array): Frame {
  const body = concat([Uint8Array.of(name.length), encoder.encode(name), data]);
  return encodeFrame(body, { kind: "command" });
}

/**
 * Makes the READY command of a socket.
 *
 * @param type The socket's type.
 * @returns The frame.
 */
export function readyCommand(type: SocketType): Frame {
  const name = encoder.encode("Socket-Type");
  const value = encoder.encode(type);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, value.length);
  return encodeCommand("READY", concat([Uint8Array.of(name.length), name, length, value]));
}

function concat(parts: readonly Uint8Array[]): Frame {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Reads exact numbers of bytes from a stream that splits and merges them as it likes. */
class ByteReader {
  #chunk: Frame = new Uint8Array(CHUNK_BYTES);
  #start = 0;
  #end = 0;

  constructor(readonly stream: ByteStream) {}

  /** Reads `size` bytes; null when the stream ends before the first one. */
  async read(size: number): Promise<Frame | null> {
    const bytes = new Uint8Array(size);
    let filled = this.#take(bytes, 0);
    while (filled < size) {
      const got = await this.#fill(bytes, filled);
      if (got === 0) {
        if (filled === 0) return null;
        throw new ZmtpError({ what: `The peer broke off after ${filled} of ${size} bytes` });
      }
      filled += got;
    }
    return bytes;
  }

  /** Passes over `size` bytes without keeping them. */
  async skip(size: number): Promise<void> {
    let left = size;
    while (left > 0) {
      const part = await this.read(Math.min(left, CHUNK_BYTES));
      if (part === null) throw new ZmtpError({ what: `The peer broke off ${left} bytes before the end` });
      left -= part.length;
    }
  }

  #take(target: Frame, offset: number): number {
    const count = Math.min(target.length - offset, this.#end - this.#start);
    target.set(this.#chunk.subarray(this.#start, this.#start + count), offset);
    this.#start += count;
    return offset + count;
  }

  /** Reads straight into a large target, through the chunk into a small one. */
  async #fill(target: Frame, offset: number): Promise<number> {
    if (target.length - offset >= CHUNK_BYTES) return (await this.stream.read(target.subarray(offset))) ?? 0;
    const got = await this.stream.read(this.#chunk);
    if (got === null) return 0;
    this.#start = 0;
    this.#end = got;
    return this.#take(target, offset) - offset;
  }
}

/** A connected socket. */
export interface ZmtpSocket {
  /** The type that the peer named in its READY command. */
  readonly peerType: string;
  /** Sends a message; messages sent at once do not mix. */
  send(frames: readonly Uint8Array[]): Promise<void>;
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
 * @param options The own socket type, and the largest message that is kept in bytes (default: no limit).
 * @returns The socket.
 * @throws {ZmtpError} When the peer is no ZMTP 3 NULL peer. The stream is closed then.
 */
export async function openZmtp(
  stream: ByteStream,
  options: { readonly type: SocketType; readonly messageLimitBytes?: number },
): Promise<ZmtpSocket> {
  const reader = new ByteReader(stream);
  try {
    const write = serialWriter(stream);
    await write(greeting());
    checkGreeting(await reader.read(GREETING_SIZE));
    await write(readyCommand(options.type));
    const peerType = parseReady(await readCommand(reader));
    return makeSocket({ stream, reader, write, peerType, limit: options.messageLimitBytes ?? Infinity });
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
  if ((flags & ~(MORE | LONG | COMMAND)) !== 0) {
    throw new ZmtpError({ what: `A frame has reserved flags: ${flags}` });
  }
  const length = await reader.read(flags & LONG ? 8 : 1);
  if (length === null) throw new ZmtpError({ what: "The peer broke off in the head of a frame" });
  const size = flags & LONG ? Number(new DataView(length.buffer).getBigUint64(0)) : length[0] as number;
  if (!Number.isSafeInteger(size)) throw new ZmtpError({ what: "A frame has an impossible length" });
  return { flags, size };
}

async function readCommand(reader: ByteReader): Promise<Frame> {
  const head = await readHead(reader);
  if (head === null) throw new ZmtpError({ what: "The peer closed before its READY command" });
  if (!(head.flags & COMMAND) || head.size > COMMAND_LIMIT_BYTES) {
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
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly peerType: string;
  readonly limit: number;
}

function makeSocket(parts: SocketParts): ZmtpSocket {
  return {
    peerType: parts.peerType,
    send: (frames) => parts.write(encodeMultipart(frames)),
    // A ZMTP 3.0 subscription is a message whose body is 1 and the prefix; the empty prefix means all.
    subscribeAll: () => parts.write(encodeFrame(Uint8Array.of(1), { kind: "last" })),
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
    if (head.flags & COMMAND) {
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
    if (head.flags & MORE) continue;
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
  await parts.write(encodeCommand("PONG", body.subarray(nameEnd + 2)));
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
