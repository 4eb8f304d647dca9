/**
 * Collects children into the columns of the analysis file.
 *
 * @module
 */
import { type Column, Table } from "../../core/table.ts";
import { Rows } from "./_rows.ts";
import type { Register, TextOf } from "./register.ts";

/** One child in one year. */
export interface ChildRow {
  /** Number of the child. */
  readonly child: number;
  /** Number of the mother, negative when she is not known. */
  readonly mother: number;
  /** Row of the household spell. */
  readonly householdRow: number;
  /** Row of the address spell. */
  readonly addressRow: number;
  /** Columns of numbers; NaN for not known. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Columns of truth values; null for not known. */
  readonly truths: Readonly<Record<string, boolean | null>>;
}

/** The columns under construction. */
export class ChildColumns {
  readonly #register: Register;
  readonly #keys: { readonly child: number[]; readonly mother: number[] } = { child: [], mother: [] };
  readonly #rows: { readonly household: number[]; readonly address: number[] } = {
    household: [],
    address: [],
  };
  readonly #values = new Rows();

  /**
   * Starts without rows.
   *
   * @param register Gives the texts by number.
   */
  constructor(register: Register) {
    this.#register = register;
  }

  /** Adds a row; every row has the same columns. */
  add(row: ChildRow): void {
    this.#keys.child.push(row.child);
    this.#keys.mother.push(row.mother);
    this.#rows.household.push(row.householdRow);
    this.#rows.address.push(row.addressRow);
    this.#values.add(row);
  }

  /** Gives the table. */
  table(): Table {
    const { space, sexOf, householdNumber, buurtOf } = this.#register;
    const buurten = this.#rows.address.map(buurtOf);
    const texts: Readonly<Record<string, readonly (string | null)[]>> = {
      kind: this.#keys.child.map((id) => space.texts[id] ?? null),
      moeder: this.#keys.mother.map((id) => space.texts[id] ?? null),
      huishouden: this.#rows.household.map(householdNumber),
      geslacht: this.#keys.child.map((id) => sexOf(id) === "1" ? "jongen" : "meisje"),
      gemeente: areaCodes(buurten, "GM", 4),
      wijk: areaCodes(buurten, "WK", 6),
      buurt: areaCodes(buurten, "BU"),
    };
    const columns = new Map<string, Column>();
    for (const [name, values] of Object.entries(texts)) columns.set(name, { type: "text", values });
    for (const [name, column] of this.#values.columns()) columns.set(name, column);
    return Table.fromColumns(columns);
  }
}

/** Codes of one level, each different code one text in memory. */
function areaCodes(
  buurten: readonly (ReturnType<TextOf>)[],
  prefix: string,
  digits?: number,
): readonly (string | null)[] {
  const known = new Map<string, string>();
  return buurten.map((buurt) => {
    if (buurt === null) return null;
    let code = known.get(buurt);
    if (code === undefined) known.set(buurt, code = `${prefix}${buurt.slice(0, digits)}`);
    return code;
  });
}
