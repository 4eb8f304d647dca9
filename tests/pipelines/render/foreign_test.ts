import assert from "node:assert/strict";
import type { ProgrammeEnvelope } from "../../../lib/core/display.ts";
import type { Json } from "../../../lib/core/hash.ts";
import type { Cell, MimeBundle, Notebook, Output } from "../../../pipelines/notebook/nbformat.ts";
import { MAXIMUM_MARKUP, MAXIMUM_TEXT, renderOutput } from "../../../pipelines/render/foreign.ts";
import { renderDraft } from "../../../pipelines/render/mod.ts";
import { VegaDrawer } from "../../../pipelines/render/foreign_vega.ts";
import { sampleFacts, sampleNotebook } from "../../data/render/sample.ts";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const OPTIONS = { language: "nl", place: "cel-1-1" } as const;

async function shown(output: Output, vega?: VegaDrawer): Promise<string> {
  return (await renderOutput(output, vega === undefined ? OPTIONS : { ...OPTIONS, vega })).toString();
}
function bundle(data: MimeBundle, vega?: VegaDrawer): Promise<string> {
  return shown({ output_type: "display_data", data, metadata: {} }, vega);
}
const stream = (text: string): Promise<string> => shown({ output_type: "stream", name: "stdout", text });

Deno.test("terminal text loses its escapes and settles lines that overwrite themselves", async () => {
  assert.match(
    await stream("\u001b[1;31mrood\u001b[0m\r\n10%\r100%\nabc\b\bX"),
    /<pre class="output">rood\n100%\naX<\/pre>/,
  );
  assert.match(await stream("\u001b]8;;https://x.test\u0007klik\u001b]8;;\u0007"), />klik</);
  assert.equal((await stream("\u001b[0m\n")).trim(), "");
});

Deno.test("long text is cut and says how much is left", async () => {
  const page = await stream("x".repeat(MAXIMUM_TEXT + 5));
  assert.match(page, /Nog 5 tekens weggelaten/);
  assert.ok(page.length < MAXIMUM_TEXT + 500);
});

