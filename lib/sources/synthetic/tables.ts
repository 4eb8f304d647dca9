/**
 * The synthetic region in the shape of CBS files: same file names, same columns where they are known.
 *
 * Names of columns that could not be verified in a public source are marked so in the schema.
 *
 * @module
 */
import { compactDate } from "../../core/period.ts";
import { type Random, randomFor } from "../../core/random.ts";
import { Table } from "../../core/table.ts";
import { BORDER_CHANGE_YEAR, FIRST_BOUNDARY_YEAR, LAST_BOUNDARY_YEAR } from "./areas.ts";
import type { Care, CareSpell } from "./care.ts";
import { localTables } from "./local.ts";
import { TARGETS } from "./targets.ts";
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

/** Lists every file of the region. Tables are made when asked, so that they need not be in memory together. */
export function syntheticFiles(region: Region): readonly SyntheticFile[] {
  const keys = personKeys(region.world.persons.sex.length, randomFor(`${region.seed}/keys`));
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
  const local = Object.entries(localTables(region, keys)).map(([datasetId, table]): SyntheticFile => ({
    datasetId,
    name: `${datasetId.replace("local/", "").toUpperCase().replaceAll("-", "_")}${LAST_YEAR}TABV1`,
    year: LAST_YEAR,
    table,
  }));
  return [...single, ...local, ...region.states.flatMap((state) => yearlyFiles(region, keys, state))];
}

function yearlyFiles(region: Region, keys: readonly string[], state: YearState): readonly SyntheticFile[] {
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
  ];
}

/** Keys of nine digits in an order that says nothing about the family. */
function personKeys(size: number, random: Random): readonly string[] {
  const numbers = Int32Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const held = numbers[last] ?? 0;
    numbers[last] = numbers[other] ?? 0;
    numbers[other] = held;
  }
  return Array.from(numbers, (number) => String(100_000_000 + number));
}

function registered(rows: number): string[] {
  return new Array<string>(rows).fill("R");
}

function keyOf(keys: readonly string[], person: number): string {
  return keys[person] ?? MISSING_KEY;
}

function endDate(end: number): string {
  // An open end stands in the files as the last day of the series.
  return compactDate(end === OPEN_END ? HORIZON_END : end);
}

function personTable({ world }: Region, keys: readonly string[]): Table {
  const dates = world.persons.birth.map(compactDate);
  return Table.from({
    RINPERSOONS: registered(keys.length),
    RINPERSOON: keys,
    GBAGESLACHT: world.persons.sex.map(String),
    GBAGEBOORTEJAAR: dates.map((date) => date.slice(0, 4)),
    GBAGEBOORTEMAAND: dates.map((date) => date.slice(4, 6)),
    GBAGEBOORTEDAG: dates.map((date) => date.slice(6, 8)),
    GBAGEBOORTELAND: world.persons.bornAbroad.map((abroad) => abroad ? "9999" : "6030"),
  });
}

function parentTable({ world }: Region, keys: readonly string[]): Table {
  const sign = (parents: readonly number[]) => parents.map((parent) => parent === NOBODY ? "O" : "R");
  const key = (parents: readonly number[]) => parents.map((parent) => keyOf(keys, parent));
  return Table.from({
    RINPERSOONS: registered(keys.length),
    RINPERSOON: keys,
    RINPERSOONSpa: sign(world.persons.father),
    RINPERSOONpa: key(world.persons.father),
    RINPERSOONSMa: sign(world.persons.mother),
    RINPERSOONMa: key(world.persons.mother),
  });
}

function householdTable({ world }: Region, keys: readonly string[]): Table {
  const spells = world.households;
  return Table.from({
    RINPERSOONS: registered(spells.person.length),
    RINPERSOON: spells.person.map((person) => keyOf(keys, person)),
    DATUMAANVANGHH: spells.start.map(compactDate),
    DATUMEINDEHH: spells.end.map(endDate),
    HUISHOUDNR: spells.household.map((household) => String(10_000_000 + household)),
    TYPHH: spells.type.map(String),
    PLHH: spells.place.map(String),
    AANTALPERSHH: Float64Array.from(spells.size),
  });
}

function dwellingKey(dwelling: number): string {
  return `OBJ${String(dwelling).padStart(8, "0")}`;
}

