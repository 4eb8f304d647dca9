/** Every function of the folder on every kind of degenerate table: a clear error or finite numbers, never NaN in silence. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { Table } from "../../lib/core/table.ts";
import * as effects from "../../lib/effects/mod.ts";

type Rows = readonly Readonly<Record<string, number | string>>[];

/** The same table serves panels, two moments, waves, people, one series and one area among others. */
function sound(units = 12, periods = 6): Rows {
  return Array.from({ length: units }, (_, i) => {
    const treated = i < units / 3 ? 1 : 0;
    return Array.from({ length: periods }, (_, t) => ({
      ...{ unit: `u${String(i).padStart(2, "0")}`, time: t, wave: String(t), cluster: `c${i % 6}` },
      ...{ treated, after: t >= 3 ? 1 : 0, start: treated * 3 },
      ...{ x: ((i * 7) % 11) / 3 + Math.cos(i) / 9, z: ((i * 5) % 7) + (i % 2) },
      y: i + t / 2 + Math.sin(i * 12.9 + t * 78.2) + (treated && t >= 3 ? 2 : 0),
    }));
  }).flat();
}

function tableOf(rows: Rows): Table {
  const names = ["unit", "time", "wave", "cluster", "treated", "after", "start", "x", "z", "y"];
  const texts = new Set(["unit", "wave", "cluster"]);
  return Table.from(Object.fromEntries(names.map((name) => [
    name,
    texts.has(name)
      ? rows.map((row) => String(row[name]))
      : Float64Array.from(rows, (row) => row[name] as number),
  ])));
}

const onePeriod = (table: Table, time = 5) => {
  const times = table.numbers("time");
  return table.filter((row) => times[row] === time);
};
const oneUnit = (table: Table) => {
  const units = table.texts("unit");
  return table.filter((row) => units[row] === "u00");
};
const PANEL = { outcome: "y", unit: "unit", period: "time", firstTreated: "start" };
const PEOPLE = { outcome: "y", treated: "treated", covariates: ["x", "z"] };
const WAVES = { outcome: "y", person: "unit", treated: "treated", wave: "wave", waves: ["2", "3", "5"] };
const SERIES = { outcome: "y", time: "time", start: 10 };

/** Twenty points of one area. */
function series(table: Table): Table {
  const y = table.numbers("y").slice(0, 20);
  return Table.from({ time: y.map((_, t) => t), y, x: table.numbers("x").slice(0, 20) });
}

const METHODS: Readonly<Record<string, (table: Table) => unknown>> = {
  differenceInDifferences: (table) =>
    effects.differenceInDifferences(table, {
      ...{ outcome: "y", treated: "treated", after: "after", cluster: "cluster" },
    }),
  "differenceInDifferences, plain": (table) =>
    effects.differenceInDifferences(table, {
      ...{ outcome: "y", treated: "treated", after: "after", cluster: "unit", interval: "plain" },
    }),
  twoWayEffect: (table) => effects.twoWayEffect(table, PANEL),
  "twoWayEffect, clusters": (table) => effects.twoWayEffect(table, { ...PANEL, cluster: "cluster" }),
  eventStudy: (table) => effects.eventStudy(table, PANEL),
  groupTimeEffects: (table) => effects.groupTimeEffects(table, { ...PANEL, draws: 99 }),
  "groupTimeEffects, covariate": (table) =>
    effects.groupTimeEffects(table, { ...PANEL, draws: 0, covariates: ["x"], comparison: "not-yet-treated" }),
  "groupTimeEffects, clusters": (table) =>
    effects.groupTimeEffects(table, { ...PANEL, draws: 99, cluster: "cluster", base: "universal" }),
  syntheticControl: (table) =>
    effects.syntheticControl(table, {
      ...{ outcome: "y", unit: "unit", period: "time", treatedUnit: "u00", start: 3 },
    }),
  groupByWave: (table) => effects.groupByWave(table, { ...WAVES, draws: 99, mostExact: 1000 }),
  mixedGroupByWave: (table) => effects.mixedGroupByWave(table, WAVES),
  matchNearest: (table) => effects.matchNearest(onePeriod(table), PEOPLE),
  "matchNearest, Mahalanobis": (table) =>
    effects.matchNearest(onePeriod(table), { ...PEOPLE, distance: "mahalanobis" }),
  matchCoarsened: (table) => effects.matchCoarsened(onePeriod(table), PEOPLE),
  weighByChance: (table) => effects.weighByChance(onePeriod(table), PEOPLE),
  balanceByEntropy: (table) => effects.balanceByEntropy(onePeriod(table), PEOPLE),
  "interruptedSeries, reml-ar1": (table) => effects.interruptedSeries(series(table), SERIES),
  "interruptedSeries, prais-winsten": (table) =>
    effects.interruptedSeries(series(table), { ...SERIES, method: "prais-winsten", covariates: ["x"] }),
  "interruptedSeries, newey-west": (table) =>
    effects.interruptedSeries(series(table), { ...SERIES, method: "newey-west" }),
  "interruptedSeries, ols": (table) => effects.interruptedSeries(series(table), { ...SERIES, method: "ols" }),
  regressionToMean: (table) => {
    const last = onePeriod(table);
    return effects.regressionToMean(last.withColumns({ before: onePeriod(table, 0).numbers("y") }), {
      ...{ before: "before", after: "y", selected: "treated" },
    });
  },
  permutationTest: (table) => {
    const { y, t } = { y: onePeriod(table).numbers("y"), t: onePeriod(table).numbers("treated") };
    const part = (value: number) => y.filter((_, row) => t[row] === value);
    return effects.permutationTest(part(1), part(0), { mostExact: 1000, draws: 99 });
  },
};

