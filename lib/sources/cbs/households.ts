/**
 * The analysis file of households: one row per household on 31 December, with income, debts, care and children.
 *
 * @module
 */
import { ageOn, type DayNumber, dayOf } from "../../core/period.ts";
import type { SourceRef } from "../../core/provenance.ts";
import { Table } from "../../core/table.ts";
import { loadDataset } from "../dataset.ts";
import { householdTypeWord, incomeSourceWord, tenureWord } from "./_labels.ts";
import { type ColumnsByDataset, loadRegisters, REGISTER_COLUMNS } from "./_load.ts";
import { areaTexts, Rows } from "./_rows.ts";
import { NO_KEY } from "./key_space.ts";
import { hasPacked, placeOn } from "./packed_spells.ts";
import { readRegister, type Register, type TableOf, textPerRow } from "./register.ts";
import { readRegisterYears, type RegisterYear } from "./register_years.ts";

/** What the file of households needs beyond {@linkcode REGISTER_COLUMNS}. */
export const HOUSEHOLD_COLUMNS: ColumnsByDataset = {
  "cbs/gbahuishoudensbus": ["PLHH"],
  "cbs/inhatab": ["INHGESTINKH"],
  "cbs/inschrwpotab": ["RINPERSOON", "WPOTYPEPO"],
};

/** The datasets that {@linkcode buildHouseholdFile} needs: what a notebook declares. */
export const HOUSEHOLD_FILE_DATASETS: readonly string[] = [
  ...new Set([...Object.keys(REGISTER_COLUMNS), ...Object.keys(HOUSEHOLD_COLUMNS)]),
].sort();

/** The datasets that {@linkcode buildFoodBankFile} needs: what a notebook declares. */
export const FOOD_BANK_FILE_DATASETS: readonly string[] = [...HOUSEHOLD_FILE_DATASETS, "local/voedselbank"];

/** An analysis file. */
export interface AnalysisFile {
  /** The rows. Shows its shape only. */
  readonly table: Table;
  /** The datasets behind it. */
  readonly sources: readonly SourceRef[];
  /** The years. */
  readonly years: readonly number[];
}

/** How to build an analysis file over years. */
export interface YearsOptions {
  /** The years. */
  readonly years: readonly number[];
  /** The year of boundaries of wijk and buurt; the last of `years` by default, so that areas do not change. */
  readonly boundaryYear?: number;
  /** The folder of the workspace. */
  readonly projectDir?: string;
}

/**
 * Builds the analysis file of households: one row per household on the last day of each year.
 *
 * Texts: `huishouden`, `hoofdkostwinner` (keys), `gemeente`, `wijk`, `buurt` (codes), `type` (`alleenstaand`,
 * `paar zonder kinderen`, `paar met kinderen`, `eenouder`, `overig`, `instelling`), `eigendom` (`koop`, `huur met toeslag`,
 * `huur zonder toeslag`), `bron_inkomen` of the main earner (`werk`, `bijstand`, `ziekte of arbeidsongeschikt`,
 * `pensioen`, `studie`, `geen inkomen`, …). Numbers: `jaar`, `personen`, `volwassenen`, `kinderen_thuis`, `minderjarigen`,
 * `jongste_kind` (years; NaN without children at home), `leeftijd_hoofd` (years), `inkomen` (standardised, euros a
 * year), `inkomen_percentiel` (1 to 100), `werkenden` (adults with paid work), `jaren_arm` (of the years asked, up to and
 * with this one, in which the main earner's household was poor). Truth values: `arm`, `bijstand`, `schulden`, `wanbetaler`,
 * `schuldsanering` (any day of the year), `ggz` (any adult), `laagopgeleid` (main earner), `jonge_moeder` (a member had her
 * first child below 25), `jeugdzorg` (a member below 23 had help, an order or probation in the year), `beschermd` (a minor
 * under an order), `speciaal_onderwijs` (a child in special primary education), `verdachte` (any member).
 *
 * @param options Years, boundaries and folder.
 * @returns The file with its sources.
 * @throws {WorkspaceError} When no year is asked, or a dataset, year or column is missing.
 */
