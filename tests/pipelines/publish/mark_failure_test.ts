import assert from "node:assert/strict";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import type { Cell, Notebook } from "../../../pipelines/notebook/nbformat.ts";
import { markFailure } from "../../../pipelines/publish/mod.ts";

function notebookOf(...ids: string[]): Notebook {
  const cells: Cell[] = ids.map((id) => ({
    cell_type: "code",
    id,
    metadata: {},
    source: "throw 1",
    outputs: [{ output_type: "stream", name: "stdout", text: id }],
    execution_count: 1,
  }));
  return { nbformat: 4, nbformat_minor: 5, metadata: { kept: true }, cells };
}

const failure = { cellId: "b", ename: "TypeError", evalue: "x is not a function", line: 2 };

Deno.test("markFailure() puts a notice on top and a mark before the cell, and keeps the cells with their outputs", () => {
  const notebook = notebookOf("a", "b", "c");
  const marked = markFailure(notebook, failure);
  assert.deepEqual(marked.cells.map((cell) => cell.id), [
    "smart-start-failure",
    "a",
    "smart-start-failure-place",
    "b",
    "c",
  ]);
  assert.deepEqual(marked.cells.filter((cell) => cell.cell_type === "code"), notebook.cells);
  assert.match(marked.cells[0]?.source ?? "", /failed in cell ` b `, line 2.*TypeError: x is not a function/);
  assert.deepEqual(marked.metadata, { kept: true });
});

Deno.test("markFailure() of a marked copy gives the same copy", () => {
  const once = markFailure(notebookOf("a", "b"), failure);
  assert.deepEqual(markFailure(once, failure), once);
});

Deno.test("markFailure() without a cell says so and links nowhere", () => {
  const marked = markFailure(notebookOf("a"), { ...failure, cellId: null });
  assert.equal(marked.cells.length, 2);
  assert.match(marked.cells[0]?.source ?? "", /failed outside its cells/);
  assert.doesNotMatch(marked.cells[0]?.source ?? "", /Go to the cell/);
});

Deno.test("no error message can leave its inline code, so it cannot become markup", () => {
  const markdown = new MarkdownIt({ html: true });
  const nasty = fc.array(fc.constantFrom("`", "``", "<img src=x>", "\n", "**", "[x](javascript:1)", "a", " "))
    .map((parts) => parts.join(""));
  fc.assert(fc.property(nasty, (evalue) => {
    const marked = markFailure(notebookOf("b"), { ...failure, evalue });
    const html = markdown.render(marked.cells[0]?.source ?? "");
    assert.doesNotMatch(html.replace(/<code>[^]*?<\/code>/g, ""), /<img|javascript/);
    assert.equal(html.match(/<a /g)?.length, 1);
  }));
});
