/**
 * The files of one briefing in an edition.
 *
 * @module
 */
import type { ProgrammeEnvelope } from "../../lib/core/display.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import type { Language } from "../../lib/core/language.ts";
import { LANGUAGES } from "../../lib/core/language.ts";
import { writeNotebook } from "../notebook/write.ts";
import { describeRuntime } from "../publish/facts.ts";
import { writeReceipts } from "../publish/receipts.ts";
import { type ApprovalFact, type CommitFact, makeRunRecord, writeRunRecord } from "../publish/run_record.ts";
import { briefingOf } from "../render/briefing.ts";
import type { Briefing, BriefingFacts, NamedValue } from "../render/model.ts";
import { renderBriefing } from "../render/page.ts";
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
    sandboxLayers: run.layers.map((layer) => LAYER_LABELS[layer] ?? { nl: layer, en: layer }),
    data: isSynthetic(run) ? "synthetic" : "real",
    status: "released",
    relaxations: [],
  };
}

const LICENCE = {
  nl: "Vrij te gebruiken met bronvermelding (CC BY 4.0)",
  en: "Free to use with attribution (CC BY 4.0)",
};

const LAYER_LABELS: Readonly<Record<string, { readonly nl: string; readonly en: string }>> = {
  "permission-broker": {
    nl: "elke toegang gevraagd en vastgelegd",
    en: "every access asked for and recorded",
  },
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
  return run.envelopes.some(({ envelope }) =>
    envelope.receipts.some(({ sources }) => sources.some(({ synthetic }) => synthetic))
  );
}

function namedValues(parameters: RunJob["parameters"]): readonly NamedValue[] {
  return Object.entries(parameters).map(([name, value]) => ({
    name,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
}

/**
 * Writes the files of one briefing: a page per language, the executed notebook, the receipts and the record.
 *
 * @param source The run.
 * @param edition What the edition's briefings share.
 * @returns The briefing and its files.
 */
export function briefingFiles(
  source: BriefingSource,
  edition: EditionFacts,
): { readonly briefing: Briefing; readonly files: readonly BriefingFile[] } {
  const briefing = makeBriefing(source, edition);
  const alternates = LANGUAGES.map((language) => ({ language, href: PAGE_NAMES[language] }));
  const pages = LANGUAGES.map((language) => ({
    name: PAGE_NAMES[language],
    content: renderBriefing(briefing, language, { alternates, indexHref: INDEX_HREF[language] }),
  }));
  const receipts = source.run.envelopes.flatMap(({ cellId, envelope }) =>
    envelope.receipts.map((receipt) => ({ cellId, receipt }))
  );
  const files = [
    ...pages,
    { name: "executed.ipynb", content: writeNotebook(source.run.notebook) },
    {
      name: "receipts.json",
      content: writeReceipts({ format: 1, notebook: source.job.source.path, receipts }),
    },
  ];
  const products = Object.fromEntries(files.map(({ name, content }) => [name, sha256Hex(content)]));
  return { briefing, files: [...files, { name: "run.json", content: recordOf(source, edition, products) }] };
}

const INDEX_HREF: Readonly<Record<Language, string>> = { nl: "../index.html", en: "../index.en.html" };

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
    seeds: [],
    inputs: [...run.inputs],
    sandbox: { layers: run.layers, net: [] },
    accesses: run.accesses,
    denied: run.denied,
    approvals,
    synthetic: isSynthetic(run),
    products,
  }, { ...run.timings, origin }));
}
