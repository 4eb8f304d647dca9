import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonErrorOffset } from "../../../pipelines/notebook/json_place.ts";
import { NotebookFileError } from "../../../pipelines/notebook/problem.ts";
import { readNotebook } from "../../../pipelines/notebook/read.ts";
import { schemaErrors, writtenByJupyter } from "./_schema.ts";

const FILE = { file: "x.ipynb" };

function file(cells: readonly unknown[], rest: Record<string, unknown> = {}): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells, ...rest });
}

function codeCell(rest: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    cell_type: "code",
    id: "a",
    metadata: {},
    source: "1",
    outputs: [],
    execution_count: null,
    ...rest,
  };
}

function read(text: string | Uint8Array) {
  return readNotebook(text, FILE);
}

/** Gives the problems of a file that cannot be read, as `path what`. */
function problems(text: string | Uint8Array): readonly string[] {
  try {
    read(text);
  } catch (error) {
    assert.ok(error instanceof NotebookFileError, String(error));
    assert.match(error.message, /\(x\.ipynb\)/);
    assert.notEqual(error.mend, "");
    return error.problems.map(({ path, what }) => `${path} ${what}`);
  }
  return [];
}

Deno.test.each([0, 1, 2, 3, 4, 5])(
  "readNotebook() reads what nbformat wrote as 4.%d, all the same",
  async (minor) => {
    const notebook = read(await writtenByJupyter(`minor_${minor}.ipynb`));
    assert.equal(notebook.nbformat_minor, 5);
    const [title, picture, sum, empty, raw] = notebook.cells;
    assert.equal(title?.source, "# Titel\n\nTekst met ünïcode 🙂 en een \u2028 scheiding.");
    assert.ok(
      picture?.cell_type === "markdown" && typeof picture.attachments?.["p.png"]?.["image/png"] === "string",
    );
    assert.ok(sum?.cell_type === "code" && sum.outputs.length === 5 && sum.execution_count === 1);
    const [stream, , display, result, error] = sum.outputs;
    assert.deepEqual(stream, { output_type: "stream", name: "stdout", text: "één\ntwee\r50 %\rklaar\n" });
    assert.ok(display?.output_type === "display_data");
    assert.equal(display.data["image/svg+xml"], "<svg>\n <g/>\n</svg>\n");
    assert.deepEqual(display.data["application/json"], { a: "x\ny", b: [1, 2.5, null] });
    assert.deepEqual(display.metadata, { "image/png": { width: 10 } });
    assert.ok(result?.output_type === "execute_result" && result.execution_count === 1);
    assert.ok(error?.output_type === "error" && error.traceback.length === 2);
    assert.equal(empty?.source, "");
    assert.equal(raw?.metadata["format"], "text/latex");
    assert.deepEqual(notebook.metadata["eigen"], { diep: [1, { x: null }] });
    assert.equal(new Set(notebook.cells.map(({ id }) => id)).size, 5);
  },
);

Deno.test("readNotebook() reads what nbclient executed on the Deno kernel", async () => {
  const { cells } = read(await writtenByJupyter("executed.ipynb"));
  const shown = cells.at(-1);
  assert.ok(shown?.cell_type === "code" && shown.outputs[0]?.output_type === "execute_result");
  assert.deepEqual(shown.outputs[0].data, { "text/html": "<b>x</b>", "text/plain": "x" });
});

Deno.test("readNotebook() refuses notebook format 3 and says how to convert it", async () => {
  const text = await writtenByJupyter("major_3.ipynb");
  assert.deepEqual(problems(text), ["$.nbformat is 3, an old format"]);
  assert.throws(() => read(text), /jupyter nbconvert --to notebook --nbformat 4/);
});

Deno.test("readNotebook() refuses format 5 and minor versions that it does not know", () => {
  assert.deepEqual(problems(file([], { nbformat: 5 })), ["$.nbformat is 5, newer than this program knows"]);
  assert.deepEqual(problems(file([], { nbformat_minor: 6 })), [
    "$.nbformat_minor is 6, newer than this program knows",
  ]);
});

Deno.test("readNotebook() takes bytes with a byte order mark and CRLF in file and sources", () => {
  const text = `\uFEFF${file([codeCell({ source: ["a\r\n", "b\rc"] })]).replaceAll(",", ",\r\n")}`;
  assert.equal(read(new TextEncoder().encode(text)).cells[0]?.source, "a\nb\nc");
});

