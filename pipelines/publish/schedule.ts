/**
 * Runs editions when they are due: one at a time, again when they fail, with a notice when they keep failing.
 *
 * @module
 */
import type { Delivery, Notice, NoticeFailure, NoticeTargets } from "./notify.ts";
import { fillEditionId, nextDue, type Schedule, type ScheduledJob } from "./schedule_config.ts";

/** How one attempt ended. */
export interface AttemptResult {
  /** Whether the whole edition was published. */
  readonly status: "published" | "failed";
  /** The notebooks that failed, as far as known. */
  readonly failures: readonly NoticeFailure[];
}

/** What is remembered of a job between two starts. */
export interface JobMemory {
  /** The planned time of the last run that was dealt with, in milliseconds since 1970. */
  readonly handledUntil: number;
  /** How it ended. */
  readonly lastStatus: "published" | "failed" | "missed";
}

/** Everything that a schedule does to the world. */
export interface ScheduleEffects {
  /** The time in milliseconds since 1970. */
  now(): number;
  /** Waits; returns early when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Makes one edition. May reject: that counts as a failure. */
  runEdition(job: ScheduledJob, editionId: string, signal: AbortSignal): Promise<AttemptResult>;
  /** Sends a notice. */
  notify(notice: Notice, targets: NoticeTargets): Promise<readonly Delivery[]>;
  /** Takes the lock that keeps runs of all processes apart; null when another process has it. */
  acquire(job: ScheduledJob): Promise<{ release(): void } | null>;
  /** What is remembered of a job; null before its first run. */
  recall(jobName: string): Promise<JobMemory | null>;
  /** Remembers. */
  remember(jobName: string, memory: JobMemory): Promise<void>;
  /** Writes one line. */
  log(line: string): void;
}

/** Later than this a run counts as missed, in milliseconds: cron's own grain is a minute. */
const GRACE_MS = 60_000;
/** How soon a run that another process keeps waiting looks again, in milliseconds. */
const BUSY_DELAY_MS = 30_000;

interface JobState {
  readonly job: ScheduledJob;
  handledUntil: number;
  pending: { readonly plannedAt: number; readonly attempt: number; readonly dueAt: number } | null;
}

/**
 * Runs a schedule until the signal is aborted.
 *
 * Jobs never overlap: one loop runs them in turn, and a lock keeps other processes out. A run that is due while
 * another runs starts right after it; several runs of a job that were due meanwhile become one, the latest. While
 * a failed run waits to be tried again others may run; the next planned time of the same job replaces the retry.
 *
 * @param schedule The schedule.
 * @param effects The clock, the runner and the rest of the world.
 * @param signal Ends it; a run under way is passed the signal too.
 */
export async function runSchedule(
  schedule: Schedule,
  effects: ScheduleEffects,
  signal: AbortSignal,
): Promise<void> {
  const states: JobState[] = [];
  for (const job of schedule.jobs) {
    const memory = await effects.recall(job.name);
    states.push({ job, handledUntil: memory?.handledUntil ?? effects.now(), pending: null });
  }
  while (!signal.aborted) {
    const first = earliest(states);
    if (first === null) return;
    const waitMs = first.dueAt - effects.now();
    if (waitMs > 0) await effects.sleep(waitMs, signal);
    else await handleDue(first.state, effects, signal);
  }
}

/**
 * Runs one job now, with its retries and notice, for systemd, cron or CI, which do the waiting.
 *
 * @param job The job.
 * @param effects The clock, the runner and the rest of the world.
 * @param signal Ends it.
 * @returns How it ended; `busy` when another process runs.
 */
export async function runJobOnce(
  job: ScheduledJob,
  effects: ScheduleEffects,
  signal: AbortSignal,
): Promise<"published" | "failed" | "busy"> {
  const state: JobState = { job, handledUntil: 0, pending: null };
  const plannedAt = effects.now();
  for (let attempt = 1; !signal.aborted; attempt++) {
    const lock = await effects.acquire(job);
    if (lock === null) {
      logEvent(effects, job, "busy", {});
      return "busy";
    }
    try {
      const status = await attemptRun(state, { plannedAt, attempt }, effects, signal);
      if (status === "published" || state.pending === null) return status;
    } finally {
      lock.release();
    }
    await effects.sleep(state.pending.dueAt - effects.now(), signal);
  }
  return "failed";
}

function earliest(states: readonly JobState[]): { readonly state: JobState; readonly dueAt: number } | null {
  let first: { readonly state: JobState; readonly dueAt: number } | null = null;
  for (const state of states) {
    const planned = nextDue(state.job, state.handledUntil) ?? Infinity;
    const dueAt = Math.min(state.pending?.dueAt ?? Infinity, planned);
    if (dueAt < (first?.dueAt ?? Infinity)) first = { state, dueAt };
  }
  return first;
}

