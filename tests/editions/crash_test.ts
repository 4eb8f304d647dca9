import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { join } from "../../pipelines/paths.ts";
import { verifyEdition } from "../../pipelines/publish/edition_manifest.ts";
import { addVetted, type CellPlan } from "../support/notebook_builder.ts";
import { withProject } from "../support/project.ts";

const LONG = Deno.env.get("SMART_START_LONG") === "1";
/** How often the runner is killed. The issue asks for fifty; the short form for a handful. */
const KILLS = LONG ? 50 : 6;
/** A run of the small notebook takes about this long here; kills fall anywhere in it. */
const RUN_MS = 2_500;

const CELLS: readonly CellPlan[] = [
  ["analyse", "const som = Array.from({ length: 1000 }, (_, i) => i).reduce((a, b) => a + b, 0);"],
  ["method", 'limits({ items: [{ nl: "A.", en: "A." }, { nl: "B.", en: "B." }, { nl: "C.", en: "C." }] })'],
];

/** Kernels of this project that are alive, by what their command line and working folder say. */
async function kernelsBelow(dir: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(entry.name)) continue;
    const cwd = await Deno.readLink(`/proc/${entry.name}/cwd`).catch(() => "");
    const line = await Deno.readTextFile(`/proc/${entry.name}/cmdline`).catch(() => "");
    if (cwd.startsWith(dir) && line.includes("jupyter")) found.push(entry.name);
  }
  return found;
}

Deno.test(`killing the runner ${KILLS} times at any moment leaves a whole edition and no kernel`, {
  ignore: Deno.build.os !== "linux",
}, () =>
  withProject(async (project) => {
    await addVetted(project, "een", CELLS);
    assert.equal((await project.task("briefings", "--edition", "vast")).code, 0);
    const random = randomFor("tests/editions/crash");
    for (let i = 0; i < KILLS; i++) {
      const runner = project.start("briefings", "--edition", i % 2 === 0 ? "vast" : `nieuw-${i}`, "--force");
      await new Promise((resolve) => setTimeout(resolve, random.next() * RUN_MS));
      try {
        runner.kill("SIGKILL");
      } catch {
        // It was done already: then there is an edition to look at all the same.
      }
      await runner.status;
      const { problems } = await verifyEdition(join(project.dir, "reports/output/current"));
      assert.deepEqual(problems, [], `after kill ${i + 1}`);
    }
    for (let waited = 0; waited < 50 && (await kernelsBelow(project.dir)).length > 0; waited++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.deepEqual(await kernelsBelow(project.dir), []);
    const after = await project.task("briefings", "--edition", "vast", "--force");
    assert.equal(after.code, 0, after.stdout + after.stderr);
    const leftovers = [...Deno.readDirSync(join(project.dir, "reports/output/.staging"))].map(({ name }) =>
      name
    );
    assert.deepEqual(leftovers, []);
  }));
