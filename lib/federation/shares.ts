/**
 * Masked numbers of all stations of a round: added up, and trusted only when each bears its station's signature.
 *
 * @module
 */
import type { Agreement } from "./agreement.ts";
import { FederationError } from "./errors.ts";
import { decode, reduce } from "./fixed_point.ts";
import type { AnsweredRound, Share } from "./messages.ts";
import { isSignedBy } from "./signing.ts";

/**
 * Adds the masked numbers of all stations; the masks vanish.
 *
 * @example Numbers of two stations
 * ```ts
 * import { addShares } from "./shares.ts";
 * import assert from "node:assert/strict";
 *
 * const share = (station: string, whole: bigint) => ({ station, request: "", values: [(whole << 64n).toString(16)] });
 * assert.deepEqual(addShares([share("a", 3n), share("b", 4n)]), [7]);
 * ```
 *
 * @param shares What each station gave.
 * @returns The totals.
 * @throws {FederationError} When stations gave different numbers of values.
 */
export function addShares(shares: readonly Share[]): readonly number[] {
  const length = shares[0]?.values.length ?? 0;
  if (shares.some(({ values }) => values.length !== length)) {
    throw new FederationError({ what: "Stations gave different numbers of values" });
  }
  return Array.from(
    { length },
    (_, i) => decode(shares.reduce((sum, { values }) => reduce(sum + BigInt(`0x${values[i] ?? "0"}`)), 0n)),
  );
}

/** The totals of a round; null when it does not hold a signed share of every station on the list, and of no other. */
export function totalsOf(
  round: AnsweredRound,
  roster: readonly string[],
  agreement: Agreement,
): readonly number[] | null {
  const given = round.shares.map(({ payload }) => payload.station).sort().join("|");
  const areSigned = round.shares.every((share) => {
    const partner = agreement.stations.find(({ id }) => id === share.payload.station);
    return share.payload.request === round.request && partner !== undefined &&
      isSignedBy("share", share, partner.publicKey);
  });
  return areSigned && given === roster.join("|")
    ? addShares(round.shares.map(({ payload }) => payload))
    : null;
}
