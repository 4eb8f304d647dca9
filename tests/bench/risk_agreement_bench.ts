/**
 * Compares the methods of lib/risk with R and Python on generated data sets.
 *
 * `deno run -A -q tests/bench/risk_agreement_bench.ts [sets] [python]`: 200 sets unless told; the Python with statsmodels
 * and scikit-learn, `python3` unless told. R needs MASS, nnet, rpart, sandwich,
 * clubSandwich and mice.
 */
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import {
  factor,
  fitFirth,
  fitLinear,
  fitLogistic,
  fitMultinomial,
  fitNegativeBinomial,
  fitPoisson,
  fitRiskRatios,
  formula,
  growSegments,
  marginalEffects,
  naturalSpline,
  poolEstimates,
  type RegressionModel,
  validate,
} from "../../lib/risk/mod.ts";

/** A difference beyond this, relative to the value or to 0.01 where the value is smaller, is a disagreement. */
const TOLERANCE = 1e-6;
const LEVELS = ["p", "q", "r"];
const KINDS = ["geen", "licht", "zwaar"];

type Values = Map<string, number>;

function generate(set: number): Table {
  const random = randomFor(`bench/risk/agreement/${set}`);
  const n = 80 + random.below(520);
  const draw = (make: (row: number) => number) => Float64Array.from({ length: n }, (_, row) => make(row));
  const scale = 10 ** (random.below(5) - 2);
  const x1 = draw(() => random.normal() * scale + (set % 3 === 0 ? 20 * scale : 0));
  const x2 = draw(() => Math.round(100 * Math.exp(random.normal())) / 100);
  const b = draw(() => (random.next() < 0.3 ? 1 : 0));
  const f = Array.from({ length: n }, () => LEVELS[random.below(3)]!);
  const slopes = Array.from({ length: 4 }, () => random.normal() / 2);
  const centre = set % 3 === 0 ? 20 : 0;
  const eta = draw((row) =>
    slopes[0]! * (x1[row]! / scale - centre) + slopes[1]! * (x2[row]! - 1) + slopes[2]! * b[row]! +
    slopes[3]! * LEVELS.indexOf(f[row]!)
  );
  const y = draw((row) => (random.next() < 1 / (1 + Math.exp(1 - eta[row]!)) ? 1 : 0));
  const time = draw(() => 0.5 + random.next());
  const count = draw((row) => {
    // A gamma of shape 2 as two exponentials, and a Poisson draw by waiting times: a negative binomial with θ = 2.
    const mean = time[row]! * Math.exp(Math.min(eta[row]! / 2 + 0.5, 4)) *
      (-Math.log(1 - random.next()) - Math.log(1 - random.next())) / 2;
    let events = -1;
    for (let passed = 0; passed <= mean; events++) passed -= Math.log(1 - random.next());
    return events;
  });
  const kind = Array.from(eta, (value) => {
    const weights = [1, Math.exp(value / 2), Math.exp(-value / 2 - 0.3)];
    let rest = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
    return KINDS[weights.findIndex((weight) => (rest -= weight) < 0)] ?? KINDS[2]!;
  });
  const amount = draw((row) => 10 + 3 * eta[row]! + random.normal() * (1 + b[row]!));
  const cluster = draw((row) => row % 20);
  return Table.from({ x1, x2, b, f, y, time, count, kind, amount, cluster });
}

function csvOf(table: Table): string {
  const columns = table.columnNames.map((name) => table.column(name).values);
  const lines = Array.from(
    { length: table.rowCount },
    (_, row) => columns.map((values) => values[row]).join(","),
  );
  return [table.columnNames.join(","), ...lines, ""].join("\n");
}

/** The names that R and Python give to coefficients. */
function peerName(name: string): string {
  return name.replace("(intercept)", "(Intercept)").replace("f=", "f");
}

function say(
  into: Values,
  key: string,
  model: Pick<RegressionModel, "coefficients">,
  what: "estimate" | "se",
): void {
  for (const effect of model.coefficients) into.set(`${key}|${peerName(effect.name)}`, effect[what]);
}

