/**
 * Tables for disclosure control: how good suggestions are, and for how many books of a branch there are any.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension, Entity, Measure } from "../core/aggregate.ts";
import type { Label } from "../core/language.ts";
import { wilsonInterval } from "../core/stats/mod.ts";
import type { Way, WayQuality } from "./evaluate.ts";
import type { Recommender } from "./recommender.ts";
import { rankBooks } from "./suggest.ts";

/** What a table is about, beside its measure. */
export type TableAbout = Pick<AggregateTable, "id" | "title" | "population" | "period" | "sources">;

/** What readers call the ways of suggesting. */
export const WAY_LABELS: Readonly<Record<Way, Label>> = {
  loans: { nl: "Anderen lazen ook", en: "Others also read" },
  likeness: { nl: "Lijkt op je boek", en: "Like your book" },
  popular: { nl: "Meest geleend", en: "Most borrowed" },
  random: { nl: "Gok", en: "At random" },
};

/** The measures of {@linkcode qualityTable}. */
export type QualityMeasure = "hits" | "coverage" | "diversity" | "popularity";

interface QualityPlan {
  readonly measure: Measure;
  readonly entity: Entity;
  readonly cellOf: (quality: WayQuality) => Omit<AggregateCell, "codes">;
}

function share(id: string, label: Label, unit: Label, definition: Label): Measure {
  return { id, label, unit, definition, kind: "share", per: 100, decimals: 0 };
}

function shareCell(numerator: number, denominator: number): Omit<AggregateCell, "codes"> {
  const value = denominator > 0 ? numerator / denominator : null;
  return { n: denominator, numerator, denominator, value, low: null, high: null };
}

function ratioCell(value: number | null, n: number): Omit<AggregateCell, "codes"> {
  return { n, numerator: null, denominator: null, value, low: null, high: null };
}

const PLANS: Readonly<Record<QualityMeasure, QualityPlan>> = {
  hits: {
    entity: "person",
    measure: share(
      "treffers",
      { nl: "Raak", en: "Hits" },
      { nl: "% van de lezers", en: "% of readers" },
      {
        nl:
          "Lezers van wie het laatste boek bij de tips stond, gedeeld door alle lezers met twee of meer boeken.",
        en:
          "Readers whose last book was among the suggestions, divided by all readers with two or more books.",
      },
    ),
    cellOf: ({ hits, readers }) => {
      const interval = readers > 0 ? wilsonInterval(hits, readers) : { low: null, high: null };
      return { ...shareCell(hits, readers), ...interval };
    },
  },
  coverage: {
    entity: "organisation",
    measure: share(
      "bereik-boeken",
      { nl: "Boeken die een tip worden", en: "Books that get suggested" },
      { nl: "% van de boeken", en: "% of books" },
      {
        nl: "Boeken die bij ten minste één lezer een tip waren, gedeeld door alle boeken.",
        en: "Books that were a suggestion to at least one reader, divided by all books.",
      },
    ),
    cellOf: ({ booksSuggested, books }) => shareCell(booksSuggested, books),
  },
  diversity: {
    entity: "person",
    measure: {
      id: "verscheidenheid",
      label: { nl: "Verschil in genre", en: "Difference in genre" },
      unit: { nl: "% van de paren in een lijstje", en: "% of pairs in a list" },
      kind: "ratio",
      per: 100,
      decimals: 0,
      definition: {
        nl: "Paren van tips in een lijstje met een ander genre, gedeeld door alle paren.",
        en: "Pairs of suggestions in a list that differ in genre, divided by all pairs.",
      },
    },
    // Pairs are no readers: judged as a count of them, "nearly all pairs" would read as "nearly all readers".
    cellOf: ({ diversity, readers }) => ratioCell(diversity, readers),
  },
  popularity: {
    entity: "person",
    measure: {
      id: "populariteit",
      label: { nl: "Hoe bekend tips zijn", en: "How well known suggestions are" },
      unit: {
        nl: "keer zo veel lezers als wat kinderen kozen",
        en: "times the readers of what children chose",
      },
      kind: "ratio",
      per: 1,
      decimals: 1,
      definition: {
        nl: "Lezers per boek dat een tip was, gedeeld door lezers per boek dat kinderen daarna echt leenden.",
        en: "Readers per suggested book, divided by readers per book that children went on to borrow.",
      },
    },
    cellOf: ({ popularityRatio, readers }) => ratioCell(popularityRatio, readers),
  },
};

