/**
 * Writes an edition: every briefing, the index, the manifest.
 *
 * @module
 */
import { type Label, type Language, LANGUAGES, mapLabel, sameLabel } from "../../lib/core/language.ts";
import type { ReferenceContent } from "../../lib/core/reference.ts";
import type { ProjectLayout } from "../layout.ts";
import type { Notebook } from "../notebook/nbformat.ts";
import type { KeySeal } from "../publish/current_facts.ts";
import { type Edition, openEdition } from "../publish/edition.ts";
import { tellChanges } from "../render/changes_section.ts";
import { renderAtom, renderJsonFeed } from "../render/feed.ts";
import type { ReferenceSite, SiteFile } from "../render/reference_frame.ts";
import { renderReferencePages } from "../render/reference_pages.ts";
import type { EditionIndex, IndexEntry } from "../render/edition_index.ts";
import { indexEntryOf, renderIndex } from "../render/site.ts";
import { sitePath } from "../render/site_nav.ts";
import type { BriefingSnapshot } from "../render/snapshot.ts";
import { usesOf } from "../render/uses.ts";
import type { EarlierEdition } from "./earlier_editions.ts";
import {
  briefingFiles,
  type BriefingSource,
  type BriefingSurroundings,
  contactOf,
  isSynthetic,
  PAGE_NAMES,
  type WrittenBriefing,
} from "./edition_files.ts";
import { isWhollySynthetic } from "./gate.ts";
import type { Progress } from "./progress.ts";
import type { Publication } from "./publication.ts";
import type { ProjectNotebook } from "./project_notebook.ts";
import { readSnapshots } from "./read_snapshots.ts";
import type { StagedPages } from "./staged_pages.ts";
import { requireLivingLinks, tellMissingTexts } from "./whole_edition.ts";

/** A publication with its key and the notebooks that are listed only. */
export interface KeyedPublication extends Publication {
  /** The key under which a later run finds that nothing changed. */
  readonly key: string;
  /** The seal under which its notebooks were vetted, for the next edition to compare with; null without a list of keys. */
  readonly keySeal: KeySeal | null;
  /** Pages that were made while the notebooks ran. */
  readonly staged: StagedPages;
  /** Asks whether the edition may leave, when all is written and nothing public; gives the editions in the ledger. */
  readonly admit: (data: "synthetic" | "real") => Promise<number | null>;
  /** Notebooks that are listed as not vetted. */
  readonly unvetted: readonly {
    readonly notebook: ProjectNotebook;
    readonly approval: { readonly why: string };
  }[];
}

/** What the pages of the edition are made from beside the runs. */
interface Surroundings {
  readonly reference: ReferenceContent;
  readonly earlier: readonly EarlierEdition[];
  readonly previous: ReadonlyMap<string, BriefingSnapshot>;
}

/** What was published. */
export interface PublishedEdition {
  /** The page to open. */
  readonly place: string;
  /** Texts that exist in one language only, a line each. */
  readonly missingTexts: readonly string[];
}

/**
 * Publishes.
 *
 * @param publication What is published.
 * @param layout The project.
 * @param progress Shows what happens.
 * @returns The page to open, and what is half translated.
 * @throws {WorkspaceError} When a link within the edition leads nowhere.
 */
export async function publishEdition(
  publication: KeyedPublication,
  layout: ProjectLayout,
  progress: Progress,
): Promise<PublishedEdition> {
  const surroundings = await surroundingsOf(publication);
  const edition = await openEdition({
    outputDir: layout.outputDir,
    editionId: publication.edition.editionId,
  });
  await using _whenItFails = edition;
  const written: Written[] = [];
  for (const source of publication.sources) {
    const own = briefingFiles(source, publication.edition, briefingSurroundings(source, surroundings));
    await addAll(
      edition,
      own.files.map(({ name, content }) => ({ path: `${source.job.name}/${name}`, content })),
    );
    written.push({ ...own, source });
    if (source.origin === "ran") progress.set(source.job.name, { name: "rendered" });
  }
  const site = siteFiles(publication, written, surroundings);
  requireLivingLinks(
    [...site, ...briefingFilesOf(written)],
    [...publication.staged.pages.keys(), ...indexesOf(surroundings.earlier)],
  );
  await addSite(edition, site, publication.staged);
  if (publication.request.pdf === "with-pages") await addPdfs(briefingPages(written), edition);
  const ledgerEntries = await publication.admit(
    publication.sources.every(isInvented) ? "synthetic" : "real",
  );
  const { currentDir } = await edition.publish({
    facts: {
      ledgerEntries,
      keySeal: publication.keySeal === null ? null : { ...publication.keySeal },
      publicationKey: publication.key,
      generatedFor: publication.edition.generatedFor,
      commit: publication.edition.commit.hash,
      briefings: publication.sources.map(({ job }) => job.name),
      notVetted: publication.unvetted.map(({ notebook }) => notebook.name),
    },
  });
  return {
    place: `${currentDir}/${sitePath("index", "nl")}`,
    missingTexts: written.flatMap(({ briefing, source }) => tellMissingTexts(source.job.name, briefing)),
  };
}

