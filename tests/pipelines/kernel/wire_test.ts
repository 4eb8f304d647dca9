import assert from "node:assert/strict";
import fc from "fast-check";
import {
  decodeMessage,
  encodeMessage,
  requestHeader,
  signFrames,
  WireError,
} from "../../../pipelines/kernel/wire.ts";

const header = requestHeader("execute_request", { session: "session", now: new Date(0) });
const frames = () => encodeMessage({ header, content: { code: "1 + 1" } }, "key");
const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("signFrames() gives the HMAC-SHA256 of RFC 4231 test case 2, whatever frames the text is cut into", () => {
  // Source: RFC 4231, section 4.3.
  const expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  assert.equal(signFrames("Jefe", [bytes("what do ya want for nothing?")]), expected);
  assert.equal(signFrames("Jefe", [bytes("what do ya "), bytes(""), bytes("want for nothing?")]), expected);
});

Deno.test("signFrames() signs nothing without a key", () => {
  assert.equal(signFrames("", [bytes("text")]), "");
  assert.equal(decodeMessage(encodeMessage({ header, content: {} }, ""), "").header.msg_id, header.msg_id);
});

Deno.test("decodeMessage() gives back any JSON content that encodeMessage() was given", () => {
  const content = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(fc.property(content, fc.string({ minLength: 1 }), (given, key) => {
    const plain = JSON.parse(JSON.stringify(given));
    const message = decodeMessage(encodeMessage({ header, content: plain }, key), key);
    assert.deepEqual(message.content, plain);
    assert.deepEqual(message.header, header);
  }));
});

Deno.test("decodeMessage() passes over routing identities", () => {
  const message = decodeMessage([bytes("identity"), bytes("<IDS|MSH>"), ...frames()], "key");
  assert.equal(message.content["code"], "1 + 1");
});

Deno.test("decodeMessage() names the request that a message answers", () => {
  const parent = requestHeader("execute_request", { session: "s", now: new Date(0) });
  assert.equal(
    decodeMessage(encodeMessage({ header, content: {}, parent }, "k"), "k").parentId,
    parent.msg_id,
  );
  assert.equal(decodeMessage(frames(), "key").parentId, null);
});

Deno.test("decodeMessage() refuses a message whose signature is of another key, altered, cut or absent", () => {
  const [delimiter, signature, ...parts] = frames() as [Uint8Array, Uint8Array, ...Uint8Array[]];
  const refused = { name: "WireError", message: /wrong signature/ };
  assert.throws(() => decodeMessage([delimiter, signature, ...parts], "another"), refused);
  assert.throws(() => decodeMessage([delimiter, signature.slice(1), ...parts], "key"), refused);
  assert.throws(() => decodeMessage([delimiter, new Uint8Array(), ...parts], "key"), refused);
  const upper = bytes(new TextDecoder().decode(signature).toUpperCase());
  assert.throws(() => decodeMessage([delimiter, upper, ...parts], "key"), refused);
});

Deno.test("decodeMessage() refuses a message of which any one signed byte was changed", () => {
  const original = frames();
  const places = original.flatMap((frame, i) => i < 2 ? [] : [...frame.keys()].map((at) => [i, at] as const));
  fc.assert(fc.property(fc.constantFrom(...places), fc.integer({ min: 1, max: 255 }), ([frame, at], flip) => {
    const changed = original.map((each) => each.slice());
    const target = changed[frame] as Uint8Array;
    target[at] = (target[at] as number) ^ flip;
    assert.throws(() => decodeMessage(changed, "key"), WireError);
  }));
});

Deno.test("decodeMessage() refuses a message without delimiter, with too few frames, or without JSON objects", () => {
  assert.throws(() => decodeMessage([bytes("text")], "key"), /<IDS\|MSG>/);
  assert.throws(() => decodeMessage(frames().slice(0, 4), "key"), /2 of 4/);
  const signed = (parts: readonly string[]) => {
    const encoded = parts.map(bytes);
    return [bytes("<IDS|MSG>"), bytes(signFrames("key", encoded)), ...encoded];
  };
  assert.throws(() => decodeMessage(signed(["{", "{}", "{}", "{}"]), "key"), /no JSON in UTF-8/);
  assert.throws(() => decodeMessage(signed(["[]", "{}", "{}", "{}"]), "key"), /no JSON object/);
  assert.throws(() => decodeMessage(signed(["{}", "{}", "{}", "{}"]), "key"), /msg_type/);
});
