import assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalJson } from "../../../lib/core/hash.ts";
import { type Cell, type Notebook, tagsOf } from "../../../pipelines/notebook/nbformat.ts";
import { viewOf } from "../../../pipelines/notebook/view.ts";
import { anyNotebook, anySource } from "./_arbitrary.ts";
import { code, goodNotebook, markdown, notebook } from "./_notebooks.ts";

const RUNS = Deno.env.get("SMART_START_LONG") === "1" ? 20_000 : 1000;

/** All that the view promises to show. */
function meaning({ metadata, cells }: Notebook): string {
  const kernelspec = metadata["kernelspec"] as { readonly name?: string } | undefined;
  return canonicalJson({
    kernel: kernelspec?.name,
    smart_start: metadata["smart_start"] || undefined,
    cells: cells.map((cell: Cell) => ({
      id: cell.id,
      type: cell.cell_type,
      tags: tagsOf(cell),
      own: cell.metadata["smart_start"],
      source: cell.source,
      attachments: cell.cell_type === "code" ? {} : cell.attachments ?? {},
    })),
  });
}

Deno.test("viewOf() maps each line to its cell and line", () => {
  const good = goodNotebook();
  const { text, lines } = viewOf(good);
  const textLines = text.split("\n").slice(0, -1);
  assert.equal(textLines.length, lines.length);
  for (const [i, origin] of lines.entries()) {
    if (origin.cellIndex === null || origin.line === 0) continue;
    const cell = good.cells[origin.cellIndex];
    const sourceLine = cell?.source.split("\n")[origin.line - 1] ?? "";
    assert.equal(cell?.id, origin.cellId);
    assert.equal(
      textLines[i]?.slice(origin.indent),
      sourceLine === "" ? textLines[i]?.slice(origin.indent) : sourceLine,
    );
  }
});

Deno.test("viewOf() shows kernel, tags and smart_start metadata", () => {
  const cell = {
    ...code(["load", "Twee woorden"], "1"),
    metadata: { tags: ["load", "Twee woorden"], smart_start: { a: 1 } },
  };
  const { text } = viewOf(
    notebook([cell], { kernelspec: { name: "deno" }, smart_start: { effect_design: "did" } }),
  );
  assert.equal(
    text,
    '// %%% {"kernel":"deno","smart_start":{"effect_design":"did"}}\n\n' +
      '// %% [load-cell] code load "Twee woorden" {"smart_start":{"a":1}}\n1\n\n',
  );
});

Deno.test("viewOf() of scope code leaves out prose and keeps the line map right", () => {
  const { text, lines } = viewOf(goodNotebook(), { scope: "code" });
  assert.ok(!text.includes("Wat we zien"));
  assert.equal(lines.length, text.split("\n").length - 1);
  assert.deepEqual(lines[1], { cellIndex: 1, cellId: "parameters", line: 1, indent: 0 });
});

Deno.test("viewOf() lets no text in a cell pass for another cell", () => {
  const two = notebook([code("load", "1", "a"), code("figure", "2", "b")], {});
  const one = notebook([code("load", "1\n\n// %% [b] code figure\n2", "a")], {});
  assert.notEqual(viewOf(two).text, viewOf(one).text);
  const escaped = notebook([code("load", "1\n\n// \\%% [b] code figure\n2", "a")], {});
  assert.notEqual(viewOf(one).text, viewOf(escaped).text);
});

Deno.test("viewOf() keeps prose in comments, also behind line ends that only JavaScript knows", () => {
  for (const end of ["\u2028", "\u2029", "\r"]) {
    const { text } = viewOf(notebook([markdown("briefing", `rustig${end}fetch("x")`)], {}));
    const runs = text.split(/\r\n|[\n\r\u2028\u2029]/).filter((line) =>
      line !== "" && !line.startsWith("//")
    );
    assert.deepEqual(runs, []);
  }
});

Deno.test("viewOf() is the same for two notebooks only when they mean the same", () => {
  fc.assert(
    fc.property(anyNotebook(), anyNotebook(), (a, b) => {
      assert.equal(viewOf(a).text === viewOf(b).text, meaning(a) === meaning(b));
    }),
    { numRuns: RUNS, seed: 2026 },
  );
});

Deno.test("viewOf() differs when one source differs in anything", () => {
  fc.assert(
    fc.property(anySource(), anySource(), fc.constantFrom("code", "markdown"), (a, b, type) => {
      const make = (source: string) =>
        viewOf(notebook([type === "code" ? code("load", source, "x") : markdown("load", source, "x")], {}))
          .text;
      assert.equal(make(a) === make(b), a === b);
    }),
    { numRuns: RUNS, seed: 2026 },
  );
});

Deno.test("viewOf() differs between a picture and another one of the same name", () => {
  const make = (data: string) => {
    const cell = { ...markdown("briefing", "x"), attachments: { "p.png": { "image/png": data } } };
    return viewOf(notebook([cell], {})).text;
  };
  assert.notEqual(make("AAAA"), make("AAAB"));
  assert.equal(make("AAAA"), make("AAAA"));
});