Deno.test("readNotebook() keeps carriage returns of outputs, which are progress bars", () => {
  const output = { output_type: "stream", name: "stdout", text: ["10 %\r", "20 %\r\n"] };
  const [cell] = read(file([codeCell({ outputs: [output] })])).cells;
  assert.ok(cell?.cell_type === "code");
  assert.deepEqual(cell.outputs, [{ ...output, text: "10 %\r20 %\r\n" }]);
});

Deno.test("readNotebook() derives missing ids as slugs, unique and always the same", () => {
  const { id: _, ...noId } = codeCell();
  const cells = [
    { cell_type: "markdown", metadata: {}, source: "# Één vraag over élf" },
    { cell_type: "markdown", metadata: {}, source: "# Één vraag over élf" },
    { ...noId, source: "const totalPerYear = 1;", metadata: { tags: ["load"] } },
    noId,
    { cell_type: "raw", metadata: {}, source: "" },
    { cell_type: "markdown", metadata: {}, source: "日本語" },
  ];
  const ids = read(file(cells, { nbformat_minor: 4 })).cells.map(({ id }) => id);
  assert.deepEqual(ids, [
    "een-vraag-over-elf",
    "een-vraag-over-elf-2",
    "load-total-per-year",
    "code",
    "raw",
    "markdown",
  ]);
});

Deno.test("readNotebook() keeps the first bearer of a doubled id and renames the others", () => {
  const cells = read(file([codeCell(), codeCell({ source: "2" }), codeCell({ id: "code" })])).cells;
  assert.deepEqual(cells.map(({ id }) => id), ["a", "code-2", "code"]);
});

Deno.test("readNotebook() takes cells without metadata, outputs and count", () => {
  const [cell] = read(file([{ cell_type: "code", id: "a", source: "1" }])).cells;
  assert.deepEqual(cell, codeCell());
});

Deno.test("readNotebook() drops an invalid id of an older file and refuses it in 4.5", () => {
  const cell = codeCell({ id: "met spatie" });
  assert.equal(read(file([cell], { nbformat_minor: 4 })).cells[0]?.id, "code");
  assert.deepEqual(problems(file([cell])), ["$.cells[0].id must be 1 to 64 letters, digits, - or _"]);
});

Deno.test("readNotebook() keeps JSON data as it is, also a list of texts and null", () => {
  const data = { "application/json": ["a", "b"], "application/x+json": null, "text/plain": ["a\n", "b"] };
  const output = { output_type: "display_data", data, metadata: {} };
  const [cell] = read(file([codeCell({ outputs: [output] })])).cells;
  assert.ok(cell?.cell_type === "code" && cell.outputs[0]?.output_type === "display_data");
  assert.deepEqual(cell.outputs[0].data, { ...data, "text/plain": "a\nb" });
});

Deno.test("readNotebook() keeps a member named __proto__ as data", () => {
  const text = file([]).replace('"metadata":{}', '"metadata":{"x":{"__proto__":{"evil":1}}}');
  const { metadata } = read(text);
  assert.equal(({} as Record<string, unknown>)["evil"], undefined);
  assert.equal(JSON.stringify(metadata), '{"x":{"__proto__":{"evil":1}}}');
});

Deno.test("readNotebook() tells all problems at once with their JSON paths", () => {
  const cells = [
    codeCell({ source: 7, execution_count: "1" }),
    { cell_type: "heading", level: 1, source: "x" },
    "text",
    codeCell({ metadata: { tags: ["a,b", 1, "c", "c"], collapsed: "yes" } }),
    codeCell({
      outputs: [
        { output_type: "pyout", text: "x" },
        { output_type: "stream", name: "log", text: "x" },
        { output_type: "display_data", data: { "text/plain": 1, "image/png": { a: 1 } }, metadata: {} },
        { output_type: "execute_result", data: null, metadata: {}, execution_count: 1 },
        { output_type: "error", ename: "E", evalue: "e", traceback: "t" },
        { output_type: "update_display_data" },
      ],
    }),
    codeCell({ worksheets: [], attachments: {} }),
    { cell_type: "markdown", id: "m", metadata: null, source: "", attachments: { "a b": 1 } },
  ];
  assert.deepEqual(problems(file(cells, { metadata: { kernelspec: { name: "deno" } }, extra: 1 })), [
    "$.extra is no field of notebook format 4",
    "$.metadata.kernelspec.display_name is missing",
    "$.cells[0].source must be text or a list of texts, but is a number",
    "$.cells[0].execution_count must be a whole number from 0 or null, but is text",
    "$.cells[1].cell_type must be code, markdown or raw",
    "$.cells[2] must be an object, but is text",
    "$.cells[3].metadata.tags[0] is a tag with a comma",
    "$.cells[3].metadata.tags[1] must be text, but is a number",
    "$.cells[3].metadata.tags[3] repeats a tag",
    "$.cells[3].metadata.collapsed must be true or false, but is text",
    "$.cells[4].outputs[0].output_type is pyout, which is notebook format 3",
    "$.cells[4].outputs[1].name must be stdout or stderr",
    '$.cells[4].outputs[2].data["text/plain"] must be text or a list of texts, but is a number',
    '$.cells[4].outputs[2].data["image/png"] must be text or a list of texts, but is an object',
    "$.cells[4].outputs[3].data must be an object, but is null",
    "$.cells[4].outputs[4].traceback must be a list, but is text",
    "$.cells[4].outputs[5].output_type must be one of stream, display_data, execute_result, error",
    "$.cells[5].worksheets is no field of notebook format 4",
    "$.cells[5].attachments is no field of notebook format 4",
    "$.cells[6].metadata must be an object, but is null",
    '$.cells[6].attachments["a b"] must be an object, but is a number',
  ]);
});

