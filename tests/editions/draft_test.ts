/**
 * `draft` of notebooks that come from elsewhere: what is run, what the page says, and what is refused in words.
 */
import assert from "node:assert/strict";
import { layoutOf } from "../../pipelines/layout.ts";
import { readNotebook } from "../../pipelines/notebook/read.ts";
import { join } from "../../pipelines/paths.ts";
import { parseRunRecord } from "../../pipelines/publish/run_record.ts";
import { type DraftRequest, type DraftResult, makeDraft } from "../../pipelines/run/make_draft.ts";

const QUIET = { set: () => {}, note: () => {}, close: () => {} };

interface Raw {
  readonly cell_type: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source: unknown;
}

const code = (source: unknown): Raw & { readonly outputs: []; readonly execution_count: null } => ({
  cell_type: "code",
  metadata: {},
  source,
  outputs: [],
  execution_count: null,
});
const prose = (source: unknown): Raw => ({ cell_type: "markdown", metadata: {}, source });

async function withFolder(act: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.realPath(await Deno.makeTempDir({ prefix: "elders-" }));
  try {
    await act(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Writes a notebook as an old program on Windows would, and drafts it. */
async function draft(
  dir: string,
  cells: readonly Raw[],
  more: Partial<DraftRequest> & { readonly metadata?: unknown } = {},
): Promise<DraftResult> {
  const { metadata = {}, ...request } = more;
  const text = JSON.stringify({ nbformat: 4, nbformat_minor: 0, metadata, cells }, null, 1);
  const file = join(dir, "van elders.ipynb");
  await Deno.writeTextFile(file, `\uFEFF${text.replaceAll("\n", "\r\n")}`);
  const base = {
    file,
    outDir: join(dir, "uit"),
    parameters: [],
    net: [],
    read: [],
    generatedFor: "2026-01-05",
  };
  return await makeDraft({ ...base, ...request }, layoutOf(), QUIET);
}

Deno.test("a notebook from elsewhere becomes a concept: page, executed copy and record, and nothing of it in an edition", () =>
  withFolder(async (dir) => {
    await Deno.writeTextFile(join(dir, "data.txt"), "gelezen");
    const result = await draft(dir, [
      prose("# Van elders\r\nEen proef."),
      code(["const naam: string = 'wereld';\r\n", "console.log(`dag ${naam}`)"]),
      code(
        `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": '<b onclick="x()">vet</b><script>alert(1)</script>' }) })`,
      ),
      code(
        `({ [Symbol.for("Jupyter.display")]: () => ({ "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(2)</script><circle r="1"/></svg>' }) })`,
      ),
      code(`Deno.readTextFileSync(${JSON.stringify(join(dir, "data.txt"))})`),
    ], { read: [join(dir, "data.txt")] });
    assert.equal(result.failure, null);
    const page = await Deno.readTextFile(result.page);
    for (const shown of ["Van elders", "dag wereld", "<b>vet</b>", "&#34;gelezen&#34;", "image/svg+xml"]) {
      assert.ok(page.includes(shown), shown);
    }
    for (const live of ["<script>alert", 'onclick="', "<circle"]) assert.ok(!page.includes(live), live);
    assert.ok(page.includes('<html lang="nl" class="draft">'), "every page says that it is a concept");
    assert.ok(page.includes(`mocht lezen: ${join(dir, "data.txt")}`), "and what was loosened for it");
    const executed = readNotebook(await Deno.readFile(join(dir, "uit/executed.ipynb")), { file: "executed" });
    assert.equal(executed.cells.length, 5);
    const record = parseRunRecord(await Deno.readTextFile(join(dir, "uit/run.json")), "run.json");
    assert.deepEqual([record.content.status, record.content.editionId], ["draft", null]);
  }));

Deno.test("a draft that fails says where, and by which flag it may have what it was refused", () =>
  withFolder(async (dir) => {
    await Deno.writeTextFile(join(dir, "data.txt"), "gelezen");
    const path = JSON.stringify(join(dir, "data.txt"));
    const { failure, refused, page } = await draft(dir, [
      code("const een = 1;"),
      code(`\nDeno.readTextFileSync(${path})`),
      code("een"),
    ], { metadata: { language_info: { name: "TypeScript" } } });
    assert.match(failure ?? "", /^cell \S+ \(2 of 3\), line 2: NotCapable: The sandbox denies read access/);
    assert.deepEqual(refused, [`To let this draft have it: --allow-read=${join(dir, "data.txt")}`]);
    assert.match(await Deno.readTextFile(page), /NotCapable/);
  }));

const PYTHON = [
  { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
  { kernelspec: { name: "python3", display_name: "Python 3" } },
  { language_info: { name: "python" } },
];

Deno.test("a notebook of another language, and a file that is none, are refused before anything runs", () =>
  withFolder(async (dir) => {
    for (const metadata of PYTHON) {
      await assert.rejects(
        draft(dir, [code("print(1)")], { metadata }),
        /for a kernel of another language: python/,
      );
    }
    const cases = [
      [join(dir, "nergens.ipynb"), /There is no such notebook/],
      [dir, /This is a folder .*Name the \.ipynb file in it/],
    ] as const;
    for (const [file, words] of cases) await assert.rejects(draft(dir, [], { file }), words);
    await Deno.writeTextFile(join(dir, "stuk.ipynb"), '{"nbformat": 4, "cells": [}');
    await assert.rejects(
      draft(dir, [], { file: join(dir, "stuk.ipynb") }),
      /is no JSON at line 1, column 27/,
    );
  }));