export async function buildHouseholdFile(options: YearsOptions): Promise<AnalysisFile> {
  const years = [...options.years].sort((a, b) => a - b);
  const { tableOf, sources, boundaryYear } = await loadRegisters({
    ...options,
    years,
    more: HOUSEHOLD_COLUMNS,
  });
  return { table: householdFileTable(tableOf, { years, boundaryYear }), sources, years };
}

/**
 * Builds the file of households of one year with a column that says who goes to the food bank, so that clients can be
 * compared with other households, poor ones above all.
 *
 * The columns of {@linkcode buildHouseholdFile}, and `voedselbank` (a member applied), `maanden_voedselbank` (completed
 * months since the start, on 31 December; NaN for others).
 *
 * @param options `year`; boundaries and folder as for {@linkcode buildHouseholdFile}. `earlierYears` count for `jaren_arm`.
 * @returns The file with its sources.
 * @throws {WorkspaceError} When a dataset, year or column is missing.
 */
export async function buildFoodBankFile(
  options: Omit<YearsOptions, "years"> & { readonly year: number; readonly earlierYears?: readonly number[] },
): Promise<AnalysisFile> {
  const { year, earlierYears = [], ...where } = options;
  const years = [...new Set([...earlierYears, year])].sort((a, b) => a - b);
  const loaded = await loadRegisters({ ...where, years, more: HOUSEHOLD_COLUMNS });
  const clients = await loadDataset("local/voedselbank", where);
  const all = householdFileTable(loaded.tableOf, { years, boundaryYear: loaded.boundaryYear });
  const jaar = all.numbers("jaar");
  const households = all.filter((row) => jaar[row] === year);
  return {
    table: withFoodBank(households, clients.table, loaded.tableOf, year),
    sources: [...loaded.sources, clients.source],
    years: [year],
  };
}

/** Adds the food bank's clients to households: by the household in which the applicant lives on 31 December. */
function withFoodBank(households: Table, clients: Table, tableOf: TableOf, year: number): Table {
  const day = dayOf(year, 12, 31);
  const register = readRegister(tableOf, { boundaryYear: null });
  const persons = register.space.ids(clients.column("RINPERSOON"));
  const starts = clients.texts("startdatum");
  const months = new Map<string, number>();
  for (const [row, person] of persons.entries()) {
    const place = person === NO_KEY ? -1 : placeOn(register.households, person, day);
    const number = place < 0 ? null : register.householdNumber(register.households.row[place] ?? -1);
    if (number === null) continue;
    months.set(number, Math.max(monthsUntil(starts[row] ?? null, year), months.get(number) ?? 0));
  }
  const numbers = households.texts("huishouden");
  return households.withColumns({
    maanden_voedselbank: Float64Array.from(numbers, (number) => months.get(number ?? "") ?? NaN),
    voedselbank: numbers.map((number) => months.has(number ?? "")),
  });
}

/** Completed months from a date to 31 December; NaN where the date is not known. */
function monthsUntil(date: string | null, year: number): number {
  const digits = date?.replaceAll("-", "") ?? "";
  if (digits === "") return NaN;
  return (year - Number(digits.slice(0, 4))) * 12 + 12 - Number(digits.slice(4, 6));
}

/**
 * Builds the table of households from tables in memory; what {@linkcode buildHouseholdFile} does after loading.
 *
 * @param tableOf Gives the table of a dataset id.
 * @param options Years and year of boundaries.
 * @returns One row per household and year.
 */
export function householdFileTable(
  tableOf: TableOf,
  options: { readonly years: readonly number[]; readonly boundaryYear: number },
): Table {
  const register = readRegister(tableOf, options);
  const yearOf = readRegisterYears(tableOf, register.space);
  const places = textPerRow(tableOf("cbs/gbahuishoudensbus"), "PLHH");
  const poorYears = new Uint8Array(register.space.size);
  const rows = new Rows();
  for (const year of options.years) {
    const facts = yearOf(year);
    const period = { from: dayOf(year, 1, 1), to: dayOf(year, 12, 31) };
    for (let main = 0; main < poorYears.length; main++) if (facts.poorOf(main) === "1") poorYears[main]! += 1;
    for (const members of groupMembers(register, period.to).values()) {
      addHousehold(rows, { members, year, period, register, facts, places, poorYears });
    }
  }
  return rows.table();
}

interface Member {
  readonly person: number;
  readonly age: number;
  /** The row of the household spell. */
  readonly row: number;
}

