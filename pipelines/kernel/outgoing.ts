/**
 * What a socket sends, in order, with the bytes of a message that may go before the rest of it is known.
 *
 * @module
 */
import { ZmtpError } from "./byte_reader.ts";
import type { Frame } from "./wire.ts";
import { encodeFrame } from "./zmtp_frames.ts";

/** The sending side of a socket. */
export class Outgoing {
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  readonly #opening: Frame;
  #ahead = 0;
  #held: Frame[] = [];

  /**
   * Makes the sending side.
   *
   * @param write Writes bytes after those that were given to it before.
   * @param opening The frame that every message begins with; none when messages begin differently.
   */
  constructor(write: (bytes: Uint8Array) => Promise<void>, opening?: Frame) {
    this.#write = write;
    this.#opening = opening === undefined ? new Uint8Array() : encodeFrame(opening, { kind: "more" });
  }

  /** Sends the next byte of the opening; nothing when it has all been sent. */
  sendAhead(): Promise<void> {
    if (this.#ahead >= this.#opening.length) return Promise.resolve();
    this.#ahead++;
    return this.#write(this.#opening.subarray(this.#ahead - 1, this.#ahead));
  }

  /**
   * Sends a message, without the bytes that went ahead.
   *
   * @param bytes The message, encoded.
   * @throws {ZmtpError} When it does not begin with the bytes that went ahead.
   */
  send(bytes: Frame): Promise<void> {
    const ahead = this.#opening.subarray(0, this.#ahead);
    if (ahead.some((byte, i) => byte !== bytes[i])) {
      throw new ZmtpError({ what: "A message does not begin as the socket's messages do" });
    }
    this.#ahead = 0;
    const sent = this.#write(bytes.subarray(ahead.length));
    for (const command of this.#held.splice(0)) void this.#write(command).catch(() => {});
    return sent;
  }

  /**
   * Sends a command. It may not stand between the bytes of a message, so it waits for the end of one that has begun.
   *
   * @param bytes The command, encoded.
   */
  sendCommand(bytes: Frame): Promise<void> {
    if (this.#ahead === 0) return this.#write(bytes);
    this.#held.push(bytes);
    return Promise.resolve();
  }
}
