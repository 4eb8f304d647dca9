/**
 * Who answered: response tables, and weights that make up for those who did not.
 *
 * @module
 */
import type { AggregateTable, Dimension } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { checkWeights } from "./_checks.ts";
import type { SourceRef } from "../core/provenance.ts";
import { wilsonInterval } from "../core/stats/mod.ts";

/** Invited people: whether they answered, and the class each belongs to. */
export interface ResponseData {
  /** Whether each invited person answered. */
  readonly responded: readonly boolean[];
  /** The class of each invited person, known for those who did not answer too. */
  readonly classes: readonly string[];
}

/** Options of {@linkcode responseTable}. */
export interface ResponseTableOptions {
  /** A slug that is unique within the notebook. */
  readonly id: string;
  /** The dimension of the classes. */
  readonly dimension: Dimension;
  /** Who was invited, in words. */
  readonly population: Label;
  /** The period in words. */
  readonly period: Label;
  /** The datasets behind it. */
  readonly sources: readonly SourceRef[];
}

/**
 * Response by class: numerator answered, denominator invited, with a Wilson interval.
 *
 * @example Half of a class answered
 * ```ts
 * import { responseTable } from "./nonresponse.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "wijk", en: "district" };
 * const dimension = { name: "wijk", label: text, kind: "region", codes: [{ code: "WK990101", label: text }] } as const;
 * const data = { responded: [true, false], classes: ["WK990101", "WK990101"] };
 * const table = responseTable(data, { id: "respons", dimension, population: text, period: text, sources: [] });
 * assert.equal(table.cells[0]?.value, 0.5);
 * ```
 *
 * @param data Who was invited and who answered.
 * @param options The dimension and the texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When a class is not a code of the dimension.
 */
export function responseTable(data: ResponseData, options: ResponseTableOptions): AggregateTable {
  const counts = countClasses(data);
  const known = new Set(options.dimension.codes.map(({ code }) => code));
  const strange = [...counts.keys()].find((code) => !known.has(code));
  if (strange !== undefined) {
    throw new WorkspaceError({
      what: `Class ${strange} is not a code of the dimension`,
      where: options.dimension.name,
    });
  }
  const cells = options.dimension.codes.flatMap(({ code }) => {
    const { invited, answered } = counts.get(code) ?? { invited: 0, answered: 0 };
    if (invited === 0) return [];
    const { low, high } = wilsonInterval(answered, invited);
    return [{
      codes: [code],
      n: invited,
      numerator: answered,
      denominator: invited,
      value: answered / invited,
      low,
      high,
    }];
  });
  return {
    id: options.id,
    title: { nl: "Respons", en: "Response" },
    measure: {
      id: "respons",
      label: { nl: "Respons", en: "Response" },
      unit: { nl: "% van de genodigden", en: "% of those invited" },
      kind: "share",
      per: 100,
      decimals: 1,
      definition: { nl: "Beantwoord gedeeld door uitgenodigd", en: "Answered divided by invited" },
    },
    entity: "person",
    population: options.population,
    period: options.period,
    dimensions: [options.dimension],
    cells,
    sources: options.sources,
  };
}

/**
 * Weights that make up for non-response: within each class the weights of those who answered are raised so that they
 * add up to the weights of all who were invited. Those who did not answer get 0.
 *
 * This helps only as far as, within a class, those who answered resemble those who did not.
 *
 * @example One of two answered
 * ```ts
 * import { adjustForNonresponse } from "./nonresponse.ts";
 * import assert from "node:assert/strict";
 *
 * const data = { responded: [true, false], classes: ["a", "a"] };
 * assert.deepEqual([...adjustForNonresponse(Float64Array.of(10, 30), data)], [40, 0]);
 * ```
 *
 * @param weights The design weights of all who were invited.
 * @param data Who was invited and who answered.
 * @returns The adjusted weights.
 * @throws {WorkspaceError} When nobody in a class answered, lengths differ, or a weight is negative, empty or infinite.
 */
export function adjustForNonresponse(weights: Float64Array, data: ResponseData): Float64Array {
  checkWeights(weights, "adjustForNonresponse");
  if (data.classes.length !== weights.length || data.responded.length !== weights.length) {
    throw new WorkspaceError({
      what: "Weights, classes and answers have different lengths",
      where: "adjustForNonresponse",
      mend: "Give a weight, a class and an answer for every invited person",
    });
  }
  const sums = new Map<string, { all: number; answered: number }>();
  data.classes.forEach((code, row) => {
    const sum = sums.get(code) ?? { all: 0, answered: 0 };
    sum.all += weights[row]!;
    if (data.responded[row]) sum.answered += weights[row]!;
    sums.set(code, sum);
  });
  for (const [code, { all, answered }] of sums) {
    if (all === 0 || answered > 0) continue;
    throw new WorkspaceError({
      what: "Nobody in a class answered, so its weight cannot be carried by anyone",
      where: code,
      mend: "Merge the class with one that resembles it",
    });
  }
  return weights.map((weight, row) => {
    const sum = sums.get(data.classes[row]!)!;
    // Nobody in a class of weight 0 stands for anyone.
    return data.responded[row] && weight !== 0 ? weight * (sum.all / sum.answered) : 0;
  });
}

function countClasses(
  data: ResponseData,
): ReadonlyMap<string, { readonly invited: number; readonly answered: number }> {
  if (data.classes.length !== data.responded.length) {
    throw new WorkspaceError({ what: "Classes and answers have different lengths", where: "responseTable" });
  }
  const counts = new Map<string, { invited: number; answered: number }>();
  data.classes.forEach((code, row) => {
    const count = counts.get(code) ?? { invited: 0, answered: 0 };
    count.invited++;
    if (data.responded[row]) count.answered++;
    counts.set(code, count);
  });
  return counts;
}
