/**
 * What a run hands over to the release check: the check-only side of every table that was protected in this process.
 *
 * The runner asks for it after the last cell and keeps it out of the briefing. Everything comes from the records that
 * `protect` keeps: nothing can be added to it by hand.
 *
 * @module
 */
import { canonicalJson } from "../core/hash.ts";
import { checkedTable } from "./_checked.ts";
import { DisclosureError } from "./errors.ts";
import { HAND_OVER_VERSION, type HandedTable } from "./_handed.ts";
import { ledgerOutput } from "./_ledger_output.ts";
import type { ProtectedTable } from "./protected_table.ts";
import { protectedHere } from "./_record.ts";

/**
 * Gives the check-only side of every table that `protect` or `protectAll` made in this process, as canonical JSON: what
 * the ledger and the dossier of an edition need. Contains exact sizes; it never belongs in a briefing.
 *
 * Tables are in the order of their ids, equal ones once, so that the same run gives the same bytes. A process that
 * protected nothing gives an empty list.
 *
 * @example A table that was protected stands in the hand-over
 * ```ts
 * import { sameLabel } from "../core/language.ts";
 * import { handOver } from "./hand_over.ts";
 * import { protect } from "./protect.ts";
 * import assert from "node:assert/strict";
 *
 * const word = sameLabel("-");
 * const measure = { id: "aantal", label: word, unit: word, kind: "count", per: 1, decimals: 0, definition: word } as const;
 * await protect({
 *   id: "kinderen",
 *   title: word,
 *   measure,
 *   entity: "person",
 *   population: word,
 *   period: word,
 *   dimensions: [],
 *   cells: [{ codes: [], n: 404, numerator: 404, denominator: null, value: 404, low: null, high: null }],
 *   sources: [],
 * });
 * const { tables } = JSON.parse(handOver());
 * assert.equal(tables[0].checked.id, "kinderen");
 * ```
 *
 * @returns Canonical JSON: `{ version, tables: [{ checked, output }] }`.
 * @throws {DisclosureError} When two different tables have the same id: a reader could not tell them apart.
 */
export function handOver(): string {
  return handOverOf(protectedHere());
}

/**
 * As {@linkcode handOver}, of some tables only. Their numbers come from the records of `protect` all the same.
 *
 * @param given Tables that were protected in this process.
 * @returns Canonical JSON, as {@linkcode handOver} gives.
 * @throws {DisclosureError} When a table was protected elsewhere, or two different ones have the same id.
 */
export function handOverOf(given: readonly ProtectedTable[]): string {
  const byId = new Map<string, HandedTable>();
  for (const table of given) {
    const next: HandedTable = { checked: checkedTable(table), output: ledgerOutput(table) };
    const before = byId.get(table.id);
    byId.set(table.id, before === undefined ? next : merged(before, next));
  }
  const tables = [...byId].sort(([a], [b]) => a < b ? -1 : 1).map(([, table]) => table);
  return canonicalJson({ version: HAND_OVER_VERSION, tables });
}

/** The same table, protected twice, counts once: as judged with what both calls had in their system. */
function merged(before: HandedTable, next: HandedTable): HandedTable {
  if (before.output.checksum !== next.output.checksum) {
    throw new DisclosureError({
      what: "Two different tables were protected under the same id",
      where: next.checked.id,
      mend: "Give every table of the notebook its own id, and protect each once",
    });
  }
  const both = new Set(next.output.judgedWith);
  const judgedWith = (before.output.judgedWith ?? []).filter((checksum) => both.has(checksum));
  return { ...before, output: { ...before.output, judgedWith } };
}
