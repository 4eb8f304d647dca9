/**
 * A region as it was drawn: people, years and care, before it is written to tables.
 *
 * @module
 */
import type { Care } from "./care.ts";
import type { World } from "./world.ts";
import type { PersonTraits, YearState } from "./years.ts";

/** All that the tables are written from. */
export interface Region {
  /** The seed name. */
  readonly seed: string;
  /** The people. */
  readonly world: World;
  /** What lasts. */
  readonly traits: PersonTraits;
  /** The years. */
  readonly states: readonly YearState[];
  /** Youth care and suspects. */
  readonly care: Care;
  /** Which shard of the fictional country it is: 0, the region of the workspace, when absent. */
  readonly shard?: number;
}
