/** Conventions of the text of a briefing. */
import assert from "node:assert/strict";
import { type Case, found, withProse, withSource } from "./_conventions.ts";
import { DENO, goodNotebook, notebook } from "./_notebooks.ts";

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

Deno.test.each(PROSE)("checkConventions() finds $name", ({ book, problems }) => {
  assert.deepEqual(found(book), problems);
});

Deno.test.each(ALLOWED_PROSE)("checkConventions() allows the text %s", (text) => {
  assert.deepEqual(found(withProse(text)), []);
});

Deno.test("checkConventions() allows causal words under an effect design", () => {
  const book = withProse("Armoede leidt tot zorg.", "Poverty leads to care.");
  const metadata = { ...DENO, smart_start: { effect_design: "difference-in-differences" } };
  assert.deepEqual(found({ ...book, metadata }), []);
  assert.equal(found({ ...book, metadata: { ...DENO, smart_start: { effect_design: " " } } }).length, 2);
});
