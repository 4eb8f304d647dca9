/**
 * A station: one partner with its own rows and its own policy. It answers with masked sums, or refuses.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import type { Table } from "../core/table.ts";
import type { Policy } from "../disclosure/mod.ts";
import { type Answered, judgeContribution, judgeHistory, judgeRequest } from "./_rules.ts";
import type { Agreement, FederationRequest } from "./agreement.ts";
import { FederationError, type RefusalReason } from "./errors.ts";
import { encode } from "./fixed_point.ts";
import { maskValues, newRoundKey, type RoundKey } from "./masks.ts";
import type { AnsweredRound, Offer, Question, Reply } from "./messages.ts";
import { nextOnPath } from "./newton.ts";
import { lastHash, type LogEntry, nextEntry, verifyLog } from "./query_log.ts";
import { totalsOf } from "./shares.ts";
import { isSignedBy, type SigningKey, signStatement } from "./signing.ts";
import { type StationStatistics, stationStatistics } from "./statistics.ts";

/** What a station is made of. */
export interface StationOptions {
  /** Its id in the agreement. */
  readonly id: string;
  /** The agreement, from its own copy. */
  readonly agreement: Agreement;
  /** Its signing key. */
  readonly key: SigningKey;
  /** Its rows. They never leave. */
  readonly table: Table;
  /** Its own disclosure policy. */
  readonly policy: Policy;
  /**
   * Small cells of its own: `refuse` judges its part as if it were published; `masked` lets them vanish in the total,
   * and then the same rows are never answered with another list of stations. Default `refuse`.
   */
  readonly smallCells?: "refuse" | "masked";
  /**
   * How many refusals for what its data hold a station gives until somebody looks at its log. Each refusal tells one thing
   * about the data, so nobody may collect them. Default 20.
   */
  readonly refusalsUntilReview?: number;
  /** How many entries of the log somebody has looked at. Default none. */
  readonly reviewedEntries?: number;
  /** The clock, for the log. */
  readonly now: () => string;
  /** Entries of earlier runs. Default none. */
  readonly log?: readonly LogEntry[];
  /** Called with each new entry before the answer leaves, for example to write it to disk. Default nothing. */
  readonly onEntry?: (entry: LogEntry) => void;
}

/** Where twenty yes-or-no answers about one group are few, and a mistaken analyst still gets on. */
const REFUSALS_UNTIL_REVIEW = 20;
/** Refusals that depend on the rows. */
const TELLING_REASONS: ReadonlySet<LogEntry["outcome"]> = new Set([
  ...["too-small", "too-few-rows", "few-rows-carry-it", "differencing", "too-many-groups"] as const,
]);

interface OpenRound {
  readonly request: FederationRequest;
  readonly hash: string;
  readonly key: RoundKey;
  readonly statistics: StationStatistics;
}

/**
 * One partner with its own rows. See the module's protocol.
 *
 * @example What nobody signed is refused, and stands in the log
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { policyById } from "../disclosure/mod.ts";
 * import { newSigningKey } from "./signing.ts";
 * import { Station } from "./station.ts";
 * import assert from "node:assert/strict";
 *
 * const key = newSigningKey();
 * const station = new Station({
 *   ...{ id: "ggd", key, table: Table.from({}), policy: policyById("cbs-microdata"), now: () => "2026-01-01" },
 *   agreement: {
 *     ...{ id: "proef", purpose: { nl: "tellen", en: "counting" }, minimumStations: 3, roundsPerGroup: 30 },
 *     ...{ kinds: ["counts"], columns: ["aard"], stations: [{ id: "ggd", publicKey: key.publicKey }] },
 *     coordinator: { id: "regio", publicKey: newSigningKey().publicKey },
 *   },
 * });
 * const reply = station.answer({ step: "sum", request: "", offers: [] });
 * assert.deepEqual(reply, { kind: "refusal", station: "ggd", reason: "no-open-round" });
 * assert.equal(station.log[0]?.outcome, "no-open-round");
 * ```
 */
export class Station {
  readonly #options: StationOptions;
  readonly #log: LogEntry[];
  #open: OpenRound | null = null;

  /**
   * Makes a station.
   *
   * @param options Rows, policy, keys.
   * @throws {FederationError} When the log was changed, or the agreement does not hold this station with this key.
   */
  constructor(options: StationOptions) {
    verifyLog(options.log ?? []);
    const own = options.agreement.stations.find(({ id }) => id === options.id);
    if (own?.publicKey !== options.key.publicKey) {
      throw new FederationError({
        what: "The agreement does not name this station with this key",
        where: `${options.id} in ${options.agreement.id}`,
      });
    }
    this.#options = options;
    this.#log = [...options.log ?? []];
  }

  /** The id in the agreement. */
  get id(): string {
    return this.#options.id;
  }

