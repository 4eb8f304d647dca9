/**
 * What coordinator and station say to each other: JSON, one message a line over a connection.
 *
 * @module
 */
import type { FederationRequest } from "./agreement.ts";
import type { RefusalReason } from "./errors.ts";
import type { Signed } from "./signing.ts";

/** A station's key for one round. */
export interface Offer {
  /** The station. */
  readonly station: string;
  /** The SHA-256 of the request. */
  readonly request: string;
  /** The X25519 public key of this round. */
  readonly roundKey: string;
  /** The hash of the last entry in the station's log: partners keep it, so that a log cannot be cut off unseen. */
  readonly log: string;
}

/** A station's masked numbers. */
export interface Share {
  /** The station. */
  readonly station: string;
  /** The SHA-256 of the request. */
  readonly request: string;
  /** Numbers modulo 2^192, hexadecimal. */
  readonly values: readonly string[];
}

/** A round that was answered: what every station on its list gave. The sum of it is the total that all may see. */
export interface AnsweredRound {
  /** The SHA-256 of the request. */
  readonly request: string;
  /** The masked numbers of every station. */
  readonly shares: readonly Signed<Share>[];
}

/** From coordinator to station. */
export type Question =
  | {
    readonly step: "open";
    readonly request: Signed<FederationRequest>;
    /** For a `logistic` analysis: the rounds that led to its coefficients, first one first. Default none. */
    readonly path?: readonly AnsweredRound[];
  }
  | { readonly step: "sum"; readonly request: string; readonly offers: readonly Signed<Offer>[] };

/** From station to coordinator. */
export type Reply =
  | { readonly kind: "offer"; readonly signed: Signed<Offer> }
  | { readonly kind: "share"; readonly signed: Signed<Share> }
  | { readonly kind: "refusal"; readonly station: string; readonly reason: RefusalReason };

/** A way to one station. */
export interface StationLink {
  /** The station's id in the agreement. */
  readonly id: string;
  /** Asks; rejects when no answer comes. */
  ask(question: Question): Promise<Reply>;
  /** Ends the connection. */
  close(): void;
}
