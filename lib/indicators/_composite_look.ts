/** How the parts of a composite index hang together, before they are put together. @module */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { normalise, type PartColumn, type PartShape, shapeOf, sumOf } from "./_composite_steps.ts";

/** How parts hang together. */
export interface CompositeLook {
  /** Skewness and excess kurtosis of each part, risk upwards: beyond 2 and 3.5 it has outliers. */
  readonly shapes: readonly PartShape[];
  /** Correlations of the parts, risk upwards; 0 with a part that is the same everywhere. */
  readonly correlations: readonly (readonly number[])[];
  /** Standard deviations of the principal components, largest first (R `prcomp(scale. = TRUE)$sdev`). */
  readonly componentDeviations: readonly number[];
  /** Standardised alpha of Cronbach: k r̄ / (1 + (k − 1) r̄). Near 1 when the parts measure one thing. */
  readonly alpha: number;
}

/** Looks at the parts. */
export function lookAt(columns: readonly PartColumn[]): CompositeLook {
  const scores = columns.map((column) => normalise(column, "z-score"));
  const free = (scores[0]?.length ?? 0) - 1;
  const correlations = scores.map((a, j) =>
    scores.map((b, k) => j === k ? 1 : sumOf(a.map((value, area) => value * b[area]!)) / free)
  );
  const found = new EigenvalueDecomposition(new Matrix(correlations.map((row) => [...row])), {
    assumeSymmetric: true,
  });
  const k = columns.length;
  const mean = (sumOf(correlations.flat()) - k) / (k * (k - 1));
  return {
    shapes: columns.map(({ values }) => shapeOf(values)),
    correlations,
    componentDeviations: found.realEigenvalues.map((value) => Math.sqrt(Math.max(0, value))).sort((a, b) =>
      b - a
    ),
    // With k parts the mean correlation is −1/(k − 1) or more; at that border alpha has no value below, and is shown as 0.
    alpha: Math.max(0, k * mean / (1 + (k - 1) * mean) || 0),
  };
}

/** Two parts above this say nearly the same and count double; below its opposite they cancel out (OECD and JRC 2008, step 5). */
const ALIKE = 0.9;
/** A part that runs against another by more than this is perhaps turned the wrong way round. */
const AGAINST = -0.4;

/** What the reader should know of the parts, by their names. */
export function lookWarnings({ correlations }: CompositeLook, names: readonly string[]): readonly string[] {
  return correlations.flatMap((row, j) =>
    row.flatMap((value, k) => {
      if (k <= j) return [];
      if (value > ALIKE) {
        return [`Parts ${names[j]} and ${names[k]} say nearly the same: together they count double.`];
      }
      return value < AGAINST
        ? [
          `Parts ${names[j]} and ${
            names[k]
          } run against each other: check their directions, the index averages them out.`,
        ]
        : [];
    })
  );
}
