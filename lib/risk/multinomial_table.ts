/**
 * The table of a multinomial model.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { sameLabel } from "../core/language.ts";
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
  const counts = supportOfMultinomial(model);
  requireDegreesOfFreedom(model.residualDf, options.id);
  if (counts === undefined) {
    throw new WorkspaceError({
      what: "The model has no counts behind it",
      where: options.id,
      mend: "Pass the model as fitMultinomial gave it",
    });
  }
  const { outcome: _outcome, labels = {}, ...frame } = options;
  const terms = model.equations[0]!.ratios.map(({ name }) => name);
  const codesFor = (names: readonly string[]) =>
    names.map((name) => ({ code: name, label: labels[name] ?? sameLabel(name) }));
  return {
    ...frame,
    measure: ratioMeasure(options, {
      nl: `relatieve risicoverhouding tegen ${model.reference.level}`,
      en: `relative-risk ratio against ${model.reference.level}`,
    }),
    dimensions: [
      {
        name: `uitkomst-${options.id}`,
        label: { nl: "Uitkomst", en: "Outcome" },
        kind: "nominal",
        codes: codesFor(model.equations.map(({ level }) => level)),
      },
      {
        name: `term-${options.id}`,
        label: { nl: "Kenmerk", en: "Characteristic" },
        kind: "nominal",
        codes: codesFor(terms),
      },
    ],
    cells: model.equations.flatMap(({ level, ratios }, a) =>
      ratios.map(({ name, estimate, low, high }, index) => ({
        codes: [level, name],
        n: counts[a]![index]!,
        numerator: null,
        denominator: null,
        value: estimate,
        low,
        high,
      }))
    ),
  };
}
