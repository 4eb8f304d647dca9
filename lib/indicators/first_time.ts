/**
 * At which age something happens for the first time: first times by stage of life, over the years in which they could.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Label, Table } from "../core/mod.ts";
import { intervalOf } from "./_interval.ts";

/** An event of a life, known by the age at its first time. */
export interface FirstEvent {
  /** The column with the age in completed years at the first time; NaN for never. */
  readonly code: string;
  /** What readers see. */
  readonly label: Label;
}

/** A stage of life. */
export interface LifeStage {
  /** A code. */
  readonly code: string;
  /** What readers see. */
  readonly label: Label;
  /** The first age in completed years. */
  readonly van: number;
  /** The last age in completed years. */
  readonly tot: number;
}

/** What the table is about. */
export interface FirstTimeOptions
  extends Pick<AggregateTable, "id" | "title" | "population" | "period" | "entity" | "sources"> {
  /** The column with the age now, in completed years. */
  readonly age: string;
  /** The events. */
  readonly events: readonly FirstEvent[];
  /** The stages, which do not overlap. */
  readonly stages: readonly LifeStage[];
  /** How many completed years of each life are looked at, the latest ones. */
  readonly lastYears: number;
}

/**
 * Makes a table of first times per thousand years of life, with an exact Poisson interval.
 *
 * Of somebody aged A the ages A − lastYears to A − 1 are looked at: they are over. At an age a person counts as long as the
 * event did not happen before. Value = first times at that stage / such years of life. Only recent years, so that
 * registers have looked back for a while; who had it before they began still counts as not yet. `n` is the number of people who were looked at.
 *
 * Source: the occurrence–exposure rate of a period life table (Preston, Heuveline and Guillot 2001, chapter 3).
 *
 * @example Two people of 15, one with a first time at 13
 * ```ts
 * import { sameLabel } from "../core/language.ts";
 * import { Table } from "../core/table.ts";
 * import { firstTimeTable } from "./first_time.ts";
 * import assert from "node:assert/strict";
 *
 * const people = Table.from({ leeftijd: Float64Array.of(15, 15), eerste: Float64Array.of(13, NaN) });
 * const { cells } = firstTimeTable(people, {
 *   ...{ id: "t", title: sameLabel("-"), population: sameLabel("-"), period: sameLabel("2023"), entity: "person" },
 *   ...{ sources: [], age: "leeftijd", lastYears: 3, events: [{ code: "eerste", label: sameLabel("eerste") }] },
 *   stages: [{ code: "12-14", label: sameLabel("12-14"), van: 12, tot: 14 }],
 * });
 * // The one lives 12 and 13 without it before, the other 12, 13 and 14.
 * assert.deepEqual([cells[0]?.numerator, cells[0]?.denominator, cells[0]?.n], [1, 5, 2]);
 * ```
 *
 * @param people A row per person.
 * @param options What the table is about.
 * @returns A table of rates by `gebeurtenis` and `leeftijd`, for `protect`.
 */
export function firstTimeTable(people: Table, options: FirstTimeOptions): AggregateTable {
  const { id, title, population, period, entity, sources, events, stages, lastYears } = options;
  const ages = people.numbers(options.age);
  const cells = events.flatMap((event) => {
    const firsts = people.numbers(event.code);
    return stages.map((stage): AggregateCell =>
      cellOf([event.code, stage.code], stage, ages, firsts, lastYears)
    );
  });
  return {
    ...{ id, title, population, period, entity, sources, cells },
    measure: {
      id: "eerste-keer",
      label: { nl: "Voor het eerst op deze leeftijd", en: "For the first time at this age" },
      unit: { nl: "per 1.000 jongeren in een jaar", en: "per 1,000 young people in a year" },
      kind: "rate",
      per: 1000,
      decimals: 0,
      definition: {
        nl:
          `Eerste keren, gedeeld door levensjaren zonder eerdere keer. Van ieder tellen de laatste ${lastYears} hele jaren.`,
        en:
          `First times, divided by years of life without an earlier time. Of everybody the last ${lastYears} whole years count.`,
      },
      interval: "poisson-exact",
    },
    dimensions: [
      {
        name: "gebeurtenis",
        label: { nl: "Gebeurtenis", en: "Event" },
        kind: "nominal",
        membership: "overlapping",
        codes: events.map(({ code, label }) => ({ code, label })),
      },
      {
        name: "leeftijd",
        label: { nl: "Leeftijd", en: "Age" },
        kind: "ordinal",
        membership: "overlapping",
        codes: stages.map(({ code, label }) => ({ code, label })),
      },
    ],
  };
}

function cellOf(
  codes: readonly string[],
  { van, tot }: LifeStage,
  ages: ArrayLike<number>,
  firsts: ArrayLike<number>,
  lastYears: number,
): AggregateCell {
  let people = 0, years = 0, times = 0;
  for (let row = 0; row < ages.length; row++) {
    const now = ages[row] ?? NaN, first = firsts[row] ?? NaN;
    const from = Math.max(van, now - lastYears);
    const to = Math.min(tot, now - 1, Number.isNaN(first) ? Infinity : first);
    if (!(from <= to)) continue;
    people += 1;
    years += to - from + 1;
    if (first === to) times += 1;
  }
  const sums = { numerator: times, denominator: years, squares: 0, products: 0, denominatorSquares: 0 };
  const { low, high } = (years === 0 ? null : intervalOf("poisson-exact", { n: people, ...sums })) ??
    { low: null, high: null };
  return {
    codes,
    n: people,
    numerator: times,
    denominator: years,
    value: years === 0 ? null : times / years,
    low,
    high,
  };
}
