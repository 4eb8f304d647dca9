/**
 * The synthetic region in the shape of CBS files: same file names, same columns where they are known.
 *
 * Names of columns that could not be verified in a public source are marked so in the schema.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { civilDigits } from "../../core/period.ts";
import { type Random, randomFor } from "../../core/random.ts";
import type { Table } from "../../core/table.ts";
import {
  type Columns,
  datesColumn,
  digitsColumn,
  lookedUp,
  NO_TEXT,
  numberColumn,
  paddedColumn,
  sameText,
  tableOfColumns,
} from "./_columns.ts";
import { areaFigureTable } from "./area_figures.ts";
import { BORDER_CHANGE_YEAR, FIRST_BOUNDARY_YEAR, LAST_BOUNDARY_YEAR } from "./areas.ts";
import type { Care, CareSpell } from "./care.ts";
import { localTables } from "./local.ts";
import { TARGETS } from "./targets.ts";
import { wealthTable } from "./wealth.ts";
import { HORIZON_END, NOBODY, OPEN_END, OWNED, type World } from "./world.ts";
import type { PersonTraits, YearState } from "./years.ts";

/** All that the tables are written from. */
export interface Region {
  /** The seed name. */
  readonly seed: string;
  /** The people. */
  readonly world: World;
  /** What lasts. */
  readonly traits: PersonTraits;
  /** The years. */
  readonly states: readonly YearState[];
  /** Youth care and suspects. */
  readonly care: Care;
  /** Which shard of the fictional country it is: 0, the region of the workspace, when absent. */
  readonly shard?: number;
}

/** How many numbers each shard has for its own, so that keys of two shards never clash. */
export const KEYS_PER_SHARD = { persons: 2_000_000, households: 1_000_000, dwellings: 1_000_000 } as const;

/** Where the keys of a shard begin. */
function firstKey(region: Region, of: keyof typeof KEYS_PER_SHARD): number {
  return (region.shard ?? 0) * KEYS_PER_SHARD[of];
}

function checkKeys({ world }: Region): void {
  const counts = {
    persons: world.persons.sex.length,
    households: world.householdCount,
    dwellings: world.dwellings.buurt.length,
  };
  for (const [of, most] of Object.entries(KEYS_PER_SHARD)) {
    if (counts[of as keyof typeof counts] > most) {
      throw new WorkspaceError({
        what: `A shard has more than ${most} ${of}: its keys would be those of the next`,
        mend: "Make the shards smaller",
      });
    }
  }
}

/** One file to write. */
export interface SyntheticFile {
  /** The dataset's id, for example `cbs/gbapersoontab`. */
  readonly datasetId: string;
  /** The file name without extension, for example `GBAPERSOON2023TABV1`. */
  readonly name: string;
  /** The year of the file. */
  readonly year: number;
  /** Makes the table. */
  readonly table: () => Table;
}

/** CBS writes this for a parent who is not known. */
export const MISSING_KEY = "---------";
const LAST_YEAR = LAST_BOUNDARY_YEAR;

/**
 * Lists every file of the region. Tables are made when asked, so that they need not be in memory together. Files of
 * local partners exist for the region of the workspace only, not for other shards.
 */
