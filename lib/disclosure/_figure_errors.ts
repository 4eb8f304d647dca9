/**
 * Why declared figures of others cannot be used.
 *
 * @module
 */
import { DisclosureError } from "./errors.ts";

/** An error about declared figures. */
export function figureProblem(id: string, what: string, mend: string): DisclosureError {
  return new DisclosureError({ what: `Declared figures ${what}`, where: id, mend });
}

/** No new table has the measure, and nothing says of which dimension the figures are shares. */
export function unknownFigures(id: string): DisclosureError {
  return figureProblem(
    id,
    "are of a measure that no table has",
    "Give them the measure id of the table they are about, or say of which dimension they are shares (`shareOf`)",
  );
}

/** The figures and a table cannot both be true. */
export function disagreeing(id: string, tableId: string, where: string): DisclosureError {
  return figureProblem(
    id,
    `contradict table ${tableId} at ${where}`,
    "They count other units: leave them out, or give them their own population or a wider base",
  );
}
