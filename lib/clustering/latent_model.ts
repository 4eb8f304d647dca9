/**
 * A model of latent classes: shares, probabilities and fit, never the class of a person.
 *
 * @module
 */
import type { Coded } from "./_category_codes.ts";
import type { LatentFit } from "./_latent_fit.ts";
import type { RowPatterns } from "./_patterns.ts";
import { keepPosterior } from "./hidden.ts";

/** How the starts of a model ended. */
export interface LatentRuns {
  /** Random starts. */
  readonly starts: number;
  /** Starts that were run to their end. */
  readonly finished: number;
  /** Of these, those that reached the best maximum. */
  readonly replicated: number;
}

/** The answers to one item by class. */
export interface LatentItem {
  /** The name of the column. */
  readonly name: string;
  /** The categories in sorted order. */
  readonly categories: readonly string[];
  /** Probability of each category, class by class. */
  readonly probabilities: readonly (readonly number[])[];
}

/** What a model is made of, for the functions of this folder. */
export interface LatentParts extends LatentFit {
  /** The coded items. */
  readonly items: readonly Coded[];
  /** The patterns and the rows that have them. */
  readonly patterns: RowPatterns;
  /** How the starts ended. */
  readonly runs: LatentRuns;
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * A model of latent classes, numbered from 1 by descending share.
 *
 * The class of a row has no property and no display: it is a distribution, and kept away.
 */
export class LatentClasses {
  /** Rows with at least one answer. */
  readonly n: number;
  /** The number of classes. */
  readonly k: number;
  /** The share of each class, descending. */
  readonly shares: readonly number[];
  /** The log-likelihood. */
  readonly logLikelihood: number;
  /** Free parameters. */
  readonly parameters: number;
  /** Rows (or cells of the full table less one, when fewer) minus free parameters. */
  readonly residualDf: number;
  /** Akaike's criterion: −2 log-likelihood + 2 parameters. */
  readonly aic: number;
  /** Bayesian criterion: −2 log-likelihood + parameters ln n. */
  readonly bic: number;
  /** Adjusted Bayesian criterion: as `bic` with ln((n + 2) / 24). Source: Sclove (1987), Psychometrika 52:333–343. */
  readonly adjustedBic: number;
  /** Likelihood ratio against the full table; null with missing answers. */
  readonly gSquared: number | null;
  /** Pearson's chi-squared against the full table; null with missing answers. */
  readonly chiSquared: number | null;
  /** How certain classes are, 0 to 1; null for one class. A high value does not say that the number is right. */
  readonly relativeEntropy: number | null;
  /** How the starts ended. */
  readonly runs: LatentRuns;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[] = [
    "Within a class, answers do not depend on each other",
    "Answers are missing at random",
    "Rows are independent",
  ];
  /** What the reader should know. */
  readonly warnings: readonly string[];
  readonly #items: readonly LatentItem[];

  /** For `latentClasses`. */
  constructor(parts: LatentParts) {
    const { patterns, posterior, logLikelihood, parameters } = parts, { n } = patterns;
    this.n = n;
    this.k = parts.shares.length;
    this.shares = [...parts.shares];
    this.logLikelihood = logLikelihood;
    this.parameters = parameters;
    this.residualDf = parts.residualDf;
    this.aic = -2 * logLikelihood + 2 * parameters;
    this.bic = -2 * logLikelihood + parameters * Math.log(n);
    this.adjustedBic = -2 * logLikelihood + parameters * Math.log((n + 2) / 24);
    this.gSquared = parts.gSquared;
    this.chiSquared = parts.chiSquared;
    this.relativeEntropy = parts.relativeEntropy;
    this.runs = parts.runs;
    this.warnings = parts.warnings;
    this.#items = parts.items.map(({ name, categories }, item) => ({
      name,
      categories,
      probabilities: this.shares.map((_, c) =>
        categories.map((_, code) => parts.probabilities[(patterns.itemStarts[item]! + code) * this.k + c]!)
      ),
    }));
    keepPosterior(this, { patterns, posterior, probabilities: parts.probabilities });
  }

  /** The answers to each item by class: of groups, but unprotected. */
  get items(): readonly LatentItem[] {
    return this.#items;
  }

  #text(): string {
    const entropy = this.relativeEntropy === null
      ? ""
      : `, relative entropy ${this.relativeEntropy.toFixed(2)}`;
    return `Latent classes: ${this.k} of ${this.n} rows, BIC ${this.bic.toFixed(1)}${entropy}, ` +
      `${this.runs.replicated} of ${this.runs.finished} runs reached the best maximum`;
  }

  /** The summary, so that `JSON.stringify` leaks no unprotected number. */
  toJSON(): string {
    return this.#text();
  }

  /** The summary, for `console.log`. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.#text();
  }

  /** The summary, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": [this.#text(), ...this.warnings].join("\n") };
  }
}
