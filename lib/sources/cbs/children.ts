/**
 * The analysis file of children: one row per child below 18 on 31 December, with parents, household and care.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { ageOn, type DayNumber, dayOf } from "../../core/period.ts";
import type { SourceRef } from "../../core/provenance.ts";
import { Table } from "../../core/table.ts";
import { type Dataset, loadDataset } from "../dataset.ts";
import { hasSpell, indexSpells, runTogether, type Spell, type SpellIndex, spellOn } from "./spells.ts";

/** The datasets that {@linkcode buildChildFile} needs: what a notebook declares. */
export const CHILD_FILE_DATASETS: readonly string[] = [
  "cbs/bijstanduitkeringentab",
  "cbs/gbaadresobjectbus",
  "cbs/gbahuishoudensbus",
  "cbs/gbapersoontab",
  "cbs/hoogsteopltab",
  "cbs/inhatab",
  "cbs/jgdbeschermbus",
  "cbs/jgdhulpbus",
  "cbs/jgdreclasbus",
  "cbs/kindoudertab",
  "cbs/koppelpersoonhuishoudentab",
  "cbs/schuldenproblematiektab",
  "cbs/secmtab",
  "cbs/verdtab",
  "cbs/vslgwbtab",
  "cbs/wanbzvtab",
  "cbs/wsnppersbus",
  "cbs/zvwzorgkostentab",
];

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
/** Positions with paid work. */
const WORKING: ReadonlySet<string> = new Set(["11", "12", "13", "14", "15"]);
/** Nobody is below 18 after so many days: a quick first look before the age is reckoned. */
const LONGEST_CHILDHOOD_DAYS = 18 * 366;
const MISSING_PARENT = "---------";
const SINGLE_PARENT = "6";

/**
 * Builds the analysis file of children from the CBS files.
 *
 * Columns: `kind`, `moeder`, `huishouden` (keys, text), `jaar`, `leeftijd` (years on 31 December), `geslacht`
 * (`jongen`, `meisje`), `gemeente`, `wijk`, `buurt` (codes), `moeder_leeftijd_eerste_kind` (years, over all children
 * of the mother in KINDOUDERTAB), the factors of {@linkcode STACKED_FACTORS}, `factoren` (how many of them hold,
 * unknown counted as not), `factoren_onbekend` (how many are unknown), `arm`, `verdachte_ouder`, `ots`, `voogdij`,
 * `beschermd` (an order on any day of the year), `verblijf`, `jeugdhulp`, `reclassering`, and `uithuisplaatsing`: an
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
  if (years.length === 0) {
    throw new WorkspaceError({ what: "No year is asked", mend: "Give at least one year" });
  }
  const datasets = new Map<string, Dataset>();
  for (const id of CHILD_FILE_DATASETS) {
    const yearly = options.projectDir === undefined ? { years } : { years, projectDir: options.projectDir };
    datasets.set(id, await loadDataset(id, yearly));
  }
  const tableOf = (id: string): Table => datasets.get(id)?.table ?? Table.from({});
  return {
    table: childTable(tableOf, { ...options, years }),
    sources: [...datasets.values()].map((dataset) => dataset.source),
    years,
  };
}

/**
 * Builds the table of children from tables in memory; what {@linkcode buildChildFile} does after loading.
 *
 * @param tableOf Gives the table of a dataset id.
 * @param options As for {@linkcode buildChildFile}.
 * @returns One row per child and year.
 */
export function childTable(tableOf: (id: string) => Table, options: ChildFileOptions): Table {
  const register = readRegister(tableOf, options.boundaryYear ?? Math.max(...options.years));
  const rows = new ChildRows();
  for (const year of options.years) {
    const facts = readYear(tableOf, year);
    const day = dayOf(year, 12, 31);
    for (const [child, birth] of register.birth) {
      if (birth > day || day - birth > LONGEST_CHILDHOOD_DAYS) continue;
      const age = ageOn(birth, day);
      if (age < 0 || age > 17) continue;
      addChild(rows, { child, age, year, day, register, facts, youngBelow: options.youngMotherBelow ?? 25 });
    }
  }
  return rows.table();
}

