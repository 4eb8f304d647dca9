import assert from "node:assert/strict";
import plugin from "../../tools/lint/plugin.ts";

/** Gives `rule: message` of all that the plugin reports of a source that would lie at a path of the project. */
function lint(path: string, source: string): readonly string[] {
  return Deno.lint.runPlugin(plugin, path, source)
    .map(({ id, message }) => `${id.replace("smart-start/", "")}: ${message}`);
}

interface Case {
  readonly path: string;
  readonly source: string;
  readonly found: readonly string[];
}

function imports(path: string, ...specifiers: readonly string[]): Case {
  return { path, source: specifiers.map((one) => `import { a } from "${one}";`).join("\n"), found: [] };
}

const ALLOWED: readonly Case[] = [
  imports("lib/core/table.ts", "./errors.ts", "node:crypto"),
  imports(
    "lib/ace/score.ts",
    "../core/table.ts",
    "./missing_rule.ts",
    "../survey/mod.ts",
    "ml-matrix",
    "node:crypto",
  ),
  imports("lib/ace/instruments/a.ts", "../../core/errors.ts", "../score.ts"),
  imports("lib/sources/csv.ts", "node:fs", "node:path", "csv-parse", "../core/table.ts"),
  imports("lib/disclosure/protect.ts", "../core/receipt.ts", "highs"),
  imports("pipelines/run/execute.ts", "../../lib/core/hash.ts", "../kernel/client.ts", "node:path", "croner"),
  imports("pipelines/render/page.ts", "../../reports/templates/page.ts"),
  imports("tests/ace/score_test.ts", "../../lib/ace/score.ts", "../support/x.ts", "../../pipelines/run/a.ts"),
  imports("tools/ok.ts", "../pipelines/layout.ts", "../lib/sources/mod.ts"),
  { path: "lib/charts/bar.ts", source: 'import type { A } from "../disclosure/mod.ts";', found: [] },
  { path: "lib/charts/bar.ts", source: 'import { type A } from "../disclosure/mod.ts";', found: [] },
  { path: "lib/charts/bar.ts", source: 'export type { A } from "../disclosure/mod.ts";', found: [] },
  {
    path: "lib/disclosure/protect.ts",
    source: 'import { mintReceipt } from "../core/receipt.ts";',
    found: [],
  },
  { path: "lib/charts/bar.ts", source: 'import { programmeObject } from "../core/display.ts";', found: [] },
  { path: "lib/core/mod.ts", source: 'export type * from "./display.ts";', found: [] },
  {
    path: "tests/core/a_test.ts",
    source: 'import { mintReceipt } from "../../lib/core/receipt.ts";',
    found: [],
  },
  { path: "lib/sources/read.ts", source: "export function read() { return Deno.readFile; }", found: [] },
  { path: "lib/federation/tls.ts", source: "export function call() { return Deno.connectTls; }", found: [] },
  {
    path: "lib/ace/a.ts",
    source: "const half = (x: number) => x / 2;\nexport function f() { return half; }",
    found: [],
  },
  { path: "lib/ace/a.ts", source: "export const compare: Compare = (a, b) => a - b;", found: [] },
  {
    path: "lib/ace/a.ts",
    source: 'const s = Symbol.for("Deno.customInspect"); x.fetch(); const o = { console: 1 };',
    found: [],
  },
  { path: "lib/ace/a.ts", source: "const day = new Date(2024, 1, 1);", found: [] },
  { path: "pipelines/notebook/vetting/a.ts", source: 'import { a } from "../_check.ts";', found: [] },
  { path: "/elsewhere/a.ts", source: 'import x from "npm:x";', found: [] },
];

