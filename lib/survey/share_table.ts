/**
 * Weighted shares of many traits in many groups, as one table.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import type { AnyDesign } from "./estimates.ts";
import type { Domain } from "./estimators.ts";
import { estimateTable } from "./aggregate.ts";
import { proportion, type ProportionOptions } from "./proportion.ts";

/** A trait of respondents. */
export interface SurveyTrait {
  /** The code in the dimension `kenmerk`. */
  readonly code: string;
  /** What readers see. */
  readonly label: Label;
  /** 1, 0, or NaN for unknown, one a respondent. Who is unknown is left out of this trait. */
  readonly flags: Float64Array;
}

/** A group of respondents: its code in the dimension `groep` is its name. */
export interface SurveyGroup extends Domain {
  /** What readers see. */
  readonly label: Label;
}

/** Options of {@linkcode shareTable}. */
export interface ShareTableOptions
  extends Pick<AggregateTable, "id" | "title" | "entity" | "population" | "period" | "sources"> {
  /** The traits, in the order in which they are shown: at least one. */
  readonly traits: readonly SurveyTrait[];
  /** The groups, in the order in which they are shown. Unless told: everybody, and no dimension of groups. */
  readonly groups?: readonly SurveyGroup[];
  /** Whether the traits are answers to one question, of which each has one, or can hold together; together unless told. */
  readonly membership?: Dimension["membership"];
  /** The interval; `logit` unless told. */
  readonly interval?: ProportionOptions["interval"];
}

const EVERYBODY: readonly SurveyGroup[] = [
  { name: "alle", label: { nl: "iedereen", en: "everybody" }, includes: () => true },
];

/**
 * Makes one table of weighted shares with design-based intervals: dimension `kenmerk` by dimension `groep`. `n` is the
 * unweighted number of respondents whose answer is known, and `numerator` the unweighted number of those who have the
 * trait: disclosure control judges on people, and a weight may lift three of them above a floor. So `value`, which is
 * weighted, is not numerator / denominator. With one trait the measure bears its name, so that a sentence about it says
 * what it is about.
 *
 * @example Readers in two towns
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { shareTable } from "./share_table.ts";
 * import assert from "node:assert/strict";
 *
 * const design = surveyDesign(Table.from({ w: Float64Array.of(1, 3, 1, 1) }), { weight: "w", stages: [] });
 * const text = { nl: "leest", en: "reads" };
 * const shares = shareTable(design, {
 *   id: "lezen", title: text, entity: "person", population: text, period: text, sources: [],
 *   traits: [{ code: "leest", label: text, flags: Float64Array.of(0, 1, 1, NaN) }],
 *   groups: [
 *     { name: "stad", label: text, includes: (row) => row < 2 },
 *     { name: "dorp", label: text, includes: (row) => row >= 2 },
 *   ],
 * });
 * assert.deepEqual(shares.cells.map(({ value, n }) => [value, n]), [[0.75, 2], [1, 1]]);
 * ```
 *
 * @param design The design.
 * @param options Traits, groups and texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When there is no trait, or flags are not one a respondent.
 */
export function shareTable(design: AnyDesign, options: ShareTableOptions): AggregateTable {
  const { traits, groups, membership = "overlapping", interval = "logit", ...frame } = options;
  const domains = groups ?? EVERYBODY;
  checkTraits(traits, design.weights.length, frame.id);
  const measure = measureOf(traits);
  const byGroup = groupDimension(domains);
  const cells = traits.flatMap(({ code, flags }): readonly AggregateCell[] => {
    const shares = proportion(design, flags, { interval, domains, empty: "outsideDomain" });
    const table = estimateTable(shares, { ...frame, measure, dimension: byGroup });
    return table.cells.map((cell, index) => ({
      ...cell,
      numerator: cell.value === null ? null : countOf(flags, design.weights, domains[index]),
      codes: groups === undefined ? [code] : [code, ...cell.codes],
    }));
  });
  const byTrait: Dimension = {
    name: "kenmerk",
    label: { nl: "Kenmerk", en: "Trait" },
    kind: "nominal",
    membership,
    codes: traits.map(({ code, label }) => ({ code, label })),
  };
  return { ...frame, measure, dimensions: groups === undefined ? [byTrait] : [byTrait, byGroup], cells };
}

/** Respondents of a group who have a trait, unweighted; without those whose weight is 0. */
function countOf(flags: Float64Array, weights: Float64Array, group: Domain | undefined): number {
  return flags.reduce(
    (count, flag, row) => count + (flag === 1 && weights[row] !== 0 && group?.includes(row) ? 1 : 0),
    0,
  );
}

function checkTraits(traits: readonly SurveyTrait[], respondents: number, id: string): void {
  const wrong = traits.find(({ flags }) => flags.length !== respondents);
  if (traits.length > 0 && wrong === undefined) return;
  throw new WorkspaceError({
    what: wrong
      ? `Trait ${wrong.code} has ${wrong.flags.length} answers for ${respondents} respondents`
      : "There is no trait to count",
    where: `shareTable ${id}`,
    mend: "Give at least one trait, each with one number a respondent",
  });
}

function groupDimension(groups: readonly SurveyGroup[]): Dimension {
  return {
    name: "groep",
    label: { nl: "Groep", en: "Group" },
    kind: "nominal",
    codes: groups.map(({ name, label }) => ({ code: name, label })),
  };
}

function measureOf(traits: readonly SurveyTrait[]): AggregateTable["measure"] {
  const [only, ...more] = traits;
  return {
    id: "kenmerk-gewogen-aandeel",
    label: only !== undefined && more.length === 0
      ? only.label
      : { nl: "Aandeel met dit kenmerk", en: "Share with this trait" },
    unit: { nl: "% van de groep", en: "% of the group" },
    kind: "share",
    per: 100,
    decimals: 0,
    definition: {
      nl: "Deel van de groep waarvoor het kenmerk geldt, gewogen. Wie onbekend is, telt niet mee.",
      en: "Part of the group for which the trait holds, weighted. Who is unknown does not count.",
    },
  };
}