function own(table: Table): Values {
  const found: Values = new Map();
  const terms = ["x1", "x2", "b", factor("f", { reference: [...new Set(table.texts("f"))].sort()[0]! })];
  const attempt = (key: string, run: () => void) => {
    try {
      run();
    } catch (error) {
      found.set(`${key}|fails`, 1);
      failures.set(
        `${key}: ${(error as Error).message.slice(0, 90)}`,
        (failures.get(`${key}: ${(error as Error).message.slice(0, 90)}`) ?? 0) + 1,
      );
    }
  };
  attempt("logit", () => {
    const model = fitLogistic(table, formula("y", terms));
    say(found, "logit coef", model, "estimate");
    say(found, "logit of scikit-learn", model, "estimate");
    say(found, "logit se", model, "se");
    found.set("logit fit|deviance", model.fit.deviance);
    for (const covariance of ["HC0", "HC1", "HC2", "HC3"] as const) {
      say(found, `logit ${covariance}`, fitLogistic(table, formula("y", terms), { covariance }), "se");
    }
    for (const correction of ["CR1", "CR1S", "CR2", "CR3"] as const) {
      const covariance = { cluster: "cluster", correction, working: "independent" } as const;
      const robust = fitLogistic(table, formula("y", terms), { covariance });
      say(found, `logit ${correction}`, robust, "se");
      robust.coefficientDf?.forEach((df, at) => found.set(`logit CR2 df|${peerName(robust.names[at]!)}`, df));
    }
    for (const { name, estimate, se } of marginalEffects(model).effects.slice(0, 2)) {
      found.set(`effects of logit|${name}`, estimate);
      found.set(`effects of logit se|${name}`, se);
    }
    const { auc, brier } = validate(model);
    found.set("validation|auc", auc.estimate);
    found.set("validation|brier", brier);
    const curved = fitLogistic(table, formula("y", [naturalSpline("x1", { df: 3 }), "b"]));
    found.set("spline logit fit|deviance", curved.fit.deviance);
    found.set("spline logit b|coef", curved.coefficient("b").estimate);
    found.set("spline logit b|se", curved.coefficient("b").se);
  });
  attempt("firth", () => {
    const model = fitFirth(table, formula("y", terms));
    say(found, "firth coef", model, "estimate");
    say(found, "firth se", model, "se");
  });
  attempt("pooling", () => {
    const first = (name: string) => [...table.numbers(name).slice(0, 6)];
    const pooled = poolEstimates({ estimates: first("amount"), variances: first("x2"), completeDf: 47 });
    found.set("pooling|qbar", pooled.estimate);
    found.set("pooling|ubar", pooled.within);
    found.set("pooling|b", pooled.between);
    found.set("pooling|t", pooled.se ** 2);
    found.set("pooling|df", pooled.df);
    found.set("pooling|r", pooled.relativeIncrease);
    found.set("pooling|fmi", pooled.missingInformation);
  });
  attempt("risk ratio", () => {
    const model = fitRiskRatios(table, formula("y", terms));
    say(found, "risk ratio coef", model, "estimate");
    say(found, "risk ratio HC0", model, "se");
  });
  attempt("poisson", () => {
    const model = fitPoisson(table, formula("count", terms), { personTime: "time" });
    say(found, "poisson coef", model, "estimate");
    say(found, "poisson se", model, "se");
    found.set("poisson fit|deviance", model.fit.deviance);
    found.set("poisson fit|null", model.fit.nullDeviance!);
  });
  attempt("negbin", () => {
    const model = fitNegativeBinomial(table, formula("count", terms), { personTime: "time" });
    say(found, "negbin coef", model, "estimate");
    say(found, "negbin se", model, "se");
    found.set("negbin theta|estimate", model.fit.theta!.estimate);
    found.set("negbin fit|loglik", model.fit.logLikelihood!);
  });
  attempt("linear", () => {
    const model = fitLinear(table, formula("amount", terms));
    say(found, "linear coef", model, "estimate");
    say(found, "linear se", model, "se");
    for (const covariance of ["HC1", "HC3"] as const) {
      say(found, `linear ${covariance}`, fitLinear(table, formula("amount", terms), { covariance }), "se");
    }
    const covariance = { cluster: "cluster", correction: "CR2", working: "independent" } as const;
    say(found, "linear CR2", fitLinear(table, formula("amount", terms), { covariance }), "se");
    found.set("linear fit|rsquared", model.fit.rSquared!);
    found.set("linear fit|loglik", model.fit.logLikelihood!);
  });
  attempt("multinom", () => {
    const model = fitMultinomial(table, formula("kind", terms), { reference: KINDS[0]! });
    found.set("multinom fit|deviance", model.deviance);
    for (const equation of model.equations) {
      say(found, `multinom coef ${equation.level}`, equation, "estimate");
      say(found, `multinom se ${equation.level}`, equation, "se");
    }
    const robust = {
      "HC0": "HC0",
      "HC1": "HC1",
      "CR1S": { cluster: "cluster", correction: "CR1S" },
    } as const;
    for (const [name, covariance] of Object.entries(robust)) {
      const { equations } = fitMultinomial(table, formula("kind", terms), {
        reference: KINDS[0]!,
        covariance,
      });
      for (const equation of equations) say(found, `multinom ${name} ${equation.level}`, equation, "se");
    }
  });
  attempt("tree", () => {
    const { segments, signal } = growSegments(table, {
      outcome: "y",
      predictors: terms,
      seed: "peer",
      heldOutShare: 0,
      leafFloor: 20,
      leastToSplit: 40,
    });
    found.set("tree signal|p", signal.p);
    segments.flatMap(({ n, cases }) => [n, cases]).forEach((value, index) =>
      found.set(`tree leaves|${index + 1}`, value)
    );
  });
  return found;
}

