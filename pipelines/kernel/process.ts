/**
 * The kernel's process: a clean environment, and a supervisor that outlives nobody.
 *
 * The kernel runs below a shell of a few lines that holds the read end of a pipe from the runner. However the runner
 * ends (Ctrl-C, a crash, `kill -9`), the pipe closes, and the shell kills the kernel and removes its folder.
 *
 * @module
 */
import { join } from "node:path";
import type { Connection } from "./connection.ts";

/** Deletes the folder and kills the kernel when the pipe from the runner closes. */
const SUPERVISOR = `
trap '' INT HUP
dir=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
kernel=$!
( read -r line <&3; kill -9 "$kernel"; rm -rf "$dir" ) >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$kernel"; code=$?
kill "$watch" 2>/dev/null
exit "$code"
`;

/** Characters of the kernel's own error output that are kept, to tell an out-of-memory end from another. */
const STDERR_KEEP_CHARS = 8_192;

/** The variable that names the broker's socket to Deno. */
export const BROKER_VARIABLE = "DENO_PERMISSION_BROKER_PATH";

/** How a process is started. */
export interface ProcessOptions {
  /** Working folder. */
  readonly cwd: string;
  /** A folder that the kernel takes for home and temporary files. */
  readonly scratchDir: string;
  /** Folder of Deno's caches. */
  readonly denoDir: string;
  /** V8's heap limit. */
  readonly heapLimitMiB: number;
  /** More variables. */
  readonly env: Readonly<Record<string, string>>;
  /** What comes before `deno jupyter`: the command of an operating-system layer, or nothing. */
  readonly wrap?: (command: readonly string[]) => readonly string[];
}

/** How a process ended. */
export interface ProcessEnd {
  /** Exit code; above 128 it is 128 plus the number of a signal. */
  readonly code: number;
  /** The end of what it wrote on its error output. */
  readonly stderr: string;
}

/** A supervised kernel process. */
export interface KernelProcess {
  /** Fulfils when the kernel has ended, for whatever reason. */
  readonly ended: Promise<ProcessEnd>;
  /** Kills the kernel and waits for its end. May be called twice. */
  kill(): Promise<void>;
}

/**
 * Starts `deno jupyter` under supervision.
 *
 * @param connection Where it shall listen; its folder is removed when the runner dies.
 * @param options Environment and limits.
 * @returns The process.
 */
export function spawnKernel(connection: Connection, options: ProcessOptions): KernelProcess {
  const command = [Deno.execPath(), "jupyter", "--kernel", "--conn", connection.file];
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", SUPERVISOR, "supervisor", connection.dir, ...(options.wrap?.(command) ?? command)],
    cwd: options.cwd,
    clearEnv: true,
    env: kernelEnvironment(connection, options),
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const stderr = keepTail(child.stderr);
  const ended = child.status.then(async ({ code }) => ({ code, stderr: await stderr }));
  let killed: Promise<void> | null = null;
  const kill = async () => {
    await child.stdin.close().catch(() => {});
    await ended;
  };
  return { ended, kill: () => killed ??= kill() };
}

/**
 * Lists the variables of a kernel. Nothing of the runner's own environment is passed on but the search path's fixed
 * value, so that no secret can be read.
 *
 * @param connection For the broker's socket.
 * @param options Folders, limits and further variables.
 * @returns The variables.
 */
export function kernelEnvironment(connection: Connection, options: ProcessOptions): Record<string, string> {
  return {
    PATH: "/usr/bin:/bin",
    HOME: options.scratchDir,
    TMPDIR: options.scratchDir,
    LANG: "C.UTF-8",
    TZ: "Europe/Amsterdam",
    NO_COLOR: "1",
    DENO_DIR: options.denoDir,
    DENO_NO_UPDATE_CHECK: "1",
    DENO_NO_PROMPT: "1",
    DENO_CACHE_DB_MODE: "memory",
    DENO_V8_FLAGS: `--max-old-space-size=${options.heapLimitMiB}`,
    // A launcher sets it for the kernel that it becomes, and must not be judged by it before.
    ...(options.wrap === undefined ? { [BROKER_VARIABLE]: connection.brokerPath } : {}),
    ...options.env,
  };
}

/**
 * Finds the folder of Deno's caches, as Deno itself does.
 *
 * @param env Reads a variable.
 * @returns An absolute path.
 */
export function findDenoDir(env: (name: string) => string | undefined): string {
  const own = env("DENO_DIR");
  if (own) return own;
  const home = env("HOME") ?? "/";
  if (Deno.build.os === "darwin") return join(home, "Library", "Caches", "deno");
  return join(env("XDG_CACHE_HOME") ?? join(home, ".cache"), "deno");
}

async function keepTail(stream: ReadableStream<Uint8Array>): Promise<string> {
  let tail = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    tail = (tail + text).slice(-STDERR_KEEP_CHARS);
  }
  return tail;
}
