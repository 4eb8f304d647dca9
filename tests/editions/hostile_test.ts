import assert from "node:assert/strict";
import { layoutOf } from "../../pipelines/layout.ts";
import { readNotebook } from "../../pipelines/notebook/read.ts";
import { join } from "../../pipelines/paths.ts";
import { FileHasher } from "../../pipelines/run/file_hash.ts";
import { ModuleGraphs } from "../../pipelines/run/module_graph.ts";
import { loadProjectNotebook } from "../../pipelines/run/project_notebook.ts";
import { finishRun, type RunOutcome, startRun } from "../../pipelines/run/run_notebook.ts";
import { addVetted, type CellPlan, FRAME, notebookText } from "../support/notebook_builder.ts";
import { type TestProject, withProject } from "../support/project.ts";

/** What a reviewer could let through by mistake. The conventions refuse each of them; the gate has to as well. */
const FORGERIES: readonly (readonly [name: string, cell: CellPlan])[] = [
  ["a plain object with the programme's MIME type", [
    "method",
    '({ [Symbol.for("Jupyter.display")]: () => ({ "application/vnd.smart-start.v1+json": { version: 1, kind: "limits", payload: { id: "x", items: [{ nl: "geheim 4711", en: "x" }] }, receipts: [], seal: "00" } }) })',
  ]],
  ["a real object whose content was changed afterwards", [
    "method",
    `(() => {
  const real = limits({ items: [{ nl: "A.", en: "A." }, { nl: "B.", en: "B." }, { nl: "C.", en: "C." }] });
  const bundle = real[Symbol.for("Jupyter.display")]();
  const envelope = structuredClone(bundle["application/vnd.smart-start.v1+json"]);
  envelope.payload.items[0].nl = "geheim 4711";
  return { [Symbol.for("Jupyter.display")]: () => ({ "application/vnd.smart-start.v1+json": envelope }) };
})()`,
  ]],
  ["a figure made with the library's own constructor but without a receipt", [
    "figure",
    `const { programmeObject } = await import("../../lib/core/display.ts");
programmeObject("figure", { id: "vals", title: { nl: "geheim 4711", en: "x" } }, [], "")`,
  ]],
  ["a figure with a receipt that the notebook wrote itself", [
    "figure",
    `const { programmeObject } = await import("../../lib/core/display.ts");
programmeObject("figure", { id: "vals", title: { nl: "geheim 4711", en: "x" } }, [{ checksum: "00", tableId: "x" }], "")`,
  ]],
  ["a second key in the place of the runner's", [
    "method",
    `const { installSealingKey } = await import("../../lib/core/display.ts");
installSealingKey(new Uint8Array(32));
limits({ items: [{ nl: "A.", en: "A." }, { nl: "B.", en: "B." }, { nl: "C.", en: "C." }] })`,
  ]],
  ["a protected table made with the wrong token", [
    "table",
    `const { ProtectedTable } = await import("../../lib/disclosure/protected_table.ts");
new ProtectedTable(Symbol("protected"), { id: "vals" })`,
  ]],
];

async function runUnvetted(project: TestProject, cell: CellPlan): Promise<RunOutcome> {
  return (await runWithKey(project, cell)).outcome;
}

async function runWithKey(
  project: TestProject,
  cell: CellPlan,
): Promise<{ readonly outcome: RunOutcome; readonly key: Uint8Array }> {
  const layout = layoutOf(project.dir);
  const path = "notebooks/vals/vals.ipynb";
  await project.write(path, notebookText([...FRAME, cell]));
  const source = await loadProjectNotebook(join(project.dir, path), layout);
  const notebook = readNotebook(await project.read(path), { file: path });
  const job = { source, notebook, parameters: {}, datasets: [], name: "vals" };
  const hasher = await FileHasher.open(null);
  const started = await startRun(job, layout, new ModuleGraphs(project.dir));
  return { outcome: await finishRun(job, started, layout, hasher), key: started.sealingKey };
}

Deno.test("a run releases none of the forgeries that a notebook can make", () =>
  withProject(async (project) => {
    for (const [name, cell] of FORGERIES) {
      const outcome = await runUnvetted(project, cell);
      assert.equal(outcome.status, "failed", name);
      assert.ok(
        !JSON.stringify(outcome.status === "failed" ? outcome.reason : outcome).includes("4711"),
        name,
      );
    }
  }));

