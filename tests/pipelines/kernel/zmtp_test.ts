import assert from "node:assert/strict";
import fc from "fast-check";
import type { ByteStream } from "../../../pipelines/kernel/byte_reader.ts";
import { openZmtp } from "../../../pipelines/kernel/zmtp.ts";
import {
  encodeCommand,
  encodeFrame,
  encodeMultipart,
  greeting,
  readyCommand,
} from "../../../pipelines/kernel/zmtp_frames.ts";

/** A peer that says what it was given, in pieces of the given sizes, and keeps what it hears. */
class ScriptedStream implements ByteStream {
  readonly heard: number[] = [];
  closed = 0;
  #rest: Uint8Array;
  #turn = 0;

  constructor(
    bytes: Uint8Array,
    readonly pieces: readonly number[] = [65_536],
    readonly writeLimit = Infinity,
  ) {
    this.#rest = bytes;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    if (this.#rest.length === 0) return Promise.resolve(null);
    const piece = this.pieces[this.#turn++ % this.pieces.length] as number;
    const count = Math.min(piece, buffer.length, this.#rest.length);
    buffer.set(this.#rest.subarray(0, count));
    this.#rest = this.#rest.subarray(count);
    return Promise.resolve(count);
  }

  async write(bytes: Uint8Array): Promise<number> {
    await Promise.resolve();
    const part = bytes.subarray(0, Math.min(bytes.length, this.writeLimit));
    this.heard.push(...part);
    return part.length;
  }

  close(): void {
    this.closed++;
  }
}

const ascii = (text: string) => new TextEncoder().encode(text);
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const peer = (...rest: readonly Uint8Array[]) => join(greeting(), readyCommand("ROUTER"), ...rest);
const open = (stream: ByteStream, messageLimitBytes = Infinity) =>
  openZmtp(stream, { type: "DEALER", messageLimitBytes });

Deno.test("greeting() is the 64 octets that RFC 23 lays down for NULL", () => {
  const expected = new Uint8Array(64);
  expected.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0, 0x4e, 0x55, 0x4c, 0x4c]);
  assert.deepEqual(greeting(), expected);
});

Deno.test("readyCommand() is a command frame with the socket type as metadata", () => {
  const body = [5, ...ascii("READY"), 11, ...ascii("Socket-Type"), 0, 0, 0, 3, ...ascii("SUB")];
  assert.deepEqual([...readyCommand("SUB")], [4, body.length, ...body]);
});

Deno.test("encodeFrame() takes one octet of length up to 255 bytes and eight above", () => {
  assert.deepEqual([...encodeFrame(new Uint8Array(255), { kind: "last" }).subarray(0, 2)], [0, 255]);
  const long = encodeFrame(new Uint8Array(256), { kind: "more" });
  assert.deepEqual([...long.subarray(0, 9)], [3, 0, 0, 0, 0, 0, 0, 1, 0]);
  assert.equal(long.length, 9 + 256);
});

Deno.test("receive() gives every message whole, however the bytes are split", async () => {
  const sizes = fc.constantFrom(0, 1, 254, 255, 256, 257, 65_535, 65_536, 70_000);
  const messages = fc.array(fc.array(sizes, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  const pieces = fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(messages, pieces, async (shapes, split) => {
      const sent = shapes.map((shape, m) => shape.map((size, f) => new Uint8Array(size).fill(m * 16 + f)));
      const socket = await open(new ScriptedStream(peer(...sent.map(encodeMultipart)), split));
      assert.equal(socket.peerType, "ROUTER");
      for (const frames of sent) {
        const incoming = await socket.receive();
        assert.equal(incoming?.kind, "message");
        assert.deepEqual(incoming.kind === "message" && incoming.frames, frames);
      }
      assert.equal(await socket.receive(), null);
    }),
    { numRuns: 40 },
  );
});

Deno.test("receive() passes over a message above the limit and reads on behind it", async () => {
  const large = encodeMultipart([ascii("head"), new Uint8Array(200_000), ascii("tail")]);
  const small = encodeMultipart([ascii("next")]);
  const socket = await open(new ScriptedStream(peer(large, small), [1_000]), 100_000);
  assert.deepEqual(await socket.receive(), { kind: "oversized", bytes: 200_008 });
  assert.deepEqual(await socket.receive(), { kind: "message", frames: [ascii("next")], bytes: 4 });
});

Deno.test("receive() answers PING with PONG and its context, between frames of a message too", async () => {
  const ping = encodeCommand("PING", Uint8Array.of(0, 9, 7, 7));
  const stream = new ScriptedStream(
    peer(encodeFrame(ascii("a"), { kind: "more" }), ping, encodeFrame(ascii("b"), { kind: "last" })),
  );
  const socket = await open(stream);
  const before = stream.heard.length;
  const incoming = await socket.receive();
  assert.deepEqual(incoming?.kind === "message" && incoming.frames, [ascii("a"), ascii("b")]);
  assert.deepEqual(stream.heard.slice(before), [...encodeCommand("PONG", Uint8Array.of(7, 7))]);
});

Deno.test("receive() passes over commands that it does not know", async () => {
  const socket = await open(
    new ScriptedStream(peer(encodeCommand("SUBSCRIBE", ascii("x")), encodeMultipart([ascii("m")]))),
  );
  assert.equal((await socket.receive())?.kind, "message");
});

Deno.test("receive() fails when the peer breaks off in a head, in a body or between frames", async () => {
  const whole = encodeMultipart([ascii("first"), ascii("second")]);
  for (const cut of [1, 4, 7, 8, 12]) {
    const socket = await open(new ScriptedStream(peer(whole.subarray(0, cut))));
    await assert.rejects(socket.receive(), { name: "ZmtpError", message: /broke off/ }, `cut after ${cut}`);
  }
});

Deno.test("receive() refuses reserved flags and impossible lengths", async () => {
  const flags = await open(new ScriptedStream(peer(Uint8Array.of(0x10, 1, 0))));
  await assert.rejects(flags.receive(), /reserved flags/);
  const length = await open(
    new ScriptedStream(peer(Uint8Array.of(2, 255, 255, 255, 255, 255, 255, 255, 255))),
  );
  await assert.rejects(length.receive(), /impossible length/);
});

Deno.test("openZmtp() refuses what is no ZMTP 3 NULL peer, says why, and closes the stream", async () => {
  const withMechanism = greeting();
  withMechanism.set(ascii("CURVE"), 12);
  const old = greeting();
  old[10] = 1;
  const error = encodeCommand("ERROR", join(Uint8Array.of(4), ascii("nope")));
  const cases: readonly (readonly [Uint8Array, RegExp])[] = [
    [
      ascii("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
      /does not speak ZMTP/,
    ],
    [old, /ZMTP 1/],
    [withMechanism, /CURVE/],
    [new Uint8Array(), /before its greeting/],
    [greeting().subarray(0, 20), /broke off/],
    [greeting(), /before its READY/],
    [join(greeting(), encodeMultipart([ascii("READY")])), /no READY/],
    [join(greeting(), error), /refused the connection: nope/],
    [join(greeting(), encodeCommand("HELLO", new Uint8Array())), /HELLO where READY/],
  ];
  for (const [bytes, message] of cases) {
    const stream = new ScriptedStream(bytes);
    await assert.rejects(open(stream), { name: "ZmtpError", message });
    assert.equal(stream.closed, 1);
  }
});

Deno.test("send() keeps messages apart when the stream takes a few bytes at a time", async () => {
  const stream = new ScriptedStream(peer(), [64], 3);
  const socket = await open(stream);
  const before = stream.heard.length;
  await Promise.all([socket.send([ascii("aaaaaaaa")]), socket.send([ascii("bbbbbbbb")])]);
  const expected = join(encodeMultipart([ascii("aaaaaaaa")]), encodeMultipart([ascii("bbbbbbbb")]));
  assert.deepEqual(stream.heard.slice(before), [...expected]);
});

Deno.test("subscribeAll() sends the subscription message of ZMTP 3.0", async () => {
  const stream = new ScriptedStream(peer());
  const socket = await open(stream);
  await socket.subscribeAll();
  assert.deepEqual(stream.heard.slice(-3), [0, 1, 1]);
});

Deno.test("sendAhead() sends the opening byte by byte, and the next message goes without what went ahead", async () => {
  const stream = new ScriptedStream(peer());
  const opening = ascii("<IDS|MSG>");
  const socket = await openZmtp(stream, { type: "DEALER", opening });
  const message = encodeMultipart([opening, ascii("body")]);
  stream.heard.length = 0;
  await socket.sendAhead();
  await socket.sendAhead();
  assert.deepEqual(stream.heard, [...message.subarray(0, 2)]);
  await socket.send([opening, ascii("body")]);
  assert.deepEqual(stream.heard, [...message]);
  await socket.send([opening, ascii("body")]);
  assert.deepEqual(stream.heard, [...message, ...message], "the count begins anew with each message");
  for (let nth = 0; nth < 50; nth++) await socket.sendAhead();
  await socket.send([opening, ascii("body")]);
  assert.deepEqual(stream.heard, [...message, ...message, ...message], "no more goes ahead than the opening");
});

Deno.test("send() refuses a message that does not begin with what went ahead", async () => {
  const socket = await openZmtp(new ScriptedStream(peer()), { type: "DEALER", opening: ascii("<IDS|MSG>") });
  for (let nth = 0; nth < 3; nth++) await socket.sendAhead();
  assert.throws(() => socket.send([ascii("another"), ascii("body")]), /does not begin/);
});

Deno.test("sendAhead() sends nothing on a socket that was opened without an opening", async () => {
  const stream = new ScriptedStream(peer());
  const socket = await open(stream);
  stream.heard.length = 0;
  await socket.sendAhead();
  assert.deepEqual(stream.heard, []);
});

Deno.test("a PONG waits for the end of a message that has begun", async () => {
  const ping = encodeCommand("PING", join(Uint8Array.of(0, 0), ascii("ctx")));
  const stream = new ScriptedStream(peer(ping, encodeMultipart([ascii("news")])));
  const opening = ascii("<IDS|MSG>");
  const socket = await openZmtp(stream, { type: "DEALER", opening });
  stream.heard.length = 0;
  await socket.sendAhead();
  assert.equal((await socket.receive())?.kind, "message");
  await socket.send([opening, ascii("body")]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  const expected = join(encodeMultipart([opening, ascii("body")]), encodeCommand("PONG", ascii("ctx")));
  assert.deepEqual(stream.heard, [...expected]);
});
