/** Methods of small areas and indicators, each with the data sets on which it is compared with peers. */
import * as indicators from "../../../lib/indicators/mod.ts";
import * as areas from "../../../lib/smallarea/mod.ts";
import { ages, counted, grid, parts, surveyed } from "./_effects_data.ts";
import { numbers, type Peer, type Rows } from "./_peer.ts";

function neighboursOf(rows: Rows): readonly (readonly number[])[] {
  const [x, z] = [numbers(rows, "x"), numbers(rows, "z")];
  return areas.boundaryNeighbours(x.map((left, i) => {
    const low = z[i]!;
    const ring = [[left, low], [left + 1, low], [left + 1, low + 1], [left, low + 1], [left, low]];
    return { type: "Polygon", coordinates: [ring] } as const;
  }));
}

/** Methods that are compared. */
export const AREA_PEERS: readonly Peer[] = [
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
    method: "Moran, Geary, G",
    programs: ["python", "r"],
    make: grid,
    here: (rows) => {
      const lists = neighboursOf(rows), row = areas.neighbourWeights(lists);
      const binary = areas.neighbourWeights(lists, { style: "binary" }), v = numbers(rows, "v");
      const plain = { permutations: 0 } as const;
      const [i, c] = [areas.moran(v, row, plain), areas.geary(v, row, plain)];
      const g = areas.getisG(v, binary, plain);
      const rates = areas.bayesMoran(numbers(rows, "o"), numbers(rows, "base"), row, plain);
      return {
        ...{
          moran: i.estimate,
          "moran variance": i.variance,
          geary: c.estimate,
          "geary variance": c.variance,
        },
        ...{ rates: rates.estimate, g: g.estimate, "g variance": g.variance },
        "local g": areas.localGetis(v, binary).z[3]!,
        "local g star": areas.localGetis(v, binary, { self: "with" }).z[3]!,
        "local moran": areas.localMoran(v, row).estimate[5]!,
      };
    },
  },
  {
    method: "Spatial models",
    programs: ["r"],
    make: grid,
    here: (rows) => {
      const weights = areas.neighbourWeights(neighboursOf(rows)), v = numbers(rows, "v");
      const predictors = numbers(rows, "base").map((base) => [1, base / 100]);
      const rest = areas.residualMoran(v, predictors, weights),
        lag = areas.spatialLag(v, predictors, weights);
      const slope = lag.coefficients[1]!;
      return {
        ...{ "residual moran": rest.estimate, "residual moran variance": rest.variance },
        ...{ rho: lag.estimate, "rho error": lag.se, "lag likelihood": lag.logLikelihood },
        ...{
          slope: slope.estimate,
          "slope error": slope.se,
          direct: slope.direct,
          total: slope.total.estimate,
        },
        "likelihood ratio": lag.likelihoodRatio.statistic,
      };
    },
  },
  {
    method: "Funnel limits",
    programs: ["r"],
    make: counted,
    here: (rows) => {
      const { warning, alarm } = areas.funnelLimits(numbers(rows, "o"), numbers(rows, "e"));
      return {
        "warning low": warning.low[0]!,
        "warning high": warning.high[0]!,
        "alarm high": alarm.high[0]!,
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
