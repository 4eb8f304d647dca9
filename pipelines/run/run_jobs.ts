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

/** How jobs are run. */
export interface RunOptions {
  /** How many kernels at once; null for what the machine bears. */
  readonly jobs: number | null;
  /** Called when the first kernel's process exists: the quarter of a second until it answers is free for other work. */
  readonly whileStarting: () => void;
}

/**
 * Runs jobs and keeps in the cache what was released.
 *
 * @param stale What has to run.
 * @param options How many at once, and what to do meanwhile.
 * @param tools Project, cache and progress.
 * @returns How each ended.
 * @throws {WorkspaceError} When the kernel fails its self-test.
 */
export async function runJobs(
  stale: readonly CheckedRun[],
  options: RunOptions,
  tools: RunTools,
): Promise<RanJobs> {
  const { layout, progress } = tools;
  await ensureSelfTested(layout);
  const graphs = new ModuleGraphs(layout.projectDir, {
    file: join(layout.stateDir, "module-graphs.json"),
    hasher: tools.hasher,
  });
  const closings: Promise<void>[] = [];
  const whileStarting = once(options.whileStarting);
  const parallel = chooseParallel(options.jobs, thisMachine());
  const results = await runPool(stale, { parallel }, {
    start: ({ job }) => {
      progress.set(job.name, { name: "starting" });
      return startRun(job, layout, graphs, whileStarting);
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

function once(action: () => void): () => void {
  let pending = true;
  return () => {
    if (pending) action();
    pending = false;
  };
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
