/** What a comparison with a peer is made of: generated rows, and numbers by name from each program. */
import { Table } from "../../../lib/core/table.ts";

/** One generated data set, by column. */
export type Rows = Readonly<Record<string, readonly (number | string)[]>>;
/** Numbers by name for one data set. */
export type Answers = Readonly<Record<string, number>>;

/** A method, with data for it and its answers here. */
export interface Peer {
  /** Its name in the table and in the scripts of the peers. */
  readonly method: string;
  /** Which programs can answer. */
  readonly programs: readonly ("python" | "r")[];
  /** Makes the data set of a name. */
  readonly make: (name: string) => Rows;
  /** What this library answers. */
  readonly here: (rows: Rows) => Answers | Promise<Answers>;
}

/** The rows as a table. */
export function tableOf(rows: Rows): Table {
  return Table.from(Object.fromEntries(
    Object.entries(rows).map(([name, values]) => [
      name,
      values.every((value) => typeof value === "number")
        ? Float64Array.from(values as number[])
        : values.map(String),
    ]),
  ));
}

/** One column as numbers. */
export function numbers(rows: Rows, name: string): number[] {
  return (rows[name] ?? []).map(Number);
}

/** Rows from a list of records. */
export function columns<T extends Record<string, number | string>>(list: readonly T[]): Rows {
  return Object.fromEntries(Object.keys(list[0] ?? {}).map((name) => [name, list.map((row) => row[name]!)]));
}

/** A number that may be missing. */
export function number(value: number | null | undefined): number {
  return value ?? NaN;
}

/** An estimate and its standard error, under two names. */
export function both(name: string, found: { estimate: number; standardError: number | null }): Answers {
  return { [name]: found.estimate, [`${name} error`]: number(found.standardError) };
}
