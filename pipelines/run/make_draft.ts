/**
 * A draft: any notebook, run and rendered as a concept, never in an edition.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import type { Label } from "../../lib/core/language.ts";
import { startKernel } from "../kernel/client.ts";
import type { AccessRecord, Kernel, ReadGrant } from "../kernel/types.ts";
import type { ProjectLayout } from "../layout.ts";
import type { Notebook } from "../notebook/nbformat.ts";
import { parameterFlags } from "../notebook/parameter_flags.ts";
import { effectiveParametersJson, parametersOf, withParameters } from "../notebook/parameters.ts";
import { readNotebookFile } from "../notebook/notebook_file.ts";
import { readNotebook } from "../notebook/read.ts";
import { seedNames } from "../notebook/seed_names.ts";
import { viewOf } from "../notebook/view.ts";
import { writeNotebook } from "../notebook/write.ts";
import { basename, dirname, isWithin, join, relative, resolve } from "../paths.ts";
import { describeRuntime, readCommit, summariseAccesses } from "../publish/facts.ts";
import { markFailure } from "../publish/mark_failure.ts";
import { makeRunRecord, type RunContent, writeRunRecord } from "../publish/run_record.ts";
import { renderDraft } from "../render/draft.ts";
import type { BriefingFacts } from "../render/model.ts";
import { writeFileAtomic } from "./atomic_write.ts";
import { prepareDatasets, type PreparedDataset } from "./datasets.ts";
import { dependenciesOf, describeInputs } from "./dependencies.ts";
import { cellTimesOf, type ExecutedNotebook, executeNotebook } from "./execute.ts";
import { FileHasher } from "./file_hash.ts";
import { labelLayer } from "./layer_labels.ts";
import { restsOnSynthetic, sealedEnvelopes } from "./gate.ts";
import type { Progress } from "./progress.ts";
import { declaredDatasets } from "./project_notebook.ts";
import { CELL_TIMEOUT_MS, layKey, randomKey, runPrelude } from "./run_notebook.ts";
import { makeScratch } from "./scratch.ts";
import { ensureSelfTested } from "./self_tested.ts";

/** What was asked for. */
export interface DraftRequest {
  /** Absolute path of the notebook, in the project or elsewhere. */
  readonly file: string;
  /** Absolute path of the folder that gets the three files. */
  readonly outDir: string;
  /** `name=value` pairs. */
  readonly parameters: readonly string[];
  /** Hosts that may be reached; `any` for all; empty for a sealed draft. */
  readonly net: readonly string[] | "any";
  /** Absolute paths that may be read beyond what a sealed run may. */
  readonly read: readonly string[];
  /** The day on the page. */
  readonly generatedFor: string;
}

/** How a draft ended. */
export interface DraftResult {
  /** The page. */
  readonly page: string;
  /** What stopped the run, with its place; null when every cell ran. */
  readonly failure: string | null;
  /** How to let a failed draft have what it was refused, a line each. */
  readonly refused: readonly string[];
}

/** Languages of kernels that are this one. */
const OWN_LANGUAGES: ReadonlySet<string> = new Set(["typescript", "javascript", "deno"]);

/**
 * Runs and renders a notebook.
 *
 * @param request What was asked for.
 * @param layout The project.
 * @param progress Shows what happens.
 * @returns How it ended; the page is written also when a cell failed.
 * @throws {WorkspaceError} When the notebook cannot be read, is for another kernel, or a parameter is unknown.
 */
