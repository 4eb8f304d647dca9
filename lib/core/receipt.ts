/**
 * The receipt of disclosure control: what was done to a table before it may leave.
 *
 * Only `lib/disclosure` mints receipts; the lint rule `smart-start/import-direction` holds others to that.
 *
 * @module
 */
import type { Label } from "./language.ts";
import type { SourceRef } from "./provenance.ts";

/** Why cells are not shown as they are, with how many. */
export interface ReceiptCount {
  /** A stable code, for example `primary-minimum-count`. */
  readonly reason: string;
  /** The reason in words. */
  readonly label: Label;
  /** The number of cells. */
  readonly cells: number;
}

/** How a table was protected, in bounds that hold for every cell. */
export interface ReceiptProtection {
  /** Cells were hidden, or counts were changed. */
  readonly method: "suppression" | "controlled-rounding" | "cell-key";
  /** What an attacker can say of a hidden count spans at least so many entities, where the group itself is that large. */
  readonly openWidth: number;
  /** That span reaches at least this high. */
  readonly openReach: number;
  /** Hidden cells in percent of all cells, one decimal: the information lost by hiding. */
  readonly hiddenPercent: number;
  /** How far a shown number may lie from the true one; 0 when shown numbers are exact. */
  readonly largestChange: number;
}

/** What was done to a table. Holds no unprotected number. */
export interface DisclosureReceipt {
  /** SHA-256 of the protected content that this receipt belongs to, in hexadecimal. */
  readonly checksum: string;
  /** The id of the table. */
  readonly tableId: string;
  /** What the table shows. */
  readonly title: Label;
  /** The policy's id, for example `cbs-microdata`. */
  readonly policyId: string;
  /** The policy's version. */
  readonly policyVersion: string;
  /** Whether every threshold of the policy was confirmed with its source; if not, the page says so. */
  readonly policyConfirmed: boolean;
  /** The rule in one sentence for readers, for example "Aantallen onder 10 zijn verborgen". */
  readonly ruleSentence: Label;
  /** The smallest number of entities that a shown cell may rest on. */
  readonly minimumCount: number;
  /** Cells in all. */
  readonly cells: number;
  /** Cells shown. */
  readonly shown: number;
  /** Hidden or changed cells by reason. */
  readonly counts: readonly ReceiptCount[];
  /** Whether the attack on the released numbers was computed to the end and found nothing. */
  readonly audited: boolean;
  /** How it was protected; absent on receipts of before this was noted. */
  readonly protection?: ReceiptProtection;
  /** Exceptions to the policy, each with its reason and the person who answers for it. */
  readonly exceptions: readonly { readonly what: string; readonly why: string; readonly who: string }[];
  /** Checksums of earlier releases that were taken into account. */
  readonly earlierReleases: readonly string[];
  /** The datasets behind the table. */
  readonly sources: readonly SourceRef[];
}

const minted = new WeakSet<DisclosureReceipt>();

/**
 * Marks a receipt as made by disclosure control.
 *
 * @param receipt The receipt; frozen here.
 * @returns The same receipt.
 */
export function mintReceipt(receipt: DisclosureReceipt): DisclosureReceipt {
  const frozen = Object.freeze(receipt);
  minted.add(frozen);
  return frozen;
}

/** The table of each receipt. */
const owners = new WeakMap<DisclosureReceipt, object>();

/**
 * Ties a receipt to the one table that it was minted for. For `lib/disclosure` only, as {@linkcode mintReceipt}.
 *
 * @param receipt The receipt.
 * @param table The protected table; the first one counts.
 */
export function bindReceipt(receipt: DisclosureReceipt, table: object): void {
  if (!owners.has(receipt)) owners.set(receipt, table);
}

/**
 * Gives the receipt of a table that `protect` made. What shows numbers takes receipts this way: an object that has the shape
 * of a protected table and borrows its receipt, but other numbers, is refused.
 *
 * @param table A protected table.
 * @returns Its receipt.
 * @throws {TypeError} When the receipt was minted for another object.
 */
export function receiptOf(table: { readonly receipt: DisclosureReceipt }): DisclosureReceipt {
  const { receipt } = table;
  if (typeof receipt === "object" && receipt !== null && owners.get(receipt) === table) return receipt;
  throw new TypeError(
    "Cannot show these numbers: the table was not made by protect(), or was changed afterwards",
  );
}

/**
 * Tells whether disclosure control made a receipt in this process. A copy does not count.
 *
 * @param receipt The receipt in question.
 * @returns Whether it was minted.
 */
export function isMinted(receipt: DisclosureReceipt): boolean {
  return minted.has(receipt);
}
