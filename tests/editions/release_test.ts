import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import { addVetted, type CellPlan } from "../support/notebook_builder.ts";
import { type TestProject, withProject } from "../support/project.ts";

/** A notebook with one table of counts, of which the first cell grows with the parameter `keer`. */
const CELLS: readonly CellPlan[] = [
  ["setup", 'import { protect } from "../../lib/disclosure/mod.ts";'],
  [
    "analyse",
    `const woord = (tekst: string) => ({ nl: tekst, en: tekst });
const aantallen = [400 + keer, 250];
const tabel = {
  id: "kinderen",
  title: woord("kinderen"),
  measure: {
    id: "aantal", label: woord("aantal"), unit: woord("kinderen"), kind: "count", per: 1, decimals: 0, definition: woord("aantal"),
  },
  entity: "person",
  population: woord("kinderen"),
  period: woord("2025"),
  dimensions: [{
    name: "wijk", label: woord("wijk"), kind: "nominal",
    codes: [{ code: "A", label: woord("A") }, { code: "B", label: woord("B") }],
  }],
  cells: ["A", "B"].map((code, i) => ({
    codes: [code], n: aantallen[i]!, numerator: aantallen[i]!, denominator: null, value: aantallen[i]!, low: null, high: null,
  })),
  sources: [{
    datasetId: "proef", period: "2025", title: woord("proef"), owner: "proef", licence: "CC0", retrieved: "2025-01-01", sha256: "00",
    sensitivity: "restricted",
  }],
} as const;`,
  ],
  ["protect", "const veilig = await protect(tabel as never);"],
  [
    "method",
    `limits({ items: [{ nl: "Een.", en: "One." }, { nl: "Twee.", en: "Two." }, { nl: "Drie.", en: "Three." }] })`,
  ],
];

async function publish(project: TestProject, edition: string, ...more: readonly string[]) {
  return await project.task("briefings", "--edition", edition, "--date", "2026-01-05", ...more);
}

async function current(project: TestProject): Promise<string> {
  return await Deno.readLink(join(project.dir, "reports/output/current"));
}

async function textsBelow(folder: string): Promise<string> {
  let all = "";
  for await (const entry of Deno.readDir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) all += await textsBelow(path);
    else all += await Deno.readTextFile(path);
  }
  return all;
}

Deno.test("an edition from which an earlier one can be subtracted is stopped, and a ledger that was changed stops all", () =>
  withProject(async (project) => {
    await addVetted(project, "kinderen", CELLS);
    const first = await publish(project, "eerste");
    assert.equal(first.code, 0, first.stdout + first.stderr);
    const ledger = await project.read("reports/dossiers/ledger.jsonl");
    assert.equal(ledger.trim().split("\n").length, 1);
    const published = await textsBelow(await Deno.realPath(join(project.dir, "reports/output/current")));
    assert.ok(ledger.includes("judgedWith"));
    assert.ok(!published.includes("judgedWith"), "what was handed over is not in the edition");
    assert.ok(
      (await project.read("reports/dossiers/editions/eerste/check-only/overview.html")).includes("kinderen"),
    );
    await project.read("reports/dossiers/editions/eerste/release/kinderen.kinderen.csv");

    const same = await publish(project, "tweede");
    assert.equal(same.code, 0, same.stdout + same.stderr);
    const again = await publish(project, "tweede", "--force");
    assert.equal(again.code, 0, again.stdout + again.stderr);
    const noted = await project.read("reports/dossiers/ledger.jsonl");
    assert.equal(noted.trim().split("\n").length, 2, "an edition is noted once, however often it is made");
    assert.ok(noted.startsWith(ledger));

    const before = await current(project);
    const differing = await publish(project, "derde", "--param", "keer=4");
    assert.notEqual(differing.code, 0);
    assert.match(differing.stderr, /may not leave[^]*kinderen\.kinderen/);
    assert.equal(await current(project), before, "the edition before stands");
    assert.equal(await project.read("reports/dossiers/ledger.jsonl"), noted);

    const pair = /"kinderen\.kinderen" × "([^"]+)"/.exec(differing.stderr)?.[1] ?? "";
    await project.write(
      "uitzondering.json",
      JSON.stringify([{ output: "kinderen.kinderen", earlier: pair, why: "proef", who: "proef" }]),
    );
    const excused = await publish(
      project,
      "derde",
      "--param",
      "keer=4",
      "--exceptions",
      join(project.dir, "uitzondering.json"),
    );
    assert.equal(excused.code, 0, excused.stdout + excused.stderr);
    const three = await project.read("reports/dossiers/ledger.jsonl");
    assert.equal(three.trim().split("\n").length, 3);

    await project.write("reports/dossiers/ledger.jsonl", three.replaceAll("401", "402"));
    const tampered = await publish(project, "vierde", "--param", "keer=300");
    assert.notEqual(tampered.code, 0);
    assert.match(tampered.stderr, /may not leave/);
    await Deno.remove(join(project.dir, "reports/dossiers/ledger.jsonl"));
    const gone = await publish(project, "vierde", "--param", "keer=300");
    assert.notEqual(gone.code, 0);
    assert.match(gone.stderr, /ledger of releases holds 0 editions/);

    const kept = await project.task("clean", "--ledger");
    assert.notEqual(kept.code, 0, "this dataset is not of invented people");
    assert.match(kept.stderr, /may be real/);
  }));
