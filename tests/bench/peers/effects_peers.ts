/**
 * Two hundred generated data sets per method, here and in Python and R. Prints the table for RESULTS.md.
 *
 * `PEER_PYTHON=<python with statsmodels, scipy, csdid, pysyncon, esda, libpysal, samplics> deno run -A tests/bench/peers/effects_peers.ts`
 *
 * @module
 */
import { join } from "node:path";
import { randomFor } from "../../../lib/core/random.ts";
import { Table } from "../../../lib/core/table.ts";
import * as effects from "../../../lib/effects/mod.ts";
import * as indicators from "../../../lib/indicators/mod.ts";
import * as areas from "../../../lib/smallarea/mod.ts";

const SETS = Number(Deno.env.get("PEER_SETS") ?? "200");
type Rows = Readonly<Record<string, readonly (number | string)[]>>;
/** Numbers by name for one data set. */
type Answers = Readonly<Record<string, number>>;

interface Peer {
  readonly method: string;
  /** Which programs can answer. */
  readonly programs: readonly ("python" | "r")[];
  readonly make: (name: string) => Rows;
  readonly here: (rows: Rows) => Answers | Promise<Answers>;
}

function tableOf(rows: Rows): Table {
  return Table.from(Object.fromEntries(
    Object.entries(rows).map(([name, values]) => [
      name,
      values.every((value) => typeof value === "number")
        ? Float64Array.from(values as number[])
        : values.map(String),
    ]),
  ));
}

function numbers(rows: Rows, name: string): number[] {
  return (rows[name] ?? []).map(Number);
}

function columns<T extends Record<string, number | string>>(list: readonly T[]): Rows {
  return Object.fromEntries(Object.keys(list[0] ?? {}).map((name) => [name, list.map((row) => row[name]!)]));
}

function panel(name: string): Rows {
  const random = randomFor(name), units = 24 + random.below(40), periods = 4 + random.below(4);
  return columns(
    Array.from({ length: units }, (_, unit) => {
      const level = 3 * random.normal(),
        x = random.normal(),
        kind = unit < 3 ? 0 : unit < 9 ? 3 + (unit % 2) : random.below(4);
      const start = kind < 2 ? 0 : Math.min(kind + 1, periods);
      return Array.from({ length: periods }, (_, t) => ({
        unit: `u${String(unit).padStart(3, "0")}`,
        time: t + 1,
        start,
        x,
        y: level + 0.3 * t + 0.2 * x * t + (start > 0 && t + 1 >= start ? 1 + 0.3 * t : 0) + random.normal(),
      }));
    }).flat(),
  );
}

function persons(name: string): Rows {
  const random = randomFor(name), n = 120 + random.below(120);
  return columns(Array.from({ length: n }, () => {
    const a = random.normal(), b = Math.round(3 * random.normal()), c = random.below(2);
    const t = random.next() < 1 / (1 + Math.exp(0.8 - 0.6 * a - 0.1 * b - 0.3 * c)) ? 1 : 0;
    return { a, b, c, t, y: 2 + a + 0.4 * b - c + 1.5 * t + random.normal() };
  }));
}

function waves(name: string): Rows {
  const random = randomFor(name), n = 24 + random.below(60);
  return columns(
    Array.from({ length: n }, (_, i) => {
      const level = 4 * random.normal(), leaves = random.next() < 0.2 ? 1 + random.below(2) : 3;
      return Array.from({ length: leaves }, (_, w) => ({
        p: `p${String(i).padStart(3, "0")}`,
        w: String(w),
        g: i % 2,
        y: 50 + level + w * (i % 2) + 3 * random.normal(),
      }));
    }).flat(),
  );
}

function series(name: string): Rows {
  const random = randomFor(name),
    n = 24 + random.below(60),
    start = 8 + random.below(n - 16),
    rho = 0.7 * random.next();
  let error = random.normal();
  return columns(Array.from({ length: n }, (_, time) => {
    error = rho * error + random.normal();
    return { time, start, y: 20 + 0.1 * time - (time >= start ? 2 : 0) + error };
  }));
}