export async function makeDraft(
  request: DraftRequest,
  layout: ProjectLayout,
  progress: Progress,
): Promise<DraftResult> {
  const name = basename(request.file, ".ipynb");
  progress.set(name, { name: "checking" });
  const bytes = await readNotebookFile(request.file);
  const original = readNotebook(bytes, { file: request.file });
  refuseOtherKernels(original, request.file);
  const values = parameterFlags(request.parameters, parametersOf(original).parameters);
  const notebook = withParameters(original, values);
  const hasher = await FileHasher.open(join(layout.stateDir, "file-hashes.json"));
  progress.set(name, { name: "preparing" });
  const datasets = await prepareDatasets(declaredDatasets(notebook), layout, hasher);
  const sealingKey = randomKey();
  const grants = [
    ...datasets.map(({ datasetId, path }) => ({ path, rule: `dataset:${datasetId}` })),
    ...request.read.map((path) => ({ path, rule: "granted" })),
    { path: join(dirname(request.file), "pilot.json"), rule: `notebook:${name}` },
  ];
  await ensureSelfTested(layout);
  progress.set(name, { name: "starting" });
  const started = new Date().toISOString();
  const startedMs = performance.now();
  return await withKernel(request, layout, grants, sealingKey, datasets, async (kernel) => {
    const executed = await executeNotebook(notebook, kernel, {
      promises: "free",
      cellTimeoutMs: CELL_TIMEOUT_MS,
      onCell: (cell, cells) => progress.set(name, { name: "running", cell, cells }),
    });
    const envelopes = sealedEnvelopes(executed.notebook, sealingKey);
    const content = await contentOf(request, layout, hasher, kernel, {
      ...{ bytes, original, executed, values },
      synthetic: restsOnSynthetic([...envelopes.values()].flat()),
    });
    const page = await renderDraft({
      notebook: executed.notebook,
      facts: factsOf(request, content),
      envelopes,
    });
    const timings = {
      startedAt: started,
      totalMs: performance.now() - startedMs,
      cells: cellTimesOf(executed),
      peakMemoryMiB: kernel.peakMemoryMiB(),
      origin: "ran" as const,
    };
    return await writeDraft(
      request,
      executed,
      { page, refused: waysOut(kernel.accesses(), executed.failure?.cellId ?? null) },
      (products) => writeRunRecord(makeRunRecord({ ...content, products }, timings)),
    );
  });
}

function refuseOtherKernels(notebook: Notebook, file: string): void {
  const { kernelspec, language_info: info } = notebook.metadata as Readonly<
    Record<
      "kernelspec" | "language_info",
      { readonly language?: unknown; readonly name?: unknown } | undefined
    >
  >;
  const language = String(kernelspec?.language ?? kernelspec?.name ?? info?.name ?? "typescript")
    .toLowerCase();
  if (OWN_LANGUAGES.has(language)) return;
  throw new WorkspaceError({
    what: `The notebook is for a kernel of another language: ${language}`,
    where: file,
    mend: "This workspace runs notebooks of the Deno kernel (TypeScript or JavaScript)",
  });
}

async function withKernel<T>(
  request: DraftRequest,
  layout: ProjectLayout,
  read: readonly ReadGrant[],
  sealingKey: Uint8Array,
  datasets: readonly PreparedDataset[],
  work: (kernel: Kernel) => Promise<T>,
): Promise<T> {
  await using scratch = await makeScratch(layout, "draft");
  const kernel = await startKernel({
    projectDir: layout.projectDir,
    cwd: dirname(request.file),
    sandbox: { read, scratchDir: scratch.dir, net: request.net },
    prelude: runPrelude(layout, await layKey(scratch.dir, sealingKey), datasets),
  });
  try {
    return await work(kernel);
  } finally {
    await kernel.close();
  }
}

async function contentOf(
  request: DraftRequest,
  layout: ProjectLayout,
  hasher: FileHasher,
  kernel: Kernel,
  run: {
    readonly bytes: Uint8Array;
    readonly original: Notebook;
    readonly executed: ExecutedNotebook;
    readonly values: Parameters<typeof effectiveParametersJson>[1];
    readonly synthetic: boolean;
  },
): Promise<RunContent> {
  const dependencies = await dependenciesOf(kernel.accesses(), [], layout.projectDir, hasher);
  return {
    status: run.executed.failure === null ? "draft" : "failed",
    editionId: null,
    notebook: {
      path: isWithin(request.file, layout.projectDir)
        ? relative(layout.projectDir, request.file)
        : request.file,
      sourceSha256: sha256Hex(run.bytes),
      viewSha256: sha256Hex(viewOf(run.original).text),
    },
    commit: await readCommit(layout.projectDir),
    lockSha256: await hasher.hash(layout.lockFile),
    ...describeRuntime(),
    parameters: JSON.parse(effectiveParametersJson(run.original, run.values)) as RunContent["parameters"],
    seeds: seedNames(run.original),
    inputs: await describeInputs(dependencies, layout.projectDir),
    sandbox: { layers: kernel.layers, net: request.net },
    ...summariseAccesses(kernel.accesses()),
    approvals: [],
    synthetic: run.synthetic,
    products: {},
  };
}

