/** The reference of a made-up edition, for tests: the library's own content with one method and a few terms. */
import { sameLabel } from "../../../lib/core/language.ts";
import type { ReferenceContent } from "../../../lib/core/reference.ts";
import { referenceContent } from "../../../lib/reference/mod.ts";
import type { ReferenceSite } from "../../../pipelines/render/reference_frame.ts";
import { usesOf } from "../../../pipelines/render/uses.ts";
import { sampleBriefing, sampleNotebook } from "./sample.ts";

/** What the reference pages are made from. */
export function sampleSite(): ReferenceSite {
  const content = referenceContent();
  const pages = { nl: "voorbeeld/briefing.html", en: "voorbeeld/briefing.en.html" };
  return {
    editionId: "2026-11",
    generatedFor: "2026-11-22",
    contact: sameLabel("Voorbeeldloket"),
    content,
    uses: [usesOf(sampleBriefing(), sampleNotebook().notebook, content, pages)],
    earlier: [{ editionId: "2026-08", date: "2026-08-24", briefings: 1 }],
  };
}

/**
 * A fixed part of the content, for pictures and for what holds for each entry alike: the library's own content grows.
 */
export function fewEntries(content: ReferenceContent): ReferenceContent {
  return {
    ...content,
    indicators: content.indicators.filter(({ id }) => ["JZG01", "JZG02", "DEM01"].includes(id)),
    glossary: content.glossary.filter(({ id }) => ["cbs", "microdata", "wijk"].includes(id)),
    methods: content.methods.filter(({ id }) => id === "difference-in-differences"),
  };
}
