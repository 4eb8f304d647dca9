import assert from "node:assert/strict";
import { join } from "node:path";
import { findLauncher, JUPYTERLAB_VERSION, NoJupyterError } from "../../../pipelines/lab/launcher.ts";

/** A folder with programs of one line each; `false` ends with 1. */
async function pathWith(
  programs: Readonly<Record<string, string>>,
): Promise<{ path: string; stateDir: string }> {
  const dir = await Deno.makeTempDir({ prefix: "path-" });
  const path = join(dir, "bin");
  await Deno.mkdir(path);
  for (const [name, line] of Object.entries(programs)) {
    await Deno.writeTextFile(join(path, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }
  return { path, stateDir: join(dir, "state") };
}

Deno.test("findLauncher() takes a JupyterLab that is installed first", async () => {
  const where = await pathWith({ "jupyter-lab": "exit 0", uvx: "exit 0", pipx: "exit 0" });
  const launcher = await findLauncher(where);
  assert.deepEqual(launcher, { kind: "installed", argv: [join(where.path, "jupyter-lab")] });
});

Deno.test("findLauncher() passes over a program that is on the path but does not work", async () => {
  const where = await pathWith({ "jupyter-lab": "exit 127", uvx: "exit 0" });
  assert.equal((await findLauncher(where)).kind, "uvx");
  const file = join(where.path, "pipx");
  await Deno.writeTextFile(file, "not executable", { mode: 0o644 });
  await Deno.remove(join(where.path, "uvx"));
  await assert.rejects(findLauncher(where), NoJupyterError);
});

Deno.test("findLauncher() pins the version that uvx and pipx fetch", async () => {
  const uv = await findLauncher(await pathWith({ uvx: "exit 0", pipx: "exit 0" }));
  assert.deepEqual(uv.argv.slice(1), ["--from", `jupyterlab==${JUPYTERLAB_VERSION}`, "jupyter-lab"]);
  const pipx = await findLauncher(await pathWith({ pipx: "exit 0" }));
  assert.deepEqual(pipx.argv.slice(1), ["run", "--spec", `jupyterlab==${JUPYTERLAB_VERSION}`, "jupyter-lab"]);
});

/** A Python whose venv makes a folder with a JupyterLab in it, and that counts its calls. */
const FAKE_PYTHON = `
echo "$@" >> "$0.calls"
case "$1" in
  -c) exit 0 ;;
  -m) if [ "$2" = venv ]; then
        /bin/mkdir -p "$3/bin"; /bin/cp "$0" "$3/bin/python"
        printf '#!/bin/sh\\nexit 0\\n' > "$3/bin/jupyter-lab"; /bin/chmod 755 "$3/bin/jupyter-lab"
      fi ;;
esac`;

Deno.test("findLauncher() makes an environment with plain Python once, and again when it was not finished", async () => {
  const where = await pathWith({ python3: FAKE_PYTHON });
  const folder = join(where.stateDir, `jupyterlab-${JUPYTERLAB_VERSION}`);
  const lines: string[] = [];
  const options = { ...where, log: (line: string) => lines.push(line) };
  const launcher = await findLauncher(options);
  assert.deepEqual(launcher, { kind: "venv", argv: [join(folder, "bin", "jupyter-lab")] });
  assert.deepEqual(await findLauncher(options), launcher);
  assert.equal(lines.length, 1);
  const calls = await Deno.readTextFile(join(where.path, "python3.calls"));
  assert.equal(calls.split("\n").filter((call) => call === `-m venv ${folder}`).length, 1);
  await Deno.remove(join(folder, ".ready"));
  await findLauncher(options);
  assert.equal(lines.length, 2);
});

Deno.test("findLauncher() says what to do when Python has no venv module, is too old, or is not there", async () => {
  const noVenv = await pathWith({
    python3: 'if [ "$1" = -c ]; then exit 0; fi; echo "No module named venv" >&2; exit 1',
  });
  await assert.rejects(
    findLauncher(noVenv),
    /No module named venv.*Install Python's venv module, or install uv/s,
  );
  const old = await pathWith({ python3: "exit 1", python: "exit 1" });
  await assert.rejects(findLauncher(old), /needs Python 3\.10 or newer/);
  await assert.rejects(
    findLauncher(await pathWith({})),
    /Install uv, pipx or Python, or open the notebooks in VS Code/,
  );
});
