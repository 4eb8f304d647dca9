/**
 * Words of income, work, debt, housing and places.
 *
 * @module
 */
import type { GlossaryTerm } from "../../core/glossary.ts";
import { term } from "../_term.ts";

/** The terms. */
export const MONEY_TERMS: readonly GlossaryTerm[] = [
  term(
    "bestaansminimum",
    [
      "bestaansminimum",
      "Het bedrag dat een huishouden volgens de wet ten minste nodig heeft om van te leven.",
      "sociaal minimum",
    ],
    [
      "subsistence level",
      "The amount that by law a household needs at least to live on.",
      "social minimum",
    ],
    "CBS, begrippen inkomen",
  ),
  term(
    "bestaanszekerheid",
    ["bestaanszekerheid", "Weten dat je genoeg geld, een huis en zorg hebt, ook volgende maand."],
    [
      "secure livelihood",
      "Knowing that you have enough money, a home and care, next month too.",
      "livelihood security",
    ],
  ),
  term(
    "armoede",
    [
      "armoede",
      "Te weinig geld voor wat gewoon nodig is. In 2024 kwam er een nieuwe telling: oude en nieuwe cijfers passen niet bij elkaar.",
      "in armoede",
    ],
    [
      "poverty",
      "Too little money for ordinary needs. A new way of counting came in 2024: old and new figures do not match.",
      "in poverty",
    ],
    "CBS, Nibud en SCP: nieuwe meetmethode van armoede (2024)",
  ),
  term(
    "laag-inkomen",
    [
      "laag inkomen",
      "Een inkomen onder een vaste grens, die elk jaar meegaat met de prijzen.",
      "lage inkomens",
    ],
    ["low income", "An income below a fixed line that moves with prices each year.", "low incomes"],
    "CBS, begrippen inkomen",
  ),
  term(
    "minima",
    ["minima", "Huishoudens die van ongeveer het minimum leven.", "minimahuishoudens"],
    ["minimum-income households", "Households that live on about the minimum."],
  ),
  term(
    "bijstand",
    [
      "bijstand",
      "Geld van de gemeente voor wie geen ander inkomen heeft.",
      "bijstandsuitkering",
      "bijstandsuitkeringen",
    ],
    ["social assistance", "Money from the municipality for those without another income."],
    "CBS, begrippen sociale zekerheid",
  ),
  term(
    "huurtoeslag",
    ["huurtoeslag", "Geld van het Rijk dat helpt de huur te betalen."],
    ["rent benefit", "Money from the state that helps to pay the rent."],
  ),
  term(
    "inkomenstoeslag",
    [
      "inkomenstoeslag",
      "Geld van de gemeente, eens per jaar, voor wie al jaren weinig inkomen en weinig spaargeld heeft.",
      "individuele inkomenstoeslag",
    ],
    [
      "income addition",
      "Money from the municipality, once a year, after years of little income and savings.",
    ],
  ),
  term(
    "meedoenregeling",
    [
      "meedoenregeling",
      "Geld van de gemeente waarmee een kind kan sporten, mee op schoolreis kan, of naar muziekles.",
    ],
    ["join-in scheme", "Money from the municipality for a child's sports, school trips or music lessons."],
  ),
  term(
    "problematische-schulden",
    [
      "problematische schulden",
      "Schulden die iemand niet meer zelf kan aflossen.",
      "problematische schuld",
      "schuldenproblematiek",
    ],
    ["problematic debt", "Debts that someone can no longer pay off alone.", "problematic debts"],
    "CBS, Schuldenproblematiek in beeld",
  ),
  term(
    "wanbetaler-zorgpremie",
    [
      "wanbetaler zorgpremie",
      "Iemand die een half jaar of langer de premie van de zorg niet betaalde.",
      "wanbetalers",
    ],
    [
      "health premium defaulter",
      "Someone who did not pay the health insurance premium for six months or more.",
      "defaulters",
    ],
    "CBS microdata WANBZVTAB",
  ),
  term(
    "wsnp",
    [
      "wsnp",
      "Een regeling van de rechter om in een paar jaar van schulden af te komen.",
      "WSNP",
      "schuldsanering",
    ],
    ["debt restructuring", "A court arrangement to get rid of debts in some years.", "WSNP"],
  ),
  term(
    "voedselbank",
    ["voedselbank", "Een plek waar mensen met weinig geld een pakket eten krijgen."],
    ["food bank", "A place where people with little money get a parcel of food.", "food banks"],
  ),
  term(
    "arbeidsparticipatie",
    ["arbeidsparticipatie", "Het deel van de mensen dat betaald werk heeft."],
    ["labour participation", "The part of people who have paid work."],
    "CBS, begrippen arbeid",
  ),
  term(
    "ses-woa",
    [
      "SES-WOA",
      "Een getal van het CBS voor een wijk. Het telt geld, opleiding en werk samen. Meer is niet beter.",
      "SES-WOA-score",
    ],
    [
      "SES-WOA",
      "A number for a district by Statistics Netherlands. It joins money, education and work.",
      "SES-WOA score",
    ],
    "CBS, Sociaal-economische status per wijk en buurt",
  ),
  term(
    "gemeente",
    ["gemeente", "Een stad of dorpen samen, met één bestuur.", "gemeenten"],
    ["municipality", "A town, or villages together, with one council.", "municipalities"],
    "CBS, wijk- en buurtindeling",
  ),
  term(
    "wijk",
    ["wijk", "Een deel van een gemeente. Een wijk heeft een of meer buurten.", "wijken"],
    ["district", "A part of a municipality. A district has one or more neighbourhoods.", "districts"],
    "CBS, wijk- en buurtindeling",
  ),
  term(
    "buurt",
    ["buurt", "Het kleinste gebied waarover het CBS cijfers geeft.", "buurten"],
    ["neighbourhood", "The smallest area with figures by Statistics Netherlands.", "neighbourhoods"],
    "CBS, wijk- en buurtindeling",
  ),
  term(
    "regio",
    ["regio", "Gemeenten die samenwerken.", "regio's"],
    ["region", "Municipalities that work together.", "regions"],
  ),
  term(
    "huishouden",
    ["huishouden", "Een of meer mensen die samen wonen en voor elkaar zorgen.", "huishoudens"],
    ["household", "One or more people who live together and care for each other.", "households"],
    "CBS, begrippen huishoudens",
  ),
  term(
    "eenoudergezin",
    ["eenoudergezin", "Een gezin met één ouder in huis.", "eenoudergezinnen"],
    ["single-parent family", "A family with one parent at home.", "single-parent families"],
    "CBS, begrippen huishoudens",
  ),
  term(
    "stedelijkheid",
    ["stedelijkheid", "Hoe dicht op elkaar de huizen in een gebied staan."],
    ["urbanity", "How close together the homes in an area stand."],
    "CBS, begrippen",
  ),
  term(
    "niet-gebruik",
    ["niet-gebruik", "Mensen hebben recht op een regeling, maar vragen die niet aan."],
    ["non-take-up", "People have a right to support, but do not ask for it."],
  ),
];