export function syntheticFiles(region: Region): readonly SyntheticFile[] {
  checkKeys(region);
  const size = region.world.persons.sex.length;
  const keys = personKeys(size, randomFor(`${region.seed}/keys`), firstKey(region, "persons"));
  const tab = (family: string, name: string, table: () => Table): SyntheticFile => ({
    datasetId: `cbs/${family}`,
    name: `${name}${LAST_YEAR}${family.endsWith("bus") ? "BUS" : "TAB"}V1`,
    year: LAST_YEAR,
    table,
  });
  const single = [
    tab("gbapersoontab", "GBAPERSOON", () => personTable(region, keys)),
    tab("kindoudertab", "KINDOUDER", () => parentTable(region, keys)),
    tab("gbahuishoudensbus", "GBAHUISHOUDENS", () => householdTable(region, keys)),
    tab("gbaadresobjectbus", "GBAADRESOBJECT", () => addressTable(region, keys)),
    tab("vslgwbtab", "VSLGWB", () => areaTable(region)),
    tab("eigendomtab", "EIGENDOM", () => tenureTable(region)),
    tab("wsnppersbus", "WSNPPERS", () => restructuringTable(region, keys)),
    tab("jgdhulpbus", "JGDHULP", () => careTable(region.care.help, keys, "JGDH", "JGDHVORM")),
    tab("jgdbeschermbus", "JGDBESCHERM", () => careTable(region.care.orders, keys, "JGDB", "JGDBMAATREGEL")),
    tab("jgdreclasbus", "JGDRECLAS", () => careTable(region.care.probation, keys, "JGDR", "JGDRVORM")),
    tab("prntab", "PRN", () => birthTable(region, keys)),
  ];
  const partners = (region.shard ?? 0) === 0 ? localTables(region, keys) : {};
  const local = Object.entries(partners).map(([datasetId, table]): SyntheticFile => ({
    datasetId,
    name: `${datasetId.replace("local/", "").toUpperCase().replaceAll("-", "_")}${LAST_YEAR}TABV1`,
    year: LAST_YEAR,
    table,
  }));
  const areas: SyntheticFile = {
    datasetId: "open/gebiedscijfers",
    name: `GEBIEDSCIJFERS${LAST_YEAR}TABV1`,
    year: LAST_YEAR,
    table: () => areaFigureTable(region),
  };
  return [...single, ...local, areas, ...region.states.flatMap((state) => yearlyFiles(region, keys, state))];
}

function yearlyFiles(region: Region, keys: Int32Array, state: YearState): readonly SyntheticFile[] {
  const random = () => randomFor(`${region.seed}/table/${state.year}`);
  const file = (family: string, name: string, table: () => Table): SyntheticFile => ({
    datasetId: `cbs/${family}`,
    name: `${name}${state.year}TABV1`,
    year: state.year,
    table,
  });
  return [
    file("koppelpersoonhuishoudentab", "KOPPELPERSOONHUISHOUDEN", () => linkTable(keys, state)),
    file("inhatab", "INHA", () => incomeTable(keys, state)),
    file("secmtab", "SECM", () => positionTable(region, keys, state)),
    file("bijstanduitkeringentab", "BIJSTANDUITKERINGEN", () => markedTable(keys, state.assistance)),
    file("wanbzvtab", "WANBZV", () => markedTable(keys, state.premiumDefault)),
    file("schuldenproblematiektab", "SCHULDENPROBLEMATIEK", () => debtTable(keys, state)),
    file("hoogsteopltab", "HOOGSTEOPL", () => educationTable(region, keys, state)),
    file("zvwzorgkostentab", "ZVWZORGKOSTEN", () => healthTable(keys, state, random().fork("health"))),
    file("inschrwpotab", "INSCHRWPO", () => pupilTable(region, keys, state, random().fork("pupils"))),
    file("verdtab", "VERD", () => suspectTable(region, keys, state)),
    file("vehtab", "VEH", () => wealthTable(region, keys, state)),
  ];
}

/** Keys of nine digits in an order that says nothing about the family. */
function personKeys(size: number, random: Random, first: number): Int32Array {
  const numbers = Int32Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const held = numbers[last] ?? 0;
    numbers[last] = numbers[other] ?? 0;
    numbers[other] = held;
  }
  return numbers.map((number) => 100_000_000 + first + number);
}

const registered = (rows: number) => sameText("R", rows);

/** Keys of persons; who is not known has the mark that CBS writes. */
function keysOf(keys: Int32Array, persons: ArrayLike<number>): ReturnType<typeof sameText> {
  return digitsColumn(Int32Array.from(persons, (person) => keys[person] ?? NO_TEXT), MISSING_KEY);
}

function endDates(ends: ArrayLike<number>): ReturnType<typeof sameText> {
  // An open end stands in the files as the last day of the series.
  return datesColumn(Int32Array.from(ends, (end) => end === OPEN_END ? HORIZON_END : end));
}

