/**
 * The analysis file of young people: one row per person of 6 to 27, with what happened when, and what protects.
 *
 * @module
 */
import { ageOn, type DayNumber, dayOf } from "../../core/period.ts";
import type { Table } from "../../core/table.ts";
import { householdTypeWord, incomeSourceWord } from "./_labels.ts";
import { type ColumnsByDataset, loadRegisters, REGISTER_COLUMNS } from "./_load.ts";
import { areaTexts, Rows } from "./_rows.ts";
import type { AnalysisFile } from "./households.ts";
import { NO_KEY } from "./key_space.ts";
import { type PackedSpells, placeOn } from "./packed_spells.ts";
import { readRegister, type Register, type TableOf } from "./register.ts";
import { readRegisterYears, type RegisterYear } from "./register_years.ts";

const MORE: ColumnsByDataset = { "cbs/inschrwpotab": ["RINPERSOON", "WPOTYPEPO"] };

/** The datasets that {@linkcode buildYouthFile} needs: what a notebook declares. */
export const YOUTH_FILE_DATASETS: readonly string[] = [
  ...new Set([...Object.keys(REGISTER_COLUMNS), ...Object.keys(MORE)]),
].sort();

/** How to build the file. */
export interface YouthFileOptions {
  /** The year on whose last day ages, homes and circumstances are taken. */
  readonly year: number;
  /** Years before it in which suspects and pupils of special schools are looked up. */
  readonly earlierYears: readonly number[];
  /** The lowest age in years; 6 by default. */
  readonly fromAge?: number;
  /** The highest age in years; 27 by default. */
  readonly toAge?: number;
  /** The year of boundaries; `year` by default. */
  readonly boundaryYear?: number;
  /** The folder of the workspace. */
  readonly projectDir?: string;
}

/** Age bands of the life course: primary school, secondary school, first years of adulthood, after them. */
const BANDS: readonly (readonly [number, string])[] = [[11, "6-11"], [17, "12-17"], [22, "18-22"], [
  27,
  "23-27",
]];

/**
 * Builds the file of young people.
 *
 * "Ever" means: within the files, which begin in 2015 for care and in the earliest year asked for suspects and schools; who
 * was older then may have had it before. Ages are in completed years, NaN for what never happened.
 *
 * Texts: `persoon` (key), `leeftijdsgroep` (`6-11`, `12-17`, `18-22`, `23-27`), `geslacht` (`man`, `vrouw`), `gemeente`,
 * `wijk`, `buurt`, `huishouden_type` (words as in `buildHouseholdFile`), `bezigheid` from 15 years on (`werk`, `studie`,
 * `bijstand`, `geen inkomen`, …). Numbers: `jaar`, `leeftijd`, `hulp_leeftijd` (first youth help), `bescherming_leeftijd`
 * (first order), `verdachte_leeftijd` (on 31 December of the first year as a suspect), `reclassering_leeftijd`,
 * `verhuizingen` (in three years), `factoren` (of `eenouder_of_alleen` to `laagopgeleide_moeder`, how many hold). Truth
 * values: `jeugdhulp`, `beschermd`, `verblijf`, `speciaal_onderwijs`, `verdachte`, `reclassering` (ever);
 * `hulp_voor_verdachte` (first help before the first year as a suspect; null for who was none); the family:
 * `eenouder_of_alleen`, `arm`, `bijstand_ouder`, `schulden`, `ouders_zonder_werk`, `ggz_ouder`, `verdachte_ouder` (in the
 * year), `jonge_moeder` (below 25), `laagopgeleide_moeder`; what protects: `ouder_werkt`, `eigen_woning`, `niet_verhuisd`
 * (three years), `startkwalificatie` (middle or high level; null below 18 and where it is not known).
 *
 * @param options Year, earlier years, ages, boundaries and folder.
 * @returns The file with its sources.
 * @throws {WorkspaceError} When a dataset, year or column is missing.
 */
export async function buildYouthFile(options: YouthFileOptions): Promise<AnalysisFile> {
  const years = [...new Set([...options.earlierYears, options.year])].sort((a, b) => a - b);
  const boundaryYear = options.boundaryYear ?? options.year;
  const { tableOf, sources } = await loadRegisters({ ...options, boundaryYear, years, more: MORE });
  return { table: youthFileTable(tableOf, { ...options, boundaryYear }), sources, years: [options.year] };
}

