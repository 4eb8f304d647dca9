/** From columns of strata, clusters and population sizes to index arrays per stage. @module */
import { WorkspaceError } from "../core/errors.ts";
import type { Column, Table } from "../core/table.ts";

/** One sampling stage, as names of columns. */
export interface StageColumns {
  /** The stratum; one stratum when absent. */
  readonly stratum?: string;
  /** The cluster (primary sampling unit at the first stage); every row its own when absent. */
  readonly cluster?: string;
  /** The number of units of this stage in the stratum's population; infinite when absent. */
  readonly population?: string;
}

/** One sampling stage, as indexes. */
export interface Stage {
  /** The cluster of each row. */
  readonly clusterOfRow: Int32Array;
  /** The stratum of each cluster. */
  readonly stratumOfCluster: Int32Array;
  /** The number of sampled clusters per stratum. */
  readonly sampled: Float64Array;
  /** The number of clusters in the population per stratum; Infinity when not known. */
  readonly population: Float64Array;
  /** The product of the sampling fractions of the stages above, per stratum. */
  readonly factor: Float64Array;
}

/** Whether a cluster code means one cluster everywhere, or one in each stratum. */
export type ClusterIds = "unique" | "withinStratum";

/** Builds the stages from the columns of a table. */
export function buildStages(
  table: Table,
  columns: readonly StageColumns[],
  ids: ClusterIds,
): readonly Stage[] {
  const stages: Stage[] = [];
  let parent: { readonly ofRow: Int32Array; readonly fraction: Float64Array } = {
    ofRow: new Int32Array(table.rowCount),
    fraction: Float64Array.of(1),
  };
  for (const names of columns) {
    const strata = group(table.rowCount, parent.ofRow, keysOf(table, names.stratum));
    const clusters = group(table.rowCount, strata.ofRow, keysOf(table, names.cluster, "rows"));
    if (ids === "unique" && stages.length === 0) refuseSplitClusters(table, names, clusters.size);
    const stage = oneStage(table, names, { strata, clusters, parent });
    stages.push(stage);
    parent = {
      ofRow: clusters.ofRow,
      fraction: Float64Array.from(
        stage.stratumOfCluster,
        (stratum) => stage.factor[stratum]! * stage.sampled[stratum]! / stage.population[stratum]!,
      ),
    };
  }
  return stages;
}

interface Grouping {
  readonly ofRow: Int32Array;
  readonly size: number;
}

interface StageParts {
  readonly strata: Grouping;
  readonly clusters: Grouping;
  readonly parent: { readonly ofRow: Int32Array; readonly fraction: Float64Array };
}

function oneStage(table: Table, names: StageColumns, { strata, clusters, parent }: StageParts): Stage {
  const stratumOfCluster = new Int32Array(clusters.size);
  const factor = new Float64Array(strata.size);
  const population = new Float64Array(strata.size).fill(Infinity);
  const sizes = names.population === undefined ? null : table.numbers(names.population);
  for (let row = 0; row < table.rowCount; row++) {
    const stratum = strata.ofRow[row]!;
    stratumOfCluster[clusters.ofRow[row]!] = stratum;
    factor[stratum] = parent.fraction[parent.ofRow[row]!]!;
    if (sizes) population[stratum] = samePopulation(population[stratum]!, sizes[row]!, row, names);
  }
  const sampled = new Float64Array(strata.size);
  for (const stratum of stratumOfCluster) sampled[stratum]!++;
  const short = sampled.findIndex((count, stratum) => count > population[stratum]!);
  if (short >= 0) {
    throw problem("A stratum has more sampled clusters than its population", names.population ?? "");
  }
  return { clusterOfRow: clusters.ofRow, stratumOfCluster, sampled, population, factor };
}

function samePopulation(known: number, found: number, row: number, names: StageColumns): number {
  if (found >= 1 && (known === Infinity || known === found)) return found;
  throw problem(
    found >= 1
      ? "One stratum has two population sizes"
      : "A population size is below 1 or empty; fractions are not taken",
    `${names.population}, row ${row + 1}`,
  );
}

/** The key of each row: codes of a column, or the row number, or nothing. */
function keysOf(
  table: Table,
  name: string | undefined,
  otherwise: "one" | "rows" = "one",
): (row: number) => string | number {
  if (name === undefined) return otherwise === "one" ? () => 0 : (row) => row;
  const column: Column = table.column(name);
  return (row) => {
    const value = column.values[row] ?? null;
    if (value === null || Number.isNaN(value)) {
      throw problem("A row has no stratum or cluster", `${name}, row ${row + 1}`);
    }
    return typeof value === "boolean" ? String(value) : value;
  };
}

function group(rows: number, parent: Int32Array, keyOf: (row: number) => string | number): Grouping {
  const known = new Map<number, Map<string | number, number>>();
  const ofRow = new Int32Array(rows);
  let size = 0;
  for (let row = 0; row < rows; row++) {
    const outer = parent[row]!;
    const inner = known.get(outer) ?? new Map<string | number, number>();
    if (inner.size === 0) known.set(outer, inner);
    const key = keyOf(row);
    let index = inner.get(key);
    if (index === undefined) inner.set(key, index = size++);
    ofRow[row] = index;
  }
  return { ofRow, size };
}

function refuseSplitClusters(table: Table, names: StageColumns, found: number): void {
  if (names.cluster === undefined || names.stratum === undefined) return;
  const distinct = new Set<unknown>(table.column(names.cluster).values).size;
  if (distinct === found) return;
  throw problem("A cluster code stands in more than one stratum", names.cluster);
}

function problem(what: string, where: string): WorkspaceError {
  return new WorkspaceError({
    what,
    where,
    mend:
      'Correct the design columns; say clusterIds: "withinStratum" when codes start again in each stratum',
  });
}
