/**
 * All instruments by id.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Instrument } from "../instrument.ts";
import { KAISER10 } from "./kaiser10.ts";

/** Every instrument. */
export const INSTRUMENTS: readonly Instrument[] = [KAISER10];

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