function addressTable({ world }: Region, keys: readonly string[]): Table {
  const spells = world.addresses;
  return Table.from({
    RINPERSOONS: registered(spells.person.length),
    RINPERSOON: spells.person.map((person) => keyOf(keys, person)),
    SOORTOBJECTNUMMER: spells.person.map(() => "B"),
    RINOBJECTNUMMER: spells.dwelling.map(dwellingKey),
    GBADATUMAANVANGADRESHOUDING: spells.start.map(compactDate),
    GBADATUMEINDEADRESHOUDING: spells.end.map(endDate),
  });
}

function areaTable({ world }: Region): Table {
  const columns: Record<string, readonly string[]> = {
    SOORTOBJECTNUMMER: world.dwellings.buurt.map(() => "B"),
    RINOBJECTNUMMER: world.dwellings.buurt.map((_, dwelling) => dwellingKey(dwelling)),
  };
  for (let year = FIRST_BOUNDARY_YEAR; year <= LAST_BOUNDARY_YEAR; year++) {
    const codes = world.buurten.map((plan) => year < BORDER_CHANGE_YEAR ? plan.codeBefore : plan.codeAfter);
    const cut = (from: number, to: number) =>
      world.dwellings.buurt.map((buurt) => codes[buurt]?.slice(from, to) ?? "");
    columns[`gem${year}`] = cut(2, 6);
    columns[`wc${year}`] = cut(2, 8);
    columns[`bc${year}`] = cut(2, 10);
  }
  return Table.from(columns);
}

function tenureTable({ world }: Region): Table {
  const codes = ["E", "C", "P"] as const;
  return Table.from({
    SOORTOBJECTNUMMER: world.dwellings.buurt.map(() => "B"),
    RINOBJECTNUMMER: world.dwellings.buurt.map((_, dwelling) => dwellingKey(dwelling)),
    TYPEEIGENAAR: world.dwellings.tenure.map((tenure) => codes[tenure] ?? "E"),
  });
}

function careTable(
  spells: readonly CareSpell[],
  keys: readonly string[],
  prefix: string,
  form: string,
): Table {
  const sorted = [...spells].sort((a, b) =>
    a.person - b.person || a.start - b.start || a.end - b.end || (a.form < b.form ? -1 : 1)
  );
  return Table.from({
    RINPERSOONS: registered(sorted.length),
    RINPERSOON: sorted.map((spell) => keyOf(keys, spell.person)),
    [`${prefix}DATUMAANVANG`]: sorted.map((spell) => compactDate(spell.start)),
    [`${prefix}DATUMEINDE`]: sorted.map((spell) => endDate(spell.end)),
    [form]: sorted.map((spell) => spell.form),
  });
}

