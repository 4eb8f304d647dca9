/**
 * CBS microdata files as the catalogue knows them.
 *
 * `certainty` says whether a column name was seen in public research code or is only recalled; check a recalled or
 * unverified name against the documentation of the file before use inside the CBS environment.
 *
 * @module
 */
import type { Label } from "../../core/language.ts";
import type { DatasetDefinition } from "../catalogue.ts";
import type { ColumnSchema, ColumnType, NameCertainty } from "../schema.ts";

function column(
  name: string,
  type: ColumnType,
  nl: string,
  en: string,
  more: Partial<ColumnSchema> = {},
): ColumnSchema {
  return { name, type, label: { nl, en }, ...more };
}

const REQUIRED = { presence: "required" } as const;
const label = (nl: string, en: string): Label => ({ nl, en });

const SIGN = column("RINPERSOONS", "code", "Soort persoonsnummer", "Kind of person key", {
  ...REQUIRED,
  codes: {
    R: label("in het bevolkingsregister", "in the population register"),
    O: label("onbekend", "unknown"),
  },
});
const PERSON = column("RINPERSOON", "key", "Persoonsnummer", "Person key", REQUIRED);
const MAIN_SIGN = column(
  "RINPERSOONSHKW",
  "code",
  "Soort nummer hoofdkostwinner",
  "Kind of main earner key",
  {
    certainty: "recalled",
    codes: { R: label("in het bevolkingsregister", "in the population register") },
  },
);
const MAIN = column(
  "RINPERSOONHKW",
  "key",
  "Nummer hoofdkostwinner (huishoudenssleutel)",
  "Main earner (household key)",
  {
    ...REQUIRED,
    certainty: "recalled",
  },
);
const OBJECT_SIGN = column("SOORTOBJECTNUMMER", "code", "Soort adres", "Kind of address");
const OBJECT = column("RINOBJECTNUMMER", "key", "Adres", "Address", REQUIRED);

interface Plan {
  readonly family: string;
  readonly title: Label;
  readonly shape: "once" | "yearly";
  readonly columns: readonly ColumnSchema[];
  readonly key?: readonly string[];
}

function spells(prefix: string, certainty: NameCertainty): readonly ColumnSchema[] {
  return [
    column(`${prefix}DATUMAANVANG`, "date", "Begin", "Start", { ...REQUIRED, certainty }),
    column(`${prefix}DATUMEINDE`, "date", "Einde", "End", { ...REQUIRED, certainty }),
  ];
}

