/** @module */
import { briefingCells, type BriefingPart, briefingParts, headings } from "./_briefing_text.ts";
import type { Breach, Rule, SeenCell, SeenNotebook } from "./rule.ts";

/** One title, no level skipped. */
export const headingStructure: Rule = {
  id: "heading-structure",
  wants:
    "The briefing has one title (#) at its top, and headings go down one level at a time, in both languages",
  why: "Screen readers and the table of contents follow the headings",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    const cells = briefingCells(seen);
    for (const language of ["nl", "en"] as const) {
      const parts = cells.flatMap((cell) =>
        briefingParts(cell).filter((part) => part.language === language).map((part) => ({
          cell,
          part,
        }))
      );
      if (parts.length > 0) yield* checkLanguage(parts, language);
    }
  },
};

function* checkLanguage(
  parts: readonly { readonly cell: SeenCell; readonly part: BriefingPart }[],
  language: "nl" | "en",
): Generator<Breach> {
  const found = parts.flatMap(({ cell, part }) => headings(part).map((heading) => ({ cell, ...heading })));
  const [first, ...others] = found;
  if (first?.level !== 1) {
    yield {
      cell: first?.cell ?? parts[0]?.cell ?? null,
      what: `The briefing does not begin with a title (${language})`,
      mend: "Begin the first briefing cell with `# Title`",
      nl: `De briefing begint niet met een titel (${language}). Begin de eerste briefingcel met \`# Titel\``,
    };
  }
  let above = first?.level ?? 1;
  for (const { cell, level, line } of others) {
    if (level === 1) {
      yield {
        cell,
        line,
        what: "The briefing has a second title",
        mend: "Use `##` for sections",
        nl: "De briefing heeft een tweede titel. Gebruik `##` voor onderdelen",
      };
    } else if (level > above + 1) {
      yield {
        cell,
        line,
        what: `Heading skips a level: ${above} to ${level}`,
        mend: `Use ${"#".repeat(above + 1)}`,
        nl: `Kop slaat een niveau over: van ${above} naar ${level}. Gebruik ${"#".repeat(above + 1)}`,
      };
    }
    above = level;
  }
}