function restructuringTable({ seed, states }: Region, keys: readonly string[]): Table {
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

function birthTable({ seed, world, traits }: Region, keys: readonly string[]): Table {
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
  return Table.from({
    RINPERSOONS: registered(rows.length),
    RINPERSOON: rows.map((row) => keyOf(keys, row.child)),
    RINPERSOONSMa: registered(rows.length),
    RINPERSOONMa: rows.map((row) => keyOf(keys, row.mother)),
    ZWDUUR_WEKEN: Float64Array.from(rows, (row) => row.weeks),
    GEBGEWICHT: Float64Array.from(rows, (row) => row.grams),
    GEBGEWICHTPERCENTIEL: Float64Array.from(rows, (row) => row.percentile),
  });
}

/** The percentile of a standard normal value, by the logistic approximation with error below one point. */
function percentileOf(z: number): number {
  return Math.round(100 / (1 + Math.exp(-(1.5976 * z + 0.070565992 * z ** 3))));
}

function people(state: YearState, keep: (person: number) => boolean): number[] {
  const found: number[] = [];
  for (const [person, row] of state.rowOf.entries()) if (row !== NOBODY && keep(person)) found.push(person);
  return found;
}

function personRows(keys: readonly string[], persons: readonly number[]): Record<string, readonly string[]> {
  return {
    RINPERSOONS: registered(persons.length),
    RINPERSOON: persons.map((person) => keyOf(keys, person)),
  };
}

function markedTable(keys: readonly string[], marks: Uint8Array): Table {
  const marked: number[] = [];
  for (const [person, mark] of marks.entries()) if (mark === 1) marked.push(person);
  return Table.from(personRows(keys, marked));
}

function linkTable(keys: readonly string[], state: YearState): Table {
  const persons = people(state, () => true);
  return Table.from({
    ...personRows(keys, persons),
    RINPERSOONSHKW: registered(persons.length),
    RINPERSOONHKW: persons.map((person) => keyOf(keys, state.head[state.rowOf[person] ?? 0] ?? NOBODY)),
  });
}

function incomeTable(keys: readonly string[], state: YearState): Table {
  const rows = Array.from(state.household.keys());
  const order = [...rows].sort((a, b) => (state.income[a] ?? 0) - (state.income[b] ?? 0));
  const percentile = new Float64Array(rows.length);
  for (const [rank, row] of order.entries()) percentile[row] = Math.floor((rank * 100) / rows.length) + 1;
  return Table.from({
    RINPERSOONSHKW: registered(rows.length),
    RINPERSOONHKW: rows.map((row) => keyOf(keys, state.head[row] ?? NOBODY)),
    INHGESTINKH: state.income,
    INHP100HGEST: percentile,
    // 1 own home, 2 rented with rent benefit, 3 rented without.
    INHEHALGR: rows.map((row) => state.tenure[row] === OWNED ? "1" : state.rentBenefit[row] ? "2" : "3"),
    INHARMOEDE: rows.map((row) => state.poor[row] ? "1" : "0"),
  });
}

function positionTable({ world }: Region, keys: readonly string[], state: YearState): Table {
  const persons = people(state, (person) => (state.age[person] ?? 0) >= 15);
  return Table.from({
    ...personRows(keys, persons),
    SECM: persons.map((person) => {
      const age = state.age[person] ?? 0;
      if (age >= 67) return "25";
      if (state.assistance[person]) return "22";
      if (!state.idle[person]) return (world.persons.birth[person] ?? 0) % 8 === 0 ? "13" : "11";
      if (age < 23) return "31";
      return (world.persons.birth[person] ?? 0) % 4 === 0 ? "24" : "32";
    }),
  });
}

function debtTable(keys: readonly string[], state: YearState): Table {
  const rows = Array.from(state.household.keys()).filter((row) => state.debts[row] === 1);
  return Table.from({
    RINPERSOONSHKW: registered(rows.length),
    RINPERSOONHKW: rows.map((row) => keyOf(keys, state.head[row] ?? NOBODY)),
  });
}

function educationTable({ traits }: Region, keys: readonly string[], state: YearState): Table {
  const codes = ["", "1", "2", "3"] as const;
  // The register knows the level of most people, fewer of the older ones.
  const persons = people(state, (person) => {
    const age = state.age[person] ?? 0;
    return age >= 18 && age <= 74 && (person * 7919) % 100 < (age > 55 ? 60 : 92);
  });
  return Table.from({
    ...personRows(keys, persons),
    OPLNIVSOI2021AGG1HB: persons.map((person) => codes[traits.education[person] ?? 0] ?? ""),
  });
}

function healthTable(keys: readonly string[], state: YearState, random: Random): Table {
  const persons = people(state, () => true);
  const amount = (mean: number) => Math.round(mean * Math.exp(0.9 * random.normal() - 0.4));
  return Table.from({
    ...personRows(keys, persons),
    ZVWKHUISARTS: Float64Array.from(persons, () => amount(170)),
    ZVWKGGZ: Float64Array.from(persons, (person) => state.mentalCare[person] ? amount(3900) : 0),
  });
}

function pupilTable({ world }: Region, keys: readonly string[], state: YearState, random: Random): Table {
  const persons = people(state, (person) => {
    const age = state.age[person] ?? 0;
    return age >= 4 && age <= 11;
  });
  const special = TARGETS.specialPrimary.value;
  return Table.from({
    ...personRows(keys, persons),
    WPOTYPEPO: persons.map((person) =>
      random.next() < special * Math.exp(0.5 * (world.persons.disadvantage[person] ?? 0) - 0.12)
        ? "SBAO"
        : "BAO"
    ),
    WPOLEERJAAR: Float64Array.from(persons, (person) => (state.age[person] ?? 0) - 3),
  });
}

function suspectTable({ care }: Region, keys: readonly string[], state: YearState): Table {
  const persons = care.suspects.filter((suspect) => suspect.year === state.year).map(({ person }) => person)
    .sort((a, b) => a - b);
  return Table.from(personRows(keys, persons));
}
