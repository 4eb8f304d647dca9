/**
 * The release check of an edition: whether its outputs may leave, beside each other and beside all that left before.
 *
 * A program of the library judges it, in a process of its own that may read the project and its packages, nothing else. Here it gets
 * the hand-overs of the runs and the ledger; what it answers is kept in `reports/dossiers/`, apart from every edition.
 * Whatever goes wrong means that nothing is published.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { findDenoDir } from "../kernel/process.ts";
import type { ProjectLayout } from "../layout.ts";
import { join } from "../paths.ts";
import { type Lock, takeLock } from "../publish/lock.ts";
import { writeFileAtomic } from "./atomic_write.ts";
import type { BriefingSource, EditionFacts } from "./edition_files.ts";
import { keepDossier } from "./keep_dossier.ts";

/** What the program answers; the part that is used here. */
export interface ReleaseAnswer {
  /** Whether the edition may leave. */
  readonly ok: boolean;
  /** Pairs of outputs that may not both be public. */
  readonly conflicts: readonly {
    readonly output: string;
    readonly earlier: string;
    readonly where: string;
    readonly what: { readonly nl: string };
    readonly mend: { readonly nl: string };
  }[];
  /** The ledger after this edition. */
  readonly ledger: string;
  /** The hash of its last entry. */
  readonly head: string;
  /** The files of the dossier. */
  readonly dossier: readonly { readonly path: string; readonly text: string }[];
  /** What else is wrong. */
  readonly problems: readonly string[];
}

/** A release check that runs while the pages are made. */
export interface ReleaseCheck extends Disposable {
  /**
   * Waits for the answer, and keeps dossier and ledger. Call it when all is made and nothing is public yet.
   *
   * @param data Whether all numbers are about invented people.
   * @returns The number of editions in the ledger; null when this edition holds no protected number.
   * @throws {WorkspaceError} When the edition may not leave: which outputs, why, and how to mend it.
   */
  admit(data: "synthetic" | "real"): Promise<number | null>;
}

/** What is checked. */
export interface ReleaseRequest {
  /** Facts of the edition. */
  readonly edition: EditionFacts;
  /** The runs in it. */
  readonly sources: readonly BriefingSource[];
  /** How many editions the ledger held when the current edition was published; null when it notes none. */
  readonly entriesBefore: number | null;
  /** Exceptions that a named person answers for, as the program takes them. */
  readonly exceptions: readonly unknown[];
}

/** Two editions at once wait for each other's check: both would be right beside the old ledger, not beside each other. */
const LOCK_WAIT_MS = 600_000;

/**
 * Starts the release check of an edition.
 *
 * @param request What is checked.
 * @param layout The project.
 * @returns The check; dispose of it when the edition is published or given up.
 * @throws {WorkspaceError} When a run shows protected numbers and handed nothing over, or another run keeps the ledger too
 *   long.
 */
export async function openReleaseCheck(
  request: ReleaseRequest,
  layout: ProjectLayout,
): Promise<ReleaseCheck> {
  refuseUnaccounted(request.sources);
  if (request.sources.every(({ run }) => run.handOver === null)) {
    return { admit: () => Promise.resolve(null), [Symbol.dispose]: () => {} };
  }
  await Deno.mkdir(layout.dossiersDir, { recursive: true, mode: 0o700 });
  const lock: Lock = await takeLock(join(layout.dossiersDir, "ledger.lock"), {
    purpose: "The ledger of releases",
    waitMs: LOCK_WAIT_MS,
  });
  const answer = judge(request, layout);
  answer.catch(() => {}); // Awaited in `admit`; must not count as unhandled until then.
  return {
    admit: async (data) => await keep(await answer, { editionId: request.edition.editionId, data }, layout),
    [Symbol.dispose]: () => lock.release(),
  };
}

/** What is shown with a receipt has to be accounted for: a run without a hand-over shows none. */
function refuseUnaccounted(sources: readonly BriefingSource[]): void {
  const bare = sources.find(({ run }) =>
    run.handOver === null && run.envelopes.some(({ envelope }) => envelope.receipts.length > 0)
  );
  if (bare === undefined) return;
  throw new WorkspaceError({
    what: "A run shows protected numbers and handed nothing over to the release check",
    where: bare.job.name,
    mend: "Run it again with --force; nothing was published",
  });
}

