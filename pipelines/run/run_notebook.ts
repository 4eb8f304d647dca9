/**
 * One sealed run: a fresh kernel with its own key, the cells, the gate, the trace.
 *
 * @module
 */
import type { ProgrammeEnvelope } from "../../lib/core/display.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import type { Json } from "../../lib/core/hash.ts";
import { startKernel } from "../kernel/client.ts";
import type { AccessRecord, Kernel, ReadGrant } from "../kernel/types.ts";
import type { ProjectLayout } from "../layout.ts";
import type { Notebook } from "../notebook/nbformat.ts";
import { parseCode } from "../notebook/syntax.ts";
import { dirname, isWithin, join, resolve, toFileUrl } from "../paths.ts";
import { summariseAccesses } from "../publish/facts.ts";
import type { AccessCount, DeniedAccess, RunInput } from "../publish/run_record.ts";
import type { PreparedDataset } from "./datasets.ts";
import { dependenciesOf, type Dependency, describeInputs } from "./dependencies.ts";
import { cellTimesOf, type ExecutedNotebook, executeNotebook } from "./execute.ts";
import type { FileHasher } from "./file_hash.ts";
import { releaseNotebook } from "./gate.ts";
import type { ModuleGraphs } from "./module_graph.ts";
import type { ProjectNotebook } from "./project_notebook.ts";
import { makeScratch, type Scratch } from "./scratch.ts";

/** A notebook that is about to run. */
export interface RunJob {
  /** The notebook as it stands in the project. */
  readonly source: ProjectNotebook;
  /** The notebook with its parameters filled in. */
  readonly notebook: Notebook;
  /** Effective parameters. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** What it may read beside the project's modules. */
  readonly datasets: readonly PreparedDataset[];
  /** Name of the run, for progress and paths: the notebook's, with a suffix for a parameter set. */
  readonly name: string;
}

/** A started kernel that waits for its notebook. */
export interface StartedRun {
  readonly kernel: Kernel;
  readonly sealingKey: Uint8Array;
  readonly scratch: Scratch;
  /** ISO 8601; for the record only. */
  readonly startedAt: string;
  readonly startedMs: number;
  /** The project files that the notebook's imports pull in; read while the notebook runs. */
  readonly moduleFiles: Promise<readonly string[]>;
}

/** A run that passed the gate: what the cache keeps. JSON. */
export interface ReleasedRun {
  /** The executed notebook with only what passed the gate. */
  readonly notebook: Notebook;
  /** What it showed, by cell, in order. */
  readonly envelopes: readonly { readonly cellId: string; readonly envelope: ProgrammeEnvelope }[];
  /** Every project file that was read, with its hash. */
  readonly inputs: readonly RunInput[];
  /** Layers of the sandbox that held. */
  readonly layers: readonly string[];
  /** What was asked of the sandbox, summed. */
  readonly accesses: readonly AccessCount[];
  /** What was refused. */
  readonly denied: readonly DeniedAccess[];
  /** Check-only material for the release check, as text; null when the run protected nothing. Never published. */
  readonly handOver: string | null;
  /** Outputs that did not pass, without their content. */
  readonly leftOut: readonly string[];
  /** For the record: when and how long. */
  readonly timings: {
    readonly startedAt: string;
    readonly totalMs: number;
    readonly cells: readonly { readonly cellId: string; readonly elapsedMs: number }[];
    readonly peakMemoryMiB: number | null;
  };
}

/** How a run ended. */
export type RunOutcome =
  | { readonly status: "released"; readonly run: ReleasedRun; readonly dependencies: readonly Dependency[] }
  | {
    readonly status: "failed";
    readonly executed: Notebook;
    readonly cellId: string | null;
    readonly reason: RunReason;
  };

/** Why a run failed. */
export interface RunReason {
  /** The class, for example `TypeError` or `GateRefusal`. */
  readonly ename: string;
  /** The message. */
  readonly evalue: string;
  /** Line in the cell, from 1; null when it is not known. */
  readonly line: number | null;
}

/** What is told while a notebook runs. */
export interface RunEvents {
  /** Called before each cell with its number and the number of cells. */
  readonly cell?: (index: number, total: number) => void;
  /** Takes over the waiting for the end of the kernel's process. Default: the run waits itself. */
  readonly closing?: (closed: Promise<void>) => void;
}

/** A cell that takes longer is stuck: the slowest pilot takes seconds. */
export const CELL_TIMEOUT_MS = 120_000;

