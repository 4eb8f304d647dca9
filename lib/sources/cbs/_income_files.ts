/**
 * CBS files on what households live on: income, wealth, position, benefits and debts.
 *
 * @module
 */
import { column, label } from "../column.ts";
import { type CbsFile, MAIN, MAIN_SIGN, PERSON, SIGN, spells } from "./_file_columns.ts";

/** Income, wealth, benefits and debts. */
export const INCOME_FILES: readonly CbsFile[] = [
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
];
