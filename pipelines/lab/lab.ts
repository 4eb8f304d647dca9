/**
 * Starts JupyterLab on the project's notebooks, with this very Deno as its kernel.
 *
 * @module
 */
import { join } from "node:path";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { findLauncher, type Launcher } from "./launcher.ts";
import { foldersOf, labEnvironment, type LabFolders, writeSettings } from "./settings.ts";

/** How to start it. */
export interface LabOptions {
  /** Folder that people see: the notebooks. Absolute. */
  readonly notebooksDir: string;
  /** Folder for everything that JupyterLab writes, for example `.smart-start`. Absolute. */
  readonly stateDir: string;
  /** Folder in which an environment is made where JupyterLab is not installed. Default `stateDir`. */
  readonly toolsDir?: string;
  /** The search path for programs. Default: the variable `PATH`. */
  readonly path?: string;
  /** Whether a browser is opened. Default `no`. */
  readonly browser?: "open" | "no";
  /** How long the server may take to answer, in milliseconds, fetching included. Default 600,000. */
  readonly startTimeoutMs?: number;
  /** Told what goes on. */
  readonly log?: (line: string) => void;
}

/** A running JupyterLab. */
export interface RunningLab {
  /** The page, with the token that opens it. */
  readonly url: string;
  /** The server's address, without token. */
  readonly baseUrl: string;
  /** The token. */
  readonly token: string;
  /** How it was started. */
  readonly launcher: Launcher;
  /** Resolves when the server has ended, by whatever cause, with its exit code. */
  readonly ended: Promise<number>;
  /** Ends the server and its kernels. May be called twice. */
  close(): Promise<void>;
}

/** How often to look whether the server answers. */
const POLL_MS = 150;
/** How long the server may take to end its kernels before it is ended itself. */
const CLOSE_GRACE_MS = 10_000;

interface Server {
  readonly child: Deno.ChildProcess;
  readonly folders: LabFolders;
  readonly logPath: string;
  readonly token: string;
}

/**
 * Starts JupyterLab and waits until it answers.
 *
 * Everything that it writes stays in the state folder; kernels, settings and extensions of the user are not seen.
 * It listens on this machine only, asks for a token, and fetches no news, updates or extensions.
 *
 * @param options Where and how.
 * @returns The running server.
 * @throws {NoJupyterError} When there is no way to start it on this machine.
 * @throws {WorkspaceError} When it does not answer in time or ends at once; the message quotes the end of its log.
 */
export async function startLab(options: LabOptions): Promise<RunningLab> {
  const launcher = await findLauncher({
    stateDir: options.toolsDir ?? options.stateDir,
    ...(options.log === undefined ? {} : { log: options.log }),
    ...(options.path === undefined ? {} : { path: options.path }),
  });
  const server = await spawnServer(launcher, options);
  let ended = false;
  const end = server.child.status.then(async ({ code }) => {
    ended = true;
    await Deno.remove(server.folders.runtime, { recursive: true }).catch(() => {});
    return code;
  });
  const deadline = performance.now() + (options.startTimeoutMs ?? 600_000);
  while (!ended && performance.now() < deadline) {
    const baseUrl = await answeringAddress(server);
    if (baseUrl !== null) {
      return {
        url: `${baseUrl}lab?token=${server.token}`,
        baseUrl,
        token: server.token,
        launcher,
        ended: end,
        close: () => closeServer(server, baseUrl, end),
      };
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await closeServer(server, null, end);
  throw new WorkspaceError({
    what: `JupyterLab did not start: ${await lastLine(server.logPath)}`,
    where: launcher.argv.join(" "),
    mend: `Look into ${server.logPath}`,
  });
}

async function spawnServer(launcher: Launcher, options: LabOptions): Promise<Server> {
  const runName = randomHex(4);
  const token = randomHex(24);
  const folders = foldersOf(options.stateDir, runName);
  await writeSettings(folders, { denoPath: Deno.execPath(), notebooksDir: options.notebooksDir });
  const logPath = join(options.stateDir, "jupyter", "lab.log");
  const [program = "", ...first] = launcher.argv;
  const args = [...first, `--ServerApp.port=${freePort()}`, ...rootFlag()];
  if (options.browser !== "open") args.push("--no-browser");
  const child = new Deno.Command(program, {
    args,
    cwd: options.notebooksDir,
    env: labEnvironment(folders, token),
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const log = await Deno.open(logPath, { write: true, create: true, truncate: true, mode: 0o600 });
  child.stderr.pipeTo(log.writable).catch(() => {});
  return { child, folders, logPath, token };
}

/** Root may run it too: containers have no other user, and it listens on this machine only. */
function rootFlag(): readonly string[] {
  return Deno.build.os !== "windows" && Deno.uid() === 0 ? ["--allow-root"] : [];
}

/** A port that is free now; should another program take it first, the server takes the next and tells. */
function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** The server's note in the runtime folder; null when there is none yet. */
async function readNote(server: Server): Promise<{ readonly url: string; readonly pid: number } | null> {
  try {
    for await (const entry of Deno.readDir(server.folders.runtime)) {
      if (!/^jpserver-\d+\.json$/.test(entry.name)) continue;
      const note: unknown = JSON.parse(await Deno.readTextFile(join(server.folders.runtime, entry.name)));
      if (typeof note !== "object" || note === null || !("url" in note) || !("pid" in note)) continue;
      if (typeof note.url === "string" && typeof note.pid === "number") {
        return { url: note.url, pid: note.pid };
      }
    }
  } catch {
    // Being written, or removed with the folder: look again later.
  }
  return null;
}

async function answeringAddress(server: Server): Promise<string | null> {
  const note = await readNote(server);
  if (note === null) return null;
  const baseUrl = note.url.replace("//localhost:", "//127.0.0.1:");
  return await call(server, `${baseUrl}api/status`, "GET") ? baseUrl : null;
}

async function call(server: Server, url: string, method: "GET" | "POST"): Promise<boolean> {
  try {
    const headers = { authorization: `token ${server.token}` };
    const response = await fetch(url, { method, headers, signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Asks the server to end, which ends its kernels too; then tells it, then makes it. */
async function closeServer(server: Server, baseUrl: string | null, end: Promise<number>): Promise<void> {
  const note = await readNote(server);
  if (baseUrl !== null) await call(server, `${baseUrl}api/shutdown`, "POST");
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (await endsWithin(end, baseUrl === null && signal === "SIGTERM" ? 0 : CLOSE_GRACE_MS)) return;
    // Through uvx or pipx the server is a child of the child: its note tells its own process id.
    for (const pid of new Set([note?.pid ?? server.child.pid, server.child.pid])) kill(pid, signal);
  }
  await end;
}

function kill(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

async function endsWithin(end: Promise<number>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<false>((resolve) => timer = setTimeout(() => resolve(false), ms));
  const ended = await Promise.race([end.then(() => true), timeout]);
  clearTimeout(timer);
  return ended;
}

async function lastLine(path: string): Promise<string> {
  const text = await Deno.readTextFile(path).catch(() => "");
  return text.trim().split("\n").at(-1) || "it left no message";
}

function randomHex(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
}
