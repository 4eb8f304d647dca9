/**
 * The region of the notebooks as a schematic map: one tile a municipality, roughly where it lies.
 *
 * @module
 */
import type { ReferenceContent, ReferencePlace } from "../core/reference.ts";
import { WIELDERLAND } from "../sources/synthetic/areas.ts";

/** Column and row by code. The places are invented, and so is where they lie. */
const TILES: Readonly<Record<string, readonly [column: number, row: number]>> = {
  GM9906: [1, 0],
  GM9903: [2, 0],
  GM9902: [0, 1],
  GM9901: [1, 1],
  GM9908: [2, 1],
  GM9904: [3, 1],
  GM9909: [0, 2],
  GM9905: [1, 2],
  GM9907: [2, 2],
};

/** The region: its name and its municipalities with their tiles, by code. */
export const REGION: ReferenceContent["region"] = {
  label: WIELDERLAND.label,
  places: WIELDERLAND.members.flatMap(({ code, name }): readonly ReferencePlace[] => {
    const tile = TILES[code];
    return tile === undefined ? [] : [{ code, name, column: tile[0], row: tile[1] }];
  }).toSorted((a, b) => (a.code < b.code ? -1 : 1)),
};
