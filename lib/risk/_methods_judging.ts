/**
 * What judges a model, and what fills its gaps, in words.
 *
 * @module
 */
import type { MethodDescription } from "../core/method.ts";
import { ASSERT_IMPORT, compared, EXAMPLE_DATA, EXAMPLE_IMPORTS, recalled } from "./_methods_models.ts";

/** Validation, decisions, fairness, unmeasured causes and imputation. */
export const JUDGING_METHODS: readonly MethodDescription[] = [
  {
    id: "model-validation",
    folder: "risk",
    functions: [
      "validate",
      "validateOn",
      "validateBy",
      "calibrationTable",
      "validationTable",
      "validationTableByPart",
    ],
    name: { nl: "Hoe goed een model klopt", en: "How well a model holds" },
    answers: {
      nl: "Klopt het model ook waar het niet vandaan komt: in een andere wijk of een later jaar?",
      en: "Does the model hold where it does not come from: in another district or a later year?",
    },
    formula: {
      nl:
        "AUC = kans dat wie de uitkomst heeft hoger is voorspeld dan wie hem niet heeft; Brier = gemiddelde van (p − y)²; ijking: voorspeld naast gezien per groep, verwacht gedeeld door gezien, en de helling van y op log(p/(1 − p))",
      en:
        "AUC = chance that one with the outcome is predicted above one without; Brier = mean of (p − y)²; calibration: predicted beside observed by group, expected over observed, and the slope of y on log(p/(1 − p))",
    },
    assumptions: [{ nl: "Rijen zijn onafhankelijk van elkaar", en: "Rows are independent of each other" }],
    notWhen: [{
      nl: "Op de rijen waarop het model is geschat: dat is te gunstig",
      en: "On the rows the model was fitted on: that is too favourable",
    }],
    example: `${EXAMPLE_IMPORTS}import { formula, validateBy } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const { auc, byPart, calibration, decisions } = validateBy(table, formula("hulp", ["schulden", "leeftijd"]), {
  by: "wijk", thresholds: [0.25], // by year: from: "earlier" predicts each year from the years before
});
assert.ok(auc.estimate > 0.5 && auc.estimate < 0.8);
assert.equal(byPart.length, 30, "30 districts, each predicted by a model that has not seen it");
assert.equal(calibration.reduce((sum, group) => sum + group.n, 0), 600);
assert.ok(decisions!.counts[0]!.found > 0);`,
    references: [
      recalled(
        "DeLong, DeLong & Clarke-Pearson (1988), Comparing the areas under two or more correlated ROC curves, Biometrics 44:837–845",
        "10.2307/2531595",
      ),
      recalled(
        "Cox (1958), Two further applications of a model for binary regression, Biometrika 45:562–565",
      ),
      recalled(
        "Debray et al. (2017), A guide to systematic review and meta-analysis of prediction model performance, BMJ 356:i6460",
      ),
      compared("R on birthwt"),
    ],
  },
  {
    id: "decision-counts",
    folder: "risk",
    functions: ["decisionCounts", "decisionTable"],
    name: { nl: "Wat een grens zou betekenen", en: "What a threshold would mean" },
    answers: {
      nl:
        "Als hulp wordt aangeboden vanaf een bepaald risico: hoeveel gezinnen worden bereikt, gemist en voor niets benaderd?",
      en:
        "If help is offered from a certain risk on: how many families are reached, missed and approached in vain?",
    },
    formula: {
      nl: "netto opbrengst = gevonden/n − vergeefs/n · t/(1−t); t is de grens",
      en: "net benefit = found/n − in vain/n · t/(1−t); t is the threshold",
    },
    assumptions: [{
      nl: "De groep lijkt op die waarop het model is beoordeeld",
      en: "The group is like the one the model was judged on",
    }],
    notWhen: [{ nl: "Om één gezin te kiezen of af te wijzen", en: "To choose or refuse one family" }],
    example: `${EXAMPLE_IMPORTS}import { decisionCounts, fitLogistic, formula } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const model = fitLogistic(table, formula("hulp", ["schulden", "leeftijd"]));
const [count] = decisionCounts(model, table, { thresholds: [0.25] }).counts;
assert.ok(count !== undefined && count.netBenefit > Math.max(0, count.netBenefitOfAll));`,
    references: [
      recalled(
        "Vickers & Elkin (2006), Decision curve analysis, Medical Decision Making 26:565–574",
        "10.1177/0272989X06295361",
      ),
      compared("counts by R on birthwt"),
    ],
  },
  {
    id: "fairness",
    folder: "risk",
    functions: ["fairnessByGroup", "fairnessTables"],
    name: { nl: "Behandelt een model groepen gelijk?", en: "Does a model treat groups alike?" },
    answers: {
      nl: "Klopt het model in elke groep, en hoe vaak waarschuwt het ten onrechte of mist het iemand?",
      en: "Does the model hold in each group, and how often does it warn in vain or miss somebody?",
    },
    formula: {
      nl:
        "per groep: verwacht/gezien; ten onrechte = boven de grens zonder uitkomst / zonder uitkomst; gemist = onder de grens met uitkomst / met uitkomst",
      en:
        "by group: expected/observed; false positives = above the threshold without the outcome / without it; missed = under the threshold with it / with it",
    },
    assumptions: [{
      nl: "De uitkomst is in elke groep even goed gemeten",
      en: "The outcome is measured as well in every group",
    }],
    notWhen: [
      {
        nl: "Om alle eisen tegelijk te beloven: als de uitkomst niet overal even vaak voorkomt, kan dat niet",
        en: "To promise all demands at once: impossible where the outcome is not equally frequent",
      },
    ],
    example: `${EXAMPLE_IMPORTS}import { fairnessByGroup, fitLogistic, formula } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const model = fitLogistic(table, formula("hulp", ["schulden", "leeftijd"]));
const { groups, warnings } = fairnessByGroup(model, table, { by: "schulden", threshold: 0.25 });
assert.equal(groups[0]?.expectedOverObserved?.toFixed(6), "1.000000");
assert.match(warnings[0]!.nl, /kies wat het zwaarst weegt/);`,
    references: [
      recalled(
        "Chouldechova (2017), Fair prediction with disparate impact, Big Data 5:153–163",
        "10.1089/big.2016.0047",
      ),
      recalled(
        "Kleinberg, Mullainathan & Raghavan (2017), Inherent trade-offs in the fair determination of risk scores, ITCS",
      ),
      compared("counts, prop.test and chisq.test of R on birthwt"),
    ],
  },
  {
    id: "e-value",
    folder: "risk",
    functions: ["eValue"],
    name: { nl: "E-waarde", en: "E-value" },
    answers: {
      nl: "Hoe sterk zou iets wat niet gemeten is moeten zijn om de samenhang weg te verklaren?",
      en: "How strong would something unmeasured have to be to explain the association away?",
    },
    formula: {
      nl: "E = RR + √(RR·(RR − 1)); RR is de risicoverhouding, omgekeerd als die kleiner dan 1 is",
      en: "E = RR + √(RR·(RR − 1)); RR is the risk ratio, inverted when it is below 1",
    },
    assumptions: [{
      nl: "Eén verstorende factor, op de schaal van risicoverhoudingen",
      en: "One confounder, on the scale of risk ratios",
    }],
    notWhen: [{
      nl: "Als keurmerk: een grote E-waarde bewijst geen oorzaak",
      en: "As a certificate: a large E-value proves no cause",
    }],
    example: `${ASSERT_IMPORT}import { eValue } from "../../lib/risk/mod.ts";

const { estimate } = eValue({ measure: "risk ratio", estimate: 3.9, low: 1.8, high: 8.7 });
assert.equal(estimate.toFixed(2), "7.26");`,
    references: [
      recalled(
        "VanderWeele & Ding (2017), Sensitivity analysis in observational research: introducing the E-value, Ann Intern Med 167:268–274",
        "10.7326/M16-2607",
      ),
    ],
  },
  {
    id: "multiple-imputation",
    folder: "risk",
    functions: ["imputeChained", "poolEstimates", "poolModels", "pooledTable"],
    name: { nl: "Ontbrekende waarden aanvullen", en: "Multiple imputation" },
    answers: {
      nl:
        "Wat is het antwoord als een deel niet is ingevuld, zonder die mensen weg te laten of te doen alsof we het weten?",
      en:
        "What is the answer when a part was not filled in, without leaving these people out or pretending to know?",
    },
    formula: {
      nl:
        "Q = gemiddelde van m schattingen; variantie T = U + (1 + 1/m)·B; U is de variantie binnen, B die tussen de aanvullingen",
      en:
        "Q = mean of m estimates; variance T = U + (1 + 1/m)·B; U is the variance within, B between the imputations",
    },
    assumptions: [
      {
        nl: "Of een waarde ontbreekt hangt alleen af van wat wel bekend is",
        en: "Whether a value is missing depends on what is known only",
      },
      {
        nl: "De uitkomst van het latere model doet mee bij het aanvullen",
        en: "The outcome of the later model takes part in the imputation",
      },
    ],
    notWhen: [
      {
        nl: "Wie zwijgt doet dat juist om het antwoord zelf",
        en: "Those who are silent are so because of the answer itself",
      },
      {
        nl: "Meer dan de helft ontbreekt: dan spreekt vooral het model",
        en: "More than half is missing: then mostly the model speaks",
      },
    ],
    example: `${EXAMPLE_IMPORTS}import { fitLogistic, formula, imputeChained } from "../../lib/risk/mod.ts";

${EXAMPLE_DATA}
const gappy = table.withColumns({ leeftijd: leeftijd.map((age, row) => (row % 5 === 0 ? NaN : age)) });
const imputed = imputeChained(gappy, {
  columns: { leeftijd: "meanMatching" }, predictors: ["hulp", "schulden"], seed: "voorbeeld", imputations: 5,
});
const pooled = imputed.fit((one) => fitLogistic(one, formula("hulp", ["schulden", "leeftijd"])));
assert.ok(pooled.ratios![0]!.low > 1);
assert.equal(pooled.n, 600);`,
    references: [
      recalled("Rubin (1987), Multiple Imputation for Nonresponse in Surveys"),
      recalled(
        "Barnard & Rubin (1999), Small-sample degrees of freedom with multiple imputation, Biometrika 86:948–955",
        "10.1093/biomet/86.4.948",
      ),
      recalled("van Buuren (2018), Flexible Imputation of Missing Data"),
      compared("pool.scalar of R's mice 3.15: 13 digits"),
    ],
  },
];
