/**
 * Empirical-Bayes smoothing: shares of small areas borrow strength from all.
 *
 * @module
 */
import { type AggregateTable, WorkspaceError } from "../core/mod.ts";
import { requireFigures, requireReckoned } from "./_figures.ts";

/** A smoothed share. */
export interface SmoothedCell {
  /** The code of the area. */
  readonly code: string;
  /** The share as counted; null without a base. */
  readonly raw: number | null;
  /** The smoothed share: between the raw share and the share of all. */
  readonly smoothed: number;
  /** Weight of the area's own share, from 0 to 1. */
  readonly ownWeight: number;
}

/**
 * Smooths shares towards the overall share, more where the base is small (global empirical Bayes, method of moments).
 *
 * With m the overall share, s² = Σ nᵢ(pᵢ − m)² / Σ nᵢ and A = max(0, s² − m(1 − m)/n̄), an area gets
 * wᵢ pᵢ + (1 − wᵢ) m with wᵢ = A / (A + m(1 − m)/nᵢ). Where areas differ no more than chance explains, A is 0 and
 * all get the overall share. A smoothed share is a guess for drawing maps, not a count: say so beside it.
 *
 * Source: Marshall (1991), Applied Statistics 40(2), 283–294, with the binomial variance.
 *
 * @param table A table of shares with one dimension.
 * @returns The smoothed shares, in the order of the cells.
 * @throws {WorkspaceError} When the table does not hold shares by one dimension, a figure is no count, or no cell has a base.
 */
export function smoothShares(table: AggregateTable): readonly SmoothedCell[] {
  requireFigures(table);
  const base = table.cells.reduce((sum, cell) => sum + (cell.denominator ?? 0), 0);
  if (table.measure.kind !== "share" || table.dimensions.length !== 1 || base === 0) {
    throw new WorkspaceError({
      what: "Table cannot be smoothed: it does not hold shares by one dimension",
      where: table.id,
      mend: "Compute a share by one dimension",
    });
  }
  const overall = table.cells.reduce((sum, cell) => sum + (cell.numerator ?? 0), 0) / base;
  const filled = table.cells.filter((cell) => (cell.denominator ?? 0) > 0);
  const spread = filled.reduce((sum, cell) => {
    const n = cell.denominator ?? 0;
    return sum + n * ((cell.numerator ?? 0) / n - overall) ** 2;
  }, 0) / base;
  const chance = overall * (1 - overall);
  const between = Math.max(0, spread - chance / (base / filled.length));
  const smoothed = table.cells.map((cell) => {
    const n = cell.denominator ?? 0;
    const raw = n === 0 ? null : (cell.numerator ?? 0) / n;
    const ownWeight = n === 0 || between === 0 ? 0 : between / (between + chance / n);
    return {
      code: cell.codes[0] ?? "",
      raw,
      smoothed: ownWeight * (raw ?? overall) + (1 - ownWeight) * overall,
      ownWeight,
    };
  });
  requireReckoned(smoothed.flatMap(({ raw, smoothed }) => [raw, smoothed]), table.id);
  return smoothed;
}
