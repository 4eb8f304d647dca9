/**
 * What the kernel proxy has to know and change of a message on the wire.
 *
 * @module
 */
import { type Frame, type MessageHeader, signFrames } from "../kernel/wire.ts";

/** The parts of a message that decide what becomes of it. */
export interface PeekedMessage {
  /** The type, such as `stream`. */
  readonly type: string;
  /** Its own id. */
  readonly id: string;
  /** The id of the request that it answers; null when it answers none. */
  readonly parentId: string | null;
  /** Its header, as it came. */
  readonly header: MessageHeader;
  /** The content frame, as bytes. */
  readonly content: Frame;
}

const DELIMITER = new TextEncoder().encode("<IDS|MSG>");
const decoder = new TextDecoder();
const encoder = new TextEncoder();

function delimiterIndex(frames: readonly Frame[]): number {
  return frames.findIndex((frame) =>
    frame.length === DELIMITER.length && frame.every((byte, index) => byte === DELIMITER[index])
  );
}

/** Reads what decides over a message; null when it is no Jupyter message. The content is not parsed. */
export function peek(frames: readonly Frame[]): PeekedMessage | null {
  const start = delimiterIndex(frames);
  const [headerFrame, parentFrame, , content] = frames.slice(start + 2, start + 6);
  if (start < 0 || headerFrame === undefined || parentFrame === undefined || content === undefined) {
    return null;
  }
  try {
    const header = JSON.parse(decoder.decode(headerFrame)) as MessageHeader;
    const parent = JSON.parse(decoder.decode(parentFrame)) as { readonly msg_id?: unknown };
    const parentId = typeof parent.msg_id === "string" ? parent.msg_id : null;
    return { type: header.msg_type, id: header.msg_id, parentId, header, content };
  } catch {
    return null;
  }
}

/** The content of a message as an object; empty when it is none. */
export function contentOf(message: PeekedMessage): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(decoder.decode(message.content));
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}

/** The same message as an answer to another request, signed anew. */
export function reparent(frames: readonly Frame[], parent: MessageHeader, key: string): readonly Frame[] {
  const start = delimiterIndex(frames);
  const signed = frames.slice(start + 2, start + 6);
  signed[1] = encoder.encode(JSON.stringify(parent));
  const signature = encoder.encode(signFrames(key, signed));
  return [...frames.slice(0, start + 1), signature, ...signed, ...frames.slice(start + 6)];
}
