/**
 * How the runs of an edition ended, run now or taken from the cache.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import type { ProjectLayout } from "../layout.ts";
import type { RunCache } from "./cache.ts";
import type { FileHasher } from "./file_hash.ts";
import type { CheckedRun } from "./plan_runs.ts";
import type { Progress } from "./progress.ts";
import type { ReleasedRun, RunOutcome } from "./run_notebook.ts";

/** How one run ended. */
export type Outcome =
  | {
    readonly status: "done";
    readonly run: CheckedRun;
    readonly released: ReleasedRun;
    readonly origin: "ran" | "reused";
    readonly why: string;
  }
  | {
    readonly status: "failed";
    readonly run: CheckedRun;
    readonly outcome: Extract<RunOutcome, { status: "failed" }>;
    readonly why: string;
  };

/** What running needs. */
export interface RunTools {
  /** The project. */
  readonly layout: ProjectLayout;
  /** Hashes files. */
  readonly hasher: FileHasher;
  /** Keeps what was released. */
  readonly cache: RunCache;
  /** Shows what happens. */
  readonly progress: Progress;
}

/** The runs that were made. Disposing of them waits until the last kernel is gone. */
export interface RanJobs extends AsyncDisposable {
  /** How each ended, by the name of its job. */
  readonly results: ReadonlyMap<string, PromiseSettledResult<RunOutcome>>;
}

/** No run was made. */
export const NOTHING_RAN: RanJobs = {
  results: new Map(),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

/** Why a run is not made again. */
const UNCHANGED = "nothing it read has changed";

/**
 * Puts together what ran and what was reused.
 *
 * @param checked All runs, in order.
 * @param ran Those that were made.
 * @returns One outcome a run, in the same order.
 * @throws {Error} What a run threw that is no failure of its notebook.
 */
export function outcomesOf(checked: readonly CheckedRun[], ran: RanJobs): readonly Outcome[] {
  return checked.map((run) => outcomeOf(run, ran.results.get(run.job.name)));
}

function outcomeOf(run: CheckedRun, result: PromiseSettledResult<RunOutcome> | undefined): Outcome {
  if (run.answer.hit) {
    return { status: "done", run, released: run.answer.value, origin: "reused", why: UNCHANGED };
  }
  if (result?.status === "fulfilled" && result.value.status === "released") {
    return { status: "done", run, released: result.value.run, origin: "ran", why: run.answer.reason };
  }
  if (result?.status === "fulfilled" && result.value.status === "failed") {
    return { status: "failed", run, outcome: result.value, why: failureText(result.value) };
  }
  const error = result?.status === "rejected" ? result.reason : new Error("the run did not end");
  if (!(error instanceof WorkspaceError)) throw error;
  const outcome = {
    status: "failed" as const,
    executed: run.job.notebook,
    cellId: null,
    reason: { ename: error.name, evalue: error.message, line: null },
  };
  return { status: "failed", run, outcome, why: failureText(outcome) };
}

/**
 * Says why a run failed, in one line.
 *
 * @param outcome The failure.
 * @returns Cell, line, class and message.
 */
export function failureText({ cellId, reason }: Extract<RunOutcome, { status: "failed" }>): string {
  const place = cellId === null
    ? ""
    : `cell ${cellId}${reason.line === null ? "" : `, line ${reason.line}`}: `;
  return `${place}${reason.ename}: ${reason.evalue}`;
}
