/** No orphan process and no socket file, however the runner ends: the runner is a process of its own here. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { IS_LONG, PROJECT_DIR } from "./_real_kernel.ts";

/** Where the temporary folder has a long name, sockets lie elsewhere: these tests look for them in a folder of their own. */
const SHORT = "/tmp";

/** A runner that starts a kernel, tells its process id, and hangs in a cell. */
function runnerSource(scratchDir: string): string {
  return `import { startKernel } from ${JSON.stringify(join(PROJECT_DIR, "pipelines/kernel/mod.ts"))};
const scratchDir = ${JSON.stringify(scratchDir)};
const kernel = await startKernel({ projectDir: ${
    JSON.stringify(PROJECT_DIR)
  }, cwd: scratchDir, sandbox: { read: [], scratchDir, net: [] } });
await kernel.execute({ cellId: "pid", code: "Deno.writeTextFileSync('pid.part', String(Deno.pid)); Deno.renameSync('pid.part', 'pid')" });
await kernel.execute({ cellId: "busy", code: Deno.args[0] });`;
}

interface Runner {
  readonly process: Deno.ChildProcess;
  readonly kernelPid: number;
  readonly temporary: string;
}

interface RunnerOptions {
  /** What its busy cell runs. */
  readonly code: string;
  /** Folder of the kernel. */
  readonly scratch: string;
  /** Folder for what is temporary, of runner and kernel. */
  readonly temporary: string;
  /** What becomes of what it says on stderr. */
  readonly errors: "inherit" | "null";
}

async function startRunner(options: RunnerOptions): Promise<Deno.ChildProcess> {
  const settings = ["--quiet", "-A", "--no-check", "--config", join(PROJECT_DIR, "deno.json"), "--frozen"];
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", ...settings, "-", options.code],
    env: { TMPDIR: options.temporary },
    cwd: PROJECT_DIR,
    stdin: "piped",
    stdout: "null",
    stderr: options.errors,
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(runnerSource(options.scratch)));
  await writer.close();
  return process;
}

async function withRunner(code: string, act: (runner: Runner) => Promise<void>): Promise<void> {
  const root = await Deno.realPath(await Deno.makeTempDir({ dir: SHORT, prefix: "orphan-" }));
  const scratch = join(root, "scratch");
  const temporary = join(root, "tmp");
  await Promise.all([Deno.mkdir(scratch), Deno.mkdir(temporary)]);
  const process = await startRunner({ code, scratch, temporary, errors: "inherit" });
  try {
    const kernelPid = await eventually(
      () => Number(Deno.readTextFileSync(join(scratch, "pid"))) || null,
      "the kernel's start",
    );
    await act({ process, kernelPid, temporary });
  } finally {
    try {
      process.kill("SIGKILL");
    } catch {
      // It has ended, as it should.
    }
    await process.status;
    await Deno.remove(root, { recursive: true });
  }
}

async function eventually<T>(read: () => T | null, what: string, withinMs = 15_000): Promise<T> {
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 10) {
    try {
      const value = read();
      if (value !== null) return value;
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return assert.fail(`waited in vain for ${what}`);
}

function isAlive(pid: number): boolean {
  try {
    // A zombie has ended too: it only waits to be counted.
    return !/^State:\s+[ZX]/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch {
    return false;
  }
}

/** Waits until neither the kernel nor anything in the folder of temporary files is left. */
async function assertNothingLeft({ kernelPid, temporary }: Runner): Promise<void> {
  await eventually(() => !isAlive(kernelPid) || null, "the kernel's end", 5_000);
  await eventually(() => [...Deno.readDirSync(temporary)].length === 0 || null, "an empty folder", 5_000);
}

const SITUATIONS = [
  ["an endless await", "await new Promise(() => {})"],
  ["an endless loop", "for (;;) {}"],
] as const;

const ENDS = ["SIGKILL", "SIGINT", "SIGTERM", "SIGHUP"] as const;

for (const signal of ENDS) {
  // A kill that nobody can catch is tried in every situation; the others differ in what the runner does, once.
  const situations = IS_LONG || signal === "SIGKILL" ? SITUATIONS : SITUATIONS.slice(0, 1);
  for (const [situation, code] of situations) {
    Deno.test({
      name: `a runner that ends by ${signal} in ${situation} leaves no kernel and no file`,
      ignore: Deno.build.os !== "linux",
      fn: () =>
        withRunner(code, async (runner) => {
          assert.ok(isAlive(runner.kernelPid));
          assert.equal([...Deno.readDirSync(runner.temporary)].length, 1);
          runner.process.kill(signal);
          await assertNothingLeft(runner);
        }),
    });
  }
}

Deno.test({
  name: "a supervisor that is killed takes the kernel along, where the layer below is laid",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withRunner(SITUATIONS[0][1], async (runner) => {
      const status = Deno.readTextFileSync(`/proc/${runner.kernelPid}/status`);
      const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
      assert.match(Deno.readTextFileSync(`/proc/${parent}/cmdline`), /supervisor/);
      Deno.kill(parent, "SIGKILL");
      await eventually(() => !isAlive(runner.kernelPid) || null, "the kernel's end", 5_000);
    }),
});

Deno.test({
  name: `a runner that is killed at a random moment leaves no process (${IS_LONG ? 30 : 4} times)`,
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    for (let i = 0; i < (IS_LONG ? 30 : 4); i++) {
      const root = await Deno.realPath(await Deno.makeTempDir({ dir: SHORT, prefix: "orphan-" }));
      const process = await startRunner({ code: "1", scratch: root, temporary: root, errors: "null" });
      await new Promise((resolve) => setTimeout(resolve, 100 + 90 * i));
      process.kill("SIGKILL");
      await process.status;
      await eventually(() => processesIn(root).length === 0 || null, "the end of all processes", 5_000);
      await Deno.remove(root, { recursive: true });
    }
  },
});

/** Processes whose command names a folder: the supervisor, the launcher and the kernel of a run do. */
function processesIn(folder: string): readonly string[] {
  return [...Deno.readDirSync("/proc")].map(({ name }) => name).filter((name) => /^\d+$/.test(name)).filter(
    (pid) => {
      try {
        return isAlive(Number(pid)) && Deno.readTextFileSync(`/proc/${pid}/cmdline`).includes(folder);
      } catch {
        return false;
      }
    },
  );
}
