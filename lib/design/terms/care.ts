/**
 * Words of youth care, protection and safety.
 *
 * @module
 */
import type { GlossaryTerm } from "../../core/glossary.ts";
import { term } from "../_term.ts";

/** The terms. */
export const CARE_TERMS: readonly GlossaryTerm[] = [
  term(
    "uithuisplaatsing",
    [
      "uithuisplaatsing",
      "Een kind woont voor een tijd niet thuis, omdat de rechter dat nodig vindt. Wij tellen een maatregel samen met een verblijf op dezelfde dag.",
      "uithuisplaatsingen",
      "uit huis geplaatst",
      "uit huis geplaatste",
    ],
    [
      "out-of-home placement",
      "A child lives away from home for a time, because a judge finds it needed. We count an order together with a stay on the same day.",
      "out-of-home placements",
      "placed out of home",
    ],
    "CBS microdata JGDBESCHERMBUS and JGDHULPBUS; an approximation of the programme",
  ),
  term(
    "jeugdbescherming",
    ["jeugdbescherming", "Hulp die de rechter oplegt, als een kind thuis niet veilig kan opgroeien."],
    ["child protection", "Help that a judge orders when a child cannot grow up safely at home."],
    "CBS, begrippen jeugdzorg",
  ),
  term(
    "ondertoezichtstelling",
    [
      "ondertoezichtstelling",
      "De rechter geeft een gezin voor een tijd een begeleider. De ouders houden het gezag.",
      "ondertoezichtstellingen",
      "OTS",
    ],
    [
      "supervision order",
      "The judge gives a family a supervisor for a time. The parents keep custody.",
      "supervision orders",
    ],
    "CBS, begrippen jeugdzorg",
  ),
  term(
    "voogdij",
    ["voogdij", "Iemand anders dan de ouders beslist over een kind."],
    ["guardianship", "Someone other than the parents decides about a child."],
    "CBS, begrippen jeugdzorg",
  ),
  term(
    "jeugdhulp",
    [
      "jeugdhulp",
      "Hulp voor kinderen en ouders van de gemeente, zoals gesprekken of begeleiding.",
      "jeugdhulp zonder verblijf",
    ],
    ["youth help", "Help for children and parents by the municipality, such as talks or guidance."],
    "CBS, begrippen jeugdzorg",
  ),
  term(
    "jeugdzorg",
    ["jeugdzorg", "Alles samen: jeugdhulp, bescherming van kinderen en reclassering voor jongeren."],
    ["youth care", "All together: youth help, child protection and youth probation."],
    "CBS, begrippen jeugdzorg",
  ),
  term(
    "jeugdhulp-met-verblijf",
    ["jeugdhulp met verblijf", "Hulp waarbij een kind ergens anders slaapt, zoals in een pleeggezin."],
    ["youth help with stay", "Help in which a child sleeps elsewhere, for example with a foster family."],
    "CBS, begrippen jeugdzorg",
  ),
  term(
    "jeugdreclassering",
    [
      "jeugdreclassering",
      "Begeleiding van jongeren die een straf of een waarschuwing kregen.",
      "reclassering",
    ],
    ["youth probation", "Guidance of young people who got a sentence or a warning.", "probation"],
    "CBS, begrippen jeugdzorg",
  ),
  term(
    "pleeggezin",
    [
      "pleeggezin",
      "Een gezin waar een kind van een ander voor een tijd woont.",
      "pleegzorg",
      "pleeggezinnen",
    ],
    ["foster family", "A family in which another family's child lives for a time.", "foster care"],
  ),
  term(
    "veilig-thuis",
    ["Veilig Thuis", "De plek waar je advies vraagt of een melding doet bij geweld in huis."],
    ["Veilig Thuis", "The place to ask for advice or to report violence at home."],
  ),
  term(
    "huiselijk-geweld",
    [
      "huiselijk geweld",
      "Geweld door iemand uit het eigen gezin of de familie. Het hoeft geen slaan te zijn.",
    ],
    ["domestic violence", "Violence by someone of one's own family or household. It need not be hitting."],
  ),
  term(
    "kindermishandeling",
    ["kindermishandeling", "Een kind wordt pijn gedaan, bang gemaakt, misbruikt of niet verzorgd."],
    ["child abuse", "A child is hurt, frightened, abused or not cared for.", "child maltreatment"],
  ),
  term(
    "melding",
    [
      "melding",
      "Iemand vertelt Veilig Thuis dat het ergens mis kan zijn. Meer meldingen is niet altijd meer geweld.",
      "meldingen",
    ],
    [
      "report",
      "Someone tells Veilig Thuis that things may be wrong. More reports is not always more violence.",
    ],
  ),
  term(
    "ace",
    [
      "ACE",
      "Een ingrijpende ervaring voor het achttiende jaar, zoals geweld of een ouder die verslaafd is.",
      "ACE's",
      "ingrijpende ervaring",
      "ingrijpende ervaringen",
      "ingrijpende jeugdervaring",
      "ingrijpende jeugdervaringen",
    ],
    [
      "ACE",
      "An adverse experience before the eighteenth birthday, such as violence or an addicted parent.",
      "ACEs",
      "adverse childhood experience",
      "adverse childhood experiences",
      "adverse experience",
      "adverse experiences",
    ],
    "Felitti e.a. (1998), American Journal of Preventive Medicine 14(4)",
  ),
  term(
    "ace-aantal",
    [
      "aantal ervaringen",
      "Hoeveel van de tien soorten ervaringen iemand noemt. Het zegt niet hoe erg het was.",
      "ACE-score",
    ],
    [
      "number of experiences",
      "How many of the ten kinds of experiences someone names. Not how bad it was.",
      "ACE score",
    ],
    "Felitti e.a. (1998), American Journal of Preventive Medicine 14(4)",
  ),
  term(
    "beschermende-factor",
    [
      "beschermende factor",
      "Iets dat een kind helpt, zoals een volwassene die blijft.",
      "beschermende factoren",
    ],
    ["protective factor", "Something that helps a child, such as one adult who stays.", "protective factors"],
  ),
  term(
    "risicofactor",
    [
      "risicofactor",
      "Een omstandigheid die in een groep vaker samengaat met problemen. Het zegt niets over één kind.",
      "risicofactoren",
    ],
    [
      "risk factor",
      "A circumstance that goes together with trouble more often in a group. It says nothing about one child.",
      "risk factors",
    ],
  ),
  term(
    "stapeling",
    [
      "stapeling",
      "Meer moeilijke omstandigheden komen samen in één gezin. We tellen hoeveel.",
      "stapelen",
      "gestapelde",
    ],
    ["stacking", "Several hard circumstances come together in one family. We count how many.", "stacked"],
  ),
  term(
    "schakelpunt",
    ["schakelpunt", "Een moment waarop het leven een andere kant op kan gaan.", "schakelpunten"],
    ["turning point", "A moment at which life can take another course.", "turning points"],
  ),
  term(
    "halt",
    ["Halt", "Een korte straf met gesprekken, voor jongeren die voor het eerst iets deden.", "HALT"],
    ["Halt", "A short penalty with talks, for young people at a first offence.", "HALT"],
  ),
  term(
    "verdachte",
    [
      "verdachte",
      "Iemand van wie de politie denkt dat hij iets deed. Dat staat nog niet vast.",
      "verdachten",
    ],
    ["suspect", "Someone of whom the police think that they did something. It is not proven.", "suspects"],
  ),
  term(
    "ggz",
    ["ggz", "Zorg voor mensen met psychische klachten.", "geestelijke gezondheidszorg"],
    ["mental health care", "Care for people with mental complaints."],
  ),
  term(
    "wmo",
    ["Wmo", "De wet waarmee de gemeente mensen thuis helpt, met hulp in huis of een rolstoel."],
    ["Wmo", "The law by which the municipality helps people at home, for example with home help."],
  ),
  term(
    "levensloop",
    ["levensloop", "Wat iemand achter elkaar meemaakt, van geboorte tot volwassen zijn.", "levenslopen"],
    ["life course", "What someone goes through over the years, from birth to adulthood.", "life courses"],
  ),
];
