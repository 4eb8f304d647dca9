/**
 * The methods of this folder as data, for the pages of the site.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import type { MethodDescription, MethodReference } from "../core/method.ts";

function both(nl: string, en: string): Label {
  return { nl, en };
}

function recalled(citation: string): MethodReference {
  return { citation, standing: "recalled" };
}

const R_SURVEY: MethodReference = {
  citation:
    "Lumley (2004), Journal of Statistical Software 9(8), and R survey 4.1-1: 240 generated designs agree (tests/survey/peers_test.ts)",
  standing: "read",
};

/** Four schools in two regions, two pupils each, for the examples. */
const SCHOOLS = `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { surveyDesign } from "../../lib/survey/mod.ts";

const table = Table.from({
  weight: Float64Array.of(10, 10, 20, 20, 10, 10, 30, 30),
  region: ["a", "a", "a", "a", "b", "b", "b", "b"],
  school: ["1", "1", "2", "2", "3", "3", "4", "4"],
  score: Float64Array.of(1, 2, 3, 4, 2, 2, 5, 6),
});
const design = surveyDesign(table, { weight: "weight", stages: [{ stratum: "region", cluster: "school" }] });
`;

const TAYLOR: MethodDescription = {
  id: "taylor-linearisation",
  folder: "survey",
  functions: ["surveyDesign", "mean", "total", "ratio", "regress", "contrast"],
  name: both(
    "Onzekerheid uit het steekproefontwerp (linearisatie)",
    "Uncertainty from the survey design (linearisation)",
  ),
  answers: both(
    "Hoe onzeker is een gemiddelde of aandeel als scholen of wijken zijn getrokken en niet losse personen?",
    "How uncertain is a mean or share when schools or areas were sampled and not single persons?",
  ),
  formula: both(
    "z = w(y − ȳ)/Σw per persoon, opgeteld per cluster; V = Σ_h (1 − n_h/N_h) · n_h/(n_h − 1) · Σ_c (z_hc − z̄_h)² over strata h en clusters c. Vrijheidsgraden: clusters min strata.",
    "z = w(y − ȳ)/Σw per person, added up per cluster; V = Σ_h (1 − n_h/N_h) · n_h/(n_h − 1) · Σ_c (z_hc − z̄_h)² over strata h and clusters c. Degrees of freedom: clusters minus strata.",
  ),
  assumptions: [
    both(
      "Clusters zijn onafhankelijk getrokken binnen strata.",
      "Clusters were drawn independently within strata.",
    ),
    both(
      "Er zijn genoeg clusters; onder 8 vrijheidsgraden zijn intervallen wankel.",
      "There are enough clusters; below 8 degrees of freedom intervals are shaky.",
    ),
  ],
  notWhen: [
    both(
      "Op een deelbestand: geef een domein, zodat het hele ontwerp blijft staan.",
      "On a subset of the file: give a domain, so that the full design stays.",
    ),
    both(
      "Als een stratum één cluster heeft en niet is gezegd wat dan.",
      "When a stratum has one cluster and nobody said what then.",
    ),
  ],
  example: `${SCHOOLS}
import { confidenceInterval, mean } from "../../lib/survey/mod.ts";

const estimate = mean(design, table.numbers("score"));
assert.equal(estimate.values[0]?.toFixed(6), (540 / 140).toFixed(6));
assert.equal(estimate.df[0], 2);
assert.ok(confidenceInterval(estimate).low < 540 / 140);
`,
  references: [
    R_SURVEY,
    recalled("Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, ch. 4 and 5"),
    recalled("Binder (1983), International Statistical Review 51:279–292"),
  ],
};