type Hazard = (table: Table) => Table;
const put = (name: string, value: (old: number, row: number) => number): Hazard => (table) =>
  table.withColumns({ [name]: table.numbers(name).map(value) });

const HAZARDS: Readonly<Record<string, Hazard>> = {
  "constant outcome": put("y", () => 3),
  "constant outcome with rounding": put("y", () => 0.1 + 0.2),
  "ties everywhere": put("y", (old) => old > 6 ? 1 : 0),
  "all missing": put("y", () => NaN),
  "one missing": put("y", (old, row) => row === 4 ? NaN : old),
  "one infinite": put("y", (old, row) => row === 9 ? Infinity : old),
  "one minus infinite": put("y", (old, row) => row === 9 ? -Infinity : old),
  "nobody has the approach": (table) => put("start", () => 0)(put("treated", () => 0)(table)),
  "all have the approach": (table) => put("start", () => 3)(put("treated", () => 1)(table)),
  "all started before": put("start", (old) => old > 0 ? -5 : 0),
  "all start later": put("start", (old) => old > 0 ? 50 : 0),
  "a covariate is constant": put("x", () => 1),
  "a covariate is there twice": (table) => table.withColumns({ z: table.numbers("x").map((x) => 2 * x + 1) }),
  "a covariate tells the groups apart": (table) =>
    table.withColumns({ x: table.numbers("treated").map((t) => 9 * t) }),
  "a covariate is missing": put("x", () => NaN),
  "one cluster": (table) => table.withColumns({ cluster: table.texts("unit").map(() => "c") }),
  "one period": (table) => onePeriod(table),
  "two periods": (table) => {
    const times = table.numbers("time");
    return table.filter((row) => times[row] === 2 || times[row] === 3);
  },
  "one unit": oneUnit,
  "one unit with the approach": (table) => {
    const units = table.texts("unit"), treated = table.numbers("treated");
    return table.filter((row) => units[row] === "u00" || treated[row] === 0);
  },
  "one unit without the approach": (table) => {
    const units = table.texts("unit"), treated = table.numbers("treated");
    return table.filter((row) => units[row] === "u07" || treated[row] === 1);
  },
  "fewer rows than coefficients": (table) => table.filter((row) => row % 17 === 0),
  "no rows": (table) => table.filter(() => false),
  "times that cannot be told apart": put("time", () => 1),
  "infinite time": put("time", (old, row) => row === 2 ? Infinity : old),
  "missing key": (table) =>
    table.withColumns({ unit: table.texts("unit").map((u, row) => row === 3 ? null : u) }),
  "outcome of units and periods alone": put("y", (_, row) => Math.floor(row / 6) * 1.1 + (row % 6) * 0.7),
};

