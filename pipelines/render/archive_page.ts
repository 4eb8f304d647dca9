/**
 * The archive: every edition that stands, newest first.
 *
 * @module
 */
import { formatDate } from "../../lib/core/format.ts";
import { html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import {
  type ArchivedEdition,
  type ReferenceSite,
  renderReferencePage,
  type SiteFile,
} from "./reference_frame.ts";
import { earlierIndexPath, hrefBetween, sitePath } from "./site_nav.ts";
import { say } from "./ui_strings.ts";

function briefingsText(edition: ArchivedEdition, language: Language): string {
  if (edition.briefings === null) return "";
  const key = edition.briefings === 1 ? "archiveOneBriefing" : "archiveBriefings";
  return `, ${say(key, language, { count: String(edition.briefings) })}`;
}

/**
 * Renders the archive as it was when this edition was made: this edition and earlier ones.
 *
 * @param site What the reference pages are made from.
 * @param language The language of the page.
 * @returns The file.
 */
export function renderArchivePage(site: ReferenceSite, language: Language): SiteFile {
  const path = sitePath("archive", language);
  const own: ArchivedEdition = {
    editionId: site.editionId,
    date: site.generatedFor,
    briefings: site.uses.length,
  };
  const items = [own, ...site.earlier].map((edition) => {
    const isOwn = edition === own;
    const href = hrefBetween(
      path,
      isOwn ? sitePath("index", language) : earlierIndexPath(edition.editionId, language),
    );
    const mark = isOwn
      ? html`
        <span class="tag">${say("archiveThis", language)}</span>
      `
      : html``;
    return html`
      <li><a class="utrecht-link" href="${href}">${edition
        .editionId}</a>${mark}<br><span class="note">${formatDate(
          edition.date,
          language,
        )}${briefingsText(edition, language)}</span></li>
    `;
  });
  return renderReferencePage(site, {
    path,
    otherPath: sitePath("archive", language === "nl" ? "en" : "nl"),
    page: "archive",
    language,
    title: say("navArchive", language),
    intro: say("archiveIntro", language),
    main: html`
      <ol class="archive" reversed>${items}</ol>
    `,
  });
}
