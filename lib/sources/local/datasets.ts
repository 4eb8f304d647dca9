/**
 * Local uploads and questionnaires as the catalogue knows them.
 *
 * @module
 */
import type { Label } from "../../core/language.ts";
import type { Sensitivity } from "../../core/provenance.ts";
import type { DatasetDefinition } from "../catalogue.ts";
import { column, label, REQUIRED } from "../column.ts";
import type { ColumnSchema } from "../schema.ts";

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
  /** How far rows may travel; `personal` by default. */
  readonly sensitivity?: Sensitivity;
}

const LIKERT = { range: [1, 5] } as const;
const TRUTH = { range: [0, 1] } as const;

const PLANS: readonly Plan[] = [
  {
    name: "vragenlijst",
    title: label("Vragenlijst volwassenen met ACE-items", "Questionnaire among adults with ACE items"),
    owner: "GGD",
    key: ["respondent"],
    columns: [
      column("respondent", "key", "Deelnemer", "Respondent", REQUIRED),
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
      column("RINPERSOON", "key", "Persoonsnummer van de aanvrager", "Person key of the applicant", REQUIRED),
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
      column("RINPERSOON", "key", "Persoonsnummer", "Person key", REQUIRED),
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
      column("lener", "key", "Lener (pseudoniem)", "Reader (pseudonym)", REQUIRED),
      column("titel", "key", "Titel", "Title", REQUIRED),
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
      column("organisatie", "code", "Organisatie", "Organisation", REQUIRED),
      column("huishouden", "key", "Huishouden (pseudoniem)", "Household (pseudonym)", REQUIRED),
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
      column("gebied", "key", "Gebied", "Area", REQUIRED),
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
      column("deelnemer", "key", "Deelnemer (pseudoniem)", "Participant (pseudonym)", REQUIRED),
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
  {
    name: "oudervragenlijst",
    title: label(
      "Vragenlijst ouders van kinderen tot 8 jaar",
      "Questionnaire among parents of children below 8",
    ),
    owner: "Gemeenten",
    key: ["respondent"],
    columns: [
      column("respondent", "key", "Ouder", "Parent", REQUIRED),
      column("stratum", "code", "Stratum", "Stratum"),
      column("gewicht", "number", "Gewicht", "Weight", { range: [0, 10_000] }),
      AREA,
      column("leeftijd_kind", "integer", "Leeftijd jongste kind", "Age of the youngest child", {
        range: [0, 7],
      }),
      column("respons", "boolean", "Heeft geantwoord", "Answered"),
      column("gezinsvorm", "code", "Gezinsvorm", "Family form"),
      column("opleiding", "code", "Opleiding", "Education"),
      column("thuistaal", "code", "Thuistaal", "Home language"),
      column("opvang", "code", "Opvang", "Child care"),
      column("drempel", "code", "Grootste drempel", "Largest barrier"),
      column("verblijfsduur_jaren", "integer", "Jaren in Nederland", "Years in the Netherlands", {
        range: [0, 60],
      }),
      column("schuldsanering", "integer", "In schuldsanering", "In debt restructuring", TRUTH),
      column("voorleesdagen", "integer", "Dagen voorlezen per week", "Days of reading aloud a week", {
        range: [0, 7],
      }),
      column("boeken_thuis", "integer", "Kinderboeken thuis", "Children's books at home", {
        range: [0, 2000],
      }),
      column("bibliotheek_lid", "integer", "Lid van de bibliotheek", "Member of the library", TRUTH),
      column("afstand_bibliotheek_km", "number", "Afstand bibliotheek", "Distance to the library", {
        unit: label("kilometer", "kilometres"),
      }),
      column("eenzaam", "integer", "Eenzaam", "Lonely", TRUTH),
      column("behoefte_ontmoeting", "integer", "Behoefte aan ontmoeting", "Wish to meet others", LIKERT),
    ],
  },
  {
    name: "professionals",
    title: label(
      "Vragenlijst professionals die met kinderen tot 8 jaar werken",
      "Questionnaire among professionals who work with children below 8",
    ),
    owner: "Gemeenten",
    key: ["respondent"],
    columns: [
      column("respondent", "key", "Professional", "Professional", REQUIRED),
      column("werkveld", "code", "Werkveld", "Field of work", {
        codes: {
          geboortezorg: label("verloskunde en kraamzorg", "midwifery and maternity care"),
          jeugdgezondheid: label("jeugdgezondheidszorg", "child health care"),
          opvang: label("opvang en peuteropvang", "child care"),
          school: label("school en bibliotheek", "school and library"),
        },
      }),
      column("respons", "boolean", "Heeft geantwoord", "Answered"),
      column("drempel", "code", "Grootste drempel voor ouders", "Largest barrier to parents"),
      column("begin", "code", "Beste moment om te beginnen", "Best moment to begin"),
      column("praat_over_taal", "integer", "Praat altijd over taal", "Always talks about language", TRUTH),
      column("kent_aanbod", "integer", "Weet waarheen te verwijzen", "Knows where to refer to", TRUTH),
      column("kinderen", "integer", "Kinderen gezien in een maand", "Children seen in a month", {
        range: [0, 1000],
      }),
      column(
        "kinderen_doelgroep",
        "integer",
        "Daarvan in de doelgroep van het rijk",
        "Of these in the national target group",
        { range: [0, 1000] },
      ),
    ],
  },
  {
    name: "leesplezier",
    title: label("Leesplezier van kinderen, voor en na", "Children's pleasure in reading, before and after"),
    owner: "Scholen",
    key: ["kind", "meting"],
    columns: [
      column("kind", "key", "Kind (pseudoniem)", "Child (pseudonym)", REQUIRED),
      column("school", "key", "School (pseudoniem)", "School (pseudonym)", REQUIRED),
      column("boekenlijst", "boolean", "School met de boekenlijst", "School with the book list"),
      column("groep", "integer", "Groep", "Grade", { range: [1, 8] }),
      column("meting", "integer", "Meting", "Moment", { range: [0, 2] }),
      column("leesplezier", "number", "Leesplezier", "Pleasure in reading", LIKERT),
      column("zelf_kiezen", "integer", "Kiest zelf wat het leest", "Chooses what to read", LIKERT),
    ],
  },
  {
    name: "minimaregelingen",
    title: label("Gebruik van gemeentelijke regelingen voor minima", "Use of municipal schemes for minima"),
    owner: "Gemeenten",
    key: ["RINPERSOON", "regeling"],
    columns: [
      column("RINPERSOON", "key", "Persoonsnummer van de aanvrager", "Person key of the applicant", REQUIRED),
      AREA,
      column("regeling", "code", "Regeling", "Scheme", {
        codes: {
          inkomenstoeslag: label("individuele inkomenstoeslag", "yearly income addition"),
          meedoen: label("meedoenregeling voor kinderen", "scheme for children to join in"),
        },
      }),
      column("jaar", "integer", "Jaar", "Year", { range: [2000, 2100] }),
    ],
  },
  {
    name: "schoolpanel",
    title: label("Tellingen per school en maand", "Counts per school and month"),
    owner: "Scholen",
    sensitivity: "restricted",
    key: ["school", "maand"],
    columns: [
      column("school", "code", "School", "School", REQUIRED),
      column("innovatie", "boolean", "School met Team op Maat", "School with the team"),
      column("schooljaar", "integer", "Schooljaar (begin)", "School year (start)", { range: [2000, 2100] }),
      column("maand", "integer", "Maand (jjjjmm)", "Month (yyyymm)", { range: [200_001, 210_012] }),
      column("leerlingen", "integer", "Leerlingen", "Pupils"),
      column("time_outs", "integer", "Time-outs", "Time-outs"),
      column(
        "verwijzingen",
        "integer",
        "Verwijzingen naar speciaal onderwijs",
        "Referrals to special education",
      ),
      column("beschermingsmeldingen", "integer", "Meldingen bescherming", "Reports of protection"),
      column("verzuimmeldingen", "integer", "Verzuimmeldingen", "Reports of absence"),
    ],
  },
  {
    name: "oudertevredenheid",
    title: label("Tevredenheid van ouders over school", "Satisfaction of parents with school"),
    owner: "Scholen",
    key: ["respondent"],
    columns: [
      column("respondent", "key", "Ouder", "Parent", REQUIRED),
      column("school", "code", "School", "School", REQUIRED),
      column("jaar", "integer", "Jaar", "Year", { range: [2000, 2100] }),
      column("veilig", "integer", "Mijn kind voelt zich veilig", "My child feels safe", LIKERT),
      column("drempel", "integer", "Ik stap makkelijk naar binnen", "I walk in easily", LIKERT),
      column("snelle_hulp", "integer", "Hulp komt snel", "Help comes quickly", LIKERT),
      column("contact", "integer", "Ik heb goed contact", "Contact is good", LIKERT),
      column("rust", "integer", "Er is rust op school", "School is calm", LIKERT),
      column("aanbevelen", "integer", "Ik beveel de school aan", "I recommend the school", LIKERT),
    ],
  },
  {
    name: "initiatieven",
    title: label("Initiatieven voor taal en lezen", "Initiatives for language and reading"),
    owner: "Gemeenten",
    sensitivity: "open",
    key: ["initiatief"],
    columns: [
      column("initiatief", "key", "Initiatief", "Initiative", REQUIRED),
      column("soort", "code", "Soort", "Kind"),
      column("uitvoerder", "code", "Uitvoerder", "Carried out by"),
      column("plaats", "code", "Plaats", "Place"),
      column("wijk", "code", "Wijk", "Wijk"),
      column("taal", "code", "Taal", "Language"),
      column("leeftijd_van", "integer", "Leeftijd van", "Age from", { range: [0, 18] }),
      column("leeftijd_tot", "integer", "Leeftijd tot en met", "Age to", { range: [0, 18] }),
      column("kinderen", "integer", "Kinderen per jaar", "Children a year"),
    ],
  },
  {
    name: "hgkm-volwassenheid",
    title: label("Volwassenheidsscan data van zes organisaties", "Data maturity scan of six partners"),
    owner: "HGKM-partners",
    sensitivity: "restricted",
    key: ["organisatie", "dimensie", "vraag"],
    columns: [
      column("organisatie", "code", "Organisatie", "Organisation", REQUIRED),
      column("dimensie", "code", "Dimensie", "Dimension", REQUIRED),
      column("vraag", "integer", "Vraag", "Question", { range: [1, 9] }),
      column("score", "integer", "Score", "Score", LIKERT),
    ],
  },
  {
    name: "collectie",
    title: label("Jeugdboeken en waar ze staan", "Children's books and where they are"),
    owner: "Bibliotheek",
    sensitivity: "open",
    key: ["titel", "vestiging"],
    columns: [
      column("titel", "key", "Titelnummer", "Title number", REQUIRED),
      column("naam", "text", "Titel", "Title"),
      column("leeftijdsband", "code", "Leeftijd", "Age band"),
      column("genre", "code", "Genre", "Genre"),
      column("leesniveau", "code", "Leesniveau (AVI)", "Reading level (AVI)"),
      column("taal", "code", "Taal", "Language"),
      column("vestiging", "code", "Vestiging", "Branch", REQUIRED),
      column("exemplaren", "integer", "Exemplaren", "Copies", { range: [0, 100] }),
    ],
  },
];

/** Every local dataset that the workspace knows. */
export const LOCAL_DATASETS: readonly DatasetDefinition[] = PLANS.map((plan) => ({
  id: `local/${plan.name}`,
  title: plan.title,
  owner: plan.owner,
  licence: "niet openbaar",
  sensitivity: plan.sensitivity ?? "personal",
  shape: "once",
  fileStem: plan.name.toUpperCase().replaceAll("-", "_"),
  fileKind: "TAB",
  schema: { columns: plan.columns, key: plan.key ?? [] },
}));
