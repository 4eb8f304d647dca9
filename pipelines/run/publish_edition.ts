/**
 * Writes an edition: every briefing, the index, the manifest.
 *
 * @module
 */
import type { Label } from "../../lib/core/language.ts";
import { LANGUAGES, mapLabel, sameLabel } from "../../lib/core/language.ts";
import type { ProjectLayout } from "../layout.ts";
import type { Notebook } from "../notebook/nbformat.ts";
import { openEdition } from "../publish/edition.ts";
import { listEditions } from "../publish/recover.ts";
import type { Briefing } from "../render/model.ts";
import { type EditionIndex, type IndexEntry, indexEntryOf, renderIndex } from "../render/site.ts";
import { briefingFiles, contactOf, isSynthetic, PAGE_NAMES } from "./edition_files.ts";
import type { Progress } from "./progress.ts";
import type { Publication } from "./publication.ts";
import type { ProjectNotebook } from "./project_notebook.ts";

/** A publication with its key and the notebooks that are listed only. */
export interface KeyedPublication extends Publication {
  /** The key under which a later run finds that nothing changed. */
  readonly key: string;
  /** Asks whether the edition may leave, when all is written and nothing public; gives the editions in the ledger. */
  readonly admit: (data: "synthetic" | "real") => Promise<number | null>;
  /** Notebooks that are listed as not vetted. */
  readonly unvetted: readonly {
    readonly notebook: ProjectNotebook;
    readonly approval: { readonly why: string };
  }[];
}

const INDEX_NAMES = { nl: "index.html", en: "index.en.html" } as const;

/**
 * Publishes.
 *
 * @param publication What is published.
 * @param layout The project.
 * @param progress Shows what happens.
 * @returns The page to open.
 */
export async function publishEdition(
  publication: KeyedPublication,
  layout: ProjectLayout,
  progress: Progress,
): Promise<string> {
  const edition = await openEdition({
    outputDir: layout.outputDir,
    editionId: publication.edition.editionId,
  });
  await using _whenItFails = edition;
  const entries: IndexEntry[] = [];
  const pages: { readonly path: string; readonly content: string }[] = [];
  for (const source of publication.sources) {
    const { briefing, files } = briefingFiles(source, publication.edition);
    for (const { name, content } of files) await edition.addFile(`${source.job.name}/${name}`, content);
    pages.push(
      ...files.filter(({ name }) => name.endsWith(".html")).map(({ name, content }) => ({
        path: `${source.job.name}/${name}`,
        content,
      })),
    );
    entries.push(releasedEntry(briefing, source.job.name));
    if (source.origin === "ran") progress.set(source.job.name, { name: "rendered" });
  }
  if (publication.request.pdf === "with-pages") await addPdfs(pages, edition);
  entries.push(...publication.unvetted.map(({ notebook, approval }) => listedEntry(notebook, approval.why)));
  const index = await indexOf(publication, entries, layout);
  for (const language of LANGUAGES) {
    await edition.addFile(INDEX_NAMES[language], renderIndex(index, language));
  }
  const ledgerEntries = await publication.admit(
    publication.sources.every(({ run }) => isSynthetic(run)) ? "synthetic" : "real",
  );
  const { currentDir } = await edition.publish({
    facts: {
      ledgerEntries,
      publicationKey: publication.key,
      generatedFor: publication.edition.generatedFor,
      commit: publication.edition.commit.hash,
      briefings: publication.sources.map(({ job }) => job.name),
      notVetted: publication.unvetted.map(({ notebook }) => notebook.name),
    },
  });
  return `${currentDir}/${INDEX_NAMES.nl}`;
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

function releasedEntry(briefing: Briefing, name: string): IndexEntry {
  return indexEntryOf(briefing, {
    pages: { nl: `${name}/${PAGE_NAMES.nl}`, en: `${name}/${PAGE_NAMES.en}` },
    files: [
      { label: { nl: "uitgevoerd notebook", en: "executed notebook" }, href: `${name}/executed.ipynb` },
      { label: { nl: "verslag van de uitvoering", en: "run record" }, href: `${name}/run.json` },
      {
        label: { nl: "bonnen van de beveiliging", en: "disclosure receipts" },
        href: `${name}/receipts.json`,
      },
    ],
  });
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

async function indexOf(
  publication: KeyedPublication,
  entries: readonly IndexEntry[],
  layout: ProjectLayout,
): Promise<EditionIndex> {
  const { editionId, generatedFor, commit, lockSha256 } = publication.edition;
  const earlier = (await listEditions(layout.outputDir))
    .flatMap((listed) => {
      const date = datedOf(listed.manifest?.facts ?? null);
      return listed.editionId !== editionId && date !== null && date <= generatedFor
        ? [{ editionId: listed.editionId, date }]
        : [];
    })
    .sort((a, b) => (a.date + a.editionId < b.date + b.editionId ? 1 : -1));
  const first = publication.sources[0];
  return {
    editionId,
    generatedFor,
    entries,
    archive: earlier.map((one) => ({ ...one, href: `../${one.editionId}/${INDEX_NAMES.nl}` })),
    facts: [
      { name: "commit", value: commit.hash ?? "" },
      { name: "deno.lock", value: lockSha256 },
      { name: "deno", value: Deno.version.deno },
    ],
    data: publication.sources.some(({ run }) => isSynthetic(run)) ? "synthetic" : "real",
    contact: first === undefined ? { nl: "", en: "" } : contactOf(first.run),
    pages: [],
    alternates: LANGUAGES.map((language) => ({ language, href: INDEX_NAMES[language] })),
  };
}

/** The date in the facts of a published edition; null for one that this pipeline did not write. */
function datedOf(facts: unknown): string | null {
  const date = facts !== null && typeof facts === "object"
    ? (facts as Record<string, unknown>)["generatedFor"]
    : null;
  return typeof date === "string" ? date : null;
}
