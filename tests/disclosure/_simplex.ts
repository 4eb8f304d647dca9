/**
 * A plain simplex method for the attackers of the tests: dense, two phases, Bland's rule, no code of the library and
 * not its solver. Good for some dozens of unknowns from 0.
 */

/** `sum of coefficients * unknowns = right`. */
export interface Equation {
  readonly coefficients: readonly number[];
  readonly right: number;
}

/** The smallest value of a sum of unknowns, with a corner in which it is reached; null when nothing bounds it. */
export interface Corner {
  readonly value: number;
  readonly at: readonly number[];
}

const EPSILON = 1e-9;

/** One row per equation, the right-hand side last; `basis` names the unknown that each row stands for. */
interface Tableau {
  readonly rows: number[][];
  readonly basis: number[];
}

function pivot({ rows, basis }: Tableau, row: number, column: number): void {
  const scale = rows[row]![column]!;
  rows[row] = rows[row]!.map((x) => x / scale);
  for (const [i, other] of rows.entries()) {
    const factor = other[column]!;
    if (i === row || Math.abs(factor) < EPSILON) continue;
    rows[i] = other.map((x, k) => x - factor * rows[row]![k]!);
  }
  basis[row] = column;
}

/** Minimises over the first `many` unknowns; false when nothing bounds the sum from below. */
function minimise(tableau: Tableau, costs: readonly number[], many: number): boolean {
  for (;;) {
    const { rows, basis } = tableau;
    const priceOf = (column: number): number =>
      costs[column]! - basis.reduce((sum, b, i) => sum + costs[b]! * rows[i]![column]!, 0);
    const column = Array.from({ length: many }, (_, k) => k).find((k) => priceOf(k) < -EPSILON);
    if (column === undefined) return true;
    let best = -1, least = Infinity;
    for (const [i, row] of rows.entries()) {
      if (row[column]! <= EPSILON) continue;
      const ratio = row.at(-1)! / row[column]!;
      if (ratio < least - EPSILON || (ratio < least + EPSILON && basis[i]! < basis[best]!)) {
        [best, least] = [i, ratio];
      }
    }
    if (best < 0) return false;
    pivot(tableau, best, column);
  }
}

/** Finds the smallest value of a sum of unknowns, none of which is below 0. */
export function smallest(equations: readonly Equation[], costs: readonly number[]): Corner | null {
  const many = costs.length, extra = equations.length;
  const rows = equations.map(({ coefficients, right }, i) => {
    const sign = right < 0 ? -1 : 1;
    const artificial = Array.from({ length: extra }, (_, k) => k === i ? 1 : 0);
    return [...coefficients.map((x) => sign * x), ...artificial, sign * right];
  });
  const tableau: Tableau = { rows, basis: equations.map((_, i) => many + i) };
  const penalty = Array.from({ length: many + extra }, (_, k) => k < many ? 0 : 1);
  minimise(tableau, penalty, many + extra);
  const left = tableau.basis.reduce((sum, b, i) => sum + (b < many ? 0 : tableau.rows[i]!.at(-1)!), 0);
  if (left > 1e-6) throw new Error("No world fits what was published: the attacker was told something wrong");
  // An artificial unknown that stays at 0 makes way where it can; where it cannot, its row says nothing new.
  for (const [i, b] of tableau.basis.entries()) {
    if (b < many) continue;
    const column = Array.from({ length: many }, (_, k) => k).find((k) =>
      Math.abs(tableau.rows[i]![k]!) > EPSILON
    );
    if (column !== undefined) pivot(tableau, i, column);
  }
  const all = [...costs, ...Array.from({ length: extra }, () => 0)];
  if (!minimise(tableau, all, many)) return null;
  const at = Array.from({ length: many }, () => 0);
  tableau.basis.forEach((b, i) => {
    if (b < many) at[b] = tableau.rows[i]!.at(-1)!;
  });
  return { value: at.reduce((sum, x, k) => sum + x * costs[k]!, 0), at };
}

/** Adds an unknown of its own to equations: `x + slack = right` (`most`) or `x - slack = right` (`least`). */
function bounded(equations: readonly Equation[], unknown: number, many: number, right: number, sign: 1 | -1) {
  const wider = equations.map((e): Equation => ({ ...e, coefficients: [...e.coefficients, 0] }));
  const coefficients = Array.from({ length: many + 1 }, (_, k) => k === unknown ? 1 : k === many ? sign : 0);
  return [...wider, { coefficients, right }];
}

/** The smallest value of a sum of whole unknowns from 0: `Infinity` when there is no world, `-Infinity` without bound. */
export function smallestWhole(
  equations: readonly Equation[],
  costs: readonly number[],
  many = costs.length,
): number {
  let corner: Corner | null;
  try {
    corner = smallest(equations, costs);
  } catch {
    return Infinity;
  }
  if (corner === null) return -Infinity;
  const broken = corner.at.slice(0, many).findIndex((x) => Math.abs(x - Math.round(x)) > 1e-6);
  if (broken < 0) return corner.value;
  const at = corner.at[broken]!, next = [...costs, 0];
  return Math.min(
    smallestWhole(bounded(equations, broken, costs.length, Math.floor(at), 1), next, many),
    smallestWhole(bounded(equations, broken, costs.length, Math.ceil(at), -1), next, many),
  );
}