function personTable({ world }: Region, keys: Int32Array): Table {
  const { birth, bornAbroad, sex } = world.persons;
  const dates = Int32Array.from(birth, civilDigits);
  return tableOfColumns({
    RINPERSOONS: registered(keys.length),
    RINPERSOON: digitsColumn(keys),
    GBAGESLACHT: digitsColumn(Int32Array.from(sex)),
    GBAGEBOORTEJAAR: digitsColumn(dates.map((date) => Math.floor(date / 10_000))),
    GBAGEBOORTEMAAND: paddedColumn(dates.map((date) => Math.floor(date / 100) % 100), "", 2),
    GBAGEBOORTEDAG: paddedColumn(dates.map((date) => date % 100), "", 2),
    GBAGEBOORTELAND: digitsColumn(Int32Array.from(bornAbroad, (abroad) => abroad ? 9999 : 6030)),
  });
}

function parentTable({ world }: Region, keys: Int32Array): Table {
  const { father, mother } = world.persons;
  const sign = (parents: readonly number[]) =>
    lookedUp(Int32Array.from(parents, (parent) => parent === NOBODY ? 0 : 1), { sign: ["O", "R"] })["sign"] ??
      registered(0);
  return tableOfColumns({
    RINPERSOONS: registered(keys.length),
    RINPERSOON: digitsColumn(keys),
    RINPERSOONSpa: sign(father),
    RINPERSOONpa: keysOf(keys, father),
    RINPERSOONSMa: sign(mother),
    RINPERSOONMa: keysOf(keys, mother),
  });
}

function householdTable(region: Region, keys: Int32Array): Table {
  const spells = region.world.households;
  const first = 10_000_000 + firstKey(region, "households");
  return tableOfColumns({
    RINPERSOONS: registered(spells.person.length),
    RINPERSOON: keysOf(keys, spells.person),
    DATUMAANVANGHH: datesColumn(spells.start),
    DATUMEINDEHH: endDates(spells.end),
    HUISHOUDNR: digitsColumn(Int32Array.from(spells.household, (household) => first + household)),
    TYPHH: digitsColumn(Int32Array.from(spells.type)),
    PLHH: digitsColumn(Int32Array.from(spells.place)),
    AANTALPERSHH: numberColumn(Float64Array.from(spells.size)),
  });
}

function dwellingKeys(region: Region, dwellings: ArrayLike<number>): ReturnType<typeof sameText> {
  const first = firstKey(region, "dwellings");
  return paddedColumn(Int32Array.from(dwellings, (dwelling) => first + dwelling), "OBJ", 8);
}

function addressTable(region: Region, keys: Int32Array): Table {
  const spells = region.world.addresses;
  return tableOfColumns({
    RINPERSOONS: registered(spells.person.length),
    RINPERSOON: keysOf(keys, spells.person),
    SOORTOBJECTNUMMER: sameText("B", spells.person.length),
    RINOBJECTNUMMER: dwellingKeys(region, spells.dwelling),
    GBADATUMAANVANGADRESHOUDING: datesColumn(spells.start),
    GBADATUMEINDEADRESHOUDING: endDates(spells.end),
  });
}

function areaTable(region: Region): Table {
  const { world } = region;
  const texts: Record<string, readonly string[]> = {};
  for (let year = FIRST_BOUNDARY_YEAR; year <= LAST_BOUNDARY_YEAR; year++) {
    const codes = world.buurten.map((plan) => year < BORDER_CHANGE_YEAR ? plan.codeBefore : plan.codeAfter);
    const cut = (to: number) => codes.map((code) => code.slice(2, to));
    texts[`gem${year}`] = cut(6);
    texts[`wc${year}`] = cut(8);
    texts[`bc${year}`] = cut(10);
  }
  const { buurt } = world.dwellings;
  return tableOfColumns({
    SOORTOBJECTNUMMER: sameText("B", buurt.length),
    RINOBJECTNUMMER: dwellingKeys(region, Int32Array.from(buurt.keys())),
    ...lookedUp(Int32Array.from(buurt), texts),
  });
}

function tenureTable(region: Region): Table {
  const { buurt, tenure } = region.world.dwellings;
  return tableOfColumns({
    SOORTOBJECTNUMMER: sameText("B", buurt.length),
    RINOBJECTNUMMER: dwellingKeys(region, Int32Array.from(buurt.keys())),
    ...lookedUp(Int32Array.from(tenure), { TYPEEIGENAAR: ["E", "C", "P"] }),
  });
}

