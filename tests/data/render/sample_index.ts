/** The index of a made-up edition, for tests. */
import { type Label, sameLabel } from "../../../lib/core/language.ts";
import { type EditionIndex, indexEntryOf } from "../../../pipelines/render/mod.ts";
import { sampleBriefing } from "./sample.ts";

/**
 * The index.
 *
 * @param textOf Gives another text for a text of the sample. Default the text itself.
 */
export function sampleIndex(textOf: (text: string) => string = (text) => text): EditionIndex {
  const label = (nl: string, en = nl): Label => ({ nl: textOf(nl), en: textOf(en) });
  const released = indexEntryOf(sampleBriefing(), {
    pages: { nl: "voorbeeld/briefing.html", en: "voorbeeld/briefing.en.html" },
    files: [{ label: label("uitgevoerd notebook", "executed notebook"), href: "voorbeeld/executed.ipynb" }],
  });
  const fill = (each: Label): Label => ({ nl: textOf(each.nl), en: textOf(each.en) });
  const entry = {
    ...released,
    title: fill(released.title),
    pilot: fill(released.pilot),
    place: fill(released.place),
    summary: fill(released.summary),
    captions: released.captions.map(fill),
  };
  return {
    editionId: textOf("2026-11"),
    generatedFor: "2026-11-22",
    entries: [
      { ...entry, changes: { text: label("3 veranderingen", "3 changes"), told: "in-briefing", extent: "changed" } },
      { ...entry, title: label("Lezen in Voorbeeldstad", "Reading in Voorbeeldstad"), phase: 0, captions: [label("Bibliotheek", "Library")] },
      { ...entry, title: label("Café’s en één kans", "Cafés and one chance"), phase: 5, captions: [] },
      {
        ...entry,
        title: label("Schulden in Elders", "Debts in Elders"),
        phase: 1,
        status: "not-vetted",
        note: label("De tekst is veranderd: 3 regels in cel “tabel”.", "The text has changed: 3 lines in cell “tabel”."),
        pages: {},
        files: [],
      },
    ],
    archive: [{ editionId: textOf("2026-08"), date: "2026-08-20" }],
    facts: [{ name: textOf("deno"), value: textOf("2.9.6") }],
    data: "synthetic",
    phaseNames: { 2: label("duiding", "interpretation") },
    contact: sameLabel(textOf("Team Smart Start")),
    previous: { editionId: "2026-08", date: "2026-08-24", gone: [label("Taal in Elders", "Language in Elders")] },
    region: {
      label: label("Voorbeeldland (verzonnen regio)", "Voorbeeldland (fictional region)"),
      places: [
        { code: "GM9901", name: "Voorbeeldstad", column: 0, row: 0 },
        { code: "GM9902", name: "Elders", column: 1, row: 1 },
      ],
    },
    alternates: [{ language: "nl", href: "index.html" }, { language: "en", href: "index.en.html" }],
  };
}
