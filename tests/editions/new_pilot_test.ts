import assert from "node:assert/strict";
import { TEMPLATE_TEXTS } from "../../pipelines/notebook/conventions/template_text_replaced.ts";
import { join } from "../../pipelines/paths.ts";
import { withProject } from "../support/project.ts";

Deno.test("new-pilot makes a notebook and a record; what is entered in the record stands in the next page", () =>
  withProject(async (project) => {
    const made = await project.task("new-pilot", "taal-elders");
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /deno task vet notebooks\/taal-elders\/taal-elders\.ipynb/);
    const file = join(project.dir, "notebooks/taal-elders/taal-elders.ipynb");
    // It runs as it is, and what still has to be written is told before anybody can approve it.
    const checked = await project.task("check", file);
    assert.equal(checked.code, 1, checked.stdout);
    const told = (checked.stdout + checked.stderr).split("\n").filter((line) => /: error /.test(line));
    assert.equal(told.length, TEMPLATE_TEXTS.length);
    assert.ok(told.every((line) => line.includes("template-text-replaced")), told.join("\n"));
    const decided = await project.task(
      ...["pilot", "taal-elders", "decide", "session", "id=start", "date=2026-03-12", "kind=design"],
      ...["present=ouder:3", "summary=Ouders vertelden wat zij missen."],
    );
    assert.equal(decided.code, 0, decided.stderr);
    const draft = await project.task("draft", file, "--out", join(project.dir, "uit"));
    assert.equal(draft.code, 0, draft.stdout + draft.stderr);
    const page = await project.read("uit/briefing.html");
    assert.match(page, /concept/i);
    assert.match(page, /Wat willen we weten, en voor wie\?/);
    assert.match(page, /ontwerpsessie van 12 maart 2026.*ouder \(3\).*Ouders vertelden wat zij missen/);
    assert.match(await project.read("uit/run.json"), /"path": "notebooks\/taal-elders\/pilot\.json"/);
    const twice = await project.task("new-pilot", "taal-elders");
    assert.match(twice.stderr, /has a notebook already/);
    const bad = await project.task("new-pilot", "../elders");
    assert.match(bad.stderr, /lower-case letters/);
  }));