/** Failures here, by method and message. */
const failures = new Map<string, number>();

/** What comparing one figure gave. */
interface Tally {
  values: number;
  largest: number;
  readonly sets: Set<string>;
  /** Data sets with a disagreement. */
  readonly off: Set<string>;
  /** Data sets that the peer cannot fit. */
  readonly failing: Set<string>;
  /** Data sets that are refused here. */
  readonly refused: Set<string>;
  readonly errors: number[];
}

function newTally(): Tally {
  return {
    values: 0,
    largest: 0,
    sets: new Set(),
    off: new Set(),
    failing: new Set(),
    refused: new Set(),
    errors: [],
  };
}

function compare(mine: ReadonlyMap<string, Values>, file: string): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const line of Deno.readTextFileSync(file).trim().split("\n")) {
    const [set, key, text] = line.split(",") as [string, string, string];
    const method = key.split("|")[0]!.replace(/ (geen|licht|zwaar)$/, "");
    const tally = tallies.get(method) ?? newTally();
    tallies.set(method, tally);
    tally.sets.add(set);
    judge(tally, { set, key, wanted: Number(text), found: mine.get(set)?.get(key) ?? NaN });
  }
  return tallies;
}

interface Pair {
  readonly set: string;
  readonly key: string;
  readonly wanted: number;
  readonly found: number;
}

function judge(tally: Tally, { set, key, wanted, found }: Pair): void {
  if (key.endsWith("|fails") || Number.isNaN(wanted)) {
    tally.failing.add(set);
    return;
  }
  // A tree may have fewer leaves here; anything else that is absent was refused.
  if (Number.isNaN(found) && !key.startsWith("tree")) {
    tally.refused.add(set);
    return;
  }
  const gap = Math.abs((Number.isNaN(found) ? 0 : found) - wanted) / Math.max(Math.abs(wanted), 0.01);
  tally.values++;
  if (gap <= TOLERANCE) {
    tally.largest = Math.max(tally.largest, gap);
    return;
  }
  tally.off.add(set);
  tally.errors.push(gap);
  if (Deno.env.get("SHOW") === "1") console.log(`off: ${set} ${key} here ${found} peer ${wanted}`);
}

/** Runs a peer; null when it succeeded. */
async function runPeer(program: string, args: readonly string[]): Promise<string | null> {
  try {
    const { success, stderr } = await new Deno.Command(program, { args: [...args] }).output();
    return success ? null : new TextDecoder().decode(stderr).slice(-300);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `${program} is not installed`;
    throw error;
  }
}

const sets = Number(Deno.args[0] ?? 200);
const folder = await Deno.makeTempDir({ prefix: "risk_agreement_" });
const mine = new Map<string, Values>();
for (let set = 1; set <= sets; set++) {
  const table = generate(set);
  const name = `set${String(set).padStart(3, "0")}`;
  Deno.writeTextFileSync(`${folder}/${name}.csv`, csvOf(table));
  mine.set(name, own(table));
}
const script = (file: string) => new URL(`peers/${file}`, import.meta.url).pathname;
const peers = [
  ["R", "Rscript", script("risk_agreement.R"), "r.csv"],
  ["Python", Deno.args[1] ?? "python3", script("risk_agreement.py"), "python.csv"],
] as const;
const heads = [
  "peer",
  "figure",
  "data sets",
  "values",
  "largest gap of those that agree",
  "sets that disagree",
  "median gap there",
  "peer fails",
  "refused here",
];
console.log(`| ${heads.join(" | ")} |\n|${" --- |".repeat(heads.length)}`);
for (const [name, program, path, file] of peers) {
  const problem = await runPeer(program, [path, folder]);
  if (problem !== null) {
    console.log(`${name} did not run: ${problem}`);
    continue;
  }
  for (const [method, tally] of compare(mine, `${folder}/${file}`)) {
    const errors = tally.errors.sort((a, b) => a - b);
    const median = errors.length === 0 ? "" : String(errors[errors.length >> 1]?.toExponential(1));
    const figures = [
      name,
      method,
      tally.sets.size,
      tally.values,
      tally.largest.toExponential(1),
      tally.off.size,
      median,
      tally.failing.size,
      tally.refused.size,
    ];
    console.log(`| ${figures.join(" | ")} |`);
  }
}
for (const [text, count] of failures) console.log(`here ${count} × ${text}`);
await Deno.remove(folder, { recursive: true });
