import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import { verifyEdition } from "../../pipelines/publish/edition_manifest.ts";
import { addVetted, type CellPlan, FRAME, notebookText, vet } from "../support/notebook_builder.ts";
import { type TestProject, withProject } from "../support/project.ts";

/** The long form runs every shipped notebook a second time; the short form one of them. */
const LONG = Deno.env.get("SMART_START_LONG") === "1";

const LIMITS: CellPlan = [
  "method",
  `limits({
  items: [
    { nl: "Een.", en: "One." },
    { nl: "Twee.", en: "Two." },
    { nl: "Drie.", en: "Three." },
  ],
})`,
];

async function pageOf(project: TestProject, pilot: string): Promise<string> {
  return await project.read(`reports/output/current/${pilot}/briefing.html`);
}

Deno.test("the shipped notebooks make an edition", (t) =>
  withProject(async (project) => {
    // The size that people get: the smallest one has too few respondents for every figure.
    await project.write(".smart-start/environment.json", '{"kind":"synthetic","size":"small"}');
    const first = await project.task("briefings", "--edition", "2026-01-05");
    assert.equal(first.code, 0, first.stdout + first.stderr);
    await t.step("its files are whole, and each briefing has all of its own", async () => {
      const { problems, manifest } = await verifyEdition(join(project.dir, "reports/output/current"));
      assert.deepEqual(problems, []);
      for (const pilot of ["ace", "heusden"]) {
        for (
          const name of ["briefing.html", "briefing.en.html", "executed.ipynb", "run.json", "receipts.json"]
        ) {
          assert.ok(manifest?.files.some(({ path }) => path === `${pilot}/${name}`), `${pilot} ${name}`);
        }
      }
    });
    await t.step("a second run reuses all of it", async () => {
      const again = await project.task("briefings", "--edition", "2026-01-05", "--explain");
      assert.match(again.stdout, /Nothing changed; the edition stands/);
      assert.match(again.stdout, /reused +heusden: nothing it read has changed/);
    });
    await t.step("a notebook that is run again gives the same page, byte for byte", async () => {
      const before = await pageOf(project, "heusden");
      const chosen = LONG ? [] : ["--pilot", "heusden"];
      const forced = await project.task(
        ...["briefings", "--edition", "2026-01-05", "--force", "--explain", ...chosen],
      );
      assert.match(forced.stdout, /ran +heusden: asked for with --force/);
      assert.equal(await pageOf(project, "heusden"), before);
    });
    await t.step("a dossier lies beside it, and a ledger of invented data may be removed", async () => {
      const overview = await project.read("reports/dossiers/editions/2026-01-05/check-only/overview.html");
      assert.match(overview, /heusden\./);
      assert.equal((await project.task("clean", "--ledger")).code, 0);
      assert.equal(await Deno.stat(join(project.dir, "reports/dossiers")).catch(() => null), null);
    });
  }));

Deno.test("changing a byte of an imported module or of the text runs exactly what read it; touching runs nothing", () =>
  withProject(async (project) => {
    await addVetted(project, "een", [LIMITS]);
    await addVetted(project, "twee", [["setup", 'import { formatNumber } from "../../lib/core/mod.ts";'], [
      "analyse",
      'formatNumber(1, "nl");',
    ], LIMITS]);
    assert.equal((await project.task("briefings", "--edition", "e")).code, 0);
    const now = new Date();
    await Deno.utime(join(project.dir, "lib/core/format.ts"), now, now);
    assert.match((await project.task("briefings", "--edition", "e")).stdout, /0 ran, 2 reused/);
    await project.write("lib/design/texts.ts", await project.read("lib/design/texts.ts") + "\n// a change\n");
    const changed = await project.task("briefings", "--edition", "e", "--explain");
    assert.match(changed.stdout, /2 ran, 0 reused/);
    assert.match(changed.stdout, /een: lib\/design\/texts\.ts changed/);
    await project.write("notebooks/twee/twee.ipynb", notebookText([...FRAME, ["analyse", "2 + 2;"], LIMITS]));
    const unvetted = await project.task("briefings", "--edition", "e");
    assert.match(unvetted.stdout, /0 ran, 1 reused, 0 failed, 1 not vetted/);
    assert.match(unvetted.stdout, /not vetted: twee: changed/);
    assert.match(await project.read("reports/output/current/index.html"), /Nog niet goedgekeurd/);
    await vet(project, "twee");
    assert.match((await project.task("briefings", "--edition", "e")).stdout, /1 ran, 1 reused/);
  }));

Deno.test("changing a data file runs exactly the notebooks that declare it, and names the file", () =>
  withProject(async (project) => {
    const loads = (id: string): readonly CellPlan[] => [
      ["setup", 'import { loadDataset } from "../../lib/sources/mod.ts";'],
      ["load", `const gegevens = await loadDataset(${JSON.stringify(id)});`],
      LIMITS,
    ];
    const prepared = await project.script("lib/sources/prepare.ts", "--json", "cbs/inhatab", "cbs/verdtab");
    assert.equal(prepared.code, 0, prepared.stderr);
    const root = join(project.dir, ".smart-start/data/synthetic/tiny");
    await project.write(".smart-start/environment.json", JSON.stringify({ kind: "files", root }));
    await addVetted(project, "inkomen", loads("cbs/inhatab"), ["cbs/inhatab"]);
    await addVetted(project, "verdachten", loads("cbs/verdtab"), ["cbs/verdtab"]);
    const first = await project.task("briefings", "--edition", "d");
    assert.equal(first.code, 0, first.stdout + first.stderr);
    await Deno.copyFile(join(root, "INHA2019TABV1.parquet"), join(root, "INHA2018TABV1.parquet"));
    const second = await project.task("briefings", "--edition", "d", "--explain");
    assert.equal(second.code, 0, second.stdout + second.stderr);
    assert.match(second.stdout, /ran +inkomen: .*INHA2018TABV1\.parquet changed/);
    assert.match(second.stdout, /reused +verdachten/);
  }));

