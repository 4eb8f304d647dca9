/**
 * Starts a kernel and runs cells in it.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { join } from "node:path";
import { type Broker, startBroker } from "./broker.ts";
import { openChannels } from "./channels.ts";
import { type Connection, prepareConnection, randomHex } from "./connection.ts";
import { Conversation } from "./conversation.ts";
import { describeEnd, forgeryFailure, memoryHalt } from "./failure.ts";
import { DenoKernel, KERNEL_TIMING } from "./kernel.ts";
import { lockdownSource } from "./lockdown.ts";
import { watchMemory } from "./memory.ts";
import { readLockedPackages } from "./packages.ts";
import { LAYER_FAILED } from "./landlock_exec.ts";
import { type LayerParts, type OsLayer, prepareOsLayer } from "./os_layer.ts";
import { type PreludeNames, preludeSource } from "./prelude.ts";
import { findDenoDir, type KernelProcess, spawnKernel } from "./process.ts";
import { makeSandbox, type Sandbox, workingFolderOf } from "./sandbox.ts";
import type { Kernel, KernelOptions } from "./types.ts";

/** A kernel that did not start. */
export class KernelStartError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "KernelStartError";
}

/** Defaults of the options; their meaning stands in `KernelOptions`. */
const DEFAULTS = {
  startTimeoutMs: 30_000,
  heapLimitMiB: 2_048,
  memoryLimitMiB: 4_096,
  outputLimitBytes: 33_554_432,
} as const;

/**
 * Where the kernel itself, past all permissions, would fetch a package that is not in the cache: a proxy that is not
 * there. Source: port 9 is "discard" (RFC 863); nobody listens on it.
 */
