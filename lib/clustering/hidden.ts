/**
 * What the classes of this folder know about single rows, kept outside the objects: no display, inspection, JSON or
 * property of theirs can show the cluster of a person.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";

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
