/** Parts of a composite index for tests. */
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import type { CompositePart } from "../../lib/indicators/mod.ts";

const label = { nl: "deel", en: "part" };

/** A part by areas WK0, WK1, …, a risk with weight 1 unless told. */
export function part(
  id: string,
  values: readonly (number | null)[],
  more: Partial<CompositePart> = {},
): CompositePart {
  const table: AggregateTable = {
    ...{ id, title: label, entity: "person", population: label, period: label, sources: [] },
    measure: { id, label, unit: label, kind: "estimate", per: 1, decimals: 1, definition: label },
    dimensions: [{ name: "wijk", label, kind: "region", codes: [] }],
    cells: values.map((value, i) => ({
      codes: [`WK${i}`],
      ...{ n: 50, numerator: null, denominator: null, value, low: null, high: null },
    })),
  };
  return { table, direction: "risk", weight: 1, ...more };
}
