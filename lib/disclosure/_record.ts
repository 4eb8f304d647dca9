/**
 * What `explain`, the dossier and the hand-over know about a protected table, and nobody else: true numbers stay in
 * here.
 *
 * @module
 */
import type { Grid } from "./_grid.ts";
import type { Changed } from "./_noise.ts";
import type { Policy } from "./policy.ts";
import type { PrimaryFinding } from "./primary.ts";
import type { ProtectedTable } from "./protected_table.ts";
import type { Suppression } from "./suppress.ts";
import type { LinearSystem } from "./system.ts";

/** How a table was protected. Check-only material. */
export interface ProtectionRecord {
  /** The table before protection. */
  readonly grid: Grid;
  /** The cells that may not be shown for their own sake. */
  readonly findings: readonly PrimaryFinding[];
  /** The policy. */
  readonly policy: Policy;
  /** The system of all tables that were protected together. */
  readonly system: LinearSystem;
  /** Item index by table id and cell key. */
  readonly itemOf: (tableId: string, cellKey: string) => number | undefined;
  /** The choice of hidden items. */
  readonly suppression: Suppression;
  /** What a cell whose count was changed tells of the true one; null when cells were hidden instead. */
  readonly changed: Changed["at"] | null;
  /** Checksums of all tables that were in the system: its own, those protected with it, those taken into account. */
  readonly judgedWith: readonly string[];
}

const records = new WeakMap<ProtectedTable, ProtectionRecord>();
/** In the order of protection, for the hand-over: a table that was shown may be gone from memory otherwise. */
const made: ProtectedTable[] = [];

/** Keeps the record of a table. */
export function remember(table: ProtectedTable, record: ProtectionRecord): void {
  records.set(table, record);
  made.push(table);
}

/** Gives the record of a table; undefined when the table was not protected in this process. */
export function recall(table: ProtectedTable): ProtectionRecord | undefined {
  return records.get(table);
}

/** Gives every table that was protected in this process, in the order of protection. */
export function protectedHere(): readonly ProtectedTable[] {
  return [...made];
}