function careTable(
  spells: readonly CareSpell[],
  keys: Int32Array,
  prefix: string,
  form: string,
): Table {
  const sorted = [...spells].sort((a, b) =>
    a.person - b.person || a.start - b.start || a.end - b.end || (a.form < b.form ? -1 : 1)
  );
  return tableOfColumns({
    RINPERSOONS: registered(sorted.length),
    RINPERSOON: keysOf(keys, sorted.map((spell) => spell.person)),
    [`${prefix}DATUMAANVANG`]: datesColumn(sorted.map((spell) => spell.start)),
    [`${prefix}DATUMEINDE`]: endDates(sorted.map((spell) => spell.end)),
    [form]: { type: "text", values: sorted.map((spell) => spell.form) },
  });
}

function restructuringTable({ seed, states }: Region, keys: Int32Array): Table {
  const random = randomFor(`${seed}/wsnp`);
  const spells: CareSpell[] = [];
  const seen = new Set<number>();
  for (const state of states) {
    for (const [person, row] of state.rowOf.entries()) {
      if (row === NOBODY || (state.age[person] ?? 0) < 18 || state.debts[row] !== 1 || seen.has(person)) {
        continue;
      }
      if (random.next() >= 0.012) continue;
      seen.add(person);
      const start = state.day - random.below(365);
      const end = start + 1096;
      spells.push({ person, start, end: end > HORIZON_END ? OPEN_END : end, form: "WSNP" });
    }
  }
  return careTable(spells, keys, "WSNP", "WSNPSOORT");
}

function birthTable({ seed, world, traits }: Region, keys: Int32Array): Table {
  const random = randomFor(`${seed}/births`);
  const rows: { child: number; mother: number; weeks: number; grams: number; percentile: number }[] = [];
  const first = HORIZON_END - 365 * 6;
  for (const [child, mother] of world.persons.mother.entries()) {
    if (mother === NOBODY || (world.persons.birth[child] ?? 0) <= first) continue;
    const strain = 0.3 * (world.persons.disadvantage[mother] ?? 0) + 0.2 * (traits.mind[mother] ?? 0);
    const preterm = random.next() < TARGETS.preterm.value * Math.exp(strain - 0.06);
    const weeks = preterm ? 28 + random.below(9) : 37 + random.below(5);
    const z = random.normal() - 0.35 * strain;
    const grams = Math.round(3500 - 175 * (40 - weeks) + 430 * z);
    rows.push({ child, mother, weeks, grams: Math.max(500, grams), percentile: percentileOf(z) });
  }
  const number = (pick: (row: (typeof rows)[number]) => number) =>
    numberColumn(Float64Array.from(rows, pick));
  return tableOfColumns({
    RINPERSOONS: registered(rows.length),
    RINPERSOON: keysOf(keys, rows.map((row) => row.child)),
    RINPERSOONSMa: registered(rows.length),
    RINPERSOONMa: keysOf(keys, rows.map((row) => row.mother)),
    ZWDUUR_WEKEN: number((row) => row.weeks),
    GEBGEWICHT: number((row) => row.grams),
    GEBGEWICHTPERCENTIEL: number((row) => row.percentile),
  });
}

/** The percentile of a standard normal value, by the logistic approximation with error below one point. */
function percentileOf(z: number): number {
  return Math.round(100 / (1 + Math.exp(-(1.5976 * z + 0.070565992 * z ** 3))));
}

/** Persons who are present and kept, in order. */
function people(state: YearState, keep: (person: number) => boolean): Int32Array {
  const found = new Int32Array(state.rowOf.length);
  let count = 0;
  for (let person = 0; person < found.length; person++) {
    if (state.rowOf[person] !== NOBODY && keep(person)) found[count++] = person;
  }
  return found.subarray(0, count);
}

function personRows(keys: Int32Array, persons: Int32Array): Columns {
  return { RINPERSOONS: registered(persons.length), RINPERSOON: keysOf(keys, persons) };
}

function mainRows(keys: Int32Array, mains: Int32Array): Columns {
  return { RINPERSOONSHKW: registered(mains.length), RINPERSOONHKW: keysOf(keys, mains) };
}

function markedTable(keys: Int32Array, marks: Uint8Array): Table {
  const marked: number[] = [];
  for (let person = 0; person < marks.length; person++) if (marks[person] === 1) marked.push(person);
  return tableOfColumns(personRows(keys, Int32Array.from(marked)));
}

