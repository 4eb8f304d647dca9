/**
 * What the classes of this folder know about single rows, kept outside the objects: no display, inspection, JSON or
 * property of theirs can show the cluster of a person.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Merge } from "./_merges.ts";
import type { RowPatterns } from "./_patterns.ts";

/** Who is in which cluster. */
export interface Membership {
  /** Cluster number per row, from 0. */
  readonly labels: Int32Array;
  /** The medoid's row per cluster. */
  readonly medoids: readonly number[];
}

const matrices = new WeakMap<object, Float64Array>();
const memberships = new WeakMap<object, Membership>();

/** Keeps the square matrix (row by row) of a dissimilarity object. */
export function keepMatrix(owner: object, matrix: Float64Array): void {
  matrices.set(owner, matrix);
}

/** The square matrix of a dissimilarity object. */
export function matrixOf(owner: object): Float64Array {
  const matrix = matrices.get(owner);
  if (matrix) return matrix;
  throw new WorkspaceError({ what: "This is not a dissimilarity", mend: "Make one with gower or distance" });
}

/** Keeps the membership of a clustering object. */
export function keepMembership(owner: object, membership: Membership): void {
  memberships.set(owner, membership);
}

/** The membership of a clustering object. */
export function membershipOf(owner: object): Membership {
  const membership = memberships.get(owner);
  if (membership) return membership;
  throw new WorkspaceError({ what: "This is not a clustering", mend: "Make one with kMedoids" });
}

/** Centres of clusters, from the arrays of the method; in the order in which the method made them. */
export interface PrototypeCentres {
  /** Means: cluster × numeric column. */
  readonly means: Float64Array;
  /** Category codes: cluster × categorical column. */
  readonly modes: Int32Array;
}

const prototypes = new WeakMap<object, PrototypeCentres>();

/** Keeps the centres of a clustering: a mean of few rows tells of them, so it is not shown. */
export function keepPrototypes(owner: object, centres: PrototypeCentres): void {
  prototypes.set(owner, centres);
}

/** The centres of a clustering by prototypes. */
export function prototypesOf(owner: object): PrototypeCentres {
  const centres = prototypes.get(owner);
  if (centres) return centres;
  throw new WorkspaceError({ what: "This clustering has no prototypes", mend: "Make one with kPrototypes" });
}

/** What a model of latent classes knows about rows. */
export interface Posterior {
  /** Patterns and the rows that have them. */
  readonly patterns: RowPatterns;
  /** Probability of each class per pattern: pattern × class. */
  readonly posterior: Float64Array;
  /** Probability of a cell within a class: cell × class. */
  readonly probabilities: Float64Array;
}

const posteriors = new WeakMap<object, Posterior>();

/** Keeps the distribution over classes of every pattern. */
export function keepPosterior(owner: object, posterior: Posterior): void {
  posteriors.set(owner, posterior);
}

/** The distribution over classes of every pattern. */
export function posteriorsOf(owner: object): Posterior {
  const posterior = posteriors.get(owner);
  if (posterior) return posterior;
  throw new WorkspaceError({
    what: "This is not a model of latent classes",
    mend: "Make one with latentClasses",
  });
}

const merges = new WeakMap<object, readonly Merge[]>();

/** Keeps the merges of a tree. */
export function keepMerges(owner: object, kept: readonly Merge[]): void {
  merges.set(owner, kept);
}

/** The merges of a tree, in ascending height. */
export function mergesOf(owner: object): readonly Merge[] {
  const kept = merges.get(owner);
  if (kept) return kept;
  throw new WorkspaceError({ what: "This is not a hierarchy", mend: "Make one with hierarchy" });
}