interface Register {
  readonly birth: ReadonlyMap<string, DayNumber>;
  readonly sex: ReadonlyMap<string, string>;
  readonly mother: ReadonlyMap<string, string>;
  readonly father: ReadonlyMap<string, string>;
  readonly firstBirthAge: ReadonlyMap<string, number>;
  readonly households: SpellIndex;
  readonly householdType: readonly (string | null)[];
  readonly householdNumber: readonly (string | null)[];
  readonly addresses: SpellIndex;
  readonly addressObject: readonly (string | null)[];
  readonly buurt: ReadonlyMap<string, string>;
  readonly orders: SpellIndex;
  readonly orderKind: readonly (string | null)[];
  readonly help: SpellIndex;
  readonly helpForm: readonly (string | null)[];
  readonly probation: SpellIndex;
  readonly restructuring: SpellIndex;
}

function readRegister(tableOf: (id: string) => Table, boundaryYear: number): Register {
  const persons = tableOf("cbs/gbapersoontab"), parents = tableOf("cbs/kindoudertab");
  const households = tableOf("cbs/gbahuishoudensbus"), addresses = tableOf("cbs/gbaadresobjectbus");
  const orders = tableOf("cbs/jgdbeschermbus"), help = tableOf("cbs/jgdhulpbus");
  const probation = tableOf("cbs/jgdreclasbus"), restructuring = tableOf("cbs/wsnppersbus");
  const birth = birthDays(persons);
  const mother = parentOf(parents, "RINPERSOONMa");
  const person = "RINPERSOON";
  return {
    birth,
    sex: pairs(persons, person, "GBAGESLACHT"),
    mother,
    father: parentOf(parents, "RINPERSOONpa"),
    firstBirthAge: agesAtFirstBirth(birth, mother),
    households: indexSpells(households, { key: person, start: "DATUMAANVANGHH", end: "DATUMEINDEHH" }),
    householdType: households.texts("TYPHH"),
    householdNumber: households.texts("HUISHOUDNR"),
    addresses: indexSpells(addresses, {
      key: person,
      start: "GBADATUMAANVANGADRESHOUDING",
      end: "GBADATUMEINDEADRESHOUDING",
    }),
    addressObject: addresses.texts("RINOBJECTNUMMER"),
    buurt: pairs(tableOf("cbs/vslgwbtab"), "RINOBJECTNUMMER", `bc${boundaryYear}`),
    orders: indexSpells(orders, { key: person, start: "JGDBDATUMAANVANG", end: "JGDBDATUMEINDE" }),
    orderKind: orders.texts("JGDBMAATREGEL"),
    help: indexSpells(help, { key: person, start: "JGDHDATUMAANVANG", end: "JGDHDATUMEINDE" }),
    helpForm: help.texts("JGDHVORM"),
    probation: indexSpells(probation, { key: person, start: "JGDRDATUMAANVANG", end: "JGDRDATUMEINDE" }),
    restructuring: indexSpells(restructuring, {
      key: person,
      start: "WSNPDATUMAANVANG",
      end: "WSNPDATUMEINDE",
    }),
  };
}

/**
 * Gives the day of birth of each person.
 *
 * @param persons GBAPERSOONTAB.
 * @returns The days by RINPERSOON; persons without a known date are left out.
 */
export function birthDays(persons: Table): ReadonlyMap<string, DayNumber> {
  const keys = persons.texts("RINPERSOON");
  const [years, months, days] = ["GBAGEBOORTEJAAR", "GBAGEBOORTEMAAND", "GBAGEBOORTEDAG"].map((name) => {
    const values: Iterable<string | number | boolean | null> = persons.column(name).values;
    return Array.from(values, (value) => value === null ? NaN : Number(value));
  });
  const found = new Map<string, DayNumber>();
  for (const [row, key] of keys.entries()) {
    const day = dayOf(years?.[row] ?? NaN, months?.[row] ?? NaN, days?.[row] ?? NaN);
    if (key !== null && Number.isFinite(day)) found.set(key, day);
  }
  return found;
}

/**
 * Gives the mother or father of each child, without those who are not known (`---------`).
 *
 * @param parents KINDOUDERTAB.
 * @param column `RINPERSOONMa` or `RINPERSOONpa`.
 * @returns The parent by RINPERSOON of the child.
 */
export function parentOf(
  parents: Table,
  column: "RINPERSOONMa" | "RINPERSOONpa",
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [child, parent] of pairs(parents, "RINPERSOON", column)) {
    if (parent !== MISSING_PARENT && parent.trim() !== "") found.set(child, parent);
  }
  return found;
}

/**
 * Gives each mother's age at the birth of her first child, over all children that the file knows.
 *
 * @param birth Days of birth.
 * @param mother The mother of each child.
 * @returns The age in completed years, by mother.
 */
