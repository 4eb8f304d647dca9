/**
 * What `explain` and the dossier know about a protected table, and nobody else: true numbers stay in here.
 *
 * @module
 */
import type { Grid } from "./_grid.ts";
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
}

const records = new WeakMap<ProtectedTable, ProtectionRecord>();

/** Keeps the record of a table for as long as the table lives. */
export function remember(table: ProtectedTable, record: ProtectionRecord): void {
  records.set(table, record);
}

/** Gives the record of a table; undefined when the table was not protected in this process. */
export function recall(table: ProtectedTable): ProtectionRecord | undefined {
  return records.get(table);
}
