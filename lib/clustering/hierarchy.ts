/**
 * Hierarchical clustering: groups merged two by two.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { chainMerges, type Linkage, type Merge } from "./_merges.ts";
import { Clustering } from "./clustering.ts";
import type { Dissimilarity } from "./dissimilarity.ts";
import { keepMerges, matrixOf, mergesOf } from "./hidden.ts";
import { checkK } from "./k_medoids.ts";
import { centreOf } from "./merge_small.ts";

export type { Linkage } from "./_merges.ts";

/** Heights that are shown: of the last merges only, as early ones are of single rows. */
const SHOWN_HEIGHTS = 20;

/** Options of {@linkcode hierarchy}. */
export interface HierarchyOptions {
  /** How unlike two groups are; `average` unless told. */
  readonly linkage?: Linkage;
}

/** The merges of rows into one group. Shows the heights of the last merges, never who was merged. */
export class Hierarchy {
  /** The number of rows. */
  readonly n: number;
  /** How unlike two groups are. */
  readonly linkage: Linkage;
  /** Heights of the last merges, at most 20, highest first: the step from k + 1 to k groups is entry k − 1. */
  readonly lastHeights: readonly number[];
  /** Correlation between dissimilarity and the height at which two rows meet; near 1 the tree keeps the structure. */
  readonly copheneticCorrelation: number;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];

  /** For {@linkcode hierarchy}. */
  constructor(
    merges: readonly Merge[],
    facts: Pick<Hierarchy, "linkage" | "copheneticCorrelation" | "warnings">,
  ) {
    this.n = merges.length + 1;
    this.linkage = facts.linkage;
    this.copheneticCorrelation = facts.copheneticCorrelation;
    this.lastHeights = merges.slice(-SHOWN_HEIGHTS).map(({ height }) => height).reverse();
    this.assumptions = ["Groups are nested", "A merge is never undone"];
    this.warnings = facts.warnings;
    keepMerges(this, merges);
  }

  #text(): string {
    return `Hierarchy (${this.linkage} linkage) of ${this.n} rows, cophenetic correlation ` +
      this.copheneticCorrelation.toFixed(2);
  }

  /** The summary, so that `JSON.stringify` leaks no merge. */
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

/**
 * Merges the two groups that are least unlike, until one is left. By Lance and Williams: a merged group's dissimilarity to
 * another is, for `single` the least, for `complete` the largest, for `average` the mean over pairs, for `weighted` the
 * mean of the two groups, for `ward` √(((a + c) d²ac + (b + c) d²bc − c d²ab) / (a + b + c)) with a, b, c the sizes
 * (Ward's own criterion on Euclidean distances, `ward.D2` of R). By chains of nearest neighbours: O(n²).
 *
 * Heights equal those of R's `hclust` and SciPy's `linkage`; with equal dissimilarities the order of merges can differ.
 * Source: Lance and Williams (1967), The Computer Journal 9:373–380; Murtagh and Legendre (2014), Journal of
 * Classification 31:274–295; Müllner (2011), "Modern hierarchical, agglomerative clustering algorithms".
 *
 * @example Two groups on a line
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { cutHierarchy, hierarchy } from "./hierarchy.ts";
 * import assert from "node:assert/strict";
 *
 * const unlike = distance(Table.from({ x: Float64Array.of(1, 2, 4, 50, 51) }), { columns: ["x"] });
 * const tree = hierarchy(unlike, { linkage: "single" });
 * assert.deepEqual(tree.lastHeights, [46, 2, 1, 1]);
 * assert.deepEqual(cutHierarchy(tree, unlike, { k: 2 }).sizes, [3, 2]);
 * ```
 *
 * @param dissimilarity How unlike the rows are; Euclidean distances for `ward`.
 * @param options The linkage.
 * @returns The tree.
 */
export function hierarchy(dissimilarity: Dissimilarity, options: HierarchyOptions = {}): Hierarchy {
  const { n } = dissimilarity, linkage = options.linkage ?? "average";
  const d = matrixOf(dissimilarity);
  const merges = chainMerges(d, n, linkage);
  const copheneticCorrelation = correlateHeights(d, n, merges);
  const ties = merges.some(({ height }, at) => at > 0 && height === merges[at - 1]!.height);
  return new Hierarchy(merges, {
    linkage,
    copheneticCorrelation,
    warnings: [
      ...dissimilarity.warnings,
      ...(ties ? ["Some merges are equally high: their order, and so a cut there, is arbitrary."] : []),
    ],
  });
}

/** Options of {@linkcode cutHierarchy}. */
export interface CutOptions {
  /** The number of groups, 1 to n − 1. */
  readonly k: number;
}

/**
 * Cuts a tree where k groups are left.
 *
 * @param tree The tree.
 * @param dissimilarity The dissimilarities that it was made of: for the central row and the mean cost.
 * @param options The number of groups.
 * @returns The groups as a clustering.
 * @throws {WorkspaceError} When k is impossible or the rows are not the same.
 */
export function cutHierarchy(tree: Hierarchy, dissimilarity: Dissimilarity, options: CutOptions): Clustering {
  const { n } = tree, { k } = options;
  checkK(k, n);
  if (dissimilarity.n !== n) {
    throw new WorkspaceError({ what: "The tree and the dissimilarity are of different rows" });
  }
  const groups = groupsAfter(mergesOf(tree).slice(0, n - k), n);
  const d = matrixOf(dissimilarity), labels = new Int32Array(n);
  let loss = 0;
  const medoids = groups.map((group, cluster) => {
    for (const row of group) labels[row] = cluster;
    const centre = centreOf(d, n, group);
    loss += centre.loss;
    return centre.row;
  });
  return new Clustering({ labels, medoids }, {
    method: `hierarchy (${tree.linkage} linkage)`,
    objective: loss / n,
    assumptions: tree.assumptions,
    warnings: tree.warnings,
  });
}

function groupsAfter(merges: readonly Merge[], n: number): number[][] {
  const groups = singles(n);
  for (const { left, right } of merges) {
    const joined = groups.get(left)!;
    for (const row of groups.get(right)!) joined.push(row);
    groups.delete(right);
  }
  return [...groups.values()];
}

function singles(n: number): Map<number, number[]> {
  return new Map(Array.from({ length: n }, (_, row) => [row, [row]]));
}

/** Pearson's correlation between dissimilarities and the heights at which rows meet. */
function correlateHeights(d: Float64Array, n: number, merges: readonly Merge[]): number {
  const groups = singles(n);
  const pairs = n * (n - 1) / 2;
  let x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (const { left, right, height } of merges) {
    const a = groups.get(left)!, b = groups.get(right)!;
    for (const i of a) {
      for (const j of b) {
        const value = d[i * n + j]!;
        x += value;
        xx += value * value;
        xy += value * height;
      }
    }
    y += a.length * b.length * height;
    yy += a.length * b.length * height * height;
    for (const row of b) a.push(row);
    groups.delete(right);
  }
  const spread = Math.sqrt((xx - x * x / pairs) * (yy - y * y / pairs));
  return spread > 0 ? (xy - x * y / pairs) / spread : 0;
}
