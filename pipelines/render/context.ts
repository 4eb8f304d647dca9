/**
 * What every part of a page needs to know: the language, and where each block stands and what it is called.
 *
 * @module
 */
import type { Label, Language } from "../../lib/core/language.ts";
import type { Block, BodyKind, Briefing } from "./model.ts";
import type { TermLinker } from "./terms.ts";
import { say, UI_STRINGS, type UiKey } from "./ui_strings.ts";

/** Where a block stands and what readers call it. */
export interface BlockPlace {
  /** The id of its element: `fig-3`. */
  readonly anchor: string;
  /** Its name: `Figuur 3`. */
  readonly name: string;
}

/** Passed to every part of a page. */
export interface PageContext {
  /** The language of the page. */
  readonly language: Language;
  /** The briefing. */
  readonly briefing: Briefing;
  /** Places by payload id. */
  readonly places: ReadonlyMap<string, BlockPlace>;
  /** Links the first occurrence of each term of a section; null when the page has no glossary. */
  readonly terms: TermLinker | null;
}

const PLACE: Readonly<Record<BodyKind, { readonly anchor: string; readonly name: Label }>> = {
  figure: { anchor: "fig", name: UI_STRINGS.figure },
  table: { anchor: "tab", name: UI_STRINGS.table },
  finding: { anchor: "bevinding", name: UI_STRINGS.finding },
  persona: { anchor: "persona", name: UI_STRINGS.persona },
  question: { anchor: "vraag", name: UI_STRINGS.question },
  method: { anchor: "methode", name: UI_STRINGS.methodNote },
  limits: { anchor: "grens", name: UI_STRINGS.limitsNote },
  sheets: { anchor: "bladen", name: UI_STRINGS.sheets },
  suggestions: { anchor: "boeken", name: UI_STRINGS.bookList },
};

/**
 * Numbers the blocks per kind and makes the context of a page.
 *
 * @param briefing The briefing.
 * @param language The language of the page.
 * @param terms Links terms of the glossary. Default none.
 * @returns The context.
 */
export function contextOf(
  briefing: Briefing,
  language: Language,
  terms: TermLinker | null = null,
): PageContext {
  const counts = new Map<BodyKind, number>();
  const places = new Map<string, BlockPlace>();
  for (const block of briefing.blocks) {
    if (block.kind === "prose") continue;
    const count = (counts.get(block.kind) ?? 0) + 1;
    counts.set(block.kind, count);
    const { anchor, name } = PLACE[block.kind];
    places.set(block.payload.id, { anchor: `${anchor}-${count}`, name: `${name[language]} ${count}` });
  }
  return { language, briefing, places, terms };
}

/**
 * Gives the place of a block.
 *
 * @param context The page.
 * @param block A block of this briefing that is not prose.
 * @returns Its place.
 */
export function placeOf(context: PageContext, block: Exclude<Block, { kind: "prose" }>): BlockPlace {
  const place = context.places.get(block.payload.id);
  if (place === undefined) throw new TypeError("Cannot place a block: it is not part of this briefing");
  return place;
}

/**
 * Gives a text of the page in the language of the page.
 *
 * @param context The page.
 * @param key The text.
 * @param parts What to fill in.
 * @returns The text.
 */
export function tell(context: PageContext, key: UiKey, parts: Readonly<Record<string, string>> = {}): string {
  return say(key, context.language, parts);
}
