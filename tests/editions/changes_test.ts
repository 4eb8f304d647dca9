import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import { findBrokenLinks } from "../../pipelines/render/links.ts";
import { addVetted, type CellPlan } from "../support/notebook_builder.ts";
import { type TestProject, withProject } from "../support/project.ts";

function cells(meaning: string, items: readonly string[]): readonly CellPlan[] {
  const limits = items.map((item) => `{ nl: "${item}.", en: "${item}." }`).join(", ");
  return [
    ["setup", 'import { method } from "../../lib/design/mod.ts";'],
    [
      "method",
      `method({
  title: { nl: "Zo gemaakt", en: "How made" },
  paragraphs: [{ nl: "Elke wijk telt mee.", en: "Every district counts." }],
  definitions: [{ term: { nl: "proefwoord", en: "test word" }, meaning: { nl: "${meaning}", en: "${meaning}" } }],
})`,
    ],
    ["method", `limits({ items: [${limits}] })`],
  ];
}

async function publish(project: TestProject, edition: string, ...more: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await project.task("briefings", "--edition", edition, ...more);
  assert.equal(code, 0, stdout + stderr);
  return stdout;
}

/** Every file of an edition by path, but for records of runs, which hold times. */
async function filesOf(dir: string, prefix = ""): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for await (const entry of Deno.readDir(join(dir, prefix))) {
    const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory) { for (const [each, text] of await filesOf(dir, path)) files.set(each, text); }
    else if (!/(?:run|edition)\.json$/.test(path)) files.set(path, await Deno.readTextFile(join(dir, path)));
  }
  return files;
}

Deno.test("a briefing says what changed since the edition before, the index lists it, and no link leads nowhere", () =>
  withProject(async (project) => {
    const output = join(project.dir, "reports/output");
    await addVetted(project, "een", cells("Oude betekenis.", ["Een", "Twee", "Drie"]));
    await publish(project, "2026-01-05");
    const first = await filesOf(join(output, "2026-01-05"));
    assert.doesNotMatch(first.get("een/briefing.html") ?? "", /id="veranderd"/);
    assert.match(
      first.get("een/briefing.html") ?? "",
      /<a href="#begrip-wijk" class="term">|class="term" href="#begrip-wijk"/,
    );

    await addVetted(project, "een", cells("Nieuwe betekenis.", ["Een", "Twee", "Drie"]));
    await publish(project, "2026-02-05");
    const second = await filesOf(join(output, "2026-02-05"));
    const page = second.get("een/briefing.html") ?? "";
    assert.match(page, /Wat is er veranderd sinds editie 2026-01-05\?/);
    assert.match(page, /was Oude betekenis\., is nu Nieuwe betekenis\./);
    assert.match(second.get("een/briefing.en.html") ?? "", /What has changed since edition 2026-01-05\?/);
    const index = second.get("index.html") ?? "";
    assert.match(index, /href="een\/briefing\.html#veranderd"/);
    assert.match(index, /1 verandering/);
    assert.match(index, /href="\.\.\/2026-01-05\/index\.html"/);

    // Both editions beside each other, as they stand in the folder.
    const all = new Map(
      [["2026-01-05", first], ["2026-02-05", second]].flatMap(([id, files]) =>
        [...files as ReadonlyMap<string, string>].map(([path, text]) => [`${id}/${path}`, text] as const)
      ),
    );
    const pages = new Map([...all].filter(([path]) => path.endsWith(".html")));
    const others = [...all.keys(), "2026-01-05/een/run.json", "2026-02-05/een/run.json"];
    assert.deepEqual(findBrokenLinks(pages, others), []);

    await publish(project, "2026-02-05", "--force");
    assert.deepEqual(await filesOf(join(output, "2026-02-05")), second);
    assert.match(await publish(project, "2026-02-05"), /Nothing changed/);

    // What the library says of itself is part of the edition: no notebook runs, the pages are made anew.
    const phases = "lib/reference/phases.ts";
    await project.write(phases, (await project.read(phases)).replace("Ontwerpen", "Samen ontwerpen"));
    assert.match(await publish(project, "2026-02-05"), /0 ran, 1 reused[\s\S]*Published/);
  }));
