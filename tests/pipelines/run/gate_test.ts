import assert from "node:assert/strict";
import { PROGRAMME_MIME, sealOf } from "../../../lib/core/display.ts";
import type { Json } from "../../../lib/core/hash.ts";
import type { CodeCell, Notebook, Output } from "../../../pipelines/notebook/nbformat.ts";
import { releaseNotebook } from "../../../pipelines/run/gate.ts";

const KEY = Uint8Array.fromHex("00ff".repeat(16));
const LABEL = { nl: "x", en: "x" };

function limitsEnvelope(key: Uint8Array): Json {
  const body = {
    version: 1 as const,
    kind: "limits" as const,
    payload: { id: "l1", items: [LABEL] },
    receipts: [],
  };
  return { ...body, seal: sealOf(key, body) } as unknown as Json;
}

function codeCell(id: string, tags: readonly string[], outputs: readonly Output[]): CodeCell {
  return { cell_type: "code", id, metadata: { tags }, source: "1", outputs, execution_count: 1 };
}

function notebookOf(...cells: Notebook["cells"]): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}

function shown(envelope: Json): Output {
  return {
    output_type: "execute_result",
    data: { [PROGRAMME_MIME]: envelope, "text/html": "<b>preview with 4711</b>" },
    metadata: { note: "secret 4711" },
    execution_count: 1,
  };
}

Deno.test("releaseNotebook() lets a sealed bundle of the cell's kind through, without preview or metadata", () => {
  const release = releaseNotebook(notebookOf(codeCell("a", ["method"], [shown(limitsEnvelope(KEY))])), KEY);
  assert.equal(release.blocks.length, 1);
  assert.ok(!JSON.stringify(release).includes("4711"));
});

Deno.test("releaseNotebook() lets sheets through from cells tagged method or question, and from no figure", () => {
  const payload = { id: "s", layout: "sheets" as const, title: LABEL, intro: LABEL, pages: [], files: [] };
  const body = { version: 1 as const, kind: "sheets" as const, payload, receipts: [] };
  const sealed = shown({ ...body, seal: sealOf(KEY, body) } as unknown as Json);
  for (const tag of ["method", "question"]) {
    assert.equal(releaseNotebook(notebookOf(codeCell("a", [tag], [sealed])), KEY).blocks.length, 1);
  }
  assert.throws(
    () => releaseNotebook(notebookOf(codeCell("a", ["figure"], [sealed])), KEY),
    /shows a sheets/,
  );
});

Deno.test("releaseNotebook() leaves streams, results and HTML out of the briefing and of the executed copy", () => {
  const outputs: readonly Output[] = [
    { output_type: "stream", name: "stdout", text: "secret 4711" },
    { output_type: "display_data", data: { "text/html": "<b>4711</b>" }, metadata: {} },
    { output_type: "error", ename: "E", evalue: "4711", traceback: ["4711"] },
  ];
  const release = releaseNotebook(
    notebookOf(codeCell("a", ["figure"], outputs), codeCell("b", ["analyse"], outputs)),
    KEY,
  );
  assert.deepEqual(release.blocks, []);
  assert.ok(!JSON.stringify(release.notebook).includes("4711"));
  assert.equal(release.leftOut.length, 6);
});

Deno.test("releaseNotebook() refuses a bundle sealed with another key", () => {
  const notebook = notebookOf(codeCell("a", ["method"], [shown(limitsEnvelope(new Uint8Array(32)))]));
  assert.throws(() => releaseNotebook(notebook, KEY), /not sealed by lib/);
});

Deno.test("releaseNotebook() refuses a bundle whose content changed after sealing", () => {
  const envelope = {
    ...(limitsEnvelope(KEY) as Record<string, Json>),
    payload: { id: "l1", items: [{ nl: "y", en: "x" }] },
  };
  assert.throws(
    () => releaseNotebook(notebookOf(codeCell("a", ["method"], [shown(envelope)])), KEY),
    /cell a/,
  );
});

for (
  const broken of [null, 7, "x", [], {}, { version: 2 }, { version: 1, seal: null }, { version: 1, seal: 5 }]
) {
  Deno.test(`releaseNotebook() refuses the shape ${JSON.stringify(broken)}`, () => {
    const cell = codeCell("a", ["method"], [shown(broken as Json)]);
    assert.throws(() => releaseNotebook(notebookOf(cell), KEY), /programme output/);
  });
}

Deno.test("releaseNotebook() refuses a kind that does not belong to the cell's tag", () => {
  const cell = codeCell("a", ["figure"], [shown(limitsEnvelope(KEY))]);
  assert.throws(() => releaseNotebook(notebookOf(cell), KEY), /tagged figure shows a limits/);
});

Deno.test("releaseNotebook() keeps a sealed bundle out when its cell's tag shows nothing", () => {
  for (const tags of [[], ["analyse"], ["internal"], ["draft"], ["toString"], ["__proto__"]]) {
    const release = releaseNotebook(notebookOf(codeCell("a", tags, [shown(limitsEnvelope(KEY))])), KEY);
    assert.deepEqual(release.blocks, []);
  }
});

Deno.test("releaseNotebook() takes Markdown only from cells tagged briefing", () => {
  const release = releaseNotebook(
    notebookOf(
      { cell_type: "markdown", id: "m1", metadata: { tags: ["briefing"] }, source: "Ja" },
      { cell_type: "markdown", id: "m2", metadata: { tags: ["internal"] }, source: "Nee" },
      { cell_type: "raw", id: "m3", metadata: { tags: ["briefing"] }, source: "Nee" },
    ),
    KEY,
  );
  assert.deepEqual(release.blocks, [{ type: "prose", cellId: "m1", markdown: "Ja" }]);
});

Deno.test("releaseNotebook() leaves out the text of cells that stay inside, and of prose that is not for the briefing", () => {
  const markdown = (id: string, tags: readonly string[]) =>
    ({ cell_type: "markdown", id, metadata: { tags }, source: `secret 4711 ${id}` }) as const;
  const raw = { cell_type: "raw", id: "r", metadata: { tags: ["briefing"] }, source: "secret 4711" } as const;
  const internalCode = { ...codeCell("c", ["internal"], []), source: "secret4711()" };
  const release = releaseNotebook(
    notebookOf(
      markdown("a", ["internal"]),
      markdown("b", []),
      markdown("d", ["briefing", "draft"]),
      raw,
      internalCode,
    ),
    KEY,
  );
  assert.ok(!JSON.stringify(release).includes("4711"));
  assert.equal(release.notebook.cells.length, 0);
  assert.equal(release.leftOut.length, 5);
});
