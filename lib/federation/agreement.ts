/**
 * What partners agree on beforehand, and what is asked within it. Data only.
 *
 * @module
 */
import type { Label } from "../core/language.ts";

/** A partner with the public key by which its messages are known. */
export interface Partner {
  /** A slug, for example `politie`. */
  readonly id: string;
  /** The Ed25519 public key: SPKI in base64. */
  readonly publicKey: string;
}

/** What partners agreed. Every station holds the same one. */
export interface Agreement {
  /** A slug, for example `hgkm-2026`. */
  readonly id: string;
  /** What it is for. */
  readonly purpose: Label;
  /** Who may ask. */
  readonly coordinator: Partner;
  /** Who answers. */
  readonly stations: readonly Partner[];
  /** The smallest number of stations in one sum. At least 3: of a sum of two, each knows the other's part. */
  readonly minimumStations: number;
  /** The kinds of analysis that may be asked. */
  readonly kinds: readonly Analysis["kind"][];
  /** The columns that may be used, as group, dimension, outcome or term. */
  readonly columns: readonly string[];
  /** How often one and the same group of rows may be asked: every iteration of a regression counts. */
  readonly roundsPerGroup: number;
}

/** Keeps rows by a column: one of these codes, or from–to (ends included). A missing value is never kept. */
export type Condition =
  | { readonly column: string; readonly isOneOf: readonly string[] }
  | { readonly column: string; readonly from: number; readonly to: number };

/** A dimension of a count. Codes are agreed beforehand; a row with another code is not counted. */
export interface CountDimension {
  /** The column. */
  readonly column: string;
  /** The codes, in order. Truth values are `true` and `false`; numbers are written as in JSON. */
  readonly codes: readonly string[];
}

/** A term of a regression: a number or truth column, or 1 where a column has the code. */
export interface FederatedTerm {
  /** The column. */
  readonly column: string;
  /** Makes the term 1 where the column has this code, 0 where it has another. */
  readonly code?: string;
}

/** Counts by dimensions and, where an event is named, how many of each count have it. */
export interface CountAnalysis {
  /** The kind. */
  readonly kind: "counts";
  /** Who is in: all conditions hold. Empty for every row. */
  readonly group: readonly Condition[];
  /** The dimensions. */
  readonly by: readonly CountDimension[];
  /** A truth column (or 0 and 1) of which the ones are counted; null for counts alone. */
  readonly event: string | null;
}

/** A regression, or one step of it. Rows with a missing value in a term or the outcome are left out. */
export interface RegressionAnalysis {
  /** The kind. */
  readonly kind: "linear" | "logistic";
  /** Who is in. */
  readonly group: readonly Condition[];
  /** The outcome: a number; for `logistic` a truth value, or 0 and 1. */
  readonly outcome: string;
  /** The terms besides the constant. */
  readonly terms: readonly FederatedTerm[];
  /** The coefficients at which gradient and Hessian are asked, constant first; empty for `linear`. */
  readonly beta: readonly number[];
}

/** What is asked of the stations. */
export type Analysis = CountAnalysis | RegressionAnalysis;

/** A request; the coordinator signs it. */
export interface FederationRequest {
  /** The agreement it falls under. */
  readonly agreement: string;
  /** Counts up: a station refuses what is not higher than all it saw. */
  readonly sequence: number;
  /** The stations in this sum, sorted. */
  readonly roster: readonly string[];
  /** What is asked. */
  readonly analysis: Analysis;
}

/** Names every column that an analysis uses. */
export function columnsOfAnalysis(analysis: Analysis): readonly string[] {
  const group = analysis.group.map(({ column }) => column);
  if (analysis.kind === "counts") {
    const event = analysis.event === null ? [] : [analysis.event];
    return [...group, ...analysis.by.map(({ column }) => column), ...event];
  }
  return [...group, analysis.outcome, ...analysis.terms.map(({ column }) => column)];
}
