/**
 * Multinomial logistic regression: an outcome with three or more kinds.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import type { Label } from "../core/language.ts";
import type { Table } from "../core/table.ts";
import { checkedLevel, clusterCodes, type FitOptions } from "./_assemble.ts";
import { fitMultinomialLogit, type MultinomialFit, type MultinomialProblem } from "./_multinomial.ts";
import { multinomialCovariance } from "./_multinomial_covariance.ts";
import { brief, withSummary } from "../core/summary.ts";
import { requireClusters } from "./_cluster.ts";
import { type ClusterCorrection, COVARIANCE_LABELS, type PlainCovariance } from "./covariance.ts";
import { type DesignMatrix, designMatrix, type MissingCount } from "./design_matrix.ts";
import type { Formula } from "./formula.ts";
import { asRatio, type Effect, waldEffect } from "./model.ts";
import { adviceOnClusters, ASSUMPTIONS as SAID } from "./_sayings.ts";

/** How the uncertainty of a multinomial model is worked out. */
export type MultinomialCovariance =
  | Exclude<PlainCovariance, "HC2">
  | {
    /** The column that tells the cluster, for example the school. */
    readonly cluster: string;
    /** The correction: `CR1` (×G/(G−1)) unless told. */
    readonly correction?: Exclude<ClusterCorrection, "CR2">;
  };

/** Options of a multinomial model. */
export interface MultinomialOptions extends Omit<FitOptions, "covariance"> {
  /** The outcome that the others are compared with. */
  readonly reference: string;
  /**
   * `model` unless told; the others are robust to a wrong spread, a cluster to likeness within it. With clusters intervals are
   * those of Student's t with one degree of freedom less than there are clusters. HC2 and CR2 are not settled for several outcomes.
   */
  readonly covariance?: MultinomialCovariance;
}

/** One outcome against the reference. */
export interface MultinomialEquation {
  /** The outcome. */
  readonly level: string;
  /** Rows with it. */
  readonly n: number;
  /** The coefficients, the constant first. */
  readonly coefficients: readonly Effect[];
  /** Relative-risk ratios exp(coefficient) without the constant; `se` stays that of the logarithm. */
  readonly ratios: readonly Effect[];
}

/** A fitted multinomial model about a group. It predicts for no single person. */
export interface MultinomialModel {
  /** The formula. */
  readonly formula: Formula;
  /** Rows in the model. */
  readonly n: number;
  /** Rows left out for a missing value. */
  readonly droppedRows: number;
  /** Missing values by column. */
  readonly missing: readonly MissingCount[];
  /** The outcome that the others are compared with, with its rows. */
  readonly reference: { readonly level: string; readonly n: number };
  /** One per other outcome, sorted. */
  readonly equations: readonly MultinomialEquation[];
  /** The covariance of all coefficients, equation by equation. */
  readonly covariance: readonly Float64Array[];
  /** Which covariance it is, with its correction. */
  readonly covarianceLabel: string;
  /** Degrees of freedom of intervals: Infinity, or clusters − 1. */
  readonly df: number;
  /** Log-likelihood. */
  readonly logLikelihood: number;
  /** −2 log-likelihood. */
  readonly deviance: number;
  /** −2 log-likelihood + 2 × number of coefficients. */
  readonly aic: number;
  /** Rows minus coefficients. */
  readonly residualDf: number;
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found. */
  readonly warnings: readonly Label[];
}

/** Fewer rows with the rarest outcome per coefficient make estimates unstable. Source: de Jong et al. (2019), Stat Med 38. */
const EVENTS_PER_COEFFICIENT = 10;

/** What disclosure control needs of a model and nobody may see. */
interface Support {
  /** The smallest count behind each ratio, by equation. */
  readonly counts: readonly (readonly number[])[];
  /** Whether a term has other values than 0 and 1. */
  readonly regressors: "some-continuous" | "all-categorical";
}

const support = new WeakMap<MultinomialModel, Support>();

/** What stands behind a model; undefined for what fitMultinomial did not make. */
export function supportOfMultinomial(model: MultinomialModel): Support | undefined {
  return support.get(model);
}

