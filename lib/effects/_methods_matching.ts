/** Methods that make groups comparable, in words. @module */
import type { MethodDescription } from "../core/method.ts";
import { ASSUMPTIONS } from "./_words.ts";

/** Methods that make groups comparable, in words. */
export const MATCH_METHODS: readonly MethodDescription[] = [
  {
    id: "nearest-neighbour-matching",
    folder: "effects",
    functions: ["matchNearest"],
    name: { nl: "Koppeling aan de meest gelijkende", en: "Nearest-neighbour matching" },
    answers: {
      nl: "Hoe verging het deelnemers vergeleken met de mensen die het meest op hen leken?",
      en: "How did participants fare compared with the people most like them?",
    },
    formula: {
      nl:
        "Per deelnemer de niet-deelnemer met het kleinste verschil in kans, log-odds of Mahalanobis-afstand, elk één keer, de grootste kans eerst; effect = gemiddeld verschil; fout met paren als clusters.",
      en:
        "For every participant the one with the least difference in chance, log odds or Mahalanobis distance, each once, the largest chance first; effect = mean difference; error with pairs as clusters.",
    },
    assumptions: [ASSUMPTIONS.selection, ASSUMPTIONS.spillover],
    notWhen: [{
      nl: "De balanstabel toont na koppeling nog verschillen van meer dan 0,1.",
      en: "The balance table still shows differences beyond 0.1 after matching.",
    }, { nl: "Een kenmerk is pas na de start gemeten.", en: "A trait was measured only after the start." }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { matchNearest } from "../../lib/effects/mod.ts";

const table = Table.from({
  score: Float64Array.of(9, 8, 7, 5, 4, 6, 3, 2),
  deelname: Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0),
  leeftijd: Float64Array.of(20, 24, 28, 21, 23, 29, 35, 33),
});
const result = matchNearest(table, { outcome: "score", treated: "deelname", covariates: ["leeftijd"] });
assert.equal(result.pairs, 3);
assert.equal(result.estimate.toFixed(6), "3.000000");
`,
    references: [{
      citation: "Stuart (2010), Statistical Science 25(1), 1–21",
      doi: "10.1214/09-STS313",
      standing: "recalled",
    }, {
      citation: "Abadie and Spiess (2022), JASA 117(538), 983–995",
      doi: "10.1080/01621459.2020.1840383",
      standing: "recalled",
    }, {
      citation: "Austin (2011), Pharmaceutical Statistics 10(2), 150–161",
      doi: "10.1002/pst.433",
      standing: "recalled",
    }],
  },
  {
    id: "optimal-matching",
    folder: "effects",
    functions: ["matchOptimal"],
    name: { nl: "Beste koppeling", en: "Optimal matching" },
    answers: {
      nl: "Wat is het verschil als alle paren samen zo gelijk mogelijk zijn?",
      en: "What is the difference when all pairs together are as alike as possible?",
    },
    formula: {
      nl:
        "Minimaliseer Σ afstand·x over paren, ieder hoogstens één keer, met zo veel mogelijk paren (toewijzingsprobleem, HiGHS).",
      en:
        "Minimise Σ distance·x over pairs, everyone at most once, with as many pairs as possible (assignment problem, HiGHS).",
    },
    assumptions: [ASSUMPTIONS.selection, ASSUMPTIONS.spillover],
    notWhen: [{
      nl: "Er zijn meer dan twee miljoen mogelijke paren: neem matchNearest.",
      en: "There are more than two million possible pairs: take matchNearest.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { matchOptimal } from "../../lib/effects/mod.ts";

const table = Table.from({
  score: Float64Array.of(9, 8, 7, 5, 4, 6, 3, 2),
  deelname: Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0),
  leeftijd: Float64Array.of(20, 24, 28, 21, 23, 29, 35, 33),
});
const columns = { outcome: "score", treated: "deelname", covariates: ["leeftijd"] };
assert.equal((await matchOptimal(table, columns)).pairs, 3);
`,
    references: [{
      citation: "Rosenbaum (1989), JASA 84(408), 1024–1032",
      doi: "10.1080/01621459.1989.10478868",
      standing: "recalled",
    }],
  },
  {
    id: "coarsened-exact-matching",
    folder: "effects",
    functions: ["matchCoarsened"],
    name: { nl: "Koppeling op vergroofde kenmerken", en: "Coarsened exact matching" },
    answers: {
      nl: "Wat is het verschil tussen mensen die in grove klassen helemaal gelijk zijn?",
      en: "What is the difference between people who are equal in all coarse classes?",
    },
    formula: {
      nl:
        "Strata van gelijke klassen; gewicht 1 voor deelnemers en (m_T,s/m_C,s)·(m_C/m_T) voor anderen, met m het aantal in stratum s of in totaal.",
      en:
        "Strata of equal classes; weight 1 for participants and (m_T,s/m_C,s)·(m_C/m_T) for others, with m the number in stratum s or in all.",
    },
    assumptions: [ASSUMPTIONS.selection, ASSUMPTIONS.spillover],
    notWhen: [{
      nl: "Veel deelnemers vallen af: het cijfer gaat dan over een kleine, andere groep.",
      en: "Many participants drop out: the figure is then about a small, different group.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { matchCoarsened } from "../../lib/effects/mod.ts";

const table = Table.from({
  score: Float64Array.of(9, 8, 6, 6, 5, 4, 1),
  deelname: Float64Array.of(1, 1, 1, 0, 0, 0, 0),
  leeftijd: Float64Array.of(20, 24, 31, 21, 23, 35, 60),
});
const result = matchCoarsened(table, {
  outcome: "score", treated: "deelname", covariates: ["leeftijd"], cuts: { leeftijd: [30, 50] },
});
assert.deepEqual([result.strata, result.matched, result.unusedComparison], [2, 3, 1]);
// Two thirds of (8.5 − 5.5) and one third of (6 − 4).
assert.equal(result.estimate.toFixed(6), "2.666667");
`,
    references: [{
      citation: "Iacus, King and Porro (2012), Political Analysis 20(1), 1–24",
      doi: "10.1093/pan/mpr013",
      standing: "recalled",
    }],
  },
  {
    id: "propensity-weighting",
    folder: "effects",
    functions: ["weighByChance"],
    name: { nl: "Weging naar de kans op deelname", en: "Weighting by the chance of taking part" },
    answers: {
      nl: "Wat is het effect als de vergelijkingsgroep zo wordt gewogen dat zij op de deelnemers lijkt?",
      en: "What is the effect when the comparison group is weighed to resemble the participants?",
    },
    formula: {
      nl:
        "Gewicht p/(1−p) voor niet-deelnemers (effect op deelnemers), 1/p en 1/(1−p) (iedereen), of 1−p en p (overlap); p uit logistische regressie; de fout kent de schatting van p.",
      en:
        "Weight p/(1−p) for those who did not take part (effect on participants), 1/p and 1/(1−p) (everyone), or 1−p and p (overlap); p by logistic regression; the error knows that p was estimated.",
    },
    assumptions: [ASSUMPTIONS.selection, ASSUMPTIONS.spillover],
    notWhen: [{
      nl: "Enkele mensen dragen meer dan 5% van het gewicht.",
      en: "A few people carry more than 5% of the weight.",
    }, {
      nl: "De kenmerken scheiden de groepen helemaal.",
      en: "The traits separate the groups completely.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { weighByChance } from "../../lib/effects/mod.ts";

const old = Float64Array.of(1, 1, 1, 0, 1, 0, 0, 0), deelname = Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0);
const score = old.map((value, row) => 10 + 5 * value + 2 * deelname[row]!);
const table = Table.from({ old, deelname, score });
const effect = weighByChance(table, { outcome: "score", treated: "deelname", covariates: ["old"] });
assert.equal(effect.estimate.toFixed(6), "2.000000");
`,
    references: [{
      citation: "Hirano, Imbens and Ridder (2003), Econometrica 71(4), 1161–1189",
      doi: "10.1111/1468-0262.00442",
      standing: "recalled",
    }, {
      citation: "Li, Morgan and Zaslavsky (2018), JASA 113(521), 390–400",
      doi: "10.1080/01621459.2016.1260466",
      standing: "recalled",
    }],
  },
  {
    id: "entropy-balancing",
    folder: "effects",
    functions: ["balanceByEntropy"],
    name: { nl: "Entropieweging", en: "Entropy balancing" },
    answers: {
      nl: "Wat is het effect als de gemiddelden van alle kenmerken precies gelijk zijn gemaakt?",
      en: "What is the effect when the means of all traits are made exactly equal?",
    },
    formula: {
      nl:
        "Gewichten w ∝ exp(−λ′x) voor niet-deelnemers, met Σ w x = het gemiddelde van de deelnemers; zo dicht mogelijk bij gelijke gewichten.",
      en:
        "Weights w ∝ exp(−λ′x) for those who did not take part, with Σ w x = the mean of the participants; as near to equal weights as possible.",
    },
    assumptions: [ASSUMPTIONS.selection, ASSUMPTIONS.spillover],
    notWhen: [{
      nl: "De deelnemers hebben een kenmerk dat bij anderen niet voorkomt.",
      en: "The participants have a trait that does not occur among the others.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { balanceByEntropy } from "../../lib/effects/mod.ts";

const table = Table.from({
  score: Float64Array.of(9, 8, 7, 5, 4, 6, 3, 2),
  deelname: Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0),
  leeftijd: Float64Array.of(20, 24, 28, 21, 23, 29, 35, 33),
});
const result = balanceByEntropy(table, { outcome: "score", treated: "deelname", covariates: ["leeftijd"] });
assert.ok(Math.abs(result.balance[0]?.after ?? 1) < 1e-8);
`,
    references: [{
      citation: "Hainmueller (2012), Political Analysis 20(1), 25–46",
      doi: "10.1093/pan/mpr025",
      standing: "recalled",
    }],
  },
];
