/**
 * Forms that deliver totals only, such as the de-identified PEARLS form.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import type { Instrument } from "./instrument.ts";
import { AceRefusal } from "./refusal.ts";
import { AceScores, type Mode } from "./scores.ts";

/** Options of {@linkcode takeTotals}. */
export interface TotalsOptions {
  /** How answers were collected; `disclosure` must be `aggregate`. */
  readonly mode: Mode;
  /** The column per total; its own name unless told. */
  readonly columns?: Readonly<Record<string, string>>;
}

/**
 * Takes totals per part as they were filled in. There are no flags, and nothing is pooled with item-level forms.
 *
 * @example A de-identified PEARLS form
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { PEARLS_CHILD } from "./instruments/pearls.ts";
 * import { takeTotals } from "./totals.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ part1Total: Float64Array.of(3), part2Total: Float64Array.of(2) });
 * const mode = { reporter: "caregiver", disclosure: "aggregate", channel: "paper" } as const;
 * assert.equal(takeTotals(table, PEARLS_CHILD, { mode }).score("part1")[0], 3);
 * ```
 *
 * @param table One row a respondent, a numeric column per total.
 * @param instrument The instrument.
 * @param options The mode and the columns.
 * @returns The scores, without flags.
 * @throws {AceRefusal} When the instrument has no such form or the mode says that items were disclosed.
 * @throws {WorkspaceError} When a total is outside its range.
 */
export function takeTotals(table: Table, instrument: Instrument, options: TotalsOptions): AceScores {
  const rule = instrument.rules[0];
  if (!instrument.totals || !rule) {
    throw new AceRefusal("partial-instrument", { what: `${instrument.id} has no form with totals only` });
  }
  if (options.mode.disclosure !== "aggregate") {
    throw new AceRefusal("mode-missing", {
      what: "Totals-only answers were given with a mode that says items were disclosed",
    });
  }
  const mapped: Record<string, string> = {};
  const parts = instrument.totals.map(({ part: id, item, most }) => {
    const column = options.columns?.[item] ?? item;
    mapped[item] = column;
    const score = checkedTotals(table.numbers(column), { item, column, most });
    const part = rule.parts.find((candidate) => candidate.id === id) ??
      { id, label: rule.label, categories: [] };
    return {
      part,
      score,
      lower: Uint8Array.from(score, (value) => Number.isNaN(value) ? 0 : value),
      upper: Uint8Array.from(score, (value) => Number.isNaN(value) ? most : value),
    };
  });
  const empty = { answered: new Uint8Array(table.rowCount), reasonBits: new Uint8Array(table.rowCount) };
  return new AceScores({ flags: new Map(), parts, ...empty }, {
    instrument,
    rule,
    missing: { kind: "complete" },
    mode: options.mode,
    mapping: {
      mapped,
      unmapped: [],
      unusedColumns: table.columnNames.filter((name) => !Object.values(mapped).includes(name)),
    },
    warnings: [...rule.cautions, {
      id: "aggregate-mode",
      text: {
        nl:
          "Alleen totalen gevraagd: dan wordt gemiddeld één ervaring meer gemeld dan bij losse vragen (Thakur 2020)",
        en:
          "Only totals were asked: such forms disclose about one adversity more than items do (Thakur 2020)",
      },
    }],
  });
}

function checkedTotals(
  values: Float64Array,
  place: { readonly item: string; readonly column: string; readonly most: number },
): Float64Array {
  const row = values.findIndex((value) =>
    !Number.isNaN(value) && !(Number.isInteger(value) && value >= 0 && value <= place.most)
  );
  if (row < 0) return values.slice();
  throw new WorkspaceError({
    what: `The total ${place.item} lies outside 0 to ${place.most}`,
    where: `row ${row + 1}, column ${place.column}`,
    mend: "Correct the cell",
  });
}
