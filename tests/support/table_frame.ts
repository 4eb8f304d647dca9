/** What a table says about itself, for tests that are about its numbers. */
import type { Label } from "../../lib/core/language.ts";

/**
 * Texts of a table about persons: one label wherever a reader would find words.
 *
 * @param id Name of the table.
 * @param text Stands for title, population, period and outcome.
 */
export function frameOf(id: string, text: Label) {
  return {
    id,
    title: text,
    entity: "person",
    population: text,
    period: text,
    sources: [],
    outcome: text,
  } as const;
}
