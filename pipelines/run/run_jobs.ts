/**
 * Runs jobs, several kernels at once.
 *
 * @module
 */
import { join } from "../paths.ts";
import { failureText, type RanJobs, type RunTools } from "./outcome.ts";
import { ModuleGraphs } from "./module_graph.ts";
import type { CheckedRun } from "./plan_runs.ts";
import { chooseParallel, runPool, thisMachine } from "./pool.ts";
import { finishRun, type RunOutcome, type StartedRun, startRun } from "./run_notebook.ts";
import { ensureSelfTested } from "./self_tested.ts";

/**
 * Runs jobs and keeps in the cache what was released.
 *
 * @param stale What has to run.
 * @param options How many kernels at once; null for what the machine bears.
 * @param tools Project, cache and progress.
 * @returns How each ended.
 * @throws {WorkspaceError} When the kernel fails its self-test.
 */
export async function runJobs(
  stale: readonly CheckedRun[],
  options: { readonly jobs: number | null },
  tools: RunTools,
): Promise<RanJobs> {
  const { layout, progress } = tools;
  await ensureSelfTested(layout);
  const graphs = new ModuleGraphs(layout.projectDir, {
    file: join(layout.stateDir, "module-graphs.json"),
    hasher: tools.hasher,
  });
  const closings: Promise<void>[] = [];
  const parallel = chooseParallel(options.jobs, thisMachine());
  const results = await runPool(stale, { parallel }, {
    start: ({ job }) => {
      progress.set(job.name, { name: "starting" });
      return startRun(job, layout, graphs, loadRenderer);
    },
    work: (run, started) => workOff(run, started, tools, closings),
  });
  await graphs.save().catch(() => {}); // A graph that could not be read has failed its run already.
  return {
    results: new Map(stale.map(({ job }, i) => [job.name, results[i]!] as const)),
    [Symbol.asyncDispose]: async () => {
      await Promise.allSettled(closings);
    },
  };
}

/** Begins to load what the edition is written with; it is needed when the kernels have ended. */
function loadRenderer(): void {
  import("./publish_edition.ts").catch(() => {}); // What fails here fails again where it is needed.
}

async function workOff(
  { job, key }: CheckedRun,
  started: StartedRun,
  { layout, hasher, cache, progress }: RunTools,
  closings: Promise<void>[],
): Promise<RunOutcome> {
  const outcome = await finishRun(job, started, layout, hasher, {
    cell: (cell, cells) => progress.set(job.name, { name: "running", cell, cells }),
    closing: (closed) => closings.push(closed),
  });
  if (outcome.status === "released") await cache.put(key, outcome.dependencies, outcome.run);
  else progress.set(job.name, { name: "failed", reason: failureText(outcome) });
  return outcome;
}
