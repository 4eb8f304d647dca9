/**
 * The regression models of this folder in words.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import type { MethodDescription, MethodReference } from "../core/method.ts";

/** A small synthetic population that the examples share. */
export const EXAMPLE_DATA = `const random = randomFor("voorbeeld/risico");
const n = 600;
const schulden = Float64Array.from({ length: n }, () => (random.next() < 0.3 ? 1 : 0));
const leeftijd = Float64Array.from({ length: n }, () => 4 + random.below(14));
const hulp = schulden.map((debt, row) => (random.next() < 0.05 + 0.2 * debt + 0.01 * leeftijd[row]! ? 1 : 0));
const wijk = Array.from({ length: n }, (_, row) => "WK9901" + String(10 + (row % 30)));
const table = Table.from({ schulden, leeftijd, hulp, wijk });
`;

/** The import line of every example. */
export const ASSERT_IMPORT = `import assert from "node:assert/strict";
`;
/** The import lines of examples with their own table. */
export const TABLE_IMPORTS = `${ASSERT_IMPORT}import { Table } from "../../lib/core/mod.ts";
`;
/** The import lines of examples on the synthetic population. */
export const EXAMPLE_IMPORTS = `${ASSERT_IMPORT}import { randomFor, Table } from "../../lib/core/mod.ts";
`;

/** A work that is cited from memory. */
export function recalled(citation: string, doi?: string): MethodReference {
  return { citation, standing: "recalled", ...(doi === undefined ? {} : { doi }) };
}

/** A program whose results were run and compared. */
export function compared(program: string): MethodReference {
  return { citation: `Results compared with ${program}`, standing: "read" };
}

const NO_CAUSE: Label = {
  nl: "Om te zeggen wat een maatregel zou doen: een samenhang is geen oorzaak",
  en: "To say what a measure would do: an association is no cause",
};
const INDEPENDENT: Label = {
  nl: "Rijen zijn onafhankelijk; anders een clustercovariantie",
  en: "Rows are independent; otherwise a cluster covariance",
};