function states(name: string): Rows {
  const random = randomFor(name), units = 8 + random.below(20), periods = 10 + random.below(10);
  const common = Array.from({ length: periods }, () => [random.normal(), random.normal()] as const);
  return columns(
    Array.from({ length: units }, (_, unit) => {
      const [f, g] = [random.next(), random.next()];
      return common.map(([a, b], time) => ({
        unit: `s${String(unit).padStart(2, "0")}`,
        time,
        start: periods - 3,
        y: 10 + 3 * f * a + 3 * g * b + 0.3 * random.normal(),
      }));
    }).flat(),
  );
}

function grid(name: string): Rows {
  const random = randomFor(name), wide = 5 + random.below(6), high = 5 + random.below(6);
  return columns(Array.from({ length: wide * high }, (_, i) => {
    const base = 40 + random.below(400), value = Math.sin(i / wide) + random.normal();
    return {
      x: i % wide,
      z: Math.floor(i / wide),
      v: value + 10,
      base,
      o: Math.floor(base * (0.05 + 0.1 * random.next())),
    };
  }));
}

function neighboursOf(rows: Rows): readonly (readonly number[])[] {
  const [x, z] = [numbers(rows, "x"), numbers(rows, "z")];
  return areas.boundaryNeighbours(x.map((left, i) => {
    const low = z[i]!;
    const ring = [[left, low], [left + 1, low], [left + 1, low + 1], [left, low + 1], [left, low]];
    return { type: "Polygon", coordinates: [ring] } as const;
  }));
}

function surveyed(name: string): Rows {
  const random = randomFor(name), m = 20 + random.below(40), spread = 0.3 + random.next();
  return columns(Array.from({ length: m }, () => {
    const psi = 0.1 + random.next(), x = random.normal();
    return { psi, x, y: 1 + x + spread * random.normal() + Math.sqrt(psi) * random.normal() };
  }));
}

/** Ten age groups of one area with a standard. */
function ages(name: string): Rows {
  const random = randomFor(name);
  return columns(Array.from({ length: 10 }, (_, k) => ({
    ...{ o: random.below(4 + 3 * k), base: 200 + random.below(3000), std: 100 + random.below(900) },
  })));
}

function counted(name: string): Rows {
  const random = randomFor(name), n = 25 + random.below(40), spread = 0.3 + 0.6 * random.next();
  return columns(Array.from({ length: n }, () => {
    const e = 1 + 20 * random.next(), events = e * Math.exp(spread * random.normal());
    return { o: Math.max(0, Math.round(events + Math.sqrt(events) * random.normal())), e };
  }));
}

/** A small table of two by two, and whole scores of two small groups. */
function exactly(name: string): Rows {
  const random = randomFor(name), n = 3 + random.below(20), m = 3 + random.below(20);
  const [a, b] = [random.below(n + 1), random.below(m + 1)], size = 8 + random.below(8);
  return columns(
    Array.from(
      { length: size },
      (_, i) => ({ ...{ a, n, b, m, g: i % 2 }, v: random.below(12) + 3 * (i % 2) }),
    ),
  );
}

function parts(name: string): Rows {
  const random = randomFor(name), n = 8 + random.below(40);
  return columns(Array.from({ length: n }, () => {
    const common = random.normal(), own = () => common + random.normal();
    return { p: Math.exp(own() / 2), q: own(), r: own(), s: own() };
  }));
}

function chosen40(name: string): Rows {
  const random = randomFor(name), n = 15 + random.below(30);
  return columns(Array.from({ length: n }, (_, i) => {
    const level = random.normal(), before = level + 0.5 * random.normal();
    return { before, after: level + 0.5 * random.normal(), t: i < 5 ? 1 : 0 };
  }));
}

const MATCH = { outcome: "y", treated: "t", covariates: ["a", "b", "c"] };
const number = (value: number | null | undefined) => value ?? NaN;
const both = (name: string, found: { estimate: number; standardError: number | null }): Answers => ({
  [name]: found.estimate,
  [`${name} error`]: number(found.standardError),
});

/** Data sets on which a method rightly refuses are skipped on both sides. */
async function tried(work: () => Answers | Promise<Answers>): Promise<Answers> {
  try {
    return await work();
  } catch {
    return {};
  }
}

