/**
 * Words of counting, comparing and measuring effects.
 *
 * @module
 */
import type { GlossaryTerm } from "../../core/glossary.ts";
import { term } from "../_term.ts";

/** The terms. */
export const STATISTICS_TERMS: readonly GlossaryTerm[] = [
  term(
    "betrouwbaarheidsinterval",
    [
      "betrouwbaarheidsinterval",
      "De marge om een cijfer. Het echte getal ligt heel waarschijnlijk daarbinnen.",
      "betrouwbaarheidsintervallen",
      "marge",
      "marges",
    ],
    [
      "confidence interval",
      "The margin around a figure. The true number very probably lies within it.",
      "confidence intervals",
      "margin",
      "margins",
    ],
  ),
  term(
    "steekproef",
    ["steekproef", "Een deel van de mensen, gekozen om iets over iedereen te kunnen zeggen.", "steekproeven"],
    ["sample", "A part of the people, chosen to say something about all.", "samples"],
  ),
  term(
    "weging",
    [
      "weging",
      "Een antwoord telt zwaarder of lichter, zodat de groep op iedereen lijkt.",
      "gewogen",
      "wegen",
    ],
    ["weighting", "An answer counts more or less, so that the group resembles everybody.", "weighted"],
  ),
  term(
    "non-respons",
    ["non-respons", "De mensen die niet meededen aan een vragenlijst."],
    ["non-response", "The people who did not take part in a survey."],
  ),
  term(
    "percentage",
    ["percentage", "Zoveel van elke honderd.", "percentages", "procent"],
    ["percentage", "So many of each hundred.", "percentages", "per cent"],
  ),
  term(
    "procentpunt",
    [
      "procentpunt",
      "Het verschil tussen twee percentages. Van 10 naar 12 procent is 2 procentpunt.",
      "procentpunten",
    ],
    [
      "percentage point",
      "The difference of two percentages. From 10 to 12 per cent is 2 points.",
      "percentage points",
    ],
  ),
  term(
    "gemiddelde",
    ["gemiddelde", "Alles opgeteld en gedeeld door hoeveel het er zijn.", "gemiddelden"],
    ["mean", "All added up and divided by how many there are.", "average", "averages"],
  ),
  term(
    "mediaan",
    ["mediaan", "De middelste: de helft zit eronder en de helft erboven."],
    ["median", "The middle one: half lies below it and half above.", "medians"],
  ),
  term(
    "odds-ratio",
    [
      "odds ratio",
      "Een getal dat twee groepen vergelijkt. Bij 1 is er geen verschil.",
      "odds ratio's",
      "oddsratio",
    ],
    ["odds ratio", "A number that compares two groups. At 1 there is no difference.", "odds ratios"],
  ),
  term(
    "relatief-risico",
    ["keer zo vaak", "Hoe veel vaker iets in de ene groep voorkomt dan in de andere.", "relatief risico"],
    [
      "times as often",
      "How much more often something happens in one group than in another.",
      "relative risk",
    ],
  ),
  term(
    "samenhang",
    ["samenhang", "Twee dingen komen vaak samen voor. Dat zegt niet dat het ene door het andere komt."],
    [
      "association",
      "Two things often come together. It does not say that one is due to the other.",
      "associations",
    ],
  ),
  term(
    "vertekening",
    ["vertekening", "Cijfers geven een scheef beeld, omdat iemand of iets ontbreekt.", "bias"],
    ["bias", "Figures give a skewed picture, because somebody or something is missing.", "biased"],
  ),
  term(
    "cluster",
    ["cluster", "Een groep huishoudens die op elkaar lijken in de cijfers.", "clusters", "clusteranalyse"],
    [
      "cluster",
      "A group of households that resemble each other in the figures.",
      "clusters",
      "cluster analysis",
    ],
  ),
  term(
    "model",
    [
      "model",
      "Een som die laat zien wat bij een groep samengaat. Wij gebruiken het nooit voor één mens.",
      "modellen",
    ],
    ["model", "A sum that shows what goes together in a group. We never use it for one person.", "models"],
  ),
  term(
    "kalibratie",
    ["kalibratie", "Kijken of een model zoveel gevallen verwacht als er echt waren."],
    ["calibration", "Checking whether a model expects as many cases as there were."],
  ),
  term(
    "trechterfiguur",
    [
      "trechterfiguur",
      "Een figuur die laat zien welke gebieden meer afwijken dan door toeval past.",
      "trechter",
    ],
    ["funnel plot", "A figure that shows which areas differ more than chance allows.", "funnel"],
  ),
  term(
    "toeval",
    ["toeval", "Verschillen die er zijn zonder reden. In kleine groepen is het toeval groot."],
    ["chance", "Differences that exist without a reason. In small groups chance is large."],
  ),
  term(
    "klein-gebied-schatting",
    [
      "schatting voor een klein gebied",
      "Een cijfer voor een kleine buurt, dat ook van andere buurten leert.",
      "kleinegebiedsschatting",
    ],
    [
      "small-area estimate",
      "A figure for a small neighbourhood that also learns from others.",
      "small-area estimates",
    ],
  ),
  term(
    "effectmeting",
    [
      "effectmeting",
      "Uitzoeken of een aanpak helpt, door te vergelijken met gezinnen zonder die aanpak.",
      "effectmetingen",
    ],
    [
      "effect measurement",
      "Finding out whether a plan helps, by comparing with families without it.",
      "effect measurements",
    ],
  ),
  term(
    "nulmeting",
    ["nulmeting", "De eerste meting, voor de aanpak begint."],
    ["baseline", "The first measurement, before the plan starts.", "baseline measurement"],
  ),
  term(
    "vergelijkingsgroep",
    ["vergelijkingsgroep", "Gezinnen die lijken op de deelnemers, maar niet meededen.", "controlegroep"],
    ["comparison group", "Families who resemble the participants but did not take part.", "control group"],
  ),
  term(
    "verschil-in-verschillen",
    [
      "verschil in verschillen",
      "Je kijkt of de ene groep meer verandert dan de andere.",
      "difference-in-differences",
    ],
    [
      "difference in differences",
      "You look whether one group changes more than the other.",
      "difference-in-differences",
    ],
  ),
  term(
    "terugval-naar-het-gemiddelde",
    [
      "terugval naar het gemiddelde",
      "Wie heel hoog scoort, scoort de volgende keer meestal gewoner. Ook zonder hulp.",
    ],
    [
      "regression to the mean",
      "Who scores very high mostly scores more ordinarily next time. Without help too.",
    ],
  ),
  term(
    "kleinst-aantoonbaar-effect",
    ["kleinst aantoonbaar effect", "Het kleinste verschil dat we met zoveel gezinnen kunnen zien."],
    ["minimum detectable effect", "The smallest difference that we can see with so many families."],
  ),
  term(
    "kosten-baten",
    ["kosten en baten", "Wat een aanpak kost, naast wat hij bespaart.", "kosten-batenanalyse"],
    ["costs and benefits", "What a plan costs, beside what it saves.", "cost–benefit analysis"],
  ),
  term(
    "trendbreuk",
    [
      "trendbreuk",
      "De telling is veranderd. Cijfers van ervoor en erna mag je niet aan elkaar plakken.",
      "trendbreuken",
    ],
    [
      "break in series",
      "The counting has changed. Figures from before and after may not be joined.",
      "breaks in series",
    ],
  ),
];
