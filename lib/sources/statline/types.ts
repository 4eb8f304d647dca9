/**
 * StatLine open data, whatever protocol it came by.
 *
 * @module
 */
import type { RegionLevel } from "../../core/region.ts";

/** Why a cell has no number. Kept apart, never averaged. */
export type MissingReason =
  /** Unknown, too unreliable or confidential (`.` or an older `x`). */
  | "unknown-or-confidential"
  /** The cell cannot occur (blank). */
  | "cannot-occur"
  /** The server sent a null, from which the reason is lost. */
  | "reason-lost"
  /** The server sent no row for it. */
  | "not-returned"
  /** The server gave a reason that this client does not know; see `attribute`. */
  | "other";

/** One cell of a table. */
export interface Observation {
  /** The table, for example `99001NED`. */
  readonly table: string;
  /** The key of the measure in this table; it differs between protocols and years. */
  readonly measureKey: string;
  /** The title by which the measure was asked. */
  readonly title: string;
  /** The unit in the words of the server. */
  readonly unit: string;
  /** The region code without padding; null in a table without regions. */
  readonly regionCode: string | null;
  /** The level of the region; null when there is none or the code is of no known kind. */
  readonly regionLevel: RegionLevel | null;
  /** The period code, for example `2024JJ00`; null in a table without periods. */
  readonly periodCode: string | null;
  /** The number as sent; null when missing. */
  readonly value: number | null;
  /** Why it is missing; null when there is a number. */
  readonly missing: MissingReason | null;
  /** The reason in the server's words; empty when it gave none. */
  readonly attribute: string;
  /** The status of the period, for example `Definitief` or `Voorlopig`; empty when the server gives none. */
  readonly status: string;
}

/** What is asked of a table. */
export interface StatlineQuery {
  /** The table's identifier. */
  readonly table: string;
  /** Titles of measures; `Group|Title` where a title occurs more than once. */
  readonly measures: readonly string[];
  /** Region codes without padding; left out for a table without regions. */
  readonly regions?: readonly string[];
  /**
   * What becomes of region codes that the table does not list: `refuse` fails with their names, `missing` gives them as
   * not returned. `refuse` by default, because a wrong code is mostly one of another year.
   */
  readonly unknownRegions?: "refuse" | "missing";
  /** Period codes; left out for a table without periods. */
  readonly periods?: readonly string[];
  /** One code of every other dimension, by its key. */
  readonly others?: Readonly<Record<string, string>>;
}

/** The answer, with what has to stand beside it. */
export interface StatlineAnswer {
  /** One observation per measure, region and period asked, in that order. */
  readonly observations: readonly Observation[];
  /** The title of the table. */
  readonly title: string;
  /** When the table was changed last, in the server's words. */
  readonly modified: string;
  /** The licence. */
  readonly licence: "CC BY 4.0";
  /** How to cite it. */
  readonly citation: string;
}

/** A protocol: OData version 3 or 4. */
export interface StatlineProtocol {
  /** The version. */
  readonly version: "v3" | "v4";
  /** Reads a table. */
  read(query: StatlineQuery): Promise<StatlineAnswer>;
}
