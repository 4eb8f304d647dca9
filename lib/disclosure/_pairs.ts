/**
 * Tables of pairs of the same groups: what A says of B and what B says of A rest on the same people, those in both.
 *
 * @module
 */
import { type Grid, keyOf } from "./_grid.ts";
import type { PrimaryFinding } from "./primary.ts";

/** Why the other half of a pair is hidden. */
const DETAIL = {
  nl: "gaat over dezelfde twee groepen als een verborgen cel, en zou die verraden",
  en: "is about the same two groups as a hidden cell, and would give it away",
};

/**
 * Finds the cells `B × A` of hidden cells `A × B`, in a table of which two dimensions list the same overlapping codes.
 * Those in both are the same people, and how many are in A stands in the other pairs of A: so one half gives the other.
 *
 * @param grid The table; one without such dimensions gives no findings.
 * @param findings What is wrong with its cells.
 * @returns A finding for each other half that has none.
 */
export function mirrorFindings(grid: Grid, findings: readonly PrimaryFinding[]): readonly PrimaryFinding[] {
  const [first, second] = grid.table.dimensions.filter(({ membership }) => membership === "overlapping");
  if (!first || !second) return [];
  const listOf = ({ codes }: typeof first): string => JSON.stringify(codes.map(({ code }) => code).sort());
  if (listOf(first) !== listOf(second)) return [];
  const hidden = new Set(findings.map(({ key }) => key));
  return [...hidden].sort().flatMap((key) => {
    const { at } = grid.byKey.get(key)!;
    const turned = new Map([...at, [first.name, at.get(second.name)!], [second.name, at.get(first.name)!]]);
    const other = grid.byKey.get(keyOf(turned));
    if (!other || hidden.has(other.key)) return [];
    return [{ key: other.key, codes: other.cell.codes, rule: "minimum-complement" as const, detail: DETAIL }];
  });
}
