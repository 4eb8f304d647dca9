/**
 * Index numbers: indicators of different units beside each other, with one area as 100.
 *
 * @module
 */
import { type AggregateTable, WorkspaceError } from "../core/mod.ts";
import { requireFigures, requireReckoned } from "./_figures.ts";

/** Options of {@linkcode indexNumbers}. */
export interface IndexOptions
  extends Pick<AggregateTable, "id" | "title" | "population" | "period" | "sources"> {
  /** The code of the area that is 100. */
  readonly reference: string;
}

/**
 * Makes one table of index numbers, 100 × value / value of the reference: dimension `indicator` by the dimension of the
 * tables without the reference. `n` is the smaller of the two numerators, in whole numbers: on it disclosure control judges.
 * Null where a value is missing or the reference is 0.
 *
 * @example The wijk beside its city
 * ```ts
 * import { indexNumbers } from "./index_numbers.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "arm", en: "poor" };
 * const cell = (code: string, numerator: number, n: number) => (
 *   { codes: [code], n, numerator, denominator: n, value: numerator / n, low: null, high: null }
 * );
 * const table = indexNumbers([{
 *   id: "arm", title: text, entity: "household", population: text, period: text, sources: [],
 *   measure: { id: "arm", label: text, unit: text, kind: "share", per: 100, decimals: 0, definition: text },
 *   dimensions: [{ name: "gebied", label: text, kind: "nominal", codes: [{ code: "wijk", label: text }, { code: "stad", label: text }] }],
 *   cells: [cell("wijk", 30, 100), cell("stad", 200, 1000)],
 * }], { id: "index", title: text, population: text, period: text, sources: [], reference: "stad" });
 * assert.deepEqual(table.cells.map(({ codes, value, n }) => [...codes, value, n]), [["arm", "wijk", 150, 30]]);
 * ```
 *
 * @param tables Tables by the same one dimension, from `computeIndicators`.
 * @param options The reference and texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When there is no table, one has another dimension, the reference is not among the codes, or a
 *   figure is no count.
 */
export function indexNumbers(tables: readonly AggregateTable[], options: IndexOptions): AggregateTable {
  const { reference, ...frame } = options;
  const dimension = tables[0]?.dimensions[0];
  const fits = dimension !== undefined &&
    tables.every((table) =>
      table.dimensions.length === 1 && table.dimensions[0]?.name === dimension.name &&
      table.dimensions[0].codes.some(({ code }) => code === reference)
    );
  if (!fits) {
    throw new WorkspaceError({
      what: "Tables are not by one same dimension that has the reference",
      where: options.id,
      mend: `Give tables by one dimension with the code ${reference}`,
    });
  }
  tables.forEach(requireFigures);
  const codes = dimension.codes.filter(({ code }) => code !== reference);
  const cells = tables.flatMap((table) => {
    const of = (code: string) => table.cells.find((cell) => cell.codes[0] === code);
    const base = of(reference);
    return codes.map(({ code }) => {
      const cell = of(code);
      const isKnown = cell?.value != null && base?.value != null && base.value !== 0;
      const smaller = Math.min(cell?.numerator ?? 0, base?.numerator ?? 0);
      return {
        codes: [table.measure.id, code],
        n: Math.max(0, Math.floor(smaller)),
        numerator: null,
        denominator: null,
        value: isKnown ? (100 * cell.value!) / base.value! : null,
        low: null,
        high: null,
      };
    });
  });
  requireReckoned(cells.map(({ value }) => value), options.id);
  return {
    ...frame,
    entity: tables[0]?.entity ?? "area",
    measure: MEASURE,
    dimensions: [
      {
        name: "indicator",
        label: { nl: "Indicator", en: "Indicator" },
        kind: "nominal",
        membership: "overlapping",
        codes: tables.map(({ measure }) => ({ code: measure.id, label: measure.label })),
      },
      { ...dimension, codes },
    ],
    cells,
  };
}

const MEASURE: AggregateTable["measure"] = {
  id: "indexcijfer",
  label: { nl: "Indexcijfer", en: "Index number" },
  unit: { nl: "het vergelijkingsgebied is 100", en: "the area of comparison is 100" },
  kind: "ratio",
  per: 1,
  decimals: 0,
  definition: {
    nl: "Cijfer van het gebied, gedeeld door dat van het vergelijkingsgebied, maal honderd.",
    en: "Figure of the area, divided by that of the area of comparison, times a hundred.",
  },
};
