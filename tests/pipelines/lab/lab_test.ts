/**
 * Starting and ending, with programs that stand for JupyterLab and misbehave. With the real one:
 * `tests/browser/lab_test.ts`.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type LabOptions, startLab } from "../../../pipelines/lab/lab.ts";

/** Options under which a shell script is the installed JupyterLab. */
async function optionsWith(script: string): Promise<LabOptions & { readonly stateDir: string }> {
  const dir = await Deno.makeTempDir({ prefix: "lab-" });
  await Deno.mkdir(join(dir, "bin"));
  await Deno.mkdir(join(dir, "notebooks"));
  const text = `#!/bin/sh\nif [ "$1" = --version ]; then exit 0; fi\n${script}\n`;
  await Deno.writeTextFile(join(dir, "bin", "jupyter-lab"), text, { mode: 0o755 });
  const path = `${join(dir, "bin")}:/usr/bin:/bin`;
  return { notebooksDir: join(dir, "notebooks"), stateDir: join(dir, "state"), path };
}

Deno.test("startLab() quotes the last line of a server that ends at once", async () => {
  const options = await optionsWith('echo "port is taken" >&2; exit 1');
  await assert.rejects(startLab(options), /JupyterLab did not start: port is taken .*Look into .*lab\.log/s);
});

Deno.test("startLab() ends a server that does not answer in time, also one that ignores the first signal", async () => {
  const options = await optionsWith('trap "" TERM; echo $$ > "$0.pid"; while :; do sleep 0.1; done');
  const began = performance.now();
  await assert.rejects(startLab({ ...options, startTimeoutMs: 500 }), /JupyterLab did not start/);
  const pid = Number(await Deno.readTextFile(join(options.path?.split(":")[0] ?? "", "jupyter-lab.pid")));
  assert.throws(() => Deno.kill(pid, "SIGCONT"), Deno.errors.NotFound);
  assert.ok(performance.now() - began < 20_000);
});

Deno.test("startLab() gives the token in the environment, not among the arguments, and removes its runtime folder", async () => {
  const options = await optionsWith('echo "args: $* token: ${#JUPYTER_TOKEN}" >&2; exit 1');
  await assert.rejects(startLab(options), (error: unknown) => {
    const [, args = "", length] = /args: (.*) token: (\d+)/.exec(String(error)) ?? [];
    assert.equal(length, "48");
    assert.match(args, /--ServerApp\.port=\d+/);
    assert.match(args, /--no-browser/);
    assert.doesNotMatch(args, /token/i);
    return true;
  });
  const left = [...Deno.readDirSync(join(options.stateDir, "jupyter"))].map((entry) => entry.name);
  assert.deepEqual(left.filter((name) => name.startsWith("runtime")), []);
});