/**
 * Builds the table of young people from tables in memory; what {@linkcode buildYouthFile} does after loading.
 *
 * @param tableOf Gives the table of a dataset id.
 * @param options As for {@linkcode buildYouthFile}, with the year of boundaries.
 * @returns One row per person.
 */
export function youthFileTable(
  tableOf: TableOf,
  options: YouthFileOptions & { readonly boundaryYear: number },
): Table {
  const register = readRegister(tableOf, options);
  const yearOf = readRegisterYears(tableOf, register.space);
  const years = [...new Set([...options.earlierYears, options.year])].sort((a, b) => a - b);
  const [suspect, special] = firstYears(register, years.map((year) => [year, yearOf(year)] as const));
  const facts = yearOf(options.year), day = dayOf(options.year, 12, 31);
  const rows = new Rows();
  for (const person of register.born) {
    const age = ageOn(register.birth[person] ?? NaN, day);
    if (age < (options.fromAge ?? 6) || age > (options.toAge ?? 27)) continue;
    addPerson(rows, { person, age, year: options.year, day, register, facts, suspect, special });
  }
  return rows.table();
}

/** First years as a suspect and in special primary education, by person; 0 for never. */
function firstYears(
  register: Register,
  years: readonly (readonly [number, RegisterYear])[],
): readonly [Uint16Array, Uint16Array] {
  const suspect = new Uint16Array(register.space.size), special = new Uint16Array(register.space.size);
  for (const [year, facts] of years) {
    for (const person of register.born) {
      if (facts.suspects[person] === 1 && suspect[person] === 0) suspect[person] = year;
      if (facts.specialSchool[person] === 1 && special[person] === 0) special[person] = year;
    }
  }
  return [suspect, special];
}

interface YouthCase {
  readonly person: number;
  readonly age: number;
  readonly year: number;
  readonly day: DayNumber;
  readonly register: Register;
  readonly facts: RegisterYear;
  readonly suspect: Uint16Array;
  readonly special: Uint16Array;
}

const STAY_FORMS: ReadonlySet<string> = new Set(["PLEEGZORG", "VERBLIJF"]);
const YOUNG_MOTHER_BELOW = 25;
const ADULT = 18;
/** From this age on SECM says what somebody does. */
const POSITION_FROM = 15;
/** Moves are counted over so many years. Source: CBS, Achtergrondkenmerken jongeren met jeugdzorg. */
const MOVE_YEARS = 3;

function addPerson(rows: Rows, of: YouthCase): void {
  const { person, age, register, facts, day } = of;
  const home = placeOn(register.households, person, day), address = placeOn(register.addresses, person, day);
  if (home < 0 || address < 0) return;
  const birth = register.birth[person] ?? NaN;
  const type = householdTypeWord(register.householdType(register.households.row[home] ?? -1));
  const first = firstsOf(of);
  const moves = countMoves(register.addresses, person, {
    from: dayOf(of.year - MOVE_YEARS + 1, 1, 1),
    to: day,
    birth,
  });
  const family = familyOf(of, type);
  rows.add({
    texts: {
      persoon: register.space.texts[person] ?? null,
      leeftijdsgroep: BANDS.find(([last]) => age <= last)?.[1] ?? null,
      geslacht: register.sexOf(person) === "1" ? "man" : "vrouw",
      ...areaTexts(register.buurtOf(register.addresses.row[address] ?? -1)),
      huishouden_type: type,
      bezigheid: age < POSITION_FROM ? null : incomeSourceWord(facts.positionOf(person)),
    },
    numbers: {
      jaar: of.year,
      leeftijd: age,
      hulp_leeftijd: ageOn(birth, first.help),
      bescherming_leeftijd: ageOn(birth, first.order),
      verdachte_leeftijd: first.suspectYear === 0 ? NaN : ageOn(birth, dayOf(first.suspectYear, 12, 31)),
      reclassering_leeftijd: ageOn(birth, first.probation),
      verhuizingen: moves,
      factoren: Object.values(family).filter((held) => held === true).length,
    },
    truths: {
      jeugdhulp: !Number.isNaN(first.help),
      beschermd: !Number.isNaN(first.order),
      verblijf: !Number.isNaN(first.stay),
      speciaal_onderwijs: of.special[person] !== 0,
      verdachte: first.suspectYear !== 0,
      reclassering: !Number.isNaN(first.probation),
      hulp_voor_verdachte: first.suspectYear === 0 ? null : first.help < dayOf(first.suspectYear, 1, 1),
      ...family,
      ...protectionOf(of, moves),
    },
  });
}

