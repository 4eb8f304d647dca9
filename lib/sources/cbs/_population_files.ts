/**
 * CBS files on who there are: people and their parents, births, households, addresses and dwellings.
 *
 * @module
 */
import { column, label, REQUIRED } from "../column.ts";
import { type CbsFile, MAIN, MAIN_SIGN, OBJECT, OBJECT_SIGN, PERSON, SIGN } from "./_file_columns.ts";

/** People, households and dwellings. */
export const POPULATION_FILES: readonly CbsFile[] = [
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
];
