/**
 * The pages of the methods that judge and describe groups, and of latent classes.
 *
 * @module
 */
import type { MethodDescription } from "../core/method.ts";
import { both, checked, HOUSEHOLDS, NOT_FOR_PERSONS, recalled } from "./_methods_groups.ts";

/** Answers of two kinds of people, for the examples. */
const ANSWERS = `import assert from "node:assert/strict";
import { randomFor, Table } from "../../lib/core/mod.ts";

const random = randomFor("methods/answers");
const helped = Array.from({ length: 600 }, () => random.next() < 0.4);
const says = (yes: number, no: number) => helped.map((h) => random.next() < (h ? yes : no) ? "ja" : "nee");
const answers = Table.from({
  knows: says(0.9, 0.2), asks: says(0.8, 0.1), trusts: says(0.85, 0.25), stays: says(0.8, 0.2),
  near: helped.map((h) => random.next() < (h ? 0.7 : 0.3)),
});
const items = ["knows", "asks", "trusts", "stays"];
`;

const HOW_MANY: MethodDescription = {
  id: "number-of-clusters",
  folder: "clustering",
  functions: [
    "chooseK",
    "gapStatistic",
    "gapStatisticInWorkers",
    "predictionStrength",
    "silhouette",
    "clusterSeparation",
  ],
  name: both("Hoeveel groepen, en zijn er wel groepen?", "How many groups, and are there any?"),
  answers: both(
    "Hoeveel groepen dragen de gegevens, en is één groep niet een beter antwoord?",
    "How many groups do the data carry, and is one group not a better answer?",
  ),
  formula: both(
    "Silhouet: (b − a) / max(a, b), met a het verschil binnen de eigen groep en b met de naaste andere. Gap: ln W zonder groepen min ln W in de gegevens, W de spreiding binnen groepen. Voorspellende kracht: het deel van de paren dat ook in de andere helft bijeen blijft.",
    "Silhouette: (b − a) / max(a, b), with a the dissimilarity within the own group and b to the nearest other. Gap: ln W without groups minus ln W in the data, W the spread within groups. Prediction strength: the share of pairs that the other half keeps together too.",
  ),
  assumptions: [
    both("Rijen zijn onafhankelijk van elkaar.", "Rows are independent of each other."),
    both(
      "Zonder groepen hangen kenmerken niet samen (gap).",
      "Without groups traits do not depend on each other (gap).",
    ),
  ],
  notWhen: [
    both(
      "Als enige reden voor een indeling: professionals moeten de groepen herkennen.",
      "As the only reason for a division: professionals must recognise the groups.",
    ),
    both(
      "Silhouet om te zien of er groepen zijn: dat begint bij twee.",
      "A silhouette to see whether there are groups: it begins at two.",
    ),
  ],
  example: `${HOUSEHOLDS}
import { chooseK, gapStatistic, gower, predictionStrength } from "../../lib/clustering/mod.ts";

const columns = [{ name: "age", kind: "numeric" }, { name: "home", kind: "nominal" }] as const;
const unlike = gower(households, { columns });
assert.equal(chooseK(unlike, { to: 5 }).estimate, 2);
assert.equal(gapStatistic(households, { columns, to: 2 }).estimate, 2);
assert.equal(predictionStrength(unlike, { to: 4 }).candidates[0]?.strength, 1);
`,
  references: [
    recalled("Rousseeuw (1987), Silhouettes, Journal of Computational and Applied Mathematics 20:53–65"),
    recalled("Tibshirani, Walther & Hastie (2001), Journal of the Royal Statistical Society B 63:411–423"),
    recalled("Tibshirani & Walther (2005), Journal of Computational and Graphical Statistics 14:511–528"),
    checked("R cluster (clusGap) and fpc on ruspini; scikit-learn on 200 generated sets"),
  ],
};

