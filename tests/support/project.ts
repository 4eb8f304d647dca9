/**
 * A copy of the project in a temporary folder: what a fresh clone has, with small data, to be broken by tests.
 *
 * @module
 */
import { dirname, fromFileUrl, join } from "../../pipelines/paths.ts";

const ROOT = dirname(dirname(dirname(fromFileUrl(import.meta.url))));

/** Folders and files that running an edition needs. */
const NEEDED: readonly string[] = [
  "deno.json",
  "deno.lock",
  "lib",
  "pipelines",
  "notebooks",
  "reports/templates",
  "tools",
];

/** A project that belongs to one test. */
export interface TestProject {
  /** Its root. */
  readonly dir: string;
  /** Runs a task as a person would; gives what it printed and its exit code. */
  task(
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  /** Runs a script of the project. */
  script(
    path: string,
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  /** Starts a task and does not wait. */
  start(...args: readonly string[]): Deno.ChildProcess;
  /** Reads a file. */
  read(path: string): Promise<string>;
  /** Writes a file. */
  write(path: string, text: string): Promise<void>;
}

/**
 * Copies the project and gives it to a test.
 *
 * The synthetic data are the smallest size; a sealed run on them is the same code as on the larger ones.
 *
 * @param work The test.
 */
export async function withProject(work: (project: TestProject) => Promise<void>): Promise<void> {
  const dir = await Deno.realPath(await Deno.makeTempDir({ prefix: "smart-start-project-" }));
  try {
    for (const path of NEEDED) await copy(join(ROOT, path), join(dir, path));
    await Deno.mkdir(join(dir, ".smart-start"), { recursive: true });
    await Deno.writeTextFile(
      join(dir, ".smart-start", "environment.json"),
      '{"kind":"synthetic","size":"tiny"}\n',
    );
    await work(projectAt(dir));
  } finally {
    await Deno.remove(dir, { recursive: true });
    await Deno.remove(`${dir}.keys`, { recursive: true }).catch(() => {});
  }
}

function projectAt(dir: string): TestProject {
  const command = (script: string, args: readonly string[], stdio: "piped" | "null") =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "-q", join(dir, script), ...args],
      cwd: dir,
      stdin: "null",
      stdout: stdio,
      stderr: stdio,
      env: { NO_COLOR: "1", CI: "true" },
    });
  const run = async (script: string, args: readonly string[]) => {
    const { code, stdout, stderr } = await command(script, args, "piped").output();
    return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
  };
  return {
    dir,
    task: (...args) => run("pipelines/main.ts", args),
    script: (path, ...args) => run(path, args),
    start: (...args) => command("pipelines/main.ts", args, "null").spawn(),
    read: (path) => Deno.readTextFile(join(dir, path)),
    write: async (path, text) => {
      await Deno.mkdir(dirname(join(dir, path)), { recursive: true });
      await Deno.writeTextFile(join(dir, path), text);
    },
  };
}

async function copy(from: string, to: string): Promise<void> {
  const info = await Deno.stat(from);
  if (info.isFile) {
    await Deno.mkdir(dirname(to), { recursive: true });
    return await Deno.copyFile(from, to);
  }
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) await copy(join(from, entry.name), join(to, entry.name));
}
