/**
 * The schedule's effects on a real machine: clock, child process, lock, memory on disk.
 *
 * @module
 */
import { join } from "node:path";
import { replaceFile } from "./_durable.ts";
import { freshNonce, layoutOf } from "./_layout.ts";
import { countShape, objectShape, oneOfShape } from "./_shape.ts";
import { readFailureReport } from "./failure_report.ts";
import { BusyError, takeLock } from "./lock.ts";
import { sendNotice } from "./notify.ts";
import { readShaped } from "./run_record.ts";
import type { AttemptResult, JobMemory, ScheduleEffects } from "./schedule.ts";

/** Where things are. */
export interface SystemEffectsOptions {
  /** Folder of all editions. */
  readonly outputDir: string;
  /** Folder in which the schedule remembers what it did, for example `.smart-start/schedule`. */
  readonly stateDir: string;
  /**
   * Program and arguments that make an edition; `--edition ID` and the job's own arguments are added.
   * It must end with 0 only when the whole edition was published.
   */
  readonly command: readonly string[];
  /** Working folder of that program. */
  readonly cwd: string;
  /** Where log lines go. */
  readonly log: (line: string) => void;
}

/** The longest single wait: after the machine slept, or its clock was set, the loop looks at the time again. */
const MAX_SLEEP_MS = 30_000;
/** How long an edition may take to clean up when the schedule is ended. */
const STOP_GRACE_MS = 20_000;

const memoryShape = objectShape({
  handledUntil: countShape(),
  lastStatus: oneOfShape("published", "failed", "missed"),
});

/**
 * Makes the effects of a real machine.
 *
 * @param options Where things are.
 * @returns The effects.
 */
export function systemEffects(options: SystemEffectsOptions): ScheduleEffects {
  const memoryPath = (jobName: string) => join(options.stateDir, `${jobName}.json`);
  return {
    now: () => Date.now(),
    sleep: (ms, signal) => sleepUnlessAborted(Math.min(ms, MAX_SLEEP_MS), signal),
    runEdition: (job, editionId, signal) => runCommand(options, editionId, job.args, signal),
    notify: sendNotice,
    log: options.log,
    async acquire(job) {
      const { locks } = layoutOf(options.outputDir);
      await Deno.mkdir(locks, { recursive: true });
      try {
        return await takeLock(join(locks, "schedule"), { purpose: `Scheduled job ${job.name}` });
      } catch (error) {
        if (error instanceof BusyError) return null;
        throw error;
      }
    },
    async recall(jobName): Promise<JobMemory | null> {
      try {
        const path = memoryPath(jobName);
        return readShaped(await Deno.readTextFile(path), path, memoryShape);
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return null;
        throw error;
      }
    },
    async remember(jobName, memory) {
      await Deno.mkdir(options.stateDir, { recursive: true });
      const bytes = new TextEncoder().encode(JSON.stringify(memory));
      await replaceFile(memoryPath(jobName), bytes, freshNonce());
    },
  };
}

function sleepUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}

async function runCommand(
  options: SystemEffectsOptions,
  editionId: string,
  jobArgs: readonly string[],
  signal: AbortSignal,
): Promise<AttemptResult> {
  const [program = "", ...first] = options.command;
  const since = Date.now();
  const child = new Deno.Command(program, {
    args: [...first, "--edition", editionId, ...jobArgs],
    cwd: options.cwd,
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  let killTimer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    child.kill("SIGINT");
    killTimer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
  };
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  const { code } = await child.status;
  signal.removeEventListener("abort", stop);
  clearTimeout(killTimer);
  if (code === 0) return { status: "published", failures: [] };
  // A file system may keep times in whole seconds: a report of this run must not look older than its start.
  const failedDir = join(layoutOf(options.outputDir).failed, editionId);
  return { status: "failed", failures: await readFailureReport(failedDir, { since: since - 1000 }) };
}
