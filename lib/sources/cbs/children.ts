/**
 * The analysis file of children: one row per child below 18 on 31 December, with parents, household and care.
 *
 * @module
 */
import { ageOn, type DayNumber, dayOf } from "../../core/period.ts";
import type { SourceRef } from "../../core/provenance.ts";
import type { Table } from "../../core/table.ts";
import { loadRegisters, REGISTER_COLUMNS } from "./_load.ts";
import { readRegister, type Register, type TableOf } from "./register.ts";
import { ChildColumns } from "./child_columns.ts";
import { readRegisterYears, type RegisterYear } from "./register_years.ts";
import { NO_KEY } from "./key_space.ts";
import { hasPacked, placeOn, runTogetherPacked } from "./packed_spells.ts";

/** The datasets that {@linkcode buildChildFile} needs: what a notebook declares. */
export const CHILD_FILE_DATASETS: readonly string[] = Object.keys(REGISTER_COLUMNS);

/** The factors that {@linkcode buildChildFile} stacks, as column names. */
export const STACKED_FACTORS: readonly string[] = [
  "eenouder",
  "moeder_zonder_werk",
  "jonge_moeder",
  "huur_met_toeslag",
  "bijstand",
  "schulden",
  "ggz_ouder",
  "laagopgeleide_moeder",
];

/** The analysis file of children. */
export interface ChildFile {
  /** One row per child and year. */
  readonly table: Table;
  /** The datasets behind it. */
  readonly sources: readonly SourceRef[];
  /** The years. */
  readonly years: readonly number[];
}

/** How to build the file. */
export interface ChildFileOptions {
  /** The years; a child has one row for each year on whose last day it is below 18. */
  readonly years: readonly number[];
  /** The year of boundaries of wijk and buurt; the last of `years` by default, so that areas do not change. */
  readonly boundaryYear?: number;
  /** A mother is young at first birth below this age in years; 25 by default. */
  readonly youngMotherBelow?: number;
  /** The folder of the workspace. */
  readonly projectDir?: string;
}

/** Forms of youth help with stay. */
const STAY_FORMS: ReadonlySet<string> = new Set(["PLEEGZORG", "VERBLIJF"]);
/** Nobody is below 18 after so many days: a quick first look before the age is reckoned. */
const LONGEST_CHILDHOOD_DAYS = 18 * 366;
const SINGLE_PARENT = "6";

/**
 * Builds the analysis file of children from the CBS files.
 *
 * Columns: `kind`, `moeder`, `huishouden` (keys, text), `jaar`, `leeftijd` (years on 31 December), `geslacht`
 * (`jongen`, `meisje`), `gemeente`, `wijk`, `buurt` (codes), `moeder_leeftijd_eerste_kind` (years, over all children
 * of the mother in KINDOUDERTAB), `moeder_leeftijd` (years, at this child's birth), the factors of {@linkcode STACKED_FACTORS}, `factoren` (how many of them hold,
 * unknown counted as not), `factoren_onbekend` (how many are unknown), `inkomen_percentiel` (1 to 100, of
 * the household), `jaren_arm` (of the years asked, up to and with this one, in which the household was poor),
 * `ouders_gescheiden_dit_jaar` (with two parents on 1 January, with one on 31 December), `arm`, `verdachte_ouder`,
 * `wanbetaler_ouder` (behind with the health premium), `ots`, `voogdij`,
 * `beschermd` (an order on any day of the year), `ots_31_december`, `voogdij_31_december`, `jeugd_ggz`, `verblijf`, `jeugdhulp`, `reclassering`, and `uithuisplaatsing`: an
 * order and a stay on the same day of the year. That is CBS's approximation; voluntary placements are missed.
 *
 * A factor of the mother is null where no mother is known. A truth value is null where the register does not tell.
 *
 * @param options Years, boundaries and the age below which a mother is young.
 * @returns The file with its sources.
 * @throws {WorkspaceError} When no year is asked, or a dataset, year or column is missing.
 */
export async function buildChildFile(options: ChildFileOptions): Promise<ChildFile> {
  const years = [...options.years].sort((a, b) => a - b);
  const { tableOf, sources, boundaryYear } = await loadRegisters({ ...options, years });
  return { table: childTable(tableOf, { ...options, years, boundaryYear }), sources, years };
}

/**
 * Builds the table of children from tables in memory; what {@linkcode buildChildFile} does after loading.
 *
 * @param tableOf Gives the table of a dataset id.
 * @param options As for {@linkcode buildChildFile}.
 * @returns One row per child and year.
 */
export function childTable(tableOf: TableOf, options: ChildFileOptions): Table {
  const boundaryYear = options.boundaryYear ?? Math.max(...options.years);
  const register = readRegister(tableOf, { boundaryYear });
  const yearOf = readRegisterYears(tableOf, register.space);
  const rows = new ChildColumns(register), poorYears = new Uint8Array(register.space.size);
  for (const year of options.years) {
    const facts = yearOf(year);
    for (let main = 0; main < poorYears.length; main++) if (facts.poorOf(main) === "1") poorYears[main]! += 1;
    const period = { from: dayOf(year, 1, 1), to: dayOf(year, 12, 31) };
    for (const child of register.born) {
      const birth = register.birth[child] ?? NaN;
      if (birth > period.to || period.to - birth > LONGEST_CHILDHOOD_DAYS) continue;
      const age = ageOn(birth, period.to);
      if (age < 0 || age > 17) continue;
      addChild(rows, {
        child,
        age,
        year,
        period,
        register,
        facts,
        poorYears,
        youngBelow: options.youngMotherBelow ?? 25,
      });
    }
  }
  return rows.table();
}