const STABILITY: MethodDescription = {
  id: "cluster-stability",
  folder: "clustering",
  functions: ["clusterStability", "clusterStabilityInWorkers", "clusterAgreement"],
  name: both("Komen de groepen terug bij andere mensen?", "Do the groups come back with other people?"),
  answers: both(
    "Was dezelfde groep gevonden als andere mensen in de gegevens hadden gezeten?",
    "Would the same group be found if other people had been in the data?",
  ),
  formula: both(
    "Trek rijen opnieuw (bootstrap), maak de groepen opnieuw en neem per groep de grootste Jaccard |A ∩ B| / |A ∪ B|. Gemiddeld vanaf 0,75 stabiel, tot 0,6 niet. Overeenkomst van twee indelingen: de aangepaste Rand-index.",
    "Draw rows again (bootstrap), make the groups again and take per group the largest Jaccard |A ∩ B| / |A ∪ B|. A mean from 0.75 is stable, up to 0.6 is not. Agreement of two divisions: the adjusted Rand index.",
  ),
  assumptions: [both("Rijen zijn onafhankelijk getrokken.", "Rows are drawn independently.")],
  notWhen: [
    both("Als bewijs dat een groep inhoudelijk bestaat.", "As proof that a group exists in substance."),
  ],
  example: `${HOUSEHOLDS}
import { clusterAgreement, clusterStability, gower, kMedoids } from "../../lib/clustering/mod.ts";

const unlike = gower(households, { columns: [{ name: "age", kind: "numeric" }, { name: "home", kind: "nominal" }] });
const groups = kMedoids(unlike, { k: 2 });
assert.deepEqual(clusterStability(groups, unlike, { resamples: 20 }).verdicts, ["stable", "stable"]);
assert.equal(clusterAgreement(groups, kMedoids(unlike, { k: 2, randomStarts: 3 })).estimate, 1);
`,
  references: [
    recalled(
      "Hennig (2007), Cluster-wise assessment of cluster stability, Computational Statistics & Data Analysis 52:258–271",
    ),
    recalled("Hubert & Arabie (1985), Comparing partitions, Journal of Classification 2:193–218"),
    checked("R on agriculture (adjusted Rand) and scikit-learn on 200 generated sets"),
  ],
};

const PROFILE: MethodDescription = {
  id: "cluster-profile",
  folder: "clustering",
  functions: [
    "profileClusters",
    "profileLatentClasses",
    "clusterSizes",
    "profileTraits",
    "markingTraits",
    "traitRatios",
    "crossTraits",
    "latentClassSizes",
    "profileLatentTraits",
  ],
  name: both(
    "Wat een groep kenmerkt: de basis van een persona",
    "What marks a group: the basis of a persona",
  ),
  answers: both(
    "Wat komt in deze groep vaker of minder vaak voor dan daarbuiten, en hoe zeker is dat?",
    "What occurs more or less often in this group than outside it, and how certain is that?",
  ),
  formula: both(
    "Aandeel in de groep met Wilson-interval; verhouding = aandeel erin / aandeel erbuiten, interval exp(ln verhouding ± 1,96 √(1/a − 1/n₁ + 1/b − 1/n₀)), a en b de aantallen met het kenmerk.",
    "Share in the group with Wilson's interval; ratio = share inside / share outside, interval exp(ln ratio ± 1.96 √(1/a − 1/n₁ + 1/b − 1/n₀)), a and b the numbers with the trait.",
  ),
  assumptions: [
    both(
      "Wie geen waarde heeft, lijkt op wie er wel een heeft.",
      "Whoever has no value is like those who have one.",
    ),
  ],
  notWhen: [
    NOT_FOR_PERSONS,
    both(
      "Zonder protect: een tabel gaat pas na bescherming naar een persona of figuur.",
      "Without protect: a table goes to a persona or figure after protection only.",
    ),
    both(
      "Als toets of de groepen echt zijn: ze zijn van deze kenmerken gemaakt.",
      "As a test whether the groups are real: they were made of these traits.",
    ),
  ],
  example: `${HOUSEHOLDS}
import { gower, kMedoids, profileClusters } from "../../lib/clustering/mod.ts";
import { protect } from "../../lib/disclosure/mod.ts";

const text = { nl: "huurt of bezit", en: "rents or owns" };
const groups = kMedoids(gower(households, { columns: [{ name: "age", kind: "numeric" }] }), { k: 2 });
const profile = profileClusters(groups, households, {
  id: "wonen", entity: "household", population: text, period: text, sources: [], column: "home", label: text,
  categories: [{ code: "rent", label: text }, { code: "own", label: text }],
});
assert.equal(profile.entries[0]?.share, 1);
assert.ok((await protect(profile.shares)).cells.length > 0);
`,
  references: [
    recalled("Katz, Baptista, Azen & Pike (1978), Biometrics 34:469–474"),
    checked("shares, ratios and intervals by hand; through protect"),
  ],
};

