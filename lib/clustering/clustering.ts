/**
 * Groups of rows that are alike: sizes and quality, never who is in which.
 *
 * @module
 */
import { keepMembership, type Membership } from "./hidden.ts";

/** Sizes below this are shown as a band, so that a screen does not tell of a handful of people. Source: CBS, minimum of 10. */
export const SHOWN_FROM = 10;

/** The facts of a clustering, without members. */
export interface ClusteringFacts {
  /** How it was made, for example `k-medoids (FasterPAM)`. */
  readonly method: string;
  /** Mean cost of a row: its dissimilarity to the medoid or prototype of its cluster, as the method counts it. */
  readonly objective: number;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
  /** `last` when the last cluster holds the rows that belong nowhere; `none` unless told. */
  readonly noise?: "none" | "last";
}

/**
 * A division of rows into clusters, numbered from 1 by descending size; a noise class, if any, comes last.
 *
 * Who is in which cluster has no property and no display: profiles of the groups are made by `profileClusters`.
 */
export class Clustering implements ClusteringFacts {
  /** How it was made. */
  readonly method: string;
  /** The number of rows. */
  readonly n: number;
  /** The number of clusters. */
  readonly k: number;
  /** Rows per cluster, descending but for a noise class. */
  readonly sizes: readonly number[];
  /** Mean cost of a row: its dissimilarity to the medoid or prototype of its cluster, as the method counts it. */
  readonly objective: number;
  /** `last` when the last cluster holds the rows that belong nowhere, else `none`. */
  readonly noise: "none" | "last";
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];

  /** For the functions of this folder: renumbers clusters by size. */
  constructor(membership: Membership, facts: ClusteringFacts) {
    const { labels, medoids } = membership;
    const sizes = new Array<number>(medoids.length).fill(0);
    for (const label of labels) sizes[label]! += 1;
    this.noise = facts.noise ?? "none";
    const outside = this.noise === "last" ? medoids.length - 1 : -1;
    const order = sizes.map((_, cluster) => cluster)
      .sort((a, b) => Number(a === outside) - Number(b === outside) || sizes[b]! - sizes[a]! || a - b);
    const rank = order.map((_, cluster) => order.indexOf(cluster));
    this.method = facts.method;
    this.n = labels.length;
    this.k = medoids.length;
    this.sizes = order.map((cluster) => sizes[cluster]!);
    this.objective = facts.objective;
    this.assumptions = facts.assumptions;
    this.warnings = facts.warnings;
    keepMembership(this, {
      labels: labels.map((label) => rank[label]!),
      medoids: order.map((cluster) => medoids[cluster]!),
    });
  }

  #text(): string {
    const sizes = this.sizes.map((size) => size < SHOWN_FROM ? `<${SHOWN_FROM}` : String(size)).join(", ");
    const last = this.noise === "last" ? ", the last of them rows that belong nowhere" : "";
    return `${this.method}: ${this.k} clusters of ${this.n} rows (sizes ${sizes}${last}), ` +
      `mean cost ${this.objective.toPrecision(4)}`;
  }

  /** The summary, so that `JSON.stringify` leaks no member. */
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
