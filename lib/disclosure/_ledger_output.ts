/**
 * What the ledger keeps of one released table.
 *
 * @module
 */
import type { Entity, MeasureKind } from "../core/aggregate.ts";
import type { SourceRef } from "../core/provenance.ts";
import { DisclosureError } from "./errors.ts";
import type { ProtectedCell, ProtectedTable } from "./protected_table.ts";
import { type ProtectionRecord, recall } from "./_record.ts";

/** A cell as it was released. The numbers are null where it was hidden. */
export interface LedgerCell {
  /** One code per dimension. */
  readonly codes: readonly string[];
  /** The released value. */
  readonly value: number | null;
  /** The exact number of entities behind a shown cell; null where it was changed instead. Check-only. */
  readonly n: number | null;
  /** Where the count was changed: the smallest and largest true count that the published one leaves possible. */
  readonly range?: readonly [low: number, high: number];
  /** The exact numerator of a shown cell; null where the measure has none. Check-only. */
  readonly numerator: number | null;
  /** The exact denominator of a shown cell; null where the measure has none. Check-only. */
  readonly denominator: number | null;
}

/** A table as it was released. */
export interface LedgerOutput {
  /** The id of the table. */
  readonly tableId: string;
  /** The checksum of its receipt. */
  readonly checksum: string;
  /** What its values are. */
  readonly measure: {
    readonly id: string;
    readonly kind: MeasureKind;
    readonly per: 1 | 100 | 1000 | 10000 | 100000;
    readonly decimals: number;
  };
  /** Whom it counts. */
  readonly entity: Entity;
  /** Who is in, in Dutch. */
  readonly population: string;
  /** The period, in Dutch. */
  readonly period: string;
  /** The dimensions. */
  readonly dimensions: readonly {
    readonly name: string;
    readonly kind: "region" | "period" | "ordinal" | "nominal";
    /** Present when an entity can have several codes. */
    readonly membership?: "overlapping";
    readonly codes: readonly { readonly code: string; readonly parent: string | null }[];
  }[];
  /** The datasets behind it. */
  readonly sources: readonly {
    readonly datasetId: string;
    readonly sha256: string;
    /** Absent in records of before this was noted: taken as personal. */
    readonly sensitivity?: SourceRef["sensitivity"];
  }[];
  /** Checksums of all tables that were judged in one system with it, its own included. Default its own only. */
  readonly judgedWith?: readonly string[];
  /** The cells. */
  readonly cells: readonly LedgerCell[];
}

/**
 * Makes the ledger's record of a protected table.
 *
 * @param table A table that was protected in this process.
 * @returns The record. Check-only material.
 * @throws {DisclosureError} When the table was protected elsewhere, so that its group sizes are not known.
 */
export function ledgerOutput(table: ProtectedTable): LedgerOutput {
  const record = recall(table);
  if (!record) {
    throw new DisclosureError({
      what: "This table was protected in another process, so it cannot be recorded",
      where: table.id,
      mend: "Record it in the run that protects it",
    });
  }
  const { measure } = table;
  return {
    tableId: table.id,
    checksum: table.receipt.checksum,
    measure: { id: measure.id, kind: measure.kind, per: measure.per, decimals: measure.decimals },
    entity: table.entity,
    population: table.population.nl,
    period: table.period.nl,
    dimensions: table.dimensions.map(({ name, kind, membership, codes }) => ({
      name,
      kind,
      ...(membership === "overlapping" ? { membership } : {}),
      codes: codes.map(({ code, parent }) => ({ code, parent: parent ?? null })),
    })),
    sources: table.sources.map(({ datasetId, sha256, sensitivity }) => ({ datasetId, sha256, sensitivity })),
    judgedWith: record.judgedWith,
    cells: table.cells.map((cell, i) => ledgerCell(cell, record, i)),
  };
}

function ledgerCell(
  { codes, value, status }: ProtectedCell,
  record: ProtectionRecord,
  i: number,
): LedgerCell {
  const nothing = { codes, value, n: null, numerator: null, denominator: null };
  if (status === "suppressed") return { ...nothing, value: null };
  const { cell, key } = record.grid.cells[i]!;
  const published = record.changed?.(record.grid.table.id, key);
  if (published) return { ...nothing, range: [published.low, published.high] };
  const { n, numerator, denominator } = cell;
  return { codes, value, n, numerator, denominator };
}
