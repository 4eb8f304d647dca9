import assert from "node:assert/strict";
import { showProgress } from "../../../pipelines/run/progress.ts";

Deno.test("a log has one line a stage, and one for all cells of a run", () => {
  let text = "";
  const progress = showProgress({ write: (part) => text += part, surface: "log", columns: () => 80 });
  progress.set("heusden", { name: "checking" });
  progress.set("heusden", { name: "running", cell: 1, cells: 3 });
  progress.set("heusden", { name: "running", cell: 2, cells: 3 });
  progress.set("heusden", { name: "rendered" });
  progress.close();
  assert.equal(text, "heusden: checking\nheusden: running 3 cells\nheusden: rendered\n");
});

Deno.test("a terminal keeps one line a notebook and never writes past its width", () => {
  let text = "";
  const progress = showProgress({ write: (part) => text += part, surface: "terminal", columns: () => 30 });
  progress.set("a", { name: "running", cell: 7, cells: 23 });
  progress.set("b", { name: "failed", reason: "x".repeat(100) });
  progress.note("a note");
  // deno-lint-ignore no-control-regex
  const lines = text.replace(/\x1b\[[0-9]*[A-Z]/g, "").split("\n");
  assert.ok(lines.some((line) => line.includes("running cell 7/23")));
  assert.ok(lines.every((line) => line.length <= 29));
  assert.ok(text.includes("\x1b[2A"));
});
