/**
 * Two groups × several waves of one questionnaire: who answered, how they changed, and the contrast of the changes.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { type PeopleColumns, type Person, readPeople } from "./_people.ts";
import { ASSUMPTIONS } from "./_words.ts";
import { type PermutationOptions, type PermutationResult, permutationTest } from "./permutation.ts";
import {
  type Displayed,
  displayed,
  effectNumber,
  type EffectSummary,
  type EffectWarning,
} from "./summary.ts";

/** Columns of {@linkcode groupByWave}. */
export interface GroupWaveOptions extends PermutationOptions, PeopleColumns {}

/** One cell of the group × wave table. */
export interface GroupWaveCell {
  /** The group. */
  readonly group: "treated" | "comparison";
  /** The wave. */
  readonly wave: string;
  /** Persons who answered. */
  readonly n: number;
  /** Persons of the baseline who did not answer in this wave. */
  readonly lost: number;
  /** The mean; null when nobody answered. */
  readonly mean: number | null;
  /** The standard deviation; null with fewer than two answers. */
  readonly deviation: number | null;
  /** The three largest scores without their sign, for rules on dominance; absent when not known. */
  readonly largest?: readonly number[];
}

/** The contrast of changes from the baseline to one wave, among persons who answered in both. */
export interface WaveContrast extends EffectSummary {
  /** The wave. */
  readonly wave: string;
  /** Persons with the approach who answered in both waves. */
  readonly treatedN: number;
  /** Persons of the comparison group who answered in both waves. */
  readonly comparisonN: number;
  /** Mean change with the approach. */
  readonly treatedChange: number;
  /** Mean change in the comparison group. */
  readonly comparisonChange: number;
  /** The permutation test of the changes. */
  readonly permutation: PermutationResult;
}

/** The result of {@linkcode groupByWave}: shows its last contrast. */
export interface GroupWaveResult extends EffectSummary {
  /** Answers per group and wave: also the flow of who was lost. */
  readonly cells: readonly GroupWaveCell[];
  /** A contrast per wave after the baseline. */
  readonly contrasts: readonly WaveContrast[];
}

/** Fewer persons than this in a group make the t interval lean on the shape of the scores: look at the permutation test. */
const SMALL_GROUP = 15;
/** How many of the largest scores rules on dominance look at. */
const LARGEST = 3;
/** More than this share lost since the baseline is a warning (What Works Clearinghouse 2022: the border of high attrition). */
const HIGH_LOSS = 0.3;

/**
 * Compares the changes of two groups over the waves of a questionnaire.
 *
 * Per wave: (mean change with the approach) − (mean change without), among persons who answered both then and at the
 * baseline. The interval is Welch's; the permutation test divides the changes over the groups. No model for missing
 * answers: `cells` tells who was lost.
 * Source: Welch (1947), Biometrika 34, 28–35.
 *
 * @example Three against three, two waves
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { groupByWave } from "./group_wave.ts";
 * import assert from "node:assert/strict";
 *
 * const persons = ["a", "b", "c", "d", "e", "f"];
 * const table = Table.from({
 *   persoon: [...persons, ...persons],
 *   groep: Float64Array.of(1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0),
 *   meting: [...persons.map(() => "0"), ...persons.map(() => "1")],
 *   score: Float64Array.of(5, 6, 7, 5, 6, 7, 9, 9, 11, 5, 7, 8),
 * });
 * const result = groupByWave(table, {
 *   outcome: "score", person: "persoon", treated: "groep", wave: "meting", waves: ["0", "1"],
 * });
 * assert.equal(result.estimate, 3);
 * assert.equal(result.contrasts[0]?.permutation.pValue, 0.1);
 * ```
 *
 * @param table One row a person and wave.
 * @param options The columns and the waves.
 * @returns Cells, contrasts, and as summary the contrast of the last wave.
 * @throws {WorkspaceError} When there are fewer than two waves, a person occurs twice in a wave or in both groups, or
 *   nobody of a group answered at the baseline and in a later wave.
 */
