/**
 * How often each category occurs: the default result of ACE work.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension } from "../core/aggregate.ts";
import {
  aggregateFrame,
  cellCodes,
  countRows,
  type GroupOptions,
  keepsFloor,
  respondentGroups,
  shareCell,
  splitDimensions,
} from "./groups.ts";
import type { Caution } from "./instrument.ts";
import type { AceScores, ScoreMethod } from "./scores.ts";

/** Options of {@linkcode prevalence}. */
export interface PrevalenceOptions extends GroupOptions {
  /** Over whom: those for whom this category is known, or those for whom all are. No default: results differ. */
  readonly base: "known" | "complete";
}

/** A table of prevalences with how it was made. */
export interface AcePrevalence extends AggregateTable {
  /** How scores were made. */
  readonly method: ScoreMethod & { readonly base: PrevalenceOptions["base"] };
  /** What a reader has to know. */
  readonly warnings: readonly Caution[];
  /** Codes of the dimension that were left out because they are under the floor. */
  readonly leftOut: readonly string[];
}

/**
 * The share exposed to each category, for all respondents or by a dimension.
 *
 * @example Two categories of one respondent in two
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { prevalence } from "./prevalence.ts";
 * import { scoreTable } from "./score.ts";
 * import assert from "node:assert/strict";
 *
 * const answers: Record<string, string[]> = {};
 * for (let item = 1; item <= 10; item++) answers[`q${item}`] = [item <= 2 ? "yes" : "no", "no"];
 * const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
 * const text = { nl: "voorbeeld", en: "example" };
 * const frame = { id: "ace", title: text, population: text, period: text, sources: [], floor: 2 };
 * const table = prevalence(scores, { ...frame, base: "known" });
 * assert.deepEqual(table.cells.slice(0, 3).map(({ value }) => value), [0.5, 0.5, 0]);
 * ```
 *
 * @param scores The scored respondents.
 * @param options Base, floor, dimension and texts.
 * @returns A table with the dimensions split (if any) and category.
 * @throws {AceRefusal} When a base is under the floor and `underFloor` is `refuse`.
 */
export function prevalence(scores: AceScores, options: PrevalenceOptions): AcePrevalence {
  const ids = scores.categoryIds;
  const columns = ids.map((id) => scores.flags(id));
  const complete = (row: number) => columns.every((flags) => flags[row]! >= 0);
  const cells: AggregateCell[] = [];
  const leftOut: string[] = [];
  for (const { code, includes } of respondentGroups(scores.rowCount, options.by)) {
    const bases = columns.map((flags) => {
      return options.base === "complete"
        ? (row: number) => includes(row) && complete(row)
        : (row: number) => includes(row) && flags[row]! >= 0;
    });
    const least = Math.min(...bases.map((base) => countRows(scores.rowCount, base)));
    if (!keepsFloor(least, code, options)) leftOut.push(code ?? "all");
    else {
      columns.forEach((flags, index) => {
        const holds = (row: number) => flags[row] === 1;
        const codes = cellCodes(code, ids[index]!);
        cells.push(shareCell({ codes, base: bases[index]!, holds, rows: scores.rowCount }, options));
      });
    }
  }
  return {
    ...aggregateFrame(options),
    measure: {
      id: "ace-prevalentie",
      label: { nl: "Aandeel per soort ervaring", en: "Share per kind of experience" },
      unit: { nl: "% van de respondenten", en: "% of respondents" },
      kind: "share",
      per: 100,
      decimals: 1,
      definition: {
        nl: `Regel ${scores.method.rule}; respondenten bij wie ${
          options.base === "complete" ? "alle soorten" : "deze soort"
        } bekend is`,
        en: `Rule ${scores.method.rule}; respondents for whom ${
          options.base === "complete" ? "all kinds are" : "this kind is"
        } known`,
      },
    },
    dimensions: [...splitDimensions(options.by, leftOut), categoryDimension(scores)],
    cells,
    method: { ...scores.method, base: options.base },
    warnings: scores.warnings,
    leftOut,
  };
}

/** The categories of scores as a dimension. */
export function categoryDimension(scores: AceScores, name: string = "ervaring"): Dimension {
  const labels = new Map(scores.rule.categories.map(({ id, label }) => [id, label]));
  return {
    name,
    label: { nl: "Soort ervaring", en: "Kind of experience" },
    kind: "nominal",
    membership: "overlapping",
    codes: scores.categoryIds.map((code) => ({ code, label: labels.get(code) ?? { nl: code, en: code } })),
  };
}
