/**
 * Which traits go with which latent class: three-step regression with correction for uncertain classes.
 *
 * @module
 */
import { inverse, Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import { normalQuantile } from "../core/stats/mod.ts";
import { brief, withSummary } from "../core/summary.ts";
import type { Table } from "../core/table.ts";
import { fitStepThree, type StepThree } from "./_three_step.ts";
import { codeColumn } from "./_category_codes.ts";
import { type Posterior, posteriorsOf } from "./hidden.ts";
import type { LatentClasses } from "./latent_model.ts";

/** Options of {@linkcode regressLatentClasses}. */
export interface LatentRegressionOptions {
  /** Numeric or truth columns, or text columns, whose first category in sorted order is the reference. */
  readonly covariates: readonly string[];
  /** `ml` (unless told): Vermunt's maximum likelihood correction; `bch`: that of Bolck, Croon and Hagenaars. */
  readonly correction?: "ml" | "bch";
}

/** One class against the first one, and one covariate. */
export interface LatentEffect {
  /** The class, from `2`; the first and largest class is the reference. */
  readonly class: string;
  /** The covariate, or `(constant)`; `column=category` for a category. */
  readonly term: string;
  /** The log odds ratio. */
  readonly estimate: number;
  /** Its robust standard error. */
  readonly standardError: number;
  /** exp(estimate): how many times as large the odds of this class against the first are, per unit. */
  readonly oddsRatio: number;
  /** Lower end of the 95 % interval of the odds ratio. */
  readonly low: number;
  /** Upper end of it. */
  readonly high: number;
}

/** A regression of latent classes. */
export interface LatentRegression {
  /** Rows with answers and all covariates. */
  readonly n: number;
  /** Rows minus coefficients, for the model rules of disclosure control. */
  readonly residualDf: number;
  /** How classes were corrected. */
  readonly correction: "ml" | "bch";
  /** The effects, class by class. */
  readonly effects: readonly LatentEffect[];
  /** The (pseudo) log-likelihood of the third step. */
  readonly logLikelihood: number;
  /** P(assigned class | class), class by class: how sure the assignment is. */
  readonly assignment: readonly (readonly number[])[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Three-step regression of latent classes on covariates: (1) the classes stay as they were fitted, (2) each row is assigned
 * to its likeliest class, with the known error P(assigned | class), (3) a multinomial logistic regression that corrects for
 * this error. Regression on assigned classes without correction understates every effect. Standard errors are robust; they
 * do not count in the uncertainty of the first step, so intervals are somewhat too narrow with small samples. Rows with a
 * missing covariate are left out. Nothing about a single row comes out.
 *
 * Source: Vermunt (2010), Political Analysis 18:450–469; Bakk, Tekle and Vermunt (2013), Sociological Methodology
 * 43:272–311; Bolck, Croon and Hagenaars (2004), Political Analysis 12:3–27.
 *
 * @param model The classes, at least two.
 * @param table The same rows.
 * @param options The covariates and the correction.
 * @returns Odds ratios against the largest class.
 * @throws {WorkspaceError} With one class, other rows, an infinite covariate, collinear covariates, too few rows, or a class
 *   to which no row is assigned.
 */
export function regressLatentClasses(
  model: LatentClasses,
  table: Table,
  options: LatentRegressionOptions,
): LatentRegression {
  const hidden = posteriorsOf(model), { k } = model, { correction = "ml" } = options;
  checkRegression(model, hidden, table);
  const { terms, rows, design } = designOf(table, options.covariates, hidden);
  const residualDf = rows.length - (k - 1) * terms.length;
  if (residualDf < 1) {
    throw new WorkspaceError({
      what: `${rows.length} complete rows for ${(k - 1) * terms.length} coefficients`,
      mend: "Take fewer covariates or fewer classes",
    });
  }
  const assigned = assignPatterns(hidden, k), errors = assignmentErrors(hidden, assigned, k);
  const perAssigned = weightsOf(errors, correction);
  const weights = rows.map((row) => perAssigned[assigned[hidden.patterns.ofRow[row]!]!]!);
  const problem: StepThree = { x: design, weights, correction };
  const { coefficients, covariance, logLikelihood } = fitStepThree(problem, k);
  const left = model.n - rows.length;
  const regression = shown({
    n: rows.length,
    residualDf,
    correction,
    effects: coefficients.flatMap((values, c) =>
      terms.map((term, u) => {
        const at = c * terms.length + u;
        return effectOf(String(c + 2), term, values[u]!, Math.sqrt(covariance.get(at, at)));
      })
    ),
    logLikelihood,
    assignment: errors.to2DArray(),
    assumptions: [
      "Given the class, answers to the items do not depend on the covariates",
      "The classes of the first step are taken as known",
    ],
    warnings: [
      ...(left > 0 ? [`${left} of ${model.n} rows with a missing covariate are left out.`] : []),
      ...((model.relativeEntropy ?? 1) < 0.6
        ? ["Classes are uncertain (relative entropy under 0.6): the correction leans on few sure rows."]
        : []),
    ],
  });
  const classOf = rows.map((row) => assigned[hidden.patterns.ofRow[row]!]!);
  support.set(regression, supportOf(design, classOf, k));
  return regression;
}

function shown(regression: LatentRegression): LatentRegression {
  const lines = regression.effects.filter(({ term }) => term !== "(constant)").map((effect) =>
    `  class ${effect.class}, ${effect.term}: ${
      [effect.oddsRatio, effect.low, effect.high].map(brief).join("  ")
    }`
  );
  return withSummary(
    regression,
    [
      `Odds ratios of latent classes against class 1, n = ${regression.n}, correction ${regression.correction}`,
      ...lines,
      ...regression.warnings,
    ].join("\n"),
  );
}

/** What disclosure control needs of a regression and nobody may see. */
interface Support {
  /** The smallest count behind each effect, in the order of the effects. */
  readonly counts: readonly number[];
  /** Whether a covariate has other values than 0 and 1. */
  readonly regressors: "some-continuous" | "all-categorical";
}

const support = new WeakMap<LatentRegression, Support>();

/** The counts behind a regression; undefined for what `regressLatentClasses` did not make. */
export function supportOfRegression(regression: LatentRegression): Support | undefined {
  return support.get(regression);
}

/** Rows assigned to the class and to the first one; of a 0/1 covariate with and without it. */
function supportOf(design: readonly Float64Array[], classOf: readonly number[], k: number): Support {
  const terms = design[0]!.length, columns = Array.from({ length: terms }, (_, u) => u);
  const binary = columns.map((u) => u > 0 && design.every((row) => row[u] === 0 || row[u] === 1));
  const counts = Array.from({ length: k - 1 }, (_, c) =>
    columns.map((u) => {
      const cells = [0, 0, 0, 0];
      design.forEach((row, at) => {
        if (classOf[at] !== 0 && classOf[at] !== c + 1) return;
        cells[(classOf[at] === 0 ? 0 : 1) + (binary[u] && row[u] === 1 ? 2 : 0)]! += 1;
      });
      return Math.min(...(binary[u] ? cells : cells.slice(0, 2)));
    }));
  const regressors = binary.slice(1).every((is) => is) ? "all-categorical" : "some-continuous";
  return { counts: counts.flat(), regressors };
}

function checkRegression(model: LatentClasses, { patterns }: Posterior, table: Table): void {
  if (model.k < 2) throw new WorkspaceError({ what: "A regression compares classes, and there is one" });
  if (table.rowCount !== patterns.ofRow.length) {
    throw new WorkspaceError({
      what: `Classes are of ${patterns.ofRow.length} rows and the table has ${table.rowCount}`,
    });
  }
}

interface Design {
  readonly terms: readonly string[];
  readonly rows: readonly number[];
  readonly design: readonly Float64Array[];
}

function designOf(table: Table, names: readonly string[], { patterns }: Posterior): Design {
  if (names.length === 0) {
    throw new WorkspaceError({ what: "No covariates", mend: "Name the columns in `covariates`" });
  }
  const columns = names.flatMap((name) => termsOf(table, name));
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (patterns.ofRow[row]! >= 0 && columns.every(({ values }) => !Number.isNaN(values[row]!))) {
      rows.push(row);
    }
  }
  const design = rows.map((row) => Float64Array.of(1, ...columns.map(({ values }) => values[row]!)));
  return { terms: ["(constant)", ...columns.map(({ term }) => term)], rows, design };
}

function termsOf(table: Table, name: string): { term: string; values: Float64Array }[] {
  const column = table.column(name);
  if (column.type === "number") {
    if (column.values.some((value) => Math.abs(value) === Infinity)) {
      throw new WorkspaceError({
        what: "Column holds an infinite value",
        where: `column ${name}`,
        mend: "Correct it",
      });
    }
    return [{ term: name, values: column.values }];
  }
  const { categories, codes } = codeColumn(table, name);
  const dummies = categories.slice(1).map((category, at) => ({
    term: column.type === "boolean" ? name : `${name}=${category}`,
    values: Float64Array.from(codes, (code) => code < 0 ? NaN : Number(code === at + 1)),
  }));
  if (dummies.length > 0) return dummies;
  throw new WorkspaceError({ what: "Column is constant", where: `column ${name}`, mend: "Leave it out" });
}

/** The likeliest class per pattern; the first on a tie. */
function assignPatterns({ patterns, posterior }: Posterior, k: number): number[] {
  return Array.from(patterns.counts, (_, p) => {
    let best = 0;
    for (let c = 1; c < k; c++) if (posterior[p * k + c]! > posterior[p * k + best]!) best = c;
    return best;
  });
}

/** P(assigned class | class): class × assigned class. */
function assignmentErrors(
  { patterns, posterior }: Posterior,
  assigned: readonly number[],
  k: number,
): Matrix {
  const errors = Matrix.zeros(k, k), totals = new Float64Array(k);
  assigned.forEach((to, p) => {
    for (let c = 0; c < k; c++) {
      const expected = patterns.counts[p]! * posterior[p * k + c]!;
      errors.set(c, to, errors.get(c, to) + expected);
      totals[c]! += expected;
    }
  });
  for (let c = 0; c < k; c++) {
    for (let to = 0; to < k; to++) errors.set(c, to, errors.get(c, to) / totals[c]!);
  }
  const empty = Array.from({ length: k }, (_, to) => to).filter((to) => !assigned.includes(to));
  if (empty.length > 0) {
    throw new WorkspaceError({
      what: `Class ${empty[0]! + 1} is the likeliest of no row`,
      mend: "Take fewer classes",
    });
  }
  return errors;
}

/** Per assigned class a number a class: column of the errors (ML) or row of their inverse (BCH). */
function weightsOf(errors: Matrix, correction: "ml" | "bch"): Float64Array[] {
  if (correction === "ml") return errors.transpose().to2DArray().map((row) => Float64Array.from(row));
  return inverse(errors).to2DArray().map((row) => Float64Array.from(row));
}

function effectOf(name: string, term: string, estimate: number, standardError: number): LatentEffect {
  const reach = normalQuantile(0.975) * standardError;
  return {
    class: name,
    term,
    estimate,
    standardError,
    oddsRatio: Math.exp(estimate),
    low: Math.exp(estimate - reach),
    high: Math.exp(estimate + reach),
  };
}
