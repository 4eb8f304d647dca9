import assert from "node:assert/strict";
import fc from "fast-check";
import { checkConventions, RULES } from "../../../pipelines/notebook/conventions.ts";
import type { Cell, Notebook } from "../../../pipelines/notebook/nbformat.ts";
import { anyNotebook } from "./_arbitrary.ts";
import { code, DENO, goodNotebook, markdown, notebook } from "./_notebooks.ts";

/** Gives `rule cell:line` of every problem. */
function found(book: Notebook, stage: "vet" | "draft" = "vet"): readonly string[] {
  return checkConventions(book, { stage }).map(({ rule, cellId, line }) => `${rule} ${cellId}:${line}`);
}

/** The good notebook with one cell changed. */
function changed(id: string, change: (cell: Cell) => Cell | readonly Cell[]): Notebook {
  const good = goodNotebook();
  return { ...good, cells: good.cells.flatMap((cell) => cell.id === id ? change(cell) : cell) };
}

/** The good notebook with other source in one cell. */
function withSource(id: string, source: string): Notebook {
  return changed(id, (cell) => ({ ...cell, source }));
}

/** The good notebook with other Dutch text in the cell before the figure. */
function withProse(nl: string, en = "See the line."): Notebook {
  return withSource("verloop", `## Het verloop\n\n${nl}\n\n<!-- en -->\n\n## The course\n\n${en}`);
}

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

interface Case {
  readonly name: string;
  readonly book: Notebook;
  readonly problems: readonly string[];
}

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

const PROSE: readonly Case[] = [
  {
    name: "no briefing",
    book: notebook(
      goodNotebook().cells.filter(({ cell_type }) => cell_type === "code").filter(({ id }) =>
        id !== "figure-verloop"
      ),
    ),
    problems: ["briefing-in-two-languages null:null"],
  },
  {
    name: "no English",
    book: withSource("verloop", "## Het verloop"),
    problems: ["briefing-in-two-languages verloop:null"],
  },
  {
    name: "no Dutch",
    book: withSource("verloop", "<!-- en -->\n## The course"),
    problems: ["briefing-in-two-languages verloop:null"],
  },
  {
    name: "HTML",
    book: withProse("Let <b>op</b>.", "<div>\n\nSee.\n\n</div>"),
    problems: [
      "no-raw-html verloop:3",
      "no-raw-html verloop:3",
      "no-raw-html verloop:9",
      "no-raw-html verloop:13",
    ],
  },
  { name: "a comment", book: withProse("Let op. <!-- stil -->"), problems: ["no-raw-html verloop:3"] },
  {
    name: "a remote picture",
    book: withProse("![p](https://example.org/p.png)"),
    problems: ["no-remote-content verloop:3"],
  },
  {
    name: "a script link",
    book: withProse("[p](file:///etc/passwd) en [q](http://example.org)"),
    problems: ["no-remote-content verloop:3", "no-remote-content verloop:3"],
  },
  {
    name: "no title",
    book: withSource("titel", "## Wat\n\n<!-- en -->\n\n# What"),
    problems: ["heading-structure titel:null"],
  },
  {
    name: "two titles",
    book: withSource("verloop", "# Het verloop\n\n<!-- en -->\n\n## The course"),
    problems: ["heading-structure verloop:1"],
  },
  {
    name: "a skipped level",
    book: withSource("verloop", "## A\n\n#### B\n\n<!-- en -->\n\n## A\n\n### B"),
    problems: ["heading-structure verloop:3"],
  },
  {
    name: "figures in prose",
    book: withProse("Er zijn 12\nkinderen, dus 3,5 %.", "Some 12 %."),
    problems: ["no-typed-figures verloop:3", "no-typed-figures verloop:10"],
  },
  {
    name: "a figure in a table",
    book: withProse("| a | b |\n|---|---|\n| x | 17 |"),
    problems: ["no-typed-figures verloop:5"],
  },
  {
    name: "a causal claim",
    book: withProse("Armoede\nleidt tot zorg.", "Poverty leads to care."),
    problems: ["causal-words-need-design verloop:4", "causal-words-need-design verloop:10"],
  },
  {
    name: "a causal claim in a finding",
    book: withSource("finding-verloop", 'mapLabel(() => "Dankzij de hulp");'),
    problems: ["causal-words-need-design finding-verloop:1"],
  },
];

