/** Tables that ACRO judged, and an attack on what it would let out. */
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import { attack, type ProtectedTable, SystemBuilder } from "../../lib/disclosure/mod.ts";
import { count, dimension, table } from "./_tables.ts";

/** A cell as ACRO saw it. */
export interface AcroCell {
  readonly codes: readonly string[];
  readonly n: number;
  readonly flag: string;
  readonly sum?: number;
  readonly largest?: readonly number[];
}

/** A table as ACRO saw it. */
export interface AcroTable {
  readonly name: string;
  readonly source: "acro" | "ours";
  readonly aggfunc: "sum" | "mean" | null;
  readonly dims: readonly string[];
  readonly cells: readonly AcroCell[];
}

/** Tells whether ACRO would hide a cell. */
export const isFlagged = ({ flag }: AcroCell): boolean => flag !== "ok" && flag !== "absent";

/** The same table as ours; amounts get the contributions that ACRO saw. */
export function ourTable({ name, dims, cells, aggfunc }: AcroTable): AggregateTable {
  const dimensions = dims.map((dim, i) => dimension(dim, [...new Set(cells.map(({ codes }) => codes[i]!))]));
  return table(
    name,
    aggfunc ?? "count",
    dimensions,
    cells.map((cell) =>
      aggfunc === null ? count(cell.codes, cell.n) : {
        ...{
          codes: cell.codes,
          n: cell.n,
          numerator: cell.sum!,
          denominator: aggfunc === "mean" ? cell.n : null,
        },
        ...{ value: aggfunc === "mean" ? cell.sum! / cell.n : cell.sum!, low: null, high: null },
        largest: cell.largest!,
      }
    ),
  );
}

/** One total per code of each dimension: what a researcher publishes beside the crosstab. */
export function oneWay({ dims, cells }: AcroTable): AggregateTable[] {
  return dims.map((dim, i) => {
    const codes = [...new Set(cells.map((cell) => cell.codes[i]!))];
    return table(
      `per ${dim}`,
      "count",
      [dimension(dim, codes)],
      codes.map((code) =>
        count([code], cells.filter((cell) => cell.codes[i] === code).reduce((sum, { n }) => sum + n, 0))
      ),
    );
  });
}

/** How many small cells an attacker knows too well, given which numbers are hidden. */
export async function atRisk(
  { dims, cells }: AcroTable,
  margins: readonly AggregateTable[],
  isHidden: (table: number | "cross", codes: readonly string[], n: number) => boolean,
): Promise<number> {
  const builder = new SystemBuilder();
  const hidden: boolean[] = [];
  const add = (key: string, n: number, hide: boolean): void => {
    builder.addQuantity(key, { value: n, item: builder.addItem(key, 1, "free") });
    hidden.push(hide);
  };
  for (const cell of cells) add(cell.codes.join(), cell.n, isHidden("cross", cell.codes, cell.n));
  margins.forEach((margin, i) => {
    for (const cell of margin.cells) {
      const key = `${dims[i]}=${cell.codes[0]}`;
      add(key, cell.n, isHidden(i, cell.codes, cell.n));
      builder.addSum(
        key,
        key,
        cells.filter(({ codes }) => codes[i] === cell.codes[0]).map(({ codes }) => codes.join()),
      );
    }
  });
  const small = cells.flatMap(({ n }, i) => n < 10 ? [i] : []);
  const intervals = await attack(builder.build(), hidden, small);
  // Room for the last bit of the solver.
  const least = 10 - 1e-6;
  return intervals.filter(({ low, high }) => high < least || high - low < least).length;
}

/** Tells whether a protected table hides a cell. */
export const hides = (safe: ProtectedTable, codes: readonly string[]) =>
  safe.cell(...codes)?.status === "suppressed";
