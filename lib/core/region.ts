/**
 * Codes of areas and how they hang together: buurt < wijk < gemeente < region.
 *
 * Codes may hold letters (`WK0363AD`) and are stable within one year of boundaries only.
 *
 * @module
 */
import { WorkspaceError } from "./errors.ts";
import type { Label } from "./language.ts";

/** The level of an area, from small to large. */
export type RegionLevel = "buurt" | "wijk" | "gemeente" | "region" | "province" | "country";

/** One area. */
export interface Area {
  /** The code, for example `WK990101`. */
  readonly code: string;
  /** The name. */
  readonly name: string;
  /** The level. */
  readonly level: RegionLevel;
  /** The code of the area around it; absent at the top. */
  readonly parent?: string;
}

/** A region: which municipalities belong to it, in which years. Another region is another such object. */
export interface RegionDefinition {
  /** A slug, for example `hart-van-brabant`. */
  readonly id: string;
  /** The name. */
  readonly label: Label;
  /** Whether the areas are made up. */
  readonly fictional: boolean;
  /** The member municipalities. `from` and `to` are the first and last year of membership, open when absent. */
  readonly members: readonly {
    readonly code: string;
    readonly name: string;
    readonly from?: number;
    readonly to?: number;
  }[];
}

const LEVEL_BY_PATTERN: readonly { readonly pattern: RegExp; readonly level: RegionLevel }[] = [
  { pattern: /^BU\d{4}[0-9A-Z]{4}$/, level: "buurt" },
  { pattern: /^WK\d{4}[0-9A-Z]{2}$/, level: "wijk" },
  { pattern: /^GM\d{4}$/, level: "gemeente" },
  { pattern: /^(CR|JZ|GG|AM)\w{2}$/, level: "region" },
  { pattern: /^(PV|LD)\w{2}$/, level: "province" },
  { pattern: /^NL0[01]$/, level: "country" },
];

/**
 * Reads the level of an area from its code.
 *
 * @example Codes with letters
 * ```ts
 * import { levelOf } from "./region.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(levelOf("WK0363AD"), "wijk");
 * assert.equal(levelOf("GM9901"), "gemeente");
 * ```
 *
 * @param code A code without padding.
 * @returns The level.
 * @throws {WorkspaceError} When the code is none of CBS.
 */
export function levelOf(code: string): RegionLevel {
  const found = LEVEL_BY_PATTERN.find((entry) => entry.pattern.test(code));
  if (found) return found.level;
  throw new WorkspaceError({
    what: `Area code is unknown: ${JSON.stringify(code.slice(0, 20))}`,
    mend: "Write a code such as GM9901, WK990101 or BU99010101, without spaces",
  });
}

/**
 * Tells whether a text is an area code of CBS.
 *
 * @param code The text.
 * @returns Whether it is.
 */
export function isRegionCode(code: string): boolean {
  return LEVEL_BY_PATTERN.some((entry) => entry.pattern.test(code));
}

/**
 * Gives the code of the wijk or gemeente around a buurt or wijk.
 *
 * @example From buurt to gemeente
 * ```ts
 * import { codeAtLevel } from "./region.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(codeAtLevel("BU99010A03", "wijk"), "WK99010A");
 * assert.equal(codeAtLevel("BU99010A03", "gemeente"), "GM9901");
 * ```
 *
 * @param code A code of a buurt, wijk or gemeente.
 * @param level The level that is asked.
 * @returns The code at that level.
 * @throws {WorkspaceError} When the code does not hold the level, as a gemeente holds no wijk.
 */
export function codeAtLevel(code: string, level: "buurt" | "wijk" | "gemeente"): string {
  const own = levelOf(code);
  if (own === level) return code;
  if (level === "wijk" && own === "buurt") return `WK${code.slice(2, 8)}`;
  if (level === "gemeente" && (own === "buurt" || own === "wijk")) return `GM${code.slice(2, 6)}`;
  throw new WorkspaceError({
    what: `A code of level ${own} holds no ${level}`,
    where: code,
    mend: "Ask for a larger level",
  });
}

/**
 * Gives the municipalities of a region in a year.
 *
 * @param region The region.
 * @param year The year of boundaries.
 * @returns The members, in the order of the definition.
 */
export function membersOf(
  region: RegionDefinition,
  year: number,
): readonly { readonly code: string; readonly name: string }[] {
  return region.members
    .filter((member) => year >= (member.from ?? -Infinity) && year <= (member.to ?? Infinity))
    .map(({ code, name }) => ({ code, name }));
}

/** One line of a concordance: this share of what an old area counted belongs to a new one. */
export interface ConcordanceLine {
  /** The code by the old boundaries. */
  readonly from: string;
  /** The code by the new boundaries. */
  readonly to: string;
  /** The share, above 0 and at most 1; the shares of an old area sum to 1. */
  readonly weight: number;
}

/**
 * Carries counts from old boundaries to new ones. Only counts and sums can be carried: carry numerator and denominator
 * and divide afterwards, never a share.
 *
 * @example A buurt goes to another municipality
 * ```ts
 * import { carryCounts } from "./region.ts";
 * import assert from "node:assert/strict";
 *
 * const carried = carryCounts(new Map([["BU99080404", 120]]), [{ from: "BU99080404", to: "BU99012101", weight: 1 }]);
 * assert.deepEqual([...carried], [["BU99012101", 120]]);
 * ```
 *
 * @param counts Counts by old code.
 * @param concordance How old areas fall into new ones; an area without a line keeps its code.
 * @returns Counts by new code, sorted by code. The total stays the same.
 * @throws {WorkspaceError} When the weights of an area lie outside 0 to 1 or do not sum to 1.
 */
export function carryCounts(
  counts: ReadonlyMap<string, number>,
  concordance: readonly ConcordanceLine[],
): ReadonlyMap<string, number> {
  const lines = new Map<string, ConcordanceLine[]>();
  for (const line of concordance) lines.set(line.from, [...lines.get(line.from) ?? [], line]);
  for (const [from, own] of lines) checkWeights(from, own);
  const carried = new Map<string, number>();
  for (const [code, count] of counts) {
    for (const line of lines.get(code) ?? [{ from: code, to: code, weight: 1 }]) {
      carried.set(line.to, (carried.get(line.to) ?? 0) + count * line.weight);
    }
  }
  return new Map([...carried].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Weights are written with a few decimals: their sum may miss 1 by this much. */
const WEIGHT_TOLERANCE = 1e-6;

function checkWeights(from: string, lines: readonly ConcordanceLine[]): void {
  const sum = lines.reduce((total, line) => total + line.weight, 0);
  const fits = lines.every((line) => line.weight > 0 && line.weight <= 1);
  if (fits && Math.abs(sum - 1) <= WEIGHT_TOLERANCE) return;
  throw new WorkspaceError({
    what: "The weights of an area do not sum to 1",
    where: from,
    mend: "Correct the concordance: every share of the old area has to go somewhere, once",
  });
}