const REPLICATES: MethodDescription = {
  id: "replicate-weights",
  folder: "survey",
  functions: ["jackknife", "bootstrap", "replicateDesign"],
  name: both("Herhaalde gewichten: jackknife en bootstrap", "Replicate weights: jackknife and bootstrap"),
  answers: both(
    "Hoe verandert een uitkomst als telkens een cluster wegvalt of clusters opnieuw worden getrokken?",
    "How does a result change when one cluster at a time drops out, or clusters are drawn anew?",
  ),
  formula: both(
    "Jackknife: V = Σ_h (n_h − 1)/n_h Σ_c (θ_(hc) − θ̄)². Bootstrap (Rao–Wu): V = Σ_r (θ_r − θ̄)²/(R − 1), met per stratum n_h − 1 clusters met teruglegging.",
    "Jackknife: V = Σ_h (n_h − 1)/n_h Σ_c (θ_(hc) − θ̄)². Bootstrap (Rao–Wu): V = Σ_r (θ_r − θ̄)²/(R − 1), with n_h − 1 clusters per stratum drawn with replacement.",
  ),
  assumptions: [both("Elk stratum heeft minstens twee clusters.", "Each stratum has at least two clusters.")],
  notWhen: [
    both(
      "Jackknife voor kwantielen: gebruik de bootstrap of de methode van Woodruff.",
      "Jackknife for quantiles: use the bootstrap or Woodruff's method.",
    ),
  ],
  example: `${SCHOOLS}
import { jackknife, mean, total } from "../../lib/survey/mod.ts";

const replicates = jackknife(design);
const values = table.numbers("score");
// For a total, the jackknife is exactly the linearised variance.
assert.equal(total(replicates, values).se[0]?.toFixed(8), total(design, values).se[0]?.toFixed(8));
assert.ok((mean(replicates, values).se[0] ?? 0) > 0);
`,
  references: [
    R_SURVEY,
    recalled("Rao, Wu & Yue (1992), Survey Methodology 18:209–217"),
    recalled("Wolter (2007), Introduction to Variance Estimation"),
  ],
};

const RAKING: MethodDescription = {
  id: "raking",
  folder: "survey",
  functions: ["rake", "postStratify", "calibrateLinear", "rakeWeights"],
  name: both("Wegen naar bekende aantallen (raking)", "Weighting to known counts (raking)"),
  answers: both(
    "Hoe krijgt de steekproef dezelfde verdeling naar bijvoorbeeld leeftijd en geslacht als de bevolking?",
    "How does the sample get the same distribution by, say, age and sex as the population?",
  ),
  formula: both(
    "Vermenigvuldig de gewichten om de beurt per marge met N_k/Σw over code k, tot alle marges kloppen. De variantie gebruikt de residuen van een regressie op de marges.",
    "Multiply the weights in turn for each margin by N_k/Σw over code k, until all margins are met. The variance uses residuals of a regression on the margins.",
  ),
  assumptions: [
    both(
      "De bevolkingsaantallen zijn juist en over dezelfde groep.",
      "The population counts are right and about the same group.",
    ),
    both(
      "Binnen een marge hangt niet-antwoorden niet van de uitkomst af.",
      "Within a margin, non-response does not depend on the outcome.",
    ),
  ],
  notWhen: [
    both(
      "Als een code in de steekproef niet voorkomt: voeg samen.",
      "When a code does not occur in the sample: merge.",
    ),
    both(
      "Als het verslag zegt dat de marges niet zijn gehaald.",
      "When the report says that the margins were not met.",
    ),
  ],
  example: `${SCHOOLS}
import { rake } from "../../lib/survey/mod.ts";

const sex = ["f", "m", "f", "m", "f", "f", "m", "m"];
const { design: raked, report } = rake(design, [
  { name: "region", codes: table.texts("region"), population: { a: 60, b: 40 } },
  { name: "sex", codes: sex, population: { f: 52, m: 48 } },
]);
assert.equal(report.converged, "yes");
const women = raked.weights.reduce((sum, weight, row) => sum + (sex[row] === "f" ? weight : 0), 0);
assert.equal(women.toFixed(6), "52.000000");
`,
  references: [
    R_SURVEY,
    recalled("Deville & Särndal (1992), Journal of the American Statistical Association 87:376–382"),
    recalled("Deming & Stephan (1940), Annals of Mathematical Statistics 11:427–444"),
  ],
};