/** The regression models. */
export const MODEL_METHODS: readonly MethodDescription[] = [
  {
    id: "design-matrix",
    folder: "risk",
    functions: ["formula", "factor", "interaction", "designMatrix", "columnsOf", "termName"],
    name: { nl: "Van tabel naar model: de formule", en: "From table to model: the formula" },
    answers: {
      nl: "Welke kenmerken doen mee, waarmee wordt vergeleken, en wat gebeurt er met ontbrekende waarden?",
      en: "Which characteristics take part, what is compared with what, and what happens to missing values?",
    },
    formula: {
      nl:
        "uitkomst = b0 + Σ b·x; een factor met k groepen geeft k − 1 kolommen tegen een genoemde referentie, een wisselwerking het product van kolommen",
      en:
        "outcome = b0 + Σ b·x; a factor of k groups gives k − 1 columns against a named reference, an interaction the product of columns",
    },
    assumptions: [
      {
        nl:
          "Een rij die een waarde mist wordt geweigerd, of op verzoek weggelaten en geteld: dan lijkt zij op de rest",
        en:
          "A row that misses a value is refused, or left out and counted on request: then it is like the others",
      },
      {
        nl: "Geen kolom volgt uit andere: anders zegt de fout uit welke, met de vergelijking",
        en: "No column follows from others: otherwise the error says from which, with the equation",
      },
    ],
    notWhen: [
      {
        nl: "Er zijn meer kolommen dan rijen: neem kenmerken samen",
        en: "There are more columns than rows: merge characteristics",
      },
      {
        nl: "Een groep heeft maar één soort uitkomst: de fout noemt de kolom; gebruik fitFirth",
        en: "A group has only one kind of outcome: the error names the column; use fitFirth",
      },
    ],
    example:
      `${EXAMPLE_IMPORTS}import { designMatrix, factor, formula, interaction } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const terms = formula("hulp", ["schulden", "leeftijd", interaction("schulden", "leeftijd")]);
assert.deepEqual(designMatrix(table, terms).columns.map(({ name }) => name).slice(1), [
  "schulden", "leeftijd", "schulden:leeftijd",
]);
const twice = table.withColumns({ maanden: leeftijd.map((jaar) => 12 * jaar) });
assert.throws(() => designMatrix(twice, formula("hulp", ["leeftijd", "maanden"])), /it equals 12 × leeftijd/);
assert.equal(designMatrix(table, formula("hulp", [factor("wijk", { reference: "WK990110" })])).columns.length, 30);`,
    references: [
      recalled("Agresti (2013), Categorical Data Analysis, 5.4"),
      recalled(
        "Albert & Anderson (1984), On the existence of maximum likelihood estimates, Biometrika 71:1–10",
      ),
      compared("R's model.matrix and glm on birthwt"),
    ],
  },
  {
    id: "linear-regression",
    folder: "risk",
    functions: ["fitLinear", "differenceTable"],
    name: { nl: "Lineaire regressie", en: "Linear regression" },
    answers: {
      nl: "Hoeveel verschilt een gemiddelde, zoals een score, tussen groepen die verder gelijk zijn?",
      en: "How much does a mean, such as a score, differ between groups that are otherwise alike?",
    },
    formula: {
      nl: "y = b0 + b1·x1 + … + e; y is de uitkomst, x zijn de kenmerken, b de verschillen, e wat overblijft",
      en:
        "y = b0 + b1·x1 + … + e; y is the outcome, x are the characteristics, b the differences, e what is left",
    },
    assumptions: [
      { nl: "Het gemiddelde is een som van de termen", en: "The mean is a sum of the terms" },
      INDEPENDENT,
    ],
    notWhen: [
      {
        nl: "De uitkomst is ja of nee: gebruik logistische regressie",
        en: "The outcome is yes or no: use logistic regression",
      },
      NO_CAUSE,
    ],
    example: `${EXAMPLE_IMPORTS}import { fitLinear, formula } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const score = leeftijd.map((age, row) => 20 + 3 * schulden[row]! + 0.5 * age + random.normal());
const model = fitLinear(table.withColumns({ score }), formula("score", ["schulden", "leeftijd"]));
const { low, high } = model.coefficient("schulden");
assert.ok(low < 3 && 3 < high);`,
    references: [
      recalled("Longley (1967), An appraisal of least squares programs, JASA 62:819–841"),
      compared("the certified values of NIST StRD Longley: 13 digits"),
    ],
  },
  {
    id: "logistic-regression",
    folder: "risk",
    functions: ["fitLogistic", "ratioTable"],
    name: { nl: "Logistische regressie", en: "Logistic regression" },
    answers: {
      nl: "Welke kenmerken gaan samen met een uitkomst van ja of nee, als de andere kenmerken gelijk zijn?",
      en: "Which characteristics go with a yes-or-no outcome, the other characteristics being equal?",
    },
    formula: {
      nl: "log(p/(1−p)) = b0 + b1·x1 + …; p is de kans op de uitkomst; e^b is een odds ratio",
      en: "log(p/(1−p)) = b0 + b1·x1 + …; p is the chance of the outcome; e^b is an odds ratio",
    },
    assumptions: [
      { nl: "De logodds zijn een som van de termen", en: "The log odds are a sum of the terms" },
      INDEPENDENT,
      { nl: "Tien gebeurtenissen of meer per term", en: "Ten events or more per term" },
    ],
    notWhen: [
      {
        nl: "De uitkomst is gewoon (meer dan 10%) en de lezer leest een odds ratio als risicoverhouding",
        en: "The outcome is common (more than 10%) and readers take an odds ratio for a risk ratio",
      },
      {
        nl: "Een groep heeft de uitkomst nooit of altijd: gebruik Firth",
        en: "A group never or always has the outcome: use Firth",
      },
      NO_CAUSE,
    ],
    example: `${EXAMPLE_IMPORTS}import { fitLogistic, formula } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const model = fitLogistic(table, formula("hulp", ["schulden", "leeftijd"]));
const [debt] = model.ratios;
assert.ok(debt !== undefined && debt.low > 1, "debts go with more youth care");`,
    references: [
      recalled("McCullagh & Nelder (1989), Generalized Linear Models"),
      recalled(
        "Albert & Anderson (1984), On the existence of maximum likelihood estimates, Biometrika 71:1–10",
      ),
      compared("R 4.2.2 glm and statsmodels on birthwt and infert, and on 200 generated data sets"),
    ],
  },
  {
    id: "firth-regression",
    folder: "risk",
    functions: ["fitFirth"],
    name: { nl: "Logistische regressie van Firth", en: "Firth's logistic regression" },
    answers: {
      nl:
        "Hetzelfde als logistische regressie, maar met een eindig antwoord bij zeldzame uitkomsten en lege cellen",
      en: "The same as logistic regression, with a finite answer for rare outcomes and empty cells",
    },
    formula: {
      nl: "maximaliseer log L(b) + ½·log det(X′WX); L is de aannemelijkheid, X de kenmerken, W = p(1−p)",
      en: "maximise log L(b) + ½·log det(X′WX); L is the likelihood, X the characteristics, W = p(1−p)",
    },
    assumptions: [
      { nl: "De logodds zijn een som van de termen", en: "The log odds are a sum of the terms" },
      INDEPENDENT,
    ],
    notWhen: [
      {
        nl: "Om kansen te voorspellen: de straf trekt ze naar een half",
        en: "To predict chances: the penalty pulls them to a half",
      },
      NO_CAUSE,
    ],
    example: `${TABLE_IMPORTS}import { fitFirth, formula } from "../../lib/risk/mod.ts";

const x = Float64Array.from({ length: 50 }, (_, row) => (row < 12 ? 1 : 0));
const y = Float64Array.from({ length: 50 }, (_, row) => (row < 32 ? 1 : 0));
const [ratio] = fitFirth(Table.from({ x, y }), formula("y", ["x"])).ratios;
// A half is added to each cell of the 2 by 2 table.
assert.equal(ratio?.estimate.toFixed(4), ((12.5 * 18.5) / (0.5 * 20.5)).toFixed(4));`,
    references: [
      recalled(
        "Firth (1993), Bias reduction of maximum likelihood estimates, Biometrika 80:27–38",
        "10.1093/biomet/80.1.27",
      ),
      recalled(
        "Heinze & Schemper (2002), A solution to the problem of separation, Statistics in Medicine 21:2409–2419",
      ),
      compared("glm of R on augmented data"),
    ],
  },
  {
    id: "risk-ratio-regression",
    folder: "risk",
    functions: ["fitRiskRatios"],
    name: { nl: "Risicoverhoudingen (modified Poisson)", en: "Risk ratios (modified Poisson)" },
    answers: {
      nl: "Hoeveel keer zo vaak komt een uitkomst voor in de ene groep als in de andere?",
      en: "How many times as often does an outcome occur in one group as in another?",
    },
    formula: {
      nl:
        "log(p) = b0 + b1·x1 + …; e^b is een risicoverhouding; onzekerheid uit een robuuste covariantie (HC0)",
      en: "log(p) = b0 + b1·x1 + …; e^b is a risk ratio; uncertainty from a robust covariance (HC0)",
    },
    assumptions: [
      { nl: "Het logrisico is een som van de termen", en: "The log risk is a sum of the terms" },
      INDEPENDENT,
    ],
    notWhen: [
      {
        nl: "De uitkomst is bijna algemeen: geschatte risico's komen boven 1",
        en: "Nearly everybody has the outcome: fitted risks exceed 1",
      },
      NO_CAUSE,
    ],
    example: `${EXAMPLE_IMPORTS}import { fitRiskRatios, formula } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const [debt] = fitRiskRatios(table, formula("hulp", ["schulden"])).ratios;
const share = (side: number) => {
  const rows = hulp.filter((_, row) => schulden[row] === side);
  return rows.reduce((sum, value) => sum + value, 0) / rows.length;
};
assert.equal(debt?.estimate.toFixed(6), (share(1) / share(0)).toFixed(6));`,
    references: [
      recalled(
        "Zou (2004), A modified Poisson regression approach to prospective studies with binary data, Am J Epidemiol 159:702–706",
        "10.1093/aje/kwh090",
      ),
      compared("R glm and sandwich on birthwt, and on 200 generated data sets"),
    ],
  },
  {
    id: "poisson-regression",
    folder: "risk",
    functions: ["fitPoisson"],
    name: { nl: "Poissonregressie", en: "Poisson regression" },
    answers: {
      nl: "Hoeveel keer zo vaak komen gebeurtenissen voor, per persoon of per jaar?",
      en: "How many times as often do events occur, per person or per year?",
    },
    formula: {
      nl:
        "log(E[y]) = log(t) + b0 + b1·x1 + …; y is een aantal, t de persoontijd; e^b is een verhouding van frequenties",
      en: "log(E[y]) = log(t) + b0 + b1·x1 + …; y is a count, t the person-time; e^b is a rate ratio",
    },
    assumptions: [
      {
        nl: "De spreiding is gelijk aan het gemiddelde, of er is een robuuste covariantie",
        en: "The variance equals the mean, or the covariance is robust",
      },
      INDEPENDENT,
    ],
    notWhen: [
      {
        nl: "Aantallen spreiden meer dan hun gemiddelde: gebruik de negatief-binomiale",
        en: "Counts spread more than their mean: use the negative binomial",
      },
      NO_CAUSE,
    ],
    example: `${TABLE_IMPORTS}import { fitPoisson, formula } from "../../lib/risk/mod.ts";

const table = Table.from({
  meldingen: Float64Array.of(4, 6, 9, 11),
  jaren: Float64Array.of(2, 2, 2, 2),
  wijkteam: Float64Array.of(0, 0, 1, 1),
});
const [ratio] = fitPoisson(table, formula("meldingen", ["wijkteam"]), { personTime: "jaren" }).ratios;
assert.equal(ratio?.estimate.toFixed(6), "2.000000");`,
    references: [
      recalled("McCullagh & Nelder (1989), Generalized Linear Models"),
      compared("R 4.2.2 glm on birthwt and on 200 generated data sets"),
    ],
  },
  {
    id: "negative-binomial-regression",
    folder: "risk",
    functions: ["fitNegativeBinomial"],
    name: { nl: "Negatief-binomiale regressie", en: "Negative binomial regression" },
    answers: {
      nl: "Hoeveel keer zo vaak komen gebeurtenissen voor, als enkele gezinnen er heel veel hebben?",
      en: "How many times as often do events occur, when a few families have very many?",
    },
    formula: {
      nl:
        "log(m) = log(t) + b0 + b1·x1 + …; variantie = m + m²/θ; θ wordt mee geschat, klein betekent veel spreiding",
      en:
        "log(m) = log(t) + b0 + b1·x1 + …; variance = m + m²/θ; θ is estimated too, small means much spread",
    },
    assumptions: [{ nl: "Iedereen heeft dezelfde θ", en: "Everybody has the same θ" }, INDEPENDENT],
    notWhen: [
      {
        nl: "De aantallen spreiden niet meer dan Poisson: dan bestaat θ niet",
        en: "Counts spread no more than Poisson: there is no θ then",
      },
      NO_CAUSE,
    ],
    example: `${TABLE_IMPORTS}import { fitNegativeBinomial, formula } from "../../lib/risk/mod.ts";

const table = Table.from({
  meldingen: Float64Array.of(0, 1, 9, 2, 0, 4, 20, 2, 3, 1, 15, 7),
  wijkteam: Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1),
});
const model = fitNegativeBinomial(table, formula("meldingen", ["wijkteam"]));
assert.equal(model.ratios[0]?.estimate.toFixed(6), "3.000000");`,
    references: [
      recalled("Venables & Ripley (2002), Modern Applied Statistics with S, section 7.4"),
      compared("glm.nb of R's MASS on quine and birthwt, and on 200 generated data sets"),
    ],
  },
  {
    id: "multinomial-regression",
    folder: "risk",
    functions: ["fitMultinomial", "multinomialTable"],
    name: { nl: "Multinomiale regressie", en: "Multinomial regression" },
    answers: {
      nl: "Welke kenmerken gaan samen met welk soort uitkomst, als er drie of meer soorten zijn?",
      en: "Which characteristics go with which kind of outcome, when there are three or more kinds?",
    },
    formula: {
      nl:
        "log(p_k/p_0) = b0_k + b1_k·x1 + …; p_k is de kans op soort k, p_0 die op de referentie; e^b is een relatieve risicoverhouding",
      en:
        "log(p_k/p_0) = b0_k + b1_k·x1 + …; p_k is the chance of kind k, p_0 of the reference; e^b is a relative-risk ratio",
    },
    assumptions: [
      {
        nl: "De verhouding tussen twee soorten hangt niet van de andere soorten af",
        en: "The ratio of two kinds does not depend on the other kinds",
      },
      INDEPENDENT,
    ],
    notWhen: [
      { nl: "De soorten hebben een volgorde die ertoe doet", en: "The kinds have an order that matters" },
      NO_CAUSE,
    ],
    example: `${EXAMPLE_IMPORTS}import { fitMultinomial, formula } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const soort = Array.from(hulp, (had, row) => (had === 0 ? "geen" : row % 3 === 0 ? "zwaar" : "licht"));
const model = fitMultinomial(table.withColumns({ soort }), formula("soort", ["schulden"]), { reference: "geen" });
assert.deepEqual(model.equations.map(({ level }) => level), ["licht", "zwaar"]);
assert.ok(model.equations.every(({ ratios }) => ratios[0]!.estimate > 1));`,
    references: [
      recalled("Agresti (2013), Categorical Data Analysis, section 8.1"),
      compared(
        "MNLogit of statsmodels 0.15 and multinom of R's nnet on birthwt, and on 200 generated data sets",
      ),
    ],
  },
  {
    id: "splines",
    folder: "risk",
    functions: ["naturalSpline", "bSpline"],
    name: { nl: "Krommen in een model (splines)", en: "Curves in a model (splines)" },
    answers: {
      nl: "Hoe verandert een uitkomst met bijvoorbeeld de leeftijd, als dat geen rechte lijn is?",
      en: "How does an outcome change with, say, age, when that is no straight line?",
    },
    formula: {
      nl:
        "f(x) = b1·N1(x) + … + bk·Nk(x); N zijn gladde derdegraads stukken tussen knopen op kwantielen, recht buiten de uiterste waarden",
      en:
        "f(x) = b1·N1(x) + … + bk·Nk(x); N are smooth cubic pieces between knots at quantiles, straight beyond the extremes",
    },
    assumptions: [{ nl: "De kromme is glad tussen de knopen", en: "The curve is smooth between the knots" }],
    notWhen: [
      {
        nl: "Er zijn maar enkele verschillende waarden: gebruik een factor",
        en: "There are only a few different values: use a factor",
      },
      {
        nl: "Een losse coëfficiënt moet worden uitgelegd: alleen de kromme als geheel zegt iets",
        en: "A single coefficient is to be explained: only the whole curve says something",
      },
    ],
    example: `${EXAMPLE_IMPORTS}import { fitLogistic, formula, naturalSpline } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const model = fitLogistic(table, formula("hulp", [naturalSpline("leeftijd", { df: 3 }), "schulden"]));
assert.deepEqual(model.names.slice(1, 4), ["ns(leeftijd)1", "ns(leeftijd)2", "ns(leeftijd)3"]);`,
    references: [
      recalled("de Boor (2001), A Practical Guide to Splines"),
      recalled("Harrell (2015), Regression Modeling Strategies, chapter 2"),
      compared("ns and bs of R's package splines: 14 digits"),
    ],
  },
];