/**
 * Fits a multinomial logistic regression by maximum likelihood: log(P(level)/P(reference)) is a sum of the terms.
 *
 * Newton's method with the full Hessian. The exponentials are relative-risk ratios: ratios of P(level)/P(reference).
 * Source: Agresti (2013), Categorical Data Analysis, 8.1; as `multinom` of R's nnet and `MNLogit` of statsmodels.
 *
 * @example Counts by group give their own ratios
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { fitMultinomial } from "./multinomial.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = (count: number, x: number, hulp: string) => Array.from({ length: count }, () => ({ x, hulp }));
 * const all = [
 *   ...rows(40, 0, "geen"), ...rows(20, 0, "licht"), ...rows(10, 0, "zwaar"),
 *   ...rows(20, 1, "geen"), ...rows(20, 1, "licht"), ...rows(20, 1, "zwaar"),
 * ];
 * const table = Table.from({ x: Float64Array.from(all, ({ x }) => x), hulp: all.map(({ hulp }) => hulp) });
 * const { equations } = fitMultinomial(table, formula("hulp", ["x"]), { reference: "geen" });
 * assert.deepEqual(equations.map(({ ratios }) => ratios[0]?.estimate.toFixed(6)), ["2.000000", "4.000000"]);
 * ```
 *
 * @param table The rows.
 * @param formula The outcome, a column of texts, truth values or numbers taken as kinds, and the terms.
 * @param options The reference outcome; covariance, missing values, level.
 * @returns The model; `multinomialTable` takes it to `protect`.
 * @throws {SeparationError} When no finite estimate exists.
 * @throws {WorkspaceError} With fewer than two outcomes, a reference that does not occur, too few rows, or a ratio
 * per unit that is too large for a number.
 */
export function fitMultinomial(
  table: Table,
  formula: Formula,
  options: MultinomialOptions,
): MultinomialModel {
  const design = designMatrix(table, formula, {
    ...(options.missing === undefined ? {} : { missing: options.missing }),
    ...(options.collinear === undefined ? {} : { collinear: options.collinear }),
    ...(typeof options.covariance === "object" ? { group: options.covariance.cluster } : {}),
  });
  const level = checkedLevel(options.level);
  const outcomes = outcomesOf(table, design, options.reference);
  const problem = problemOf(design, outcomes);
  const fit = fitMultinomialLogit(problem);
  const { cells: covariance, label, clusters } = chosenCovariance({ table, design, problem, fit }, options);
  const df = clusters === null ? Infinity : clusters - 1;
  const size = fit.beta.length;
  const model = shown({
    formula,
    n: design.n,
    droppedRows: design.droppedRows,
    missing: design.missing,
    reference: { level: options.reference, n: outcomes.counts[0]! },
    equations: equationsOf(problem, outcomes, { beta: fit.beta, covariance, df, level }),
    covariance,
    covarianceLabel: label,
    df,
    logLikelihood: fit.logLikelihood,
    deviance: -2 * fit.logLikelihood,
    aic: -2 * fit.logLikelihood + 2 * size,
    residualDf: design.n - size,
    assumptions: [...ASSUMPTIONS, SAID[clusters === null ? "independent" : "clusters"][0]!],
    warnings: [
      ...warningsOf(design, outcomes.counts),
      ...adviceOnClusters({ clusters, choice: options.covariance ?? "model" }),
    ],
  });
  support.set(model, supportOf(design, outcomes.codes, outcomes.levels.length));
  return model;
}

function problemOf(design: DesignMatrix, { levels, codes }: Outcomes): MultinomialProblem {
  const names = design.columns.map(({ name }) => name);
  const size = names.length * (levels.length - 1);
  const { outcome } = design.formula;
  if (design.n > size) return { columns: design.values, names, codes, outcomes: levels.length, outcome };
  throw new WorkspaceError({
    what: `${design.n} complete rows for ${size} coefficients`,
    where: `model of ${outcome}`,
    mend: "Take terms out or merge outcomes: a model needs more rows than coefficients",
  });
}

interface Estimates {
  readonly beta: Float64Array;
  readonly covariance: readonly Float64Array[];
  readonly df: number;
  readonly level: number;
}

function equationsOf(
  { names }: MultinomialProblem,
  { levels, counts }: Outcomes,
  { beta, covariance, df, level }: Estimates,
): readonly MultinomialEquation[] {
  return levels.slice(1).map((name, index) => {
    const coefficients = names.map((term, column) => {
      const at = index * names.length + column;
      return waldEffect({ df, level }, term, beta[at]!, Math.sqrt(covariance[at]![at]!));
    });
    const ratios = coefficients.slice(1).map(asRatio);
    return { level: name, n: counts[index + 1]!, coefficients, ratios };
  });
}

const ASSUMPTIONS: readonly Label[] = [
  {
    nl: "De logverhouding van elke uitkomst tot de referentie is een som van de termen",
    en: "The log ratio of each outcome to the reference is a sum of the terms",
  },
  {
    nl: "De verhouding tussen twee uitkomsten hangt niet van de andere uitkomsten af",
    en: "The ratio between two outcomes does not depend on the other outcomes",
  },
];

