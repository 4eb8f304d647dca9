/**
 * The inventory of initiatives: what there is already, for whom, where; and the coverage matrix with its gaps and overlaps.
 *
 * @module
 */
import type { AggregateTable, DimensionCode } from "../core/aggregate.ts";
import type { ProgrammeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { SheetPage } from "../core/sheet.ts";
import type { Table } from "../core/table.ts";
import { receiptOf } from "../core/receipt.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { joinWords } from "../findings/mod.ts";
import { blankRows, listPart } from "./_words.ts";
import { sheetPack } from "./sheets.ts";

/** A band of ages, both ends included. */
export interface AgeBand {
  /** The code. */
  readonly code: string;
  /** What readers see. */
  readonly label: Label;
  /** The youngest age in years. */
  readonly from: number;
  /** The oldest age in years. */
  readonly to: number;
}

/** The ages of the programme: before school, the first and the last years of primary school. */
export const CHILD_AGE_BANDS: readonly AgeBand[] = [
  { code: "0-3", label: { nl: "0 tot en met 3 jaar", en: "0 to 3 years" }, from: 0, to: 3 },
  { code: "4-6", label: { nl: "4 tot en met 6 jaar", en: "4 to 6 years" }, from: 4, to: 6 },
  { code: "7-9", label: { nl: "7 tot en met 9 jaar", en: "7 to 9 years" }, from: 7, to: 9 },
  { code: "10-12", label: { nl: "10 tot en met 12 jaar", en: "10 to 12 years" }, from: 10, to: 12 },
];

/** What a coverage matrix is about. */
export interface CoverageOptions
  extends Pick<AggregateTable, "id" | "title" | "population" | "period" | "sources"> {
  /** The areas, in order: also those without any initiative. */
  readonly areas: readonly DimensionCode[];
  /** The bands of ages. Default {@linkcode CHILD_AGE_BANDS}. */
  readonly ages?: readonly AgeBand[];
}

/**
 * Counts initiatives by area and age. An initiative counts in every band that it reaches, so bands add up to nothing. Every
 * combination has a cell: none there is what the matrix is for.
 *
 * @example An area without initiatives has cells of nought
 * ```ts
 * import { coverageMatrix } from "./initiatives.ts";
 * import { Table } from "../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "x", en: "x" };
 * const areas = ["WK990101", "WK990102"].map((code) => ({ code, label: text }));
 * const rows = Table.from({ wijk: ["WK990101"], leeftijd_van: Float64Array.of(2), leeftijd_tot: Float64Array.of(5) });
 * const about = { id: "dekking", title: text, population: text, period: text, sources: [] };
 * const { cells } = coverageMatrix(rows, { ...about, areas });
 * assert.deepEqual(cells.map(({ value }) => value), [1, 1, 0, 0, 0, 0, 0, 0]);
 * ```
 *
 * @param initiatives A row per initiative: `wijk`, `leeftijd_van`, `leeftijd_tot`.
 * @param options What the matrix is about.
 * @returns An aggregate of counts by `wijk` and `leeftijd`.
 * @throws {WorkspaceError} When an initiative lies in no listed area, or its ages run backwards.
 */
export function coverageMatrix(initiatives: Table, options: CoverageOptions): AggregateTable {
  const ages = options.ages ?? CHILD_AGE_BANDS;
  const counts = new Map(
    options.areas.flatMap(({ code }) => ages.map((age): [string, number] => [`${code}/${age.code}`, 0])),
  );
  const areas = initiatives.texts("wijk");
  const [from, to] = [initiatives.numbers("leeftijd_van"), initiatives.numbers("leeftijd_tot")];
  areas.forEach((area, row) => {
    const [youngest = NaN, oldest = NaN] = [from[row], to[row]];
    checkInitiative(area, youngest, oldest, options.areas);
    for (const age of ages) {
      const key = `${area}/${age.code}`;
      if (youngest <= age.to && oldest >= age.from) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  });
  const { id, title, population, period, sources } = options;
  return {
    ...{ id, title, population, period, sources },
    entity: "organisation",
    measure: {
      id: "initiatieven",
      label: { nl: "Initiatieven", en: "Initiatives" },
      unit: { nl: "aantal", en: "number" },
      kind: "count",
      per: 1,
      decimals: 0,
      definition: {
        nl: "Initiatieven die er zijn; één initiatief telt in elke leeftijd die het bereikt.",
        en: "Initiatives that exist; one counts in each age that it reaches.",
      },
    },
    dimensions: [
      { name: "wijk", label: { nl: "Wijk", en: "District" }, kind: "region", codes: options.areas },
      {
        name: "leeftijd",
        label: { nl: "Leeftijd", en: "Age" },
        kind: "ordinal",
        membership: "overlapping",
        codes: ages.map(({ code, label }) => ({ code, label })),
      },
    ],
    cells: [...counts].map(([key, count]) => ({
      codes: key.split("/"),
      n: count,
      numerator: count,
      denominator: null,
      value: count,
      low: null,
      high: null,
    })),
  };
}

function checkInitiative(
  area: string | null,
  youngest: number,
  oldest: number,
  areas: readonly DimensionCode[],
): void {
  const isListed = areas.some(({ code }) => code === area);
  if (isListed && youngest <= oldest) return;
  throw new WorkspaceError({
    what: isListed
      ? "An initiative has ages that run backwards or are not known"
      : "An initiative lies in no listed area",
    where: "coverageMatrix",
    mend: isListed
      ? "Correct leeftijd_van and leeftijd_tot"
      : "List every area of the inventory in the option areas",
  });
}

/** From this many initiatives for the same ages in one area, organisers may be in each other's way. */
const OVERLAP_FROM = 3;

/**
 * Shows for whom there is nothing, and where several do the same.
 *
 * @param table The protected coverage matrix.
 * @param options `id` of the section, default `dekking-gaten`; `overlapFrom` initiatives count as overlap, default 3.
 * @returns A section, for a cell tagged `method`. Hidden cells are neither.
 */
export function coverageGaps(
  table: ProtectedTable,
  options: { readonly id?: string; readonly overlapFrom?: number } = {},
): ProgrammeObject<"sheets"> {
  const overlapFrom = options.overlapFrom ?? OVERLAP_FROM;
  const gaps = linesOf(table, (value) => value === 0);
  const overlaps = linesOf(table, (value) => value >= overlapFrom);
  const none: readonly Label[] = [{ nl: "Nergens.", en: "Nowhere." }];
  return sheetPack({
    id: options.id ?? "dekking-gaten",
    layout: "section",
    title: {
      nl: "Waar is nog niets, en waar veel tegelijk?",
      en: "Where is nothing yet, and where much at once?",
    },
    intro: {
      nl: "Een lege plek is een vraag, geen oordeel: misschien is er iets dat niet in de lijst staat.",
      en: "A gap is a question, no verdict: there may be something that is not on the list.",
    },
    pages: [{
      id: "dekking",
      title: { nl: "Dekking", en: "Coverage" },
      paper: "A4",
      parts: [
        { kind: "heading", text: { nl: "Nog niets", en: "Nothing yet" } },
        ...listPart(gaps.length === 0 ? none : gaps),
        { kind: "heading", text: { nl: "Veel tegelijk", en: "Much at once" } },
        ...listPart(overlaps.length === 0 ? none : overlaps),
      ],
    }],
    receipts: [receiptOf(table)],
  });
}

/** Said instead of every age. */
const ALL_AGES: Label = { nl: "alle leeftijden", en: "all ages" };

/** One line an area: its name, and the bands for which the test holds. */
function linesOf(table: ProtectedTable, test: (value: number) => boolean): readonly Label[] {
  const [areas, ages] = table.dimensions;
  return (areas?.codes ?? []).flatMap((area) => {
    const bands = (ages?.codes ?? []).filter((age) => {
      const value = table.cell(area.code, age.code)?.value ?? null;
      return value !== null && test(value);
    });
    if (bands.length === 0) return [];
    const words = bands.length === ages?.codes.length && bands.length > 1
      ? ALL_AGES
      : mapLabel((language) => joinWords(bands.map(({ label }) => label[language]), language));
    return [mapLabel((language) => `${area.label[language]}: ${words[language]}`)];
  });
}

/**
 * Makes the sheet on which people write what there is already.
 *
 * @returns The sheet, on A3.
 */
export function inventorySheet(): SheetPage {
  return {
    id: "inventaris",
    title: { nl: "Wat is er al?", en: "What is there already?" },
    paper: "A3",
    parts: [{
      kind: "table",
      caption: { nl: "Eén regel per initiatief", en: "One line per initiative" },
      columns: [
        { nl: "Initiatief", en: "Initiative" },
        { nl: "Wie doet het", en: "Who does it" },
        { nl: "Voor welke leeftijd", en: "For which age" },
        { nl: "In welke taal", en: "In which language" },
        { nl: "Waar", en: "Where" },
        { nl: "Hoeveel kinderen", en: "How many children" },
      ],
      rows: blankRows(14, 6),
    }],
  };
}