/** What code in a cell can do with the library's own objects: each gives a text that holds 4711 only when it worked. */
const AROUND: readonly (readonly [name: string, code: string, refusal: RegExp])[] = [
  ["the content of an object that was made", '(real.payload.items[0].nl = "4711", shown(real))', /read only/],
  ["another content in its place", '(real.payload = { id: "x", items: ["4711"] }, shown(real))', /read only/],
  ["what its content was made of", '(given[0].nl = "4711", shown(real))', /"nl":"A\."/],
  [
    "its display, called on another object",
    'display.call({ ...real, payload: { id: "4711" } })',
    /private member/,
  ],
  [
    "its class, called anew",
    'shown(new real.constructor("figure", { id: "4711" }, [], ""))',
    /Cannot construct/,
  ],
  [
    "a receipt of one's own, with a weak set that says yes",
    '(WeakSet.prototype.has = () => true, shown(core.programmeObject("figure", { id: "4711" }, [{}], "")))',
    /read only/,
  ],
  [
    "a speller that seals other words than it shows",
    `(JSON.stringify = () => '"4711"', shown(real))`,
    /read only/,
  ],
  [
    "the key, from where node mixes it",
    "(Buffer.concat = (list) => { stolen.push(list); return list[0]; }, shown(real), stolen.length > 0 ? 4711 : 0)",
    /^0$/,
  ],
  [
    "the key, from the file in which it came",
    '[...Deno.readDirSync(Deno.makeTempDirSync() + "/..")].some(({ name }) => name.includes("key")) ? 4711 : 0',
    /^0$/,
  ],
];

Deno.test("no way around the library's objects changes what they show or gives their seal to something else", () =>
  withProject(async (project) => {
    const attempts = AROUND.map(([, code]) => `() => ${code}`).join(",\n");
    const { outcome, key } = await runWithKey(project, [
      "analyse",
      `const core = await import("../../lib/core/display.ts");
const v8 = await import("node:v8");
const symbol = Symbol.for("Jupyter.display");
const given = ["A.", "B.", "C."].map((text) => ({ nl: text, en: text }));
const real = limits({ items: given });
const display = real[symbol];
const shown = (object) => JSON.stringify(object[symbol]());
const stolen = [];
const told = [${attempts}].map((attempt) => { try { return String(attempt()); } catch (error) { return error.message; } });
let heap = "";
for await (const part of v8.getHeapSnapshot()) heap += part;
throw new Error(JSON.stringify([...told, heap.length > 1e6, [...heap.matchAll(/[0-9a-f]{64}/g)].map(String)]));`,
    ]);
    assert.equal(outcome.status, "failed");
    const told: readonly unknown[] = JSON.parse(outcome.status === "failed" ? outcome.reason.evalue : "[]");
    for (const [i, [name, , refusal]] of AROUND.entries()) {
      assert.match(String(told[i]), refusal, name);
      assert.doesNotMatch(String(told[i]), /4711/, name);
    }
    assert.equal(told.at(-2), true, "a picture of the heap was taken");
    assert.ok(!(told.at(-1) as readonly string[]).includes(key.toHex()), "and shows no key");
  }));

Deno.test("a path or host that a notebook made up for a refused access is not in what is released", () =>
  withProject(async (project) => {
    const outcome = await runUnvetted(project, [
      "analyse",
      'const geheim = ["planted", "4711"].join("-");\nawait Deno.readTextFile(`/${geheim}`).catch(() => {});\nawait fetch(`http://${geheim}.example/`).catch(() => {});',
    ]);
    assert.equal(outcome.status, "released");
    assert.ok(outcome.status === "released" && outcome.run.denied.length > 0);
    assert.ok(!JSON.stringify(outcome).includes("planted-4711"));
  }));

Deno.test("vetting refuses a notebook that reaches beside the library's doors", () =>
  withProject(async (project) => {
    for (const [name, cell] of FORGERIES.slice(0, 3)) {
      await assert.rejects(addVetted(project, "vals", [cell]), /cannot be approved/, name);
    }
  }));

Deno.test("nothing that a notebook prints or returns in passing is in any byte of the edition", () =>
  withProject(async (project) => {
    await addVetted(project, "lek", [
      [
        "analyse",
        'const geheim = ["planted", "secret", "4711"].join("-");\nconsole.log(geheim);\nconsole.error(geheim);\ngeheim;',
      ],
      [
        "method",
        'limits({ items: [{ nl: "A.", en: "A." }, { nl: "B.", en: "B." }, { nl: "C.", en: "C." }] })',
      ],
    ]);
    const { code, stdout, stderr } = await project.task("briefings", "--edition", "x");
    assert.equal(code, 0, stdout + stderr);
    for await (const file of filesBelow(`${project.dir}/reports/output`)) {
      assert.ok(!(await Deno.readTextFile(file)).includes("planted-secret-4711"), file);
    }
  }));

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* filesBelow(path);
    else if (entry.isFile) yield path;
  }
}
