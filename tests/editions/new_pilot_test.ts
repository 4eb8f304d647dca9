import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import { withProject } from "../support/project.ts";

Deno.test("new-pilot makes a notebook that keeps every convention and runs as it is", () =>
  withProject(async (project) => {
    assert.equal((await project.task("new-pilot", "taal-elders")).code, 0);
    const file = join(project.dir, "notebooks/taal-elders/taal-elders.ipynb");
    const checked = await project.task("check", file);
    assert.equal(checked.code, 0, checked.stdout);
    const draft = await project.task("draft", file, "--out", join(project.dir, "uit"));
    assert.equal(draft.code, 0, draft.stdout + draft.stderr);
    const page = await project.read("uit/briefing.html");
    assert.match(page, /concept/i);
    assert.match(page, /Waar groeien kinderen op in armoede/);
    const twice = await project.task("new-pilot", "taal-elders");
    assert.match(twice.stderr, /has a notebook already/);
    const bad = await project.task("new-pilot", "../elders");
    assert.match(bad.stderr, /lower-case letters/);
  }));