function linkTable(keys: Int32Array, state: YearState): Table {
  const persons = people(state, () => true);
  const mains = persons.map((person) => state.head[state.rowOf[person] ?? 0] ?? NOBODY);
  return tableOfColumns({ ...personRows(keys, persons), ...mainRows(keys, mains) });
}

function incomeTable(keys: Int32Array, state: YearState): Table {
  const rows = state.household.length;
  const order = Int32Array.from(state.household.keys())
    .sort((a, b) => (state.income[a] ?? 0) - (state.income[b] ?? 0) || a - b);
  const percentile = new Float64Array(rows);
  for (let rank = 0; rank < rows; rank++) percentile[order[rank] ?? 0] = Math.floor((rank * 100) / rows) + 1;
  const coded = (code: (row: number) => number) =>
    digitsColumn(Int32Array.from({ length: rows }, (_, row) => code(row)));
  return tableOfColumns({
    ...mainRows(keys, state.head),
    INHGESTINKH: numberColumn(state.income),
    INHP100HGEST: numberColumn(percentile),
    // 1 own home, 2 rented with rent benefit, 3 rented without.
    INHEHALGR: coded((row) => state.tenure[row] === OWNED ? 1 : state.rentBenefit[row] ? 2 : 3),
    INHARMOEDE: coded((row) => state.poor[row] ? 1 : 0),
  });
}

function positionTable({ world }: Region, keys: Int32Array, state: YearState): Table {
  const persons = people(state, (person) => (state.age[person] ?? 0) >= 15);
  const position = (person: number) => {
    const age = state.age[person] ?? 0;
    if (age >= 67) return 25;
    if (state.assistance[person]) return 22;
    if (!state.idle[person]) return (world.persons.birth[person] ?? 0) % 8 === 0 ? 13 : 11;
    if (age < 23) return 31;
    return (world.persons.birth[person] ?? 0) % 4 === 0 ? 24 : 32;
  };
  return tableOfColumns({ ...personRows(keys, persons), SECM: digitsColumn(persons.map(position)) });
}

function debtTable(keys: Int32Array, state: YearState): Table {
  return tableOfColumns(mainRows(keys, state.head.filter((_, row) => state.debts[row] === 1)));
}

function educationTable({ traits }: Region, keys: Int32Array, state: YearState): Table {
  // The register knows the level of most people, fewer of the older ones.
  const persons = people(state, (person) => {
    const age = state.age[person] ?? 0;
    return age >= 18 && age <= 74 && (person * 7919) % 100 < (age > 55 ? 60 : 92);
  });
  return tableOfColumns({
    ...personRows(keys, persons),
    OPLNIVSOI2021AGG1HB: digitsColumn(persons.map((person) => traits.education[person] ?? 0)),
  });
}

function healthTable(keys: Int32Array, state: YearState, random: Random): Table {
  const persons = people(state, () => true);
  const amount = (mean: number) => Math.round(mean * Math.exp(0.9 * random.normal() - 0.4));
  return tableOfColumns({
    ...personRows(keys, persons),
    ZVWKHUISARTS: numberColumn(Float64Array.from(persons, () => amount(170))),
    ZVWKGGZ: numberColumn(
      Float64Array.from(persons, (person) => state.mentalCare[person] ? amount(3900) : 0),
    ),
  });
}

function pupilTable({ world }: Region, keys: Int32Array, state: YearState, random: Random): Table {
  const persons = people(state, (person) => {
    const age = state.age[person] ?? 0;
    return age >= 4 && age <= 11;
  });
  const special = TARGETS.specialPrimary.value;
  const kinds = persons.map((person) =>
    random.next() < special * Math.exp(0.5 * (world.persons.disadvantage[person] ?? 0) - 0.12) ? 1 : 0
  );
  return tableOfColumns({
    ...personRows(keys, persons),
    ...lookedUp(kinds, { WPOTYPEPO: ["BAO", "SBAO"] }),
    WPOLEERJAAR: numberColumn(Float64Array.from(persons, (person) => (state.age[person] ?? 0) - 3)),
  });
}

function suspectTable({ care }: Region, keys: Int32Array, state: YearState): Table {
  const persons = care.suspects.filter((suspect) => suspect.year === state.year).map(({ person }) => person);
  return tableOfColumns(personRows(keys, Int32Array.from(persons).sort()));
}
