/** Methods of effects, each with the data sets on which it is compared with peers. */
import * as effects from "../../../lib/effects/mod.ts";
import { exactly, panel, persons, planned, selected, series, states, waves } from "./_effects_data.ts";
import { both, number, numbers, type Peer, tableOf } from "./_peer.ts";

const MATCH = { outcome: "y", treated: "t", covariates: ["a", "b", "c"] };

/** Methods that are compared. */
export const EFFECT_PEERS: readonly Peer[] = [
  {
    method: "Power",
    programs: ["r"],
    make: planned,
    here: (rows) => {
      const [size, n, icc, deviation, effect, base, gain] = [
        ...["size", "n", "icc", "deviation", "effect", "base", "gain"],
      ].map((name) => numbers(rows, name)[0]!) as [number, number, number, number, number, number, number];
      const cluster = { size, icc }, means = { kind: "two-means", deviation } as const;
      return {
        "means": effects.powerOf(means, effect * deviation, n),
        "clustered means": effects.powerOf({ ...means, cluster }, effect * deviation, n),
        "shares": effects.powerOf({ kind: "shares", base }, gain, n),
        "detectable clustered": effects.detectableDifference({ ...means, cluster }, n),
        "size for shares": effects.sizeFor({ kind: "shares", base }, gain),
      };
    },
  },
  {
    method: "DiD 2×2 and two-way",
    programs: ["python", "r"],
    make: panel,
    here: (rows) => {
      const table = tableOf(rows).withColumns({
        g: Float64Array.from(numbers(rows, "start"), (start) => start > 0 ? 1 : 0),
        after: Float64Array.from(numbers(rows, "time"), (time) => time >= 3 ? 1 : 0),
      });
      const groups = { outcome: "y", treated: "g", after: "after", cluster: "unit" };
      const panel = { outcome: "y", unit: "unit", period: "time", firstTreated: "start" };
      const plain = { interval: "plain", counted: "all" } as const;
      const did = effects.differenceInDifferences(table, groups), fixed = effects.twoWayEffect(table, panel);
      return {
        ...both("did", effects.differenceInDifferences(table, { ...groups, interval: "plain" })),
        ...both("two-way", effects.twoWayEffect(table, { ...panel, ...plain })),
        ...{ "did CR2": number(did.standardError), "did df": did.df },
        ...{ "two-way CR2": number(fixed.standardError), "two-way df": fixed.df },
      };
    },
  },
  {
    method: "Event study",
    programs: ["r"],
    make: panel,
    here: (rows) => {
      const columns = { outcome: "y", unit: "unit", period: "time", firstTreated: "start" };
      const found = effects.eventStudy(tableOf(rows), { ...columns, counted: "all" });
      const line = found.table.find(({ since }) => since === 0)!;
      // Where one unit alone decides on a period there is no error here.
      const mean = found.standardError === null
        ? { "mean after": found.estimate }
        : both("mean after", found);
      return { ...mean, ...both("first line", line), "first line df": line.df };
    },
  },
  {
    method: "Callaway–Sant'Anna",
    programs: ["python"],
    make: panel,
    here: (rows) => {
      const found = effects.groupTimeEffects(tableOf(rows), {
        ...{ outcome: "y", unit: "unit", period: "time", firstTreated: "start", draws: 0, covariates: ["x"] },
        interval: "plain",
      });
      return {
        ...both("simple", found),
        cells: found.cells.reduce((sum, cell, k) => sum + cell.estimate * (k + 1), 0),
      };
    },
  },
  {
    method: "Interrupted series",
    programs: ["python", "r"],
    make: series,
    here: (rows) => {
      const options = { outcome: "y", time: "time", start: numbers(rows, "start")[0]! };
      const fit = (method: effects.SeriesMethod) =>
        effects.interruptedSeries(tableOf(rows), { ...options, method, lag: 3, interval: "plain" });
      return {
        ...both("ols", fit("ols")),
        ...both("newey-west", fit("newey-west")),
        ...both("prais-winsten", fit("prais-winsten")),
        ...both("reml-ar1", fit("reml-ar1")),
      };
    },
  },
  {
    method: "Mixed model",
    programs: ["python", "r"],
    make: waves,
    here: (rows) => {
      const options = { outcome: "y", person: "p", treated: "g", wave: "w", waves: ["0", "1", "2"] };
      const found = effects.mixedGroupByWave(tableOf(rows), { ...options, interval: "plain" });
      const adjusted = effects.mixedGroupByWave(tableOf(rows), options);
      return {
        ...both("contrast", found),
        ...{ df: found.df, between: found.between, within: found.within },
        ...{ "Kenward–Roger error": number(adjusted.standardError), "Kenward–Roger df": adjusted.df },
      };
    },
  },
  {
    method: "Synthetic control",
    programs: ["python"],
    make: states,
    here: (rows) => {
      const found = effects.syntheticControl(tableOf(rows), {
        ...{
          outcome: "y",
          unit: "unit",
          period: "time",
          treatedUnit: "s00",
          start: numbers(rows, "start")[0]!,
        },
      });
      const loss = found.rmspeBefore ** 2;
      return { loss, effect: found.estimate, "loss pysyncon": loss };
    },
  },
  {
    method: "Matching",
    programs: ["r", "python"],
    make: persons,
    here: async (rows) => {
      const table = tableOf(rows);
      const cuts = { a: [-1, 0, 1], b: [-3, 0, 3], c: "exact" as const };
      const parts = effects.matchCoarsened(table, MATCH);
      return {
        cem: effects.matchCoarsened(table, { ...MATCH, cuts }).estimate,
        ...{ "cem in equal parts": parts.estimate, "cem strata": parts.strata },
        mahalanobis: effects.matchNearest(table, { ...MATCH, distance: "mahalanobis" }).estimate,
        "nearest score": effects.matchNearest(table, MATCH).estimate,
        "nearest score reused": effects.matchNearest(table, { ...MATCH, reuse: "allowed" }).estimate,
        "within a caliper":
          effects.matchNearest(table, { ...MATCH, distance: "log-odds", caliper: 0.2 }).estimate,
        "best total":
          (await effects.matchOptimal(table, { ...MATCH, distance: "mahalanobis" })).totalDistance,
      };
    },
  },
  {
    method: "Weighting",
    programs: ["python"],
    make: persons,
    here: (rows) => ({
      ...both("treated", effects.weighByChance(tableOf(rows), MATCH)),
      ...both("all", effects.weighByChance(tableOf(rows), { ...MATCH, target: "all" })),
      ...both("entropy", effects.balanceByEntropy(tableOf(rows), MATCH)),
    }),
  },
  {
    method: "Exact tests",
    programs: ["r"],
    make: exactly,
    here: (rows) => {
      const [a, n, b, m] = ["a", "n", "b", "m"].map((name) => numbers(rows, name)[0]!) as [
        ...[number, number, number, number],
      ];
      const part = (side: number) =>
        Float64Array.from(numbers(rows, "v").filter((_, i) => numbers(rows, "g")[i] === side));
      return {
        fisher: effects.fisherExact({ yes: a, of: n }, { yes: b, of: m }).pValue,
        permutation: effects.permutationTest(part(1), part(0)).pValue,
      };
    },
  },
  {
    method: "Regression to the mean",
    programs: ["r"],
    make: selected,
    here: (rows) =>
      both(
        "beyond",
        effects.regressionToMean(tableOf(rows), { before: "before", after: "after", selected: "t" }),
      ),
  },
  {
    method: "Change from the baseline",
    programs: ["r"],
    make: waves,
    here: (rows) => {
      const options = {
        outcome: "y",
        person: "p",
        treated: "g",
        wave: "w",
        waves: ["0", "1", "2"],
        draws: 9,
        mostExact: 1,
      };
      const found = effects.groupByWave(tableOf(rows), options);
      return { ...both("change", found), df: found.df };
    },
  },
];
