/**
 * Files of one year: households and income, positions, benefits, debts, schooling and care.
 *
 * Names of columns that could not be verified in a public source are marked so in the schema.
 *
 * @module
 */
import type { Random } from "../../core/random.ts";
import type { Table } from "../../core/table.ts";
import { type Columns, digitsColumn, lookedUp, numberColumn, tableOfColumns } from "./_columns.ts";
import { keysOf, registered } from "./_keys.ts";
import type { Region } from "./region.ts";
import { TARGETS } from "./targets.ts";
import { NOBODY, OWNED } from "./world.ts";
import type { YearState } from "./years.ts";

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

/** People with a mark: files that say no more than who is in them. */
export function markedTable(keys: Int32Array, marks: Uint8Array): Table {
  const marked: number[] = [];
  for (let person = 0; person < marks.length; person++) if (marks[person] === 1) marked.push(person);
  return tableOfColumns(personRows(keys, Int32Array.from(marked)));
}

/** The household of each person: KOPPELPERSOONHUISHOUDENTAB. */
export function linkTable(keys: Int32Array, state: YearState): Table {
  const persons = people(state, () => true);
  const mains = persons.map((person) => state.head[state.rowOf[person] ?? 0] ?? NOBODY);
  return tableOfColumns({ ...personRows(keys, persons), ...mainRows(keys, mains) });
}

/** Income by household: INHATAB. */
export function incomeTable(keys: Int32Array, state: YearState): Table {
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

/** Socio-economic position of those of 15 and older: SECMTAB. */
export function positionTable({ world }: Region, keys: Int32Array, state: YearState): Table {
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

/** Households with problem debts. */
export function debtTable(keys: Int32Array, state: YearState): Table {
  return tableOfColumns(mainRows(keys, state.head.filter((_, row) => state.debts[row] === 1)));
}

/** The highest level of education: HOOGSTEOPLTAB. */
export function educationTable({ traits }: Region, keys: Int32Array, state: YearState): Table {
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

/** Costs of care: ZVWZORGKOSTENTAB. */
export function healthTable(keys: Int32Array, state: YearState, random: Random): Table {
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

/** Pupils of 4 to 11: INSCHRWPOTAB. */
export function pupilTable({ world }: Region, keys: Int32Array, state: YearState, random: Random): Table {
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

/** Suspects: VERDTAB. */
export function suspectTable({ care }: Region, keys: Int32Array, state: YearState): Table {
  const persons = care.suspects.filter((suspect) => suspect.year === state.year).map(({ person }) => person);
  return tableOfColumns(personRows(keys, Int32Array.from(persons).sort()));
}