/** One study that is planned: clusters in two arms, and two shares. */
function planned(name: string): Rows {
  const random = randomFor(name);
  const size = 2 + random.below(30), clusters = 3 + random.below(40), base = 0.05 + 0.6 * random.next();
  return columns([{
    ...{ size, n: size * clusters, icc: 0.3 * random.next(), deviation: 0.5 + 10 * random.next() },
    ...{ effect: 0.1 + 0.7 * random.next(), base, gain: 0.02 + 0.3 * random.next() },
  }]);
}

const PEERS: readonly Peer[] = [
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
    method: "Standardised rates",
    programs: ["r"],
    make: ages,
    here: (rows) => {
      const [counts, populations, standard] = ["o", "base", "std"].map((name) => numbers(rows, name)) as [
        ...[number[], number[], number[]],
      ];
      const direct = areas.standardiseDirectly({ counts, populations, standard });
      const expected = areas.expectedEvents({
        ...{ populations, standardCounts: standard, standardPopulations: standard.map(() => 1e5) },
      });
      const observed = counts.reduce((sum, value) => sum + value, 0);
      const exact = areas.standardisedRatio(observed, expected);
      return {
        ...{ direct: direct.estimate, "direct low": direct.low, "direct high": direct.high },
        ...{ ratio: exact.estimate, "ratio low": exact.low, "ratio high": exact.high },
        "log-normal low": areas.standardisedRatio(observed, expected, { interval: "log-normal" }).low,
      };
    },
  },
  {
    method: "Empirical Bayes",
    programs: ["r"],
    make: counted,
    here: (rows) => {
      const [observed, expected] = [numbers(rows, "o"), numbers(rows, "e")];
      const moments = areas.marshallRates(observed, expected), fit = areas.poissonGamma(observed, expected);
      return {
        ...{ marshall: moments.estimate[0]!, "marshall variance": moments.variance },
        ...{ "log-likelihood": fit.logLikelihood, risk: fit.estimate[0]!, "risk low": fit.low[0]! },
      };
    },
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
        fisher: effects.fisherExact({ yes: a, of: n }, { yes: b, of: m }),
        permutation: effects.permutationTest(part(1), part(0)).pValue,
      };
    },
  },
  {
    method: "Composite parts",
    programs: ["r"],
    make: parts,
    here: (rows) => {
      const label = { nl: "deel", en: "part" };
      const index = indicators.compositeIndex(["p", "q", "r", "s"].map((id, k) => ({
        direction: "risk",
        weight: 4 - k,
        table: {
          ...{ id, title: label, entity: "person", population: label, period: label, sources: [] },
          measure: { id, label, unit: label, kind: "estimate", per: 1, decimals: 1, definition: label },
          dimensions: [{ name: "area", label, kind: "region", codes: [] }],
          cells: numbers(rows, id).map((value, i) => ({
            codes: [`a${i}`],
            ...{ n: 50, numerator: null, denominator: null, value, low: null, high: null },
          })),
        },
      })));
      const { shapes, componentDeviations, alpha } = index.look, p = numbers(rows, "p");
      return {
        ...{ skewness: shapes[0]!.skewness, kurtosis: shapes[0]!.kurtosis, alpha },
        ...{ component: componentDeviations[0]!, "last component": componentDeviations[3]! },
        ...{ score: index.scores[0]!.score, rank: index.scores[0]!.rank },
        geometric: indicators.weightedMean(
          p.map((v) => Math.abs(v) + 1),
          p.map((_, i) => i + 1),
          "geometric",
        ),
      };
    },
  },
  {
    method: "Regression to the mean",
    programs: ["r"],
    make: chosen40,
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
  {
    method: "Moran, Geary, G",
    programs: ["python", "r"],
    make: grid,
    here: (rows) => {
      const lists = neighboursOf(rows), row = areas.neighbourWeights(lists);
      const binary = areas.neighbourWeights(lists, { style: "binary" }), v = numbers(rows, "v");
      const plain = { permutations: 0 } as const;
      const [i, c] = [areas.moran(v, row, plain), areas.geary(v, row, plain)];
      const rates = areas.bayesMoran(numbers(rows, "o"), numbers(rows, "base"), row, plain);
      return {
        ...{
          moran: i.estimate,
          "moran variance": i.variance,
          geary: c.estimate,
          "geary variance": c.variance,
        },
        ...{ rates: rates.estimate, g: areas.getisG(v, binary).estimate },
        "local g": areas.localGetis(v, binary).z[3]!,
        "local g star": areas.localGetis(v, binary, { self: "with" }).z[3]!,
        "local moran": areas.localMoran(v, row).estimate[5]!,
      };
    },
  },
  {
    method: "Fay–Herriot",
    programs: ["python"],
    make: surveyed,
    here: (rows) => {
      const predictors = numbers(rows, "x").map((x) => [1, x]);
      const data = { direct: numbers(rows, "y"), variances: numbers(rows, "psi"), predictors };
      const found = Object.fromEntries((["reml", "ml", "moment"] as const).flatMap((method) => {
        const fit = areas.fayHerriot(data, { method });
        return [[method, fit.variance], [`${method} estimate`, fit.estimate[0]!], [
          `${method} mse`,
          fit.meanSquaredError[0]!,
        ]];
      }));
      return { ...found, "ml samplics": found["ml"] ?? NaN };
    },
  },
];