export function groupByWave(table: Table, options: GroupWaveOptions): GroupWaveResult & Displayed {
  const { waves } = options;
  if (waves.length < 2 || new Set(waves).size < waves.length) {
    throw new WorkspaceError({ what: "There are not two different waves", where: options.wave });
  }
  const people = readPeople(table, options);
  const cells = (["treated", "comparison"] as const).flatMap((group) =>
    waves.map((_, wave) => cellOf(people, group, wave, waves))
  );
  const contrasts = waves.slice(1).map((_, before) => contrastOf(people, before + 1, options, cells));
  const { n, smallestN, method, assumptions, warnings, ...rest } = contrasts.at(-1)!;
  const { estimate, standardError, low, high, pValue, df } = rest;
  return displayed({
    ...{ estimate, standardError, low, high, pValue, df, n, smallestN, method, assumptions, warnings },
    cells,
    contrasts,
  });
}

function cellOf(
  people: readonly Person[],
  group: Person["group"],
  wave: number,
  waves: readonly string[],
): GroupWaveCell {
  const members = people.filter((person) => person.group === group);
  const values = members.map((person) => person.scores[wave]!).filter((value) => !Number.isNaN(value));
  const lost =
    members.filter(({ scores }) => !Number.isNaN(scores[0]!) && Number.isNaN(scores[wave]!)).length;
  const { mean, variance } = momentsOf(values);
  return {
    ...{ group, wave: waves[wave]!, n: values.length, lost },
    mean: values.length > 0 ? mean : null,
    deviation: values.length > 1 ? Math.sqrt(variance) : null,
    largest: values.map(Math.abs).sort((a, b) => b - a).slice(0, LARGEST),
  };
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    mean,
    variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
  };
}

function contrastOf(
  people: readonly Person[],
  wave: number,
  options: GroupWaveOptions,
  cells: readonly GroupWaveCell[],
): WaveContrast {
  const changes = (group: Person["group"]) =>
    people.filter((person) => person.group === group)
      .map(({ scores }) => scores[wave]! - scores[0]!).filter((change) => !Number.isNaN(change));
  const treated = changes("treated"), comparison = changes("comparison");
  const name = options.waves[wave]!;
  if (treated.length === 0 || comparison.length === 0) {
    throw new WorkspaceError({
      what: "Nobody of one group answered both at the baseline and in this wave",
      where: `wave ${name}`,
      mend: "Leave the wave out and say so in the briefing",
    });
  }
  const a = momentsOf(treated), b = momentsOf(comparison);
  const partA = a.variance / treated.length, partB = b.variance / comparison.length;
  const share = partA / (partA + partB);
  const df = 1 / (share ** 2 / (treated.length - 1) + (1 - share) ** 2 / (comparison.length - 1));
  const enough = treated.length > 1 && comparison.length > 1 && df > 0;
  const smallestN = Math.min(treated.length, comparison.length);
  return displayed({
    ...effectNumber(a.mean - b.mean, enough ? Math.sqrt(partA + partB) : 0, enough ? df : 0),
    method: { nl: "Verschil in verandering tussen groepen", en: "Difference in change between groups" },
    ...{ wave: name, n: treated.length + comparison.length, smallestN },
    ...{ treatedN: treated.length, comparisonN: comparison.length },
    ...{ treatedChange: a.mean, comparisonChange: b.mean },
    permutation: permutationTest(Float64Array.from(treated), Float64Array.from(comparison), options),
    assumptions: [
      ASSUMPTIONS.parallel,
      ASSUMPTIONS.spillover,
      ASSUMPTIONS.attrition,
      ASSUMPTIONS.exchangeable,
    ],
    warnings: warningsOf(smallestN, cells.filter((cell) => cell.wave === name)),
  });
}

function warningsOf(smallestN: number, cells: readonly GroupWaveCell[]): readonly EffectWarning[] {
  const warnings: EffectWarning[] = [];
  if (smallestN < SMALL_GROUP) {
    warnings.push({
      code: "small-group",
      weight: "remark",
      text: {
        nl: `De kleinste groep telt minder dan ${SMALL_GROUP} mensen: kijk naar de permutatietoets.`,
        en: `The smallest group has fewer than ${SMALL_GROUP} people: look at the permutation test.`,
      },
    });
  }
  const loss = Math.max(...cells.map((cell) => cell.lost / Math.max(1, cell.lost + cell.n)));
  if (loss > HIGH_LOSS) {
    warnings.push({
      code: "attrition",
      weight: "remark",
      text: {
        nl: "Meer dan drie op de tien mensen vielen weg: wie bleef, kan anders zijn dan wie wegviel.",
        en: "More than three in ten people dropped out: those who stayed may differ from those who left.",
      },
    });
  }
  return warnings;
}
