/**
 * The files of one briefing in an edition.
 *
 * @module
 */
import type { ProgrammeEnvelope } from "../../lib/core/display.ts";
import type { GlossaryTerm } from "../../lib/core/glossary.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import type { Language } from "../../lib/core/language.ts";
import { LANGUAGES } from "../../lib/core/language.ts";
import { seedNames } from "../notebook/seed_names.ts";
import { writeNotebook } from "../notebook/write.ts";
import { describeRuntime } from "../publish/facts.ts";
import { writeReceipts } from "../publish/receipts.ts";
import { type ApprovalFact, type CommitFact, makeRunRecord, writeRunRecord } from "../publish/run_record.ts";
import { briefingOf } from "../render/briefing.ts";
import { changesSection } from "../render/changes_section.ts";
import { type BriefingChange, compareSnapshots } from "../render/compare.ts";
import type { Briefing, BriefingFacts, NamedValue } from "../render/model.ts";
import { renderBriefing } from "../render/page.ts";
import { hrefBetween, sitePath } from "../render/site_nav.ts";
import { type BriefingSnapshot, snapshotOf, writeSnapshot } from "../render/snapshot.ts";
import { SNAPSHOT_NAME } from "./earlier_editions.ts";
import { restsOnSynthetic } from "./gate.ts";
import { labelLayer } from "./layer_labels.ts";
import type { ReleasedRun, RunJob } from "./run_notebook.ts";

/** What every briefing of an edition shares. */
export interface EditionFacts {
  /** The edition's id. */
  readonly editionId: string;
  /** The day the edition is dated with, `yyyy-mm-dd`. */
  readonly generatedFor: string;
  /** The state of the code. */
  readonly commit: CommitFact;
  /** SHA-256 of the lock file. */
  readonly lockSha256: string;
}

/** A run with the approvals that it stands on. */
export interface BriefingSource {
  /** What ran. */
  readonly job: RunJob;
  /** What came out. */
  readonly run: ReleasedRun;
  /** Whether it ran now. */
  readonly origin: "ran" | "reused";
  /** Approvals of the text that ran. */
  readonly approvals: readonly ApprovalFact[];
}

/** The name of a page per language: Dutch is the first language of the programme. */
export const PAGE_NAMES: Readonly<Record<Language, string>> = { nl: "briefing.html", en: "briefing.en.html" };

/** One file, relative to the briefing's folder. */
export interface BriefingFile {
  readonly name: string;
  readonly content: string;
}

/**
 * Makes the briefing of a run.
 *
 * @param source The run.
 * @param edition What the edition's briefings share.
 * @returns The typed briefing.
 */
export function makeBriefing(source: BriefingSource, edition: EditionFacts): Briefing {
  const envelopes = new Map<string, ProgrammeEnvelope[]>();
  for (const { cellId, envelope } of source.run.envelopes) {
    envelopes.set(cellId, [...envelopes.get(cellId) ?? [], envelope]);
  }
  return briefingOf({ notebook: source.run.notebook, envelopes, facts: factsOf(source, edition) });
}

function factsOf({ job, run, approvals }: BriefingSource, edition: EditionFacts): BriefingFacts {
  const { versions } = describeRuntime();
  return {
    editionId: edition.editionId,
    generatedFor: edition.generatedFor,
    notebookPath: job.source.path,
    notebookSha256: job.source.viewSha256,
    commit: edition.commit.hash ?? "",
    lockSha256: edition.lockSha256,
    versions: Object.entries(versions).map(([name, value]) => ({ name, value })),
    inputs: run.inputs.filter(({ role }) => role === "dataset" || role === "other").map((
      { path, sha256 },
    ) => ({ path, sha256 })),
    approvals: approvals.map(({ reviewer, approvedAt, scope, remark }) => ({
      reviewer,
      date: approvedAt.slice(0, 10),
      scope,
      remark,
    })),
    parameters: namedValues(job.parameters),
    licence: LICENCE,
    contact: contactOf(run),
    sandboxLayers: run.layers.map(labelLayer),
    data: isSynthetic(run) ? "synthetic" : "real",
    status: "released",
    relaxations: [],
  };
}

const LICENCE = {
  nl: "Vrij te gebruiken met bronvermelding (CC BY 4.0)",
  en: "Free to use with attribution (CC BY 4.0)",
};

/** Whom to ask, as the notebook says; empty when it says nothing. */
export function contactOf(run: ReleasedRun): { readonly nl: string; readonly en: string } {
  for (const { envelope } of run.envelopes) {
    if (envelope.kind === "parameters") return (envelope as ProgrammeEnvelope<"parameters">).payload.contact;
  }
  return { nl: "", en: "" };
}