Deno.test("of several forms the richest that needs no script is taken", async () => {
  assert.match(await bundle({ "text/plain": "a", "text/html": "<b>b</b>" }), /<b>b<\/b>/);
  assert.match(
    await bundle({ "text/html": "<script>1</script>", "text/plain": "rest" }),
    /<pre class="output">rest/,
  );
  assert.match(await bundle({ "image/png": PIXEL, "text/plain": "a" }), /<img src="data:image\/png;base64/);
  assert.match(await bundle({ "text/html": "<div></div>", "image/png": PIXEL }), /<img/);
});

Deno.test("HTML keeps tables, text and pictures inside it; script, style, form and class go", async () => {
  const page = await bundle({
    "text/html":
      `<style>*{}</style><table class="banner" onclick="1"><thead><tr><th colspan="2" style="x">k</th></tr></thead>
      <tr><td>1</td></tr></table><form><input></form><h1>Kop</h1><img src="data:image/png;base64,${PIXEL}"><img src="https://x.test/a">`,
  });
  assert.match(page, /<th colspan="2">k<\/th>/);
  assert.match(page, /<p>Kop<\/p>/);
  assert.match(page, /<img src="data:image\/png/);
  assert.doesNotMatch(page, /<style|<form|<input|<h1|onclick|class="banner|x\.test/);
});

Deno.test("a drawing stands in a picture, where nothing in it can run", async () => {
  const page = await bundle({ "image/svg+xml": '<svg viewBox="0 0 1 1"><script>1</script></svg>' });
  const source = /src="data:image\/svg\+xml;base64,([^"]+)"/.exec(page)?.[1] ?? "";
  assert.match(atob(source), /xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.doesNotMatch(page, /<script/);
});

Deno.test("a data frame becomes a table with its headings, numbers to the right, and is cut when long", async () => {
  const rows = (count: number): Json =>
    Array.from({ length: count }, (_row, i) => ({ naam: `r${i}`, aantal: i }));
  const resource = (count: number) => ({
    "application/vnd.dataresource+json": {
      schema: { fields: [{ name: "naam" }, { name: "aantal" }] },
      data: rows(count),
    },
  });
  const page = await bundle(resource(2));
  assert.match(page, /<th scope="col">naam<\/th>/);
  assert.match(page, /<td class="number">1<\/td>/);
  assert.match(page, /role="region" tabindex="0"/);
  assert.match(await bundle(resource(300)), /in het geheel 300 rijen en 2 kolommen/);
  assert.match(
    await bundle({ "application/vnd.dataresource+json": { data: "x" }, "text/plain": "rest" }),
    /rest/,
  );
});

const LITE = {
  data: { values: [{ a: "Aap", b: 1234.5 }, { a: "Kersen uit de tuin van oma", b: 43 }] },
  mark: "bar",
  encoding: {
    y: { field: "a", type: "nominal" },
    x: { field: "b", type: "quantitative", axis: { format: ",.1f" } },
  },
};

Deno.test("Vega-Lite of versions 4, 5 and 6 becomes a drawing, also under another name", async () => {
  const vega = new VegaDrawer();
  for (const version of ["v4.17.0", "v5", "v6"]) {
    const spec = { $schema: `https://vega.github.io/schema/vega-lite/${version}.json`, ...LITE };
    for (
      const mime of [
        "application/vnd.vegalite.v4+json",
        "application/vnd.vegalite.v6.json",
        "application/vnd.vega.v5+json",
        "application/json",
      ]
    ) {
      const page = await bundle({ [mime]: spec }, vega);
      assert.match(page, /<svg [^>]*role="img"/, `${version} as ${mime}`);
      assert.match(page, /Kersen uit de tuin van oma/);
      assert.doesNotMatch(page, /style=|aria-roledescription/);
    }
  }
  vega.close();
});

Deno.test("a Vega drawing has Dutch numbers in a Dutch draft, and room for its labels by real widths", async () => {
  const spec = { $schema: "https://vega.github.io/schema/vega-lite/v5.json", ...LITE };
  const page = await bundle({ "application/vnd.vegalite.v5+json": spec });
  assert.match(page, />1\.200,0</);
  const width = Number(/viewBox="0 0 (\d+)/.exec(page)?.[1]);
  // The plot is 200 to 300 wide; the longest label is 26 letters of 13 px: about 150 px, by Vega's guess 270.
  assert.ok(width > 340 && width < 560, `${width}`);
});

Deno.test("a plain Vega spec is drawn as well", async () => {
  const spec = {
    $schema: "https://vega.github.io/schema/vega/v5.json",
    width: 100,
    height: 50,
    marks: [{
      type: "rect",
      encode: { enter: { width: { value: 40 }, height: { value: 20 }, fill: { value: "steelblue" } } },
    }],
  };
  assert.match(
    await bundle({ "application/vnd.vega.v5+json": spec }),
    /<svg [^>]*role="img"[\s\S]*steelblue/,
  );
});

Deno.test("a spec that asks for an address, or is none, becomes a line that says so", async () => {
  const away = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    ...LITE,
    data: { url: "https://x.test/a" },
  };
  assert.match(await bundle({ "application/vnd.vegalite.v5+json": away }), /niet getekend/);
  assert.match(await bundle({ "application/vnd.vegalite.v5+json": { mark: 3 } }), /niet getekend/);
});

Deno.test("a spec that never ends is given up, and the next one is drawn all the same", async () => {
  const endless = {
    $schema: "https://vega.github.io/schema/vega/v5.json",
    data: [{
      name: "a",
      values: [{ v: 1 }, { v: 2 }],
      transform: [{ type: "force", static: true, iterations: 1e12, forces: [{ force: "nbody" }] }],
    }],
    marks: [{ type: "symbol", from: { data: "a" } }],
  };
  const drawer = new VegaDrawer(6_000);
  try {
    assert.equal(await drawer.draw(endless, "nl"), null);
    assert.match(
      await drawer.draw({ $schema: "https://vega.github.io/schema/vega-lite/v5.json", ...LITE }, "nl") ?? "",
      /<svg/,
    );
  } finally {
    drawer.close();
  }
});

Deno.test("what needs a script, is unknown, is unsealed or is too large is named", async () => {
  assert.match(await bundle({ "application/vnd.plotly.v1+json": {}, "text/html": "<div>x</div>" }), /Plotly/);
  assert.match(await bundle({ "application/x-raar": "a" }), /application&#47;x-raar|application\/x-raar/);
  assert.match(
    await bundle({ "application/vnd.smart-start.v1+json": { kind: "figure" } }),
    /zonder geldig zegel/,
  );
  assert.match(await bundle({ "text/html": `<b>${"x".repeat(MAXIMUM_MARKUP)}</b>` }), /te groot/);
  assert.match(await bundle({ "text/latex": "$\\alpha$" }), /<pre class="output">\$\\alpha\$/);
  assert.match(await bundle({ "application/json": { a: [1] } }), /<details[\s\S]*&#34;a&#34;/);
});

Deno.test("an error shows its name and its traceback without colours", async () => {
  const page = await shown({
    output_type: "error",
    ename: "TypeError",
    evalue: "x",
    traceback: ["\u001b[31mTypeError\u001b[0m: x", "  at 1"],
  });
  assert.match(page, /Fout: TypeError/);
  assert.match(page, /TypeError: x\n {2}at 1/);
});

const code = (id: string, outputs: readonly Output[]): Cell => ({
  cell_type: "code",
  id,
  metadata: {},
  source: "let a = 1 < 2;",
  outputs,
  execution_count: 1,
});
const notebookOf = (cells: readonly Cell[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells,
});

Deno.test("a draft has every output under its own cell, in order, with its code, and loses none", async () => {
  const cells = Array.from({ length: 40 }, (_cell, i) =>
    code(`c${i}`, [
      { output_type: "stream", name: "stdout", text: `uit-${i}-a` },
      { output_type: "display_data", data: { "text/plain": `uit-${i}-b` }, metadata: {} },
      {
        output_type: "execute_result",
        data: { "text/plain": `uit-${i}-c` },
        metadata: {},
        execution_count: 1,
      },
    ]));
  const page = await renderDraft({ notebook: notebookOf(cells), facts: sampleFacts() });
  const found = [...page.matchAll(/id="cel-(\d+)"|uit-(\d+)-([abc])/g)].map(([, cell, of, which]) =>
    cell === undefined ? `${of}${which}` : `cel${cell}`
  );
  assert.deepEqual(found, cells.flatMap((_cell, i) => [`cel${i + 1}`, `${i}a`, `${i}b`, `${i}c`]));
  assert.match(page, /let a = 1 &#60; 2;/);
});

Deno.test("a draft shows verified objects as in a briefing, and other outputs of the cell beside them", async () => {
  const { notebook, envelopes } = sampleNotebook();
  const cells = notebook.cells.map((cell): Cell => {
    if (cell.cell_type !== "code") return cell;
    const outputs = (envelopes.get(cell.id) ?? []).map((envelope: ProgrammeEnvelope): Output => ({
      output_type: "display_data",
      data: { "application/vnd.smart-start.v1+json": envelope as unknown as Json },
      metadata: {},
    }));
    return {
      ...cell,
      outputs: [{ output_type: "stream", name: "stdout", text: `log ${cell.id}` }, ...outputs],
    };
  });
  const input = { notebook: notebookOf(cells), facts: sampleFacts() };
  const trusted = await renderDraft({ ...input, envelopes });
  assert.match(trusted, /<figure class="blok fig" id="fig-1"/);
  assert.match(trusted, /log fig-wijken/);
  assert.doesNotMatch(trusted, /zonder geldig zegel/);
  const untrusted = await renderDraft(input);
  assert.doesNotMatch(untrusted, /<figure/);
  assert.match(untrusted, /zonder geldig zegel/);
});

Deno.test("a draft takes its title from the first heading, else from the file's name, in both languages", async () => {
  const heading: Cell = { cell_type: "markdown", id: "m", metadata: {}, source: "tekst\n\n# Mijn *titel* #" };
  assert.match(
    await renderDraft({ notebook: notebookOf([heading]), facts: sampleFacts() }),
    /<title>Concept · Mijn titel<\/title>/,
  );
  const page = await renderDraft({ notebook: notebookOf([]), facts: sampleFacts() }, { language: "en" });
  assert.match(page, /<title>Draft · briefing\.ipynb<\/title>/);
  assert.match(page, /This is a draft/);
});

Deno.test("the same notebook gives the same draft", async () => {
  const spec = { $schema: "https://vega.github.io/schema/vega-lite/v5.json", ...LITE };
  const cells = [1, 2].map((i) =>
    code(`v${i}`, [{
      output_type: "display_data",
      data: { "application/vnd.vegalite.v5+json": spec },
      metadata: {},
    }])
  );
  const input = { notebook: notebookOf(cells), facts: sampleFacts() };
  assert.equal(await renderDraft(input), await renderDraft(input));
});