export function agesAtFirstBirth(
  birth: ReadonlyMap<string, DayNumber>,
  mother: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const ages = new Map<string, number>();
  for (const [child, parent] of mother) {
    const born = birth.get(child), own = birth.get(parent);
    if (born === undefined || own === undefined) continue;
    const age = ageOn(own, born);
    if (age < (ages.get(parent) ?? Infinity)) ages.set(parent, age);
  }
  return ages;
}

function pairs(table: Table, key: string, value: string, year?: number): Map<string, string> {
  const keys = table.texts(key), values = table.texts(value);
  const found = new Map<string, string>();
  const rows = year === undefined ? keys.keys() : rowsOfYear(table, year);
  for (const row of rows) {
    const name = keys[row], held = values[row];
    if (name !== null && name !== undefined && held !== null && held !== undefined) found.set(name, held);
  }
  return found;
}

interface YearFacts {
  readonly position: ReadonlyMap<string, string>;
  readonly main: ReadonlyMap<string, string>;
  readonly tenure: ReadonlyMap<string, string>;
  readonly poor: ReadonlyMap<string, string>;
  readonly assistance: ReadonlySet<string>;
  readonly defaulters: ReadonlySet<string>;
  readonly debts: ReadonlySet<string>;
  readonly education: ReadonlyMap<string, string>;
  readonly mentalCare: ReadonlySet<string>;
  readonly suspects: ReadonlySet<string>;
}

function readYear(tableOf: (id: string) => Table, year: number): YearFacts {
  const pair = (id: string, key: string, value: string) => pairs(tableOf(id), key, value, year);
  const keys = (id: string, column = "RINPERSOON"): ReadonlySet<string> => {
    const table = tableOf(id), values = table.texts(column);
    const found = new Set<string>();
    for (const row of rowsOfYear(table, year)) {
      const key = values[row];
      if (key !== null && key !== undefined) found.add(key);
    }
    return found;
  };
  const costs = tableOf("cbs/zvwzorgkostentab");
  const spent = costs.numbers("ZVWKGGZ"), payers = costs.texts("RINPERSOON");
  const mentalCare = new Set<string>();
  for (const row of rowsOfYear(costs, year)) {
    const key = payers[row];
    if (key && (spent[row] ?? 0) > 0) mentalCare.add(key);
  }
  return {
    position: pair("cbs/secmtab", "RINPERSOON", "SECM"),
    main: pair("cbs/koppelpersoonhuishoudentab", "RINPERSOON", "RINPERSOONHKW"),
    tenure: pair("cbs/inhatab", "RINPERSOONHKW", "INHEHALGR"),
    poor: pair("cbs/inhatab", "RINPERSOONHKW", "INHARMOEDE"),
    assistance: keys("cbs/bijstanduitkeringentab"),
    defaulters: keys("cbs/wanbzvtab"),
    debts: keys("cbs/schuldenproblematiektab", "RINPERSOONHKW"),
    education: pair("cbs/hoogsteopltab", "RINPERSOON", "OPLNIVSOI2021AGG1HB"),
    mentalCare,
    suspects: keys("cbs/verdtab"),
  };
}

const yearIndexes = new WeakMap<Table, ReadonlyMap<number, readonly number[]>>();

/** The rows of a year in a stacked table; all rows of a table without years. Indexed once a table. */
function rowsOfYear(table: Table, year: number): Iterable<number> {
  if (!table.has("JAAR")) return Array.from({ length: table.rowCount }, (_, row) => row);
  let index = yearIndexes.get(table);
  if (!index) {
    const built = new Map<number, number[]>();
    for (const [row, value] of table.numbers("JAAR").entries()) {
      const rows = built.get(value);
      if (rows) rows.push(row);
      else built.set(value, [row]);
    }
    index = built;
    yearIndexes.set(table, index);
  }
  return index.get(year) ?? [];
}

interface ChildCase {
  readonly child: string;
  readonly age: number;
  readonly year: number;
  readonly day: DayNumber;
  readonly register: Register;
  readonly facts: YearFacts;
  readonly youngBelow: number;
}

