/**
 * Figures per buurt and year from open sources as one dataset: what the indicators of areas are computed from.
 *
 * Names follow "Kerncijfers wijken en buurten" and the tables that the indicators name; in the real environment they come
 * from there by the metadata of the tables, because column numbers move every year.
 *
 * @module
 */
import type { Label } from "../../core/language.ts";
import type { DatasetDefinition } from "../catalogue.ts";
import type { ColumnSchema } from "../schema.ts";

/** Counts of persons, households, dwellings or events. */
const COUNTS: Readonly<Record<string, string>> = {
  AantalInwoners: "Inwoners",
  k_0Tot15Jaar: "Inwoners van 0 tot 15 jaar",
  k_15Tot25Jaar: "Inwoners van 15 tot 25 jaar",
  Inwoners0Tot18: "Inwoners tot 18 jaar",
  Inwoners0Tot23: "Inwoners tot 23 jaar",
  Inwoners12Tot18: "Inwoners van 12 tot 18 jaar",
  Minderjarigen: "Minderjarigen",
  Volwassenen: "Inwoners van 18 jaar of ouder",
  Leerplichtigen: "Leerplichtigen",
  Peuters: "Kinderen van 2 en 3 jaar",
  GeboorteTotaal: "Levend geborenen",
  Vrouwen15Tot20: "Vrouwen van 15 tot 20 jaar",
  Werknemers: "Werkenden van 15 tot 67 jaar",
  HuishoudensTotaal: "Huishoudens",
  HuishoudensMinimum: "Huishoudens in armoede",
  Woningvoorraad: "Bewoonde woningen",
  BuitenEuropa: "Inwoners geboren buiten Europa",
  WmoClienten: "Wmo-cliënten",
  PersonenTot25BovenArmoedegrens: "Personen tot 25 % boven de armoedegrens",
  HuishOnderOfRondSociaalMinimum: "Huishoudens onder of rond het sociaal minimum",
  GeborenMoederJongerDan20: "Geborenen met een moeder jonger dan 20",
  NieuweMachtigingen: "Nieuwe machtigingen uithuisplaatsing",
  TrajectenGestart: "Gestarte trajecten jeugdhulp",
  TrajectenVerwezenDoorGemeente: "Trajecten verwezen door de gemeente",
  Verzuimmeldingen: "Meldingen van verzuim",
  Doelgroeppeuters: "Doelgroeppeuters",
  DoelgroeppeutersMetVe: "Doelgroeppeuters met voorschoolse educatie",
  JeugdledenBibliotheek: "Jeugdleden van de bibliotheek",
  HaltVerwijzingen: "Verwijzingen naar Halt",
  GeregistreerdeMisdrijven: "Geregistreerde misdrijven",
  Meldingen: "Meldingen bij Veilig Thuis",
  MeldingenEerderBekend: "Meldingen van wie eerder bekend was",
  Adviezen: "Adviezen van Veilig Thuis",
  WerknemersMetFlexibeleArbeidsrelatie: "Werkenden met een flexibele arbeidsrelatie",
  Doelgroep: "Doelgroep van de innovatie",
  Deelnemers: "Deelnemers aan de innovatie",
  GezinnenBereikt: "Gezinnen die bereikt zijn",
};

const PERCENT: Label = { nl: "%", en: "%" };
const KM: Label = { nl: "kilometer", en: "kilometres" };

/** Other figures, with their unit. */
const FIGURES: Readonly<Record<string, readonly [string, Label | null]>> = {
  OppervlakteLand: ["Oppervlakte land", { nl: "vierkante kilometer", en: "square kilometres" }],
  GerealiseerdeKosten: ["Gerealiseerde kosten jeugdzorg", { nl: "1.000 euro", en: "1,000 euros" }],
  Programmakosten: ["Kosten van de innovatie", { nl: "euro", en: "euros" }],
  HoogRisicoOpAngstOfDepressie: ["Hoog risico op angst of depressie", PERCENT],
  HeelVeelStressInAfgelopen4Weken: ["Heel veel stress in de afgelopen 4 weken", PERCENT],
  ZeerLageVeerkracht: ["Zeer lage veerkracht", PERCENT],
  ErvarenGezondheidGoedZeerGoed: ["Ervaren gezondheid goed of zeer goed", PERCENT],
  MoeiteMetRondkomen: ["Moeite met rondkomen", PERCENT],
  Eenzaam: ["Eenzaam", PERCENT],
  MistEmotioneleSteun: ["Mist emotionele steun", PERCENT],
  Vrijwilligerswerk: ["Doet vrijwilligerswerk", PERCENT],
  Mantelzorger: ["Is mantelzorger", PERCENT],
  PercentageMeergezinswoning: ["Meergezinswoningen", PERCENT],
  OnbewoondeWoningen: ["Onbewoonde woningen", PERCENT],
  InBezitWoningcorporatie: ["In bezit van een woningcorporatie", PERCENT],
  MediaanVermogen: ["Mediaan vermogen van huishoudens", { nl: "1.000 euro", en: "1,000 euros" }],
  GemiddeldeWOZWaardeVanWoningen: ["Gemiddelde WOZ-waarde", { nl: "1.000 euro", en: "1,000 euros" }],
  AfstandTotHuisartsenpraktijk: ["Afstand tot een huisarts", KM],
  AfstandTotKinderdagverblijf: ["Afstand tot een kinderdagverblijf", KM],
  AfstandTotSchool: ["Afstand tot een basisschool", KM],
  AfstandTotBibliotheek: ["Afstand tot een bibliotheek", KM],
  AfstandTotVoedselbank: ["Afstand tot een uitgiftepunt van de voedselbank", KM],
  Leefbaarometer: ["Leefbaarheid, klasse 1 tot 9", null],
  Kansenindex: ["Kansenindex", { nl: "standaardafwijkingen", en: "standard deviations" }],
  Achterstandsscore: ["Onderwijsachterstandsscore", null],
  MateVanStedelijkheid: ["Stedelijkheid, 1 (zeer sterk) tot 5", null],
};

function column(name: string, type: ColumnSchema["type"], nl: string, unit: Label | null): ColumnSchema {
  // Published open data have Dutch names only; the name in the file stands in for English.
  return { name, type, label: { nl, en: name }, ...(unit === null ? {} : { unit }) };
}

/** The dataset. */
export const AREA_FIGURES: DatasetDefinition = {
  id: "open/gebiedscijfers",
  title: {
    nl: "Cijfers per buurt en jaar uit open bronnen",
    en: "Figures per buurt and year from open sources",
  },
  owner: "CBS, RIVM, DUO, politie, gemeenten",
  licence: "CC BY 4.0",
  sensitivity: "open",
  shape: "once",
  fileStem: "GEBIEDSCIJFERS",
  fileKind: "TAB",
  schema: {
    key: ["buurt", "jaar"],
    columns: [
      column("gemeente", "code", "Gemeente", null),
      column("wijk", "code", "Wijk", null),
      { ...column("buurt", "key", "Buurt", null), presence: "required" },
      { ...column("jaar", "integer", "Jaar", null), range: [2000, 2100] },
      ...Object.entries(COUNTS).map(([name, nl]) => column(name, "number", nl, null)),
      ...Object.entries(FIGURES).map(([name, [nl, unit]]) => column(name, "number", nl, unit)),
    ],
  },
};
