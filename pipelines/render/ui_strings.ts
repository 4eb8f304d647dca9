/**
 * The words of the page itself, in both languages. A missing translation does not compile.
 *
 * @module
 */
import type { Label, Language } from "../../lib/core/language.ts";
import { SITE_STRINGS } from "./site_strings.ts";

/** Every text of the page, for checks on completeness and plain language. */
export const UI_STRINGS = {
  skipToContent: { nl: "Naar de inhoud", en: "Skip to content" },
  onePage: { nl: "Op één pagina", en: "On one page" },
  contents: { nl: "Inhoud", en: "Contents" },
  mainQuestion: { nl: "De vraag", en: "The question" },
  headlines: { nl: "Dit zien we", en: "What we see" },
  uncertainty: { nl: "Dit is onzeker", en: "What is uncertain" },
  gap: { nl: "Dit weten we niet", en: "What we do not know" },
  introduction: { nl: "Waar dit over gaat", en: "What this is about" },
  results: { nl: "Wat we zien", en: "What we see" },
  moreResults: { nl: "Verder zien we", en: "We also see" },
  personas: { nl: "Persona’s", en: "Personas" },
  personaNote: {
    nl:
      "Deze mensen bestaan niet. Elke kaart is gemaakt uit groepscijfers en gesprekken, nooit uit één persoon.",
    en:
      "These people do not exist. Each card is made from group figures and conversations, never from one person.",
  },
  personaTag: { nl: "Verzonnen", en: "Made up" },
  personaQuote: { nl: "Bedacht citaat", en: "Invented quote" },
  personaBlank: {
    nl: "Lege kaart. Verzin iemand die in de cijfers ontbreekt. Geen echte naam.",
    en: "Blank card. Make up somebody who is missing in the figures. No real name.",
  },
  personaBlankName: { nl: "Bedachte voornaam, leeftijd", en: "Invented first name, age" },
  personaBlankBasis: { nl: "Waar rust dit op?", en: "What does it rest on?" },
  personaVariants: { nl: "Zelfde situatie, ander gedrag", en: "Same circumstances, other behaviour" },
  basedOn: { nl: "Gebaseerd op", en: "Based on" },
  questions: { nl: "Vragen voor de sessie", en: "Questions for the session" },
  questionsOpen: { nl: "Open vragen", en: "Open questions" },
  notTold: { nl: "Wat dit niet vertelt", en: "What this does not tell" },
  figureNotTold: { nl: "Dit zegt de figuur niet", en: "What this figure does not say" },
  method: { nl: "Hoe is dit gemaakt?", en: "How was this made?" },
  definitions: { nl: "Begrippen", en: "Terms" },
  provenance: { nl: "Herkomst", en: "Provenance" },
  accessibility: { nl: "Toegankelijkheid", en: "Accessibility" },
  colophon: { nl: "Colofon", en: "Colophon" },
  figure: { nl: "Figuur", en: "Figure" },
  table: { nl: "Tabel", en: "Table" },
  finding: { nl: "Bevinding", en: "Finding" },
  persona: { nl: "Persona", en: "Persona" },
  question: { nl: "Vraag", en: "Question" },
  methodNote: { nl: "Toelichting", en: "Note" },
  limitsNote: { nl: "Kanttekening", en: "Caveat" },
  sheets: { nl: "Werkbladen", en: "Worksheets" },
  bookList: { nl: "Boekenlijst", en: "List of books" },
  findBook: { nl: "Typ een titel", en: "Type a title" },
  booksFound: { nl: "boeken gevonden", en: "books found" },
  alsoRead: { nl: "Anderen lazen ook", en: "Others also read" },
  alike: { nl: "Lijkt erop", en: "Like it" },
  sheetPacks: { nl: "Voor de sessie", en: "For the session" },
  moreSheets: { nl: "Meer werkbladen", en: "More worksheets" },
  fromRecord: { nl: "Uit het dossier", en: "From the pilot record" },
  moreFromRecord: { nl: "Meer uit het dossier", en: "More from the pilot record" },
  sheetPaper: { nl: "blad {number} van {count}, {paper}", en: "sheet {number} of {count}, {paper}" },
  saveFile: { nl: "Bewaar {what} (bestand, {size} kB)", en: "Save {what} (file, {size} kB)" },
  legend: { nl: "Legenda", en: "Key" },
  howToRead: { nl: "Zo lees je deze figuur", en: "How to read this figure" },
  showNumbers: { nl: "Bekijk de cijfers als tabel", en: "See the numbers as a table" },
  tableOf: { nl: "Tabel bij {what}", en: "Table with {what}" },
  downloadCsv: { nl: "Download de tabel (CSV, {size} kB)", en: "Download the table (CSV, {size} kB)" },
  source: { nl: "Bron", en: "Source" },
  sources: { nl: "Bronnen", en: "Sources" },
  linkTo: { nl: "Link naar {what}", en: "Link to {what}" },
  prompts: { nl: "Om over te praten", en: "To talk about" },
  hiddenCell: { nl: "verborgen", en: "hidden" },
  missingCell: { nl: "geen cijfer", en: "no figure" },
  roundedCell: { nl: "afgerond", en: "rounded" },
  whereFrom: { nl: "Waar komt dit vandaan?", en: "Where does this come from?" },
  numberFrom: { nl: "Uitleg bij {number}", en: "About {number}" },
  definition: { nl: "Wat is gemeten", en: "What was measured" },
  scope: { nl: "Groep, plaats en periode", en: "Group, place and period" },
  nBand: { nl: "Over hoeveel", en: "Over how many" },
  protection: { nl: "Bescherming", en: "Protection" },
  protectionCount: { nl: "{shown} van de {cells} cellen getoond.", en: "{shown} of {cells} cells shown." },
  cell: { nl: "Cel in het notebook", en: "Notebook cell" },
  synthetic: {
    nl:
      "Deze pagina toont de werkwijze met gegevens die door de computer zijn bedacht. Ze gaan niet over echte mensen of plaatsen.",
    en:
      "This page shows the method with data that a computer invented. They are not about real people or places.",
  },
  syntheticShort: { nl: "Verzonnen cijfers", en: "Made-up numbers" },
  draft: { nl: "Concept", en: "Draft" },
  draftText: {
    nl: "Dit is een concept. Niemand heeft het nagekeken en het hoort niet bij een editie.",
    en: "This is a draft. Nobody has checked it and it is not part of an edition.",
  },
  draftRelaxed: { nl: "Voor dit concept was toegestaan:", en: "Allowed for this draft:" },
  place: { nl: "Plaats", en: "Place" },
  reader: { nl: "Voor wie", en: "For" },
  phase: { nl: "Fase", en: "Phase" },
  edition: { nl: "Editie", en: "Edition" },
  date: { nl: "Datum", en: "Date" },
  contact: { nl: "Contact", en: "Contact" },
  licence: { nl: "Licentie", en: "Licence" },
  notebook: { nl: "Notebook", en: "Notebook" },
  notebookSha256: { nl: "Controlegetal van de tekst", en: "Checksum of the text" },
  commit: { nl: "Versie van de code", en: "Code version" },
  lockSha256: { nl: "Controlegetal van de pakketten", en: "Checksum of the packages" },
  versions: { nl: "Gebruikte software", en: "Software used" },
  inputs: { nl: "Gelezen bestanden", en: "Files read" },
  file: { nl: "Bestand", en: "File" },
  checksum: { nl: "Controlegetal (SHA-256)", en: "Checksum (SHA-256)" },
  approvals: { nl: "Nagekeken door", en: "Checked by" },
  notApproved: { nl: "Nog door niemand nagekeken.", en: "Not checked by anybody yet." },
  parameters: { nl: "Instellingen", en: "Settings" },
  sandbox: { nl: "Afscherming tijdens het draaien", en: "Shielding during the run" },
  receipts: { nl: "Bescherming van personen", en: "Protection of people" },
  receiptTable: { nl: "Tabel", en: "Table" },
  receiptRule: { nl: "Regel", en: "Rule" },
  receiptPolicy: { nl: "Beleid", en: "Policy" },
  receiptShown: { nl: "Getoond", en: "Shown" },
  receiptAudit: { nl: "Aanval berekend", en: "Attack computed" },
  policyUnconfirmed: {
    nl: "De grenzen van dit beleid zijn nog niet allemaal bevestigd.",
    en: "The thresholds of this policy have not all been confirmed yet.",
  },
  exceptions: { nl: "Uitzonderingen", en: "Exceptions" },
  yes: { nl: "ja", en: "yes" },
  no: { nl: "nee", en: "no" },
  noneText: { nl: "geen", en: "none" },
  accessibilityText: {
    nl:
      "Deze pagina werkt zonder internet, zonder script, met een toetsenbord en met een schermlezer. Bij elke figuur staat een beschrijving en een tabel. Loop je vast? Laat het ons weten.",
    en:
      "This page works offline, without script, with a keyboard and with a screen reader. Every figure has a description and a table. Do you get stuck? Let us know.",
  },
  fontNotice: {
    nl: "Lettertype: Source Sans 3 © Adobe, onder de SIL Open Font License 1.1.",
    en: "Typeface: Source Sans 3 © Adobe, under the SIL Open Font License 1.1.",
  },
  otherLanguage: { nl: "Read this page in English", en: "Lees deze pagina in het Nederlands" },
  toIndex: { nl: "Alle briefings van deze editie", en: "All briefings of this edition" },
  siteNav: { nl: "Deze site", en: "This site" },
  deckStart: { nl: "Toon als presentatie", en: "Show as slides" },
  deckStop: { nl: "Stop de presentatie", en: "Stop the slides" },
  deckPrevious: { nl: "Vorige", en: "Previous" },
  deckNext: { nl: "Volgende", en: "Next" },
  deckBar: { nl: "Presentatie", en: "Slides" },
  deckNotes: { nl: "Notities", en: "Notes" },
  notes: { nl: "Notities voor wie presenteert", en: "Notes for who presents" },
  noteSay: { nl: "Vertel", en: "Say" },
  noteReadTogether: { nl: "Lees samen", en: "Read together" },
  noteAsk: { nl: "Vraag de groep", en: "Ask the group" },
  notePrevent: { nl: "Voorkom", en: "Prevent" },
  noteLeadsTo: { nl: "Leidt naar", en: "Leads to" },
  notePaper: { nl: "Op papier", en: "On paper" },
  noteSure: { nl: "Hoe zeker", en: "How sure" },
  noteMeasured: { nl: "Gemeten is", en: "What was measured" },
  noteAskFindings: {
    nl: "Herken je dit? Wat zou je nog willen weten voor je iets besluit?",
    en: "Do you recognise this? What would you like to know before you decide anything?",
  },
  notePersonas: {
    nl: "Kies een kaart. Wat heeft deze persoon morgen nodig? Zeg erbij dat niemand op de kaarten bestaat.",
    en: "Choose a card. What does this person need tomorrow? Add that nobody on the cards exists.",
  },
  noteQuestions: {
    nl: "Kies samen één vraag. Waarom juist deze? Wie moet erbij zijn om hem te beantwoorden?",
    en: "Choose one question together. Why this one? Who has to be there to answer it?",
  },
  noteLimits: {
    nl: "Lees er minstens één voor. Wat missen jullie zelf nog in deze cijfers?",
    en: "Read at least one aloud. What do you miss in these figures yourselves?",
  },
  findArea: { nl: "Zoek een gebied op de kaart", en: "Find an area on the map" },
  chooseArea: { nl: "Kies een gebied", en: "Choose an area" },
  backToTop: { nl: "Terug naar boven", en: "Back to top" },
  dutchOnly: {
    nl: "Dit deel is er alleen in het Nederlands.",
    en: "This part exists in Dutch only.",
  },
  editionTitle: { nl: "Briefings van editie {edition}", en: "Briefings of edition {edition}" },
  editionKicker: { nl: "Smart Start", en: "Smart Start" },
  search: { nl: "Zoek in titels en figuren", en: "Search titles and figures" },
  searchFound: { nl: "{shown} van de {all} briefings", en: "{shown} of {all} briefings" },
  phaseNumber: { nl: "Fase {phase}", en: "Phase {phase}" },
  statusReleased: { nl: "In deze editie", en: "In this edition" },
  statusNotVetted: { nl: "Nog niet nagekeken", en: "Not checked yet" },
  statusFailed: { nl: "Niet gelukt", en: "Failed" },
  notInEdition: { nl: "Niet in deze editie", en: "Not in this edition" },
  notInEditionText: {
    nl: "Deze notebooks zijn nog niet nagekeken of zijn veranderd sinds iemand ze nakeek.",
    en: "These notebooks have not been checked yet, or have changed since somebody checked them.",
  },
  readBriefing: { nl: "Lees de briefing", en: "Read the briefing" },
  alsoAs: { nl: "Ook als", en: "Also as" },
  archive: { nl: "Eerdere edities", en: "Earlier editions" },
  aboutEdition: { nl: "Over deze editie", en: "About this edition" },
  noBriefings: { nl: "Deze editie heeft nog geen briefings.", en: "This edition has no briefings yet." },
  foreignTooLarge: {
    nl: "Uitvoer weggelaten: te groot ({mime}).",
    en: "Output left out: too large ({mime}).",
  },
  foreignCut: { nl: "Nog {count} tekens weggelaten.", en: "{count} more characters left out." },
  foreignPicture: { nl: "Afbeelding uit {place}", en: "Picture from {place}" },
  foreignTable: { nl: "Tabel uit {place}", en: "Table from {place}" },
  foreignTableCut: {
    nl: "Een deel van de tabel: in het geheel {rows} rijen en {columns} kolommen.",
    en: "Part of the table: {rows} rows and {columns} columns in all.",
  },
  foreignPlotly: {
    nl:
      "Hier staat een Plotly-figuur. Die heeft een script nodig en is weggelaten. Toon de figuur als afbeelding.",
    en: "Here is a Plotly figure. It needs a script and was left out. Show the figure as an image.",
  },
  foreignVegaFailed: {
    nl: "Hier staat een Vega-figuur die niet getekend kon worden zonder iets op te halen of uit te voeren.",
    en: "Here is a Vega figure that could not be drawn without fetching or running something.",
  },
  foreignUnknown: {
    nl: "Uitvoer weggelaten: de vorm is onbekend ({mime}).",
    en: "Output left out: its form is unknown ({mime}).",
  },
  foreignUnsealed: {
    nl: "Een figuur of getal zonder geldig zegel is weggelaten.",
    en: "A figure or number without a valid seal was left out.",
  },
  foreignError: { nl: "Fout", en: "Error" },
  foreignCode: { nl: "Code van {place}", en: "Code of {place}" },
  foreignCell: { nl: "cel {number}", en: "cell {number}" },
  foreignMore: { nl: "Nog {count} uitvoeren weggelaten.", en: "{count} more outputs left out." },
  changes: {
    nl: "Wat is er veranderd sinds editie {edition}?",
    en: "What has changed since edition {edition}?",
  },
  noChanges: { nl: "Er is niets veranderd.", en: "Nothing has changed." },
  changeAdded: { nl: "Nieuw", en: "New" },
  changeRemoved: { nl: "Weg", en: "Gone" },
  changePlace: { nl: "Andere plaats", en: "Another place" },
  changeRows: { nl: "Andere gebieden of groepen", en: "Other areas or groups" },
  changeRowCame: { nl: "{what} is erbij gekomen", en: "{what} is new" },
  changeRowWent: { nl: "{what} staat er niet meer bij", en: "{what} is gone" },
  changeNumbers: { nl: "Andere cijfers", en: "Other numbers" },
  changeScope: { nl: "Andere groep, plaats of periode", en: "Other group, place or period" },
  changeSentence: { nl: "Andere tekst", en: "Other text" },
  changeDefinition: { nl: "Andere begrippen", en: "Other definitions" },
  changeProtection: { nl: "Andere bescherming", en: "Other protection" },
  changeFromTo: { nl: "was {from}, is nu {to}", en: "was {from}, is now {to}" },
  changeWas: { nl: "was", en: "was" },
  changeMore: { nl: "en nog {count}", en: "and {count} more" },
  imageLeftOut: { nl: "afbeelding weggelaten", en: "image left out" },
  ...SITE_STRINGS,
} as const satisfies Record<string, Label>;

/** The name of a text of the page. */
export type UiKey = keyof typeof UI_STRINGS;

/**
 * Gives a text of the page.
 *
 * @example A text with a part filled in
 * ```ts
 * import { say } from "./ui_strings.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(say("linkTo", "nl", { what: "figuur 1" }), "Link naar figuur 1");
 * ```
 *
 * @param key The text.
 * @param language The reader's language.
 * @param parts What to fill in for `{name}`.
 * @returns The text.
 */
export function say(key: UiKey, language: Language, parts: Readonly<Record<string, string>> = {}): string {
  const text: string = UI_STRINGS[key][language];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
}
