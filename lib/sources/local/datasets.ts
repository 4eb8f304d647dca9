/**
 * Local uploads and questionnaires as the catalogue knows them.
 *
 * @module
 */
import type { Label } from "../../core/language.ts";
import type { DatasetDefinition } from "../catalogue.ts";
import type { ColumnSchema, ColumnType } from "../schema.ts";

const label = (nl: string, en: string): Label => ({ nl, en });

function column(
  name: string,
  type: ColumnType,
  nl: string,
  en: string,
  more: Partial<ColumnSchema> = {},
): ColumnSchema {
  return { name, type, label: { nl, en }, ...more };
}

const AREA = column("gemeente", "code", "Gemeente", "Municipality");
/** Answers to an ACE item: 8 and 9 stay in the data, because the reason for no answer counts in scoring. */
const ACE_CODES = {
  "0": label("nee", "no"),
  "1": label("ja", "yes"),
  "8": label("weet niet", "does not know"),
  "9": label("wil niet zeggen", "does not want to say"),
};

interface Plan {
  readonly name: string;
  readonly title: Label;
  readonly owner: string;
  readonly columns: readonly ColumnSchema[];
  readonly key?: readonly string[];
}

const PLANS: readonly Plan[] = [
  {
    name: "vragenlijst",
    title: label("Vragenlijst volwassenen met ACE-items", "Questionnaire among adults with ACE items"),
    owner: "GGD",
    key: ["respondent"],
    columns: [
      column("respondent", "key", "Deelnemer", "Respondent", { presence: "required" }),
      column("stratum", "code", "Stratum", "Stratum"),
      column("gewicht", "number", "Gewicht", "Weight", { range: [0, 10_000] }),
      AREA,
      column("geslacht", "code", "Geslacht", "Sex"),
      column("leeftijd", "integer", "Leeftijd", "Age", { range: [18, 120], unit: label("jaar", "years") }),
      ...Array.from({ length: 10 }, (_, item) => {
        const number = String(item + 1).padStart(2, "0");
        return column(`ace${number}`, "integer", `ACE-item ${number}`, `ACE item ${number}`, {
          codes: ACE_CODES,
          range: [0, 9],
        });
      }),
      column("welbevinden", "integer", "Welbevinden", "Well-being", { range: [0, 100] }),
      column("eenzaam", "integer", "Eenzaam", "Lonely", { range: [0, 1] }),
      column("voorleesdagen", "integer", "Dagen voorlezen per week", "Days of reading aloud a week", {
        range: [0, 7],
      }),
      column("thuistaal", "code", "Thuistaal", "Home language"),
    ],
  },
  {
    name: "voedselbank",
    title: label("Huishoudens bij de voedselbank", "Households at the food bank"),
    owner: "Voedselbank",
    columns: [
      column("RINPERSOON", "key", "Persoonsnummer van de aanvrager", "Person key of the applicant", {
        presence: "required",
      }),
      AREA,
      column("startdatum", "date", "Begin", "Start"),
      column("personen", "integer", "Personen", "Persons", { range: [1, 20] }),
      column("kinderen", "integer", "Kinderen", "Children", { range: [0, 19] }),
      column("bron_inkomen", "code", "Bron van inkomen", "Source of income"),
    ],
  },
  {
    name: "schoolresultaten",
    title: label("Leesscores groep 3 tot en met 8", "Reading scores, grades 3 to 8"),
    owner: "Scholen",
    key: ["RINPERSOON", "schooljaar"],
    columns: [
      column("RINPERSOON", "key", "Persoonsnummer", "Person key", { presence: "required" }),
      column("school", "code", "School", "School"),
      column("wijk", "code", "Wijk", "Wijk"),
      column("schooljaar", "integer", "Schooljaar", "School year", { range: [2000, 2100] }),
      column("groep", "integer", "Groep", "Grade", { range: [1, 8] }),
      column("leesscore", "integer", "Leesscore", "Reading score", { range: [0, 300] }),
      column("leesniveau", "code", "Referentieniveau", "Reference level"),
    ],
  },
  {
    name: "bibliotheek",
    title: label("Uitleningen van jeugdboeken", "Loans of children's books"),
    owner: "Bibliotheek",
    columns: [
      column("lener", "key", "Lener (pseudoniem)", "Reader (pseudonym)", { presence: "required" }),
      column("titel", "key", "Titel", "Title", { presence: "required" }),
      column("datum", "date", "Datum", "Date"),
      column("leeftijdsband", "code", "Leeftijd", "Age band"),
      column("genre", "code", "Genre", "Genre"),
    ],
  },
  {
    name: "hgkm-casussen",
    title: label(
      "Casussen huiselijk geweld en kindermishandeling van zes organisaties",
      "Domestic violence cases of six partners",
    ),
    owner: "HGKM-partners",
    columns: [
      column("organisatie", "code", "Organisatie", "Organisation", { presence: "required" }),
      column("huishouden", "key", "Huishouden (pseudoniem)", "Household (pseudonym)", {
        presence: "required",
      }),
      AREA,
      column("datum", "date", "Datum", "Date"),
      column("aard", "code", "Aard", "Nature"),
      column("eerder_bekend", "boolean", "Eerder bekend", "Known before"),
    ],
  },
  {
    name: "gebieden-effect",
    title: label(
      "Gebieden met en zonder innovatie, per jaar",
      "Areas with and without the innovation, by year",
    ),
    owner: "Gemeenten",
    key: ["gebied", "jaar"],
    columns: [
      column("gebied", "key", "Gebied", "Area", { presence: "required" }),
      column("behandeld", "boolean", "Met innovatie", "With the innovation"),
      column("jaar", "integer", "Jaar", "Year", { range: [2000, 2100] }),
      column("kinderen", "integer", "Kinderen", "Children"),
      column("gebeurtenissen", "integer", "Gebeurtenissen", "Events"),
    ],
  },
  {
    name: "hallo-jij",
    title: label("Metingen Hallo Jij!", "Measurements of Hallo Jij!"),
    owner: "Hallo Jij!",
    key: ["deelnemer", "meting"],
    columns: [
      column("deelnemer", "key", "Deelnemer (pseudoniem)", "Participant (pseudonym)", {
        presence: "required",
      }),
      column("groep", "code", "Groep", "Group", {
        codes: {
          traject: label("met traject", "with the trajectory"),
          vergelijking: label("vergelijking", "comparison"),
        },
      }),
      column("meting", "integer", "Meting", "Moment", { range: [0, 2] }),
      column("datum", "date", "Datum", "Date"),
      column("welbevinden", "integer", "Welbevinden", "Well-being", { range: [0, 100] }),
      column("veerkracht", "number", "Veerkracht", "Resilience", { range: [1, 5] }),
    ],
  },
];

/** Every local dataset that the workspace knows. */
export const LOCAL_DATASETS: readonly DatasetDefinition[] = PLANS.map((plan) => ({
  id: `local/${plan.name}`,
  title: plan.title,
  owner: plan.owner,
  licence: "niet openbaar",
  sensitivity: "personal",
  shape: "once",
  fileStem: plan.name.toUpperCase().replaceAll("-", "_"),
  fileKind: "TAB",
  schema: { columns: plan.columns, key: plan.key ?? [] },
}));
