/**
 * Words of the programme and of design sessions.
 *
 * @module
 */
import type { GlossaryTerm } from "../../core/glossary.ts";
import { term } from "../_term.ts";

/** The terms. */
export const PROGRAMME_TERMS: readonly GlossaryTerm[] = [
  term(
    "briefing",
    ["briefing", "Een pagina over één vraag, gemaakt uit cijfers en woorden van een pilot.", "briefings"],
    ["briefing", "A page about one question, made from figures and words of a pilot.", "briefings"],
  ),
  term(
    "pilot",
    ["pilot", "Een proef van Smart Start: één vraag, op één plek, van cijfers tot aanpak.", "pilots"],
    ["pilot", "A trial of Smart Start: one question, in one place, from figures to action.", "pilots"],
  ),
  term(
    "duiding",
    [
      "duiding",
      "Samen bespreken wat cijfers betekenen. Bewoners en mensen uit de praktijk zeggen wat klopt en wat niet.",
      "duiden",
      "duidingssessie",
    ],
    [
      "interpretation",
      "Talking together about what figures mean. Residents and practitioners say what fits and what does not.",
      "interpretation session",
    ],
  ),
  term(
    "vindplaats",
    [
      "vindplaats",
      "Een plek waar gezinnen vanzelf komen, zoals de bibliotheek, de school of de verloskundige.",
      "vindplaatsen",
    ],
    [
      "finding place",
      "A place where families come anyway: the library, school or midwife.",
      "finding places",
    ],
  ),
  term(
    "persona",
    [
      "persona",
      "Een bedacht mens die een groep uit de cijfers een gezicht geeft. Niemand op de kaart bestaat echt.",
      "persona's",
      "personakaart",
      "personakaarten",
    ],
    [
      "persona",
      "An invented person who gives a group in the figures a face. Nobody on the card is real.",
      "personas",
      "persona card",
      "persona cards",
    ],
  ),
  term(
    "inleven",
    ["inleven", "De eerste stap van het ontwerpen: begrijpen hoe het leven van de ander is."],
    ["empathise", "The first step of designing: understanding what the other's life is like."],
  ),
  term(
    "definieren",
    ["definiëren", "De tweede stap van het ontwerpen: één vraag kiezen waar het echt om gaat."],
    ["define", "The second step of designing: choosing the one question that matters."],
  ),
  term(
    "ideeen-bedenken",
    [
      "ideeën bedenken",
      "De derde stap van het ontwerpen: veel ideeën maken, en pas daarna kiezen.",
      "ideeënfase",
    ],
    ["ideate", "The third step of designing: making many ideas first, and choosing later."],
  ),
  term(
    "prototype",
    [
      "prototype",
      "Een eerste, goedkope versie van een idee, om samen met gezinnen te proberen.",
      "prototypes",
    ],
    ["prototype", "A first, cheap version of an idea, to try together with families.", "prototypes"],
  ),
  term(
    "testplan",
    ["testplan", "Afspraken over hoe we een idee proberen: met wie, hoe lang, en wanneer we stoppen."],
    ["test plan", "Agreements on how we try an idea: with whom, how long, and when we stop."],
  ),
  term(
    "ontwerpsessie",
    [
      "ontwerpsessie",
      "Een bijeenkomst waar gezinnen, hulp en gemeente samen een aanpak bedenken.",
      "ontwerpsessies",
      "ontwerpgroep",
    ],
    [
      "design session",
      "A meeting in which families, services and the municipality make a plan together.",
      "design sessions",
      "design group",
    ],
  ),
  term(
    "station",
    ["station", "Een plek in de zaal met één figuur en een paar vragen erbij.", "stations"],
    ["station", "A spot in the room with one figure and a few questions.", "stations"],
  ),
  term(
    "hoe-kunnen-we-vraag",
    [
      "Hoe kunnen we-vraag",
      "Een open vraag die begint met ‘Hoe kunnen we’. Er zit nog geen oplossing in.",
      "Hoe kunnen we-vragen",
      "HKW-vraag",
    ],
    [
      "How might we question",
      "An open question that starts with ‘How might we’. It holds no solution yet.",
      "How might we questions",
    ],
  ),
  term(
    "ervaringsdeskundige",
    [
      "ervaringsdeskundige",
      "Iemand die zelf heeft meegemaakt waar het over gaat, en daarmee helpt.",
      "ervaringsdeskundigen",
    ],
    [
      "expert by experience",
      "Someone who lived through what it is about, and helps with that.",
      "experts by experience",
    ],
  ),
  term(
    "stuurgroep",
    ["stuurgroep", "De groep die over een pilot beslist: stoppen, aanpassen, doorgaan of groter maken."],
    ["steering group", "The group that decides about a pilot: stop, adapt, continue or scale up."],
  ),
  term(
    "stoplicht",
    [
      "stoplicht",
      "Een kleur die laat zien hoe een pilot ervoor staat: groen, geel of rood.",
      "verkeerslicht",
    ],
    ["traffic light", "A colour that shows how a pilot is doing: green, amber or red."],
  ),
  term(
    "veranderverhaal",
    [
      "veranderverhaal",
      "De stappen waarlangs een aanpak zou moeten helpen, van wat je doet tot wat er verandert.",
      "theory of change",
      "verandertheorie",
    ],
    [
      "theory of change",
      "The steps by which a plan should help, from what you do to what changes.",
      "theories of change",
    ],
  ),
  term(
    "signalenkaart",
    [
      "signalenkaart",
      "Een kaart voor helpers: wat kun je zien, wat kan het betekenen, wat vraag je. Zonder punten.",
      "signaalkaart",
    ],
    [
      "signal card",
      "A card for helpers: what you may see, what it may mean, what to ask. No scores.",
      "signal cards",
    ],
  ),
  term(
    "volwassenheidsscan",
    [
      "volwassenheidsscan",
      "Een vragenlijst over hoe ver een organisatie is met het werken met gegevens.",
      "datascan",
      "Smart Start Scan",
    ],
    ["maturity scan", "A list of questions on how far an organisation is in working with data."],
  ),
  term(
    "initiatief",
    ["initiatief", "Iets dat er al is voor kinderen of ouders, zoals voorlezen aan huis.", "initiatieven"],
    [
      "initiative",
      "Something that exists already for children or parents, like reading at home.",
      "initiatives",
    ],
  ),
  term(
    "dekkingstabel",
    ["dekkingstabel", "Een tabel die laat zien voor wie er al iets is, en waar nog niets is."],
    ["coverage matrix", "A table that shows for whom something exists, and where nothing does."],
  ),
  term(
    "wijkleesfunctionaris",
    [
      "wijkleesfunctionaris",
      "Iemand die in de wijk het lezen van kinderen vooruit helpt, met school en bieb.",
    ],
    ["district reading officer", "Someone who helps children read in a district, with school and library."],
  ),
  term(
    "team-op-maat",
    ["Team op Maat", "Een klein team dat op school werkt en vroeg meedenkt over een leerling."],
    [
      "tailored team",
      "A small team that works at school and thinks along about a pupil early.",
      "Team op Maat",
    ],
    "besmartstart.nl, De Zuidwester",
  ),
  term(
    "duo-hulp",
    ["Duo-hulp", "Een maatje dat zelf weet hoe het is, naast een ouder met weinig geld."],
    ["duo help", "A buddy who knows what it is like, beside a parent with little money.", "Duo-hulp"],
    "besmartstart.nl, Gilze en Rijen",
  ),
  term(
    "hallo-jij",
    ["Hallo Jij!", "Gesprekken voor en na de geboorte, voor alle jonge moeders. Niemand wordt uitgekozen."],
    [
      "Hallo Jij! programme",
      "Talks before and after birth, for all young mothers. Nobody is selected.",
      "Hallo Jij!",
    ],
    "besmartstart.nl, Heusden",
  ),
  term(
    "ontmoetgroep",
    ["Ontmoetgroep", "Een groep waar ouders met jonge kinderen elkaar leren kennen.", "Ontmoetgroepen"],
    ["meeting group", "A group where parents with young children get to know each other.", "Ontmoetgroep"],
    "besmartstart.nl, Goirle",
  ),
  term(
    "spel-en-boek",
    ["Spel & Boek", "Een plek waar ouders en kinderen samen spelen en lezen."],
    ["Play & Book", "A place where parents and children play and read together.", "Spel & Boek"],
    "besmartstart.nl, Goirle",
  ),
  term(
    "whats-next-junior",
    ["What's Next Junior", "Een app die kinderen een volgend boek laat vinden in de eigen kast."],
    [
      "What's Next Junior app",
      "An app with which children find a next book on their own shelf.",
      "What's Next Junior",
    ],
    "besmartstart.nl, Eindhoven",
  ),
  term(
    "hgkm",
    ["HGKM", "Een pilot over huiselijk geweld en kindermishandeling, met zes partners."],
    ["HGKM pilot", "A pilot on domestic violence and child abuse, with six partners.", "HGKM"],
  ),
];
