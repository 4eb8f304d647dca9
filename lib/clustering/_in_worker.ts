/**
 * One job in one worker.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";

/** Who works, and what to do when it fails. */
export interface WorkerRole {
  /** The module of the worker. It takes a job as its message and answers with one. */
  readonly module: URL;
  /** What was being done, for the error. */
  readonly doing: string;
  /** The function that does the same without workers. */
  readonly without: string;
}

/** What a worker answers: what it found, or the parts of the error that the job gave. */
type Answered<Answer> =
  | { readonly found: Answer }
  | { readonly refused: ConstructorParameters<typeof WorkspaceError>[0] };

/** For the module of a worker: answers every job that comes. */
export function serveJobs<Job, Answer>(work: (job: Job) => Answer): void {
  globalThis.addEventListener("message", (event) => {
    // In a worker, the global object is a port.
    (globalThis as unknown as MessagePort).postMessage(answerTo(work, (event as MessageEvent<Job>).data));
  });
}

function answerTo<Job, Answer>(work: (job: Job) => Answer, job: Job): Answered<Answer> {
  try {
    return { found: work(job) };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const { what, where, mend } = error;
    return { refused: { what, where, mend } };
  }
}

/** Starts a worker, hands it a job, and ends it when it has answered; what the job refuses is refused here. */
export async function inWorker<Job, Answer>(
  { module, doing, without }: WorkerRole,
  job: Job,
): Promise<Answer> {
  const worker = new Worker(module, { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answered<Answer>>) =>
        "found" in data ? resolve(data.found) : reject(new WorkspaceError(data.refused));
      worker.onerror = (event) => {
        event.preventDefault();
        reject(
          new WorkspaceError({
            what: `A worker failed while ${doing}`,
            mend: `Use ${without}, which does the same without workers`,
          }),
        );
      };
      worker.postMessage(job);
    });
  } finally {
    worker.terminate();
  }
}

/** Refuses a number of workers that is none. */
export function checkWorkers(workers: number): void {
  if (Number.isInteger(workers) && workers >= 1) return;
  throw new WorkspaceError({ what: `Cannot start ${workers} workers`, mend: "Choose a whole number from 1" });
}

/** Cuts a list into as many stretches as there are workers; fewer when it is shorter. */
export function stretchesOf<T>(list: readonly T[], workers: number): readonly (readonly T[])[] {
  const size = Math.ceil(list.length / workers), stretches: T[][] = [];
  for (let from = 0; from < list.length; from += size) stretches.push(list.slice(from, from + size));
  return stretches;
}