/** Whether all that a run put into the ledger is about invented people: what cannot be told counts as real. */
function isInvented({ run }: BriefingSource): boolean {
  const { tables } = JSON.parse(run.handOver ?? '{"tables":[]}') as { readonly tables?: readonly unknown[] };
  if (tables?.length === 0) return true;
  const shown = run.envelopes.map(({ envelope }) => envelope).filter(({ receipts }) => receipts.length > 0);
  return shown.length > 0 && isWhollySynthetic(shown);
}

/** Adds files at once: each is flushed to the disk, and a disk flushes many in little more than the time of one. */
async function addAll(
  edition: Edition,
  files: readonly { readonly path: string; readonly content: string | Uint8Array }[],
): Promise<void> {
  const added = await Promise.allSettled(files.map(({ path, content }) => edition.addFile(path, content)));
  const failed = added.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/** Adds index, feeds and reference pages; those that lie ready are moved in, unless they are new among the others. */
async function addSite(edition: Edition, files: readonly SiteFile[], staged: StagedPages): Promise<void> {
  const fresh = new Set(files.map(({ path }) => path));
  const ready = [...staged.pages.values()].filter(({ path }) => !fresh.has(path));
  await Promise.all(ready.map((page) => edition.takeIn(page)));
  await addAll(edition, files);
}

async function surroundingsOf({ reference, earlier }: KeyedPublication): Promise<Surroundings> {
  const [last] = earlier;
  return {
    reference: reference.content,
    earlier,
    previous: last === undefined ? new Map() : await readSnapshots(last),
  };
}

function briefingSurroundings(
  { job }: BriefingSource,
  { reference, earlier, previous }: Surroundings,
): BriefingSurroundings {
  const [last] = earlier;
  return {
    glossary: reference.glossary,
    previous: last === undefined
      ? null
      : { editionId: last.editionId, snapshot: previous.get(job.name) ?? null },
  };
}

type Written = WrittenBriefing & { readonly source: BriefingSource };

function briefingFilesOf(written: readonly Written[]): readonly SiteFile[] {
  return written.flatMap(({ source, files }) =>
    files.map(({ name, content }) => ({ path: `${source.job.name}/${name}`, content }))
  );
}

/** Where the indexes of earlier editions lie, seen from this one. */
function indexesOf(earlier: readonly EarlierEdition[]): readonly string[] {
  return earlier.flatMap(({ editionId }) =>
    LANGUAGES.map((language) => `../${editionId}/${sitePath("index", language)}`)
  );
}

function briefingPages(written: readonly Written[]): readonly SiteFile[] {
  return briefingFilesOf(written).filter(({ path }) => path.endsWith(".html"));
}

/** Index, feeds and reference pages. */
function siteFiles(
  publication: KeyedPublication,
  written: readonly Written[],
  surroundings: Surroundings,
): readonly SiteFile[] {
  const index = indexOf(publication, written, surroundings);
  const uses = written.map(({ briefing, source: { job, run } }) =>
    usesOf(briefing, run.notebook, surroundings.reference, pagesOf(job.name))
  );
  const { editionId, generatedFor } = publication.edition;
  const site: ReferenceSite = {
    editionId,
    generatedFor,
    contact: index.contact,
    content: surroundings.reference,
    uses,
    earlier: surroundings.earlier,
  };
  return [
    ...LANGUAGES.flatMap((language) => [
      { path: sitePath("index", language), content: renderIndex(index, language) },
      renderAtom(index, language),
      renderJsonFeed(index, language),
    ]),
    ...renderReferencePages(site, new Set(publication.staged.pages.keys())),
  ];
}

function pagesOf(name: string): Readonly<Record<Language, string>> {
  return mapLabel((language) => `${name}/${PAGE_NAMES[language]}`);
}

/** Prints every page of the edition in one browser. */
async function addPdfs(
  pages: readonly { readonly path: string; readonly content: string }[],
  edition: { addFile(path: string, content: Uint8Array): Promise<unknown> },
): Promise<void> {
  const { launchBrowser } = await import("../render/chromium.ts");
  const { printPdf } = await import("../render/pdf.ts");
  const browser = await launchBrowser();
  try {
    for (const { path, content } of pages) {
      await edition.addFile(path.replace(/\.html$/, ".pdf"), await printPdf(browser, content));
    }
  } finally {
    await browser.close();
  }
}

function releasedEntry(
  { briefing, changes, source: { job } }: Written,
  compared: "with-earlier" | "with-none",
): IndexEntry {
  const { name } = job;
  const entry = indexEntryOf(briefing, {
    pages: pagesOf(name),
    files: [
      { label: { nl: "uitgevoerd notebook", en: "executed notebook" }, href: `${name}/executed.ipynb` },
      { label: { nl: "verslag van de uitvoering", en: "run record" }, href: `${name}/run.json` },
      {
        label: { nl: "bonnen van de beveiliging", en: "disclosure receipts" },
        href: `${name}/receipts.json`,
      },
    ],
  });
  return compared === "with-none" ? entry : { ...entry, changes: tellChanges(changes) };
}

function listedEntry(notebook: ProjectNotebook, why: string): IndexEntry {
  const empty = { nl: "", en: "" };
  return {
    title: titleOf(notebook.notebook, notebook.name),
    pilot: sameLabel(notebook.name),
    place: empty,
    phase: 0,
    summary: empty,
    captions: [],
    status: "not-vetted",
    note: mapLabel((language) =>
      language === "nl" ? `Nog niet goedgekeurd: ${why}` : `Not vetted yet: ${why}`
    ),
    pages: {},
    files: [],
  };
}

/** The first heading of a notebook; its name when it has none. */
function titleOf(notebook: Notebook, name: string): Label {
  for (const cell of notebook.cells) {
    const heading = cell.cell_type === "markdown" ? /^#\s+(.+)$/m.exec(cell.source)?.[1] : undefined;
    if (heading !== undefined) return sameLabel(heading.trim());
  }
  return sameLabel(name);
}

function indexOf(
  publication: KeyedPublication,
  written: readonly Written[],
  { reference, earlier, previous }: Surroundings,
): EditionIndex {
  const { editionId, generatedFor, commit, lockSha256 } = publication.edition;
  const [last] = earlier;
  const names = new Set(written.map(({ source }) => source.job.name));
  const gone = [...previous].filter(([name]) => !names.has(name)).map(([, { title }]) => title);
  return {
    editionId,
    generatedFor,
    entries: [
      ...written.map((one) => releasedEntry(one, last === undefined ? "with-none" : "with-earlier")),
      ...publication.unvetted.map(({ notebook, approval }) => listedEntry(notebook, approval.why)),
    ],
    ...(last === undefined ? {} : { previous: { editionId: last.editionId, date: last.date, gone } }),
    archive: earlier.map(({ editionId, date }) => ({ editionId, date })),
    facts: [
      { name: "commit", value: commit.hash ?? "" },
      { name: "deno.lock", value: lockSha256 },
      { name: "deno", value: Deno.version.deno },
    ],
    data: publication.sources.some(({ run }) => isSynthetic(run)) ? "synthetic" : "real",
    contact: publication.sources[0] === undefined
      ? { nl: "", en: "" }
      : contactOf(publication.sources[0].run),
    phaseNames: Object.fromEntries(reference.phases.entries()),
    region: reference.region,
    reference: "with-pages",
    alternates: LANGUAGES.map((language) => ({ language, href: sitePath("index", language) })),
  };
}
