/**
 * A byte stream, and how exact numbers of bytes are read from it.
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

/** A peer that does not speak ZMTP 3 with the NULL mechanism, or breaks off in the middle of a frame. */
export class ZmtpError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "ZmtpError";
}

/** Read size; large enough that a thousand small outputs cost a few reads. */
const CHUNK_BYTES = 65_536;

/** Reads exact numbers of bytes from a stream that splits and merges them as it likes. */
export class ByteReader {
  #chunk: Frame = new Uint8Array(CHUNK_BYTES);
  #start = 0;
  #end = 0;

  /**
   * Makes a reader.
   *
   * @param stream Where the bytes come from; nobody else reads it.
   */
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
