import assert from "node:assert/strict";
import fc from "fast-check";
import type { Json } from "../../../lib/core/hash.ts";
import { parameterFlags } from "../../../pipelines/notebook/parameter_flags.ts";
import {
  effectiveParametersJson,
  ParameterError,
  parametersOf,
  parametersOfCode,
  withParameters,
} from "../../../pipelines/notebook/parameters.ts";
import { code, notebook } from "./_notebooks.ts";

const RUNS = Deno.env.get("SMART_START_LONG") === "1" ? 50_000 : 1000;

function withCell(source: string) {
  return notebook([code("parameters", source, "p"), code("load", "1", "l")]);
}

function values(source: string): Record<string, Json> {
  return Object.fromEntries(parametersOfCode(source, "p").map(({ name, value }) => [name, value]));
}

Deno.test("parametersOf() reads every kind of literal", () => {
  const source = [
    'const a = "x\\n\\u00e9";',
    "const b: number = -1.5e3, c = 0x10;",
    "const d = true; const e = null",
    "const f = [1, 'b', [null]] as const;",
    'const g: { n: number } = { n: 1, "m-n": { o: false } };',
    "const h = `plain`;",
    "// a comment",
    'const i: "nl" | "en" = "nl";',
  ].join("\n");
  assert.deepEqual(values(source), {
    a: "x\né",
    b: -1500,
    c: 16,
    d: true,
    e: null,
    f: [1, "b", [null]],
    g: { n: 1, "m-n": { o: false } },
    h: "plain",
    i: "nl",
  });
  const parameters = parametersOfCode(source, "p");
  assert.deepEqual(
    parameters.map(({ type }) => type).join(" "),
    "string number number boolean null array object string string",
  );
  assert.deepEqual(parameters.at(-1)?.choices, ["nl", "en"]);
  assert.equal(parameters.at(-1)?.line, 8);
});

Deno.test.each([
  "let a = 1;",
  "var a = 1;",
  "const a = f();",
  "const a = 1 + 1;",
  "const a = `x${1}`;",
  "const { a } = { a: 1 };",
  "const a = { ...b };",
  "const a = { [b]: 1 };",
  "const a = { __proto__: null };",
  "const a = { get b() { return 1; } };",
  "const a = [1, , 2];",
  "const a = 10n;",
  "const a = /x/;",
  "const a = undefined;",
  "const a = NaN;",
  "const a = 1e999;",
  "const a = 1 as number;",
  "f();",
  'import "x";',
  "export const a = 1;",
  "type A = 1;",
  "const a = 1; const a = 2;",
  "const a = ;",
])("parametersOfCode() refuses %s", (source) => {
  assert.throws(() => parametersOfCode(source, "p"), ParameterError);
});

Deno.test("parametersOf() gives none without a cell and refuses two cells", () => {
  assert.deepEqual(parametersOf(notebook([code("load", "1")])), { cellId: null, parameters: [] });
  const two = notebook([code("parameters", "", "a"), code("parameters", "", "b")]);
  assert.throws(() => parametersOf(two), /2 cells tagged parameters \(cells a, b\)/);
});

Deno.test("withParameters() changes the literals and nothing else", () => {
  const source = 'const a: string = "x", b = (2); // two\nconst c = [1, 2] as const;\n';
  const { cells } = withParameters(withCell(source), { a: "y", b: -3, c: [] });
  assert.equal(cells[0]?.source, 'const a: string = "y", b = (-3); // two\nconst c = [] as const;\n');
  assert.equal(cells[1]?.source, "1");
});

Deno.test("withParameters() refuses unknown names and other types, and lists what is known", () => {
  const book = withCell('const a = "x"; const taal: "nl" | "en" = "nl"; const n = null;');
  assert.throws(
    () => withParameters(book, { b: 1 }),
    /unknown: b. Known are a: string, taal: "nl" \| "en", n: null/,
  );
  assert.throws(() => withParameters(book, { a: 1 }), /a must be string, but is number/);
  assert.throws(() => withParameters(book, { taal: "de" }), /Choose from "nl", "en"/);
  assert.throws(() => withParameters(book, { toString: "x" }), /unknown: toString/);
  assert.throws(() => withParameters(notebook([]), { a: 1 }), /has no parameters/);
  assert.equal(values(withParameters(book, { n: 5 }).cells[0]?.source ?? "")["n"], 5);
});

Deno.test("withParameters() cannot inject: any value is read back as that value, and as nothing else", () => {
  const hard = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      '";fetch("x");"',
      "\\",
      '\\"',
      "\u2028",
      "\u2029;alert()",
      "*/",
      "${x}",
      "`",
      "\ud800",
      "</script>",
    ),
  );
  const json = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      hard,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(hard.filter((key) => key !== "__proto__"), tie("value"), { maxKeys: 3 }),
    ),
  })).value;
  fc.assert(
    fc.property(hard, json, (text, value) => {
      const book = withCell('const before = 1;\nconst a = "x";\nconst b = null;\nconst after = 2;');
      const { cells } = withParameters(book, { a: text, b: value });
      const source = cells[0]?.source ?? "";
      // The source stays one line per statement of plain ASCII, and parses to the same constants.
      assert.match(source, /^[\x20-\x7e\n]*$/);
      assert.equal(source.split("\n").length, 4);
      const read = values(source);
      assert.deepEqual(Object.keys(read), ["before", "a", "b", "after"]);
      assert.equal(JSON.stringify([read["a"], read["b"]]), JSON.stringify([text, value]));
      // And so does the language itself.
      const run = new Function(`${source}\nreturn JSON.stringify([before, a, b, after]);`) as () => string;
      assert.equal(run(), JSON.stringify([1, text, value, 2]));
    }),
    { numRuns: RUNS, seed: 2026 },
  );
});

Deno.test("parameterFlags() reads texts as they are and all else as JSON, by the parameter's type", () => {
  const parameters = parametersOfCode(
    'const s = "a"; const n = 1; const b = false; const l = [1]; const o = { a: 1 }; const x = null;' +
      'const t: 1 | "twee" = 1;',
    "p",
  );
  const flags = ["s=12=3", "n=-2.5", "b=true", "l=[2,3]", 'o={"a":2}', "x=vrij", "t=twee"];
  assert.deepEqual(parameterFlags(flags, parameters), {
    s: "12=3",
    n: -2.5,
    b: true,
    l: [2, 3],
    o: { a: 2 },
    x: "vrij",
    t: "twee",
  });
  assert.deepEqual(parameterFlags(["t=1", "x=[1]"], parameters), { t: 1, x: [1] });
  for (const flag of ["n=abc", "b=yes", "l=1", "o=[]", "t=2", "q=1", "n", "=1"]) {
    assert.throws(() => parameterFlags([flag], parameters), ParameterError, flag);
  }
  assert.throws(() => parameterFlags(["n=1", "n=2"], parameters), /given twice: n/);
});

Deno.test("effectiveParametersJson() is canonical and holds defaults and values", () => {
  const book = withCell('const b = { z: 1, a: [2] };\nconst a = "x";');
  assert.equal(effectiveParametersJson(book, {}), '{"a":"x","b":{"a":[2],"z":1}}');
  assert.equal(effectiveParametersJson(book, { a: "y" }), '{"a":"y","b":{"a":[2],"z":1}}');
});