/** First days of care, NaN for never, and the first year as a suspect, 0 for never; nothing after the day asked. */
function firstsOf({ person, register, day, suspect }: YouthCase): {
  readonly help: number;
  readonly order: number;
  readonly stay: number;
  readonly probation: number;
  readonly suspectYear: number;
} {
  const stay = (row: number) => STAY_FORMS.has(register.helpForm(row) ?? "");
  return {
    help: firstDay(register.help, person, day),
    order: firstDay(register.orders, person, day),
    stay: firstDay(register.help, person, day, stay),
    probation: firstDay(register.probation, person, day),
    suspectYear: suspect[person] ?? 0,
  };
}

function firstDay(
  spells: PackedSpells,
  person: number,
  until: DayNumber,
  keep: (row: number) => boolean = () => true,
): number {
  for (let at = spells.from[person] ?? 0; at < (spells.from[person + 1] ?? 0); at++) {
    if ((spells.start[at] ?? 0) <= until && keep(spells.row[at] ?? -1)) return spells.start[at] ?? NaN;
  }
  return NaN;
}

/** Starts at an address in a period; being born somewhere is no move. */
function countMoves(
  addresses: PackedSpells,
  person: number,
  period: { readonly from: DayNumber; readonly to: DayNumber; readonly birth: DayNumber },
): number {
  let moves = 0;
  for (let at = addresses.from[person] ?? 0; at < (addresses.from[person + 1] ?? 0); at++) {
    const start = addresses.start[at] ?? 0;
    if (start >= period.from && start <= period.to && start !== period.birth) moves++;
  }
  return moves;
}

function familyOf(of: YouthCase, type: string | null): Record<string, boolean | null> {
  const { person, register, facts } = of;
  const mother = register.mother[person] ?? NO_KEY, father = register.father[person] ?? NO_KEY;
  const orphan = mother === NO_KEY && father === NO_KEY;
  const some = (marks: Uint8Array) => orphan ? null : marks[mother] === 1 || marks[father] === 1;
  const main = facts.main[person] ?? NO_KEY;
  const poor = facts.poorOf(main), level = facts.educationOf(mother);
  const firstAge = register.firstBirthAge[mother] ?? NaN;
  const works = parentWorks(of);
  return {
    eenouder_of_alleen: type === "eenouder" || type === "alleenstaand",
    arm: poor === null ? null : poor === "1",
    bijstand_ouder: some(facts.assistance),
    schulden: facts.debts[main] === 1,
    ouders_zonder_werk: works === null ? null : !works,
    ggz_ouder: some(facts.mentalCare),
    verdachte_ouder: some(facts.suspects),
    jonge_moeder: Number.isNaN(firstAge) ? null : firstAge < YOUNG_MOTHER_BELOW,
    laagopgeleide_moeder: level === null ? null : level === "1",
  };
}

function parentWorks({ person, register, facts }: YouthCase): boolean | null {
  const known = [register.mother[person] ?? NO_KEY, register.father[person] ?? NO_KEY]
    .map((parent) => facts.worksOf(parent)).filter((works) => works !== null);
  return known.length === 0 ? null : known.includes(true);
}

function protectionOf(of: YouthCase, moves: number): Record<string, boolean | null> {
  const { person, age, facts } = of;
  const level = facts.educationOf(person), tenure = facts.tenureOf(facts.main[person] ?? NO_KEY);
  return {
    ouder_werkt: parentWorks(of),
    eigen_woning: tenure === null ? null : tenure === "1",
    niet_verhuisd: moves === 0,
    startkwalificatie: age < ADULT || level === null ? null : level !== "1",
  };
}