Deno.test("a notebook that reads a dataset it did not declare fails and names it", () =>
  withProject(async (project) => {
    await addVetted(project, "stiekem", [
      ["setup", 'import { loadDataset } from "../../lib/sources/mod.ts";'],
      ["load", 'const gegevens = await loadDataset("cbs/inhatab");'],
      LIMITS,
    ]);
    const { code, stdout } = await project.task("briefings", "--edition", "x");
    assert.equal(code, 1, stdout);
    assert.match(
      stdout,
      /stiekem: cell cel-6, line 1: WorkspaceError: The notebook does not declare dataset cbs\/inhatab/,
    );
  }));

Deno.test("a failing notebook publishes nothing, keeps a marked copy, and leaves the edition before as it was", () =>
  withProject(async (project) => {
    await addVetted(project, "een", [LIMITS]);
    assert.equal((await project.task("briefings", "--edition", "goed")).code, 0);
    const before = await pageOf(project, "een");
    await addVetted(project, "een", [[
      "analyse",
      'const x = 1;\nif (x > 0) throw new RangeError("te groot");',
    ], LIMITS]);
    const failed = await project.task("briefings", "--edition", "slecht");
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /een: cell cel-5, line 2: RangeError: te groot/);
    assert.equal(await pageOf(project, "een"), before);
    const copy = await project.read("reports/output/.failed/slecht/een/executed.ipynb");
    assert.match(copy, /smart-start-failure/);
    assert.match(copy, /RangeError/);
  }));

Deno.test("parameters reach the page, unknown ones are refused, and a list of sets makes one briefing each", () =>
  withProject(async (project) => {
    await addVetted(project, "een", [LIMITS]);
    assert.equal((await project.task("briefings", "--edition", "p", "--param", "plaats=Elders")).code, 0);
    assert.match(await pageOf(project, "een"), /Elders/);
    const unknown = await project.task("briefings", "--edition", "p", "--param", "stad=Elders");
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /Parameter is unknown: stad/);
    await project.write("sets.json", '[{"plaats":"Noord"},{"plaats":"Zuid"}]');
    const sets = await project.task(
      "briefings",
      "--edition",
      "p",
      "--param-sets",
      join(project.dir, "sets.json"),
    );
    assert.equal(sets.code, 0, sets.stderr);
    assert.match(await pageOf(project, "een--noord"), /Noord/);
    assert.match(await pageOf(project, "een--zuid"), /Zuid/);
  }));

Deno.test("output is the same whatever the number of kernels", () =>
  withProject(async (project) => {
    for (const name of ["a", "b", "c"]) await addVetted(project, name, [LIMITS]);
    assert.equal((await project.task("briefings", "--edition", "n", "--jobs", "1")).code, 0);
    const pages = await Promise.all(["a", "b", "c"].map((name) => pageOf(project, name)));
    assert.equal((await project.task("briefings", "--edition", "n", "--jobs", "3", "--force")).code, 0);
    assert.deepEqual(await Promise.all(["a", "b", "c"].map((name) => pageOf(project, name))), pages);
  }));

Deno.test("two runs of one edition at once do not harm each other", () =>
  withProject(async (project) => {
    await addVetted(project, "een", [LIMITS]);
    const results = await Promise.all(
      [1, 2].map(() => project.task("briefings", "--edition", "zelfde", "--force")),
    );
    assert.ok(results.some(({ code }) => code === 0));
    assert.deepEqual((await verifyEdition(join(project.dir, "reports/output/current"))).problems, []);
  }));

Deno.test("an unknown pilot, and a project without a vetted notebook, are refused with the way out", () =>
  withProject(async (project) => {
    const unknown = await project.task("briefings", "--pilot", "atlantis");
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /There is no pilot atlantis.*Choose from: .*heusden/);
    await Deno.remove(join(project.dir, "notebooks/keys.json"));
    const none = await project.task("briefings");
    assert.equal(none.code, 2);
    assert.match(none.stderr, /No notebook is vetted.*deno task vet/s);
  }));

Deno.test("files of vetting that were set back to before a revocation are noticed once an edition has been published", () =>
  withProject(async (project) => {
    await addVetted(project, "een", [LIMITS]);
    await addVetted(project, "twee", [LIMITS]);
    const files = ["notebooks/keys.json", "notebooks/twee/twee.vet.json"];
    const before = new Map<string, string>();
    for (const path of files) before.set(path, await project.read(path));
    await vet(project, "twee", "--revoke");
    const made = await project.task("briefings", "--edition", "na");
    assert.match(made.stdout, /not vetted: twee/);
    for (const [path, text] of before) await project.write(path, text);
    const set = await project.task("briefings", "--edition", "later");
    assert.notEqual(set.code, 0);
    assert.match(set.stdout + set.stderr, /the files were set back/);
  }));