const ALLOWED_PROSE: readonly string[] = [
  "In 2023 en 2019–2023, zie figuur 3 en tabel 1 en 2.",
  "In fase 2 van het programma, op 1 januari 2024.",
  "Kinderen van 0 tot 18 jaar, 12-jarigen, 4 t/m 12 jaar.",
  "Per 1.000 inwoners, de 2e keer, met een 95%-betrouwbaarheidsinterval.",
  "Zie [de uitleg](https://example.org/2/17) en `code 12`.",
  "1. Eerst dit.\n2. Dan dat.",
  "Gemeente GM9901 en buurt BU99010001.",
  "Dit zegt niets over het effect van armoede, en armoede leidt niet tot zorg.",
  "Heeft dit invloed van buiten?",
];

const HOSTILE: readonly (readonly [source: string, rule: string])[] = [
  ['await import("../../lib/core/mod.ts")', "no-refused-globals"],
  ['eval("1")', "no-refused-globals"],
  ['const f = eval; f("1")', "no-refused-globals"],
  ['(0, eval)("1")', "no-refused-globals"],
  ['new Function("return 1")()', "no-refused-globals"],
  ['Deno.readTextFileSync("/etc/passwd")', "no-refused-globals"],
  ["const { readFile } = Deno", "no-refused-globals"],
  ["const { env: Deno } = {}", "no-refused-globals"],
  ['await Deno.jupyter.display({ "text/html": "x" }, { raw: true })', "no-refused-globals"],
  ['await Deno.jupyter.broadcast("display_data", {})', "no-refused-globals"],
  ['globalThis["fet" + "ch"]("x")', "no-refused-globals"],
  ["self.x = 1", "no-refused-globals"],
  ["const o = { fetch }", "no-refused-globals"],
  ["const o = { [Deno]: 1 }", "no-refused-globals"],
  ['new Worker("x")', "no-refused-globals"],
  ['new WebSocket("ws://x")', "no-refused-globals"],
  ["process.exit()", "no-refused-globals"],
  ['addEventListener("error", () => 1)', "no-refused-globals"],
  ["new Proxy({}, {})", "no-refused-globals"],
  ["Reflect.ownKeys({})", "no-refused-globals"],
  ["class A { static x = fetch; }", "no-refused-globals"],
  ["`${Deno.pid}`", "no-refused-globals"],
  ["type A = 1; (x satisfies A)(Deno)", "no-refused-globals"],
  ["enum E { A = Deno.pid }", "no-refused-globals"],
  ['(() => 1).constructor("return 1")()', "no-tampering"],
  ['(() => 1)["constructor"]("return 1")()', "no-tampering"],
  ['(() => 1)[`constructor`]("return 1")()', "no-tampering"],
  ["const { constructor } = () => 1", "no-tampering"],
  ['const { "constructor": c } = () => 1', "no-tampering"],
  ["(() => 1)?.constructor", "no-tampering"],
  ["Array.prototype.map = null", "no-tampering"],
  ["({}).__proto__ = null", "no-tampering"],
  ["const o = { __proto__: null }", "no-tampering"],
  ["Object.setPrototypeOf({}, null)", "no-tampering"],
  ["Object.defineProperty({}, 'a', {})", "no-tampering"],
  ["this.x", "no-tampering"],
  ["(function () { return this; })()", "no-tampering"],
  ['({ [Symbol.for("Jupyter.display")]: () => ({}) })', "no-tampering"],
  ['Symbol["for"]("x")', "no-tampering"],
  ["const { for: f } = Symbol", "no-tampering"],
  ["const S = Symbol", "no-tampering"],
  ['const k = "constr" + "uctor"; (() => 1)[k]("x")', "no-tampering"],
  ['pl.readCSV("/etc/passwd")', "no-path-readers"],
  ['pl["scanParquet"]("x")', "no-path-readers"],
  ['frame.writeCSV("x")', "no-path-readers"],
  ["const a: any = 1", "no-type-escapes"],
  ["const a = 1 as unknown as string", "no-type-escapes"],
  ["const a = <string> <unknown> 1", "no-type-escapes"],
  ["declare const a: string", "no-type-escapes"],
  ['declare module "x" { const a: 1; }', "no-type-escapes"],
  ["// @ts-ignore\nconst a: string = 1", "no-type-escapes"],
  ['// @deno-types="./x.d.ts"\nconst a = 1', "no-type-escapes"],
  ["Math.random()", "no-clock-or-chance"],
  ["const now = new Date()", "no-clock-or-chance"],
  ["Date.now()", "no-clock-or-chance"],
  ['import x from "npm:x";', "imports-in-setup"],
  ['import x from "node:fs";', "imports-in-setup"],
  ['import x from "https://example.org/x.ts";', "imports-in-setup"],
  ['import x from "jsr:@std/fs";', "imports-in-setup"],
  ['import { a } from "../../lib/core/receipt.ts";', "imports-in-setup"],
  ['import { a } from "../../lib/../pipelines/mod.ts";', "imports-in-setup"],
  ['import { a } from "../../pipelines/main/mod.ts";', "imports-in-setup"],
  ['import { a } from "../../../lib/core/mod.ts";', "imports-in-setup"],
  ['import { a } from "nodejs-polars";', "imports-in-setup"],
  ['export { a } from "../../lib/core/mod.ts";', "imports-in-setup"],
  ["export const a = 1;", "imports-in-setup"],
];

