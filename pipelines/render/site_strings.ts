/**
 * The words of the pages around the briefings: index, reference pages, archive, feeds. In both languages.
 *
 * @module
 */
import type { Label } from "../../lib/core/language.ts";

/** Texts of the site. Part of `UI_STRINGS`. */
export const SITE_STRINGS = {
  navIndex: { nl: "Briefings", en: "Briefings" },
  navIndicators: { nl: "Indicatoren", en: "Indicators" },
  navGlossary: { nl: "Begrippen", en: "Glossary" },
  navMethods: { nl: "Methoden", en: "Methods" },
  navPolicies: { nl: "Bescherming", en: "Protection" },
  navArchive: { nl: "Edities", en: "Editions" },
  navReference: { nl: "Naslag", en: "Reference" },
  referenceKicker: { nl: "Naslag bij editie {edition}", en: "Reference with edition {edition}" },
  indicatorsIntro: {
    nl:
      "Een indicator is een afspraak: wat tellen we, over wie, en uit welke bron. Hieronder staan alle {count} afspraken, per thema.",
    en:
      "An indicator is an agreement: what do we count, over whom, and from which source. Below are all {count} agreements, by theme.",
  },
  searchIndicators: { nl: "Zoek een indicator", en: "Search for an indicator" },
  searchIndicatorsFound: { nl: "{shown} van de {all} indicatoren", en: "{shown} of {all} indicators" },
  calculationAndSource: { nl: "Berekening en bron", en: "Calculation and source" },
  numerator: { nl: "Teller", en: "Numerator" },
  denominator: { nl: "Noemer", en: "Denominator" },
  everyRow: { nl: "iedereen in het bestand", en: "everybody in the file" },
  calculation: { nl: "Berekening", en: "Calculation" },
  unit: { nl: "Eenheid", en: "Unit" },
  direction: { nl: "Betekenis", en: "Meaning" },
  smallestArea: { nl: "Kleinste gebied", en: "Smallest area" },
  caveat: { nl: "Let op", en: "Mind" },
  breaks: { nl: "Breuk in de reeks", en: "Break in the series" },
  breaksText: {
    nl: "Nieuwe afspraak vanaf {years}. Vergelijk niet over dat jaar heen.",
    en: "New definition from {years}. Do not compare across that year.",
  },
  certainty: { nl: "Zekerheid van de bron", en: "Certainty of the source" },
  published: { nl: "Eerder gepubliceerd", en: "Published before" },
  publishedText: { nl: "{value} in {year} ({source})", en: "{value} in {year} ({source})" },
  usedInMany: { nl: "Gebruikt in {count} briefings", en: "Used in {count} briefings" },
  usedIn: { nl: "Gebruikt in", en: "Used in" },
  noSource: { nl: "nog geen bron vastgelegd", en: "no source recorded yet" },
  glossaryIntro: {
    nl: "Wat woorden in de briefings betekenen, in gewone taal.",
    en: "What words in the briefings mean, in plain language.",
  },
  searchGlossary: { nl: "Zoek een begrip", en: "Search for a term" },
  searchGlossaryFound: { nl: "{shown} van de {all} begrippen", en: "{shown} of {all} terms" },
  inOtherLanguage: { nl: "In het Engels: {term}", en: "In Dutch: {term}" },
  allTerms: { nl: "Alle begrippen", en: "All terms" },
  methodsIntro: {
    nl:
      "Hoe we rekenen. Elke methode heeft een eigen pagina: wat zij beantwoordt, wanneer niet, en een voorbeeld.",
    en:
      "How we compute. Each method has a page of its own: what it answers, when not to use it, and an example.",
  },
  noMethods: { nl: "Er zijn nog geen methoden beschreven.", en: "No methods are described yet." },
  methodAnswers: { nl: "Welke vraag beantwoordt dit?", en: "Which question does it answer?" },
  methodFormula: { nl: "De formule", en: "The formula" },
  methodAssumptions: { nl: "Wat moet waar zijn", en: "What has to hold" },
  methodNotWhen: { nl: "Wanneer niet", en: "When not to use it" },
  methodExample: { nl: "Een voorbeeld dat werkt", en: "An example that works" },
  methodCode: { nl: "Code van het voorbeeld", en: "Code of the example" },
  methodExampleText: {
    nl: "Dit voorbeeld wordt bij elke controle van de code echt uitgevoerd.",
    en: "This example is really run at every check of the code.",
  },
  methodReferences: { nl: "Waar het vandaan komt", en: "Where it comes from" },
  methodFunctions: { nl: "In de code", en: "In the code" },
  standingRead: { nl: "bron gelezen", en: "source read" },
  standingRecalled: { nl: "uit het hoofd, nog na te kijken", en: "recalled, still to be checked" },
  standingUnconfirmed: { nl: "nog te bevestigen", en: "still to be confirmed" },
  allMethods: { nl: "Alle methoden", en: "All methods" },
  policiesIntro: {
    nl:
      "Geen cijfer mag iets over één kind of gezin vertellen. Daarom geldt bij elke tabel een van deze regelsets. Een cijfer dat niet mag, wordt verborgen, samen met de cijfers waaruit je het zou kunnen terugrekenen.",
    en:
      "No figure may tell anything about a single child or family. So one of these sets of rules holds for every table. A figure that may not be shown is hidden, with the figures from which it could be worked out.",
  },
  policyVersion: { nl: "Versie {version}", en: "Version {version}" },
  policyConfirmed: {
    nl: "Alle grenzen zijn nagekeken in de bron.",
    en: "All thresholds were checked in their source.",
  },
  policyRule: { nl: "Regel", en: "Rule" },
  policyThreshold: { nl: "Grens", en: "Threshold" },
  policyStanding: { nl: "Hoe zeker", en: "How sure" },
  policyRules: { nl: "Regels: {policy}", en: "Rules: {policy}" },
  archiveIntro: {
    nl: "Elke editie blijft staan zoals zij was. De nieuwste staat bovenaan.",
    en: "Every edition stays as it was. The newest is at the top.",
  },
  archiveThis: { nl: "deze editie", en: "this edition" },
  archiveBriefings: { nl: "{count} briefings", en: "{count} briefings" },
  archiveOneBriefing: { nl: "1 briefing", en: "1 briefing" },
  changedCount: { nl: "{count} veranderingen", en: "{count} changes" },
  changedOne: { nl: "1 verandering", en: "1 change" },
  changedNone: { nl: "Niets veranderd", en: "Nothing changed" },
  changedNew: { nl: "Nieuw in deze editie", en: "New in this edition" },
  indexChanges: { nl: "Wat is er veranderd?", en: "What has changed?" },
  indexChangesText: {
    nl: "Vergeleken met editie {edition} van {date}.",
    en: "Compared with edition {edition} of {date}.",
  },
  indexGone: { nl: "Niet meer in deze editie", en: "No longer in this edition" },
  mapTitle: { nl: "Waar gaan de briefings over?", en: "What places are the briefings about?" },
  mapText: {
    nl: "{region}. Elk vak is een gemeente, ongeveer waar die ligt.",
    en: "{region}. Each tile is a municipality, roughly where it lies.",
  },
  mapWhole: { nl: "Over de hele regio", en: "About the whole region" },
  mapNone: { nl: "geen briefing", en: "no briefing" },
  follow: { nl: "Op de hoogte blijven", en: "Stay informed" },
  followText: {
    nl: "Met een feedlezer zie je vanzelf wanneer er een nieuwe editie is.",
    en: "With a feed reader you see by itself when there is a new edition.",
  },
  feedTitle: { nl: "Smart Start: briefings", en: "Smart Start: briefings" },
  feedEdition: { nl: "Editie {edition}", en: "Edition {edition}" },
  feedFirst: { nl: "Aantal briefings: {count}.", en: "Number of briefings: {count}." },
  feedNews: {
    nl: "Nieuw of veranderd sinds editie {edition}: {news} van de {count} briefings.",
    en: "New or changed since edition {edition}: {news} of the {count} briefings.",
  },
  feedEarlier: { nl: "Een eerdere editie, van {date}.", en: "An earlier edition, of {date}." },
} as const satisfies Record<string, Label>;