interface ChildCase {
  readonly child: number;
  readonly age: number;
  readonly year: number;
  readonly period: { readonly from: DayNumber; readonly to: DayNumber };
  readonly register: Register;
  readonly facts: RegisterYear;
  readonly poorYears: Uint8Array;
  readonly youngBelow: number;
}

function addChild(rows: ChildColumns, of: ChildCase): void {
  const { child, register } = of;
  const home = placeOn(register.households, child, of.period.to);
  const address = placeOn(register.addresses, child, of.period.to);
  if (home < 0 || address < 0) return;
  const mother = register.mother[child] ?? NO_KEY;
  const factors = factorsOf(of, register.households.row[home] ?? 0, mother);
  const held = Object.values(factors);
  rows.add({
    child,
    mother,
    householdRow: register.households.row[home] ?? 0,
    addressRow: register.addresses.row[address] ?? 0,
    numbers: {
      jaar: of.year,
      leeftijd: of.age,
      moeder_leeftijd_eerste_kind: mother === NO_KEY ? NaN : register.firstBirthAge[mother] ?? NaN,
      factoren: held.filter((one) => one === true).length,
      factoren_onbekend: held.filter((one) => one === null).length,
      inkomen_percentiel: of.facts.percentileOf(of.facts.main[child] ?? NO_KEY),
      moeder_leeftijd: mother === NO_KEY
        ? NaN
        : ageOn(register.birth[mother] ?? NaN, register.birth[child] ?? NaN),
      jaren_arm: of.poorYears[of.facts.main[child] ?? NO_KEY] ?? 0,
    },
    truths: { ...factors, ...careOf(of), ...familyOf(of, mother) },
  });
}

function factorsOf(of: ChildCase, householdRow: number, mother: number): Record<string, boolean | null> {
  const { facts, register, child } = of;
  const father = register.father[child] ?? NO_KEY;
  const orphan = mother === NO_KEY && father === NO_KEY;
  const any = (marks: Uint8Array) => marks[mother] === 1 || marks[father] === 1;
  const some = (marks: Uint8Array) => orphan ? null : any(marks);
  const main = facts.main[child] ?? NO_KEY;
  const tenure = facts.tenureOf(main);
  const age = mother === NO_KEY ? NaN : register.firstBirthAge[mother] ?? NaN;
  const level = facts.educationOf(mother);
  const works = facts.worksOf(mother);
  const restructured = (parent: number) =>
    parent !== NO_KEY && hasPacked(register.restructuring, parent, of.period);
  return {
    eenouder: register.householdType(householdRow) === SINGLE_PARENT,
    moeder_zonder_werk: works === null ? null : !works,
    jonge_moeder: Number.isNaN(age) ? null : age < of.youngBelow,
    huur_met_toeslag: tenure === null || tenure === "9" ? null : tenure === "2",
    bijstand: some(facts.assistance),
    schulden: facts.debts[main] === 1 || any(facts.defaulters) || restructured(mother) ||
      restructured(father),
    ggz_ouder: some(facts.mentalCare),
    laagopgeleide_moeder: level === null ? null : level === "1",
  };
}

function careOf({ register, child, period }: ChildCase): Record<string, boolean> {
  const ordered = (kind: string) =>
    hasPacked(register.orders, child, { ...period, keep: (row) => register.orderKind(row) === kind });
  const atTheEnd = (kind: string) =>
    hasPacked(register.orders, child, {
      from: period.to,
      to: period.to,
      keep: (row) => register.orderKind(row) === kind,
    });
  const keep = (row: number) => STAY_FORMS.has(register.helpForm(row) ?? "");
  return {
    ots: ordered("OTS"),
    voogdij: ordered("VOOGDIJ"),
    ots_31_december: atTheEnd("OTS"),
    voogdij_31_december: atTheEnd("VOOGDIJ"),
    beschermd: hasPacked(register.orders, child, period),
    jeugd_ggz: hasPacked(register.help, child, {
      ...period,
      keep: (row) => register.helpForm(row) === "GGZ",
    }),
    verblijf: hasPacked(register.help, child, { ...period, keep }),
    jeugdhulp: hasPacked(register.help, child, period),
    reclassering: hasPacked(register.probation, child, period),
    uithuisplaatsing: runTogetherPacked(register.orders, register.help, child, { ...period, keep }),
  };
}

function familyOf(
  { facts, register, child, period }: ChildCase,
  mother: number,
): Record<string, boolean | null> {
  const poor = facts.poorOf(facts.main[child] ?? NO_KEY);
  const father = register.father[child] ?? NO_KEY;
  return {
    arm: poor === null ? null : poor === "1",
    ouders_gescheiden_dit_jaar: separatedIn(register, child, period),
    verdachte_ouder: facts.suspects[mother] === 1 || facts.suspects[father] === 1,
    wanbetaler_ouder: facts.defaulters[mother] === 1 || facts.defaulters[father] === 1,
  };
}

/** TYPHH of two parents with children. */
const TWO_PARENTS: ReadonlySet<string | null> = new Set(["4", "5"]);

function separatedIn(register: Register, child: number, period: ChildCase["period"]): boolean {
  const typeOn = (day: DayNumber) => {
    const place = placeOn(register.households, child, day);
    return place < 0 ? null : register.householdType(register.households.row[place] ?? -1);
  };
  return TWO_PARENTS.has(typeOn(period.from)) && typeOn(period.to) === SINGLE_PARENT;
}