const PLANS: readonly Plan[] = [
  {
    family: "gbapersoontab",
    title: label("Personen (GBAPERSOONTAB)", "Persons (GBAPERSOONTAB)"),
    shape: "once",
    key: ["RINPERSOONS", "RINPERSOON"],
    columns: [
      SIGN,
      PERSON,
      column("GBAGESLACHT", "code", "Geslacht", "Sex", {
        codes: { "1": label("man", "man"), "2": label("vrouw", "woman") },
        missing: ["-"],
      }),
      column("GBAGEBOORTEJAAR", "integer", "Geboortejaar", "Year of birth", { range: [1890, 2030] }),
      column("GBAGEBOORTEMAAND", "integer", "Geboortemaand", "Month of birth", { range: [1, 12] }),
      column("GBAGEBOORTEDAG", "integer", "Geboortedag", "Day of birth", { range: [1, 31] }),
      column("GBAGEBOORTELAND", "code", "Geboorteland", "Country of birth"),
    ],
  },
  {
    family: "kindoudertab",
    title: label("Kind en ouders (KINDOUDERTAB)", "Child and parents (KINDOUDERTAB)"),
    shape: "once",
    key: ["RINPERSOONS", "RINPERSOON"],
    columns: [
      SIGN,
      PERSON,
      column("RINPERSOONSpa", "code", "Soort nummer vader", "Kind of key of the father"),
      column("RINPERSOONpa", "key", "Vader", "Father", { missing: ["---------"] }),
      column("RINPERSOONSMa", "code", "Soort nummer moeder", "Kind of key of the mother"),
      column("RINPERSOONMa", "key", "Moeder", "Mother", { missing: ["---------"] }),
    ],
  },
  {
    family: "gbahuishoudensbus",
    title: label("Huishoudens (GBAHUISHOUDENSBUS)", "Households (GBAHUISHOUDENSBUS)"),
    shape: "once",
    columns: [
      SIGN,
      PERSON,
      column("DATUMAANVANGHH", "date", "Begin", "Start", REQUIRED),
      column("DATUMEINDEHH", "date", "Einde", "End", REQUIRED),
      column("HUISHOUDNR", "key", "Huishouden", "Household", REQUIRED),
      column("TYPHH", "code", "Type huishouden", "Type of household", {
        codes: {
          "1": label("eenpersoonshuishouden", "one person"),
          "2": label("niet-gehuwd paar zonder kinderen", "unmarried couple without children"),
          "3": label("gehuwd paar zonder kinderen", "married couple without children"),
          "4": label("niet-gehuwd paar met kinderen", "unmarried couple with children"),
          "5": label("gehuwd paar met kinderen", "married couple with children"),
          "6": label("eenouderhuishouden", "single-parent household"),
          "7": label("overig huishouden", "other household"),
          "8": label("institutioneel huishouden", "institutional household"),
        },
      }),
      column("PLHH", "code", "Plaats in het huishouden", "Place in the household"),
      column("AANTALPERSHH", "integer", "Aantal personen", "Number of persons", { range: [1, 99] }),
    ],
  },
  {
    family: "gbaadresobjectbus",
    title: label("Adressen (GBAADRESOBJECTBUS)", "Addresses (GBAADRESOBJECTBUS)"),
    shape: "once",
    columns: [
      SIGN,
      PERSON,
      OBJECT_SIGN,
      OBJECT,
      column("GBADATUMAANVANGADRESHOUDING", "date", "Begin", "Start", REQUIRED),
      column("GBADATUMEINDEADRESHOUDING", "date", "Einde", "End", REQUIRED),
    ],
  },
  {
    family: "vslgwbtab",
    title: label("Gemeente, wijk en buurt per adres (VSLGWBTAB)", "Areas per address (VSLGWBTAB)"),
    shape: "once",
    key: ["SOORTOBJECTNUMMER", "RINOBJECTNUMMER"],
    columns: [
      OBJECT_SIGN,
      OBJECT,
      ...[2018, 2019, 2020, 2021, 2022, 2023].flatMap((year) => [
        column(`gem${year}`, "code", `Gemeente ${year}`, `Municipality ${year}`, { certainty: "recalled" }),
        column(`wc${year}`, "code", `Wijk ${year}`, `Wijk ${year}`, { certainty: "recalled" }),
        column(`bc${year}`, "code", `Buurt ${year}`, `Buurt ${year}`, { certainty: "recalled" }),
      ]),
    ],
  },
  {
    family: "eigendomtab",
    title: label("Eigendom van woningen (EIGENDOMTAB)", "Ownership of dwellings (EIGENDOMTAB)"),
    shape: "once",
    key: ["SOORTOBJECTNUMMER", "RINOBJECTNUMMER"],
    columns: [
      OBJECT_SIGN,
      OBJECT,
      column("TYPEEIGENAAR", "code", "Eigenaar", "Owner", {
        certainty: "unverified",
        codes: {
          E: label("eigenaar-bewoner", "owner-occupier"),
          C: label("woningcorporatie", "housing association"),
          P: label("overige verhuurder", "other landlord"),
        },
      }),
    ],
  },
  {
    family: "koppelpersoonhuishoudentab",
    title: label(
      "Persoon en huishouden (KOPPELPERSOONHUISHOUDEN)",
      "Person and household (KOPPELPERSOONHUISHOUDEN)",
    ),
    shape: "yearly",
    key: ["RINPERSOONS", "RINPERSOON"],
    columns: [SIGN, PERSON, MAIN_SIGN, MAIN],
  },
  {
    family: "inhatab",
    title: label("Inkomen van huishoudens (INHATAB)", "Household income (INHATAB)"),
    shape: "yearly",
    key: ["RINPERSOONSHKW", "RINPERSOONHKW"],
    columns: [
      MAIN_SIGN,
      MAIN,
      column("INHGESTINKH", "number", "Gestandaardiseerd inkomen", "Standardised income", {
        unit: label("euro per jaar", "euros a year"),
        certainty: "recalled",
      }),
      column("INHP100HGEST", "integer", "Percentiel van het inkomen", "Income percentile", {
        range: [1, 100],
        certainty: "recalled",
      }),
      column("INHEHALGR", "code", "Eigendom en huurtoeslag", "Tenure and rent benefit", {
        certainty: "recalled",
        codes: {
          "1": label("eigen woning", "own home"),
          "2": label("huur met huurtoeslag", "rented with rent benefit"),
          "3": label("huur zonder huurtoeslag", "rented without rent benefit"),
          "9": label("onbekend", "unknown"),
        },
        missing: ["9"],
      }),
      column("INHARMOEDE", "code", "Arm volgens de definitie van 2024", "Poor by the 2024 definition", {
        certainty: "unverified",
        codes: { "0": label("nee", "no"), "1": label("ja", "yes") },
      }),
    ],
  },
  {
    family: "secmtab",
    title: label(
      "Sociaaleconomische positie op 31 december (uit SECMBUS)",
      "Socio-economic position (from SECMBUS)",
    ),
    shape: "yearly",
    key: ["RINPERSOONS", "RINPERSOON"],
    columns: [
      SIGN,
      PERSON,
      column("SECM", "code", "Positie", "Position", {
        codes: {
          "11": label("werknemer", "employee"),
          "13": label("zelfstandige", "self-employed"),
          "22": label("bijstand", "social assistance"),
          "24": label("ziekte of arbeidsongeschikt", "illness or disability"),
          "25": label("pensioen", "pension"),
          "31": label("scholier of student zonder inkomen", "student without income"),
          "32": label("overig zonder inkomen", "other without income"),
        },
      }),
    ],
  },
  {
    family: "bijstanduitkeringentab",
    title: label("Bijstand (BIJSTANDUITKERINGENTAB)", "Social assistance (BIJSTANDUITKERINGENTAB)"),
    shape: "yearly",
    columns: [SIGN, PERSON],
    key: ["RINPERSOONS", "RINPERSOON"],
  },
  {
    family: "wanbzvtab",
    title: label("Wanbetalers zorgpremie (WANBZVTAB)", "Health-premium defaulters (WANBZVTAB)"),
    shape: "yearly",
    columns: [SIGN, PERSON],
    key: ["RINPERSOONS", "RINPERSOON"],
  },
  {
    family: "schuldenproblematiektab",
    title: label(
      "Geregistreerde problematische schulden (maatwerk)",
      "Registered problem debts (custom file)",
    ),
    shape: "yearly",
    columns: [MAIN_SIGN, MAIN],
    key: ["RINPERSOONSHKW", "RINPERSOONHKW"],
  },
  {
    family: "hoogsteopltab",
    title: label("Hoogst behaald opleidingsniveau (HOOGSTEOPLTAB)", "Highest education (HOOGSTEOPLTAB)"),
    shape: "yearly",
    key: ["RINPERSOONS", "RINPERSOON"],
    columns: [
      SIGN,
      PERSON,
      column("OPLNIVSOI2021AGG1HB", "code", "Niveau in drie klassen", "Level in three classes", {
        certainty: "unverified",
        codes: { "1": label("laag", "low"), "2": label("midden", "middle"), "3": label("hoog", "high") },
      }),
    ],
  },
  {
    family: "zvwzorgkostentab",
    title: label("Zorgkosten (ZVWZORGKOSTENTAB)", "Health costs (ZVWZORGKOSTENTAB)"),
    shape: "yearly",
    key: ["RINPERSOONS", "RINPERSOON"],
    columns: [
      SIGN,
      PERSON,
      column("ZVWKHUISARTS", "number", "Kosten huisarts", "General practice", {
        unit: label("euro", "euros"),
      }),
      column("ZVWKGGZ", "number", "Kosten ggz", "Mental health care", {
        unit: label("euro", "euros"),
        certainty: "recalled",
      }),
    ],
  },
  {
    family: "inschrwpotab",
    title: label("Leerlingen basisonderwijs (INSCHRWPOTAB)", "Pupils in primary education (INSCHRWPOTAB)"),
    shape: "yearly",
    key: ["RINPERSOONS", "RINPERSOON"],
    columns: [
      SIGN,
      PERSON,
      column("WPOTYPEPO", "code", "Soort school", "Kind of school", {
        certainty: "unverified",
        codes: {
          BAO: label("basisonderwijs", "primary"),
          SBAO: label("speciaal basisonderwijs", "special primary"),
        },
      }),
      column("WPOLEERJAAR", "integer", "Leerjaar", "Grade", { range: [1, 8], certainty: "recalled" }),
    ],
  },
  {
    family: "verdtab",
    title: label("Verdachten (VERDTAB)", "Suspects (VERDTAB)"),
    shape: "yearly",
    columns: [SIGN, PERSON],
    key: ["RINPERSOONS", "RINPERSOON"],
  },
  {
    family: "vehtab",
    title: label("Vermogen van huishoudens (VEHTAB)", "Wealth of households (VEHTAB)"),
    shape: "yearly",
    key: ["RINPERSOONSHKW", "RINPERSOONHKW"],
    columns: [
      MAIN_SIGN,
      MAIN,
      column("VEHW1000VERH", "integer", "Vermogen", "Wealth", {
        unit: label("euro", "euros"),
        certainty: "recalled",
      }),
      column("VEHW1111BANH", "integer", "Bank- en spaartegoed", "Bank and savings balances", {
        unit: label("euro", "euros"),
        certainty: "recalled",
      }),
    ],
  },
  {
    family: "wsnppersbus",
    title: label("Schuldsanering (WSNPPERSBUS)", "Debt restructuring (WSNPPERSBUS)"),
    shape: "once",
    columns: [
      SIGN,
      PERSON,
      ...spells("WSNP", "unverified"),
      column("WSNPSOORT", "code", "Soort", "Kind", {
        certainty: "unverified",
      }),
    ],
  },
  {
    family: "jgdhulpbus",
    title: label("Jeugdhulp (JGDHULPBUS)", "Youth help (JGDHULPBUS)"),
    shape: "once",
    columns: [
      SIGN,
      PERSON,
      ...spells("JGDH", "unverified"),
      column("JGDHVORM", "code", "Vorm van hulp", "Form of help", {
        certainty: "unverified",
        codes: {
          AMBULANT: label("ambulante hulp", "ambulatory help"),
          WIJKTEAM: label("hulp door het wijkteam", "help by the district team"),
          DAGHULP: label("daghulp", "day help"),
          GGZ: label("jeugd-ggz", "youth mental care"),
          PLEEGZORG: label("pleegzorg", "foster care"),
          VERBLIJF: label("ander verblijf", "other stay"),
        },
      }),
    ],
  },
  {
    family: "jgdbeschermbus",
    title: label("Jeugdbescherming (JGDBESCHERMBUS)", "Youth protection (JGDBESCHERMBUS)"),
    shape: "once",
    columns: [
      SIGN,
      PERSON,
      ...spells("JGDB", "unverified"),
      column("JGDBMAATREGEL", "code", "Maatregel", "Measure", {
        codes: {
          OTS: label("ondertoezichtstelling", "supervision order"),
          VOOGDIJ: label("voogdij", "guardianship"),
        },
      }),
    ],
  },
  {
    family: "jgdreclasbus",
    title: label("Jeugdreclassering (JGDRECLASBUS)", "Youth probation (JGDRECLASBUS)"),
    shape: "once",
    columns: [
      SIGN,
      PERSON,
      ...spells("JGDR", "unverified"),
      column("JGDRVORM", "code", "Soort", "Kind", {
        certainty: "unverified",
      }),
    ],
  },
  {
    family: "prntab",
    title: label("Geboorten (Perined)", "Births (Perined)"),
    shape: "once",
    key: ["RINPERSOONS", "RINPERSOON"],
    columns: [
      SIGN,
      PERSON,
      column("RINPERSOONSMa", "code", "Soort nummer moeder", "Kind of key of the mother"),
      column("RINPERSOONMa", "key", "Moeder", "Mother"),
      column("ZWDUUR_WEKEN", "integer", "Zwangerschapsduur", "Gestation", {
        unit: label("weken", "weeks"),
        range: [16, 45],
        certainty: "unverified",
      }),
      column("GEBGEWICHT", "integer", "Geboortegewicht", "Birth weight", {
        unit: label("gram", "grams"),
        range: [200, 7000],
        certainty: "unverified",
      }),
      column("GEBGEWICHTPERCENTIEL", "integer", "Percentiel van het gewicht", "Weight percentile", {
        range: [0, 100],
        certainty: "unverified",
      }),
    ],
  },
];

/** Every CBS file that the workspace knows. */
export const CBS_DATASETS: readonly DatasetDefinition[] = PLANS.map((plan) => ({
  id: `cbs/${plan.family}`,
  title: plan.title,
  owner: "CBS",
  licence: "CBS microdata",
  sensitivity: "personal",
  shape: plan.shape,
  fileStem: plan.family.replace(/(tab|bus)$/, "").toUpperCase(),
  fileKind: plan.family.endsWith("bus") ? "BUS" : "TAB",
  schema: { columns: plan.columns, key: plan.key ?? [] },
}));
