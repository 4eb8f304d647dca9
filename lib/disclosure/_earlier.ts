/**
 * Earlier releases as tables of the system: their shown cells are known, their hidden ones are open.
 *
 * @module
 */
import type { AggregateCell, AggregateTable } from "../core/aggregate.ts";
import { sameLabel } from "../core/language.ts";
import { type Grid, type GridCell, keyOf } from "./_grid.ts";
import type { LedgerOutput } from "./_ledger_output.ts";

/** Makes the grid of an earlier output. */
export function gridOfOutput(output: LedgerOutput): Grid {
  const cells = output.cells.map((cell): GridCell => {
    const at = new Map(output.dimensions.map((dimension, i) => [dimension.name, cell.codes[i] ?? ""]));
    const shown: AggregateCell = {
      codes: cell.codes,
      n: cell.n ?? cell.range?.[1] ?? 0,
      numerator: cell.numerator,
      denominator: cell.denominator,
      value: cell.value,
      low: null,
      high: null,
    };
    const range = cell.range === undefined ? {} : { range: cell.range };
    return { key: keyOf(at), at, cell: shown, origin: cell.n === null ? "unknown" : "given", ...range };
  });
  return { table: tableOfOutput(output), cells, byKey: new Map(cells.map((cell) => [cell.key, cell])) };
}

function tableOfOutput(output: LedgerOutput): AggregateTable {
  const text = sameLabel("");
  const { id, kind, per, decimals } = output.measure;
  return {
    // Ids of earlier outputs may return in a new edition; the checksum keeps them apart.
    id: `${output.tableId} ${output.checksum}`,
    title: text,
    measure: { id, label: text, unit: text, kind, per, decimals, definition: text },
    entity: output.entity,
    population: sameLabel(output.population),
    period: sameLabel(output.period),
    dimensions: output.dimensions.map((dimension) => ({
      name: dimension.name,
      label: text,
      kind: dimension.kind,
      ...(dimension.membership === undefined ? {} : { membership: dimension.membership }),
      codes: dimension.codes.map(({ code, parent }) => ({
        code,
        label: text,
        ...(parent === null ? {} : { parent }),
      })),
    })),
    cells: [],
    sources: output.sources.map((source) => ({
      datasetId: source.datasetId,
      title: text,
      owner: "",
      licence: "",
      sensitivity: source.sensitivity ?? "personal",
      synthetic: false,
      referenceDate: "",
      sha256: source.sha256,
    })),
  };
}
