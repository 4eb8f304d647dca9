/**
 * All reference pages of an edition: catalogue, glossary, methods, protection, archive; each in every language.
 *
 * @module
 */
import { LANGUAGES } from "../../lib/core/language.ts";
import { renderArchivePage } from "./archive_page.ts";
import { renderGlossaryPage } from "./glossary_page.ts";
import { renderIndicatorPage } from "./indicator_page.ts";
import { renderMethodPages, renderUnusedMethodPages } from "./method_pages.ts";
import { renderPolicyPage } from "./policy_page.ts";
import type { ReferenceBasis, ReferenceSite, SiteFile } from "./reference_frame.ts";

/**
 * Renders the reference pages.
 *
 * @param site What they are made from.
 * @param made Paths of pages that {@linkcode renderIndependentPages} made for the same edition. Default none.
 * @returns The files, each self-contained, with their paths within the edition; without those that were made and stay
 *   as they are.
 */
export function renderReferencePages(
  site: ReferenceSite,
  made: ReadonlySet<string> = new Set(),
): readonly SiteFile[] {
  return LANGUAGES.flatMap((language) => [
    renderIndicatorPage(site, language),
    renderGlossaryPage(site, language),
    ...renderMethodPages(site, language, made),
    renderPolicyPage(site, language),
    renderArchivePage(site, language),
  ]);
}

/**
 * Renders the pages that no notebook can change, unless it uses what they are about.
 *
 * @param basis What is known before a notebook has run.
 * @returns The files, rendered as they are asked for.
 */
export function* renderIndependentPages(basis: ReferenceBasis): Generator<SiteFile> {
  for (const language of LANGUAGES) yield* renderUnusedMethodPages(basis, language);
}
