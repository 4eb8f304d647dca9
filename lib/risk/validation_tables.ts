/**
 * The figures of a validation as tables for disclosure control.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Measure } from "../core/aggregate.ts";
import type { Label } from "../core/language.ts";
import { sameLabel } from "../core/language.ts";
import type { Interval } from "../core/stats/mod.ts";
import type { ResultTableOptions } from "./_measures.ts";
import type { Validation } from "./judging.ts";

const FIGURES: Readonly<Record<string, Label>> = {
  auc: { nl: "AUC (0,5 is toeval, 1 is volmaakt)", en: "AUC (0.5 is chance, 1 is perfect)" },
  brier: { nl: "Brier (0 is volmaakt)", en: "Brier (0 is perfect)" },
  "expected-over-observed": {
    nl: "Verwacht gedeeld door gezien (1 is juist)",
    en: "Expected over observed (1 is right)",
  },
  "calibration-slope": { nl: "IJklijn (1 is juist)", en: "Calibration slope (1 is right)" },
};

/**
 * The table of discrimination and calibration: AUC, Brier, expected over observed and calibration slope, each with interval.
 *
 * @param validation The validation.
 * @param options The texts.
 * @returns A table for `protect`; `n` is the smaller of the rows with and without the outcome.
 */
export function validationTable(validation: Validation, options: ResultTableOptions): AggregateTable {
  const { auc, brier, brierInterval, expectedOverObserved, expectedOverObservedInterval, calibrationSlope } =
    validation;
  const n = Math.min(validation.cases, validation.n - validation.cases);
  const cells = [
    cellOf("auc", n, auc.estimate, auc),
    cellOf("brier", n, brier, brierInterval),
    cellOf("expected-over-observed", n, expectedOverObserved, expectedOverObservedInterval),
    ...(calibrationSlope === null
      ? []
      : [cellOf("calibration-slope", n, calibrationSlope.estimate, calibrationSlope)]),
  ];
  return tableOf(cells, options, {
    dimension: { nl: "Maat", en: "Measure" },
    suffix: "maat",
    label: { nl: "Hoe goed het model klopt", en: "How well the model holds" },
    nameOf: (code) => FIGURES[code]!,
  });
}

/**
 * The table of expected over observed by area or year of `validateBy`: above 1 the model overstates there. Parts with fewer than
 * ten rows with or without the outcome are left out.
 *
 * @param validation A validation by area or year.
 * @param options The texts; `labels` name the parts.
 * @returns A table for `protect`; `n` is the smaller of the rows with and without the outcome in the part.
 */
export function validationTableByPart(validation: Validation, options: ResultTableOptions): AggregateTable {
  const cells = validation.byPart.flatMap(({ part, n, cases, expectedOverObserved, interval }) =>
    expectedOverObserved === null || interval === null
      ? []
      : [cellOf(part, Math.min(cases, n - cases), expectedOverObserved, interval)]
  );
  return tableOf(cells, options, {
    dimension: { nl: "Gebied of jaar", en: "Area or year" },
    suffix: "deel",
    label: FIGURES["expected-over-observed"]!,
    nameOf: (code) => options.labels?.[code] ?? sameLabel(code),
  });
}

function cellOf(code: string, n: number, value: number, { low, high }: Interval): AggregateCell {
  return { codes: [code], n, numerator: null, denominator: null, value, low, high };
}

interface Wording {
  readonly dimension: Label;
  readonly suffix: string;
  readonly label: Label;
  readonly nameOf: (code: string) => Label;
}

function tableOf(
  cells: readonly AggregateCell[],
  options: ResultTableOptions,
  { dimension, suffix, label, nameOf }: Wording,
): AggregateTable {
  const { outcome, labels: _labels, ...frame } = options;
  const measure: Measure = {
    id: `${options.id}-${suffix}`,
    label: { nl: `${outcome.nl}: ${label.nl}`, en: `${outcome.en}: ${label.en}` },
    unit: { nl: "maat", en: "measure" },
    kind: "estimate",
    per: 1,
    decimals: 2,
    definition: {
      nl: `${label.nl}; n is het kleinste aantal rijen met of zonder de uitkomst`,
      en: `${label.en}; n is the smaller number of rows with or without the outcome`,
    },
  };
  const codes = cells.map(({ codes: [code] }) => ({ code: code!, label: nameOf(code!) }));
  return {
    ...frame,
    measure,
    dimensions: [{ name: `${suffix}-${options.id}`, label: dimension, kind: "nominal", codes }],
    cells,
  };
}
