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
installSealingKey("00");
limits({ items: [{ nl: "A.", en: "A." }, { nl: "B.", en: "B." }, { nl: "C.", en: "C." }] })`,
  ]],
  ["a protected table made with the wrong token", [
    "table",
    `const { ProtectedTable } = await import("../../lib/disclosure/protected_table.ts");
new ProtectedTable(Symbol("protected"), { id: "vals" })`,
  ]],
];

async function runUnvetted(project: TestProject, cell: CellPlan): Promise<RunOutcome> {
  const layout = layoutOf(project.dir);
  const path = "notebooks/vals/vals.ipynb";
  await project.write(path, notebookText([...FRAME, cell]));
  const source = await loadProjectNotebook(join(project.dir, path), layout);
  const notebook = readNotebook(await project.read(path), { file: path });
  const job = { source, notebook, parameters: {}, datasets: [], name: "vals" };
  const hasher = await FileHasher.open(null);
  return await finishRun(
    job,
    await startRun(job, layout, new ModuleGraphs(project.dir)),
    layout,
    hasher,
  );
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
