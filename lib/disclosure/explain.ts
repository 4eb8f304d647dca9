/**
 * Why cells are hidden, for the analyst in the notebook. Holds true numbers: never for a briefing, which takes
 * programme objects only.
 *
 * @module
 */
import type { Language } from "../core/language.ts";
import { escapeHtml } from "../core/html.ts";
import { DisclosureError } from "./errors.ts";
import type { ProtectedTable } from "./protected_table.ts";
import { type ProtectionRecord, recall } from "./_record.ts";

/** An explanation that shows itself in a notebook as text. */
export interface Explanation {
  /** One line each. Check-only material. */
  readonly lines: readonly string[];
  /** The lines as one text. */
  toString(): string;
}

/**
 * Explains why each hidden cell of a table is hidden and what would make it safe.
 *
 * @param table A table that was protected in this process.
 * @param language The language. Default Dutch.
 * @returns The explanation, which the notebook shows when it is the last expression of a cell.
 * @throws {DisclosureError} When the table was protected elsewhere.
 */
export function explain(table: ProtectedTable, language: Language = "nl"): Explanation {
  const record = recall(table);
  if (!record) {
    throw new DisclosureError({
      what: "This table was protected in another process, so its reasons are not known here",
      where: table.id,
      mend: "Run the cell that protects it again",
    });
  }
  const lines = linesOf(table, record, language);
  return {
    lines,
    toString: () => lines.join("\n"),
    [Symbol.for("Jupyter.display")]: () => ({
      "text/plain": lines.join("\n"),
      "text/html": `<pre>${escapeHtml(lines.join("\n"))}</pre>`,
    }),
    [Symbol.for("Deno.customInspect")]: () => lines.join("\n"),
  } as Explanation;
}

function nameOf(table: ProtectedTable, codes: readonly string[], language: Language): string {
  return table.dimensions
    .map((d, i) => d.codes.find((code) => code.code === codes[i])?.label[language] ?? codes[i])
    .join(" × ");
}

function linesOf(table: ProtectedTable, record: ProtectionRecord, language: Language): string[] {
  const nl = language === "nl";
  const hidden = table.cells.filter((cell) => cell.status === "suppressed");
  const head = nl
    ? `${table.title.nl}: ${hidden.length} van ${table.cells.length} cellen verborgen (${record.policy.label.nl}).`
    : `${table.title.en}: ${hidden.length} of ${table.cells.length} cells hidden (${record.policy.label.en}).`;
  const lines = [head];
  for (const cell of hidden) {
    const found = record.findings.filter((f) => f.codes.every((code, i) => code === cell.codes[i]));
    const why = found.length > 0
      ? found.map((finding) => finding.detail[language]).join("; ")
      : nl
      ? "verborgen om een andere cel te beschermen: anders is die uit een totaal of buurcel terug te rekenen"
      : "hidden to protect another cell, which could otherwise be worked out from a total or a neighbour";
    lines.push(`- ${nameOf(table, cell.codes, language)}: ${why}.`);
  }
  if (hidden.length > 0) lines.push(...adviceOf(table, record, language));
  return lines;
}

/** What a table of sums or means has to give, so that its largest contributions can be judged. */
const CONTRIBUTIONS: Readonly<Record<Language, string>> = {
  nl:
    "Nodig: geef iedere cel `largest`, de drie grootste bijdragen (`meanTable` doet dat vanzelf), of zet bij de maat " +
    "`bounds: { minimum, maximum }` als zeker is dat iedere waarde daartussen ligt, zoals op een schaal van 1 tot 5.",
  en:
    "Needed: give every cell `largest`, its three largest contributions (`meanTable` does so), or give the measure " +
    "`bounds: { minimum, maximum }` if every value is certain to lie between them, as on a scale from 1 to 5.",
};

/** Proposes, per dimension, to merge the small group with its smallest sibling. */
function adviceOf(table: ProtectedTable, record: ProtectionRecord, language: Language): string[] {
  const nl = language === "nl";
  const advice = new Set<string>();
  const unknown = record.findings.some(({ rule }) => rule === "contributions-unknown");
  if (unknown) advice.add(CONTRIBUTIONS[language]);
  for (const finding of record.findings) {
    if (finding.rule === "contributions-unknown") continue;
    const cell = record.grid.byKey.get(finding.key)!;
    for (const [i, dimension] of table.dimensions.entries()) {
      const own = dimension.codes.find((code) => code.code === finding.codes[i])!;
      const siblings = dimension.codes.filter((code) => code.parent === own.parent && code.code !== own.code);
      const best = siblings
        .map((code) => ({ code, n: sizeBeside(record, finding.codes, i, code.code) }))
        .sort((a, b) => a.n - b.n || (a.code.code < b.code.code ? -1 : 1))
        .find(({ n }) => n + cell.cell.n >= record.policy.minimumCount.value);
      if (!best) continue;
      advice.add(
        nl
          ? `Te overwegen: voeg ${own.label.nl} en ${best.code.label.nl} samen (${dimension.label.nl}).`
          : `Consider: merge ${own.label.en} and ${best.code.label.en} (${dimension.label.en}).`,
      );
    }
  }
  return [...advice];
}

function sizeBeside(record: ProtectionRecord, codes: readonly string[], i: number, code: string): number {
  const wanted = codes.with(i, code);
  return record.grid.cells.find(({ cell }) => cell.codes.every((c, k) => c === wanted[k]))?.cell.n ?? 0;
}
