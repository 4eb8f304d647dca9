/**
 * The release check of an edition: may these outputs leave, beside each other and beside everything that left before?
 *
 * It works on what runs handed over, in a process of its own: the ledger as text comes in, the ledger with one entry
 * more and the dossier go out. `tools/release_edition.ts` gives it a command line. Whatever does not hold means no.
 *
 * @module
 */
import { canonicalJson } from "../core/hash.ts";
import { conflictsAmong, type NamedOutput, type OutputConflict } from "./_conflicts.ts";
import { type DossierEntry, type DossierFile, dossierOfEntries } from "./dossier.ts";
import { DisclosureError } from "./errors.ts";
import { type HandedTable, readHandOver } from "./_handed.ts";
import {
  appendEdition,
  type LedgerEntry,
  type LedgerException,
  parseLedger,
  releasedIn,
  verifyLedger,
} from "./ledger.ts";
import { DEFAULT_POLICY, policyById } from "./policies.ts";

/** What one notebook of an edition brings. */
export interface ReleaseNotebook {
  /** The pilot: small letters, digits, `-`, `_` and `.`; unique in the edition. Table ids are prefixed with it. */
  readonly pilot: string;
  /** SHA-256 of the vetted code. */
  readonly codeSha256: string;
  /** Who approved the code. */
  readonly reviewer: string;
  /** What `handOver()` gave at the end of the run. */
  readonly handOver: string;
  /** Checksums of the receipts in the briefing: each has to be in the hand-over. Default: not compared. */
  readonly published?: readonly string[];
}

/** An edition that wants to leave. */
export interface ReleaseInput {
  /** The edition, for example `voorbeeldstad/2026-1`. */
  readonly edition: string;
  /** The date as `yyyy-mm-dd`. */
  readonly date: string;
  /** The policy by which outputs are judged beside each other. Default `cbs-microdata`. */
  readonly policyId?: string;
  /** The ledger: one JSON entry a line, oldest first; empty for none yet. */
  readonly ledger: string;
  /** The head that the last edition noted; it has to be in the ledger. Null when there is none. */
  readonly expectedHead: string | null;
  /** The notebooks. */
  readonly notebooks: readonly ReleaseNotebook[];
  /** Conflicts that a named person takes responsibility for. They stand in the ledger. Default none. */
  readonly exceptions?: readonly LedgerException[];
}

/** The answer. */
export interface ReleaseOutcome {
  /** Whether the edition may leave. */
  readonly ok: boolean;
  /** Pairs of outputs that may not both be public. */
  readonly conflicts: readonly OutputConflict[];
  /** The ledger after this edition; unchanged when it may not leave. */
  readonly ledger: string;
  /** The hash of the last entry of that ledger; 64 zeros when it is empty. */
  readonly head: string;
  /** The files of the dossier, below `release/` and `check-only/`; none when the edition may not leave. */
  readonly dossier: readonly DossierFile[];
  /** What else is wrong, with how to mend it. */
  readonly problems: readonly string[];
}

/**
 * Judges an edition. The same edition with the same outputs again conflicts with nothing and adds no entry.
 *
 * @example An edition without tables, on a new ledger
 * ```ts
 * import { releaseEdition } from "./release.ts";
 * import assert from "node:assert/strict";
 *
 * const edition = { edition: "stad/2026-1", date: "2026-01-05", expectedHead: null, notebooks: [] };
 * const first = await releaseEdition({ ...edition, ledger: "" });
 * assert.equal(first.ok, true);
 * const again = await releaseEdition({ ...edition, ledger: first.ledger, expectedHead: first.head });
 * assert.equal(again.ledger, first.ledger);
 * ```
 *
 * @param input The edition, the ledger and the hand-overs.
 * @returns The answer. It never throws: whatever goes wrong is a problem, and the edition may not leave.
 */
export async function releaseEdition(input: ReleaseInput): Promise<ReleaseOutcome> {
  try {
    return await judge(input);
  } catch (error) {
    const problem = error instanceof Error ? error.message : "The release check failed";
    return { ...refused(input), problems: [problem] };
  }
}

function refused(input: ReleaseInput): ReleaseOutcome {
  return { ok: false, conflicts: [], ledger: input.ledger, head: "", dossier: [], problems: [] };
}

