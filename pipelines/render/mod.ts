/**
 * Rendering: from executed notebooks to pages. Pure, but for reading the templates and the typeface; the browser is
 * used only for PDF.
 *
 * @module
 */
export { type BriefingInput, briefingOf, splitProse } from "./briefing.ts";
export type {
  ApprovalFact,
  Block,
  BlockOf,
  BodyKind,
  Briefing,
  BriefingFacts,
  InputFact,
  NamedValue,
  ObjectBlock,
  ProseBlock,
} from "./model.ts";
export { type PageOptions, renderBriefing } from "./page.ts";
export { type DraftInput, type DraftOptions, renderDraft } from "./draft.ts";
export { indexEntryOf, renderIndex } from "./site.ts";
export type { EditionIndex, IndexEntry, IndexLink } from "./edition_index.ts";
export { type BrokenLink, findBrokenLinks } from "./links.ts";
export { changesSection } from "./changes_section.ts";
export { type BriefingChange, type ChangeKind, compareBriefings } from "./compare.ts";
export { type MissingText, missingTexts } from "./translations.ts";
export { loadAssets, type PageAssets, type PageScript } from "./assets.ts";
export { type FrameParts, renderFrame } from "./frame.ts";
export { type BrowserPlace, findBrowser, launchBrowser } from "./chromium.ts";
export { type PdfBrowser, printPdf } from "./pdf.ts";
export { receiptsOf } from "./provenance_section.ts";
export { countSummaryWords, summaryOf, type SummaryParts } from "./summary.ts";
export { SvgRefused } from "./svg.ts";
export type { Section } from "./sections.ts";