/** Who lives together on a day, in the order of the register. */
function groupMembers(register: Register, day: DayNumber): ReadonlyMap<number, readonly Member[]> {
  const groups = new Map<number, Member[]>();
  for (const person of register.born) {
    const birth = register.birth[person] ?? NaN;
    if (birth > day) continue;
    const place = placeOn(register.households, person, day);
    if (place < 0) continue;
    const row = register.households.row[place] ?? 0;
    const member = { person, age: ageOn(birth, day), row };
    const household = register.householdIds[row] ?? NO_KEY;
    const known = groups.get(household);
    if (known) known.push(member);
    else groups.set(household, [member]);
  }
  return groups;
}

interface HouseholdCase {
  readonly members: readonly Member[];
  readonly year: number;
  readonly period: { readonly from: DayNumber; readonly to: DayNumber };
  readonly register: Register;
  readonly facts: RegisterYear;
  readonly places: (row: number) => string | null;
  readonly poorYears: Uint8Array;
}

/** PLHH of a child at home. */
const CHILD_PLACE = "1";
/** Youth care runs until the 23rd birthday. Source: Jeugdwet, as CBS counts it. */
const YOUTH_CARE_BELOW = 23;
const YOUNG_MOTHER_BELOW = 25;

function addHousehold(rows: Rows, of: HouseholdCase): void {
  const { members, register, facts, period } = of;
  const first = members[0];
  if (!first) return;
  const main = facts.main[first.person] ?? NO_KEY;
  const head = members.find((member) => member.person === main) ?? first;
  const address = placeOn(register.addresses, head.person, period.to);
  const children = members.filter((member) => of.places(member.row) === CHILD_PLACE);
  const income = facts.incomeOf(main);
  rows.add({
    texts: {
      huishouden: register.householdNumber(first.row),
      hoofdkostwinner: register.space.texts[main] ?? null,
      ...areaTexts(address < 0 ? null : register.buurtOf(register.addresses.row[address] ?? -1)),
      type: householdTypeWord(register.householdType(first.row)),
      eigendom: tenureWord(facts.tenureOf(main)),
      bron_inkomen: incomeSourceWord(facts.positionOf(main)),
    },
    numbers: {
      jaar: of.year,
      personen: members.length,
      volwassenen: members.filter((member) => member.age >= 18).length,
      kinderen_thuis: children.length,
      minderjarigen: children.filter((member) => member.age < 18).length,
      jongste_kind: children.length === 0 ? NaN : Math.min(...children.map((member) => member.age)),
      leeftijd_hoofd: head.age,
      inkomen: income,
      inkomen_percentiel: facts.percentileOf(main),
      werkenden: members.filter((member) => member.age >= 18 && facts.worksOf(member.person) === true).length,
      jaren_arm: of.poorYears[main] ?? 0,
    },
    truths: truthsOf(of, main),
  });
}

function truthsOf(of: HouseholdCase, main: number): Record<string, boolean | null> {
  const { members, register, facts, period } = of;
  const some = (holds: (person: number, age: number) => boolean) =>
    members.some((member) => holds(member.person, member.age));
  const marked = (marks: Uint8Array) => some((person) => marks[person] === 1);
  const poor = facts.poorOf(main), level = facts.educationOf(main);
  const inCare = (person: number) =>
    hasPacked(register.help, person, period) || hasPacked(register.orders, person, period) ||
    hasPacked(register.probation, person, period);
  return {
    arm: poor === null ? null : poor === "1",
    bijstand: marked(facts.assistance),
    schulden: facts.debts[main] === 1,
    wanbetaler: marked(facts.defaulters),
    schuldsanering: some((person) => hasPacked(register.restructuring, person, period)),
    ggz: some((person, age) => age >= 18 && facts.mentalCare[person] === 1),
    laagopgeleid: level === null ? null : level === "1",
    jonge_moeder: some((person) => (register.firstBirthAge[person] ?? NaN) < YOUNG_MOTHER_BELOW),
    jeugdzorg: some((person, age) => age < YOUTH_CARE_BELOW && inCare(person)),
    beschermd: some((person, age) => age < 18 && hasPacked(register.orders, person, period)),
    speciaal_onderwijs: marked(facts.specialSchool),
    verdachte: marked(facts.suspects),
  };
}