async function judge(input: ReleaseInput): Promise<ReleaseOutcome> {
  checkNames(input);
  const policy = input.policyId === undefined ? DEFAULT_POLICY : policyById(input.policyId);
  const entries = parseLedger(input.ledger);
  const head = verifyLedger(entries);
  checkHead(entries, input.expectedHead);
  const handed = input.notebooks.flatMap((notebook) =>
    tablesOf(notebook).map((table) => ({ notebook, table: named(notebook.pilot, table) }))
  );
  const added = handed.map(({ table: { output } }): NamedOutput => ({ name: output.tableId, output }));
  const found = await conflictsAmong(releasedIn(entries), added, policy);
  const exceptions = input.exceptions ?? [];
  const conflicts = found.filter((conflict) => !exceptions.some((exception) => covers(exception, conflict)));
  if (conflicts.length > 0) return { ...refused(input), head, conflicts };
  const outputs = added.map(({ output }) => output);
  const { edition, date } = input;
  const next = appendEdition(entries, { edition, date, outputs, exceptions });
  const dossier = dossierOfEntries(
    handed.map(({ notebook, table }): DossierEntry => ({
      table: table.checked,
      context: {
        ...{ edition, date, ledgerHead: next.entry.hash, seeds: {} },
        reviewer: notebook.reviewer,
        codeSha256: notebook.codeSha256,
      },
    })),
    { edition, date, ledgerHead: next.entry.hash },
  );
  const ledger = next.entries.map((entry) => canonicalJson(entry) + "\n").join("");
  return { ok: true, conflicts: [], ledger, head: next.entries.at(-1)!.hash, dossier, problems: [] };
}

/** Names that become file names. */
const NAME = /^[a-z0-9][a-z0-9._-]*$/i;

function checkNames({ notebooks, exceptions = [] }: ReleaseInput): void {
  const pilots = notebooks.map(({ pilot }) => pilot);
  const bad = pilots.find((pilot, i) => !NAME.test(pilot) || pilots.indexOf(pilot) !== i);
  if (bad !== undefined) {
    throw new DisclosureError({
      what: "A pilot has no name of its own of letters, digits, hyphens, underscores and dots",
      where: bad,
      mend: "Give every notebook of the edition such a name",
    });
  }
  if (exceptions.some(({ why, who }) => why.trim() === "" || who.trim() === "")) {
    throw new DisclosureError({
      what: "An exception has no reason or no person who answers for it",
      mend: "Fill in `why` and `who`; nothing was released",
    });
  }
}

function checkHead(entries: readonly LedgerEntry[], expectedHead: string | null): void {
  if (expectedHead === null || entries.some((entry) => entry.hash === expectedHead)) return;
  throw new DisclosureError({
    what: "The ledger does not hold the entry that the last edition noted: it was cut off or replaced",
    mend: "Restore the ledger from a safe copy; nothing is released until then",
  });
}

function tablesOf(notebook: ReleaseNotebook): readonly HandedTable[] {
  const tables = readHandOver(notebook.handOver);
  const ids = tables.map(({ checked }) => checked.id);
  const bad = ids.find((id, i) => !NAME.test(id) || ids.indexOf(id) !== i);
  if (bad !== undefined) {
    throw new DisclosureError({
      what: "A table has no id of its own of letters, digits, hyphens, underscores and dots",
      where: `${notebook.pilot}: ${bad}`,
      mend: "Give the table such an id in the notebook",
    });
  }
  const known = new Set(tables.map(({ output }) => output.checksum));
  if (!(notebook.published ?? []).every((checksum) => known.has(checksum))) {
    throw new DisclosureError({
      what: "A table in the briefing does not stand in the hand-over of its run",
      where: notebook.pilot,
      mend: "Run the notebook again; nothing was released",
    });
  }
  return tables;
}

function named(pilot: string, { checked, output }: HandedTable): HandedTable {
  const id = `${pilot}.${checked.id}`;
  return { checked: { ...checked, id }, output: { ...output, tableId: id } };
}

function covers(exception: LedgerException, conflict: OutputConflict): boolean {
  return exception.output === conflict.output && exception.earlier === conflict.earlier;
}
