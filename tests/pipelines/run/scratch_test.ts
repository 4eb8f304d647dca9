import assert from "node:assert/strict";
import { layoutOf, type ProjectLayout } from "../../../pipelines/layout.ts";
import { join } from "../../../pipelines/paths.ts";
import { makeScratch } from "../../../pipelines/run/scratch.ts";

async function withLayout(act: (layout: ProjectLayout, names: () => readonly string[]) => Promise<void>) {
  const dir = await Deno.makeTempDir();
  const layout = layoutOf(dir);
  try {
    await act(layout, () => [...Deno.readDirSync(layout.scratchRootDir)].map(({ name }) => name));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("makeScratch() gives private folders that do not meet, and leaves nothing", () =>
  withLayout(async (layout, names) => {
    const all = await Promise.all(["a", "a", "b"].map((name) => makeScratch(layout, name)));
    assert.equal(new Set(all.map(({ dir }) => dir)).size, 3);
    for (const { dir } of all) assert.equal((Deno.statSync(dir).mode ?? 0) & 0o777, 0o700);
    for (const scratch of all) await scratch[Symbol.asyncDispose]();
    assert.deepEqual(names(), []);
  }));

Deno.test("a folder of a run that was killed goes with the next run, one that is in use stays", () =>
  withLayout(async (layout, names) => {
    const module = new URL("../../../pipelines/run/scratch.ts", import.meta.url).href;
    const code = `import { makeScratch } from ${JSON.stringify(module)};
const { dir } = await makeScratch(${JSON.stringify(layout)}, "killed");
Deno.writeTextFileSync(dir + "/numbers", "of persons");
Deno.kill(Deno.pid, "SIGKILL");`;
    const { signal } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-lock", "--ext=ts", code],
    }).output();
    assert.equal(signal, "SIGKILL");
    assert.equal(names().filter((name) => name.startsWith("killed-")).length, 2, "the folder and its lock");
    await Deno.mkdir(join(layout.scratchRootDir, "without-lock"));
    {
      await using mine = await makeScratch(layout, "mine");
      await using other = await makeScratch(layout, "other");
      assert.ok(Deno.statSync(mine.dir).isDirectory && Deno.statSync(other.dir).isDirectory);
      assert.ok(names().every((name) => /^(mine|other)-/.test(name)), names().join());
    }
    assert.deepEqual(names(), []);
  }));
