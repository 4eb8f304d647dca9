/** Simulated coverage of the intervals of effects: the situations, chosen before their results were seen, as data. */
import { type Random, randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import {
  differenceInDifferences,
  eventStudy,
  groupTimeEffects,
  interruptedSeries,
  mixedGroupByWave,
  type SeriesMethod,
  twoWayEffect,
} from "../../lib/effects/mod.ts";

/** The ends of an interval. */
export interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}

/** One situation: its name, what is true, and how a data set of a seed is made and analysed. */
export interface Situation {
  readonly name: string;
  readonly truth: number;
  readonly run: (seed: string, interval: "small-sample" | "plain") => Ends;
}

/** The share of runs whose interval holds the truth; an interval that is not given holds nothing. */
export function coverage(situation: Situation, runs: number, interval: "small-sample" | "plain"): number {
  let covered = 0;
  for (let nth = 0; nth < runs; nth++) {
    const { low, high } = situation.run(`coverage/${situation.name}/${nth}`, interval);
    if (low !== null && high !== null && low <= situation.truth && situation.truth <= high) covered++;
  }
  return covered / runs;
}

/** Errors of which each is rho times the one before plus something new. */
function autoregressive(random: Random, length: number, rho: number): Float64Array {
  let error = random.normal() / Math.sqrt(1 - rho * rho);
  return Float64Array.from({ length }, (_, t) => {
    if (t > 0) error = rho * error + random.normal();
    return error;
  });
}

function tableOf(rows: readonly Readonly<Record<string, number | string>>[]): Table {
  const names = Object.keys(rows[0]!);
  return Table.from(Object.fromEntries(names.map((name) => {
    const values = rows.map((row) => row[name]!);
    return [name, typeof values[0] === "number" ? Float64Array.from(values as number[]) : values.map(String)];
  })));
}

/** Units over periods; `starts` are given to units in turn, 0 for never. */
function panel(seed: string, units: number, periods: number, starts: readonly number[], rho: number): Table {
  const random = randomFor(seed);
  return tableOf(
    Array.from({ length: units }, (_, i) => {
      const level = 2 * random.normal(), start = starts[i % starts.length]!, x = random.normal();
      const errors = autoregressive(random, periods, rho);
      return Array.from(errors, (error, t) => ({
        ...{ unit: `u${String(i).padStart(3, "0")}`, time: t + 1, start, group: start > 0 ? 1 : 0, x },
        after: t + 1 >= 4 ? 1 : 0,
        y: level + 0.3 * t + 0.2 * x * t + (start > 0 && t + 1 >= start ? 1 : 0) + error,
      }));
    }).flat(),
  );
}

const PANEL = { outcome: "y", unit: "unit", period: "time", firstTreated: "start" };

/** A year before and a year after in schools of unequal size, each with a level and a fate per year of its own. */
function schools(seed: string, count: number, starts: readonly number[]): Table {
  const random = randomFor(seed);
  return tableOf(
    Array.from({ length: count }, (_, i) => {
      const level = random.normal(), group = starts[i % starts.length]! > 0 ? 1 : 0;
      return [0, 1].flatMap((after) => {
        const fate = 0.5 * random.normal();
        return Array.from({ length: 4 + random.below(17) }, () => ({
          ...{ school: `s${String(i).padStart(3, "0")}`, group, after },
          y: level + fate + after * (0.5 + group) + random.normal(),
        }));
      });
    }).flat(),
  );
}

function waves(seed: string, people: number, icc: number): Table {
  const random = randomFor(seed), between = Math.sqrt(icc), within = Math.sqrt(1 - icc);
  return tableOf(
    Array.from({ length: people }, (_, i) => {
      const level = between * random.normal(), stays = random.next() < 0.8 ? 3 : 2;
      return Array.from({ length: stays }, (_, w) => ({
        ...{ p: `p${i}`, w: String(w), g: i % 2 },
        y: level + w * (i % 2) + within * random.normal(),
      }));
    }).flat(),
  );
}

function series(seed: string, points: number, rho: number): Table {
  const errors = autoregressive(randomFor(seed), points, rho), half = points / 2;
  return tableOf(
    Array.from(errors, (error, time) => ({ time, y: 30 + 0.1 * time + (time >= half ? 3 : 0) + error })),
  );
}

const RHOS = [0, 0.2, 0.4, 0.6] as const;
const UNITS = [20, 50] as const;
/** Half of the units start, or a quarter. */
const SHARES = { half: [0, 4], quarter: [0, 0, 0, 4] } as const;

const across = <A, B, C>(
  as: readonly A[],
  bs: readonly B[],
  make: (a: A, b: B) => C,
): readonly C[] => as.flatMap((a) => bs.map((b) => make(a, b)));

