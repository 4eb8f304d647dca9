/**
 * Whether an edition is whole: every link leads somewhere, and no briefing is half translated.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { findBrokenLinks } from "../render/links.ts";
import type { Briefing } from "../render/model.ts";
import type { SiteFile } from "../render/reference_frame.ts";
import { missingTexts } from "../render/translations.ts";

/** Broken links that a message names; the rest is counted. */
const NAMED_LINKS = 5;

/**
 * Refuses an edition with a link that leads nowhere.
 *
 * @param files The files that were written for it.
 * @param others Paths of the files that lay ready, and of earlier editions, those with `../`.
 * @throws {WorkspaceError} When a link within the edition leads nowhere.
 */
export function requireLivingLinks(files: readonly SiteFile[], others: Iterable<string>): void {
  const pages = new Map(
    files.flatMap(({ path, content }) =>
      path.endsWith(".html") && typeof content === "string" ? [[path, content] as const] : []
    ),
  );
  const broken = findBrokenLinks(pages, [...others, ...files.map(({ path }) => path)]);
  if (broken.length === 0) return;
  const named = broken.slice(0, NAMED_LINKS).map(({ page, href }) => `${page}: ${href}`).join("; ");
  throw new WorkspaceError({
    what: broken.length === 1
      ? "Edition has a link that leads nowhere"
      : `Edition has ${broken.length} links that lead nowhere`,
    where: broken.length > NAMED_LINKS ? `${named}; …` : named,
    mend: "Correct the address in the text or the record; nothing was published",
  });
}

/**
 * Lists the texts of a briefing that exist in one language only, as lines for a person.
 *
 * @param name The briefing.
 * @param briefing What it says.
 * @returns A line per text; an empty list when the briefing is whole in every language.
 */
export function tellMissingTexts(name: string, briefing: Briefing): readonly string[] {
  return missingTexts(briefing).map(({ cellId, path, language }) =>
    `${name}: no text in ${language === "en" ? "English" : "Dutch"}: ${
      cellId === "" ? path : `cell ${cellId}, ${path}`
    }`
  );
}
