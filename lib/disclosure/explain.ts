/**
 * Why cells are hidden, for the analyst in the notebook. Holds true numbers: never for a briefing, which takes
 * programme objects only.
 *
 * @module
 */
import type { Language } from "../core/language.ts";
import { escapeHtml } from "../core/html.ts";
import { type Advice, adviceOn } from "./_advice.ts";
import { DisclosureError } from "./errors.ts";
import { type Guarded, Guards } from "./_guards.ts";
import type { PrimaryFinding } from "./primary.ts";
import type { ProtectedTable } from "./protected_table.ts";
import { protectedHere, type ProtectionRecord, recall } from "./_record.ts";

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
  const hidden = table.cells.flatMap((cell, i) =>
    cell.status === "suppressed" ? [record.grid.cells[i]!] : []
  );
  const head = nl
    ? `${table.title.nl}: ${hidden.length} van ${table.cells.length} cellen verborgen (${record.policy.label.nl}).`
    : `${table.title.en}: ${hidden.length} of ${table.cells.length} cells hidden (${record.policy.label.en}).`;
  if (hidden.length === 0) return [head];
  const advice = adviceOn(record.grid.table, mergeable(record), record.policy);
  const guards = new Guards(record);
  try {
    const lines = hidden.map(({ key, cell }) => {
      const found = record.findings.filter((finding) => finding.key === key);
      const why = found.length > 0
        ? found.map((finding) => finding.detail[language]).join("; ")
        : guardLine(guards.of(record.itemOf(table.id, key)!), { table, record, advice, language });
      return `- ${nameOf(table, cell.codes, language)}: ${why}.`;
    });
    return [head, ...lines, ...adviceLines(record, advice, language)];
  } finally {
    guards.dispose();
  }
}

/** Findings that merging can mend. */
function mergeable({ findings }: ProtectionRecord): readonly PrimaryFinding[] {
  return findings.filter(({ rule }) => rule !== "contributions-unknown" && rule !== "model");
}

/** Cells that are named at most; the rest is counted. */
const NAMED = 3;

/** For whose sake a cell is hidden, and what would make that unnecessary. */
function guardLine(
  guarded: readonly Guarded[],
  { table, record, advice, language }: {
    readonly table: ProtectedTable;
    readonly record: ProtectionRecord;
    readonly advice: readonly Advice[];
    readonly language: Language;
  },
): string {
  const nl = language === "nl";
  const cells = guarded.flatMap(({ cell }) => cell ?? []);
  if (cells.length === 0) {
    return nl
      ? "verborgen om een andere cel te beschermen: anders is die uit een totaal of buurcel terug te rekenen"
      : "hidden to protect another cell, which could otherwise be worked out from a total or a neighbour";
  }
  const names = cells.slice(0, NAMED).map((cell) => nameOfCell(cell, record, language));
  const more = cells.length - names.length;
  const listed = names.join(", ") + (more > 0 ? (nl ? ` en nog ${more}` : ` and ${more} more`) : "");
  const isInsider = guarded.every(({ by }) => by === "insider");
  const why = nl
    ? `verborgen om ${listed} te beschermen: anders ${
      isInsider ? "rekent wie als enige in een andere cel zit" : "is"
    } ` +
      `dat ${isInsider ? "uit" : "uit te rekenen"}`
    : `hidden to protect ${listed}, which ${
      isInsider ? "somebody who is alone in another cell" : "anybody"
    } could ` +
      "otherwise work out";
  const mending = advice.find(({ mends }) =>
    cells.every(({ tableId, key }) => tableId === table.id && mends.has(key))
  );
  if (mending === undefined) return why;
  const step = stepOf(mending, language);
  return why +
    (nl ? `. Waarschijnlijk niet meer nodig na: ${step}` : `. Probably not needed any more after: ${step}`);
}

/** The name of a cell, with that of its table where that is another one. */
function nameOfCell(
  { tableId, key }: NonNullable<Guarded["cell"]>,
  record: ProtectionRecord,
  language: Language,
): string {
  const table = protectedHere().find((one) => one.id === tableId && recall(one)?.system === record.system);
  const cell = table === undefined ? undefined : recall(table)?.grid.byKey.get(key)?.cell;
  if (table === undefined || cell === undefined) return tableId;
  const name = nameOf(table, cell.codes, language);
  const own = table.id === record.grid.table.id;
  return own ? name : `${name} (${table.title[language]})`;
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

function stepOf({ dimension, merge }: Advice, language: Language): string {
  const [name, nl] = [dimension.label[language], language === "nl"];
  // Two codes taken together where there are no others is leaving the dimension out.
  if (merge === null || dimension.codes.length === 2) return nl ? `laat ${name} weg` : `leave ${name} out`;
  const [first, second] = merge.map(({ label }) => label[language]);
  return nl ? `voeg ${first} en ${second} samen (${name})` : `merge ${first} and ${second} (${name})`;
}

/** Steps that are proposed at most: those that mend most. */
const ADVISED = 10;

function adviceLines(record: ProtectionRecord, advice: readonly Advice[], language: Language): string[] {
  const nl = language === "nl";
  const unknown = record.findings.some(({ rule }) => rule === "contributions-unknown");
  return [
    ...(unknown ? [CONTRIBUTIONS[language]] : []),
    ...advice.slice(0, ADVISED).map((one) => {
      const [step, cells] = [stepOf(one, language), one.mends.size];
      const most = cells === 1 ? (nl ? "1 cel" : "1 cell") : (nl ? `${cells} cellen` : `${cells} cells`);
      return nl
        ? `Te overwegen: ${step}; dan ${cells === 1 ? "voldoet" : "voldoen"} ${most} wel.`
        : `Consider: ${step}; then ${most} will do.`;
    }),
  ];
}
