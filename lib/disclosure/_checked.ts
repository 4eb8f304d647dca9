/**
 * A protected table with what a checker needs beside it, as plain data: the dossier can be made of it in another process.
 *
 * @module
 */
import type { AggregateCell, Dimension, Entity, Measure } from "../core/aggregate.ts";
import type { Label } from "../core/language.ts";
import type { SourceRef } from "../core/provenance.ts";
import type { DisclosureReceipt } from "../core/receipt.ts";
import { DisclosureError } from "./errors.ts";
import { type Policy } from "./policy.ts";
import { dominanceOf } from "./primary.ts";
import type { ProtectedCell, ProtectedTable } from "./protected_table.ts";
import { type ProtectionRecord, recall } from "./_record.ts";

/** What a checker sees of one cell. Check-only. */
export interface CheckedCell {
  readonly codes: readonly string[];
  readonly status: string;
  readonly n: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly contributors: number;
  readonly topSharePercent: number | null;
  readonly topTwoSharePercent: number | null;
  readonly hiddenAs: "primary" | "secondary" | null;
  readonly reasons: readonly string[];
  readonly intervals: readonly {
    readonly of: string;
    readonly low: number | null;
    readonly high: number | null;
  }[];
}

/** How the hidden cells were chosen. Check-only. */
export interface CheckedSearch {
  /** `exact` when the cheapest choice was proved. */
  readonly method: "exact" | "greedy";
  /** The summed cost of all hidden cells of the tables that were protected together. */
  readonly cost: number;
  /** A proven lower bound of that cost. */
  readonly provenBound: number;
  /** From 0 to 1; 0 when the optimum was proved. */
  readonly gapShare: number;
  /** Requirements that do not hold; 0, or nothing was released. */
  readonly leaks: number;
}

/** A protected table with its check-only part. */
export interface CheckedTable {
  /** A slug, unique in the dossier. */
  readonly id: string;
  /** What the table shows. */
  readonly title: Label;
  /** The measure. */
  readonly measure: Measure;
  /** Whom it counts. */
  readonly entity: Entity;
  /** Who is in. */
  readonly population: Label;
  /** The period. */
  readonly period: Label;
  /** The dimensions. */
  readonly dimensions: readonly Dimension[];
  /** The released cells. */
  readonly cells: readonly ProtectedCell[];
  /** The datasets. */
  readonly sources: readonly SourceRef[];
  /** The receipt. */
  readonly receipt: DisclosureReceipt;
  /** What only a checker may see. */
  readonly check: {
    readonly cells: readonly CheckedCell[];
    readonly search: CheckedSearch;
    readonly policy: Policy;
  };
}

/**
 * Puts a protected table and its record together.
 *
 * @throws {DisclosureError} When the table was protected elsewhere.
 */
export function checkedTable(table: ProtectedTable): CheckedTable {
  const record = recall(table);
  if (!record) {
    throw new DisclosureError({
      what: "This table was protected in another process, so the checker's part is not known here",
      where: table.id,
      mend: "Make the dossier in the run that protects the tables",
    });
  }
  const { id, title, measure, entity, population, period, dimensions, cells, sources, receipt } = table;
  const { suppression, policy } = record;
  return {
    ...{ id, title, measure, entity, population, period, dimensions, cells, sources, receipt },
    check: {
      cells: checkedCells(table, record),
      search: {
        method: suppression.method,
        cost: suppression.cost,
        provenBound: suppression.bound,
        gapShare: suppression.gapShare,
        leaks: suppression.audit.leaks.length,
      },
      policy,
    },
  };
}

function checkedCells(table: ProtectedTable, record: ProtectionRecord): readonly CheckedCell[] {
  const intervals = intervalsByItem(record);
  return table.cells.map((shown, i): CheckedCell => {
    const { cell, key } = record.grid.cells[i]!;
    const found = record.findings.filter((finding) => finding.key === key);
    const shares = sharesOf(cell);
    return {
      codes: cell.codes,
      status: shown.status,
      n: cell.n,
      numerator: cell.numerator,
      denominator: cell.denominator,
      contributors: cell.n,
      topSharePercent: shares ? shares.topSharePercent(1) : null,
      topTwoSharePercent: shares ? shares.topSharePercent(2) : null,
      hiddenAs: shown.status !== "suppressed" ? null : found.length > 0 ? "primary" : "secondary",
      reasons: found.map((finding) => finding.rule),
      intervals: intervals.get(record.itemOf(table.id, key) ?? -1) ?? [],
    };
  });
}

/** The shares by which dominance was judged; null where no largest contributions are known. */
function sharesOf({ largest, numerator, value, n }: AggregateCell): ReturnType<typeof dominanceOf> | null {
  if (!largest || largest.length === 0) return null;
  const known = largest.reduce((sum, x) => sum + Math.abs(x), 0);
  return dominanceOf(Math.max(Math.abs(numerator ?? (value ?? 0) * n), known), largest);
}

function intervalsByItem(record: ProtectionRecord): ReadonlyMap<number, CheckedCell["intervals"]> {
  const byItem = new Map<number, { of: string; low: number | null; high: number | null }[]>();
  record.system.requirements.forEach((requirement, i) => {
    const item = record.system.quantities[requirement.quantity]!.item;
    const interval = record.suppression.audit.intervals[i];
    if (item === null || !interval) return;
    const of = requirement.key.slice(requirement.key.lastIndexOf("|") + 1) +
      (requirement.known.length > 0 ? " (insider)" : "");
    byItem.set(item, [...byItem.get(item) ?? [], {
      of,
      low: finite(interval.low),
      high: finite(interval.high),
    }]);
  });
  return byItem;
}

/** JSON knows no infinity: null says that nothing bounds the number. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
