/** The parts of a composite index, checked and made ready for any choice. @module */
import { WorkspaceError } from "../core/mod.ts";
import { drawIn, type PartColumn, shareOut } from "./_composite_steps.ts";
import { type Choice, type Ready, readyFor } from "./_composite_trials.ts";
import type { CompositeOptions, CompositePart } from "./composite.ts";

/** Parts that are ready. */
export interface Prepared {
  /** The parts with risk upwards, in units near 1, for the areas that have all of them. */
  readonly columns: readonly PartColumn[];
  /** The same with outliers drawn in. */
  readonly treated: readonly TreatedColumn[];
  /** Every area of the first part. */
  readonly codes: readonly string[];
  /** The areas that have all parts. */
  readonly complete: readonly string[];
  /** What was chosen. */
  readonly chosen: Choice;
  /** The index under any choice. */
  readonly ready: Ready;
}

/** Checks parts and makes them ready. */
export function prepareComposite(parts: readonly CompositePart[], options: CompositeOptions): Prepared {
  checkParts(parts);
  const { columns, codes, complete } = columnsOf(parts);
  const aggregate = options.aggregate ?? "arithmetic";
  const chosen: Choice = {
    weights: shareOut(parts.map((part) => part.weight)),
    normalise: options.normalise ?? (aggregate === "arithmetic" ? "z-score" : "min-max"),
    aggregate,
    outliers: options.outliers ?? "keep",
  };
  const treated = columns.map(treatedColumn);
  const ready = readyFor({ keep: columns, "draw-in": treated.map(({ column }) => column) });
  return { columns, treated, codes, complete, chosen, ready };
}

/** A part with outliers drawn in. */
export interface TreatedColumn {
  /** Its values then. */
  readonly column: PartColumn;
  /** What was done. */
  readonly how: ReturnType<typeof drawIn>["how"];
  /** How many values were drawn in. */
  readonly drawn: number;
}

function treatedColumn({ values: before, ends }: PartColumn): TreatedColumn {
  const { values, how, drawn } = drawIn(before);
  // A logarithm changes the unit, so agreed ends no longer hold.
  return { column: ends === undefined || how === "logarithm" ? { values } : { values, ends }, how, drawn };
}

function checkParts(parts: readonly CompositePart[]): void {
  if (parts.length < 2) throw refuse("it needs at least two parts");
  if (parts.some((part) => !(part.weight > 0 && part.weight < Infinity))) {
    throw refuse("a weight is not above 0");
  }
  if (parts.some((part) => part.table.dimensions.length !== 1)) {
    throw refuse("a part is not by one dimension");
  }
  const names = new Set(parts.map((part) => part.table.dimensions[0]?.name));
  if (names.size > 1) throw refuse("its parts are by different dimensions");
  const rises = ({ goalposts }: CompositePart) =>
    goalposts === undefined || (goalposts.every(Number.isFinite) && goalposts[0] < goalposts[1]);
  if (!parts.every(rises)) throw refuse("goalposts are not two rising numbers");
  if (parts.some(({ table }) => table.cells.some(({ value }) => Math.abs(value ?? 0) === Infinity))) {
    throw refuse("a value is infinite");
  }
}

function refuse(why: string): WorkspaceError {
  return new WorkspaceError({
    what: `Index cannot be computed: ${why}`,
    mend: "Give two or more tables by the same areas, each with a weight above 0",
  });
}

/** The parts with risk upwards, in units near 1, for the areas that have all of them. */
function columnsOf(parts: readonly CompositePart[]) {
  const codes = parts[0]!.table.cells.map((cell) => cell.codes[0] ?? "");
  const values = parts.map(({ table }) =>
    new Map(table.cells.map((cell) => [cell.codes[0] ?? "", cell.value]))
  );
  const complete = codes.filter((code) => values.every((held) => Number.isFinite(held.get(code) ?? NaN)));
  if (complete.length < 3) throw refuse("fewer than three areas have all parts");
  const columns = parts.map(({ direction, goalposts }, part): PartColumn => {
    const own = complete.map((code) => values[part]!.get(code)!), sign = direction === "risk" ? 1 : -1;
    const largest = Math.max(...[...own, ...goalposts ?? []].map(Math.abs));
    const unit = sign * (largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1);
    const ends = goalposts?.map((end) => end / unit).sort((a, b) => a - b);
    return {
      values: own.map((value) => value / unit),
      ...(ends ? { ends: [ends[0]!, ends[1]!] as const } : {}),
    };
  });
  return { columns, codes, complete };
}