async function judge(request: ReleaseRequest, layout: ProjectLayout): Promise<ReleaseAnswer> {
  const ledger = await readOr(ledgerFile(layout), "");
  const entries = countEntries(ledger);
  if (request.entriesBefore !== null && entries < request.entriesBefore) {
    throw new WorkspaceError({
      what:
        `The ledger of releases holds ${entries} editions, and the current edition was the ${request.entriesBefore}th`,
      where: ledgerFile(layout),
      mend: "Restore the ledger from a safe copy; nothing is released until then",
    });
  }
  const input = {
    edition: request.edition.editionId,
    date: request.edition.generatedFor,
    ledger,
    expectedHead: await readOr(headFile(layout), null),
    notebooks: request.sources.flatMap(({ job, run, approvals }) =>
      run.handOver === null ? [] : [{
        pilot: job.name,
        codeSha256: job.source.viewSha256,
        reviewer: approvals.at(-1)?.reviewer ?? "",
        handOver: run.handOver,
        published: run.envelopes.flatMap(({ envelope }) => envelope.receipts.map(({ checksum }) => checksum)),
      }]
    ),
    exceptions: request.exceptions,
  };
  return await callProgram(JSON.stringify(input), layout);
}

async function callProgram(input: string, layout: ProjectLayout): Promise<ReleaseAnswer> {
  const packages = join(findDenoDir((name) => Deno.env.get(name)), "npm");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-prompt", `--allow-read=${layout.projectDir},${packages}`, layout.releaseScript],
    cwd: layout.projectDir,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  const output = child.output();
  // A program that ends early breaks the pipe; what it wrote tells more.
  await new Blob([input]).stream().pipeTo(child.stdin).catch(() => {});
  const { stdout, stderr } = await output;
  try {
    return JSON.parse(new TextDecoder().decode(stdout)) as ReleaseAnswer;
  } catch {
    const [reason = "no message"] = new TextDecoder().decode(stderr).trim().split("\n");
    throw new WorkspaceError({
      what: `The release check gave no answer: ${reason}`,
      where: layout.releaseScript,
      mend: "Nothing was published. Mend what the message names, then run again",
    });
  }
}

async function keep(
  answer: ReleaseAnswer,
  { editionId, data }: { readonly editionId: string; readonly data: "synthetic" | "real" },
  layout: ProjectLayout,
): Promise<number> {
  if (!answer.ok) throw refusal(answer, layout);
  if (data === "real") await writeFileAtomic(realDataMark(layout), "", "flushed");
  await keepDossier(answer.dossier, join(layout.dossiersDir, "editions", editionId));
  await writeFileAtomic(ledgerFile(layout), answer.ledger, "flushed");
  await writeFileAtomic(headFile(layout), answer.head, "flushed");
  return countEntries(answer.ledger);
}

function refusal({ conflicts, problems }: ReleaseAnswer, layout: ProjectLayout): WorkspaceError {
  const lines = conflicts.map(({ output, earlier, where, what, mend }) =>
    `\n  "${output}" × "${earlier}" (${where}): ${what.nl}. ${mend.nl}`
  );
  return new WorkspaceError({
    what: `The edition may not leave: ${problems.join("; ")}${
      conflicts.length > 0
        ? `${conflicts.length} pairs of outputs together tell too much${lines.join("")}\n`
        : ""
    }`,
    where: ledgerFile(layout),
    mend:
      "Change the tables as said, or name a person who answers for it with --exceptions FILE. On invented data only: deno task clean --ledger",
  });
}

/** Where the ledger lies: one JSON entry a line. */
function ledgerFile(layout: ProjectLayout): string {
  return join(layout.dossiersDir, "ledger.jsonl");
}

/** Where the head of the ledger lies, so that a ledger that was cut off or written anew is noticed. */
function headFile(layout: ProjectLayout): string {
  return join(layout.dossiersDir, "head.txt");
}

/**
 * The file that marks a ledger as one of real data, once and for all.
 *
 * @param layout The project.
 * @returns Its path.
 */
export function realDataMark(layout: ProjectLayout): string {
  return join(layout.dossiersDir, "real-data");
}

function countEntries(ledger: string): number {
  return ledger.split("\n").filter((line) => line !== "").length;
}

async function readOr<T>(path: string, otherwise: T): Promise<string | T> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return otherwise;
    throw error;
  }
}
