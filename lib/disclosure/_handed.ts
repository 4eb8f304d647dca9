/**
 * The hand-over as the release check reads it: nothing in it is believed before it fits together.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import type { CheckedCell, CheckedTable } from "./_checked.ts";
import { DisclosureError } from "./errors.ts";
import type { LedgerCell, LedgerOutput } from "./_ledger_output.ts";
import type { ProtectedCell } from "./protected_table.ts";

/** The shape of the hand-over; a reader refuses any other. */
export const HAND_OVER_VERSION = 1;

/** One table of a hand-over. Check-only. */
export interface HandedTable {
  /** For the dossier. */
  readonly checked: CheckedTable;
  /** For the ledger. */
  readonly output: LedgerOutput;
}

/** A hand-over of a run. */
interface HandOver {
  readonly version: number;
  readonly tables: readonly HandedTable[];
}

function broken(why: string, where?: string): DisclosureError {
  return new DisclosureError({
    what: `The hand-over of a notebook cannot be used: ${why}`,
    ...(where === undefined ? {} : { where }),
    mend: "Run the notebook again with this version of the workspace; nothing was released",
  });
}

/**
 * Reads a hand-over.
 *
 * @throws {DisclosureError} When the text is no hand-over, or its parts contradict each other.
 */
export function readHandOver(text: string): readonly HandedTable[] {
  let parsed: HandOver;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw broken("it is not JSON");
  }
  if (parsed?.version !== HAND_OVER_VERSION || !Array.isArray(parsed.tables)) {
    throw broken(`it is not of version ${HAND_OVER_VERSION}`);
  }
  try {
    for (const table of parsed.tables) checkTable(table);
  } catch (error) {
    if (error instanceof DisclosureError) throw error;
    throw broken("a table has another shape");
  }
  return parsed.tables;
}

function checkTable({ checked, output }: HandedTable): void {
  const { receipt, check: _check, ...parts } = checked;
  const checksum = sha256Hex(canonicalJson(parts));
  if (receipt.checksum !== checksum || output.checksum !== checksum || output.tableId !== checked.id) {
    throw broken("a table does not belong to its receipt", checked.id);
  }
  const size = output.cells.length;
  const same = checked.cells.length === size && checked.check.cells.length === size &&
    output.cells.every((cell, i) => fits(cell, checked.cells[i]!, checked.check.cells[i]!));
  if (!same) throw broken("the ledger's part does not belong to the released cells", checked.id);
}

/** The three views of a cell: what the ledger keeps, what is released, what a checker sees. */
function fits(kept: LedgerCell, shown: ProtectedCell, seen: CheckedCell): boolean {
  const codes = canonicalJson(kept.codes);
  if (
    kept.value !== shown.value || codes !== canonicalJson(shown.codes) || codes !== canonicalJson(seen.codes)
  ) {
    return false;
  }
  if (shown.status === "suppressed" || kept.range !== undefined) {
    return kept.n === null && kept.numerator === null && kept.denominator === null;
  }
  return kept.n === seen.n && kept.numerator === seen.numerator && kept.denominator === seen.denominator;
}
