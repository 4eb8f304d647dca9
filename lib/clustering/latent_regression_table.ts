/**
 * The table of a regression of latent classes.
 *
 * @module
 */
import type { AggregateTable, DimensionCode, Measure } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Label, sameLabel } from "../core/language.ts";
import { type LatentRegression, supportOfRegression } from "./latent_regression.ts";

/** The texts of the table. */
export interface LatentRegressionTableOptions
  extends Pick<AggregateTable, "id" | "title" | "entity" | "population" | "period" | "sources"> {
  /** Names of the classes in their order, the first and largest included; "groep 1" and on unless told. */
  readonly groups?: readonly Label[];
  /** Names of the covariates by term; the term itself unless told. */
  readonly labels?: Readonly<Record<string, Label>>;
}

/**
 * The odds ratios of latent classes against the largest one: dimension `groep` by dimension `term`, without the constants.
 *
 * `n` is the smallest count behind a ratio (rows assigned to the class and to the first one, of a 0/1 covariate with and
 * without it), so that disclosure control hides a ratio that rests on too few; `protect` judges the model by the policy too.
 *
 * @example To disclosure control
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { latentClasses } from "./latent_classes.ts";
 * import { regressLatentClasses } from "./latent_regression.ts";
 * import { latentRegressionTable } from "./latent_regression_table.ts";
 * import assert from "node:assert/strict";
 *
 * const bits = (pattern: string) => Float64Array.from({ length: 160 }, (_, i) => Number(pattern[i % 16]));
 * const table = Table.from({
 *   a: bits("1111111000000010"), b: bits("1111101000000110"), c: bits("1111011000001100"), jong: bits("1101110010011000"),
 * });
 * const model = latentClasses(table, { k: 2, items: ["a", "b", "c"] });
 * const text = { nl: "groepen", en: "groups" };
 * const odds = latentRegressionTable(regressLatentClasses(model, table, { covariates: ["jong"] }), {
 *   id: "jong", title: text, entity: "person", population: text, period: text, sources: [],
 * });
 * assert.deepEqual(odds.cells.map(({ codes, n }) => [...codes, n >= 10]), [["2", "jong", true]]);
 * ```
 *
 * @param regression A regression of `regressLatentClasses`.
 * @param options The texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When the regression is a copy without the counts behind it, or names are too few.
 */
export function latentRegressionTable(
  regression: LatentRegression,
  options: LatentRegressionTableOptions,
): AggregateTable {
  const behind = supportOfRegression(regression), { groups, labels = {}, ...frame } = options;
  const classes = [...new Set(regression.effects.map((effect) => effect.class))];
  if (behind === undefined || (groups !== undefined && groups.length !== classes.length + 1)) {
    throw new WorkspaceError({
      what: behind === undefined
        ? "The regression has no counts behind it"
        : `${groups!.length} names for ${classes.length + 1} classes`,
      where: options.id,
      mend: "Pass the regression as regressLatentClasses gave it, and one name per class",
    });
  }
  const nameOf = (code: string): Label =>
    groups?.[Number(code) - 1] ?? { nl: `groep ${code}`, en: `group ${code}` };
  const shown = regression.effects.map((effect, at) => ({ ...effect, n: behind.counts[at]! }))
    .filter(({ term }) => term !== "(constant)");
  const terms = [...new Set(shown.map(({ term }) => term))];
  const codes = (all: readonly string[], label: (code: string) => Label): readonly DimensionCode[] =>
    all.map((code) => ({ code, label: label(code) }));
  return {
    ...frame,
    measure: oddsMeasure(options.id, nameOf("1")),
    dimensions: [
      {
        name: `groep-${options.id}`,
        label: { nl: "Groep", en: "Group" },
        kind: "nominal",
        codes: codes(classes, nameOf),
      },
      {
        name: `term-${options.id}`,
        label: { nl: "Kenmerk", en: "Characteristic" },
        kind: "nominal",
        codes: codes(terms, (term) => labels[term] ?? sameLabel(term)),
      },
    ],
    cells: shown.map(({ class: own, term, oddsRatio, low, high, n }) => ({
      codes: [own, term],
      n,
      numerator: null,
      denominator: null,
      value: oddsRatio,
      low,
      high,
    })),
    model: {
      n: regression.n,
      residualDof: regression.residualDf,
      rSquared: null,
      intercept: "withheld",
      regressors: behind.regressors,
    },
  };
}

/** Odds ratios against the first class. */
function oddsMeasure(id: string, first: Label): Measure {
  return {
    id: `${id}-verhouding`,
    label: { nl: `odds ratio tegen ${first.nl}`, en: `odds ratio against ${first.en}` },
    unit: { nl: "keer", en: "times" },
    kind: "estimate",
    per: 1,
    decimals: 2,
    definition: {
      nl: `odds ratio tegen ${first.nl}, in drie stappen; n is het kleinste aantal achter de verhouding`,
      en: `odds ratio against ${first.en}, in three steps; n is the smallest count behind the ratio`,
    },
  };
}
