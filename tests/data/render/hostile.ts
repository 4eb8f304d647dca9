/** Puts texts into every slot of a briefing, for tests with hostile content. */
import type { Briefing } from "../../../pipelines/render/model.ts";

/** One hostile text. */
export interface Payload {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
}

/** All hostile texts. */
export function hostilePayloads(): readonly Payload[] {
  return JSON.parse(Deno.readTextFileSync(new URL("../hostile/payloads.json", import.meta.url)));
}

/** Closed vocabularies, dates and drawings: not free text. Drawings have tests of their own. */
const NOT_TEXT = new Set(["kind", "status", "role", "evidence", "generatedFor", "date", "wide", "narrow", "data"]);

/**
 * Replaces every free text of a briefing, ids and names of files among them.
 *
 * @param briefing The briefing.
 * @param textOf Gives the text for the slot with this number.
 * @param prose `replace` puts texts into the Markdown as well.
 * @returns The briefing with other texts, and the number of slots.
 */
export function fillTexts(
  briefing: Briefing,
  textOf: (slot: number) => string,
  prose: "keep" | "replace" = "keep",
): { readonly briefing: Briefing; readonly slots: number } {
  let slots = 0;
  const fill = (value: unknown, key: string): unknown => {
    if (typeof value === "string") {
      if (NOT_TEXT.has(key)) return value;
      const text = textOf(slots++);
      // Ids have to differ from each other, whatever else they hold.
      return key === "id" ? `${text}#${slots}` : text;
    }
    if (Array.isArray(value)) return value.map((item) => fill(item, key));
    if (typeof value !== "object" || value === null) return value;
    if (prose === "keep" && (value as { kind?: unknown }).kind === "prose") return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner, name)]));
  };
  return { briefing: fill(briefing, "") as Briefing, slots };
}
