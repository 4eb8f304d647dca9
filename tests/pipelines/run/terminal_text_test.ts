import assert from "node:assert/strict";
import { showProgress } from "../../../pipelines/run/progress.ts";
import { oneLine, printable } from "../../../pipelines/run/terminal_text.ts";

Deno.test("printable() takes out what steers a terminal and keeps lines and letters of any script", () => {
  assert.equal(
    printable("\u001b]0;title\u0007\nüñ ✓ 日本 \u202edlo"),
    "\ufffd]0;title\ufffd\nüñ ✓ 日本 \ufffddlo",
  );
});

Deno.test("oneLine() gives one line whatever ends of lines there were", () => {
  assert.equal(oneLine("a\r\n  b\u2028c\n\nd"), "a b c d");
});

Deno.test("a name or message of a notebook can neither steer the terminal nor forge a line of the log", () => {
  for (const surface of ["log", "terminal"] as const) {
    let text = "";
    const progress = showProgress({ write: (part) => void (text += part), surface, columns: () => 200 });
    progress.set("een\ntwee: published", {
      name: "failed",
      reason: "Error: \u001b[2Jweg\nheusden: rendered",
    });
    progress.close();
    assert.ok(!text.includes("\u001b[2J"), surface);
    assert.ok(!/^(twee|heusden):/m.test(text), surface);
  }
});
