/** Small tables for the disclosure tests: fictional areas, invented numbers. */
import type {
  AggregateCell,
  AggregateTable,
  Dimension,
  DimensionCode,
  MeasureKind,
} from "../../lib/core/aggregate.ts";
import { sameLabel } from "../../lib/core/language.ts";

/** Makes a dimension from codes; `a<b` says that a adds up into b. */
export function dimension(
  name: string,
  codes: readonly string[],
  kind: Dimension["kind"] = "region",
): Dimension {
  return {
    name,
    label: sameLabel(name),
    kind,
    codes: codes.map((text): DimensionCode => {
      const [code = "", parent] = text.split("<");
      return { code, label: sameLabel(code), ...(parent === undefined ? {} : { parent }) };
    }),
  };
}

/** Makes a table; cells are given as code list and numbers. */
export function table(
  id: string,
  kind: MeasureKind,
  dimensions: readonly Dimension[],
  cells: readonly AggregateCell[],
): AggregateTable {
  return {
    id,
    title: sameLabel(id),
    measure: {
      id: kind,
      label: sameLabel(kind),
      unit: sameLabel("-"),
      kind,
      per: kind === "share" ? 100 : 1,
      decimals: kind === "count" ? 0 : 1,
      definition: sameLabel("-"),
    },
    entity: "person",
    population: sameLabel("everybody"),
    period: sameLabel("2023"),
    dimensions,
    cells,
    sources: [],
  };
}

/** A count cell. */
export function count(codes: readonly string[], n: number): AggregateCell {
  return { codes, n, numerator: n, denominator: null, value: n, low: null, high: null };
}

/** A share cell. */
export function share(codes: readonly string[], numerator: number, n: number): AggregateCell {
  const value = n === 0 ? null : numerator / n;
  return { codes, n, numerator, denominator: n, value, low: null, high: null };
}
