/**
 * Several kernels at once, started ahead, bounded by cores and memory.
 *
 * @module
 */

/** How many at once. */
export interface PoolOptions {
  /** Jobs that run at the same time, from 1. */
  readonly parallel: number;
  /** Workers that may be started before a job needs them. Default 1: start-up then hides behind the job before. */
  readonly ahead?: number;
}

/** How workers are made and used. */
export interface PoolEffects<Job, Worker, Result> {
  /** Makes a worker for one job. */
  readonly start: (job: Job) => Promise<Worker>;
  /** Does the job. The worker is the job's own and is not used again. */
  readonly work: (job: Job, worker: Worker) => Promise<Result>;
}

/**
 * Does every job, each with a worker of its own. Results come in the order of the jobs, however many run at once.
 *
 * @param jobs What to do.
 * @param options How many at once.
 * @param effects How workers are made and used.
 * @returns One settled result a job: a job that fails does not stop the others.
 */
export async function runPool<Job, Worker, Result>(
  jobs: readonly Job[],
  options: PoolOptions,
  effects: PoolEffects<Job, Worker, Result>,
): Promise<readonly PromiseSettledResult<Result>[]> {
  const started: Promise<Worker>[] = [];
  const results: Promise<Result>[] = new Array(jobs.length);
  let next = 0;

  const startUpTo = (count: number): void => {
    for (let i = started.length; i < Math.min(count, jobs.length); i++) {
      const worker = effects.start(jobs[i]!);
      worker.catch(() => {}); // Awaited below; must not count as unhandled until then.
      started.push(worker);
    }
  };

  const runLane = async (): Promise<void> => {
    while (next < jobs.length) {
      const i = next++;
      startUpTo(i + 1 + (options.ahead ?? 1));
      results[i] = started[i]!.then((worker) => effects.work(jobs[i]!, worker));
      await results[i]!.catch(() => {});
    }
  };

  await Promise.all(Array.from({ length: Math.min(options.parallel, jobs.length) }, runLane));
  return await Promise.allSettled(results);
}

/** A notebook with Polars and charts stays below this; the kernel alone takes 200. */
const MEMORY_PER_KERNEL_MIB = 1_024;

/**
 * A kernel waits for a third of its start (sockets, the packages' own loading): more of them than cores keep the cores
 * busy. Measured: twelve light runs took 9.7 s with one a core and 7.0 s with two.
 */
const KERNELS_PER_CORE = 2;

/**
 * Chooses how many kernels run at once.
 *
 * @param asked What the user asked for; null for the machine's own measure.
 * @param machine Cores, and memory that is available in MiB.
 * @returns A number from 1.
 */
export function chooseParallel(
  asked: number | null,
  machine: { readonly cores: number; readonly availableMiB: number },
): number {
  const byMemory = Math.floor(machine.availableMiB / MEMORY_PER_KERNEL_MIB);
  return Math.max(1, Math.min(asked ?? machine.cores * KERNELS_PER_CORE, byMemory));
}

/** Cores and available memory of this machine. */
export function thisMachine(): { readonly cores: number; readonly availableMiB: number } {
  return {
    cores: navigator.hardwareConcurrency,
    availableMiB: Deno.systemMemoryInfo().available / 1_048_576,
  };
}
