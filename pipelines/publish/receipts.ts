/**
 * The file of disclosure receipts that goes with a briefing.
 *
 * @module
 */
import type { DisclosureReceipt } from "../../lib/core/receipt.ts";
import {
  countShape,
  flagShape,
  listShape,
  numberShape,
  objectShape,
  oneOfShape,
  sha256Shape,
  textShape,
} from "./_shape.ts";
import { readShaped } from "./run_record.ts";

/** A receipt and the cell whose output it covers. */
export interface CellReceipt {
  /** The cell. */
  readonly cellId: string;
  /** What was done to the table behind its output. */
  readonly receipt: DisclosureReceipt;
}

/** What `receipts.json` holds. */
export interface ReceiptsFile {
  /** Version of this format. */
  readonly format: 1;
  /** The notebook, relative to the project. */
  readonly notebook: string;
  /** The receipts, in the order of the cells. */
  readonly receipts: readonly CellReceipt[];
}

const labelShape = objectShape({ nl: textShape(), en: textShape() });

const sourceShape = objectShape({
  datasetId: textShape(),
  title: labelShape,
  owner: textShape(),
  licence: textShape(),
  sensitivity: oneOfShape("open", "restricted", "personal"),
  synthetic: flagShape,
  referenceDate: textShape(),
  sha256: sha256Shape,
});

const receiptMembers = {
  checksum: sha256Shape,
  tableId: textShape(),
  title: labelShape,
  policyId: textShape(),
  policyVersion: textShape(),
  policyConfirmed: flagShape,
  ruleSentence: labelShape,
  minimumCount: countShape(),
  cells: countShape(),
  shown: countShape(),
  counts: listShape(objectShape({ reason: textShape(), label: labelShape, cells: countShape() })),
  audited: flagShape,
  exceptions: listShape(objectShape({ what: textShape(), why: textShape(), who: textShape() })),
  earlierReleases: listShape(textShape()),
  sources: listShape(sourceShape),
};

const protectionShape = objectShape({
  method: oneOfShape("suppression", "controlled-rounding", "cell-key"),
  openWidth: countShape(),
  openReach: countShape(),
  hiddenPercent: numberShape(0, 100),
  largestChange: numberShape(0),
});

const plainReceiptShape = objectShape(receiptMembers);
const receiptWithProtectionShape = objectShape({ ...receiptMembers, protection: protectionShape });

/** Receipts of before the protection was noted have no such member. */
const receiptShape: typeof plainReceiptShape = (value, path) =>
  typeof value === "object" && value !== null && Object.hasOwn(value, "protection")
    ? receiptWithProtectionShape(value, path)
    : plainReceiptShape(value, path);

const fileShape = objectShape({
  format: oneOfShape(1),
  notebook: textShape(),
  receipts: listShape(objectShape({ cellId: textShape(), receipt: receiptShape })),
});

/**
 * Writes the text of `receipts.json`.
 *
 * @param file The receipts in the order of the cells.
 * @returns JSON with a final line break.
 */
export function writeReceipts(file: ReceiptsFile): string {
  return JSON.stringify(file, null, 1) + "\n";
}

/**
 * Reads the text of `receipts.json` and checks its shape.
 *
 * @param text The text.
 * @param where Its path, for messages.
 * @returns The receipts. They are copies: none of them counts as minted.
 * @throws {WorkspaceError} When a member is missing, unknown or of another shape.
 */
export function parseReceipts(text: string, where: string): ReceiptsFile {
  return readShaped(text, where, fileShape) as ReceiptsFile;
}
