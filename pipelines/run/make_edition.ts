/**
 * Makes an edition: which notebooks are in, which runs are new, what is published.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import type { ProjectLayout } from "../layout.ts";
import { join } from "../paths.ts";
import { failureReport } from "../publish/failure_report.ts";
import { markFailure } from "../publish/mark_failure.ts";
import { type KeySeal, readCurrentFacts } from "../publish/current_facts.ts";
import { readCommit } from "../publish/facts.ts";
import { checkEditionId, openEdition } from "../publish/edition.ts";
import { settleLeftovers } from "../publish/recover.ts";
import { writeNotebook } from "../notebook/write.ts";
import { RunCache } from "./cache.ts";
import { prepareDatasets } from "./datasets.ts";
import { earlierEditions } from "./earlier_editions.ts";
import type { BriefingSource, EditionFacts } from "./edition_files.ts";
import { FileHasher } from "./file_hash.ts";
import { type CheckedRun, checkRuns, type ParameterSet, planRuns } from "./plan_runs.ts";
import { lazily } from "./lazily.ts";
import type { Progress } from "./progress.ts";
import { findNotebooks, loadProjectNotebook, type ProjectNotebook } from "./project_notebook.ts";
import { isUpToDate, publicationKey } from "./publication.ts";
import { openReleaseCheck } from "./release_check.ts";
import { readReference, type Reference } from "./reference.ts";
import type { RunOptions } from "./run_jobs.ts";
import { NOTHING_STAGED, type StagedPages } from "./staged_pages.ts";
import { NOTHING_RAN, type Outcome, outcomesOf, type RanJobs, type RunTools } from "./outcome.ts";
import { type Approval, approvalOf, readKeySeal } from "./approval.ts";

/** What was asked for. */
export interface EditionRequest {
  /** The edition's id. */
  readonly editionId: string;
  /** The day it is dated with, `yyyy-mm-dd`. */
  readonly generatedFor: string;
  /** Names of the pilots to run; null for all. */
  readonly pilots: readonly string[] | null;
  /** Parameter sets, at least one; a single empty set for defaults. */
  readonly parameterSets: readonly ParameterSet[];
  /** `never` runs everything again. */
  readonly reuse: "when-unchanged" | "never";
  /** How many kernels at once; null for what the machine bears. */
  readonly jobs: number | null;
  /** Whether to publish a PDF beside each page. */
  readonly pdf: "none" | "with-pages";
  /** Pairs of outputs that may both be public because a named person answers for it, as the release check takes them. */
  readonly exceptions: readonly unknown[];
}

/** How an edition ended. */
export interface EditionResult {
  /** `published`, `up-to-date` when nothing changed, `failed` when a notebook failed. */
  readonly status: "published" | "up-to-date" | "failed";
  /** What happened to each run, in order. */
  readonly runs: readonly {
    readonly name: string;
    readonly action: "ran" | "reused" | "failed";
    readonly why: string;
  }[];
  /** Notebooks that are not vetted, with the reason. */
  readonly notVetted: readonly { readonly name: string; readonly why: string }[];
  /** Where readers find it, or where the copies of failed notebooks are. */
  readonly place: string;
  /** Texts of a published edition that exist in one language only, a line each; absent when nothing was published. */
  readonly missingTexts?: readonly string[];
}

interface VettedNotebook {
  readonly notebook: ProjectNotebook;
  readonly approval: Extract<Approval, { readonly status: "vetted" }>;
}

interface UnvettedNotebook {
  readonly notebook: ProjectNotebook;
  readonly approval: Exclude<Approval, { readonly status: "vetted" }>;
}

/**
 * Makes an edition and publishes it as a whole, or leaves the previous one as it is.
 *
 * @param request What was asked for.
 * @param layout The project.
 * @param progress Shows what happens.
 * @returns How it ended.
 * @throws {WorkspaceError} When nothing can be made: no vetted notebook, an unknown pilot, an unknown parameter.
 */
