/**
 * Partners analyse together without pooling rows.
 *
 * **Protocol.** All partners sign one {@linkcode Agreement}: who asks, who answers, which columns, which analyses, how
 * often. A round goes in two steps.
 * 1. *Open.* The coordinator signs a request (agreement, rising number, list of stations, analysis) and sends it to
 *    each station. The station checks the signature, the agreement, its own policy and its own log. Then it computes its
 *    sums, keeps them, and offers an X25519 key made for this round, signed and tied to the hash of the request.
 * 2. *Sum.* The coordinator passes all offers to all stations. A station goes on only when every station on the list
 *    has signed one for this very request. It adds a mask for each other station (HKDF of the shared secret; one adds what
 *    the other subtracts) modulo 2^192 and answers once. The masks vanish in the sum over all stations, and only there.
 *
 * **Drop-out.** A missing station leaves masks in the sum: nothing can be read. The whole analysis is done again
 * without it, with new keys and the missing station named in the result, or ends in a clear error when too few are left.
 *
 * **What a station refuses:** callers without the agreed certificate; unsigned or repeated requests, other columns,
 * stations or analyses than agreed; a part of its own that its policy would not publish; amounts of which a few rows hold
 * most, terms that single out a few rows alone or together (`_design.ts`), or coefficients at which a few rows decide;
 * coefficients that are not those at which the method asks next, which each station works out itself from the totals
 * (`newton.ts`); a group that differs by fewer rows than the floor from one that was answered before, or from any sums
 * and differences of several (`combinations.ts`: exact, and refused where it would take too long to know); the same group
 * too often; and everything, once it has refused so often for what its data hold that the refusals would tell something,
 * until somebody has looked at its log.
 *
 * **The log** of each station is a chain of hashes; in every round stations see each other's last hash and write it down.
 * A log that was changed does not verify, and one that was cut off shows beside those of others (`findCutLogs`).
 *
 * **Against whom.** The coordinator is honest but curious: it follows the steps and keeps all it sees. It sees totals
 * over at least three stations. It can say that a station dropped out when it did not, and then holds two totals of
 * which the difference is that station's part: therefore a station answers only what it could have published itself
 * (`smallCells: "refuse"`), or tells of no row for two lists of stations (`masked`). All other stations together with
 * the coordinator can subtract what they have: they learn the part of the one left, no rows. With two honest stations
 * left they learn the sum of these two only.
 *
 * **Not covered.** A station that lies about its data shifts the result unseen. Sums and differences are those of counts:
 * what several regressions of the same rows tell together is bounded by `roundsPerGroup` only. Stations see the totals of
 * a logistic regression, as the coordinator does. A refusal tells that something is small. Who may connect can open
 * rounds without end: a log shows it, nothing stops it. Families known to two partners are counted at both: to know who is known twice needs
 * linkage and its own legal basis. A total may be small although every part was let through (`masked`): what comes back passes
 * `protect` before it is shown.
 *
 * @module
 */
export {
  type Agreement,
  type Analysis,
  columnsOfAnalysis,
  type Condition,
  type CountAnalysis,
  type CountDimension,
  type FederatedTerm,
  type FederationRequest,
  type Partner,
  type RegressionAnalysis,
} from "./agreement.ts";
export {
  type AskTotals,
  Federation,
  type FederationOptions,
  localLink,
  type OverStations,
} from "./coordinator.ts";
export { type FederatedCountOptions, federatedCounts } from "./counts.ts";
export { type Demonstration, demonstrationFederation, type DemonstrationOptions } from "./demonstration.ts";
export { DropOutError, FederationError, REFUSAL_WORDS, type RefusalReason, RefusedError } from "./errors.ts";
export { FEDERATION_METHODS } from "./methods.ts";
export type { AnsweredRound, Offer, Question, Reply, Share, StationLink } from "./messages.ts";
export { findCutLogs, type LogEntry, type LogOutcome, nextEntry, verifyLog } from "./query_log.ts";
export type { FederatedCoefficient, FederatedModel } from "./newton.ts";
export { federatedLinear, federatedLogistic, type FederatedRegressionOptions } from "./regression.ts";
export { type CertificateOptions, selfSigned, type TlsIdentity } from "./self_signed.ts";
export {
  isSignedBy,
  newSigningKey,
  readSigningKey,
  type Signed,
  type SigningKey,
  signStatement,
  type StatementKind,
} from "./signing.ts";
export { Station, type StationOptions } from "./station.ts";
export { connectStation, type ServedStation, serveStation } from "./tls.ts";