function factsOf(request: DraftRequest, content: RunContent): BriefingFacts {
  return {
    editionId: "concept",
    generatedFor: request.generatedFor,
    notebookPath: basename(request.file),
    notebookSha256: content.notebook.viewSha256,
    commit: content.commit.hash ?? "",
    lockSha256: content.lockSha256 ?? "",
    versions: Object.entries(content.versions).map(([name, value]) => ({ name, value })),
    inputs: content.inputs.map(({ path, sha256 }) => ({ path, sha256 })),
    approvals: [],
    parameters: Object.entries(content.parameters).map(([name, value]) => ({
      name,
      value: JSON.stringify(value),
    })),
    licence: { nl: "Concept: niet verspreiden", en: "Concept: do not distribute" },
    contact: { nl: "de maker van dit notebook", en: "the maker of this notebook" },
    sandboxLayers: content.sandbox.layers.map(labelLayer),
    data: content.synthetic ? "synthetic" : "real",
    status: "draft",
    relaxations: relaxationsOf(request),
  };
}

/** What was loosened for this draft, in words for its page. */
function relaxationsOf(request: DraftRequest): readonly Label[] {
  const read = request.read.map((path) => ({
    nl: `mocht lezen: ${path}`,
    en: `was allowed to read: ${path}`,
  }));
  if (request.net === "any") {
    return [{ nl: "mocht het hele netwerk gebruiken", en: "was allowed to use the whole network" }, ...read];
  }
  return [
    ...request.net.map((host) => ({
      nl: `mocht verbinden met ${host}`,
      en: `was allowed to connect to ${host}`,
    })),
    ...read,
  ];
}

async function writeDraft(
  request: DraftRequest,
  executed: ExecutedNotebook,
  { page, refused }: { readonly page: string; readonly refused: readonly string[] },
  recordOf: (products: Readonly<Record<string, string>>) => string,
): Promise<DraftResult> {
  const { failure } = executed;
  const marked = failure === null ? executed.notebook : markFailure(executed.notebook, failure);
  const copy = writeNotebook(marked);
  const pagePath = resolve(request.outDir, "briefing.html");
  await writeFileAtomic(pagePath, page);
  await writeFileAtomic(join(request.outDir, "executed.ipynb"), copy);
  const products = { "briefing.html": sha256Hex(page), "executed.ipynb": sha256Hex(copy) };
  await writeFileAtomic(join(request.outDir, "run.json"), recordOf(products));
  if (failure === null) return { page: pagePath, failure: null, refused: [] };
  const line = failure.line === null ? "" : `, line ${failure.line}`;
  // Notebooks from elsewhere often have no ids of their own: the place says more.
  const nth = executed.notebook.cells.findIndex(({ id }) => id === failure.cellId) + 1;
  const place = `cell ${failure.cellId} (${nth} of ${executed.notebook.cells.length})${line}`;
  return { page: pagePath, failure: `${place}: ${failure.ename}: ${failure.evalue}`, refused };
}

/** The flags that loosen a draft's sandbox, by the permission that was refused. */
const LOOSENED_BY: Readonly<Record<string, string>> = { read: "--allow-read", net: "--allow-net" };

/** What the cell that failed was refused and a flag can grant. */
function waysOut(accesses: readonly AccessRecord[], failedCell: string | null): readonly string[] {
  return accesses.flatMap(({ permission, value, result, cellId }) => {
    const flag = LOOSENED_BY[permission];
    if (cellId !== failedCell || result === "allow" || flag === undefined || value === "") return [];
    return [
      `To let this draft have it: ${flag}=${permission === "net" ? value.replace(/:\d+$/, "") : value}`,
    ];
  });
}