/** The path of the first number that is not finite; df may be Infinity (a normal interval), and a ratio to a perfect fit. */
function notFinite(value: unknown, path: string): string | null {
  if (typeof value === "number") {
    const meant = value === Infinity && (path.endsWith(".df") || path === "syntheticControl.ratio");
    return Number.isFinite(value) || meant ? null : `${path} is ${value}`;
  }
  if (value === undefined) return `${path} is undefined`;
  if (typeof value !== "object" || value === null) return null;
  if (ArrayBuffer.isView(value)) return notFinite([...value as Float64Array], path);
  for (const [name, part] of Object.entries(value)) {
    const found = notFinite(part, `${path}.${name}`);
    if (found) return found;
  }
  return null;
}

/** What is wrong with how a method answers a table; null when it is an error in words or a finite answer. */
function complaint(name: string, table: Table): string | null {
  try {
    return notFinite(METHODS[name]!(table), name);
  } catch (error) {
    if (error instanceof WorkspaceError) return null;
    return `${name}: ${error instanceof Error ? `${error.name}: ${error.message.slice(0, 90)}` : error}`;
  }
}

for (const [hazard, spoil] of Object.entries(HAZARDS)) {
  Deno.test(`${hazard}: every method gives a clear error or finite numbers`, () => {
    const table = spoil(tableOf(sound()));
    assert.deepEqual(Object.keys(METHODS).map((name) => complaint(name, table)).filter(Boolean), []);
  });
}

Deno.test("any two things wrong at once: every method gives a clear error or finite numbers", () => {
  const hazard = fc.constantFrom(...Object.values(HAZARDS)),
    method = fc.constantFrom(...Object.keys(METHODS));
  fc.assert(
    fc.property(hazard, hazard, method, fc.integer({ min: 2, max: 9 }), (one, other, name, units) => {
      let table: Table;
      try {
        table = other(one(tableOf(sound(units))));
      } catch (error) {
        assert.ok(error instanceof WorkspaceError);
        return;
      }
      assert.equal(complaint(name, table), null);
    }),
    { numRuns: 150, seed: 20261122 },
  );
});

/** The numbers of an answer that carry the unit of the outcome, by path. */
function inUnits(value: unknown, path = ""): readonly (readonly [string, number])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const carries = ["estimate", "standardError", "low", "high", "bandLow", "bandHigh"].includes(name);
    return carries && typeof part === "number"
      ? [[`${path}.${name}`, part] as const]
      : inUnits(part, `${path}.${name}`);
  });
}

const ODD = [NaN, Infinity, -Infinity, 0, -1, 1e150, 1e-150, 0.5, 1, 2, 10, 1000];
const odd = fc.constantFrom(...ODD);

const label = { nl: "voorbeeld", en: "example" };

const FORMULAS: Readonly<Record<string, (a: number, b: number, c: number, d: number) => unknown>> = {
  powerOf: (a, b, c, d) => effects.powerOf({ kind: "shares", base: a, alpha: d }, b, c),
  "powerOf, means": (a, b, c) => effects.powerOf({ kind: "two-means", deviation: a }, b, c),
  "powerOf, clusters": (a, b, c, d) =>
    effects.powerOf({ kind: "two-means", deviation: 1, cluster: { size: a, icc: d } }, b, c),
  sizeFor: (a, b, c) => effects.sizeFor({ kind: "shares-arcsine", base: a }, b, c),
  "sizeFor, means": (a, b, c) => effects.sizeFor({ kind: "one-mean", deviation: a }, b, c),
  detectableDifference: (a, b, c) => effects.detectableDifference({ kind: "shares", base: a }, b, c),
  "detectableDifference, clusters": (a, b, c, d) =>
    effects.detectableDifference({ kind: "two-means", deviation: a, cluster: { size: c, icc: d } }, b),
  clusterDesignEffect: (a, b, c) => effects.clusterDesignEffect({ size: a, icc: b, variation: c }),
  fisherExact: (a, b, c, d) => effects.fisherExact({ yes: a, of: b }, { yes: c, of: d }),
  permutationTest: (a, b, c, d) => effects.permutationTest(Float64Array.of(a, b), Float64Array.of(c, d, 1)),
  detectableRange: (a, b, c) => effects.detectableRange({ deviation: a, pilotN: b }, c),
  marginOfShare: (a, b) => effects.marginOfShare(a, b),
  costBenefit: (a, b, c, d) =>
    effects.costBenefit([{
      name: "x",
      costs: [{ label, party: "p", eurosByYear: [a, b] }],
      benefits: [{ label, party: "q", eurosEach: c, avoidedByYear: [1, a, b] }],
    }], { discountRate: d }),
  breakEvenUnits: (a, b, c, d) => effects.breakEvenUnits([a, b], c, { discountRate: d }),
  preRegister: (a) =>
    effects.preRegister({
      ...{ id: "x", registeredOn: "2026-01-01", question: label, primaryOutcome: label, better: "lower" },
      ...{ smallestRelevant: a, groups: label, model: label, decisionRule: label },
    }).plan,
  judgeEffect: (a, b, c, d) => {
    const text = label;
    const effect = { estimate: a, standardError: b, low: a - b, high: a + b, pValue: 0.5, df: 9 };
    const rest = { method: text, n: 40, smallestN: d, assumptions: [], warnings: [] };
    return effects.judgeEffect({ ...effect, ...rest }, { better: "higher", smallestRelevant: c });
  },
};

