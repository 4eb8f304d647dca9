/**
 * How many of a cluster have two traits together: what a persona rests on.
 *
 * @module
 */
import type { AggregateTable, Dimension } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import type { Clustering } from "./clustering.ts";
import { groupCodes, type SizeOptions } from "./group_sizes.ts";
import { membershipOf } from "./hidden.ts";
import type { Trait } from "./traits.ts";

/** Options of {@linkcode crossTraits}. */
export interface CrossOptions extends SizeOptions {
  /** The traits that are crossed. */
  readonly traits: readonly Trait[];
  /** The code of the group, `1` for the largest. */
  readonly group: string;
  /** The least rows that every combination must have. */
  readonly floor: number;
}

/**
 * Makes a table of counts of one cluster by all combinations of traits: dimensions `groep` (one code) and each trait's
 * column (`ja`, `nee`). Rows with an unknown trait are left out.
 *
 * When any combination has fewer rows than the floor the table has no cells: shares of the single traits stand in other
 * tables, and a combination that is told would then give the small one away.
 *
 * @example Two traits of four rows
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { crossTraits } from "./cross.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "kenmerk", en: "trait" };
 * const table = Table.from({
 *   x: Float64Array.of(1, 2, 3, 4, 90, 91),
 *   a: [true, true, false, false, true, true],
 *   b: [true, false, true, false, true, true],
 * });
 * const crossed = crossTraits(kMedoids(distance(table, { columns: ["x"] }), { k: 2 }), table, {
 *   id: "samen", title: text, entity: "household", population: text, period: text, sources: [], group: "1", floor: 1,
 *   traits: [{ column: "a", label: text }, { column: "b", label: text }],
 * });
 * assert.deepEqual(crossed.cells.map(({ codes }) => codes.join(" ")), ["1 ja ja", "1 ja nee", "1 nee ja", "1 nee nee"]);
 * assert.equal(crossed.cells[0]?.value, 1);
 * ```
 *
 * @param clustering The clusters.
 * @param table The rows that were clustered, with the truth columns.
 * @param options Group, traits and texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When the rows are not the same, or there is no such group.
 */
export function crossTraits(clustering: Clustering, table: Table, options: CrossOptions): AggregateTable {
  const { traits, group, groups, floor, ...frame } = options;
  const code = groupCodes(clustering, groups).find((each) => each.code === group);
  if (code === undefined || table.rowCount !== clustering.n) {
    throw new WorkspaceError({
      what: code ? "The table has other rows than the clusters" : `There is no group ${group}`,
      mend: `Give the ${clustering.n} rows that were clustered and a group from 1 to ${clustering.k}`,
    });
  }
  const { labels } = membershipOf(clustering);
  const columns = traits.map(({ column }) => table.booleans(column));
  const rows = Array.from(labels.keys()).filter((row) => labels[row] === Number(group) - 1)
    .map((row) => columns.map((column) => column[row] ?? null))
    .filter((truths) => !truths.includes(null));
  const dimensions: readonly Dimension[] = [
    { name: "groep", label: { nl: "Groep", en: "Group" }, kind: "nominal", codes: [code] },
    ...traits.map(({ column, label }): Dimension => ({
      name: column,
      label,
      kind: "nominal",
      codes: [
        { code: "ja", label },
        { code: "nee", label: { nl: `niet: ${label.nl}`, en: `not: ${label.en}` } },
      ],
    })),
  ];
  const cells = combinations(traits.length).map((wanted) => {
    const numerator = rows.filter((truths) => truths.every((truth, i) => truth === wanted[i])).length;
    const codes = [group, ...wanted.map((truth) => truth ? "ja" : "nee")];
    return { codes, n: numerator, numerator, denominator: null, value: numerator, low: null, high: null };
  });
  const isTellable = cells.every(({ n }) => n >= floor);
  return { ...frame, measure: MEASURE, dimensions, cells: isTellable ? cells : [] };
}

const MEASURE: AggregateTable["measure"] = {
  id: "samen-aantal",
  label: { nl: "Aantal met deze kenmerken samen", en: "Number with these traits together" },
  unit: { nl: "aantal", en: "number" },
  kind: "count",
  per: 1,
  decimals: 0,
  definition: {
    nl: "Wie in de groep al deze kenmerken heeft. Wie onbekend is, telt niet mee.",
    en: "Those of the group who have all these traits. Who is unknown does not count.",
  },
};

/** All combinations of so many truths, all true first. */
function combinations(count: number): readonly (readonly boolean[])[] {
  return Array.from({ length: count }).reduce<readonly (readonly boolean[])[]>(
    (known) => known.flatMap((each) => [[...each, true], [...each, false]]),
    [[]],
  );
}