const KORN_GRAUBARD: MethodDescription = {
  id: "korn-graubard",
  folder: "survey",
  functions: ["proportion"],
  name: both("Interval van Korn en Graubard", "Korn–Graubard interval"),
  answers: both(
    "Tussen welke grenzen ligt een aandeel dat klein of groot is, in een steekproef met clusters?",
    "Between which bounds does a small or large share lie, in a sample with clusters?",
  ),
  formula: both(
    "Clopper–Pearson met n_eff = p(1 − p)/V · (t_{n−1}/t_df)² en x = p·n_eff: onder = B(α/2; x, n_eff − x + 1), boven = B(1 − α/2; x + 1, n_eff − x), met B het kwantiel van de bètaverdeling.",
    "Clopper–Pearson with n_eff = p(1 − p)/V · (t_{n−1}/t_df)² and x = p·n_eff: low = B(α/2; x, n_eff − x + 1), high = B(1 − α/2; x + 1, n_eff − x), with B the quantile of the beta distribution.",
  ),
  assumptions: [
    both(
      "De variantie uit het ontwerp is bruikbaar: enkele vrijheidsgraden of meer.",
      "The design-based variance is usable: a few degrees of freedom or more.",
    ),
  ],
  notWhen: [both("Voor gemiddelden en totalen.", "For means and totals.")],
  example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { proportion, surveyDesign } from "../../lib/survey/mod.ts";

const table = Table.from({ weight: new Float64Array(50).fill(2) });
const design = surveyDesign(table, { weight: "weight", stages: [] });
const flags = Float64Array.from({ length: 50 }, (_, row) => row === 0 ? 1 : 0);
const [interval] = proportion(design, flags, { interval: "kornGraubard" }).intervals;
// One of fifty: the interval stays above 0.
assert.ok(interval && interval.low > 0 && interval.high < 0.12);
`,
  references: [
    R_SURVEY,
    recalled("Korn & Graubard (1998), Survey Methodology 24:193–201"),
    recalled("NCHS (2017), Data presentation standards for proportions"),
  ],
};

const DESIGN_EFFECT: MethodDescription = {
  id: "design-effect",
  folder: "survey",
  functions: ["designEffect", "kishDesignEffect"],
  name: both("Ontwerpeffect", "Design effect"),
  answers: both(
    "Hoeveel onzekerder is deze steekproef dan een gewone van evenveel personen?",
    "How much more uncertain is this sample than a simple one of as many persons?",
  ),
  formula: both(
    "deff = V_ontwerp/V_eenvoudig; effectieve omvang = n/deff. Alleen door ongelijke gewichten (Kish): n·Σw²/(Σw)².",
    "deff = V_design/V_simple; effective size = n/deff. From unequal weights alone (Kish): n·Σw²/(Σw)².",
  ),
  assumptions: [
    both(
      "Het geldt voor één uitkomst; andere vragen hebben een ander effect.",
      "It holds for one outcome; other items have another effect.",
    ),
  ],
  notWhen: [
    both(
      "Om intervallen van een andere vraag mee te verbreden.",
      "To widen the intervals of another item with.",
    ),
  ],
  example: `${SCHOOLS}
import { designEffect, kishDesignEffect } from "../../lib/survey/mod.ts";

assert.equal(kishDesignEffect(design.weights).toFixed(6), (8 * 3000 / 140 ** 2).toFixed(6));
const { deffReplace, effectiveSize } = designEffect(design, table.numbers("score"));
assert.equal((deffReplace * effectiveSize).toFixed(6), "8.000000");
`,
  references: [R_SURVEY, recalled("Kish (1965), Survey Sampling")],
};

const BOUNDS: MethodDescription = {
  id: "missing-data-bounds",
  folder: "survey",
  functions: ["sensitivityBounds", "poolRubin", "responseTable", "adjustForNonresponse"],
  name: both("Grenzen bij ontbrekende antwoorden", "Bounds for missing answers"),
  answers: both(
    "Wat is het ergste dat ontbrekende antwoorden met een aandeel kunnen doen?",
    "What is the worst that missing answers can do to a share?",
  ),
  formula: both(
    "Laagste = aandeel als elk onbekend antwoord nee is; hoogste = als elk ja is. Buitengrens: onderkant van het interval van het laagste tot bovenkant van dat van het hoogste.",
    "Lowest = the share when every unknown answer is no; highest = when each is yes. Outer bounds: the low end of the interval at the lowest to the high end of that at the highest.",
  ),
  assumptions: [both("Geen: de grenzen gelden hoe dan ook.", "None: the bounds hold whatever the reason.")],
  notWhen: [both("Als vervanging van een goede respons.", "As a substitute for a good response.")],
  example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { sensitivityBounds, surveyDesign } from "../../lib/survey/mod.ts";

const design = surveyDesign(Table.from({ weight: new Float64Array(4).fill(1) }), { weight: "weight", stages: [] });
const bounds = sensitivityBounds(design, Float64Array.of(0, 1, 0, NaN), { interval: "kornGraubard" });
assert.deepEqual([bounds.lowest, bounds.highest], [0.25, 0.5]);
`,
  references: [
    recalled("Manski (2003), Partial Identification of Probability Distributions"),
    recalled("Rubin (1987), Multiple Imputation for Nonresponse in Surveys"),
  ],
};

/** The methods of this folder. */
export const SURVEY_METHODS: readonly MethodDescription[] = [
  TAYLOR,
  REPLICATES,
  RAKING,
  KORN_GRAUBARD,
  DESIGN_EFFECT,
  BOUNDS,
];
