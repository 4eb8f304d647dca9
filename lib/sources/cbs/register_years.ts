/**
 * What the yearly registers say in one year, by number of the person.
 *
 * @module
 */
import type { Table } from "../../core/table.ts";
import type { TableOf, TextOf } from "./register.ts";
import { codedColumn, type KeySpace, NO_KEY } from "./key_space.ts";

/** One year of the yearly registers. Marks hold 1 for who has it. */
export interface RegisterYear {
  /** Main earner of the household by person, or {@linkcode NO_KEY}. */
  readonly main: Int32Array;
  /** INHEHALGR by main earner. */
  readonly tenureOf: TextOf;
  /** INHARMOEDE by main earner. */
  readonly poorOf: TextOf;
  /** INHGESTINKH by main earner, euros; NaN when it is not known. */
  readonly incomeOf: (main: number) => number;
  /** INHP100HGEST by main earner; NaN when it is not known. */
  readonly percentileOf: (main: number) => number;
  /** SECM by person. */
  readonly positionOf: TextOf;
  /** OPLNIVSOI2021AGG1HB by person. */
  readonly educationOf: TextOf;
  /** Whether a person has paid work; null where no position is known. */
  readonly worksOf: (person: number) => boolean | null;
  /** Who receives social assistance. */
  readonly assistance: Uint8Array;
  /** Who is behind with the health premium. */
  readonly defaulters: Uint8Array;
  /** Main earners of households with registered debts. */
  readonly debts: Uint8Array;
  /** ZVWKGGZ by person, euros; NaN without a record. */
  readonly mentalCostsOf: (person: number) => number;
  /** Who used mental care. */
  readonly mentalCare: Uint8Array;
  /** Who was registered as a suspect. */
  readonly suspects: Uint8Array;
  /** Pupils of special primary education; nobody where that register was not loaded. */
  readonly specialSchool: Uint8Array;
}

/** Positions with paid work (SECM). */
const WORKING: ReadonlySet<string> = new Set(["11", "12", "13", "14", "15"]);
const PERSON = "RINPERSOON";
const MAIN = "RINPERSOONHKW";
/** WPOTYPEPO of special primary education. */
const SPECIAL = "SBAO";

/** A key column of a yearly register with the rows of each year; read once for all years. */
interface YearlyKeys {
  readonly table: Table;
  readonly ids: Int32Array;
  readonly rowsOf: (year: number) => Iterable<number>;
}

/**
 * Reads the yearly registers.
 *
 * @param tableOf Gives the table of a dataset id; without a column `JAAR` its rows count for every year.
 * @param space The numbers of the persons.
 * @returns Gives each year when it is asked for.
 * @throws {WorkspaceError} When a column is missing.
 */
export function readRegisterYears(tableOf: TableOf, space: KeySpace): (year: number) => RegisterYear {
  const known = yearsOf.get(space);
  if (known?.tableOf === tableOf) return known.yearOf;
  const yearOf = packRegisterYears(tableOf, space);
  yearsOf.set(space, { tableOf, yearOf });
  return yearOf;
}

/** What was read of the same tables: several analysis files are made of one register. Goes when the register goes. */
const yearsOf = new WeakMap<
  KeySpace,
  { readonly tableOf: TableOf; readonly yearOf: (year: number) => RegisterYear }
>();

