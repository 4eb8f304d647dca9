/**
 * What the registers say about persons over all years, by number of the person.
 *
 * @module
 */
import { ageOn, dayOf } from "../../core/period.ts";
import type { Table } from "../../core/table.ts";
import { codedColumn, KeySpace, NO_KEY } from "./key_space.ts";
import { type PackedSpells, packSpells } from "./packed_spells.ts";

/** Gives the text of a row; null where the cell is empty. */
export type TextOf = (row: number) => string | null;

/** Gives the table of a dataset id. */
export type TableOf = (id: string) => Table;

/** The registers that do not go by year. */
export interface Register {
  /** The numbers of persons and households' main earners. */
  readonly space: KeySpace;
  /** Persons with a known day of birth, in the order of the register. */
  readonly born: Int32Array;
  /** Day of birth by person; NaN when it is not known. */
  readonly birth: Float64Array;
  /** GBAGESLACHT by person. */
  readonly sexOf: TextOf;
  /** Mother by child, or {@linkcode NO_KEY}. */
  readonly mother: Int32Array;
  /** Father by child, or {@linkcode NO_KEY}. */
  readonly father: Int32Array;
  /** Age at the birth of the first child by mother; NaN for who is no mother. */
  readonly firstBirthAge: Float64Array;
  /** Households. */
  readonly households: PackedSpells;
  /** TYPHH by row. */
  readonly householdType: TextOf;
  /** HUISHOUDNR by row. */
  readonly householdNumber: TextOf;
  /** The same as numbers, to group by; `-1` for none. */
  readonly householdIds: Int32Array;
  /** Addresses. */
  readonly addresses: PackedSpells;
  /** The buurt by row of the addresses, without letters in front. */
  readonly buurtOf: TextOf;
  /** Protection orders. */
  readonly orders: PackedSpells;
  /** JGDBMAATREGEL by row. */
  readonly orderKind: TextOf;
  /** Youth help. */
  readonly help: PackedSpells;
  /** JGDHVORM by row. */
  readonly helpForm: TextOf;
  /** Probation. */
  readonly probation: PackedSpells;
  /** Debt restructuring. */
  readonly restructuring: PackedSpells;
}

const MISSING_PARENT = "---------";
const PERSON = "RINPERSOON";

/**
 * Reads the registers.
 *
 * @param tableOf Gives the table of a dataset id.
 * @param options `boundaryYear`: the year of boundaries; null when no area is needed.
 * @returns The registers by number.
 * @throws {WorkspaceError} When a column is missing, or a spell has an impossible date.
 */
export function readRegister(
  tableOf: TableOf,
  options: { readonly boundaryYear: number | null },
): Register {
  const known = registersOf.get(tableOf) ?? new Map<number | null, Register>();
  registersOf.set(tableOf, known);
  const register = known.get(options.boundaryYear) ?? packRegister(tableOf, options);
  known.set(options.boundaryYear, register);
  return register;
}

/** What was read of the same tables: several analysis files are made of one register. Goes when the tables go. */
const registersOf = new WeakMap<TableOf, Map<number | null, Register>>();

function packRegister(
  tableOf: TableOf,
  options: { readonly boundaryYear: number | null },
): Register {
  const persons = tableOf("cbs/gbapersoontab"), parents = tableOf("cbs/kindoudertab");
  const space = KeySpace.of([
    persons.column(PERSON),
    parents.column(PERSON),
    parents.column("RINPERSOONMa"),
    parents.column("RINPERSOONpa"),
    tableOf("cbs/koppelpersoonhuishoudentab").column("RINPERSOONHKW"),
  ]);
  const birth = new Float64Array(space.size).fill(NaN);
  const born = readBirths(space, persons, birth);
  const mother = readParents(space, parents, "RINPERSOONMa");
  const households = tableOf("cbs/gbahuishoudensbus");
  const numbers = codedColumn(households.column("HUISHOUDNR"));
  const sex = textPerKey(space, persons, PERSON, "GBAGESLACHT");
  return {
    space,
    born,
    birth,
    sexOf: sex,
    mother,
    father: readParents(space, parents, "RINPERSOONpa"),
    firstBirthAge: agesAtFirstBirth(birth, mother),
    households: packSpells(space, households, {
      key: PERSON,
      start: "DATUMAANVANGHH",
      end: "DATUMEINDEHH",
    }),
    householdType: textPerRow(households, "TYPHH"),
    householdNumber: (row) => numbers.texts[numbers.ids[row] ?? NO_KEY] ?? null,
    householdIds: numbers.ids,
    ...readAddresses(space, tableOf, options.boundaryYear),
    ...readCare(space, tableOf),
  };
}

