/** Words that make a text hard or say too much, as data. */

/** A hard word with a plain one. */
export interface PlainWord {
  readonly hard: string;
  readonly plain: string;
}

/**
 * Hard words of policy texts with plain words.
 * Source: the approach of "Direct Duidelijk" and "Schrijfwijzer" lists of Dutch municipalities; the choice and the
 * replacements are our own, for the words that the programme's texts use.
 */
export const HARD_WORDS: readonly PlainWord[] = ([
  ["aangaande", "over"],
  ["additioneel", "extra"],
  ["adequaat", "goed"],
  ["alvorens", "voordat"],
  ["ambulant", "thuis"],
  ["betreffende", "over"],
  ["casuïstiek", "voorbeelden"],
  ["causaal", "oorzaak en gevolg"],
  ["conform", "volgens"],
  ["cohort", "groep die je volgt"],
  ["correlatie", "samenhang"],
  ["derhalve", "daarom"],
  ["determinant", "iets dat meespeelt"],
  ["discrepantie", "verschil"],
  ["dienaangaande", "daarover"],
  ["doelmatigheid", "wat het oplevert voor het geld"],
  ["echter", "maar"],
  ["effectueren", "uitvoeren"],
  ["evalueren", "nagaan"],
  ["evident", "duidelijk"],
  ["faciliteren", "mogelijk maken"],
  ["frequent", "vaak"],
  ["gedurende", "tijdens"],
  ["gemarginaliseerd", "buitengesloten"],
  ["generiek", "algemeen"],
  ["gezien het feit dat", "omdat"],
  ["implementeren", "invoeren"],
  ["in het kader van", "voor"],
  ["indicatie", "aanwijzing"],
  ["indien", "als"],
  ["integraal", "samen"],
  ["interventie", "hulp of aanpak"],
  ["jegens", "tegen"],
  ["kwetsbaar", "zeg wat er speelt"],
  ["met betrekking tot", "over"],
  ["middels", "met"],
  ["mits", "als"],
  ["monitoren", "volgen"],
  ["multiproblematiek", "meer problemen tegelijk"],
  ["omtrent", "over"],
  ["participeren", "meedoen"],
  ["populatie", "groep"],
  ["prevalentie", "hoe vaak iets voorkomt"],
  ["preventief", "om problemen te voorkomen"],
  ["prioriteren", "kiezen wat eerst komt"],
  ["problematiek", "problemen"],
  ["realiseren", "maken"],
  ["reeds", "al"],
  ["respondent", "deelnemer"],
  ["significant", "zeker verschil"],
  ["sociaaleconomisch", "over geld, werk en opleiding"],
  ["stagneren", "stilstaan"],
  ["ten behoeve van", "voor"],
  ["ten gevolge van", "door"],
  ["tenzij", "behalve als"],
  ["teneinde", "om"],
  ["uitstroom", "wie stopt"],
  ["vigerend", "geldend"],
  ["zorgdragen", "zorgen"],
] as const).map(([hard, plain]) => ({ hard, plain }));

/** Words that claim cause and effect; they need an effect design. */
export const CAUSAL_WORDS: readonly string[] = [
  "veroorzaakt",
  "veroorzaken",
  "leidt tot",
  "leiden tot",
  "leidde tot",
  "zorgt voor",
  "zorgen voor",
  "komt door",
  "komen door",
  "door toedoen van",
  "als gevolg van",
  "het gevolg van",
  "heeft tot gevolg",
  "waardoor",
  "dankzij",
  "verklaart",
  "verklaren",
  "beïnvloedt",
  "beïnvloeden",
  "effect van",
  "effect heeft",
  "bewijst",
  "verhoogt de kans",
  "verlaagt de kans",
  "vergroot de kans",
  "verkleint de kans",
];

/** Forms of the Dutch auxiliary of the passive voice. */
export const PASSIVE_VERBS: ReadonlySet<string> = new Set(["word", "wordt", "worden", "werd", "werden"]);