function packRegisterYears(tableOf: TableOf, space: KeySpace): (year: number) => RegisterYear {
  const keys = (id: string, key: string = PERSON) => yearlyKeys(tableOf(id), space, key);
  const positions = yearlyTexts(keys("cbs/secmtab"), "SECM");
  const income = keys("cbs/inhatab", MAIN);
  const tenures = yearlyTexts(income, "INHEHALGR"), poor = yearlyTexts(income, "INHARMOEDE");
  const educations = yearlyTexts(keys("cbs/hoogsteopltab"), "OPLNIVSOI2021AGG1HB");
  const link = keys("cbs/koppelpersoonhuishoudentab"), mains = space.ids(link.table.column(MAIN));
  const costs = keys("cbs/zvwzorgkostentab"), spent = costs.table.numbers("ZVWKGGZ");
  const assistance = keys("cbs/bijstanduitkeringentab"), defaulters = keys("cbs/wanbzvtab");
  const debts = keys("cbs/schuldenproblematiektab", MAIN), suspects = keys("cbs/verdtab");
  const pupils = tableOf("cbs/inschrwpotab");
  const schools = pupils.has(PERSON) ? keys("cbs/inschrwpotab") : null;
  const kinds = schools ? pupils.texts("WPOTYPEPO") : [];
  return (year) => {
    const position = positions(year, space.size);
    return {
      main: held(link, year, space.size, mains),
      tenureOf: tenures(year, space.size),
      poorOf: poor(year, space.size),
      incomeOf: numberOf(income, year, space.size, "INHGESTINKH"),
      percentileOf: numberOf(income, year, space.size, "INHP100HGEST"),
      positionOf: position,
      educationOf: educations(year, space.size),
      worksOf: (person) => {
        const code = position(person);
        return code === null ? null : WORKING.has(code);
      },
      assistance: marks(assistance, year, space.size),
      defaulters: marks(defaulters, year, space.size),
      debts: marks(debts, year, space.size),
      mentalCostsOf: numberOf(costs, year, space.size, "ZVWKGGZ"),
      mentalCare: marks(costs, year, space.size, (row) => (spent[row] ?? 0) > 0),
      suspects: marks(suspects, year, space.size),
      specialSchool: schools
        ? marks(schools, year, space.size, (row) => kinds[row] === SPECIAL)
        : new Uint8Array(space.size),
    };
  };
}

function yearlyKeys(table: Table, space: KeySpace, key: string): YearlyKeys {
  const ids = space.ids(table.column(key));
  if (!table.has("JAAR")) return { table, ids, rowsOf: () => ids.keys() };
  const rows = new Map<number, number[]>();
  for (const [row, year] of table.numbers("JAAR").entries()) {
    const known = rows.get(year);
    if (known) known.push(row);
    else rows.set(year, [row]);
  }
  return { table, ids, rowsOf: (year) => rows.get(year) ?? [] };
}

/** The codes of a column by number of the key; of several rows the last one that holds a code. */
function yearlyTexts(keys: YearlyKeys, name: string): (year: number, size: number) => TextOf {
  const { ids, texts } = codedColumn(keys.table.column(name));
  return (year, size) => {
    const codes = held(keys, year, size, ids);
    return (number) => texts[codes[number] ?? NO_KEY] ?? null;
  };
}

function held(keys: YearlyKeys, year: number, size: number, values: Int32Array): Int32Array {
  const found = new Int32Array(size).fill(NO_KEY);
  for (const row of keys.rowsOf(year)) {
    const key = keys.ids[row] ?? NO_KEY, value = values[row] ?? NO_KEY;
    if (key !== NO_KEY && value !== NO_KEY) found[key] = value;
  }
  return found;
}

/** The numbers of a column by number of the key, for columns that were loaded. */
function numberOf(keys: YearlyKeys, year: number, size: number, name: string): (key: number) => number {
  if (!keys.table.has(name)) return () => NaN;
  const rows = held(keys, year, size, Int32Array.from(keys.ids.keys())), values = keys.table.numbers(name);
  return (key) => values[rows[key] ?? NO_KEY] ?? NaN;
}

function marks(
  keys: YearlyKeys,
  year: number,
  size: number,
  keep: (row: number) => boolean = () => true,
): Uint8Array {
  const marked = new Uint8Array(size);
  for (const row of keys.rowsOf(year)) {
    const key = keys.ids[row] ?? NO_KEY;
    if (key !== NO_KEY && keep(row)) marked[key] = 1;
  }
  return marked;
}