export async function makeEdition(
  request: EditionRequest,
  layout: ProjectLayout,
  progress: Progress,
): Promise<EditionResult> {
  checkEditionId(request.editionId);
  const hasher = await FileHasher.open(join(layout.stateDir, "file-hashes.json"));
  const commitRead = readCommit(layout.projectDir);
  const noted = await readCurrentFacts(layout.outputDir);
  const { vetted, unvetted } = await sortNotebooks(request, layout, noted.keySeal, progress);
  const lockSha256 = await hasher.hash(layout.lockFile) ?? sha256Hex("");
  const edition: EditionFacts = {
    editionId: request.editionId,
    generatedFor: request.generatedFor,
    commit: await commitRead,
    lockSha256,
  };
  const cache = new RunCache(layout.cacheDir, layout.projectDir, hasher);
  const checked = await planAndCheck(request, vetted, layout, hasher, cache, lockSha256, progress);
  const reference = lazily(() => readReference(layout, hasher));
  await using ahead = prepareAhead(edition, reference, layout);
  const tools = { layout, hasher, cache, progress };
  await using ran = await runStale(checked, { jobs: request.jobs, whileStarting: ahead.begin }, tools);
  const staged = await ahead.pages();
  const outcomes = outcomesOf(checked, ran);
  await hasher.save();
  const notVetted = unvetted.map(({ notebook, approval }) => ({ name: notebook.name, why: approval.why }));
  const failures = outcomes.filter((outcome) => outcome.status === "failed");
  if (failures.length > 0) {
    return {
      status: "failed",
      runs: describeRuns(outcomes),
      notVetted,
      place: await keepFailures(request, failures, layout),
    };
  }
  const sources = outcomes.flatMap((outcome) => outcome.status === "done" ? [sourceOf(outcome, vetted)] : []);
  const earlier = await earlierEditions(layout.outputDir, edition);
  const content = { request, edition, sources, unvetted, reference: await reference(), earlier };
  const key = await publicationKey(content, layout, hasher);
  await hasher.save();
  await settleLeftovers(layout.outputDir);
  if (await isUpToDate(layout.outputDir, request.editionId, key)) {
    return {
      status: "up-to-date",
      runs: describeRuns(outcomes),
      notVetted,
      place: join(layout.outputDir, "current", "index.html"),
    };
  }
  const { publishEdition } = await import("./publish_edition.ts");
  using release = await openReleaseCheck({
    ...{ edition, sources, exceptions: request.exceptions },
    entriesBefore: noted.ledgerEntries,
  }, layout);
  const admit = (data: "synthetic" | "real") => release.admit(data);
  const keySeal = await readKeySeal(layout);
  const publication = { ...content, key, keySeal, staged, admit };
  const published = await publishEdition(publication, layout, progress);
  return { status: "published", runs: describeRuns(outcomes), notVetted, ...published };
}

/** Which notebooks may be in the edition, and which may not. An unknown or unvetted pilot that was asked for is an error. */
async function sortNotebooks(
  request: EditionRequest,
  layout: ProjectLayout,
  seen: KeySeal | null,
  progress: Progress,
): Promise<{ readonly vetted: readonly VettedNotebook[]; readonly unvetted: readonly UnvettedNotebook[] }> {
  const files = await findNotebooks(layout);
  const notebooks = await Promise.all(files.map((file) => loadProjectNotebook(file, layout)));
  refuseUnknownPilots(request.pilots, notebooks);
  const vetted: VettedNotebook[] = [];
  const unvetted: UnvettedNotebook[] = [];
  for (const notebook of notebooks) {
    if (request.pilots !== null && !request.pilots.includes(notebook.name)) continue;
    progress.set(notebook.name, { name: "checking" });
    const approval = await approvalOf(notebook, layout, seen);
    if (approval.status === "vetted") vetted.push({ notebook, approval });
    else {
      unvetted.push({ notebook, approval });
      progress.set(notebook.name, { name: "skipped", reason: approval.why });
    }
  }
  if (vetted.length > 0) return { vetted, unvetted };
  throw new WorkspaceError({
    what: unvetted.length === 0 ? "There is no notebook" : "No notebook is vetted",
    where: unvetted.map(({ notebook, approval }) => `${notebook.name}: ${approval.why}`).join("; ") ||
      "notebooks",
    mend: "Approve a notebook with deno task vet, or look at it with deno task draft",
  });
}

