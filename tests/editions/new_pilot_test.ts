import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import { withProject } from "../support/project.ts";

Deno.test("new-pilot makes a notebook and a record; what is entered in the record stands in the next page", () =>
  withProject(async (project) => {
    assert.equal((await project.task("new-pilot", "taal-elders")).code, 0);
    const file = join(project.dir, "notebooks/taal-elders/taal-elders.ipynb");
    const checked = await project.task("check", file);
    assert.equal(checked.code, 0, checked.stdout);
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