Deno.test("readNotebook() tells what kind of file it was given instead", () => {
  assert.deepEqual(problems(""), ["$ is empty"]);
  assert.deepEqual(problems("[]"), ["$ must be a JSON object"]);
  assert.deepEqual(problems("{}"), ["$.nbformat is missing", "$.nbformat_minor is missing"]);
  assert.deepEqual(problems('{"a":1,\n "b":}'), ["$ is no JSON at line 2, column 6"]);
  assert.deepEqual(problems('{\n<<<<<<< HEAD\n"a":1}'), [
    "$ is no JSON at line 2, column 1: it holds marks of a merge conflict",
  ]);
  assert.deepEqual(problems('{"a": NaN}'), ["$ is no JSON at line 1, column 7: it holds NaN or Infinity"]);
  assert.deepEqual(problems(new Uint8Array([0xff, 0xfe, 0x7b, 0])), ["$ is written in UTF-16"]);
  assert.deepEqual(problems(new Uint8Array([0x7b, 0xff, 0x7d])), ["$ is not UTF-8 text"]);
  assert.deepEqual(problems(file([]).replace('"cells":[]', '"cells":{}')), [
    "$.cells must be a list, but is an object",
  ]);
});

Deno.test("jsonErrorOffset() finds nothing in JSON and the first wrong token elsewhere", () => {
  fc.assert(fc.property(fc.jsonValue(), fc.nat(3), (value, indent) => {
    const text = JSON.stringify(value, null, indent);
    assert.equal(jsonErrorOffset(text), text.length);
    assert.equal(jsonErrorOffset(`${text} ]`), text.length + 1);
  }));
  const cases = [
    '{"a" 1}',
    "[1,]",
    '{"a":1,}',
    "[01]",
    '["a\nb"]',
    "[nul]",
    '{"a":[1}',
    "{a:1}",
    '["\\x"]',
    "[1",
  ];
  assert.deepEqual(cases.map(jsonErrorOffset), [5, 3, 7, 1, 1, 1, 7, 1, 1, 2]);
});

Deno.test("readNotebook() repeats no content of a broken file in its message", () => {
  assert.throws(() => read('{"naam": "Jansen" oeps'), (error: Error) => !/Jansen|oeps/.test(error.message));
});

Deno.test("the schema agrees that what is refused is invalid and what nbformat wrote is valid", async () => {
  for (const minor of [0, 1, 2, 3, 4, 5]) {
    const text = await writtenByJupyter(`minor_${minor}.ipynb`);
    assert.deepEqual(await schemaErrors(minor, JSON.parse(text)), []);
  }
  assert.notDeepEqual(await schemaErrors(5, JSON.parse(file([codeCell({ source: 7 })]))), []);
});

Deno.test("readNotebook() keeps title, authors, times of cells and what programs keep for themselves", () => {
  const metadata = {
    title: "Proef",
    authors: [{ name: "iemand" }],
    kernelspec: { name: "deno", display_name: "Deno" },
    jupytext: { formats: "ipynb,ts" },
  };
  const own = {
    execution: { "iopub.status.busy": "2026-01-05T00:00:00Z", "shell.execute_reply": "2026-01-05T00:00:01Z" },
    jupyter: { source_hidden: true, outputs_hidden: false },
    collapsed: false,
    scrolled: "auto",
    papermill: { status: "completed" },
  };
  const read = readNotebook(file([codeCell({ metadata: own })], { metadata }), { file: "n.ipynb" });
  assert.deepEqual(read.metadata, metadata);
  assert.deepEqual(read.cells[0]?.metadata, own);
});
