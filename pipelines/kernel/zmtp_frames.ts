/**
 * The bytes of ZMTP 3.0: greeting, commands and frames.
 *
 * Source: ZeroMQ RFC 23/ZMTP 3.0.
 *
 * @module
 */
import type { Frame } from "./wire.ts";

/** Socket types that a Jupyter client or a test kernel plays. */
export type SocketType = "DEALER" | "SUB" | "REQ" | "ROUTER" | "PUB" | "REP";

/** Flags of a frame. Source: RFC 23, "Framing". */
export const FLAG = { more: 1, long: 2, command: 4 } as const;
/** Octets of the greeting. */
export const GREETING_SIZE = 64;
/** Where the mechanism's name stands in the greeting, and where it ends. */
export const MECHANISM = { start: 12, end: 32 } as const;
/** Largest body of a frame with a one-octet length. */
const SHORT_LIMIT = 255;

const encoder = new TextEncoder();

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
  const kind = flags.kind === "last" ? 0 : FLAG[flags.kind];
  bytes[0] = kind | (long ? FLAG.long : 0);
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
