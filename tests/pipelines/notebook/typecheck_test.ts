import assert from "node:assert/strict";
import {
  typeCheckNotebook,
  typeCheckNotebooks,
  type TypeProblem,
} from "../../../pipelines/notebook/typecheck.ts";
import { code, goodNotebook, markdown, notebook } from "./_notebooks.ts";

const projectDir = decodeURIComponent(new URL("../../../", import.meta.url).pathname).replace(/\/$/, "");
const notebookDir = `${projectDir}/notebooks/voorbeeld`;

function places(problems: readonly TypeProblem[]): readonly string[] {
  return problems.map(({ notebook, cellId, line, column, code }) =>
    `${notebook} ${cellId}:${line}:${column} ${code}`
  );
}

/** Notebooks that all cases below share one run of the compiler for. */
const BOOKS: Readonly<Record<string, ReturnType<typeof notebook>>> = {
  good: goodNotebook(),
  mapped: notebook([
    markdown("briefing", "# Titel\n\ntekst"),
    code("setup", 'import { nope } from "../../lib/core/mod.ts"; const a: string = 1;', "een"),
    code("load", "const rows = [1];\n\nconst first: number = rows[0];", "twee"),
    code("check", "await Promise.resolve(first.nope);", "drie"),
  ]),
  twice: notebook([code("load", "const a = 1;", "een"), code("load", "const a = 2;", "twee")]),
  syntax: notebook([
    code("load", "const a = 1;\nconst = 2;", "een"),
    code("load", "const b: string = 1;", "twee"),
  ]),
  missing: notebook([code("setup", '\nimport { a } from "../../lib/nergens/mod.ts";\na;', "een")]),
};

let shared: Promise<readonly TypeProblem[]> | null = null;

/** Gives the problems of one of the notebooks. */
async function problemsOf(name: string): Promise<readonly TypeProblem[]> {
  const inputs = Object.entries(BOOKS).map(([key, book]) => ({ name: key, notebook: book, notebookDir }));
  shared ??= typeCheckNotebooks(inputs, { projectDir });
  return (await shared).filter(({ notebook }) => notebook === name);
}

Deno.test("typeCheckNotebooks() finds nothing in a notebook that compiles, beside others that do not", async () => {
  assert.deepEqual(await problemsOf("good"), []);
});

Deno.test("typeCheckNotebooks() maps errors to cell, line and column, also behind an import on the same line", async () => {
  const problems = await problemsOf("mapped");
  assert.deepEqual(places(problems), [
    "mapped een:1:10 TS2305",
    "mapped een:1:53 TS2322",
    "mapped twee:3:7 TS2322",
    "mapped drie:1:29 TS2339",
  ]);
  assert.match(problems[2]?.message ?? "", /^Type 'number \| undefined' is not assignable to type 'number'/);
});

Deno.test("typeCheckNotebooks() reports a name that two cells declare, at both", async () => {
  assert.deepEqual(places(await problemsOf("twice")), ["twice een:1:7 TS2451", "twice twee:1:7 TS2451"]);
});

Deno.test("typeCheckNotebooks() tells a syntax error by its cell and checks the others", async () => {
  assert.deepEqual(places(await problemsOf("syntax")), ["syntax een:2:7 syntax", "syntax twee:1:7 TS2322"]);
});

Deno.test("typeCheckNotebooks() tells a missing module by its line", async () => {
  assert.deepEqual(places(await problemsOf("missing")), ["missing een:2:19 TS2307"]);
});

Deno.test("typeCheckNotebooks() checks others when one imports a package that does not exist", async () => {
  const problems = await typeCheckNotebooks([
    {
      name: "a",
      notebook: notebook([code("setup", 'import "npm:@smart-start/bestaat-niet";', "een")]),
      notebookDir,
    },
    { name: "b", notebook: notebook([code("load", "const b: string = 1;", "twee")]), notebookDir },
  ], { projectDir });
  assert.equal(problems[0]?.notebook, "a");
  assert.equal(problems[0]?.code, "import");
  assert.deepEqual(places(problems.slice(1)), ["b twee:1:7 TS2322"]);
});

Deno.test("typeCheckNotebooks() tells problems in the order of the notebooks and leaves no folder behind", async () => {
  const dir = await Deno.makeTempDir();
  const inputs = ["c", "a", "b"].map((name) => ({
    name,
    notebook: notebook([code("load", "const b: string = 1;", "x")]),
    notebookDir,
  }));
  try {
    const problems = await typeCheckNotebooks(inputs, { projectDir, temporaryDir: dir });
    assert.deepEqual(problems.map(({ notebook }) => notebook), ["c", "a", "b"]);
    assert.deepEqual([...Deno.readDirSync(dir)], []);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("typeCheckNotebook() resolves imports from a folder with spaces and letters beyond ASCII", async () => {
  const dir = await Deno.makeTempDir({ prefix: "één map " });
  try {
    await Deno.mkdir(`${dir}/lib`);
    await Deno.writeTextFile(`${dir}/lib/mod.ts`, "export const a = 1;");
    const problems = await typeCheckNotebook(
      notebook([code("setup", 'import { a } from "../lib/mod.ts"; const b: string = a;', "een")]),
      { projectDir, notebookDir: `${dir}/boek` },
    );
    assert.deepEqual(places(problems), ["notebook een:1:42 TS2322"]);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
