import assert from "node:assert/strict";
import { join } from "node:path";
import { foldersOf, kernelSpec, labEnvironment, writeSettings } from "../../../pipelines/lab/settings.ts";

Deno.test("the kernel is this very Deno behind the fence, interrupted by message, without colours", () => {
  const spec = kernelSpec(Deno.execPath()) as Record<string, unknown>;
  const argv = spec["argv"] as readonly string[];
  assert.equal(argv[0], Deno.execPath());
  assert.match(argv.at(-2) ?? "", /pipelines\/lab\/kernel_proxy\.ts$/);
  assert.equal(argv.at(-1), "{connection_file}");
  assert.equal(spec["interrupt_mode"], "message");
  assert.deepEqual(spec["env"], { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" });
});

Deno.test("everything that JupyterLab writes lies in the state folder, closed to others", async () => {
  const stateDir = await Deno.makeTempDir();
  const folders = foldersOf(stateDir, "1");
  await writeSettings(folders, { denoPath: "/usr/bin/deno", notebooksDir: "/project/notebooks" });
  for (const folder of Object.values(folders)) {
    assert.ok(folder.startsWith(stateDir));
    assert.equal(((await Deno.stat(folder)).mode ?? 0) & 0o077, 0, folder);
  }
  const environment = labEnvironment(folders, "secret");
  const shown = ["JUPYTER_TOKEN", "JUPYTER_PREFER_ENV_PATH", "PYTHONDONTWRITEBYTECODE"];
  for (const [name, value] of Object.entries(environment)) {
    if (!shown.includes(name)) assert.ok(value.startsWith(stateDir), name);
  }
  const spec = JSON.parse(await Deno.readTextFile(join(folders.data, "kernels", "deno", "kernel.json")));
  assert.deepEqual(spec, kernelSpec("/usr/bin/deno"));
});

Deno.test("the token is neither in the configuration nor in a file", async () => {
  const stateDir = await Deno.makeTempDir();
  const folders = foldersOf(stateDir, "1");
  await writeSettings(folders, { denoPath: "deno", notebooksDir: "/project/notebooks" });
  const files = await Array.fromAsync(Deno.readDir(folders.config));
  for (const { name, isFile } of files) {
    if (isFile) assert.doesNotMatch(await Deno.readTextFile(join(folders.config, name)), /token/);
  }
});
