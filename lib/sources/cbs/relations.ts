/**
 * Births and parents from the register, by key.
 *
 * @module
 */
import { ageOn, type DayNumber, dayOf } from "../../core/period.ts";
import type { Table } from "../../core/table.ts";

const MISSING_PARENT = "---------";

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

function pairs(table: Table, key: string, value: string): Map<string, string> {
  const keys = table.texts(key), values = table.texts(value);
  const found = new Map<string, string>();
  for (const [row, name] of keys.entries()) {
    const held = values[row];
    if (name !== null && held !== null && held !== undefined) found.set(name, held);
  }
  return found;
}
