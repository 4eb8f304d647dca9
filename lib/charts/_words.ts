/** Standing texts around a chart: signs, notes, source, subtitle. */
import type { CellStatus } from "../core/display.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { joinWords } from "../findings/mod.ts";

/** What stands in place of a number, by the reason for its absence. */
export const SIGN: Readonly<Record<Exclude<CellStatus, "shown" | "rounded">, Label>> = {
  suppressed: { nl: "verborgen", en: "hidden" },
  missing: { nl: "geen cijfer", en: "no figure" },
};

/** The questions that every figure brings to a session unless others are given. */
export const DEFAULT_PROMPTS: readonly Label[] = [
  { nl: "Wat zie je?", en: "What do you see?" },
  {
    nl: "Wat verrast je, of klopt niet met wat jij ziet?",
    en: "What surprises you, or does not match what you see?",
  },
  { nl: "Wie ontbreekt in deze figuur?", en: "Who is missing from this figure?" },
];

/** Gives the sign of a cell without a number. */
export function signOf(status: CellStatus): Label {
  return status === "suppressed" ? SIGN.suppressed : SIGN.missing;
}

/** Measure with its unit, group and period. */
export function defaultSubtitle(table: ProtectedTable, where: Readonly<Record<string, string>>): Label {
  return mapLabel((language) => {
    const unit = table.measure.unit[language];
    const fixed = table.dimensions.flatMap((dimension) => {
      const code = dimension.codes.find((each) => each.code === where[dimension.name]);
      // A measure that is named after the code says it already.
      return code === undefined || code.label[language] === table.measure.label[language]
        ? []
        : [code.label[language]];
    });
    const measure = `${table.measure.label[language]}${unit === "" ? "" : ` (${unit})`}`;
    const parts = [measure, ...fixed, table.population[language], table.period[language]];
    const line = [...new Set(parts)].filter((part) => part !== "").join(", ");
    return line.slice(0, 1).toUpperCase() + line.slice(1);
  });
}

/** Notes under the numbers: the rule, what the signs mean, what an interval is. */
export function tableNotes(table: ProtectedTable, has: {
  readonly suppressed: boolean;
  readonly missing: boolean;
  readonly rounded: boolean;
  readonly interval: boolean;
}): readonly Label[] {
  const notes: Label[] = [];
  if (has.suppressed) {
    notes.push(
      mapLabel((language) =>
        language === "nl"
          ? `Verborgen: dit cijfer laten we niet zien. ${table.receipt.ruleSentence.nl}`
          : `Hidden: we do not show this figure. ${table.receipt.ruleSentence.en}`
      ),
    );
  }
  if (has.missing) {
    notes.push({
      nl: "Geen cijfer: dit is niet gemeten of bestaat niet.",
      en: "No figure: this was not measured or does not exist.",
    });
  }
  if (has.rounded) notes.push({ nl: "Sommige cijfers zijn afgerond.", en: "Some figures are rounded." });
  if (has.interval) {
    notes.push({
      nl: "Laag en hoog zijn de grenzen van de marge (95%).",
      en: "Low and high are the limits of the margin (95%).",
    });
  }
  return notes;
}

/**
 * "Wijk A, Wijk B en nog 3" for a list that may be long. Words that hold a comma are told apart by a semicolon, and one
 * fewer of them is named.
 */
export function shortList(words: readonly string[], limit: number, language: "nl" | "en"): string {
  const joint = language === "nl" ? "en" : "and";
  if (words.length > 1 && words.some((word) => word.includes(","))) {
    const named = words.slice(0, Math.max(2, limit - 1));
    const rest = words.length - named.length;
    const more = rest === 0 ? "" : language === "nl" ? `; en nog ${rest}` : `; and ${rest} more`;
    return rest === 0 && named.length === 2 ? named.join(`; ${joint} `) : `${named.join("; ")}${more}`;
  }
  if (words.length <= limit) return joinWords(words, language);
  const rest = words.length - limit;
  return `${words.slice(0, limit).join(", ")} ${language === "nl" ? `en nog ${rest}` : `and ${rest} more`}`;
}