const REFUSED: readonly Case[] = [
  {
    path: "lib/core/a.ts",
    source: 'import x from "ml-matrix";',
    found: ["import-direction: lib/core may not import a package: ml-matrix"],
  },
  {
    path: "lib/core/a.ts",
    source: 'import fs from "node:fs";',
    found: ["import-direction: lib/core may not import node:fs"],
  },
  {
    path: "lib/core/a.ts",
    source: 'import type { A } from "../ace/mod.ts";',
    found: ["import-direction: lib/core may not import lib/ace"],
  },
  {
    path: "lib/ace/a.ts",
    source: 'import { a } from "../survey/weights.ts";',
    found: ["import-direction: lib/ace may import lib/survey only by its door"],
  },
  {
    path: "lib/ace/a.ts",
    source: 'import { a } from "../../pipelines/main.ts";',
    found: ["import-direction: lib/ace may not import pipelines"],
  },
  {
    path: "lib/ace/a.ts",
    source: 'import { a } from "node:fs";',
    found: ["import-direction: lib/ace may not import node:fs"],
  },
  {
    path: "lib/charts/a.ts",
    source: 'import { protect } from "../disclosure/mod.ts";',
    found: ["import-direction: lib/charts may import only types of lib/disclosure"],
  },
  {
    path: "lib/findings/a.ts",
    source: 'import "../disclosure/mod.ts";',
    found: ["import-direction: lib/findings may import only types of lib/disclosure"],
  },
  {
    path: "lib/charts/a.ts",
    source: 'export * from "../disclosure/mod.ts";',
    found: ["import-direction: lib/charts may import only types of lib/disclosure"],
  },
  {
    path: "lib/charts/a.ts",
    source: 'const m = await import("../disclosure/mod.ts");',
    found: ["import-direction: lib/charts may import only types of lib/disclosure"],
  },
  {
    path: "pipelines/run/a.ts",
    source: 'import { a } from "../../lib/ace/mod.ts";',
    found: ["import-direction: pipelines may not import lib/ace"],
  },
  {
    path: "pipelines/run/a.ts",
    source: 'let a: import("../../lib/ace/mod.ts").A;',
    found: ["import-direction: pipelines may not import lib/ace"],
  },
  {
    path: "pipelines/run/a.ts",
    source: 'import { a } from "../../tests/support/x.ts";',
    found: ["import-direction: Nothing imports tests: ../../tests/support/x.ts"],
  },
  {
    path: "tests/a_test.ts",
    source: 'import { a } from "../notebooks/x/a.ts";',
    found: ["import-direction: Nothing imports notebooks: ../notebooks/x/a.ts"],
  },
  {
    path: "tools/a.ts",
    source: 'import x from "npm:ajv";',
    found: ["import-direction: Import names a registry or address: npm:ajv"],
  },
  {
    path: "tests/a_test.ts",
    source: 'import x from "https://example.org/x.ts";',
    found: ["import-direction: Import names a registry or address: https://example.org/x.ts"],
  },
  {
    path: "tests/ace/a_test.ts",
    source: 'import { a } from "../../lib/ace/_totals.ts";',
    found: ["private-files: File is private to its folder: lib/ace/_totals.ts"],
  },
  {
    path: "lib/charts/a.ts",
    source: 'import { mintReceipt } from "../core/receipt.ts";',
    found: [
      "restricted-names: lib/charts may not import mintReceipt: only disclosure control says what was protected",
    ],
  },
  {
    path: "lib/charts/a.ts",
    source: 'import { mintReceipt as m } from "../core/receipt.ts";',
    found: [
      "restricted-names: lib/charts may not import mintReceipt: only disclosure control says what was protected",
    ],
  },
  {
    path: "lib/charts/a.ts",
    source: 'import * as r from "../core/receipt.ts";',
    found: [
      "restricted-names: lib/charts may not import bindReceipt: only disclosure control says which table a receipt belongs to",
      "restricted-names: lib/charts may not import mintReceipt: only disclosure control says what was protected",
    ],
  },
  {
    path: "lib/core/a.ts",
    source: 'export * from "./receipt.ts";',
    found: [
      "restricted-names: lib/core may not import bindReceipt: only disclosure control says which table a receipt belongs to",
      "restricted-names: lib/core may not import mintReceipt: only disclosure control says what was protected",
    ],
  },
  {
    path: "pipelines/run/a.ts",
    source: 'import { programmeObject } from "../../lib/core/display.ts";',
    found: [
      "restricted-names: pipelines may not import programmeObject: only the library makes what a briefing shows",
    ],
  },
  {
    path: "lib/charts/a.ts",
    source: 'import { PROTECTED_TOKEN } from "../disclosure/mod.ts";',
    found: [
      "import-direction: lib/charts may import only types of lib/disclosure",
      "restricted-names: lib/charts may not import PROTECTED_TOKEN: only disclosure control makes protected tables",
    ],
  },
  { path: "lib/ace/a.ts", source: 'console.log("x");', found: ["pure-library: lib/ace may not use console"] },
  {
    path: "lib/ace/a.ts",
    source: "const { readFile } = Deno;",
    found: ["pure-library: lib/ace may not use Deno"],
  },
  {
    path: "lib/ace/a.ts",
    source: 'const a = await fetch("x");',
    found: ["pure-library: lib/ace may not use fetch"],
  },
  {
    path: "lib/sources/a.ts",
    source: "const a = Math.random();",
    found: ["pure-library: lib/sources may not use Math.random"],
  },
  {
    path: "lib/ace/a.ts",
    source: "const a = Date.now(), b = new Date();",
    found: ["pure-library: lib/ace may not use Date.now", "pure-library: lib/ace may not take the time"],
  },
  {
    path: "lib/ace/a.ts",
    source: "export const f = () => 1;",
    found: ["function-declarations: Function of a module is no declaration"],
  },
  {
    path: "pipelines/a.ts",
    source: "const f = function () { return 1; };",
    found: ["function-declarations: Function of a module is no declaration"],
  },
];

Deno.test.each(ALLOWED)("lint plugin allows $source in $path", ({ path, source, found }) => {
  assert.deepEqual(lint(path, source), found);
});

Deno.test.each(REFUSED)("lint plugin refuses $source in $path", ({ path, source, found }) => {
  assert.deepEqual([...lint(path, source)].sort(), [...found].sort());
});