function refuseUnknownPilots(pilots: readonly string[] | null, notebooks: readonly ProjectNotebook[]): void {
  const names = notebooks.map(({ name }) => name);
  const unknown = (pilots ?? []).filter((pilot) => !names.includes(pilot));
  if (unknown.length === 0) return;
  throw new WorkspaceError({
    what: `There is no pilot ${unknown.join(", ")}`,
    mend: `Choose from: ${names.join(", ")}`,
  });
}

async function planAndCheck(
  request: EditionRequest,
  vetted: readonly VettedNotebook[],
  layout: ProjectLayout,
  hasher: FileHasher,
  cache: RunCache,
  lockSha256: string,
  progress: Progress,
): Promise<readonly CheckedRun[]> {
  for (const { notebook } of vetted) progress.set(notebook.name, { name: "preparing" });
  const datasets = await prepareDatasets(vetted.flatMap(({ notebook }) => notebook.datasets), layout, hasher);
  const surroundings = { lockSha256, denoVersion: Deno.version.deno };
  const planned = vetted.flatMap(({ notebook }) =>
    planRuns(notebook, request.parameterSets, datasets, surroundings)
  );
  return await checkRuns(planned, cache, request.reuse);
}

/** What can be made of an edition while its notebooks run: the renderer loads, and pages they cannot change are written. */
function prepareAhead(
  edition: EditionFacts,
  reference: () => Promise<Reference>,
  layout: ProjectLayout,
): { readonly begin: () => void; readonly pages: () => Promise<StagedPages> } & AsyncDisposable {
  let staged: Promise<StagedPages> = Promise.resolve(NOTHING_STAGED);
  const prepare = async () => {
    const { stageReference } = await import("./stage_reference.ts");
    const pages = await stageReference(edition, (await reference()).content, layout);
    await import("./publish_edition.ts");
    return pages;
  };
  return {
    // What fails here fails again, and is reported, where it is needed.
    begin: () => staged = prepare().catch(() => NOTHING_STAGED),
    pages: () => staged,
    [Symbol.asyncDispose]: async () => {
      await using _unused = await staged;
    },
  };
}

/** Runs what has to run; the runner is loaded only when something has. */
async function runStale(
  checked: readonly CheckedRun[],
  options: RunOptions,
  tools: RunTools,
): Promise<RanJobs> {
  const stale = checked.filter(({ answer }) => !answer.hit);
  for (const { job, answer } of checked) {
    const state = answer.hit
      ? { name: "reused", reason: "nothing it read has changed" } as const
      : { name: "queued" } as const;
    tools.progress.set(job.name, state);
  }
  if (stale.length === 0) return NOTHING_RAN;
  const { runJobs } = await import("./run_jobs.ts");
  return await runJobs(stale, options, tools);
}

function describeRuns(outcomes: readonly Outcome[]): EditionResult["runs"] {
  return outcomes.map((outcome) => ({
    name: outcome.run.job.name,
    action: outcome.status === "failed" ? "failed" as const : outcome.origin,
    why: outcome.why,
  }));
}

function sourceOf(
  outcome: Extract<Outcome, { status: "done" }>,
  vetted: readonly VettedNotebook[],
): BriefingSource {
  const own = vetted.find(({ notebook }) => notebook.path === outcome.run.job.source.path);
  return {
    job: outcome.run.job,
    run: outcome.released,
    origin: outcome.origin,
    approvals: own?.approval.approvals ?? [],
  };
}

/** Keeps the executed copies of what failed, marked, outside every edition. */
async function keepFailures(
  request: EditionRequest,
  failures: readonly Extract<Outcome, { status: "failed" }>[],
  layout: ProjectLayout,
): Promise<string> {
  const edition = await openEdition({ outputDir: layout.outputDir, editionId: request.editionId });
  const copies = failures.map(({ run, outcome }) => ({
    path: `${run.job.name}/executed.ipynb`,
    content: writeNotebook(markFailure(outcome.executed, { cellId: outcome.cellId, ...outcome.reason })),
  }));
  const report = failureReport(failures.map(({ run, outcome }) => ({
    notebook: run.job.source.path,
    cellId: outcome.cellId,
    ename: outcome.reason.ename,
    evalue: outcome.reason.evalue,
  })));
  const { failedDir } = await edition.fail([...copies, report]);
  return failedDir;
}
