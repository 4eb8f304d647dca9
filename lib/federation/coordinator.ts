/**
 * The coordinator: asks, adds up masked shares, and sees totals only.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import type { Agreement, Analysis, FederationRequest } from "./agreement.ts";
import { DropOutError, FederationError, RefusedError } from "./errors.ts";
import type { AnsweredRound, Offer, Question, Reply, Share, StationLink } from "./messages.ts";
import { addShares } from "./shares.ts";
import type { Station } from "./station.ts";
import { isSignedBy, type Signed, type SigningKey, signStatement } from "./signing.ts";

/** What a federation is made of, at the coordinator. */
export interface FederationOptions {
  /** The agreement. */
  readonly agreement: Agreement;
  /** The coordinator's signing key. */
  readonly key: SigningKey;
  /** The ways to the stations. */
  readonly links: readonly StationLink[];
  /** Highest sequence number used before; stations refuse old ones. Default 0. */
  readonly lastSequence?: number;
}

/** Asks for totals over a fixed list of stations. */
export type AskTotals = (analysis: Analysis) => Promise<readonly number[]>;

/** The result of a piece of work, and over which stations it goes. */
export interface OverStations<Result> {
  /** The result. */
  readonly result: Result;
  /** The stations in it. */
  readonly stations: readonly string[];
  /** Stations that gave no answer and are not in it. A reader has to know. */
  readonly missing: readonly string[];
}

/** The coordinator's side of an agreement. */
export class Federation {
  readonly #options: FederationOptions;
  #sequence: number;

  /** Makes the coordinator's side. */
  constructor(options: FederationOptions) {
    this.#options = options;
    this.#sequence = options.lastSequence ?? 0;
  }

  /** The highest sequence number used; keep it for the next time. */
  get lastSequence(): number {
    return this.#sequence;
  }

  /** Ends all connections. */
  close(): void {
    for (const link of this.#options.links) link.close();
  }

  /**
   * Does a piece of work over all stations. When one drops out, the whole of it is done again without that station, so
   * that every total in it is over the same stations; with too few left it ends.
   *
   * @param work The work; it asks for totals.
   * @returns What the work gave, and over which stations.
   * @throws {RefusedError} When a station refuses.
   * @throws {DropOutError} When too few stations are left.
   */
  async overStations<Result>(work: (ask: AskTotals) => Promise<Result>): Promise<OverStations<Result>> {
    const all = this.#options.links.map(({ id }) => id).sort();
    let stations: readonly string[] = all;
    while (true) {
      try {
        const roster = stations;
        const paths = new Map<string, readonly AnsweredRound[]>();
        const result = await work(async (analysis) => {
          // Rounds of one fit differ in their coefficients only.
          const fit = canonicalJson({ ...analysis, beta: [] });
          const path = analysis.kind === "logistic" ? paths.get(fit) ?? [] : [];
          const round = await this.#round(analysis, roster, path);
          paths.set(fit, [...path, round]);
          return addShares(round.shares.map(({ payload }) => payload));
        });
        return { result, stations, missing: all.filter((id) => !stations.includes(id)) };
      } catch (error) {
        if (!(error instanceof DropOutError)) throw error;
        const left = stations.filter((id) => !error.stations.includes(id));
        if (left.length < Math.max(3, this.#options.agreement.minimumStations)) throw error;
        stations = left;
      }
    }
  }

  async #round(
    analysis: Analysis,
    roster: readonly string[],
    path: readonly AnsweredRound[],
  ): Promise<AnsweredRound> {
    this.#sequence += 1;
    const { agreement, key } = this.#options;
    const request: FederationRequest = {
      agreement: agreement.id,
      sequence: this.#sequence,
      roster,
      analysis,
    };
    const hash = sha256Hex(canonicalJson(request));
    const signed = signStatement("request", request, key);
    const opened = await this.#askAll(roster, { step: "open", request: signed, path });
    const offers = opened.map((reply, i) =>
      this.#trusted<Offer>("offer", reply, { station: roster[i], hash })
    );
    const answered = await this.#askAll(roster, { step: "sum", request: hash, offers });
    const shares = answered.map((reply, i) =>
      this.#trusted<Share>("share", reply, { station: roster[i], hash })
    );
    return { request: hash, shares };
  }

  /** Asks every station at once; all or nothing. */
  async #askAll(roster: readonly string[], question: Question): Promise<readonly Reply[]> {
    const links = roster.map((id) => this.#options.links.find((link) => link.id === id));
    const replies = await Promise.allSettled(
      links.map((link) => link === undefined ? Promise.reject(new Error("no link")) : link.ask(question)),
    );
    const refused = replies.flatMap((each, i) =>
      each.status === "fulfilled" && each.value.kind === "refusal"
        ? [{ station: roster[i] ?? "", reason: each.value.reason }]
        : []
    );
    // No open round: the station lost it, by a restart. That is a drop-out and not a judgement.
    const judged = refused.find(({ reason }) => reason !== "no-open-round");
    if (judged !== undefined) throw new RefusedError(judged.station, judged.reason);
    const lost = roster.filter((id, i) =>
      replies[i]?.status === "rejected" || refused.some(({ station }) => station === id)
    );
    if (lost.length > 0) throw new DropOutError(lost);
    return replies.flatMap((each) => each.status === "fulfilled" ? [each.value] : []);
  }

  #trusted<Payload extends Offer | Share>(
    kind: "offer" | "share",
    reply: Reply,
    expected: { readonly station: string | undefined; readonly hash: string },
  ): Signed<Payload> {
    const isFitting = reply.kind === kind && reply.signed.payload.request === expected.hash &&
      reply.signed.payload.station === expected.station;
    if (isFitting) {
      const { station } = reply.signed.payload;
      const partner = this.#options.agreement.stations.find(({ id }) => id === station);
      if (partner !== undefined && isSignedBy(kind, reply.signed, partner.publicKey)) {
        return reply.signed as unknown as Signed<Payload>;
      }
    }
    throw new FederationError({
      what: `An answer is not a signed ${kind} of an agreed station for this request`,
    });
  }
}

/**
 * Makes a way to a station in this process, for tests and demonstrations. Messages pass through JSON all the same.
 *
 * @param station The station.
 * @returns The way.
 */
export function localLink(station: Station): StationLink {
  return {
    id: station.id,
    ask: (question) =>
      Promise.resolve(JSON.parse(JSON.stringify(station.answer(JSON.parse(JSON.stringify(question)))))),
    close: () => {},
  };
}