function readAddresses(
  space: KeySpace,
  tableOf: TableOf,
  boundaryYear: number | null,
): Pick<Register, "addresses" | "buurtOf"> {
  const table = tableOf("cbs/gbaadresobjectbus"), areas = tableOf("cbs/vslgwbtab");
  const addresses = packSpells(space, table, {
    key: PERSON,
    start: "GBADATUMAANVANGADRESHOUDING",
    end: "GBADATUMEINDEADRESHOUDING",
  });
  if (boundaryYear === null) return { addresses, buurtOf: () => null };
  const objects = KeySpace.of([areas.column("RINOBJECTNUMMER")]);
  const codes = textPerKey(objects, areas, "RINOBJECTNUMMER", `bc${boundaryYear}`);
  const objectOf = objects.ids(table.column("RINOBJECTNUMMER"));
  return { addresses, buurtOf: (row) => codes(objectOf[row] ?? NO_KEY) };
}

function readCare(
  space: KeySpace,
  tableOf: TableOf,
): Pick<Register, "orders" | "orderKind" | "help" | "helpForm" | "probation" | "restructuring"> {
  const spells = (id: string, prefix: string) =>
    packSpells(space, tableOf(id), {
      key: PERSON,
      start: `${prefix}DATUMAANVANG`,
      end: `${prefix}DATUMEINDE`,
    });
  return {
    orders: spells("cbs/jgdbeschermbus", "JGDB"),
    orderKind: textPerRow(tableOf("cbs/jgdbeschermbus"), "JGDBMAATREGEL"),
    help: spells("cbs/jgdhulpbus", "JGDH"),
    helpForm: textPerRow(tableOf("cbs/jgdhulpbus"), "JGDHVORM"),
    probation: spells("cbs/jgdreclasbus", "JGDR"),
    restructuring: spells("cbs/wsnppersbus", "WSNP"),
  };
}

function readBirths(space: KeySpace, persons: Table, birth: Float64Array): Int32Array {
  const ids = space.ids(persons.column(PERSON));
  const [years, months, days] = ["GBAGEBOORTEJAAR", "GBAGEBOORTEMAAND", "GBAGEBOORTEDAG"].map((name) => {
    const values: Iterable<string | number | boolean | null> = persons.column(name).values;
    return Float64Array.from(values, (value) => value === null ? NaN : Number(value));
  });
  const born: number[] = [];
  for (const [row, id] of ids.entries()) {
    const day = dayOf(years?.[row] ?? NaN, months?.[row] ?? NaN, days?.[row] ?? NaN);
    if (id === NO_KEY || !Number.isFinite(day)) continue;
    if (Number.isNaN(birth[id])) born.push(id);
    birth[id] = day;
  }
  return Int32Array.from(born);
}

function readParents(space: KeySpace, parents: Table, column: string): Int32Array {
  const parentOf = new Int32Array(space.size).fill(NO_KEY);
  const children = space.ids(parents.column(PERSON)), found = space.ids(parents.column(column));
  const unknown = space.idOf(MISSING_PARENT);
  for (const [row, child] of children.entries()) {
    const parent = found[row] ?? NO_KEY;
    if (child === NO_KEY || parent === NO_KEY || parent === unknown) continue;
    if (space.texts[parent]?.trim() !== "") parentOf[child] = parent;
  }
  return parentOf;
}

function agesAtFirstBirth(birth: Float64Array, mother: Int32Array): Float64Array {
  const ages = new Float64Array(birth.length).fill(NaN);
  for (const [child, parent] of mother.entries()) {
    const born = birth[child] ?? NaN, own = birth[parent] ?? NaN;
    if (Number.isNaN(born) || Number.isNaN(own)) continue;
    const age = ageOn(own, born);
    if (!(age >= (ages[parent] ?? NaN))) ages[parent] = age;
  }
  return ages;
}

/** The texts of a column by row, each different text once in memory. */
export function textPerRow(table: Table, name: string): TextOf {
  const { ids, texts } = codedColumn(table.column(name));
  return (row) => texts[ids[row] ?? NO_KEY] ?? null;
}

/** The texts of a column by number of a key; of several rows the last one that holds a text. */
function textPerKey(
  space: KeySpace,
  table: Table,
  key: string,
  name: string,
): TextOf {
  const keys = space.ids(table.column(key)), { ids, texts } = codedColumn(table.column(name));
  const held = new Int32Array(space.size).fill(NO_KEY);
  for (const [row, at] of keys.entries()) {
    const text = ids[row] ?? NO_KEY;
    if (at !== NO_KEY && text !== NO_KEY) held[at] = text;
  }
  return (number) => texts[held[number] ?? NO_KEY] ?? null;
}