const HARMLESS: readonly string[] = [
  "const o = { fetch: 1, eval: 2 }; o.fetch;",
  "const day = new Date(2024, 0, 1);",
  "let a: Deno.Reader; type F = typeof fetch;",
  "class Counter { #n = 0; add() { this.#n += 1; return this; } }",
  "for (const row of rows) rows[row.jaar];",
  "const first = rows[0]?.jaar as number;",
  "const it = { *[Symbol.iterator]() { yield 1; } };",
  '// in words: "constructor", eval\nconst a = 1;',
];

Deno.test.each([...STRUCTURE, ...PROSE])("checkConventions() finds $name", ({ book, problems }) => {
  assert.deepEqual(found(book), problems);
});

Deno.test.each(ALLOWED_PROSE)("checkConventions() allows the text %s", (text) => {
  assert.deepEqual(found(withProse(text)), []);
});

Deno.test.each(HOSTILE.map(([source, rule]) => ({ source, rule })))(
  "checkConventions() refuses $source",
  ({ source, rule }) => {
    const problems = checkConventions(
      changed("load-rows", (cell) => [cell, code("load", source, "vijand")]),
      { stage: "vet" },
    );
    assert.ok(
      problems.some((one) => one.cellId === "vijand" && one.rule === rule && one.severity === "error"),
      JSON.stringify(problems),
    );
  },
);

Deno.test.each(HARMLESS)("checkConventions() allows the code %s", (source) => {
  assert.deepEqual(found(changed("load-rows", (cell) => [cell, code("load", source, "vriend")])), []);
});

Deno.test("checkConventions() allows causal words under an effect design", () => {
  const book = withProse("Armoede leidt tot zorg.", "Poverty leads to care.");
  const metadata = { ...DENO, smart_start: { effect_design: "difference-in-differences" } };
  assert.deepEqual(found({ ...book, metadata }), []);
  assert.equal(found({ ...book, metadata: { ...DENO, smart_start: { effect_design: " " } } }).length, 2);
});

Deno.test("checkConventions() allows an import only in setup", () => {
  const source = 'import { mapLabel } from "../../lib/core/mod.ts";';
  assert.deepEqual(found(changed("load-rows", (cell) => [cell, code("load", source, "x")])), [
    "imports-in-setup x:1",
  ]);
  assert.deepEqual(found(changed("setup", (cell) => [cell, code("setup", source, "x")])), []);
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

Deno.test("checkConventions() never fails itself, whatever the cells hold", () => {
  const pieces = [
    ...HOSTILE.map(([source]) => source),
    "{",
    "`",
    "/*",
    "@",
    "#x",
    "<a>",
    "\u2028",
    "async",
    "=>",
  ];
  for (const [i, piece] of pieces.entries()) {
    const other = pieces[(i * 7 + 3) % pieces.length] ?? "";
    const cells = [
      code("load", `${piece}${other}`, "a"),
      markdown("briefing", `${other}\n${piece}`, "b"),
      code([], other, "c"),
    ];
    assert.ok(checkConventions(notebook(cells), { stage: "vet" }).length > 0);
  }
});
