/**
 * All reference pages of an edition: catalogue, glossary, methods, protection, archive; each in every language.
 *
 * @module
 */
import { LANGUAGES } from "../../lib/core/language.ts";
import { renderArchivePage } from "./archive_page.ts";
import { renderGlossaryPage } from "./glossary_page.ts";
import { renderIndicatorPage } from "./indicator_page.ts";
import { renderMethodPages } from "./method_pages.ts";
import { renderPolicyPage } from "./policy_page.ts";
import type { ReferenceSite, SiteFile } from "./reference_frame.ts";

/**
 * Renders the reference pages.
 *
 * @param site What they are made from.
 * @returns The files, each self-contained, with their paths within the edition.
 */
export function renderReferencePages(site: ReferenceSite): readonly SiteFile[] {
  return LANGUAGES.flatMap((language) => [
    renderIndicatorPage(site, language),
    renderGlossaryPage(site, language),
    ...renderMethodPages(site, language),
    renderPolicyPage(site, language),
    renderArchivePage(site, language),
  ]);
}
