/**
 * Growth of the same pupils from grade to grade, by school, beside schools with pupils in like circumstances.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { studentTCdf, studentTQuantile } from "../core/stats/mod.ts";
import type { Table } from "../core/table.ts";
import { requireReckoned } from "./_figures.ts";
import { adjustPValues } from "./compare.ts";

/** What growth is measured of. */
export interface GrowthOptions {
  /** The column with the pupil. Default `leerling`. */
  readonly pupil?: string;
  /** The column with the school. Default `school`. */
  readonly school?: string;
  /** The column with the group of like schools. Default `weging`. */
  readonly stratum?: string;
  /** The column with the grade. Default `groep`. */
  readonly grade?: string;
  /** The column with the score. Default `leesscore`. */
  readonly score?: string;
  /** The first grade that counts. */
  readonly from: number;
  /** The last grade that counts. */
  readonly to: number;
  /** A school is judged from this many pupils with two or more scores. Default 10. */
  readonly minimumPupils?: number;
  /** A school is behind or ahead when its adjusted p-value is below this. Default 0.05. */
  readonly level?: number;
}

/** The growth of one school. */
export interface SchoolGrowth {
  /** The school. */
  readonly school: string;
  /** Pupils with scores in two or more of the grades. */
  readonly pupils: number;
  /** Points per grade. */
  readonly perGrade: number;
  /** Points per grade at the other schools of its group. */
  readonly peersPerGrade: number;
  /** The difference, with its 95 % interval. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
  /** The p-value of the difference, adjusted for all schools (Benjamini–Hochberg). */
  readonly adjustedP: number;
  /** `alike` when the difference may be chance. */
  readonly verdict: "behind" | "alike" | "ahead";
}

/**
 * Compares the growth of each school with the other schools of its group.
 *
 * A pupil counts with the rise from the first to the last score within the grades, as long as it stays at the school.
 * Growth per grade is the ratio of summed rises and summed grades, its standard error by linearisation over pupils;
 * the difference has the interval of Welch's t. Because the same pupils are followed, who comes in or leaves does not matter.
 * Schools below `minimumPupils`, or without others in their group, are left out.
 *
 * @example A school where pupils rise half as fast
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { compareGrowth } from "./growth.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = Array.from({ length: 120 }, (_, i) => ({ pupil: i >> 1, late: i % 2, slow: (i >> 1) % 4 === 0 }));
 * const table = Table.from({
 *   leerling: rows.map(({ pupil }) => `L${pupil}`), school: rows.map(({ slow }) => slow ? "A" : "B"),
 *   weging: rows.map(() => "laag"), groep: Float64Array.from(rows, ({ late }) => 5 + late),
 *   leesscore: Float64Array.from(rows, ({ late, slow, pupil }) => 100 + late * (slow ? 4 : 8) + late * (pupil % 3)),
 * });
 * const [a] = compareGrowth(table, { from: 5, to: 8 });
 * assert.deepEqual([a?.school, a?.verdict, Math.round(a?.difference.value ?? 0)], ["A", "behind", -4]);
 * ```
 *
 * @param table A row per pupil and year.
 * @param options Grades, columns and limits.
 * @returns The schools, by name. Stays in the analysis: a briefing shows groups of schools.
 * @throws {WorkspaceError} When the grades run backwards, or a score is infinite or too large to reckon with.
 */
export function compareGrowth(table: Table, options: GrowthOptions): readonly SchoolGrowth[] {
  const { from, to, minimumPupils = 10, level = 0.05 } = options;
  if (!(from < to)) {
    throw new WorkspaceError({
      what: "The grades run backwards",
      where: "compareGrowth",
      mend: "Give a first grade below the last",
    });
  }
  const schools = risesBySchool(table, options);
  const judged = [...schools].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([school, { stratum, rises }]) => {
    const peers = [...schools].flatMap(([name, other]) =>
      name !== school && other.stratum === stratum ? other.rises : []
    );
    if (rises.length < Math.max(2, minimumPupils) || peers.length < 2) return [];
    return [differenceOf(school, ratioOf(rises), ratioOf(peers))];
  });
  requireReckoned(judged.flatMap(({ p, difference }) => [p, difference.low]), "compareGrowth");
  const adjusted = adjustPValues(judged.map(({ p }) => p), "benjamini-hochberg");
  return judged.map(({ p: _, ...school }, i) => {
    const adjustedP = adjusted[i] ?? 1;
    const verdict = adjustedP >= level ? "alike" : school.difference.value < 0 ? "behind" : "ahead";
    return { ...school, adjustedP, verdict };
  });
}

/** A pupil's rise in points over a number of grades. */
interface Rise {
  readonly points: number;
  readonly grades: number;
}

function risesBySchool(table: Table, options: GrowthOptions) {
  const { pupil = "leerling", school = "school", stratum = "weging", grade = "groep", score = "leesscore" } =
    options;
  const [pupils, schools, strata] = [table.texts(pupil), table.texts(school), table.texts(stratum)];
  const [grades, scores] = [table.numbers(grade), table.numbers(score)];
  const ends = new Map<string, { school: string; stratum: string; first: Mark; last: Mark }>();
  for (let row = 0; row < table.rowCount; row++) {
    const mark = { grade: grades[row] ?? NaN, score: scores[row] ?? NaN };
    const [who, where] = [pupils[row] ?? null, schools[row] ?? null];
    const counts = mark.grade >= options.from && mark.grade <= options.to && !Number.isNaN(mark.score);
    if (!counts || who === null || where === null) continue;
    const key = `${where}\n${who}`;
    const known = ends.get(key) ?? { school: where, stratum: strata[row] ?? "", first: mark, last: mark };
    if (mark.grade < known.first.grade) known.first = mark;
    if (mark.grade > known.last.grade) known.last = mark;
    ends.set(key, known);
  }
  const found = new Map<string, { readonly stratum: string; readonly rises: Rise[] }>();
  for (const { school: where, stratum: group, first, last } of ends.values()) {
    const held = found.get(where) ?? { stratum: group, rises: [] };
    if (last.grade > first.grade) {
      held.rises.push({ points: last.score - first.score, grades: last.grade - first.grade });
    }
    found.set(where, held);
  }
  return found;
}

interface Mark {
  readonly grade: number;
  readonly score: number;
}

interface Ratio {
  readonly pupils: number;
  readonly value: number;
  readonly variance: number;
}

function ratioOf(rises: readonly Rise[]): Ratio {
  const grades = rises.reduce((sum, rise) => sum + rise.grades, 0);
  const value = rises.reduce((sum, { points }) => sum + points, 0) / grades;
  const squares = rises.reduce((sum, rise) => sum + (rise.points - value * rise.grades) ** 2, 0);
  const n = rises.length;
  return { pupils: n, value, variance: (squares * n) / (n - 1) / grades ** 2 };
}

function differenceOf(school: string, own: Ratio, peers: Ratio) {
  const value = own.value - peers.value;
  const error = Math.sqrt(own.variance + peers.variance);
  // Welch: a school of ten pupils tells little of its own spread.
  const df = (own.variance + peers.variance) ** 2 /
    (own.variance ** 2 / (own.pupils - 1) + peers.variance ** 2 / (peers.pupils - 1));
  const reach = error > 0 ? studentTQuantile(0.975, df) * error : 0;
  const p = error > 0 ? 2 * studentTCdf(Math.abs(value) / error, df, "upper") : value === 0 ? 1 : 0;
  return {
    school,
    pupils: own.pupils,
    perGrade: own.value,
    peersPerGrade: peers.value,
    difference: { value, low: value - reach, high: value + reach },
    p,
  };
}