  /** Every request and what became of it. */
  get log(): readonly LogEntry[] {
    return [...this.#log];
  }

  /** Answers a question. Never throws: what cannot be answered is refused, with a reason and no number. */
  answer(question: Question): Reply {
    try {
      return question.step === "open" ? this.#offer(question) : this.#share(question);
    } catch {
      return this.#refuse("malformed", null);
    }
  }

  #offer(question: Extract<Question, { step: "open" }>): Reply {
    const { agreement, id, key } = this.#options;
    // A new question closes the one before, answered or not: its key is gone.
    this.#open = null;
    if (!isSignedBy("request", question.request, agreement.coordinator.publicKey)) {
      return this.#refuse("signature", null);
    }
    const request = question.request.payload;
    const refusal = judgeRequest(request, id, agreement, this.#log) ??
      this.#judgePath(request, question.path ?? []);
    if (refusal !== null) return this.#refuse(refusal, refusal === "old-sequence" ? null : request);
    if (this.#needsReview()) return this.#refuse("needs-review", request);
    const statistics = this.#compute(request);
    if (typeof statistics === "string") return this.#refuse(statistics, request);
    const roundKey = newRoundKey();
    this.#open = { request, hash: sha256Hex(canonicalJson(request)), key: roundKey, statistics };
    this.#note("offered", request);
    const { hash } = this.#open;
    const offer: Offer = {
      station: id,
      request: hash,
      roundKey: roundKey.publicKey,
      log: lastHash(this.#log),
    };
    return { kind: "offer", signed: signStatement("offer", offer, key) };
  }

  /** Whether so much was refused for what the data hold that the refusals themselves begin to tell something. */
  #needsReview(): boolean {
    const { refusalsUntilReview = REFUSALS_UNTIL_REVIEW, reviewedEntries = 0 } = this.#options;
    const telling = this.#log.slice(reviewedEntries).filter(({ outcome }) => TELLING_REASONS.has(outcome));
    return telling.length >= refusalsUntilReview;
  }

  /**
   * Coefficients of a logistic regression come from the method, not from the coordinator: the station goes along the
   * path itself, with the totals of the rounds before, which all stations signed.
   */
  #judgePath(request: FederationRequest, path: readonly AnsweredRound[]): RefusalReason | null {
    const { analysis, roster } = request;
    if (analysis.kind !== "logistic") return null;
    const answered = new Map(
      this.#log.flatMap(({ outcome, request: before }) =>
        outcome === "answered" && before !== null ? [[sha256Hex(canonicalJson(before)), before] as const] : []
      ),
    );
    const about = (each: FederationRequest) => canonicalJson([each.roster, { ...each.analysis, beta: [] }]);
    const rounds = [];
    const totals: (readonly number[])[] = [];
    for (const round of path) {
      const before = answered.get(round.request);
      const sums = totalsOf(round, roster, this.#options.agreement);
      if (before?.analysis.kind !== "logistic" || about(before) !== about(request) || sums === null) {
        return "other-path";
      }
      rounds.push(before.analysis.beta);
      totals.push(sums);
    }
    const isOn = [...rounds, analysis.beta].every((beta, i) =>
      beta.join() === nextOnPath(analysis.terms, totals.slice(0, i))?.join()
    );
    return isOn ? null : "other-path";
  }

  #compute(request: FederationRequest): StationStatistics | RefusalReason {
    const { policy, table, agreement } = this.#options;
    const smallCells = this.#options.smallCells ?? "refuse";
    let statistics: StationStatistics;
    try {
      statistics = stationStatistics(table, request.analysis);
    } catch {
      return "unknown-column";
    }
    const earlier = this.#log.flatMap(({ outcome, request: before }): readonly Answered[] =>
      outcome === "answered" && before !== null
        ? [{ request: before, rowSets: stationStatistics(table, before.analysis).rowSets }]
        : []
    );
    return judgeContribution(statistics, policy, smallCells) ??
      judgeHistory({ request, rowSets: statistics.rowSets }, earlier, {
        floor: policy.minimumCount.value,
        roundsPerGroup: agreement.roundsPerGroup,
        smallCells,
      }) ?? statistics;
  }

  #share(question: Extract<Question, { step: "sum" }>): Reply {
    const { agreement, id, key } = this.#options;
    const open = this.#open;
    if (open === null || open.hash !== question.request) return this.#refuse("no-open-round", null);
    this.#open = null;
    const offers = question.offers.map(({ payload }) => payload);
    const isWhole = offers.map(({ station }) => station).sort().join("|") === open.request.roster.join("|") &&
      offers.every(({ request }) => request === open.hash) &&
      offers.some((offer) => offer.station === id && offer.roundKey === open.key.publicKey);
    if (!isWhole) return this.#refuse("roster", open.request);
    const areSigned = question.offers.every((offer) => {
      const partner = agreement.stations.find((station) => station.id === offer.payload.station);
      return partner !== undefined && isSignedBy("offer", offer, partner.publicKey);
    });
    if (!areSigned) return this.#refuse("signature", open.request);
    const peers = offers.map(({ station, roundKey }) => ({ id: station, publicKey: roundKey }));
    const masked = maskValues(open.statistics.values.map(encode), {
      own: id,
      key: open.key,
      peers,
      salt: open.hash,
    });
    // Written down before it leaves: what may have left counts as answered.
    this.#note(
      "answered",
      open.request,
      Object.fromEntries(offers.map(({ station, log }) => [station, log])),
    );
    const share = { station: id, request: open.hash, values: masked.map((value) => value.toString(16)) };
    return { kind: "share", signed: signStatement("share", share, key) };
  }

  #refuse(reason: RefusalReason, request: FederationRequest | null): Reply {
    this.#note(reason, request);
    return { kind: "refusal", station: this.#options.id, reason };
  }

  #note(
    outcome: LogEntry["outcome"],
    request: FederationRequest | null,
    witnessed: LogEntry["witnessed"] = {},
  ): void {
    const entry = nextEntry(this.#log, { at: this.#options.now(), request, outcome, witnessed });
    this.#options.onEntry?.(entry);
    this.#log.push(entry);
  }
}