interface Ready {
  readonly table: Table;
  readonly design: DesignMatrix;
  readonly problem: MultinomialProblem;
  readonly fit: MultinomialFit;
}

function chosenCovariance({ table, design, problem, fit }: Ready, { covariance }: MultinomialOptions) {
  const choice = covariance ?? "model";
  if (choice === "model") return { cells: fit.inverse, label: COVARIANCE_LABELS.model, clusters: null };
  if (typeof choice === "string") {
    const cells = multinomialCovariance(problem, fit, choice, null);
    return { cells, label: COVARIANCE_LABELS[choice], clusters: null };
  }
  const correction = choice.correction ?? "CR1";
  const codes = clusterCodes(table, choice.cluster, design.rows), clusters = new Set(codes).size;
  requireClusters(clusters);
  const label = `${COVARIANCE_LABELS[correction]}; ${clusters} clusters`;
  return { cells: multinomialCovariance(problem, fit, correction, codes), label, clusters };
}

function warningsOf(design: DesignMatrix, counts: readonly number[]): readonly Label[] {
  const warnings: Label[] = [];
  if (design.droppedRows > 0) {
    warnings.push({
      nl: `${design.droppedRows} rijen weggelaten omdat een waarde ontbreekt`,
      en: `${design.droppedRows} rows left out because a value is missing`,
    });
  }
  for (const text of design.droppedColumns) {
    warnings.push({ nl: `Kolom weggelaten. ${text}`, en: `Column left out. ${text}` });
  }
  if (Math.min(...counts) < EVENTS_PER_COEFFICIENT * (design.columns.length - 1)) {
    warnings.push({
      nl:
        `De zeldzaamste uitkomst heeft minder dan ${EVENTS_PER_COEFFICIENT} rijen per term: wankele schatting`,
      en: `The rarest outcome has fewer than ${EVENTS_PER_COEFFICIENT} rows per term: unstable estimates`,
    });
  }
  return warnings;
}

type Outcomes = ReturnType<typeof outcomesOf>;

function outcomesOf(table: Table, design: DesignMatrix, reference: string) {
  const name = design.formula.outcome;
  const { values } = table.column(name);
  const texts = Array.from(design.rows, (row) => String(values[row]));
  const found = [...new Set(texts)].sort();
  if (!found.includes(reference)) {
    throw new WorkspaceError({
      what: `The reference outcome does not occur: ${reference}`,
      where: name,
      mend: "Choose an outcome that occurs in the complete rows",
    });
  }
  if (found.length < 2 || found.length > design.n / 2) {
    throw new WorkspaceError({
      what: `${found.length} different outcomes in ${design.n} rows`,
      where: name,
      mend: "A multinomial model needs two or more kinds, each in a fair number of rows",
    });
  }
  const levels = [reference, ...found.filter((level) => level !== reference)];
  const index = new Map(levels.map((level, code) => [level, code]));
  const codes = Int32Array.from(texts, (text) => index.get(text)!);
  const counts = new Array<number>(levels.length).fill(0);
  for (const code of codes) counts[code]!++;
  return { levels, codes, counts };
}

/** The smallest of the counts with and without a characteristic, with the outcome and with the reference. */
function supportOf(
  design: DesignMatrix,
  codes: Int32Array,
  outcomes: number,
): Support {
  const binaries = design.values.slice(1).map((x) => x.every((value) => value === 0 || value === 1));
  const counts = Array.from({ length: outcomes - 1 }, (_, a) =>
    design.values.slice(1).map((x, at) => {
      const binary = binaries[at]!;
      const counts = [0, 0, 0, 0];
      codes.forEach((code, row) => {
        if (code !== 0 && code !== a + 1) return;
        const side = binary ? x[row]! : 0;
        counts[2 * side + (code === 0 ? 0 : 1)]!++;
      });
      return Math.min(...(binary ? counts : counts.slice(0, 2)));
    }));
  return { counts, regressors: binaries.every((is) => is) ? "all-categorical" : "some-continuous" };
}

function shown(model: MultinomialModel): MultinomialModel {
  const lines = model.equations.flatMap(({ level, ratios }) =>
    ratios.map(({ name, estimate, low, high }) =>
      `  ${level}, ${name}: ${[estimate, low, high].map(brief).join("  ")}`
    )
  );
  return withSummary(
    model,
    [
      `multinomial model of ${model.formula.outcome} against ${model.reference.level}, n = ${
        formatNumber(model.n, "en")
      }`,
      "relative-risk ratio with interval",
      ...lines,
      ...model.warnings.map(({ en }) => `  ! ${en}`),
    ].join("\n"),
  );
}
