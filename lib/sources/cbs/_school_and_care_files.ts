/**
 * CBS files on schooling, health costs, youth care and suspects.
 *
 * @module
 */
import { column, label } from "../column.ts";
import { type CbsFile, PERSON, SIGN, spells } from "./_file_columns.ts";

/** Schooling, health and youth care. */
export const SCHOOL_AND_CARE_FILES: readonly CbsFile[] = [
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
    family: "verdtab",
    title: label("Verdachten (VERDTAB)", "Suspects (VERDTAB)"),
    shape: "yearly",
    columns: [SIGN, PERSON],
    key: ["RINPERSOONS", "RINPERSOON"],
  },
];