Deno.test("odd numbers: every formula gives a clear error or finite numbers", () => {
  const name = fc.constantFrom(...Object.keys(FORMULAS));
  fc.assert(
    fc.property(name, odd, odd, odd, odd, (formula, a, b, c, d) => {
      try {
        assert.equal(notFinite(FORMULAS[formula]!(a, b, c, d), formula), null);
      } catch (error) {
        if (!(error instanceof WorkspaceError)) throw error;
      }
    }),
    { numRuns: 600, seed: 20261122 },
  );
});

Deno.test("a verdict on numbers that are missing cannot be said", () => {
  const rest = {
    method: label,
    n: 40,
    smallestN: 20,
    assumptions: [],
    warnings: [],
    standardError: 1,
    pValue: 1,
    df: 9,
  };
  for (
    const [low, high, smallestN] of [[NaN, 3, 20], [1, NaN, 20], [1, Infinity, 20], [1, 3, NaN]] as const
  ) {
    const found = effects.judgeEffect({ ...rest, estimate: 2, low, high, smallestN }, {
      better: "higher",
      smallestRelevant: 1,
    });
    assert.deepEqual([found.verdict, found.blockedBy.length], ["cannot-say", 1]);
  }
});

Deno.test("optimal matching gives a clear error or finite numbers for every degenerate table", async () => {
  for (const [hazard, spoil] of Object.entries(HAZARDS)) {
    try {
      const table = onePeriod(spoil(tableOf(sound())));
      assert.equal(notFinite(await effects.matchOptimal(table, PEOPLE), hazard), null);
    } catch (error) {
      assert.ok(error instanceof WorkspaceError, `${hazard}: ${error}`);
    }
  }
});

Deno.test("outcomes on scales of 1e150 and 1e-150 give the same answers in their own unit", () => {
  const table = tableOf(sound());
  const wrong: string[] = [];
  for (const [name, method] of Object.entries(METHODS)) {
    if (name === "permutationTest") continue;
    const plain = inUnits(method(table));
    for (const scale of [1e150, 1e-150]) {
      try {
        const found = inUnits(method(put("y", (old) => old * scale)(table)));
        assert.equal(found.length, plain.length);
        found.forEach(([path, value], place) => {
          const wanted = plain[place]![1];
          const gap = Math.abs(value / scale - wanted);
          if (!(gap <= 1e-6 * (Math.abs(wanted) + 1e-6))) {
            wrong.push(`${name}${path}: ${value / scale} for ${wanted}`);
          }
        });
      } catch (error) {
        wrong.push(`${name} ${scale}: ${error instanceof Error ? error.message.slice(0, 100) : error}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("covariates on scales of 1e150 and 1e-150 give the same answers", () => {
  const table = tableOf(sound());
  const names = [
    "matchNearest",
    "matchNearest, Mahalanobis",
    "weighByChance",
    "balanceByEntropy",
    "matchCoarsened",
  ];
  const wrong: string[] = [];
  for (const name of [...names, "groupTimeEffects, covariate", "interruptedSeries, prais-winsten"]) {
    const plain = inUnits(METHODS[name]!(table));
    for (const scale of [1e150, 1e-150]) {
      try {
        inUnits(METHODS[name]!(put("x", (old) => old * scale)(table))).forEach(([path, value], place) => {
          const wanted = plain[place]![1];
          if (!(Math.abs(value - wanted) <= 1e-6 * (Math.abs(wanted) + 1e-3))) {
            wrong.push(`${name}${path}: ${value} for ${wanted}`);
          }
        });
      } catch (error) {
        wrong.push(`${name} ${scale}: ${error instanceof Error ? error.message.slice(0, 100) : error}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});
