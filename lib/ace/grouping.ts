/**
 * Named groupings of a score. The grouping is always a named parameter: authors differ.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";

/** One group of scores. */
export interface ScoreGroup {
  /** The code, for example `2-3`. */
  readonly code: string;
  /** What readers see. */
  readonly label: Label;
  /** The lowest score of the group; it reaches up to the next group's lowest. */
  readonly from: number;
}

/** A named grouping. Groups are in order and the first starts at 0. */
export interface Grouping {
  /** A slug. */
  readonly id: string;
  /** The groups. */
  readonly groups: readonly ScoreGroup[];
  /** Who uses it. */
  readonly source: string;
}

function group(from: number, code: string, nl: string, en: string): ScoreGroup {
  return { from, code, label: { nl, en } };
}

const NONE = group(0, "0", "geen", "none");
const ONE = group(1, "1", "één", "one");

/** The named groupings. */
export const GROUPINGS = {
  /** 0, 1, 2–3, 4 or more: the usual one in CDC reports. */
  cdc4: {
    id: "cdc4",
    groups: [
      NONE,
      ONE,
      group(2, "2-3", "twee of drie", "two or three"),
      group(4, "4+", "vier of meer", "four or more"),
    ],
    source: "MMWR 72(26), 2023; PMC6035880 table 1",
  },
  /** 0, 1, 2, 3, 4 or more. */
  cdc5: {
    id: "cdc5",
    groups: [
      NONE,
      ONE,
      group(2, "2", "twee", "two"),
      group(3, "3", "drie", "three"),
      group(4, "4+", "vier of meer", "four or more"),
    ],
    source: "CDC, About the CDC-Kaiser ACE Study",
  },
  /** 0, 1–2, 3 or more. */
  three: {
    id: "three",
    groups: [
      NONE,
      group(1, "1-2", "één of twee", "one or two"),
      group(3, "3+", "drie of meer", "three or more"),
    ],
    source: "hurlab/BRFSS-ACE",
  },
  /** 0 against 1 or more. */
  any: {
    id: "any",
    groups: [NONE, group(1, "1+", "één of meer", "one or more")],
    source: "MMWR 2019 and 2023",
  },
  /** 0–2, 3–5, 6–7 positive experiences. */
  pce3: {
    id: "pce3",
    groups: [
      group(0, "0-2", "nul tot twee", "zero to two"),
      group(3, "3-5", "drie tot vijf", "three to five"),
      group(6, "6-7", "zes of zeven", "six or seven"),
    ],
    source: "Bethell et al. (2019), JAMA Pediatrics",
  },
} as const satisfies Readonly<Record<string, Grouping>>;

/** The position of the group of a score; −1 for NaN. Prorated scores fall by their whole part. */
export function groupIndex(grouping: Grouping, score: number): number {
  if (Number.isNaN(score)) return -1;
  let found = -1;
  for (let index = 0; index < grouping.groups.length; index++) {
    if (score >= (grouping.groups[index]?.from ?? Infinity)) found = index;
  }
  return found;
}

/**
 * Makes an own grouping from the lowest score of each group.
 *
 * @example Two groups
 * ```ts
 * import { groupingFrom } from "./grouping.ts";
 * import assert from "node:assert/strict";
 *
 * const grouping = groupingFrom("none-or-5", [0, 1, 5]);
 * assert.deepEqual(grouping.groups.map(({ code }) => code), ["0", "1-4", "5+"]);
 * ```
 *
 * @param id A slug.
 * @param starts The lowest score of each group, ascending from 0.
 * @returns The grouping.
 * @throws {WorkspaceError} When the starts do not ascend from 0.
 */
export function groupingFrom(id: string, starts: readonly number[]): Grouping {
  const ascending = starts.every((start, index) =>
    Number.isInteger(start) && start > (starts[index - 1] ?? -1)
  );
  if (starts[0] !== 0 || !ascending) {
    throw new WorkspaceError({
      what: "The groups of a score must ascend from 0",
      where: id,
      mend: "Give for example [0, 1, 4]",
    });
  }
  const groups = starts.map((from, index) => {
    const next = starts[index + 1];
    const code = next === undefined ? `${from}+` : next - 1 === from ? `${from}` : `${from}-${next - 1}`;
    return { from, code, label: { nl: code, en: code } };
  });
  return { id, groups, source: "own" };
}
