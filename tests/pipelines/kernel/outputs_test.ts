import assert from "node:assert/strict";
import fc from "fast-check";
import { applyControls, type DisplayIndex, OutputCollector } from "../../../pipelines/kernel/outputs.ts";
import type { JsonObject, Message } from "../../../pipelines/kernel/wire.ts";

const message = (msg_type: string, content: JsonObject): Message => ({
  header: { msg_id: "m", session: "s", username: "u", date: "", msg_type, version: "5.3" },
  parentId: null,
  metadata: {},
  content,
});
const stream = (text: string, name = "stdout") => message("stream", { name, text });
const display = (text: string, id?: string, type = "display_data") =>
  message(type, { data: { "text/plain": text }, metadata: {}, transient: id ? { display_id: id } : {} });
const clear = (wait: boolean) => message("clear_output", { wait });

function collect(...messages: readonly Message[]) {
  const collector = new OutputCollector(new Map());
  for (const each of messages) collector.take(each);
  return collector.finish();
}
const texts = (outputs: ReturnType<typeof collect>) =>
  outputs.map((output) =>
    output.output_type === "stream" ? output.text : "data" in output ? output.data["text/plain"] : ""
  );

Deno.test("finish() joins neighbouring texts of one stream and keeps the order of the two streams", () => {
  const outputs = collect(
    stream("a"),
    stream("b\n"),
    stream("x", "stderr"),
    stream("y", "stderr"),
    stream("c"),
  );
  assert.deepEqual(texts(outputs), ["ab\n", "xy", "c"]);
});

Deno.test("finish() does not join streams across a display", () => {
  assert.deepEqual(texts(collect(stream("a"), display("d"), stream("b"))), ["a", "d", "b"]);
});

Deno.test("finish() lets a carriage return and a backspace act across texts of one stream", () => {
  assert.deepEqual(texts(collect(stream("10 %"), stream("\r20 %"), stream("\rdone\n"))), ["done\n"]);
  assert.deepEqual(texts(collect(stream("abc"), stream("\b\bX"))), ["aX"]);
});

Deno.test.each([
  ["plain", "plain"],
  ["a\rb", "b"],
  ["a\r\nb", "a\r\nb"],
  ["a\nb\rc\nd", "a\nc\nd"],
  ["a\r", "a\r"],
  ["a\rb\r", "b\r"],
  ["ab\bc", "ac"],
  ["ab\b\b\b\bc", "c"],
  ["a\n\bc", "a\nc"],
  ["\b", ""],
  ["", ""],
])("applyControls(%j) shows %j", (written, shown) => {
  assert.equal(applyControls(written), shown);
});

Deno.test("applyControls() leaves a text without controls alone and never grows one", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    const plain = text.replace(/[\r\b]/g, "");
    assert.equal(applyControls(plain), plain);
  }));
  const controls = fc.array(fc.constantFrom("a", "b", "\r", "\b", "\n")).map((parts) => parts.join(""));
  fc.assert(fc.property(controls, (text) => assert.ok(applyControls(text).length <= text.length)));
});

Deno.test("applyControls() takes a long progress bar in linear time", () => {
  const text = "x".repeat(500_000) + "\b".repeat(500_000) + "end";
  const start = performance.now();
  assert.equal(applyControls(text), "end");
  assert.ok(performance.now() - start < 2_000);
});

Deno.test("clear_output clears at once, or when the next output comes", () => {
  assert.deepEqual(texts(collect(stream("a"), clear(false), stream("b"))), ["b"]);
  assert.deepEqual(texts(collect(stream("a"), clear(true), display("b"))), ["b"]);
  assert.deepEqual(texts(collect(stream("a"), clear(true))), ["a"]);
  assert.deepEqual(texts(collect(stream("a"), clear(true), clear(false), stream("b"), stream("c"))), ["bc"]);
});

Deno.test("a display is updated in place, by update_display_data and by a display with the same id", () => {
  assert.deepEqual(
    texts(collect(display("1", "x"), display("o"), display("2", "x", "update_display_data"))),
    ["2", "o"],
  );
  assert.deepEqual(texts(collect(display("1", "x"), display("2", "x"))), ["2", "2"]);
});

Deno.test("an update without its display adds nothing", () => {
  assert.deepEqual(collect(display("1", "x", "update_display_data")), []);
});

Deno.test("a later cell updates the outputs of an earlier one, in the list that was given out", () => {
  const index: DisplayIndex = new Map();
  const first = new OutputCollector(index);
  first.take(stream("s"));
  first.take(stream("t"));
  first.take(display("old", "x"));
  const outputs = first.finish();
  const second = new OutputCollector(index);
  second.take(display("new", "x", "update_display_data"));
  assert.deepEqual(texts(outputs), ["st", "new"]);
  assert.deepEqual(JSON.parse(JSON.stringify(outputs))[1].data, { "text/plain": "new" });
  assert.deepEqual(second.finish(), []);
});

Deno.test("an update is no output: it neither triggers a clearing that waits nor needs an id to be passed over", () => {
  assert.deepEqual(
    texts(collect(stream("a"), display("1", "x"), clear(true), display("2", "x", "update_display_data"))),
    ["a", "2"],
  );
  assert.deepEqual(texts(collect(stream("a"), display("2", undefined, "update_display_data"))), ["a"]);
});

Deno.test("a result with a display id is updated too, with its metadata, and keeps its count", () => {
  const result = message("execute_result", {
    data: { "text/plain": "1" },
    metadata: { old: true },
    transient: { display_id: "x" },
    execution_count: 4,
  });
  const update = message("update_display_data", {
    data: { "text/plain": "2" },
    metadata: { isolated: true },
    transient: { display_id: "x" },
  });
  assert.deepEqual(collect(result, update), [
    {
      output_type: "execute_result",
      data: { "text/plain": "2" },
      metadata: { isolated: true },
      execution_count: 4,
    },
  ]);
});

Deno.test("what Jupyter broadcasts beside outputs is passed over: states, echoes of input, comms of widgets", () => {
  const others = [
    "status",
    "execute_input",
    "comm_open",
    "comm_msg",
    "comm_close",
    "debug_event",
    "of-tomorrow",
  ];
  const noise = others.map((type) =>
    message(type, { execution_state: "busy", comm_id: "c", data: { state: {} } })
  );
  assert.deepEqual(texts(collect(...noise, stream("a"), ...noise)), ["a"]);
});

Deno.test("a cleared display is not updated any more", () => {
  const outputs = collect(
    display("1", "x"),
    clear(false),
    stream("s"),
    display("2", "x", "update_display_data"),
  );
  assert.deepEqual(texts(outputs), ["s"]);
});

Deno.test("an error that overtook what was printed before it comes last", () => {
  const error = message("error", { ename: "E", evalue: "v", traceback: ["", "at x"] });
  const outputs = collect(error, stream("before"), display("d"));
  assert.deepEqual(outputs.map((each) => each.output_type), ["stream", "display_data", "error"]);
  assert.deepEqual(outputs[2], { output_type: "error", ename: "E", evalue: "v", traceback: ["at x"] });
});

Deno.test("a bundle that the kernel gives as null becomes an empty one, so that the notebook stays valid", () => {
  const outputs = collect(message("execute_result", { data: null, metadata: {}, execution_count: 3 }));
  assert.deepEqual(outputs, [{ output_type: "execute_result", data: {}, metadata: {}, execution_count: 3 }]);
});
