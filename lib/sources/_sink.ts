/**
 * Collects what a native writer writes: native code gets a stream, never a path.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { Writable } from "node:stream";

/** Gives the bytes that a writer wrote. */
export function collectBytes(write: (sink: Writable) => void): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  const sink = new Writable({
    write(chunk: Uint8Array, _encoding, done): void {
      chunks.push(chunk);
      done();
    },
  });
  write(sink);
  sink.end();
  return new Uint8Array(Buffer.concat(chunks));
}