async function handleDue(state: JobState, effects: ScheduleEffects, signal: AbortSignal): Promise<void> {
  const run = chooseRun(state, effects);
  if (run === null) {
    await effects.remember(state.job.name, { handledUntil: state.handledUntil, lastStatus: "missed" });
    return;
  }
  const lock = await effects.acquire(state.job);
  if (lock === null) {
    state.pending = { ...run, dueAt: effects.now() + BUSY_DELAY_MS };
    logEvent(effects, state.job, "waiting", { reason: "another process runs" });
    return;
  }
  try {
    const memory = await effects.recall(state.job.name);
    if (memory !== null && memory.handledUntil >= run.plannedAt) {
      state.pending = null;
      logEvent(effects, state.job, "done-elsewhere", { planned: isoTime(run.plannedAt) });
      return;
    }
    await attemptRun(state, run, effects, signal);
  } finally {
    lock.release();
  }
}

/** The run to make now: a new planned one, else the retry; null when it was missed and is not made up for. */
function chooseRun(state: JobState, effects: ScheduleEffects): { plannedAt: number; attempt: number } | null {
  const now = effects.now();
  let latest: number | null = null;
  let due = 0;
  for (
    let at = nextDue(state.job, state.handledUntil);
    at !== null && at <= now;
    at = nextDue(state.job, at)
  ) {
    latest = at;
    due++;
  }
  if (latest === null) return state.pending;
  state.handledUntil = latest;
  state.pending = null;
  const late = now - latest > GRACE_MS;
  const missed = late && state.job.missed === "skip" ? due : due - 1;
  if (missed > 0) logEvent(effects, state.job, "missed", { runs: missed });
  return missed === due ? null : { plannedAt: latest, attempt: 1 };
}

async function attemptRun(
  state: JobState,
  run: { readonly plannedAt: number; readonly attempt: number },
  effects: ScheduleEffects,
  signal: AbortSignal,
): Promise<"published" | "failed"> {
  const { job } = state;
  const editionId = fillEditionId(job.editionId, run.plannedAt, job.timeZone);
  logEvent(effects, job, "started", { edition: editionId, attempt: run.attempt });
  const startedAt = effects.now();
  const result = await tryEdition(job, editionId, effects, signal);
  const seconds = Math.round((effects.now() - startedAt) / 1000);
  logEvent(effects, job, result.status, { edition: editionId, attempt: run.attempt, seconds });
  state.pending = null;
  const last = result.status === "published" || run.attempt >= job.retry.attempts || signal.aborted;
  if (!last) {
    const delayMs = retryDelayMs(job, run.attempt);
    state.pending = { plannedAt: run.plannedAt, attempt: run.attempt + 1, dueAt: effects.now() + delayMs };
    logEvent(effects, job, "retry", { edition: editionId, in: `${Math.round(delayMs / 1000)}s` });
    return result.status;
  }
  // Only now: after a restart between two attempts the run counts as not made yet.
  await effects.remember(job.name, { handledUntil: run.plannedAt, lastStatus: result.status });
  if (result.status === "failed" || job.notifyOn === "always") {
    await sendNotices(job, editionId, run.attempt, result, effects);
  }
  return result.status;
}

async function tryEdition(
  job: ScheduledJob,
  editionId: string,
  effects: ScheduleEffects,
  signal: AbortSignal,
): Promise<AttemptResult> {
  try {
    return await effects.runEdition(job, editionId, signal);
  } catch (error) {
    const ename = error instanceof Error ? error.name : "UnknownError";
    const evalue = error instanceof Error ? error.message : "";
    return { status: "failed", failures: [{ notebook: "(runner)", cellId: null, ename, evalue }] };
  }
}

async function sendNotices(
  job: ScheduledJob,
  editionId: string,
  attempts: number,
  result: AttemptResult,
  effects: ScheduleEffects,
): Promise<void> {
  const event = result.status === "published" ? "edition-published" : "edition-failed";
  const notice: Notice = { event, job: job.name, editionId, attempts, failures: result.failures };
  for (const delivery of await effects.notify(notice, job.notify)) {
    logEvent(effects, job, `notice-${delivery.status}`, { via: delivery.channel, detail: delivery.detail });
  }
}

/** The wait after the nth failed attempt, in milliseconds. */
function retryDelayMs(job: ScheduledJob, attempt: number): number {
  return Math.min(job.retry.maxDelayMs, job.retry.firstDelayMs * job.retry.factor ** (attempt - 1));
}

function logEvent(
  effects: ScheduleEffects,
  job: ScheduledJob,
  event: string,
  fields: Readonly<Record<string, string | number>>,
): void {
  const rest = Object.entries(fields).map(([key, value]) => ` ${key}=${quote(String(value))}`).join("");
  effects.log(`${isoTime(effects.now())} schedule job=${job.name} event=${event}${rest}`);
}

function quote(value: string): string {
  return /^[\w.:+-]+$/.test(value) ? value : JSON.stringify(value);
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
