/**
 * Tetrachoric correlation of two yes/no items.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { normalCdf, normalQuantile } from "../core/stats/mod.ts";
import { keepsFloor } from "./groups.ts";
import type { Caution } from "./instrument.ts";
import { columnsOf, FORMATIVE, type ItemColumns } from "./reliability.ts";

/** A two-by-two table: [[both no or both yes, …], […]] as counts, rows the first item. */
export type TwoByTwo = readonly [readonly [number, number], readonly [number, number]];

/** Options of {@linkcode tetrachoric}. */
export interface TetrachoricOptions {
  /** What to do with an empty cell: refuse (unless told), or add ½ to every cell, which is then part of the method. */
  readonly emptyCell?: "refuse" | "addHalf";
}

/**
 * The correlation of two normal variables that, cut at the margins, give the table (maximum likelihood).
 *
 * Solves Φ₂(h, k; ρ) = p₁₁ with h and k from the margins.
 * Source: Pearson (1900), Philosophical Transactions A 195:1–47; Φ₂ by Plackett's integral over arcsin ρ.
 *
 * @example A median split has a closed form
 * ```ts
 * import { tetrachoric } from "./tetrachoric.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(tetrachoric([[35, 15], [15, 35]]).toFixed(10), Math.sin(Math.PI / 5).toFixed(10));
 * ```
 *
 * @param table Counts.
 * @param options What to do with an empty cell.
 * @returns The correlation, between −1 and 1.
 * @throws {WorkspaceError} When a cell is empty and that is refused, or a margin is empty.
 */
export function tetrachoric(table: TwoByTwo, options: TetrachoricOptions = {}): number {
  const empty = table.flat().some((count) => count === 0);
  if (empty && options.emptyCell !== "addHalf") {
    throw new WorkspaceError({
      what: "A tetrachoric correlation does not exist with an empty cell",
      where: "tetrachoric",
      mend: 'Merge items, or say emptyCell: "addHalf" and report that correction',
    });
  }
  const add = empty ? 0.5 : 0;
  const [[a, b], [c, d]] = table;
  const n = a + b + c + d + 4 * add;
  const h = normalQuantile((a + b + 2 * add) / n);
  const k = normalQuantile((a + c + 2 * add) / n);
  return solve(h, k, (a + add) / n);
}

/** Bisection kept fast by Newton: Φ₂ rises in ρ. */
function solve(h: number, k: number, target: number): number {
  let low = -1, high = 1, rho = 0;
  for (let step = 0; step < 200; step++) {
    const gap = bivariateNormal(h, k, rho) - target;
    if (gap > 0) high = rho;
    else low = rho;
    const rest = 1 - rho * rho;
    const density = Math.exp(-(h * h - 2 * rho * h * k + k * k) / (2 * rest)) /
      (2 * Math.PI * Math.sqrt(rest));
    let next = rho - gap / density;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - rho) < 1e-14) return next;
    rho = next;
  }
  return rho;
}

/** P(X ≤ h, Y ≤ k) for standard normals with correlation ρ. */
function bivariateNormal(h: number, k: number, rho: number): number {
  const end = Math.asin(rho);
  let sum = 0;
  for (const [node, weight] of NODES) {
    for (const side of [-node, node]) {
      const sine = Math.sin(end * (1 + side) / 2);
      sum += weight * Math.exp(-(h * h + k * k - 2 * h * k * sine) / (2 * (1 - sine * sine)));
    }
  }
  return normalCdf(h) * normalCdf(k) + (sum * end / 2) / (2 * Math.PI);
}

/** Gauss–Legendre nodes and weights of order 40 (positive half), by Newton on the Legendre polynomial. */
const NODES: readonly (readonly [node: number, weight: number])[] = legendre(40);