const SEALED_ENV = { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" } as const;

/** A port can be taken between choosing and listening; a fresh start chooses others. */
const START_ATTEMPTS = 3;

/** What the machine offers; tests put other things in its place. */
export interface KernelEffects {
  /** Chooses folder, address and ports. */
  readonly prepareConnection: () => Promise<Connection>;
  /** Prepares the layer below Deno's permissions. */
  readonly prepareOsLayer: (parts: LayerParts) => Promise<OsLayer | null>;
}

/** The machine as it is. */
export const REAL_EFFECTS: KernelEffects = { prepareConnection, prepareOsLayer };

/** The launcher could not lay the layer, though Linux says that it is there. */
class LayerError extends Error {}

/**
 * Starts a Deno kernel in its sandbox and waits until it answers.
 *
 * Where the operating-system layer is absent, or cannot be laid, the kernel starts without it: `layers` tells.
 *
 * @param options Folders, sandbox, prelude and limits.
 * @param effects What the machine offers; the real machine by default.
 * @returns The kernel. Close it when done.
 * @throws {KernelStartError} When it does not answer in time, ends, or the prelude fails.
 */
export async function startKernel(
  options: KernelOptions,
  effects: KernelEffects = REAL_EFFECTS,
): Promise<Kernel> {
  requirePosix();
  const deadline = AbortSignal.timeout(options.startTimeoutMs ?? DEFAULTS.startTimeoutMs);
  let offered = effects;
  for (let attempt = 1;; attempt++) {
    try {
      return await startOnce(options, offered, deadline);
    } catch (error) {
      if (error instanceof LayerError) offered = { ...offered, prepareOsLayer: () => Promise.resolve(null) };
      else if (error instanceof KernelStartError || deadline.aborted || attempt >= START_ATTEMPTS) {
        throw asStartError(error, deadline);
      }
    }
  }
}

/** The supervisor is a shell, and the broker a unix socket. */
function requirePosix(): void {
  if (Deno.build.os !== "windows") return;
  throw new KernelStartError({
    what: "Notebooks run on Linux and macOS, and this is Windows",
    mend: "Run the workspace in WSL",
  });
}

function asStartError(error: unknown, deadline: AbortSignal): KernelStartError {
  if (error instanceof KernelStartError) return error;
  const what = deadline.aborted
    ? "The kernel did not answer in time"
    : `The kernel did not start: ${error instanceof Error ? error.message : String(error)}`;
  return new KernelStartError({ what, mend: "Run the `doctor` task to test this machine" }, { cause: error });
}

interface Started {
  readonly connection: Connection;
  readonly broker: Broker;
  readonly process: KernelProcess;
  readonly sandbox: Sandbox;
  readonly layer: OsLayer | null;
  readonly names: PreludeNames;
  readonly conversation: Conversation;
}

async function startOnce(
  options: KernelOptions,
  effects: KernelEffects,
  deadline: AbortSignal,
): Promise<Kernel> {
  await using cleanup = new AsyncDisposableStack();
  const started = await launch(options, effects, cleanup);
  const kernel = assemble(started, options, cleanup);
  const gone = started.process.ended.then(({ code, stderr }) => {
    if (code === LAYER_FAILED) throw new LayerError(stderr);
    throw new Error(`it ended with code ${code}: ${stderr.trim().split("\n").at(-1) ?? ""}`);
  });
  gone.catch(() => {});
  const attempt = new AbortController();
  cleanup.defer(() => attempt.abort());
  const signal = AbortSignal.any([deadline, attempt.signal]);
  await Promise.race([greet(started, options, signal), gone]);
  const own = [preludeSource(started.names), options.prelude ?? ""];
  const prelude = options.builtIns === "fixed" ? [...own, lockdownSource()] : own;
  await runPrelude(kernel, prelude.join("\n"), deadline);
  cleanup.move();
  return kernel;
}

/** Starts the parts one by one; what is started is cleaned up when a later one fails. */
async function launch(
  options: KernelOptions,
  effects: KernelEffects,
  cleanup: AsyncDisposableStack,
): Promise<Started> {
  const { projectDir, cwd, sandbox: policy } = options;
  const denoDir = findDenoDir((name) => Deno.env.get(name));
  const locked = await readLockedPackages(join(projectDir, "deno.lock"), denoDir);
  const connection = await effects.prepareConnection();
  cleanup.defer(() => Deno.remove(connection.dir, { recursive: true }).catch(() => {}));
  const ownSockets = Object.values(connection.ports).map((port) => `${connection.ip}:${port}`);
  const places = { projectDir, cwd, policy, denoDir, locked };
  const sandbox = makeSandbox({ ...places, ownSockets, execPath: Deno.execPath(), cwdOf: workingFolderOf });
  const forged = Promise.withResolvers<void>();
  const broker = startBroker(connection.brokerPath, sandbox.judge, forged.resolve);
  cleanup.defer(() => broker.close());
  const layer = await effects.prepareOsLayer({ ...places, connection });
  const process = spawnKernel(connection, {
    cwd,
    denoDir,
    scratchDir: policy.scratchDir,
    heapLimitMiB: options.heapLimitMiB ?? DEFAULTS.heapLimitMiB,
    env: { ...(policy.net.length === 0 ? SEALED_ENV : {}), ...options.env },
    ...(layer === null ? {} : { wrap: layer.wrap }),
  });
  cleanup.defer(() => process.kill());
  options.onSpawned?.();
  const names = { hook: `h${randomHex(8)}`, nonce: randomHex(16) };
  const outputLimitBytes = options.outputLimitBytes ?? DEFAULTS.outputLimitBytes;
  const conversation = new Conversation({ names, outputLimitBytes });
  cleanup.defer(() => conversation.close());
  void forged.promise.then(() => {
    conversation.die(forgeryFailure());
    return process.kill();
  });
  return { connection, broker, process, sandbox, layer, names, conversation };
}

async function greet(started: Started, options: KernelOptions, signal: AbortSignal): Promise<void> {
  const { connection, conversation, sandbox } = started;
  // Twice the limit: JSON escapes lengthen a text, and the exact size is judged with the sum of the cell.
  const messageLimitBytes = 2 * (options.outputLimitBytes ?? DEFAULTS.outputLimitBytes);
  conversation.attach(
    await openChannels(connection, { onEvent: conversation.onEvent, signal, messageLimitBytes }),
  );
  await conversation.waitForBroadcasts(signal);
  sandbox.seal();
}

function assemble(started: Started, options: KernelOptions, cleanup: AsyncDisposableStack): DenoKernel {
  const { broker, conversation, process } = started;
  const limitMiB = options.memoryLimitMiB ?? DEFAULTS.memoryLimitMiB;
  const memory = watchMemory({
    pid: () => broker.pids()[0] ?? null,
    limitMiB,
    onExceeded: (residentMiB) => conversation.hearing.stop(memoryHalt(residentMiB, limitMiB)),
  });
  cleanup.defer(() => memory.stop());
  void process.ended.then((end) => conversation.die(describeEnd(end)));
  const layers = ["permission-broker", ...(started.layer === null ? [] : [started.layer.name])];
  return new DenoKernel({ ...started, memory, layers, timing: KERNEL_TIMING });
}

async function runPrelude(kernel: DenoKernel, code: string, deadline: AbortSignal): Promise<void> {
  const failure = await kernel.runSilently(code, deadline);
  if (failure === null) return;
  throw new KernelStartError({
    what: `The prelude failed: ${failure.ename}: ${failure.evalue}`,
    mend: "The prelude belongs to the runner and not to the notebook",
  });
}
