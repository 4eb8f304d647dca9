/**
 * Finds a way to start JupyterLab on this machine: installed, through uv, through pipx, or plain Python.
 *
 * @module
 */
import { delimiter, join } from "node:path";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { takeLock } from "../publish/lock.ts";

/** The version that is fetched where none is installed; the one that the tests ran with. */
export const JUPYTERLAB_VERSION = "4.6.6";

/** A way to start JupyterLab. */
export interface Launcher {
  /** Which way. */
  readonly kind: "installed" | "uvx" | "pipx" | "venv";
  /** Program and first arguments; JupyterLab's own follow. */
  readonly argv: readonly string[];
}

/** There is no way to start JupyterLab on this machine. */
export class NoJupyterError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "NoJupyterError";
}

/** Where to look. */
export interface FindLauncherOptions {
  /** Folder in which an environment may be made, for example `.smart-start`. */
  readonly stateDir: string;
  /** The search path for programs. Default: the variable `PATH`. */
  readonly path?: string;
  /** Told before something is fetched, which takes a while. */
  readonly log?: (line: string) => void;
}

/** How long fetching may take on a slow line. */
const INSTALL_WAIT_MS = 15 * 60_000;

/**
 * Finds a way to start JupyterLab, and makes one when there is Python only.
 *
 * In order: a `jupyter-lab` that works; `uvx`; `pipx`; an environment of the project's own, made by `python3 -m venv`
 * in the state folder and kept there. Nothing is installed for the user or for the machine.
 *
 * @param options Where to look.
 * @returns The way.
 * @throws {NoJupyterError} When there is none of them, or the environment cannot be made.
 */
export async function findLauncher(options: FindLauncherOptions): Promise<Launcher> {
  const path = options.path ?? Deno.env.get("PATH") ?? "";
  const installed = await findProgram("jupyter-lab", path);
  if (installed !== null && await works([installed, "--version"], path)) {
    return { kind: "installed", argv: [installed] };
  }
  const spec = `jupyterlab==${JUPYTERLAB_VERSION}`;
  const uvx = await findProgram("uvx", path);
  if (uvx !== null && await works([uvx, "--version"], path)) {
    return { kind: "uvx", argv: [uvx, "--from", spec, "jupyter-lab"] };
  }
  const pipx = await findProgram("pipx", path);
  if (pipx !== null && await works([pipx, "--version"], path)) {
    return { kind: "pipx", argv: [pipx, "run", "--spec", spec, "jupyter-lab"] };
  }
  for (const name of ["python3", "python"]) {
    const python = await findProgram(name, path);
    const check = "import sys; sys.exit(sys.version_info < (3, 10))";
    if (python !== null && await works([python, "-c", check], path)) {
      return { kind: "venv", argv: [await makeEnvironment(python, path, options)] };
    }
  }
  throw new NoJupyterError({
    what: "JupyterLab needs Python 3.10 or newer, and there is none on this machine",
    mend: "Install uv, pipx or Python, or open the notebooks in VS Code; making briefings needs none of them",
  });
}

/** Finds a program on a search path; null when it is not there. */
async function findProgram(name: string, path: string): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    if (folder === "") continue;
    const file = join(folder, name);
    try {
      const info = await Deno.stat(file);
      if (info.isFile && ((info.mode ?? 0) & 0o111) !== 0) return file;
    } catch {
      // Not here: look in the next folder.
    }
  }
  return null;
}

/** Version managers put programs on the path that only say that nothing is installed: run it to know. */
async function works(argv: readonly string[], path: string): Promise<boolean> {
  const [program = "", ...args] = argv;
  try {
    const command = { args, stdin: "null", stdout: "null", stderr: "null", env: { PATH: path } } as const;
    return (await new Deno.Command(program, command).output()).success;
  } catch {
    return false;
  }
}

async function makeEnvironment(python: string, path: string, options: FindLauncherOptions): Promise<string> {
  const folder = join(options.stateDir, `jupyterlab-${JUPYTERLAB_VERSION}`);
  const program = join(folder, "bin", "jupyter-lab");
  const ready = join(folder, ".ready");
  await Deno.mkdir(options.stateDir, { recursive: true });
  const lock = await takeLock(`${folder}.lock`, {
    purpose: "The environment of JupyterLab",
    waitMs: INSTALL_WAIT_MS,
  });
  try {
    if (await exists(ready) && await works([program, "--version"], path)) return program;
    options.log?.(`Fetching JupyterLab ${JUPYTERLAB_VERSION} into ${folder}; this takes a minute, once`);
    await Deno.remove(folder, { recursive: true }).catch(ignoreNotFound);
    await install(
      [python, "-m", "venv", folder],
      path,
      "Install Python's venv module, or install uv or pipx",
    );
    const pip = [join(folder, "bin", "python"), "-m", "pip", "install", "--quiet", "--no-input"];
    const spec = `jupyterlab==${JUPYTERLAB_VERSION}`;
    await install(
      [...pip, "--disable-pip-version-check", spec],
      path,
      "Check the network and run it again, or install JupyterLab yourself",
    );
    await Deno.writeTextFile(ready, "");
    return program;
  } finally {
    lock.release();
  }
}

async function install(argv: readonly string[], path: string, mend: string): Promise<void> {
  const [program = "", ...args] = argv;
  const { success, stderr } = await new Deno.Command(program, {
    args,
    stdin: "null",
    stdout: "null",
    env: { PATH: path },
  }).output();
  if (success) return;
  const last = new TextDecoder().decode(stderr).trim().split("\n").at(-1) ?? "";
  throw new NoJupyterError({ what: `JupyterLab cannot be fetched: ${last}`, where: argv.join(" "), mend });
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