/**
 * Makes a table of one measure by way of suggesting: dimension `manier`. Hits have Wilson intervals; books and pairs
 * have none, because they are no sample.
 *
 * @example One of four readers
 * ```ts
 * import { qualityTable } from "./tables.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "x", en: "x" };
 * const about = { id: "raak", title: text, population: text, period: text, sources: [] };
 * const quality = { way: "loans", readers: 4, hits: 1, recall: 0.25, books: 2, booksSuggested: 1, coverage: 0.5,
 *   pairs: 4, pairsOfGenres: 2, diversity: 0.5, popularityRatio: 1 } as const;
 * assert.equal(qualityTable([quality], "hits", about).cells[0]?.value, 0.25);
 * ```
 *
 * @param qualities What the ways came to.
 * @param measure Which measure.
 * @param about What the table is about.
 * @returns A table for `protect`.
 */
export function qualityTable(
  qualities: readonly WayQuality[],
  measure: QualityMeasure,
  about: TableAbout,
): AggregateTable {
  const plan = PLANS[measure];
  return {
    ...about,
    entity: plan.entity,
    measure: plan.measure,
    dimensions: [{
      name: "manier",
      label: { nl: "Manier", en: "Way" },
      kind: "nominal",
      membership: "overlapping",
      codes: qualities.map(({ way }) => ({ code: way, label: WAY_LABELS[way] })),
    }],
    cells: qualities.map((quality) => ({ codes: [quality.way], ...plan.cellOf(quality) })),
  };
}

/** Which books {@linkcode reachTable} counts. */
export interface ReachOptions extends TableAbout {
  /** What splits the books. */
  readonly by: "branch" | "language";
  /** The branches or languages, in order, with what readers call them. */
  readonly codes: readonly { readonly code: string; readonly label: Label }[];
  /** Suggestions per book. Default 5. */
  readonly count?: number;
}

/**
 * Counts the books for which loans give at least one suggestion: by branch (from what stands there) or by language of
 * the book (from the whole collection). The other books start from what they are like.
 *
 * @example A book nobody borrowed has none
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { fitRecommender } from "./recommender.ts";
 * import { reachTable } from "./tables.ts";
 * import assert from "node:assert/strict";
 *
 * const one = (text: string) => [text];
 * const collection = Table.from({
 *   titel: one("T1"), naam: one("De vos"), leeftijdsband: one("5-8"), genre: one("dieren"), leesniveau: one("M3"),
 *   taal: one("nl"), vestiging: one("school"),
 * });
 * const model = fitRecommender(Table.from({ lener: [], titel: [], datum: [] }), collection);
 * const text = { nl: "x", en: "x" };
 * const about = { id: "bereik", title: text, population: text, period: text, sources: [] };
 * const { cells } = reachTable(model, { ...about, by: "branch", codes: [{ code: "school", label: text }] });
 * assert.deepEqual(cells.map(({ numerator, denominator }) => [numerator, denominator]), [[0, 1]]);
 * ```
 *
 * @param model The model.
 * @param options What splits the books, and what the table is about.
 * @returns A table of shares of books by `vestiging` (a title can stand in several) or `taal`.
 */
export function reachTable(model: Recommender, options: ReachOptions): AggregateTable {
  const { by, codes, count = 5, ...about } = options;
  const dimension: Dimension = by === "branch"
    ? {
      name: "vestiging",
      label: { nl: "Plek", en: "Branch" },
      kind: "nominal",
      membership: "overlapping",
      codes,
    }
    : { name: "taal", label: { nl: "Taal", en: "Language" }, kind: "nominal", codes };
  return {
    ...about,
    entity: "organisation",
    measure: share(
      "boeken-met-tip",
      { nl: "Boeken met een tip uit leningen", en: "Books with a suggestion from loans" },
      { nl: "% van de boeken", en: "% of books" },
      {
        nl: "Boeken waarbij ten minste één tip uit leningen komt, gedeeld door alle boeken.",
        en: "Books with at least one suggestion from loans, divided by all books.",
      },
    ),
    dimensions: [dimension],
    cells: codes.map(({ code }) => {
      const places = [...model.books.keys()].filter((place) => {
        const book = model.books[place];
        return by === "branch" ? book?.branches.includes(code) : book?.language === code;
      });
      const where = by === "branch" ? { count, branch: code } : { count };
      const reached = places.filter((place) => rankBooks(model, [place], where)[0]?.basis === "loans");
      return { codes: [code], ...shareCell(reached.length, places.length) };
    }),
  };
}
