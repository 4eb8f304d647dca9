/**
 * The statements of the maturity scan and its advice, as data.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import type { MaturityDimension } from "./maturity_scan.ts";

const text = (nl: string, en: string): Label => ({ nl, en });

/** Levels 1 to 5. */
export const MATURITY_LEVELS: readonly [Label, Label, Label, Label, Label] = [
  text("nog niet", "not yet"),
  text("begonnen", "begun"),
  text("halverwege", "halfway"),
  text("grotendeels", "mostly"),
  text("helemaal", "wholly"),
];

/** The dimensions. Source: the programme's own learning approach with partners (design reference, pilot HGKM). */
export const MATURITY_DIMENSIONS: readonly MaturityDimension[] = [
  {
    id: "beschikbaarheid",
    label: text("Beschikbaar", "Available"),
    statements: [
      text("Wij weten welke gegevens wij hebben.", "We know which data we have."),
      text("Wij kunnen er zelf bij.", "We can get at them ourselves."),
      text("De gegevens zijn op tijd klaar.", "The data are ready in time."),
    ],
    advice: [
      text("Maak een lijst van wat er is, ook op papier.", "List what there is, on paper too."),
      text(
        "Kies drie gegevens die u elke maand wilt zien.",
        "Choose three data that you want to see each month.",
      ),
      text("Leg vast wie de gegevens levert, en wanneer.", "Record who delivers the data, and when."),
      text("Vul samen de witte plekken aan.", "Fill the white spots together."),
      text("Deel uw lijst met de andere partners.", "Share your list with the other partners."),
    ],
  },
  {
    id: "kwaliteit",
    label: text("Goed genoeg", "Good enough"),
    statements: [
      text("Iedereen vult hetzelfde in op dezelfde plek.", "Everybody fills in the same in the same place."),
      text("Wij weten wat er ontbreekt.", "We know what is missing."),
      text("Fouten worden gezien en hersteld.", "Mistakes are seen and mended."),
    ],
    advice: [
      text("Spreek af wat elk veld betekent.", "Agree on what each field means."),
      text("Tel één keer wat er leeg is.", "Count once what is empty."),
      text("Laat een collega elke maand kijken.", "Let a colleague look each month."),
      text("Vergelijk uw telling met die van een partner.", "Compare your count with a partner's."),
      text("Schrijf op hoe u het doet, voor anderen.", "Write down how you do it, for others."),
    ],
  },
  {
    id: "koppelbaarheid",
    label: text("Samen te voegen", "Can be joined"),
    statements: [
      text(
        "Wij gebruiken dezelfde gebieden en leeftijden als anderen.",
        "We use the same areas and ages as others.",
      ),
      text("Onze begrippen zijn dezelfde als bij partners.", "Our terms are the same as our partners'."),
      text("Wij kunnen samen tellen zonder namen te delen.", "We can count together without sharing names."),
    ],
    advice: [
      text("Begin met dezelfde leeftijden en gebieden.", "Begin with the same ages and areas."),
      text("Leg uw begrippen naast die van één partner.", "Hold your terms against those of one partner."),
      text("Probeer één gezamenlijk cijfer, alleen totalen.", "Try one joint figure, totals only."),
      text("Laat elke partij bij zichzelf rekenen.", "Let each party compute at home."),
      text("Neem nieuwe partners mee in de afspraken.", "Bring new partners into the agreements."),
    ],
  },
  {
    id: "vaardigheden",
    label: text("Mensen", "People"),
    statements: [
      text("Er is iemand die cijfers kan maken.", "There is somebody who can make figures."),
      text("Teams kunnen cijfers lezen en bevragen.", "Teams can read and question figures."),
      text("Er is tijd voor.", "There is time for it."),
    ],
    advice: [
      text("Zoek één collega die het leuk vindt.", "Find one colleague who likes it."),
      text(
        "Doe samen een kleine vraag, van begin tot eind.",
        "Do a small question together, from start to end.",
      ),
      text("Plan vaste uren, ook voor het gesprek.", "Plan fixed hours, for the talk as well."),
      text("Laat teams elkaars cijfers duiden.", "Let teams interpret each other's figures."),
      text("Leer anderen wat u kunt.", "Teach others what you can."),
    ],
  },
  {
    id: "sturing",
    label: text("Sturing", "Steering"),
    statements: [
      text("De leiding vraagt om cijfers bij besluiten.", "Management asks for figures at decisions."),
      text("Het is duidelijk wie waarover gaat.", "It is clear who is in charge of what."),
      text("Wij kijken terug of een besluit hielp.", "We look back whether a decision helped."),
    ],
    advice: [
      text("Vraag bij het volgende besluit om één cijfer.", "Ask for one figure at the next decision."),
      text("Wijs iemand aan die erover gaat.", "Appoint somebody who is in charge."),
      text("Zet de cijfers vast op de agenda.", "Put the figures on the agenda."),
      text(
        "Kijk na een jaar terug, ook als het tegenvalt.",
        "Look back after a year, also when it disappoints.",
      ),
      text("Bespreek het met partners en bewoners.", "Discuss it with partners and residents."),
    ],
  },
  {
    id: "grondslag",
    label: text("Wat mag", "What is allowed"),
    statements: [
      text("Wij weten wat de wet ons toestaat.", "We know what the law allows us."),
      text("Er is vastgelegd wie wat mag zien.", "It is recorded who may see what."),
      text("Gegevens worden op tijd weggegooid.", "Data are thrown away in time."),
    ],
    advice: [
      text("Vraag de jurist mee aan tafel, aan het begin.", "Ask the lawyer to the table, at the start."),
      text("Schrijf doel en reden op één blad.", "Write purpose and reason on one sheet."),
      text("Leg vast wie wat ziet, per rol.", "Record who sees what, by role."),
      text("Controleer elk jaar of het nog nodig is.", "Check each year whether it is still needed."),
      text("Deel uw blad als voorbeeld.", "Share your sheet as an example."),
    ],
  },
];
