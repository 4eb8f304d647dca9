/** The assignment problem by HiGHS: as many pairs as possible, and among those the least sum of distances. @module */
import highsModule, { type Highs } from "highs";
import { WorkspaceError } from "../core/errors.ts";
import type { Distances } from "./_distances.ts";

// The package's types describe its CommonJS build; the ES module that runs exports the loader itself.
const loadHighs = highsModule as unknown as () => Promise<Highs>;
let loading: Promise<Highs> | null = null;

/** HiGHS' code for "optimal". */
const OPTIMAL = 7;
/** Above this number of possible pairs the programme would take gigabytes. */
const MOST_PAIRS = 2_000_000;

/** Fixed options: no output, one seed (the build has one thread); the answer does not depend on the machine's speed. */
const OPTIONS = { output_flag: false, random_seed: 0, solver: "simplex" } as const;

/** The pairs, in the order of the first list. */
export async function bestPairs(
  takers: readonly number[],
  others: readonly number[],
  distances: Distances,
): Promise<readonly (readonly [number, number])[]> {
  const edges = edgesOf(takers, others, distances);
  const longest = edges.reduce((most, edge) => Math.max(most, edge.cost), 0) || 1;
  // Leaving one out costs more than any rearrangement of the rest can save.
  const alone = 2 * Math.min(takers.length, others.length) + 2;
  loading ??= loadHighs();
  const solver = await loading;
  const columns = edges.length + takers.length;
  const rows = takers.length + others.length;
  const model = solver.createModel({
    ...{ numCols: columns, numRows: rows },
    colCost: [...edges.map((edge) => edge.cost / longest), ...takers.map(() => alone)],
    ...{ colLower: new Float64Array(columns), colUpper: new Float64Array(columns).fill(1) },
    rowLower: [...takers.map(() => 1), ...others.map(() => 0)],
    rowUpper: new Float64Array(rows).fill(1),
    matrix: incidence(edges, takers.length, rows),
  });
  try {
    model.options.set(OPTIONS);
    const status: number = model.run().modelStatus;
    if (status !== OPTIMAL) {
      throw new WorkspaceError({
        what: `The best pairs were not found (solver status ${status})`,
        where: "matching",
      });
    }
    const chosen = model.getSolution().colValue;
    return edges.filter((_, place) => chosen[place]! > 0.5).map(({ taker, other }) =>
      [takers[taker]!, others[other]!] as const
    );
  } finally {
    model.dispose();
  }
}

interface Edge {
  readonly taker: number;
  readonly other: number;
  readonly cost: number;
}

function edgesOf(
  takers: readonly number[],
  others: readonly number[],
  distances: Distances,
): readonly Edge[] {
  if (takers.length * others.length > MOST_PAIRS) {
    throw new WorkspaceError({
      what: `${takers.length} × ${others.length} possible pairs are too many`,
      where: "matching",
      mend: "Take matchNearest, or draw a sample of those who did not take part",
    });
  }
  return takers.flatMap((row, taker) =>
    others.flatMap((partner, other) => {
      const cost = distances.between(row, partner);
      return Number.isFinite(cost) ? [{ taker, other, cost }] : [];
    })
  );
}

/** One row per person: a pair touches two, being left alone one. */
function incidence(edges: readonly Edge[], takers: number, rows: number) {
  const starts = [0], indices: number[] = [];
  for (const edge of edges) starts.push(indices.push(edge.taker, takers + edge.other));
  for (let taker = 0; taker < takers; taker++) starts.push(indices.push(taker));
  return {
    format: "csc" as const,
    numRows: rows,
    numCols: edges.length + takers,
    ...{ starts, indices, values: new Float64Array(indices.length).fill(1) },
  };
}