/** Whether any table behind the run rests on made-up rows. */
export function isSynthetic(run: ReleasedRun): boolean {
  return restsOnSynthetic(run.envelopes.map(({ envelope }) => envelope));
}

function namedValues(parameters: RunJob["parameters"]): readonly NamedValue[] {
  return Object.entries(parameters).map(([name, value]) => ({
    name,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
}

/** What a briefing's pages need to know of the rest of the edition and of the one before. */
export interface BriefingSurroundings {
  /** The terms that prose links. */
  readonly glossary: readonly GlossaryTerm[];
  /** The edition that is compared with; null when there is none before this one. */
  readonly previous: {
    /** Its id. */
    readonly editionId: string;
    /** What the same briefing said then; null when it was not in that edition. */
    readonly snapshot: BriefingSnapshot | null;
  } | null;
}

/** A briefing with its files. */
export interface WrittenBriefing {
  /** The briefing. */
  readonly briefing: Briefing;
  /** What changed since the edition that was compared with; null when it could not be compared. */
  readonly changes: readonly BriefingChange[] | null;
  /** Its files. */
  readonly files: readonly BriefingFile[];
}

/**
 * Writes the files of one briefing: a page per language, the executed notebook, the receipts, what a later edition
 * compares with, and the record.
 *
 * @param source The run.
 * @param edition What the edition's briefings share.
 * @param surroundings The rest of the edition and the one before.
 * @returns The briefing and its files.
 */
export function briefingFiles(
  source: BriefingSource,
  edition: EditionFacts,
  surroundings: BriefingSurroundings,
): WrittenBriefing {
  const briefing = makeBriefing(source, edition);
  const snapshot = snapshotOf(briefing);
  const before = surroundings.previous?.snapshot ?? null;
  const changes = before === null ? null : compareSnapshots(before, snapshot);
  const receipts = source.run.envelopes.flatMap(({ cellId, envelope }) =>
    envelope.receipts.map((receipt) => ({ cellId, receipt }))
  );
  const files = [
    ...LANGUAGES.map((language) => ({
      name: PAGE_NAMES[language],
      content: pageOf(source, briefing, language, { ...surroundings, changes }),
    })),
    { name: "executed.ipynb", content: writeNotebook(source.run.notebook) },
    {
      name: "receipts.json",
      content: writeReceipts({ format: 1, notebook: source.job.source.path, receipts }),
    },
    { name: SNAPSHOT_NAME, content: writeSnapshot(snapshot) },
  ];
  const products = Object.fromEntries(files.map(({ name, content }) => [name, sha256Hex(content)]));
  const record = { name: "run.json", content: recordOf(source, edition, products) };
  return { briefing, changes, files: [...files, record] };
}

function pageOf(
  { job }: BriefingSource,
  briefing: Briefing,
  language: Language,
  surroundings: BriefingSurroundings & { readonly changes: readonly BriefingChange[] | null },
): string {
  const { glossary, previous, changes } = surroundings;
  const own = `${job.name}/${PAGE_NAMES[language]}`;
  return renderBriefing(briefing, language, {
    alternates: LANGUAGES.map((each) => ({ language: each, href: PAGE_NAMES[each] })),
    indexHref: hrefBetween(own, sitePath("index", language)),
    glossary: { terms: glossary, href: hrefBetween(own, sitePath("glossary", language)) },
    extraSections: previous === null || changes === null
      ? []
      : [changesSection(changes, { language, previousEditionId: previous.editionId })],
  });
}

function recordOf(
  source: BriefingSource,
  edition: EditionFacts,
  products: Readonly<Record<string, string>>,
): string {
  const { job, run, origin, approvals } = source;
  return writeRunRecord(makeRunRecord({
    status: "published",
    editionId: edition.editionId,
    notebook: {
      path: job.source.path,
      sourceSha256: job.source.sourceSha256,
      viewSha256: job.source.viewSha256,
    },
    commit: edition.commit,
    lockSha256: edition.lockSha256,
    ...describeRuntime(),
    parameters: job.parameters,
    seeds: seedNames(job.notebook),
    inputs: [...run.inputs],
    sandbox: { layers: run.layers, net: [] },
    accesses: run.accesses,
    denied: run.denied,
    approvals,
    synthetic: isSynthetic(run),
    products,
  }, { ...run.timings, origin }));
}
