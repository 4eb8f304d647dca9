/**
 * The table of a multinomial model.
 *
 * @module
 */
import type { AggregateTable, Dimension } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Label, sameLabel } from "../core/language.ts";
import { ratioMeasure, type ResultTableOptions } from "./_measures.ts";
import { requireDegreesOfFreedom } from "./_support.ts";
import { type MultinomialModel, supportOfMultinomial } from "./multinomial.ts";

/**
 * The table of relative-risk ratios, without the constants.
 *
 * `n` is the smallest of the counts behind a ratio (with and without the characteristic, with the outcome and with the
 * reference), so that disclosure control hides a ratio that rests on too few.
 *
 * @param model A model of {@linkcode fitMultinomial}.
 * @param options The texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} With fewer than 10 residual degrees of freedom.
 */
export function multinomialTable(model: MultinomialModel, options: ResultTableOptions): AggregateTable {
  const behind = supportOfMultinomial(model);
  requireDegreesOfFreedom(model.residualDf, options.id);
  if (behind === undefined) {
    throw new WorkspaceError({
      what: "The model has no counts behind it",
      where: options.id,
      mend: "Pass the model as fitMultinomial gave it",
    });
  }
  const { outcome: _outcome, labels = {}, ...frame } = options;
  const terms = model.equations[0]!.ratios.map(({ name }) => name);
  const dimension = (name: string, label: Label, codes: readonly string[]): Dimension => ({
    name: `${name}-${options.id}`,
    label,
    kind: "nominal",
    codes: codes.map((code) => ({ code, label: labels[code] ?? sameLabel(code) })),
  });
  return {
    ...frame,
    measure: ratioMeasure(options, {
      nl: `relatieve risicoverhouding tegen ${model.reference.level}`,
      en: `relative-risk ratio against ${model.reference.level}`,
    }),
    dimensions: [
      dimension("uitkomst", { nl: "Uitkomst", en: "Outcome" }, model.equations.map(({ level }) => level)),
      dimension("term", { nl: "Kenmerk", en: "Characteristic" }, terms),
    ],
    cells: model.equations.flatMap(({ level, ratios }, a) =>
      ratios.map(({ name, estimate, low, high }, index) => ({
        codes: [level, name],
        n: behind.counts[a]![index]!,
        numerator: null,
        denominator: null,
        value: estimate,
        low,
        high,
      }))
    ),
    model: {
      n: model.n,
      residualDof: model.residualDf,
      rSquared: null,
      intercept: "withheld",
      regressors: behind.regressors,
    },
  };
}