/** 2×2 in schools of unequal size. */
export const DID: readonly Situation[] = across(UNITS, ["half", "quarter"] as const, (units, share) => ({
  name: `2×2, ${units} schools, ${share} start`,
  truth: 1,
  run: (seed, interval) =>
    differenceInDifferences(schools(seed, units, SHARES[share]), {
      ...{ outcome: "y", treated: "group", after: "after", cluster: "school", interval },
    }),
}));

/** Two-way fixed effects with autocorrelated errors. */
export const TWO_WAY: readonly Situation[] = (["half", "quarter"] as const).flatMap((share) =>
  across(UNITS, RHOS, (units, rho): Situation => ({
    name: `two-way, ${units} units, ${share} start, rho ${rho}`,
    truth: 1,
    run: (seed, interval) => twoWayEffect(panel(seed, units, 6, SHARES[share], rho), { ...PANEL, interval }),
  }))
);

/** Event study: the mean after the start, and the first line. */
export const EVENT_STUDY: readonly Situation[] = (["mean", "first"] as const).flatMap((line) =>
  across(UNITS, RHOS, (units, rho): Situation => ({
    name: `event study (${line}), ${units} units, half start, rho ${rho}`,
    truth: 1,
    run: (seed, interval) => {
      const found = eventStudy(panel(seed, units, 6, SHARES.half, rho), { ...PANEL, interval });
      return line === "mean" ? found : found.table.find(({ since }) => since === 0)!;
    },
  }))
);

/** A quarter starts in period 3, a quarter in period 4 of 5. */
const STAGGERED = [0, 3, 0, 4];

/** Callaway–Sant'Anna. */
export const GROUP_TIME: readonly Situation[] = [
  ...across(UNITS, RHOS, (units, rho): Situation => ({
    name: `group-time, ${units} units, rho ${rho}`,
    truth: 1,
    run: (seed, interval) =>
      groupTimeEffects(panel(seed, units, 5, STAGGERED, rho), { ...PANEL, interval, draws: 0 }),
  })),
  ...across(UNITS, ["never-treated", "not-yet-treated"] as const, (units, comparison): Situation => ({
    name: `group-time with a covariate, ${comparison}, ${units} units, rho 0.4`,
    truth: 1,
    run: (seed, interval) =>
      groupTimeEffects(panel(seed, units, 5, STAGGERED, 0.4), {
        ...{ ...PANEL, interval, comparison, draws: 0, covariates: ["x"], estimator: "regression" },
      }),
  })),
];

/** The joint bands of all cells of Callaway–Sant'Anna: 1 when they hold every truth. */
export const BANDS: readonly Situation[] = UNITS.map((units) => ({
  name: `group-time bands, ${units} units, rho 0.4`,
  truth: 1,
  run: (seed, interval) => {
    const { cells } = groupTimeEffects(panel(seed, units, 5, STAGGERED, 0.4), {
      ...PANEL,
      interval,
      draws: 999,
    });
    const held = cells.every(({ part, bandLow, bandHigh }) => {
      const truth = part === "after" ? 1 : 0;
      return bandLow! <= truth && truth <= bandHigh!;
    });
    return held ? { low: 0, high: 2 } : { low: null, high: null };
  },
}));

/** Group × wave with one in five dropping out. */
export const MIXED: readonly Situation[] = across(UNITS, [0.2, 0.5, 0.8], (people, icc) => ({
  name: `mixed model, ${people} people, ICC ${icc}`,
  truth: 2,
  run: (seed, interval) =>
    mixedGroupByWave(waves(seed, people, icc), {
      ...{ outcome: "y", person: "p", treated: "g", wave: "w", waves: ["0", "1", "2"], interval },
    }),
}));

/** The change in level at the middle of a series, which is 3, and the change in slope there, which is 0. */
export interface SeriesSituation extends Situation {
  readonly run: (seed: string, interval: "small-sample" | "plain") => Ends & { readonly slopeChange: Ends };
}

/** Interrupted series. */
export function seriesSituations(
  method: SeriesMethod,
  points: readonly number[],
): readonly SeriesSituation[] {
  return across(points, RHOS, (length, rho) => ({
    name: `${method}, ${length} points, rho ${rho}`,
    truth: 3,
    run: (seed, interval) =>
      interruptedSeries(series(seed, length, rho), {
        ...{ outcome: "y", time: "time", start: length / 2, method, interval },
      }),
  }));
}

/** The share of series whose interval holds the change in level, and the change in slope: both of the same series. */
export function seriesCoverage(situation: SeriesSituation, runs: number) {
  let slopes = 0;
  const run: Situation["run"] = (seed, interval) => {
    const found = situation.run(seed, interval), { low, high } = found.slopeChange;
    if (low !== null && high !== null && low <= 0 && 0 <= high) slopes++;
    return found;
  };
  const level = coverage({ ...situation, run }, runs, "small-sample");
  return { level, slope: slopes / runs };
}
