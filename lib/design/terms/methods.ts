/**
 * Words of methods and of measuring that briefings use.
 *
 * @module
 */
import type { GlossaryTerm } from "../../core/glossary.ts";
import { term } from "../_term.ts";

/** The terms. */
export const METHOD_TERMS: readonly GlossaryTerm[] = [
  term(
    "latente-klasse",
    [
      "latente klasse",
      "Een groep die je niet ziet maar afleidt: mensen bij wie vaak dezelfde dingen samen voorkomen. Wie erin zit, is een kans en geen feit.",
      "latente klassen",
      "latente-klassenanalyse",
    ],
    [
      "latent class",
      "A group that is not seen but inferred: people for whom the same things often come together. Who is in it is a chance, no fact.",
      "latent classes",
      "latent class analysis",
    ],
  ),
  term(
    "gestandaardiseerd-risico",
    [
      "gestandaardiseerd risico",
      "Een percentage, berekend alsof groepen even oud waren en even vaak man of vrouw. Zo vergelijk je eerlijker.",
      "gestandaardiseerde risico's",
      "gestandaardiseerd",
    ],
    [
      "standardised risk",
      "A percentage, computed as if groups were as old and as often male or female. It makes a fairer comparison.",
      "standardised risks",
    ],
  ),
  term(
    "event-study",
    [
      "event-study",
      "Een vergelijking per jaar, voor en na een start. Voor de start hoort er geen verschil te zijn.",
      "event-studies",
    ],
    [
      "event study",
      "A comparison by year, before and after a start. Before the start there should be no difference.",
      "event studies",
    ],
  ),
  term(
    "gemengd-model",
    [
      "gemengd model",
      "Een berekening die weet dat antwoorden van één mens op elkaar lijken. Wie een keer niet antwoordde, telt toch mee.",
      "gemengde modellen",
    ],
    [
      "mixed model",
      "A computation that knows that answers of one person are alike. Who missed a moment counts as well.",
      "mixed models",
    ],
  ),
  term(
    "logistisch-model",
    [
      "logistisch model",
      "Een berekening van hoe vaak iets voorkomt, met meer kenmerken tegelijk. Zij gaat over groepen en kiest niemand uit.",
      "logistische modellen",
    ],
    [
      "logistic model",
      "A computation of how often something occurs, with several traits at once. It is about groups and selects nobody.",
      "logistic models",
    ],
  ),
  term(
    "indexcijfer",
    [
      "indexcijfer",
      "Een cijfer waarbij de vergelijking op 100 staat. 120 betekent een vijfde meer dan daar.",
      "indexcijfers",
    ],
    [
      "index number",
      "A number in which the comparison is set at 100. 120 means a fifth more than there.",
      "index numbers",
    ],
  ),
  term(
    "nepstart",
    [
      "nepstart",
      "Een start die er niet was. Vinden we daar toch een verschil, dan is de vergelijking niet eerlijk.",
    ],
    ["sham start", "A start that never was. If we find a difference there, the comparison is not fair."],
  ),
  term(
    "vooraf-vastgelegd",
    [
      "vooraf vastgelegd",
      "Opgeschreven voordat de cijfers er waren: wat we meten en wanneer we iets een verbetering noemen.",
      "controlegetal",
    ],
    [
      "fixed beforehand",
      "Written down before the figures were in: what we measure and when we call something an improvement.",
    ],
  ),
  term(
    "contante-waarde",
    [
      "contante waarde",
      "Wat geld van later nu waard is. Een euro over tien jaar telt minder dan een euro nu.",
      "contante waarden",
    ],
    [
      "present value",
      "What later money is worth now. A euro in ten years counts less than one now.",
      "present values",
    ],
  ),
  term(
    "interval-van-wilson",
    [
      "interval van Wilson",
      "Een manier om de marge van een percentage te berekenen, die ook bij kleine aantallen klopt.",
      "Wilson",
    ],
    ["Wilson interval", "A way to compute the margin of a percentage that holds for small numbers too."],
    "Wilson (1927), Journal of the American Statistical Association 22",
  ),
  term(
    "benjamini-en-hochberg",
    [
      "Benjamini en Hochberg",
      "Een strengere grens als je veel dingen tegelijk bekijkt. Anders vind je altijd wel iets, door toeval.",
    ],
    [
      "Benjamini and Hochberg",
      "A stricter limit when many things are looked at. Otherwise chance always gives something.",
    ],
    "Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57",
  ),
  term(
    "callaway-en-santanna",
    [
      "Callaway en Sant'Anna",
      "Een manier om gebieden te vergelijken die begonnen met gebieden die nooit begonnen, per jaar van de start.",
    ],
    [
      "Callaway and Sant'Anna",
      "A way to compare areas that began with areas that never did, by year of the start.",
    ],
    "Callaway and Sant'Anna (2021), Journal of Econometrics 225",
  ),
  term(
    "gower",
    [
      "afstand van Gower",
      "Een maat voor hoe verschillend twee mensen zijn, met getallen en woorden tegelijk.",
      "Gower",
    ],
    ["Gower distance", "A measure of how different two people are, with numbers and words at once.", "Gower"],
    "Gower (1971), Biometrics 27",
  ),
  term(
    "k-medoids",
    [
      "k-medoids",
      "Een manier om groepen te maken: elk mens hoort bij het voorbeeld dat het meest op hem lijkt.",
    ],
    [
      "k-medoids method",
      "A way to make groups: everybody belongs to the example that is most alike.",
      "k-medoids",
    ],
    "Kaufman and Rousseeuw (1990), Finding Groups in Data",
  ),
  term(
    "krimp",
    [
      "krimp",
      "Een cijfer dat op weinig rust, schuift naar het gemiddelde. Zo krijgt toeval minder kans.",
    ],
    ["shrinkage", "A figure that rests on few moves to the mean. So chance gets less of a chance."],
  ),
  term(
    "scenario",
    [
      "scenario",
      "Een rekenvoorbeeld met één stel aannamen: laag, midden of hoog.",
      "scenario's",
    ],
    ["scenario", "A worked example with one set of assumptions: low, middle or high.", "scenarios"],
  ),
  term(
    "poisson",
    [
      "interval van Poisson",
      "De marge van een aantal dat door toeval wisselt, zoals meldingen in een maand.",
      "Poisson",
    ],
    [
      "Poisson interval",
      "The margin of a number that varies by chance, such as reports in a month.",
      "Poisson",
    ],
    "Garwood (1936), Biometrika 28",
  ),
];