async function program(command: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, {
    args: [...args],
    stdout: "null",
    stderr: "piped",
    // One thread: on a busy machine OpenBLAS otherwise waits for itself.
    env: { OPENBLAS_NUM_THREADS: "1" },
  }).output();
  if (!success) throw new Error(`${command} failed:\n${new TextDecoder().decode(stderr).slice(-2000)}`);
}

function csvOf(sets: readonly Rows[]): string {
  const names = Object.keys(sets[0] ?? {});
  const lines = sets.flatMap((rows, set) =>
    rows[names[0]!]!.map((_, i) => [set, ...names.map((name) => rows[name]![i])].join(","))
  );
  return [["set", ...names].join(","), ...lines].join("\n") + "\n";
}

/** Answers of a peer: set, name, value per line. */
function readAnswers(path: string): readonly Answers[] {
  const answers: Record<string, number>[] = Array.from({ length: SETS }, () => ({}));
  for (const line of Deno.readTextFileSync(path).trim().split("\n").slice(1)) {
    const [set, name, value] = line.replaceAll('"', "").split(",");
    answers[Number(set)]![name!] = Number(value);
  }
  return answers;
}

const folder = await Deno.makeTempDir();
const chosen = Deno.args[0];
console.log(
  "| method | number | peer | sets | median gap | 95 % below | largest gap |\n| --- | --- | --- | ---: | ---: | ---: | ---: |",
);
for (const [nth, peer] of PEERS.entries()) {
  if (chosen !== undefined && !peer.method.includes(chosen)) continue;
  const sets = Array.from({ length: SETS }, (_, set) => peer.make(`peers/${peer.method}/${set}`));
  const data = join(folder, `${nth}.csv`);
  Deno.writeTextFileSync(data, csvOf(sets));
  const here: Answers[] = [];
  for (const rows of sets) here.push(await tried(() => peer.here(rows)));
  for (const kind of peer.programs) {
    const out = join(folder, `${nth}.${kind}.csv`);
    const script =
      new URL(kind === "r" ? "./effects_peers.R" : "./effects_peers.py", import.meta.url).pathname;
    await program(kind === "r" ? "Rscript" : Deno.env.get("PEER_PYTHON") ?? "python3", [
      script,
      peer.method,
      data,
      out,
    ]);
    const there = readAnswers(out);
    const names = [...new Set(there.flatMap((answers) => Object.keys(answers)))];
    for (const name of names) {
      const gaps = here.flatMap((answers, set) => {
        const [a, b] = [answers[name], there[set]![name]];
        return a === undefined || b === undefined
          ? []
          : [a === b ? 0 : Math.abs(a - b) / Math.max(1e-3, Math.abs(b))];
      }).map((gap) => Number.isNaN(gap) ? Infinity : gap).sort((a, b) => a - b);
      const at = (share: number) =>
        (gaps[Math.min(gaps.length - 1, Math.floor(share * gaps.length))] ?? NaN).toExponential(1);
      console.log(
        `| ${peer.method} | ${name} | ${kind} | ${gaps.length} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`,
      );
    }
  }
}
await Deno.remove(folder, { recursive: true });