/**
 * Starts a kernel for a job: sealed off, with the sealing key installed before the first cell.
 *
 * @param job The job.
 * @param layout The project.
 * @param graphs Module graphs that were read already.
 * @param whileStarting Called once the process exists: the quarter of a second until it answers is free for other work.
 * @returns The started run.
 */
export async function startRun(
  job: RunJob,
  layout: ProjectLayout,
  graphs: ModuleGraphs,
  whileStarting: () => void = () => {},
): Promise<StartedRun> {
  const sealingKey = randomKey();
  const started = performance.now();
  const scratch = await makeScratch(layout, job.name);
  const notebookDir = dirname(job.source.file);
  const moduleFiles = Promise.withResolvers<readonly string[]>();
  moduleFiles.promise.catch(() => {}); // Awaited after the run; must not count as unhandled until then.
  try {
    const kernel = await startKernel({
      projectDir: layout.projectDir,
      cwd: notebookDir,
      sandbox: {
        read: [...datasetGrants(job.datasets), ...notebookGrants(job, notebookDir)],
        scratchDir: scratch.dir,
        net: [],
      },
      prelude: runPrelude(layout, await layKey(scratch.dir, sealingKey), job.datasets),
      builtIns: "fixed",
      onSpawned: () => {
        moduleFiles.resolve(graphs.filesOf(importedModules(job, layout)));
        whileStarting();
      },
    });
    return {
      kernel,
      sealingKey,
      scratch,
      startedAt: new Date().toISOString(),
      startedMs: started,
      moduleFiles: moduleFiles.promise,
    };
  } catch (error) {
    await scratch[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * Runs a job in its kernel, through the gate, and begins to close the kernel.
 *
 * @param job The job.
 * @param started Its kernel.
 * @param layout The project.
 * @param hasher Hashes files.
 * @param events Who hears how it goes.
 * @returns How it ended. What the notebook does never throws.
 */
export async function finishRun(
  job: RunJob,
  started: StartedRun,
  layout: ProjectLayout,
  hasher: FileHasher,
  events: RunEvents = {},
): Promise<RunOutcome> {
  const { kernel } = started;
  try {
    const executed = await executeNotebook(job.notebook, kernel, {
      promises: "vetted",
      cellTimeoutMs: CELL_TIMEOUT_MS,
      ...(events.cell === undefined ? {} : { onCell: events.cell }),
    });
    if (executed.failure !== null) {
      const { cellId, ename, evalue, line } = executed.failure;
      return { status: "failed", executed: executed.notebook, cellId, reason: { ename, evalue, line } };
    }
    return await release(job, started, executed, layout, hasher);
  } finally {
    const closed = closeRun(started);
    if (events.closing === undefined) await closed;
    else events.closing(closed);
  }
}

async function closeRun({ kernel, scratch }: StartedRun): Promise<void> {
  await kernel.close();
  await scratch[Symbol.asyncDispose]();
}

async function release(
  job: RunJob,
  started: StartedRun,
  executed: ExecutedNotebook,
  layout: ProjectLayout,
  hasher: FileHasher,
): Promise<RunOutcome> {
  try {
    const released = releaseNotebook(executed.notebook, started.sealingKey);
    const handOver = await started.kernel.fetchText(handOverExpression(layout), HAND_OVER_TIMEOUT_MS);
    const accesses = started.kernel.accesses();
    const modules = await started.moduleFiles;
    const dependencies = await dependenciesOf(accesses, modules, layout.projectDir, hasher);
    await refuseChangedDatasets(job.datasets, hasher);
    return {
      status: "released",
      dependencies,
      run: await describeRun(started, executed, { ...released, handOver }, accesses, dependencies, layout),
    };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const cellId = /^cell (.+)$/.exec(error.where)?.[1] ?? null;
    return {
      status: "failed",
      executed: executed.notebook,
      cellId,
      reason: { ename: "GateRefusal", evalue: error.message, line: null },
    };
  }
}

async function describeRun(
  started: StartedRun,
  executed: ExecutedNotebook,
  released: ReturnType<typeof releaseNotebook> & Pick<ReleasedRun, "handOver">,
  accesses: readonly AccessRecord[],
  dependencies: readonly Dependency[],
  layout: ProjectLayout,
): Promise<ReleasedRun> {
  return {
    notebook: released.notebook,
    envelopes: released.blocks.flatMap((block) =>
      block.type === "programme"
        ? [{ cellId: block.cellId, envelope: { ...block.envelope, seal: null } }]
        : []
    ),
    inputs: await describeInputs(dependencies, layout.projectDir),
    layers: started.kernel.layers,
    ...releasedAccesses(accesses),
    handOver: released.handOver,
    leftOut: released.leftOut,
    timings: {
      startedAt: started.startedAt,
      totalMs: performance.now() - started.startedMs,
      cells: cellTimesOf(executed),
      peakMemoryMiB: started.kernel.peakMemoryMiB(),
    },
  };
}

/**
 * What of the trace may be published: counts by rule, and which cell was refused what kind of access. The path or host
 * of a refused access is the notebook's own text and could carry a number out, so it is not kept.
 */
function releasedAccesses(accesses: readonly AccessRecord[]): Pick<ReleasedRun, "accesses" | "denied"> {
  return summariseAccesses(accesses.map((access) => ({ ...access, value: "" })));
}

/** A dataset that changes while a notebook reads it would make the recorded hash a lie. */
async function refuseChangedDatasets(
  datasets: readonly PreparedDataset[],
  hasher: FileHasher,
): Promise<void> {
  for (const { datasetId, path, sha256 } of datasets) {
    if (await hasher.hash(path) === sha256) continue;
    throw new WorkspaceError({
      what: `The dataset changed during the run: ${datasetId}`,
      mend: "Wait until it is complete, then run again",
    });
  }
}

function datasetGrants(datasets: readonly PreparedDataset[]): readonly ReadGrant[] {
  return datasets.map(({ datasetId, path }) => ({ path, rule: `dataset:${datasetId}` }));
}

/** The pilot record is the one file beside the notebook that a run may read. */
function notebookGrants(job: RunJob, notebookDir: string): readonly ReadGrant[] {
  return [{ path: join(notebookDir, "pilot.json"), rule: `notebook:${job.source.name}` }];
}

/**
 * The code that runs before the first cell: installs the sealing key, and tells the library which files were made ready.
 *
 * @param layout The project.
 * @param keyFile Where the run's key lies, as {@linkcode layKey} gives it; the code takes it away.
 * @param datasets The files; frozen and fixed on the global object, so that a cell cannot put others in their place.
 * @returns Code that leaves no name behind.
 */
export function runPrelude(
  layout: ProjectLayout,
  keyFile: string,
  datasets: readonly PreparedDataset[],
): string {
  const url = toFileUrl(join(layout.projectDir, "lib", "core", "display.ts"));
  return `Object.defineProperty(globalThis, Symbol.for("smart-start.datasets"), {
  value: Object.freeze(${JSON.stringify(datasets)}.map(Object.freeze)),
});
await import(${JSON.stringify(url)}).then((module) => module.installSealingKey(Deno.readFileSync(${
    JSON.stringify(keyFile)
  })));
Deno.removeSync(${JSON.stringify(keyFile)});`;
}

/**
 * Lays the key where the kernel takes it from. It goes as bytes: the text of a prelude stays in the heap, and a notebook
 * may take a picture of that.
 *
 * @param scratchDir The run's scratch folder.
 * @param key The key.
 * @returns The file.
 */
export async function layKey(scratchDir: string, key: Uint8Array): Promise<string> {
  const file = join(scratchDir, ".sealing-key");
  await Deno.writeFile(file, key, { mode: 0o600, createNew: true });
  return file;
}

/** What the release check needs is put together in well under a second. */
const HAND_OVER_TIMEOUT_MS = 30_000;

/** TypeScript that takes what the library hands over; null when it protected nothing. */
function handOverExpression(layout: ProjectLayout): string {
  const url = toFileUrl(join(layout.projectDir, "lib", "core", "hand_over.ts"));
  return `import(${JSON.stringify(url)}).then((module) => module.takeHandOver())`;
}

/** A fresh sealing key. */
export function randomKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(32));
}

/** The project modules that the notebook's cells import, as file URLs, with the module that seals. */
function importedModules(job: RunJob, layout: ProjectLayout): readonly string[] {
  const folder = dirname(job.source.file);
  const found = new Set(
    ["display.ts", "hand_over.ts"].map((name) => toFileUrl(join(layout.projectDir, "lib", "core", name))),
  );
  for (const cell of job.notebook.cells) {
    // Parsing costs milliseconds, and an import is nothing without its word.
    if (cell.cell_type !== "code" || !cell.source.includes("import")) continue;
    const parsed = parseCode(cell.source);
    if (!parsed.ok) continue;
    for (const statement of parsed.statements) {
      if (statement.type !== "ImportDeclaration") continue;
      const specifier = (statement["source"] as { readonly value?: unknown } | undefined)?.value;
      if (typeof specifier !== "string" || !specifier.startsWith(".")) continue;
      const path = resolve(folder, specifier);
      if (isWithin(path, layout.projectDir)) found.add(toFileUrl(path));
    }
  }
  return [...found].sort();
}
