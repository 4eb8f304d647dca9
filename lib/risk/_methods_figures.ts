/**
 * What is made of the models, in words: uncertainty, effects and groups.
 *
 * @module
 */
import type { MethodDescription } from "../core/method.ts";
import { compared, EXAMPLE_DATA, EXAMPLE_IMPORTS, recalled } from "./_methods_models.ts";

/** Uncertainty, effects, stacking and segments. */
export const FIGURE_METHODS: readonly MethodDescription[] = [
  {
    id: "robust-covariance",
    folder: "risk",
    functions: ["fitLogistic", "fitLinear", "fitRiskRatios", "fitMultinomial"],
    name: { nl: "Robuuste en geclusterde onzekerheid", en: "Robust and clustered uncertainty" },
    answers: {
      nl: "Hoe onzeker is een verhouding, als kinderen van één school of wijk op elkaar lijken?",
      en: "How uncertain is a ratio, when children of one school or district are alike?",
    },
    formula: {
      nl:
        "V = B·M·B; B is de omgekeerde informatie, M de som van s·s′ over rijen of clusters, s de score; CR2 en CR3 corrigeren voor weinig clusters; CR2 met vrijheidsgraden volgens Satterthwaite, waarbij rijen van een cluster zo op elkaar lijken als hun residuen. Met drie of meer soorten uitkomsten: HC0, HC1, HC3, CR0, CR1, CR3",
      en:
        "V = B·M·B; B is the inverse information, M the sum of s·s′ over rows or clusters, s the score; CR2 and CR3 correct for few clusters; CR2 with Satterthwaite's degrees of freedom, with rows of a cluster as alike as their residuals are. With three or more kinds of outcomes: HC0, HC1, HC3, CR0, CR1, CR3",
    },
    assumptions: [{
      nl: "Clusters zijn onafhankelijk van elkaar",
      en: "Clusters are independent of each other",
    }],
    notWhen: [
      { nl: "Er is één cluster, of er zijn er heel weinig", en: "There is one cluster, or very few" },
      {
        nl: "Het model zelf klopt niet: robuust maakt een verkeerd gemiddelde niet goed",
        en: "The model is wrong: robust does not mend a wrong mean",
      },
    ],
    example: `${EXAMPLE_IMPORTS}import { fitLogistic, formula } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const model = fitLogistic(table, formula("hulp", ["schulden"]), { covariance: { cluster: "wijk", correction: "CR2" } });
assert.equal(model.df, 29, "30 districts");
assert.ok(model.coefficientDf![1]! < 29, "districts are not all alike");
assert.match(model.covarianceLabel, /CR2.*30 clusters/);`,
    references: [
      recalled(
        "Zeileis, Köll & Graham (2020), Various versatile variances, J Stat Software 95(1)",
        "10.18637/jss.v095.i01",
      ),
      recalled(
        "Bell & McCaffrey (2002), Bias reduction in standard errors for linear regression with multi-stage samples",
      ),
      recalled(
        "Pustejovsky & Tipton (2018), Small-sample methods for cluster-robust variance estimation, JBES 36:672–683",
      ),
      recalled(
        "Imbens & Kolesár (2016), Robust standard errors in small samples, Review of Economics and Statistics 98:701–712",
      ),
      compared("R's sandwich and clubSandwich and statsmodels on birthwt, and on 200 generated data sets"),
    ],
  },
  {
    id: "profile-interval",
    folder: "risk",
    functions: ["profileInterval"],
    name: { nl: "Profielinterval", en: "Profile-likelihood interval" },
    answers: {
      nl: "Welke waarden van een verhouding passen bij de gegevens, als het interval niet symmetrisch is?",
      en: "Which values of a ratio fit the data, when the interval is not symmetric?",
    },
    formula: {
      nl:
        "alle b met D(b) − D(b̂) ≤ χ²(0,95; 1); D is de deviantie met de andere coëfficiënten opnieuw geschat, bij Firth min twee keer de aannemelijkheid met straf",
      en:
        "all b with D(b) − D(b̂) ≤ χ²(0.95; 1); D is the deviance with the other coefficients fitted anew, for Firth minus twice the penalised log-likelihood",
    },
    assumptions: [{
      nl: "Het model klopt; rijen zijn onafhankelijk",
      en: "The model holds; rows are independent",
    }],
    notWhen: [{
      nl: "Met clusters: het profiel weet er niet van",
      en: "With clusters: the profile does not know them",
    }],
    example: `${EXAMPLE_IMPORTS}import { fitLogistic, formula, profileInterval } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const model = fitLogistic(table, formula("hulp", ["schulden"]));
const { low, high } = profileInterval(model, "schulden");
assert.ok(low < model.coefficient("schulden").estimate && model.coefficient("schulden").estimate < high);`,
    references: [
      recalled(
        "Venzon & Moolgavkar (1988), A method for computing profile-likelihood-based confidence intervals, Applied Statistics 37:87–94",
      ),
      recalled(
        "Heinze & Schemper (2002), A solution to the problem of separation in logistic regression, Statistics in Medicine 21:2409–2419",
      ),
      compared("uniroot and confint of R on birthwt, and for Firth's models firthmodels 0.8.2 in Python"),
    ],
  },
  {
    id: "marginal-effects",
    folder: "risk",
    functions: ["marginalEffects", "marginalEffectTable"],
    name: { nl: "Gemiddelde marginale effecten", en: "Average marginal effects" },
    answers: {
      nl: "Hoeveel procentpunt verschilt de uitkomst gemiddeld met een kenmerk?",
      en: "By how many percentage points does the outcome differ on average with a characteristic?",
    },
    formula: {
      nl:
        "gemiddelde over alle rijen van p(met kenmerk) − p(zonder); bij een getal van de helling; interval met de deltamethode",
      en:
        "mean over all rows of p(with) − p(without); for a number of the slope; interval by the delta method",
    },
    assumptions: [{
      nl: "Het model klopt; de bevolking houdt deze samenstelling",
      en: "The model holds; the population keeps this composition",
    }],
    notWhen: [{
      nl: "Als voorspelling van wat er gebeurt als het kenmerk verandert",
      en: "As a forecast of what happens when the characteristic changes",
    }],
    example: `${EXAMPLE_IMPORTS}import { fitLogistic, formula, marginalEffects } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const { effects } = marginalEffects(fitLogistic(table, formula("hulp", ["schulden", "leeftijd"])));
const [debt] = effects;
assert.ok(debt !== undefined && debt.low < 0.2 && 0.2 < debt.high, "the true difference is 20 percentage points");`,
    references: [
      recalled("Williams (2012), Using the margins command, Stata Journal 12:308–331"),
      compared("get_margeff of statsmodels on birthwt (a factor is set as a group here, as it should be)"),
    ],
  },
  {
    id: "standardised-risks",
    folder: "risk",
    functions: ["standardisedRisks", "standardisedRiskTable"],
    name: { nl: "Gestandaardiseerde risico's", en: "Standardised risks" },
    answers: {
      nl: "Welk deel zou de uitkomst hebben als iedereen hetzelfde kenmerk had en verder bleef zoals hij is?",
      en:
        "What part would have the outcome if everybody had the same characteristic and was otherwise as they are?",
    },
    formula: {
      nl: "R(a) = gemiddelde over alle rijen van p(x = a, rest zoals gezien); verhouding R(a)/R(0)",
      en: "R(a) = mean over all rows of p(x = a, the rest as seen); ratio R(a)/R(0)",
    },
    assumptions: [{
      nl: "Alle kenmerken die ertoe doen staan in het model",
      en: "All characteristics that matter are in the model",
    }],
    notWhen: [{
      nl: "Groepen overlappen niet: dan wordt er geraden",
      en: "Groups do not overlap: then it guesses",
    }],
    example:
      `${EXAMPLE_IMPORTS}import { fitLogistic, formula, standardisedRisks } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const { risks } = standardisedRisks(fitLogistic(table, formula("hulp", ["schulden", "leeftijd"])), "schulden");
assert.ok(risks[1]!.ratio!.low > 1);`,
    references: [
      recalled("Greenland (2004), Model-based estimation of relative risks, Am J Epidemiol 160:301–305"),
      compared("R on birthwt"),
    ],
  },
  {
    id: "risk-stacking",
    folder: "risk",
    functions: ["stackRiskFactors", "stackTables"],
    name: { nl: "Stapeling van risicofactoren", en: "Stacking of risk factors" },
    answers: {
      nl: "Hoe vaak komt de uitkomst voor bij geen, één, twee of meer risicofactoren tegelijk?",
      en: "How often does the outcome occur with none, one, two or more risk factors at once?",
    },
    formula: {
      nl:
        "aandeel(j) = gevallen(j)/n(j) bij j factoren; verhouding aandeel(j)/aandeel(0); toets op een rechte lijn (Cochran–Armitage)",
      en:
        "share(j) = cases(j)/n(j) with j factors; ratio share(j)/share(0); test of a straight line (Cochran–Armitage)",
    },
    assumptions: [{ nl: "Elke factor telt even zwaar", en: "Each factor counts the same" }],
    notWhen: [{
      nl: "Factoren meten bijna hetzelfde: dan telt één ding dubbel",
      en: "Factors measure nearly the same: one thing then counts twice",
    }],
    example: `${EXAMPLE_IMPORTS}import { stackRiskFactors } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const ouder = leeftijd.map((age) => (age >= 12 ? 1 : 0));
const stack = stackRiskFactors(table.withColumns({ ouder }), { outcome: "hulp", factors: ["schulden", "ouder"], upTo: 2 });
assert.deepEqual(stack.levels.map(({ code }) => code), ["0", "1", "2+"]);
assert.ok(stack.trend.p < 0.05);`,
    references: [
      recalled(
        "Armitage (1955), Tests for linear trends in proportions and frequencies, Biometrics 11:375–386",
      ),
      recalled(
        "Katz et al. (1978), Obtaining confidence intervals for the risk ratio, Biometrics 34:469–474",
      ),
      compared("prop.trend.test of R on birthwt"),
    ],
  },
  {
    id: "risk-segments",
    folder: "risk",
    functions: ["growSegments", "segmentTable"],
    name: { nl: "Segmenten met een boom", en: "Segments by a tree" },
    answers: {
      nl: "Welke groepen, in gewone woorden te beschrijven, hebben de uitkomst veel vaker of minder vaak?",
      en: "Which groups, describable in plain words, have the outcome much more or less often?",
    },
    formula: {
      nl:
        "splits steeds waar Σ(y − gemiddelde)² het meest daalt; snoei; schat het aandeel per segment op rijen die niet meededen. Vooraf: de kleinste p van alle kenmerken (r² of χ²), bijgesteld voor hun aantal; vanaf 0,05 kunnen de regels toeval zijn",
      en:
        "split where Σ(y − mean)² falls most, again and again; prune; estimate the share by segment on rows that took no part. Beforehand: the least p of all characteristics (r² or χ²), adjusted for their number; from 0.05 the rules may be chance",
    },
    assumptions: [
      {
        nl: "Een segment is een groep, geen oordeel over een persoon",
        en: "A segment is a group, no judgement of a person",
      },
      {
        nl: "Andere rijen geven andere regels die even goed zijn",
        en: "Other rows give other rules that are as good",
      },
    ],
    notWhen: [
      {
        nl: "Om te besluiten over één gezin: daarvoor bestaat hier geen functie",
        en: "To decide about one family: there is no function for that here",
      },
      { nl: "Met minder dan enkele honderden rijen", en: "With fewer than some hundreds of rows" },
    ],
    example: `${EXAMPLE_IMPORTS}import { growSegments } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const { segments, signal } = growSegments(table, { outcome: "hulp", predictors: ["schulden", "leeftijd"], seed: "voorbeeld" });
assert.ok(signal.p < 0.001);
assert.ok(segments.length >= 2 && segments.every(({ n }) => n >= 25));
assert.ok(segments[0]!.share > segments.at(-1)!.share);`,
    references: [
      recalled("Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees"),
      recalled("Hothorn, Hornik & Zeileis (2006), Unbiased recursive partitioning, JCGS 15:651–674"),
      recalled(
        "Athey & Imbens (2016), Recursive partitioning for heterogeneous causal effects, PNAS 113:7353–7360",
        "10.1073/pnas.1510489113",
      ),
      compared("rpart (method anova) of R on birthwt and infert, and on 200 generated data sets"),
    ],
  },
];