const LATENT: MethodDescription = {
  id: "latent-class-analysis",
  folder: "clustering",
  functions: ["latentClasses", "chooseLatentClasses", "latentClassErrors"],
  name: both("Groepen achter antwoorden (latente klassen)", "Groups behind answers (latent classes)"),
  answers: both(
    "Welke patronen van antwoorden op een vragenlijst wijzen op groepen, en hoe groot zijn die?",
    "Which patterns of answers to a questionnaire point to groups, and how large are these?",
  ),
  formula: both(
    "P(antwoorden) = Σ_c π_c Π_j P(antwoord j | klasse c); π_c is het aandeel van klasse c. BIC = −2 ln L + p ln n kiest het aantal klassen (laagste), met p het aantal parameters. Standaardfouten: de inverse van −∂²ln L, met de deltamethode.",
    "P(answers) = Σ_c π_c Π_j P(answer j | class c); π_c is the share of class c. BIC = −2 ln L + p ln n chooses the number of classes (lowest), with p the number of parameters. Standard errors: the inverse of −∂²ln L, by the delta method.",
  ),
  assumptions: [
    both(
      "Binnen een klasse hangen antwoorden niet samen.",
      "Within a class answers do not depend on each other.",
    ),
    both(
      "Antwoorden ontbreken toevallig, gegeven de andere.",
      "Answers are missing at random, given the others.",
    ),
  ],
  notWhen: [
    NOT_FOR_PERSONS,
    both("Als maar één start het beste maximum haalt.", "When only one start reaches the best maximum."),
    both("Met klassen onder de ondergrens voor tonen.", "With classes under the floor for showing."),
    both(
      "Voor een interval bij een kans die op 0 of 1 is geschat: die heeft geen standaardfout.",
      "For an interval of a probability estimated as 0 or 1: it has no standard error.",
    ),
  ],
  example: `${ANSWERS}
import { chooseLatentClasses, latentClassErrors } from "../../lib/clustering/mod.ts";

const choice = chooseLatentClasses(answers, { items, to: 3 });
assert.equal(choice.estimate, 2);
assert.ok(Math.abs(choice.models[1]!.shares[1]! - 0.4) < 0.06);
const [, second] = latentClassErrors(choice.models[1]!).shares;
assert.ok(second!.low! < 0.4 && 0.4 < second!.high!);
`,
  references: [
    recalled("Goodman (1974), Exploratory latent structure analysis, Biometrika 61:215–231"),
    recalled("Linzer & Lewis (2011), poLCA, Journal of Statistical Software 42(10)", "10.18637/jss.v042.i10"),
    checked(
      "poLCA on carcinoma to nine digits, Goodman's values, Dayton's cheating; StepMix on 200 generated sets; errors beside differences of the log-likelihood in 40 digits",
    ),
  ],
};

const THREE_STEP: MethodDescription = {
  id: "latent-class-regression",
  folder: "clustering",
  functions: ["regressLatentClasses", "latentRegressionTable"],
  name: both("Welke kenmerken bij welke latente klasse horen", "Which traits go with which latent class"),
  answers: both(
    "Hoeveel groter is de kans op een klasse bij wie een kenmerk heeft, terwijl klassen onzeker zijn?",
    "How much larger are the odds of a class for those with a trait, while classes are uncertain?",
  ),
  formula: both(
    "(1) klassen zonder kenmerken; (2) toewijzing s met bekende fout D = P(s | klasse); (3) maximaliseer Σ_i ln Σ_c P(c | x_i) D_cs (ML) of Σ_i Σ_c (D⁻¹)_sc ln P(c | x_i) (BCH), met P(c | x) multinomiaal logistisch.",
    "(1) classes without traits; (2) assignment s with known error D = P(s | class); (3) maximise Σ_i ln Σ_c P(c | x_i) D_cs (ML) or Σ_i Σ_c (D⁻¹)_sc ln P(c | x_i) (BCH), with P(c | x) multinomial logistic.",
  ),
  assumptions: [
    both(
      "Gegeven de klasse hangen antwoorden niet af van het kenmerk.",
      "Given the class, answers do not depend on the trait.",
    ),
    both(
      "De klassen van stap 1 gelden als bekend: intervallen zijn iets te smal.",
      "The classes of step 1 count as known: intervals are somewhat too narrow.",
    ),
  ],
  notWhen: [
    NOT_FOR_PERSONS,
    both("Om oorzaken aan te wijzen.", "To point out causes."),
    both(
      "Als klassen slecht te scheiden zijn (relatieve entropie onder 0,6).",
      "When classes are hard to tell apart (relative entropy under 0.6).",
    ),
  ],
  example: `${ANSWERS}
import { latentClasses, latentRegressionTable, regressLatentClasses } from "../../lib/clustering/mod.ts";

const model = latentClasses(answers, { k: 2, items });
const regression = regressLatentClasses(model, answers, { covariates: ["near"] });
const near = regression.effects.find(({ term }) => term === "near")!;
assert.ok(near.low > 1 && near.oddsRatio > 3);
const text = { nl: "dichtbij", en: "near" };
const odds = latentRegressionTable(regression, { // for protect: n is the smallest count behind the ratio
  id: "dichtbij", title: text, entity: "person", population: text, period: text, sources: [],
});
assert.ok(odds.cells[0]!.n >= 10 && odds.cells[0]!.n < regression.n);
`,
  references: [
    recalled("Vermunt (2010), Latent class modeling with covariates, Political Analysis 18:450–469"),
    recalled("Bakk, Tekle & Vermunt (2013), Sociological Methodology 43:272–311"),
    checked("StepMix 3.0.0 (BCH and ML) on 200 generated sets"),
  ],
};

/** The pages of the methods that judge and describe groups, and of latent classes. */
export const CHOICE_METHODS: readonly MethodDescription[] = [
  HOW_MANY,
  STABILITY,
  PROFILE,
  LATENT,
  THREE_STEP,
];
