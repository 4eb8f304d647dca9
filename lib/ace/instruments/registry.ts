/**
 * All instruments by id.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Instrument } from "../instrument.ts";
import { ACE_IQ10_NL } from "./ace_iq10_nl.ts";
import { BCE10 } from "./bce10.ts";
import { BRFSS } from "./brfss.ts";
import { KAISER10 } from "./kaiser10.ts";
import { KAISER_FHH } from "./kaiser_fhh.ts";
import { PCE7 } from "./pce7.ts";
import { PEARLS_ADOLESCENT, PEARLS_CHILD, PEARLS_TEEN } from "./pearls.ts";
import { PHL_ACE } from "./phl.ts";
import { WHO_ACE_IQ } from "./who_ace_iq.ts";

/** Every instrument. */
export const INSTRUMENTS: readonly Instrument[] = [
  KAISER10,
  KAISER_FHH,
  BRFSS,
  WHO_ACE_IQ,
  ACE_IQ10_NL,
  PEARLS_CHILD,
  PEARLS_TEEN,
  PEARLS_ADOLESCENT,
  PHL_ACE,
  BCE10,
  PCE7,
];

/**
 * An instrument by its id.
 *
 * @example By id
 * ```ts
 * import { instrumentById } from "./registry.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(instrumentById("ace10-yn").items.length, 10);
 * ```
 *
 * @param id The id.
 * @returns The instrument.
 * @throws {WorkspaceError} When there is none.
 */
export function instrumentById(id: string): Instrument {
  const found = INSTRUMENTS.find((instrument) => instrument.id === id);
  if (found) return found;
  throw new WorkspaceError({
    what: `There is no instrument ${id}`,
    mend: `Choose one of: ${INSTRUMENTS.map((instrument) => instrument.id).join(", ")}`,
  });
}
