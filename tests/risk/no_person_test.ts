import assert from "node:assert/strict";
import {
  decisionCounts,
  fairnessByGroup,
  fitFirth,
  fitLogistic,
  fitMultinomial,
  fitNegativeBinomial,
  formula,
  growSegments,
  imputeChained,
  marginalEffects,
  naturalSpline,
  stackRiskFactors,
  standardisedRisks,
  validate,
  validateBy,
} from "../../lib/risk/mod.ts";
import { readTable } from "./_reference.ts";

const births = readTable("birthwt.csv");
const terms = formula("low", [naturalSpline("lwt", { df: 2 }), "smoke"]);
const model = fitLogistic(births, terms);
const gappy = births.withColumns({ lwt: births.numbers("lwt").map((v, row) => (row % 9 === 0 ? NaN : v)) });

/** Everything that models and judgements give. */
const RESULTS: Readonly<Record<string, unknown>> = {
  fitLogistic: model,
  fitFirth: fitFirth(births, terms),
  fitNegativeBinomial: fitNegativeBinomial(births, formula("ftv", ["age", "smoke"])),
  fitMultinomial: fitMultinomial(births, formula("race", ["age", "smoke"]), { reference: "1" }),
  marginalEffects: marginalEffects(model),
  standardisedRisks: standardisedRisks(model, "smoke"),
  validate: validate(model),
  validateBy: validateBy(births, terms, { by: "ht" }),
  fairnessByGroup: fairnessByGroup(model, births, { by: "smoke", threshold: 0.3 }),
  decisionCounts: decisionCounts(model, births, { thresholds: [0.3] }),
  growSegments: growSegments(births, {
    outcome: "low",
    predictors: ["lwt", "smoke"],
    seed: "n",
    leafFloor: 15,
  }),
  stackRiskFactors: stackRiskFactors(births, { outcome: "low", factors: ["smoke", "ht"], upTo: 2 }),
  pooled: imputeChained(gappy, { columns: { lwt: "normal" }, predictors: ["low"], seed: "n", imputations: 2 })
    .fit((table) => fitLogistic(table, terms)),
};

/** The longest list anywhere in a result. */
function longestList(value: unknown, seen = new Set<unknown>()): number {
  if (value === null || typeof value !== "object" || seen.has(value)) return 0;
  seen.add(value);
  const own = Array.isArray(value) || ArrayBuffer.isView(value) ? (value as ArrayLike<unknown>).length : 0;
  return Math.max(own, ...Object.values(value).map((inner) => longestList(inner, seen)));
}

for (const [name, result] of Object.entries(RESULTS)) {
  Deno.test(`${name}() holds no value per person: no list is as long as a tenth of the rows`, () => {
    const longest = longestList(result);
    assert.ok(longest > 0 && longest < births.rowCount / 10, `a list of ${longest} values`);
  });
}
