/**
 * Reference pages that are written before the notebooks have ended.
 *
 * An edition has a page per method and language, and most say the same whatever the notebooks find. They are rendered
 * and flushed to the disk while the first kernel starts, when the runner would wait, and moved into the edition when it
 * is written. Its bytes do not depend on it: a page that was not made ahead is made then.
 *
 * @module
 */
import type { ReferenceContent } from "../../lib/core/reference.ts";
import type { ProjectLayout } from "../layout.ts";
import { type AsideFile, writeFileAside } from "../publish/aside.ts";
import { renderIndependentPages } from "../render/reference_pages.ts";
import type { EditionFacts } from "./edition_files.ts";
import { makeScratch } from "./scratch.ts";
import { NOTHING_STAGED, type StagedPages } from "./staged_pages.ts";

/**
 * Renders the pages that no notebook can change, and writes them aside.
 *
 * @param edition The edition that is made.
 * @param content What the pages say.
 * @param layout The project.
 * @returns The pages; none when they could not be made, which the edition itself will then report.
 */
export async function stageReference(
  edition: EditionFacts,
  content: ReferenceContent,
  layout: ProjectLayout,
): Promise<StagedPages> {
  const scratch = await makeScratch(layout, "reference");
  const remove = () => scratch[Symbol.asyncDispose]();
  try {
    const pages = new Map((await writePages(edition, content, scratch.dir)).map((page) => [page.path, page]));
    return { pages, [Symbol.asyncDispose]: remove };
  } catch {
    await remove();
    return NOTHING_STAGED;
  }
}

async function writePages(
  edition: EditionFacts,
  content: ReferenceContent,
  folder: string,
): Promise<readonly AsideFile[]> {
  const writes: Promise<AsideFile>[] = [];
  for (const page of renderIndependentPages({ ...edition, content })) {
    writes.push(writeFileAside(folder, page.path, page.content));
    if (writes.length % PAGES_BETWEEN_BREATHS === 0) await Promise.all(writes);
  }
  return await Promise.all(writes);
}

/** After as many pages the runner hears its kernels again: rendering these takes about 5 ms. */
const PAGES_BETWEEN_BREATHS = 8;
