/**
 * What can go wrong between partners.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";

/** Why a station refuses a request. The coordinator hears the reason and nothing of the numbers behind it. */
export type RefusalReason =
  | "malformed"
  | "signature"
  | "other-agreement"
  | "old-sequence"
  | "roster"
  | "not-agreed"
  | "other-path"
  | "too-large"
  | "unknown-column"
  | "too-small"
  | "too-few-rows"
  | "few-rows-carry-it"
  | "differencing"
  | "too-many-groups"
  | "other-roster"
  | "round-limit"
  | "needs-review"
  | "no-open-round";

/** What each reason means, and what to do. */
export const REFUSAL_WORDS: Readonly<Record<RefusalReason, string>> = {
  malformed: "the message could not be read",
  signature: "a signature is not of the agreed partner",
  "other-agreement": "the request belongs to another agreement",
  "old-sequence": "the request was seen before or is older than one that was seen",
  roster: "the list of stations is not agreed, or too short",
  "not-agreed": "the kind of analysis or a column is not in the agreement",
  "other-path": "the coefficients are not those at which the method asks next",
  "too-large": "the table has too many cells",
  "unknown-column": "the station's data have no such column or no such type",
  "too-small": "a group at this station is smaller than its policy allows",
  "too-few-rows": "too few rows for so many terms",
  "few-rows-carry-it": "a few rows decide the sums",
  differencing: "the group differs by too few rows from an earlier one, or from several together",
  "too-many-groups": "so many groups were answered that nobody can tell what they give away together",
  "other-roster": "the same group was answered with other stations before",
  "round-limit": "this group was asked as often as was agreed",
  "needs-review": "so much was refused that somebody has to look at the log first",
  "no-open-round": "no round is open for this request",
};

/** A failure of an analysis across partners. It never holds a number of one station. */
export class FederationError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name: string = "FederationError";
}

/** A station refused: the analysis has to change, for going on without it would change who is in. */
export class RefusedError extends FederationError {
  /** The class of the failure. */
  override readonly name: string = "RefusedError";
  /** The station. */
  readonly station: string;
  /** Why. */
  readonly reason: RefusalReason;

  /** Makes the error from a station and its reason. */
  constructor(station: string, reason: RefusalReason) {
    super({
      what: `A station refused: ${REFUSAL_WORDS[reason]}`,
      where: `${station}, ${reason}`,
      mend: "Ask for a coarser group or fewer terms, within the agreement",
    });
    this.station = station;
    this.reason = reason;
  }
}

/** Stations that gave no answer in a round; nothing of that round can be read. */
export class DropOutError extends FederationError {
  /** The class of the failure. */
  override readonly name: string = "DropOutError";
  /** The stations that gave no answer. */
  readonly stations: readonly string[];

  /** Makes the error from the stations that gave no answer. */
  constructor(stations: readonly string[]) {
    super({
      what: `${stations.length} station(s) gave no answer: ${stations.join(", ")}`,
      mend: "Nothing of this round can be read. Ask again, or without them",
    });
    this.stations = stations;
  }
}
