import assert from "node:assert/strict";
import fc from "fast-check";
import { checkConventions, RULES } from "../../../pipelines/notebook/conventions.ts";
import { anyNotebook } from "./_arbitrary.ts";
import { type Case, changed, found, withProse, withSource } from "./_conventions.ts";
import { code, goodNotebook, markdown, notebook } from "./_notebooks.ts";

Deno.test("checkConventions() finds nothing in a notebook that keeps every rule", () => {
  assert.deepEqual(checkConventions(goodNotebook(), { stage: "vet" }), []);
});

Deno.test("every rule has an id of its own and says what it wants and why", () => {
  assert.equal(new Set(RULES.map(({ id }) => id)).size, RULES.length);
  for (const { id, wants, why } of RULES) {
    assert.match(id, /^[a-z]+(-[a-z]+)+$/);
    assert.ok(wants.length > 20 && why.length > 20, id);
  }
});

Deno.test("every problem says how to mend it, and in Dutch where readers of the briefing are concerned", () => {
  const [problem] = checkConventions(withProse("Er zijn 12 kinderen."), { stage: "vet" });
  assert.equal(
    problem?.message,
    "Figure is typed into the text: 12. Derive the sentence in a finding cell, which takes the number from a " +
      "protected table",
  );
  assert.match(problem?.messageNl ?? "", /^Getal in de tekst getypt: 12\. Laat een finding-cel/);
});

Deno.test("checkConventions() at stage draft blocks nothing but what cannot run", () => {
  const problems = checkConventions(
    notebook([code("x", 'await fetch("x");', "a"), code("load", "const = 1;", "b")], {}),
    { stage: "draft" },
  );
  const errors = problems.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
  assert.deepEqual(errors, ["code-can-be-parsed"]);
  assert.ok(problems.some(({ rule, severity }) => rule === "no-refused-globals" && severity === "warning"));
});

const STRUCTURE: readonly Case[] = [
  {
    name: "a syntax error",
    book: withSource("load-rows", "const a = 1;\nconst b = ;"),
    problems: ["code-can-be-parsed load-rows:2"],
  },
  {
    name: "another kernel",
    book: { ...goodNotebook(), metadata: { kernelspec: { name: "python3", display_name: "P" } } },
    problems: ["kernel-is-deno null:null"],
  },
  { name: "no kernel", book: { ...goodNotebook(), metadata: {} }, problems: ["kernel-is-deno null:null"] },
  {
    name: "a stored output",
    book: changed(
      "check-rows",
      (cell) =>
        cell.cell_type === "code"
          ? { ...cell, outputs: [{ output_type: "stream", name: "stdout", text: "x" }] }
          : cell,
    ),
    problems: ["nothing-stored check-rows:null"],
  },
  {
    name: "a stored count",
    book: changed("check-rows", (cell) => cell.cell_type === "code" ? { ...cell, execution_count: 1 } : cell),
    problems: ["nothing-stored check-rows:null"],
  },
  {
    name: "a right-to-left mark",
    book: withSource("check-rows", "// a\n// \u202eb"),
    problems: ["no-hidden-characters check-rows:2"],
  },
  {
    name: "a zero-width space",
    book: withSource("load-rows", "const rows\u200b = [1];"),
    problems: ["code-can-be-parsed load-rows:1", "no-hidden-characters load-rows:1"],
  },
  {
    name: "an unknown tag",
    book: changed("check-rows", (cell) => ({ ...cell, metadata: { tags: ["check", "chek"] } })),
    problems: ["tags-closed-list check-rows:null"],
  },
  {
    name: "no tag",
    book: changed("check-rows", (cell) => ({ ...cell, metadata: {} })),
    problems: ["tag-per-cell check-rows:null"],
  },
  {
    name: "two tags",
    book: changed("check-rows", (cell) => ({ ...cell, metadata: { tags: ["check", "internal"] } })),
    problems: ["tag-per-cell check-rows:null"],
  },
  {
    name: "a tag on the wrong type of cell",
    book: changed("verloop", (cell) => [cell, markdown("figure", "x", "x")]),
    problems: ["tag-per-cell x:null", "figure-has-lead-in figure-verloop:null"],
  },
  {
    name: "load after analyse",
    book: changed("analyse-total", (cell) => [cell, code("load", "const z = 1;", "z")]),
    problems: ["phases-in-order z:null"],
  },
  {
    name: "analyse after protect",
    book: changed("protect-total", (cell) => [cell, code("analyse", "const z = 1;", "z")]),
    problems: ["phases-in-order z:null"],
  },
  {
    name: "protect after a figure",
    book: changed("finding-verloop", (cell) => [cell, code("protect", "const z = 1;", "z")]),
    problems: ["phases-in-order z:null"],
  },
  {
    name: "no parameters",
    book: changed("parameters", () => [code("load", "const jaren = [1], gemeente = 1;", "x")]),
    problems: ["parameters-are-literals null:null", "phases-in-order setup:null"],
  },
  {
    name: "two cells of parameters",
    book: changed("parameters", (cell) => [cell, code("parameters", "", "p2")]),
    problems: ["parameters-are-literals p2:null"],
  },
  {
    name: "a computed parameter",
    book: withSource("parameters", 'const gemeente = "x";\nconst jaren = [1 + 1];'),
    problems: ["parameters-are-literals parameters:2"],
  },
  {
    name: "a figure without a value",
    book: withSource("figure-verloop", "const x = safe;"),
    problems: ["shown-cells-end-in-value figure-verloop:1"],
  },
  {
    name: "an empty figure",
    book: withSource("figure-verloop", ""),
    problems: ["shown-cells-end-in-value figure-verloop:null"],
  },
  {
    name: "a value shown by protect",
    book: withSource("protect-total", "const safe = 1;\nsafe"),
    problems: ["shown-cells-end-in-value protect-total:2"],
  },
  {
    name: "a figure without text before it",
    book: changed("verloop", () => []),
    problems: ["figure-has-lead-in figure-verloop:null"],
  },
  {
    name: "two figures under one text",
    book: changed("figure-verloop", (cell) => [cell, { ...cell, id: "tweede" }]),
    problems: ["figure-has-lead-in tweede:null"],
  },
  {
    name: "console before protect",
    book: withSource("check-rows", "console.log(1);"),
    problems: ["no-console-after-protect check-rows:1"],
  },
  {
    name: "console after protect",
    book: withSource("finding-verloop", "console.table(1);\nsafe"),
    problems: ["no-console-after-protect finding-verloop:1"],
  },
];

Deno.test.each(STRUCTURE)("checkConventions() finds $name", ({ book, problems }) => {
  assert.deepEqual(found(book), problems);
});

Deno.test("checkConventions() judges any notebook, in the order of its cells, the same each time", () => {
  fc.assert(
    fc.property(anyNotebook(), (book) => {
      const problems = checkConventions(book, { stage: "vet" });
      assert.deepEqual(checkConventions(book, { stage: "vet" }), problems);
      const order = problems.map(({ cellId }) => book.cells.findIndex(({ id }) => id === cellId));
      assert.deepEqual(order, [...order].sort((a, b) => a - b));
    }),
    { numRuns: 200, seed: 2026 },
  );
});
