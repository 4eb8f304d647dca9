/**
 * The ledger: what was ever released per dataset, so that no new edition can be subtracted from an old one.
 *
 * Entries are chained by hash: changing or removing one breaks the chain, and the head that is kept elsewhere (it
 * stands in each edition's dossier) shows when the last ones were cut off. Entries hold exact sizes of shown groups:
 * check-only material, kept where the data are.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import { DisclosureError } from "./errors.ts";
import type { NamedOutput } from "./_conflicts.ts";
import type { LedgerOutput } from "./_ledger_output.ts";

export { type LedgerCell, type LedgerOutput, ledgerOutput } from "./_ledger_output.ts";

/** A conflict that a named person takes responsibility for. */
export interface LedgerException {
  /** The new output, as the conflict names it. */
  readonly output: string;
  /** The other output, as the conflict names it. */
  readonly earlier: string;
  /** Why both may be public. */
  readonly why: string;
  /** Who answers for it. */
  readonly who: string;
}

/** One edition in the ledger. */
export interface LedgerEntry {
  /** 0 for the first entry, then one more each. */
  readonly index: number;
  /** The hash of the entry before; 64 zeros for the first. */
  readonly previous: string;
  /** The edition, for example `voorbeeldstad/2026-1`. */
  readonly edition: string;
  /** The date of release as `yyyy-mm-dd`. */
  readonly date: string;
  /** What was released. */
  readonly outputs: readonly LedgerOutput[];
  /** Conflicts that were accepted; absent when there are none. */
  readonly exceptions?: readonly LedgerException[];
  /** SHA-256 over all of the above. */
  readonly hash: string;
}

/** What stands before the first entry. */
const GENESIS = "0".repeat(64);

function hashOf(entry: Omit<LedgerEntry, "hash">): string {
  const { index, previous, edition, date, outputs, exceptions } = entry;
  return sha256Hex(canonicalJson({ index, previous, edition, date, outputs, exceptions }));
}

/**
 * Checks that no entry was changed, removed or put in.
 *
 * @example An entry that was changed afterwards
 * ```ts
 * import { parseLedger, verifyLedger } from "./ledger.ts";
 * import { releaseEdition } from "./release.ts";
 * import assert from "node:assert/strict";
 *
 * const edition = { edition: "stad/2026-1", date: "2026-01-05", ledger: "", expectedHead: null, notebooks: [] };
 * const { ledger, head } = await releaseEdition(edition);
 * assert.equal(verifyLedger(parseLedger(ledger)), head);
 * assert.throws(() => verifyLedger(parseLedger(ledger.replace("01-05", "01-06"))), /changed at entry 0/);
 * ```
 *
 * @param entries The ledger, oldest first.
 * @param head The hash of the last entry as it was noted elsewhere; without it a cut-off end is not seen.
 * @returns The hash of the last entry, 64 zeros for an empty ledger.
 * @throws {DisclosureError} When the chain is broken, naming the entry.
 */
export function verifyLedger(entries: readonly LedgerEntry[], head?: string): string {
  let previous = GENESIS;
  entries.forEach((entry, i) => {
    if (entry.index !== i || entry.previous !== previous || hashOf(entry) !== entry.hash) {
      throw new DisclosureError({
        what: `The ledger was changed at entry ${i}`,
        where: entry.edition,
        mend: "Restore the ledger from a safe copy; nothing is released until then",
      });
    }
    previous = entry.hash;
  });
  if (head !== undefined && head !== previous) {
    throw new DisclosureError({
      what: "The ledger does not end where the last edition says it does: entries are missing or were added",
      mend: "Restore the ledger from a safe copy; nothing is released until then",
    });
  }
  return previous;
}

/** All outputs of a ledger, named by edition and table. */
export function releasedIn(entries: readonly LedgerEntry[]): readonly NamedOutput[] {
  return entries.flatMap(({ edition, outputs }) =>
    outputs.map((output) => ({ name: `${edition}: ${output.tableId}`, output }))
  );
}

/**
 * Adds an entry without judging it: `releaseEdition` judges, and is the only way for an edition to enter. An edition whose outputs stand in the ledger already gets no second entry.
 *
 * @returns The entries and the entry of this edition.
 */
export function appendEdition(
  entries: readonly LedgerEntry[],
  { edition, date, outputs, exceptions }: Required<
    Pick<LedgerEntry, "edition" | "date" | "outputs" | "exceptions">
  >,
): { readonly entries: readonly LedgerEntry[]; readonly entry: LedgerEntry } {
  const same = canonicalJson(outputs);
  const before = entries.find((entry) => entry.edition === edition && canonicalJson(entry.outputs) === same);
  if (before) return { entries, entry: before };
  const body = {
    ...{ index: entries.length, previous: entries.at(-1)?.hash ?? GENESIS, edition, date, outputs },
    ...(exceptions.length === 0 ? {} : { exceptions }),
  };
  const entry = { ...body, hash: hashOf(body) };
  return { entries: [...entries, entry], entry };
}

/**
 * Reads a ledger: one JSON entry a line, oldest first. What it says is believed after `verifyLedger` only.
 *
 * @throws {DisclosureError} When a line is no entry.
 */
export function parseLedger(text: string): readonly LedgerEntry[] {
  return text.split("\n").filter((line) => line.trim() !== "").map((line, i): LedgerEntry => {
    try {
      const entry: LedgerEntry | null = JSON.parse(line);
      if (typeof entry === "object" && entry !== null && Array.isArray(entry.outputs)) return entry;
    } catch {
      // Falls through to the error below.
    }
    throw new DisclosureError({
      what: `The ledger was changed: line ${i + 1} is no entry`,
      mend: "Restore the ledger from a safe copy; nothing is released until then",
    });
  });
}