function legendre(order: number): readonly (readonly [number, number])[] {
  return Array.from({ length: order / 2 }, (_, index) => {
    let x = Math.cos(Math.PI * (index + 0.75) / (order + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let previous = 1, current = x;
      for (let degree = 2; degree <= order; degree++) {
        [previous, current] = [current, ((2 * degree - 1) * x * current - (degree - 1) * previous) / degree];
      }
      slope = order * (x * current - previous) / (x * x - 1);
      const change = current / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    return [x, 2 / ((1 - x * x) * slope * slope)] as const;
  });
}

/**
 * Alpha from tetrachoric correlations: k r̄ / (1 + (k − 1) r̄). Every pair of items must fill all four cells.
 *
 * @example Three items
 * ```ts
 * import { tetrachoricAlpha } from "./tetrachoric.ts";
 * import assert from "node:assert/strict";
 *
 * const a = [1, 1, 1, 0, 0, 0, 1, 0], b = [1, 1, 0, 0, 0, 1, 1, 0], c = [1, 0, 1, 0, 1, 0, 1, 0];
 * const { alpha, warnings } = tetrachoricAlpha([a, b, c]);
 * assert.ok(alpha > 0.5);
 * assert.equal(warnings[0]?.id, "formative-index");
 * ```
 *
 * @param items 0/1 values per item; respondents with any other value are left out of that pair.
 * @param options What to do with an empty cell.
 * @returns The alpha, with the warning that an ACE score is a formative index.
 * @throws {WorkspaceError} When there are fewer than two items, or a cell is empty and that is refused.
 */
export function tetrachoricAlpha(
  items: readonly ArrayLike<number>[],
  options: TetrachoricOptions = {},
): { readonly alpha: number; readonly warnings: readonly Caution[] } {
  const k = items.length;
  if (k < 2) {
    throw new WorkspaceError({
      what: "Alpha needs at least two items",
      where: "tetrachoricAlpha",
      mend: "Give more items",
    });
  }
  let sum = 0;
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) sum += tetrachoric(crossTable(items[a]!, items[b]!), options);
  }
  const average = sum / (k * (k - 1) / 2);
  return { alpha: (k * average) / (1 + (k - 1) * average), warnings: [FORMATIVE] };
}

/** Options of {@linkcode tetrachoricMatrix}. */
export interface TetrachoricMatrixOptions {
  /** The smallest number of respondents with both answers known that a correlation may rest on: the policy's floor. */
  readonly floor: number;
  /**
   * What to do with a pair that leaves a cell empty: refuse (unless told), leave that correlation out (null), or add ½ to
   * every cell of that pair.
   */
  readonly emptyCell?: "refuse" | "leaveOut" | "addHalf";
}

/** Tetrachoric correlations of every pair. */
export interface TetrachoricMatrix {
  /** The ids of the items or categories. */
  readonly ids: readonly string[];
  /** The correlations, rows and columns in the order of `ids`; 1 on the diagonal, null where a pair was left out. */
  readonly correlations: readonly (readonly (number | null)[])[];
}

/**
 * Tetrachoric correlations of all pairs of items, or of the categories of scores.
 *
 * @example Two items
 * ```ts
 * import { tetrachoricMatrix } from "./tetrachoric.ts";
 * import assert from "node:assert/strict";
 *
 * const items = { a: [1, 1, 1, 0, 0, 0, 1, 0], b: [1, 1, 0, 0, 0, 1, 1, 0] };
 * const { correlations } = tetrachoricMatrix(items, { floor: 8 });
 * assert.equal(correlations[0]?.[1]?.toFixed(6), Math.sin(Math.PI / 4).toFixed(6));
 * ```
 *
 * @param items 0/1 values per item, or scores, whose flags are taken; respondents with an unknown value are left out of
 *   that pair.
 * @param options The floor, and what to do with an empty cell.
 * @returns The matrix.
 * @throws {AceRefusal} When fewer respondents than the floor have both answers of a pair.
 * @throws {WorkspaceError} When a cell is empty and that is refused.
 */
export function tetrachoricMatrix(items: ItemColumns, options: TetrachoricMatrixOptions): TetrachoricMatrix {
  const columns = [...columnsOf(items)];
  const { floor, emptyCell = "refuse" } = options;
  const correlations = columns.map((): (number | null)[] => columns.map(() => 1));
  columns.forEach(([id, first], a) =>
    columns.slice(a + 1).forEach(([other, second], gap) => {
      const table = crossTable(first, second);
      const n = table.flat().reduce((sum, count) => sum + count, 0);
      keepsFloor(n, `${id} × ${other}`, { id: "tetrachoric", floor });
      const left = emptyCell === "leaveOut" && table.flat().includes(0);
      const value = left ? null : tetrachoric(table, emptyCell === "addHalf" ? { emptyCell } : {});
      const b = a + 1 + gap;
      correlations[a]![b] = correlations[b]![a] = value;
    })
  );
  return { ids: columns.map(([id]) => id), correlations };
}

function crossTable(a: ArrayLike<number>, b: ArrayLike<number>): TwoByTwo {
  const cells: [[number, number], [number, number]] = [[0, 0], [0, 0]];
  for (let row = 0; row < a.length; row++) {
    const [x, y] = [a[row], b[row]];
    if ((x === 0 || x === 1) && (y === 0 || y === 1)) cells[x][y]++;
  }
  return cells;
}
