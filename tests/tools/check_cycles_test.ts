import assert from "node:assert/strict";
import { edgesOf, findCycles, type GraphEdge } from "../../tools/check_cycles.ts";

function edge(from: string, to: string, kind: GraphEdge["kind"] = "code"): GraphEdge {
  return { from, to, kind };
}

Deno.test("findCycles() finds a cycle of modules once, whatever the order of the edges", () => {
  const edges = [
    edge("lib/a/x.ts", "lib/a/y.ts"),
    edge("lib/a/y.ts", "lib/a/z.ts"),
    edge("lib/a/z.ts", "lib/a/x.ts"),
  ];
  const cycle = ["lib/a/x.ts", "lib/a/y.ts", "lib/a/z.ts", "lib/a/x.ts"];
  assert.deepEqual(findCycles(edges), [cycle]);
  assert.deepEqual(findCycles([...edges].reverse()), [cycle]);
});

Deno.test("findCycles() lets modules of one folder refer to each other's types", () => {
  assert.deepEqual(
    findCycles([edge("lib/a/x.ts", "lib/a/y.ts"), edge("lib/a/y.ts", "lib/a/x.ts", "type")]),
    [],
  );
});

Deno.test("findCycles() finds folders that depend on each other, by types too", () => {
  const edges = [edge("lib/a/x.ts", "lib/b/mod.ts"), edge("lib/b/y.ts", "lib/a/mod.ts", "type")];
  assert.deepEqual(findCycles(edges), [["lib/a", "lib/b", "lib/a"]]);
});

Deno.test("findCycles() finds nothing in a diamond", () => {
  const edges = [edge("t/a", "t/b"), edge("t/a", "t/c"), edge("t/b", "t/d"), edge("t/c", "t/d")];
  assert.deepEqual(findCycles(edges), []);
});

Deno.test("edgesOf() reads code and type imports of the real project", async () => {
  const root = new URL("../../", import.meta.url);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "lib/core/mod.ts"],
    cwd: root,
  }).output();
  const edges = edgesOf(new TextDecoder().decode(stdout), root.href);
  assert.ok(
    edges.some(({ from, to, kind }) =>
      from === "lib/core/display.ts" && to === "lib/core/hash.ts" && kind === "code"
    ),
  );
  assert.ok(
    edges.some(({ from, to, kind }) =>
      from === "lib/core/aggregate.ts" && to === "lib/core/language.ts" && kind === "type"
    ),
  );
});
