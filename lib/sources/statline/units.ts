/**
 * Units of StatLine columns: a count in ones or thousands, a share per hundred, an amount of money.
 *
 * @module
 */

/** What a unit says about a number. */
export type UnitFactor =
  | {
    /** A number of things. */
    readonly kind: "count";
    /** The number is given in multiples of this. */
    readonly times: number;
  }
  | {
    /** A share of something. */
    readonly kind: "share";
    /** The number is given per this many. */
    readonly per: 100 | 1000 | 10000 | 100000;
  }
  | {
    /** Money. */
    readonly kind: "amount";
    /** The number is given in multiples of this. */
    readonly times: number;
  };

/** Units as they are written, without spaces and in small letters. Source: MeasureCodes and DataProperties of CBS tables. */
const UNITS: readonly { readonly pattern: RegExp; readonly factor: UnitFactor }[] = [
  {
    pattern: /^(aantal|absoluut|x1|personen|huishoudens|woningen|number)$/,
    factor: { kind: "count", times: 1 },
  },
  { pattern: /^x1[.,]?000$/, factor: { kind: "count", times: 1000 } },
  { pattern: /^(x1[.,]?000[.,]?000|x?mln|xmiljoen)$/, factor: { kind: "count", times: 1_000_000 } },
  { pattern: /^(%|procent|percent)$/, factor: { kind: "share", per: 100 } },
  { pattern: /^(‰|promille|per1[.,]?000\D*)$/, factor: { kind: "share", per: 1000 } },
  { pattern: /^per10[.,]?000\D*$/, factor: { kind: "share", per: 10000 } },
  { pattern: /^per100[.,]?000\D*$/, factor: { kind: "share", per: 100000 } },
  { pattern: /^(euro|€)$/, factor: { kind: "amount", times: 1 } },
  { pattern: /^x?1[.,]?000(euro|€)$/, factor: { kind: "amount", times: 1000 } },
  { pattern: /^x?(1)?(mln|miljoen)(euro|€)$/, factor: { kind: "amount", times: 1_000_000 } },
];

/**
 * Reads the unit of a column.
 *
 * @example Thousands are easily missed
 * ```ts
 * import { unitFactor } from "./units.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(unitFactor("x 1 000"), { kind: "count", times: 1000 });
 * assert.deepEqual(unitFactor("%"), { kind: "share", per: 100 });
 * assert.equal(unitFactor("jaar"), null);
 * ```
 *
 * @param unit The unit in the words of the server.
 * @returns What it says; null when it is none of those known.
 */
export function unitFactor(unit: string): UnitFactor | null {
  const plain = unit.toLowerCase().replace(/[\s\u00a0]+/g, "");
  return UNITS.find(({ pattern }) => pattern.test(plain))?.factor ?? null;
}
