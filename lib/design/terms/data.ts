/**
 * Words of data, privacy and disclosure control.
 *
 * @module
 */
import type { GlossaryTerm } from "../../core/glossary.ts";
import { term } from "../_term.ts";

/** The terms. */
export const DATA_TERMS: readonly GlossaryTerm[] = [
  term(
    "cbs",
    ["CBS", "Het bureau dat voor Nederland cijfers maakt: het Centraal Bureau voor de Statistiek."],
    ["Statistics Netherlands", "The office that makes figures for the Netherlands.", "CBS"],
  ),
  term(
    "microdata",
    [
      "microdata",
      "Gegevens over losse mensen, zonder naam, binnen de muren van het CBS. Ze komen er niet uit.",
    ],
    ["microdata", "Records about single people, without names, within the walls of Statistics Netherlands."],
    "CBS, Microdata: zelf onderzoek doen",
  ),
  term(
    "open-data",
    ["open data", "Cijfers die iedereen mag gebruiken."],
    ["open data", "Figures that everybody may use."],
  ),
  term(
    "register",
    ["register", "Een lijst die de overheid bijhoudt, zoals wie waar woont.", "registers"],
    ["register", "A list that the government keeps, such as who lives where.", "registers"],
  ),
  term(
    "synthetische-gegevens",
    [
      "synthetische gegevens",
      "Gegevens die een computer heeft bedacht. Niemand erin bestaat.",
      "synthetische data",
      "verzonnen gegevens",
    ],
    ["synthetic data", "Data made up by a computer. Nobody in it exists.", "made-up data"],
  ),
  term(
    "pseudoniem",
    ["pseudoniem", "Een code in de plaats van een naam of nummer.", "pseudonimiseren", "gepseudonimiseerd"],
    ["pseudonym", "A code in the place of a name or number.", "pseudonymise", "pseudonymised"],
    "Algemene verordening gegevensbescherming, artikel 4",
  ),
  term(
    "avg",
    ["AVG", "De wet die gegevens van mensen beschermt."],
    ["GDPR", "The law that protects people's data."],
    "Verordening (EU) 2016/679",
  ),
  term(
    "grondslag",
    ["grondslag", "De reden waarom je volgens de wet gegevens mag gebruiken.", "grondslagen"],
    ["legal basis", "The reason for which the law lets you use data.", "legal bases"],
    "Algemene verordening gegevensbescherming, artikel 6",
  ),
  term(
    "doelbinding",
    ["doelbinding", "Gegevens gebruik je alleen voor het doel waarvoor je ze kreeg."],
    ["purpose limitation", "You use data only for the purpose for which you got it."],
    "Algemene verordening gegevensbescherming, artikel 5",
  ),
  term(
    "bewaartermijn",
    ["bewaartermijn", "Hoe lang je gegevens bewaart, en wanneer je ze weggooit.", "bewaartermijnen"],
    ["retention period", "How long you keep data, and when you throw it away.", "retention"],
    "Algemene verordening gegevensbescherming, artikel 5",
  ),
  term(
    "onderdrukt",
    [
      "onderdrukt",
      "Het getal staat er niet, omdat de groep te klein is of omdat het een ander getal zou verraden.",
      "verborgen",
      "geen cijfer",
    ],
    [
      "suppressed",
      "The number is not shown: the group is too small, or it would give away another number.",
      "hidden",
    ],
    "Hundepool e.a. (2012), Statistical Disclosure Control",
  ),
  term(
    "beveiligen",
    [
      "beveiligen",
      "Cijfers zo verbergen of afronden dat niemand erin te herkennen is.",
      "beveiligd",
      "beveiliging",
    ],
    [
      "protect",
      "Hiding or rounding figures so that nobody can be recognised in them.",
      "protected",
      "protection",
    ],
    "Hundepool e.a. (2012), Statistical Disclosure Control",
  ),
  term(
    "ondergrens",
    ["ondergrens", "Zo veel mensen moeten er ten minste in een groep zitten voor we een cijfer laten zien."],
    ["floor", "As many people have to be in a group at least before we show a figure.", "threshold"],
  ),
  term(
    "afgerond",
    [
      "afgerond",
      "Het getal is iets naar boven of beneden geschoven, zoals 23 naar 25.",
      "afronden",
      "afronding",
    ],
    ["rounded", "The number was moved up or down a little, such as 23 to 25.", "rounding"],
  ),
  term(
    "groepsgrootte",
    ["groepsgrootte", "Over hoeveel mensen een cijfer gaat. We geven een bereik, zoals 100 tot 499."],
    ["group size", "How many people a figure is about. We give a range, such as 100 to 499."],
  ),
  term(
    "bon",
    ["bon", "Een briefje bij een tabel dat zegt wat er is verborgen of afgerond.", "bonnen"],
    ["receipt", "A slip with a table that says what was hidden or rounded.", "receipts"],
  ),
  term(
    "editie",
    ["editie", "Alle briefings van één moment, samen uitgegeven.", "edities"],
    ["edition", "All briefings of one moment, published together.", "editions"],
  ),
  term(
    "indicator",
    ["indicator", "Iets dat je kunt tellen en dat laat zien hoe het gaat.", "indicatoren"],
    ["indicator", "Something that you can count and that shows how things are.", "indicators"],
  ),
  term(
    "teller-noemer",
    [
      "teller en noemer",
      "De teller is wie het treft. De noemer is iedereen die het kon treffen.",
      "teller",
      "noemer",
    ],
    [
      "numerator and denominator",
      "The numerator is whom it concerns. The denominator is everybody whom it could concern.",
      "numerator",
      "denominator",
    ],
  ),
  term(
    "koppelen",
    [
      "koppelen",
      "Gegevens uit twee lijsten bij elkaar zetten, met een code in de plaats van een naam.",
      "gekoppeld",
      "koppeling",
    ],
    ["link", "Putting data of two lists together, with a code in the place of a name.", "linked", "linkage"],
  ),
  term(
    "federatief",
    [
      "federatief rekenen",
      "Elke partij rekent bij zichzelf. Alleen totalen gaan de deur uit.",
      "federatieve analyse",
    ],
    ["federated analysis", "Each party computes at home. Only totals leave the house."],
  ),
  term(
    "herkomst",
    ["herkomst", "Waar een getal vandaan komt: bron, jaar en bewerking."],
    ["provenance", "Where a number comes from: source, year and processing."],
  ),
];
