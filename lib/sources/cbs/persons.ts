/**
 * The analysis file of persons: one row per inhabitant on 31 December, with work, money, schooling, health and care.
 *
 * @module
 */
import { ageOn, type DayNumber, dayOf } from "../../core/period.ts";
import type { Table } from "../../core/table.ts";
import { loadRegisters, REGISTER_COLUMNS } from "./_load.ts";
import { areaTexts, Rows } from "./_rows.ts";
import type { AnalysisFile, YearsOptions } from "./households.ts";
import { NO_KEY } from "./key_space.ts";
import { hasPacked, type PackedSpells, placeOn } from "./packed_spells.ts";
import { readRegister, type Register, type TableOf } from "./register.ts";
import { readRegisterYears, type RegisterYear } from "./register_years.ts";

/** The datasets that {@linkcode buildPersonFile} needs: what a notebook declares. */
export const PERSON_FILE_DATASETS: readonly string[] = Object.keys(REGISTER_COLUMNS);

/** Forms of youth help with stay. */
const STAY_FORMS: ReadonlySet<string> = new Set(["PLEEGZORG", "VERBLIJF"]);

/**
 * Builds the analysis file of persons: one row per inhabitant on the last day of each year.
 *
 * Texts: `persoon` (key), `geslacht` (`man`, `vrouw`), `gemeente`, `wijk`, `buurt`, `positie` (SECM), `opleiding` (`1` low,
 * `2` middle, `3` high). Numbers: `jaar`, `leeftijd`, `kosten_ggz` (euros; NaN without a record). Truth values: `werkt`,
 * `bijstand`, `wanbetaler`, `schuldsanering` (31 December), `arm`, `ggz`, `verdachte`, `eerder_verdachte` (in an earlier one
 * of the years asked), `jeugdzorg`, `jeugdhulp_met_verblijf`, `jeugdhulp_zonder_verblijf`, `reclassering` (any day of the
 * year), `verhuisd` (an address that started in the year; being born is no move).
 *
 * @param options Years, boundaries and folder.
 * @returns The file with its sources.
 * @throws {WorkspaceError} When no year is asked, or a dataset, year or column is missing.
 */
export async function buildPersonFile(options: YearsOptions): Promise<AnalysisFile> {
  const years = [...options.years].sort((a, b) => a - b);
  const { tableOf, sources, boundaryYear } = await loadRegisters({ ...options, years });
  return { table: personFileTable(tableOf, { years, boundaryYear }), sources, years };
}

/**
 * Builds the table of persons from tables in memory; what {@linkcode buildPersonFile} does after loading.
 *
 * @param tableOf Gives the table of a dataset id.
 * @param options Years and year of boundaries.
 * @returns One row per inhabitant and year.
 */
export function personFileTable(
  tableOf: TableOf,
  options: { readonly years: readonly number[]; readonly boundaryYear: number },
): Table {
  const register = readRegister(tableOf, options);
  const yearOf = readRegisterYears(tableOf, register.space);
  const suspected = new Uint8Array(register.space.size);
  const rows = new Rows();
  for (const year of options.years) {
    const facts = yearOf(year);
    const period = { from: dayOf(year, 1, 1), to: dayOf(year, 12, 31) };
    for (const person of register.born) addPerson(rows, { person, year, period, register, facts, suspected });
    for (const [person, mark] of facts.suspects.entries()) if (mark === 1) suspected[person] = 1;
  }
  return rows.table();
}

interface PersonCase {
  readonly person: number;
  readonly year: number;
  readonly period: { readonly from: DayNumber; readonly to: DayNumber };
  readonly register: Register;
  readonly facts: RegisterYear;
  readonly suspected: Uint8Array;
}

function addPerson(rows: Rows, of: PersonCase): void {
  const { person, register, facts, period } = of;
  const birth = register.birth[person] ?? NaN;
  if (birth > period.to || placeOn(register.households, person, period.to) < 0) return;
  const address = placeOn(register.addresses, person, period.to);
  const poor = facts.poorOf(facts.main[person] ?? NO_KEY);
  rows.add({
    texts: {
      persoon: register.space.texts[person] ?? null,
      geslacht: register.sexOf(person) === "1" ? "man" : "vrouw",
      ...areaTexts(address < 0 ? null : register.buurtOf(register.addresses.row[address] ?? -1)),
      positie: facts.positionOf(person),
      opleiding: facts.educationOf(person),
    },
    numbers: { jaar: of.year, leeftijd: ageOn(birth, period.to), kosten_ggz: facts.mentalCostsOf(person) },
    truths: {
      werkt: facts.worksOf(person) ?? false,
      bijstand: facts.assistance[person] === 1,
      wanbetaler: facts.defaulters[person] === 1,
      arm: poor === null ? null : poor === "1",
      ggz: facts.mentalCare[person] === 1,
      verdachte: facts.suspects[person] === 1,
      eerder_verdachte: of.suspected[person] === 1,
      ...careOf(of),
      verhuisd: movedIn(register.addresses, person, { ...period, birth }),
      schuldsanering: placeOn(register.restructuring, person, period.to) >= 0,
    },
  });
}

function careOf({ person, register, period }: PersonCase): Record<string, boolean> {
  const stay = (row: number) => STAY_FORMS.has(register.helpForm(row) ?? "");
  const reclassering = hasPacked(register.probation, person, period);
  return {
    jeugdzorg: reclassering || hasPacked(register.help, person, period) ||
      hasPacked(register.orders, person, period),
    jeugdhulp_met_verblijf: hasPacked(register.help, person, { ...period, keep: stay }),
    jeugdhulp_zonder_verblijf: hasPacked(register.help, person, { ...period, keep: (row) => !stay(row) }),
    reclassering,
  };
}

function movedIn(
  addresses: PackedSpells,
  person: number,
  period: { readonly from: DayNumber; readonly to: DayNumber; readonly birth: DayNumber },
): boolean {
  for (let at = addresses.from[person] ?? 0; at < (addresses.from[person + 1] ?? 0); at++) {
    const start = addresses.start[at] ?? 0;
    if (start >= period.from && start <= period.to && start !== period.birth) return true;
  }
  return false;
}
