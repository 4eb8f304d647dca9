import assert from "node:assert/strict";
import { WorkspaceError } from "../../../lib/core/errors.ts";
import { briefingOf, splitProse } from "../../../pipelines/render/mod.ts";
import { sampleFacts, sampleNotebook } from "../../data/render/sample.ts";

Deno.test("splitProse() splits at the line with the mark only", () => {
  assert.deepEqual(splitProse("a\n<!-- en -->\nb"), { nl: "a", en: "b" });
  assert.deepEqual(splitProse("a\r\n  <!--en-->  \r\nb"), { nl: "a", en: "b" });
  assert.deepEqual(splitProse("a <!-- en --> b"), { nl: "a <!-- en --> b", en: null });
  assert.deepEqual(splitProse("a\n<!-- en -->\n"), { nl: "a", en: null });
});

Deno.test("briefingOf() keeps the order of the notebook and of each cell", () => {
  const briefing = briefingOf({ ...sampleNotebook(), facts: sampleFacts() });
  const kinds = briefing.blocks.map((block) => block.kind).join(" ");
  assert.equal(
    kinds,
    "prose question prose figure finding finding finding prose figure finding table persona persona persona persona " +
      "question question question limits method",
  );
});

Deno.test("briefingOf() takes Markdown only from cells tagged briefing, and nothing from outputs", () => {
  const { notebook, envelopes } = sampleNotebook();
  const more = {
    ...notebook,
    cells: [
      { cell_type: "markdown", id: "intern", metadata: { tags: ["internal"] }, source: "geheim" },
      {
        cell_type: "code",
        id: "los",
        metadata: { tags: ["figure"] },
        source: "",
        outputs: [{ output_type: "stream", name: "stdout", text: "geheim" }],
        execution_count: 1,
      },
      ...notebook.cells,
    ],
  } as const;
  const briefing = briefingOf({ notebook: more, envelopes, facts: sampleFacts() });
  assert.doesNotMatch(JSON.stringify(briefing), /geheim/);
});

Deno.test("briefingOf() refuses a notebook without parameters, and one with two", () => {
  const { notebook, envelopes } = sampleNotebook();
  const without = new Map([...envelopes].filter(([id]) => id !== "parameters"));
  const facts = sampleFacts();
  assert.throws(() => briefingOf({ notebook, envelopes: without, facts }), WorkspaceError);
  const twice = new Map([...envelopes, ["inleiding", envelopes.get("parameters") ?? []]]);
  assert.throws(() => briefingOf({ notebook, envelopes: twice, facts }), /more than once/);
});

Deno.test("briefingOf() refuses two blocks with one id and names the cell", () => {
  const { notebook, envelopes } = sampleNotebook();
  const figure = envelopes.get("fig-wijken") ?? [];
  const doubled = new Map([...envelopes, ["fig-jaren", figure]]);
  assert.throws(
    () => briefingOf({ notebook, envelopes: doubled, facts: sampleFacts() }),
    (error: unknown) => error instanceof WorkspaceError && /fig-jaren/.test(error.message),
  );
});
