/**
 * Jupyter messages on the wire: signed frames, checked in both directions.
 *
 * A message is `[identities…, "<IDS|MSG>", signature, header, parent header, metadata, content, buffers…]`; the
 * signature is HMAC-SHA256 in hexadecimal over the four JSON frames, as bytes.
 *
 * Source: Jupyter messaging protocol 5.3, "The Wire Protocol".
 *
 * @module
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { WorkspaceError } from "../../lib/core/errors.ts";
import type { Json } from "../../lib/core/hash.ts";

/** A JSON object on the wire. */
export type JsonObject = { readonly [key: string]: Json };

/** One frame of a multipart message. */
export type Frame = Uint8Array<ArrayBuffer>;

/** The header that names a message. */
export interface MessageHeader {
  /** Unique id. */
  readonly msg_id: string;
  /** Session of the sender. */
  readonly session: string;
  /** Name of the sender; fixed, so that no account name travels. */
  readonly username: string;
  /** ISO 8601 time of sending. */
  readonly date: string;
  /** The type, for example `execute_request`. */
  readonly msg_type: string;
  /** Protocol version. */
  readonly version: string;
}

/** A decoded message. */
export interface Message {
  /** What it is. */
  readonly header: MessageHeader;
  /** The header of the request it answers; null when it answers none. */
  readonly parentId: string | null;
  /** Free metadata. */
  readonly metadata: JsonObject;
  /** The content, by type. */
  readonly content: JsonObject;
}

/** A message that cannot be trusted or read: a wrong signature, missing frames, or no JSON. */
export class WireError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "WireError";
}

/** Protocol version that this client speaks. */
const PROTOCOL_VERSION = "5.3";

/** The frame between routing identities and the message. */
const DELIMITER = "<IDS|MSG>";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The frame that every message begins with. */
export const MESSAGE_OPENING: Frame = encoder.encode(DELIMITER);

/**
 * Computes the signature of the four JSON frames.
 *
 * @param key The connection's key; an empty key means that messages are not signed.
 * @param frames Header, parent header, metadata and content, as bytes.
 * @returns 64 hexadecimal digits; empty without a key.
 */
export function signFrames(key: string, frames: readonly Uint8Array[]): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const frame of frames) hmac.update(frame);
  return hmac.digest("hex");
}

/**
 * Makes the frames of a request.
 *
 * @param message Header and content.
 * @param key The connection's key.
 * @returns The frames, without routing identities.
 *
 * @example A round trip
 * ```ts
 * import { decodeMessage, encodeMessage, requestHeader } from "./wire.ts";
 * import assert from "node:assert/strict";
 *
 * const header = requestHeader("kernel_info_request", { session: "s", now: new Date(0) });
 * const frames = encodeMessage({ header, content: {} }, "secret");
 * assert.equal(decodeMessage(frames, "secret").header.msg_id, header.msg_id);
 * assert.throws(() => decodeMessage(frames, "another"), /signature/);
 * ```
 */
export function encodeMessage(
  message: { readonly header: MessageHeader; readonly content: JsonObject; readonly parent?: MessageHeader },
  key: string,
): readonly Frame[] {
  const parts = [message.header, message.parent ?? {}, {}, message.content]
    .map((part) => encoder.encode(JSON.stringify(part)));
  return [MESSAGE_OPENING, encoder.encode(signFrames(key, parts)), ...parts];
}

/**
 * Makes the header of a request.
 *
 * @param type The message type.
 * @param options The session of the client and the time of sending; the kernel does not use the time.
 * @returns A header with a random id.
 */
export function requestHeader(
  type: string,
  options: { readonly session: string; readonly now: Date },
): MessageHeader {
  return {
    msg_id: crypto.randomUUID(),
    session: options.session,
    username: "smart-start",
    date: options.now.toISOString(),
    msg_type: type,
    version: PROTOCOL_VERSION,
  };
}

/**
 * Reads a message and checks its signature.
 *
 * @param frames The frames as they came, routing identities included.
 * @param key The connection's key.
 * @returns The message.
 * @throws {WireError} When a frame is missing, is no JSON object, or the signature is not that of the key.
 */
export function decodeMessage(frames: readonly Uint8Array[], key: string): Message {
  const start = frames.findIndex(isDelimiter);
  if (start < 0) throw new WireError({ what: "A kernel message has no <IDS|MSG> frame" });
  const parts = frames.slice(start + 2, start + 6);
  if (parts.length < 4) {
    throw new WireError({ what: `A kernel message has ${parts.length} of 4 JSON frames` });
  }
  checkSignature(frames[start + 1] as Uint8Array, parts, key);
  const [header, parent, metadata, content] = parts.map(parseObject) as [
    JsonObject,
    JsonObject,
    JsonObject,
    JsonObject,
  ];
  if (typeof header["msg_type"] !== "string" || typeof header["msg_id"] !== "string") {
    throw new WireError({ what: "A kernel message has a header without msg_type or msg_id" });
  }
  const parentId = parent["msg_id"];
  return {
    header: header as unknown as MessageHeader,
    parentId: typeof parentId === "string" ? parentId : null,
    metadata,
    content,
  };
}

function isDelimiter(frame: Uint8Array): boolean {
  if (frame.length !== DELIMITER.length) return false;
  return frame.every((byte, index) => byte === DELIMITER.charCodeAt(index));
}

function checkSignature(found: Uint8Array, parts: readonly Uint8Array[], key: string): void {
  const expected = encoder.encode(signFrames(key, parts));
  if (found.length === expected.length && timingSafeEqual(found, expected)) return;
  throw new WireError({
    what: "A kernel message has a wrong signature",
    mend: "Another process answers on the kernel's port, or the message was altered; run again",
  });
}

function parseObject(frame: Uint8Array): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(frame));
  } catch (cause) {
    throw new WireError({ what: "A kernel message has a frame that is no JSON in UTF-8" }, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WireError({ what: "A kernel message has a frame that is no JSON object" });
  }
  return value as JsonObject;
}
