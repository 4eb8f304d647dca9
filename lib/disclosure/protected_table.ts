/**
 * A table that may leave. Only `protect` makes one.
 *
 * @module
 */
import type { Dimension, Entity, Measure } from "../core/aggregate.ts";
import type { CellStatus } from "../core/display.ts";
import type { Label } from "../core/language.ts";
import type { SourceRef } from "../core/provenance.ts";
import { bindReceipt, type DisclosureReceipt } from "../core/receipt.ts";

/** One cell of a protected table. Holds released numbers only. */
export interface ProtectedCell {
  /** One code per dimension, in the order of the dimensions. */
  readonly codes: readonly string[];
  /** Whether the value is shown as it is, rounded, hidden, or does not exist. */
  readonly status: CellStatus;
  /** The value as released: times `measure.per`, rounded to `measure.decimals`; null when not shown. */
  readonly value: number | null;
  /** Lower end of the 95 % interval in the same unit; null when none is released. */
  readonly low: number | null;
  /** Upper end of the 95 % interval in the same unit; null when none is released. */
  readonly high: number | null;
  /** Size of the group as a band, for example `100–499`; says "hidden" for a hidden cell. */
  readonly nBand: Label;
  /** Why the cell is hidden or changed, as a code of the receipt; null when it is shown as it is. */
  readonly reason: string | null;
}

/** The released parts that a protected table is made of. */
export interface ProtectedParts {
  /** A slug that is unique within the notebook. */
  readonly id: string;
  /** What the table shows. */
  readonly title: Label;
  /** The measure of every cell. */
  readonly measure: Measure;
  /** Whom or what the minimum counts are about. */
  readonly entity: Entity;
  /** Who is in. */
  readonly population: Label;
  /** The period in words. */
  readonly period: Label;
  /** The dimensions, in order. */
  readonly dimensions: readonly Dimension[];
  /** The cells. */
  readonly cells: readonly ProtectedCell[];
  /** The datasets behind it. */
  readonly sources: readonly SourceRef[];
  /** What was done. */
  readonly receipt: DisclosureReceipt;
}

/** The token that lets `lib/disclosure` construct a protected table; it is not exported from `mod.ts`. */
export const PROTECTED_TOKEN: unique symbol = Symbol("protected");

/** A table that may leave. Other folders see the type only. */
export class ProtectedTable {
  // A private field makes the type nominal: an object of the same shape is not a ProtectedTable.
  readonly #parts: ProtectedParts;

  /** Not for callers: use `protect`. */
  constructor(token: typeof PROTECTED_TOKEN, parts: ProtectedParts) {
    if (token !== PROTECTED_TOKEN) throw new TypeError("Cannot construct a ProtectedTable: use protect()");
    this.#parts = parts;
    // Neither the object nor, below, its class can be given other numbers under the same receipt.
    Object.freeze(this);
    bindReceipt(parts.receipt, this);
  }

  /** A slug that is unique within the notebook. */
  get id(): string {
    return this.#parts.id;
  }
  /** What the table shows. */
  get title(): Label {
    return this.#parts.title;
  }
  /** The measure of every cell. */
  get measure(): Measure {
    return this.#parts.measure;
  }
  /** Whom or what the minimum counts are about. */
  get entity(): Entity {
    return this.#parts.entity;
  }
  /** Who is in. */
  get population(): Label {
    return this.#parts.population;
  }
  /** The period in words. */
  get period(): Label {
    return this.#parts.period;
  }
  /** The dimensions, in order. */
  get dimensions(): readonly Dimension[] {
    return this.#parts.dimensions;
  }
  /** The cells, released numbers only. */
  get cells(): readonly ProtectedCell[] {
    return this.#parts.cells;
  }
  /** The datasets behind it. */
  get sources(): readonly SourceRef[] {
    return this.#parts.sources;
  }
  /** What was done to the table. */
  get receipt(): DisclosureReceipt {
    return this.#parts.receipt;
  }

  /** Gives a cell by its codes; undefined when there is none. */
  cell(...codes: readonly string[]): ProtectedCell | undefined {
    return this.#parts.cells.find((cell) => cell.codes.every((code, i) => code === codes[i]));
  }
}

Object.freeze(ProtectedTable.prototype);