function addChild(rows: ChildRows, of: ChildCase): void {
  const { child, day, register } = of;
  const home = spellOn(register.households, child, day);
  const address = spellOn(register.addresses, child, day);
  if (!home || !address) return;
  const mother = register.mother.get(child) ?? null;
  const factors = factorsOf(of, home, mother);
  const buurt = register.buurt.get(register.addressObject[address.row] ?? "") ?? null;
  rows.add({
    kind: child,
    moeder: mother,
    huishouden: register.householdNumber[home.row] ?? null,
    geslacht: register.sex.get(child) === "1" ? "jongen" : "meisje",
    gemeente: buurt === null ? null : `GM${buurt.slice(0, 4)}`,
    wijk: buurt === null ? null : `WK${buurt.slice(0, 6)}`,
    buurt: buurt === null ? null : `BU${buurt}`,
    jaar: of.year,
    leeftijd: of.age,
    moeder_leeftijd_eerste_kind: mother === null ? NaN : register.firstBirthAge.get(mother) ?? NaN,
    factoren: Object.values(factors).filter((held) => held === true).length,
    factoren_onbekend: Object.values(factors).filter((held) => held === null).length,
    ...factors,
    ...careOf(of),
    ...familyOf(of, mother),
  });
}

function factorsOf(of: ChildCase, home: Spell, mother: string | null): Record<string, boolean | null> {
  const { facts, register } = of;
  const parents = [mother, register.father.get(of.child) ?? null].filter((key) => key !== null);
  const some = (keys: ReadonlySet<string>) =>
    parents.length === 0 ? null : parents.some((key) => keys.has(key));
  const main = facts.main.get(of.child);
  const tenure = main === undefined ? undefined : facts.tenure.get(main);
  const age = mother === null ? undefined : register.firstBirthAge.get(mother);
  const level = mother === null ? undefined : facts.education.get(mother);
  const position = mother === null ? undefined : facts.position.get(mother);
  const yearStart = dayOf(of.year, 1, 1);
  const inDebt = (main !== undefined && facts.debts.has(main)) || (some(facts.defaulters) ?? false) ||
    parents.some((key) => hasSpell(register.restructuring, key, yearStart, of.day));
  return {
    eenouder: register.householdType[home.row] === SINGLE_PARENT,
    moeder_zonder_werk: position === undefined ? null : !WORKING.has(position),
    jonge_moeder: age === undefined ? null : age < of.youngBelow,
    huur_met_toeslag: tenure === undefined || tenure === "9" ? null : tenure === "2",
    bijstand: some(facts.assistance),
    schulden: inDebt,
    ggz_ouder: some(facts.mentalCare),
    laagopgeleide_moeder: level === undefined ? null : level === "1",
  };
}

function careOf(of: ChildCase): Record<string, boolean> {
  const { register, child } = of;
  const period = { from: dayOf(of.year, 1, 1), to: of.day };
  const orders = register.orders.get(child) ?? [], help = register.help.get(child) ?? [];
  const stays = help.filter((spell) => STAY_FORMS.has(register.helpForm[spell.row] ?? ""));
  const ordered = (kind: string) =>
    hasSpell(register.orders, child, period.from, period.to, (row) => register.orderKind[row] === kind);
  return {
    ots: ordered("OTS"),
    voogdij: ordered("VOOGDIJ"),
    beschermd: hasSpell(register.orders, child, period.from, period.to),
    verblijf: stays.some((spell) => spell.start <= period.to && period.from <= spell.end),
    jeugdhulp: hasSpell(register.help, child, period.from, period.to),
    reclassering: hasSpell(register.probation, child, period.from, period.to),
    uithuisplaatsing: runTogether(orders, stays, period),
  };
}

function familyOf(of: ChildCase, mother: string | null): Record<string, boolean | null> {
  const main = of.facts.main.get(of.child);
  const poor = main === undefined ? undefined : of.facts.poor.get(main);
  const parents = [mother, of.register.father.get(of.child) ?? null];
  return {
    arm: poor === undefined ? null : poor === "1",
    verdachte_ouder: parents.some((key) => key !== null && of.facts.suspects.has(key)),
  };
}

type Cell = string | number | boolean | null;

/** Collects rows into columns. */
class ChildRows {
  readonly #columns = new Map<string, Cell[]>();

  add(row: Readonly<Record<string, Cell>>): void {
    for (const [name, value] of Object.entries(row)) {
      const column = this.#columns.get(name);
      if (column) column.push(value);
      else this.#columns.set(name, [value]);
    }
  }

  table(): Table {
    return Table.from(
      Object.fromEntries([...this.#columns].map(([name, values]) => [
        name,
        typeof values[0] === "number" ? Float64Array.from(values as number[]) : values as (string | null)[],
      ])),
    );
  }
}
