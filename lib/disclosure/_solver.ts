/**
 * HiGHS behind the two questions that disclosure control asks: how far can an attacker get, and what is the
 * cheapest set of cells to hide. Any status but "optimal" is an error: a verdict never rests on it.
 *
 * @module
 */
import highsModule, { type Highs, type Model } from "highs";
import { SolverError } from "./errors.ts";
import type { Cut } from "./_reach.ts";
import type { LinearSystem } from "./system.ts";

/** The loaded solver. */
export type Solver = Highs;

/** A model in the solver's memory. */
export type SolverModel = Model;

// The package's types describe its CommonJS build; the ES module that runs exports the loader itself.
const loadHighs = highsModule as unknown as () => Promise<Highs>;

let loading: Promise<Solver> | null = null;
let loaded: Solver | null = null;

/** Loads the solver once per process. */
export function loadSolver(): Promise<Solver> {
  loading ??= loadHighs().then((solver) => loaded = solver);
  return loading;
}

/** The solver where it was loaded before: after `protect` it is. Null otherwise. */
export function solverAtHand(): Solver | null {
  return loaded;
}

/** HiGHS' code for "optimal". */
const OPTIMAL = 7;
/** HiGHS' code for "infeasible". */
const INFEASIBLE = 8;
/** HiGHS' code for "unbounded", proved. "Unbounded or infeasible" (9) is no proof and counts as a failure. */
const UNBOUNDED = 10;
/** HiGHS' code for a feasible solution at hand. */
const FEASIBLE = 2;

/**
 * Fixed options: no output, one seed, tight tolerances. Limits count iterations and nodes, never seconds, so that
 * a result does not depend on the speed of the machine.
 */
const OPTIONS = {
  output_flag: false,
  random_seed: 0,
  primal_feasibility_tolerance: 1e-9,
  dual_feasibility_tolerance: 1e-9,
  mip_rel_gap: 0,
  mip_abs_gap: 1e-6,
  mip_feasibility_tolerance: 1e-9,
} as const;

/** From this many changed costs on, all are set at once. */
const MANY_COSTS = 8;

/** An extreme of one quantity, with the multipliers that prove it. */
export interface Extreme {
  /** The extreme value; infinite when nothing bounds it. */
  readonly value: number;
  /** One multiplier per relation. */
  readonly rowDual: Float64Array;
  /** The attacker's world in which it is reached: a value per quantity; empty when unbounded. */
  readonly world: Float64Array;
}

/** An attacker who knows what is shown and asks how large or small a quantity can be. */
export interface Attacker {
  /** Sets how much of each item is hidden, from 0 to 1. */
  setHidden(hidden: readonly number[], known: readonly number[]): void;
  /** Gives the largest (`max`) or smallest (`min`) possible value of a quantity. */
  extreme(quantity: number, sense: "min" | "max"): Extreme;
  /** Gives a world in which a weighted sum of quantities is largest; null when nothing bounds it. */
  farthest(weights: ReadonlyMap<number, number>): Float64Array | null;
  /** Solved problems so far. */
  readonly solved: number;
  /** Frees the solver's memory. */
  dispose(): void;
}

/** Makes the sparse matrix of the relations. */
function matrixOf(system: LinearSystem) {
  const starts = [0], indices: number[] = [], values: number[] = [];
  for (const relation of system.relations) {
    for (const term of relation.terms) {
      indices.push(term.quantity);
      values.push(term.coefficient);
    }
    starts.push(indices.length);
  }
  return {
    format: "csr" as const,
    numRows: system.relations.length,
    numCols: system.quantities.length,
    starts,
    indices,
    values,
  };
}

/** The bounds of one quantity when its item is hidden for a part `x` from 0 to 1. */
export function boundsAt(
  system: LinearSystem,
  index: number,
  x: number,
): { readonly lower: number; readonly upper: number } {
  const q = system.quantities[index]!;
  if (q.item === null || x >= 1) return { lower: q.lower, upper: q.upper };
  if (x <= 0) return { lower: q.shownLower, upper: q.shownUpper };
  return {
    lower: q.shownLower - (q.shownLower - q.lower) * x,
    upper: q.shownUpper + (q.upper - q.shownUpper) * x,
  };
}

class HighsAttacker implements Attacker {
  readonly #system: LinearSystem;
  readonly #solver: Solver;
  readonly #model: SolverModel;
  readonly #all: { readonly kind: "range"; readonly from: number; readonly to: number };
  readonly #integer: "relaxed" | "integer";
  #costs: readonly number[] = [];
  solved = 0;

  constructor(system: LinearSystem, solver: Solver, integer: "relaxed" | "integer") {
    this.#system = system;
    this.#solver = solver;
    this.#integer = integer;
    const n = system.quantities.length;
    this.#all = { kind: "range", from: 0, to: n - 1 };
    const lower = new Float64Array(n), upper = new Float64Array(n).fill(solver.infinity);
    this.#model = solver.createModel({
      numCols: n,
      numRows: system.relations.length,
      colCost: new Float64Array(n),
      colLower: lower,
      colUpper: upper,
      rowLower: system.relations.map((r) => this.#finite(r.lower)),
      rowUpper: system.relations.map((r) => this.#finite(r.upper)),
      matrix: matrixOf(system),
      ...(integer === "integer"
        ? { integrality: Int32Array.from(system.quantities, (q) => q.domain === "integer" ? 1 : 0) }
        : {}),
    });
    this.#model.options.set(OPTIONS);
    this.#model.options.set(
      integer === "integer" ? { mip_max_nodes: 20000 } : { presolve: "off", simplex_iteration_limit: 200000 },
    );
  }

  #finite(value: number): number {
    return value === Infinity ? this.#solver.infinity : value === -Infinity ? -this.#solver.infinity : value;
  }

  setHidden(hidden: readonly number[], known: readonly number[]): void {
    const lower: number[] = [], upper: number[] = [];
    this.#system.quantities.forEach((q, i) => {
      const bounds = boundsAt(this.#system, i, q.item === null ? 1 : hidden[q.item] ?? 0);
      lower.push(this.#finite(bounds.lower));
      upper.push(this.#finite(bounds.upper));
    });
    for (const i of known) {
      const value = this.#system.quantities[i]?.value;
      if (value === null || value === undefined) continue;
      lower[i] = value;
      upper[i] = value;
    }
    this.#model.changeColsBounds(this.#all, lower, upper);
  }

  extreme(quantity: number, sense: "min" | "max"): Extreme {
    const status = this.#solve(new Map([[quantity, sense === "min" ? 1 : -1]]));
    if (status === UNBOUNDED) {
      const value = sense === "min" ? -Infinity : Infinity;
      return { value, rowDual: new Float64Array(0), world: new Float64Array(0) };
    }
    const solution = this.#model.getSolution();
    const value = solution.colValue[quantity] ?? NaN;
    return { value, rowDual: solution.rowDual, world: solution.colValue };
  }

  farthest(weights: ReadonlyMap<number, number>): Float64Array | null {
    const costs = new Map([...weights].map(([quantity, weight]) => [quantity, -weight] as const));
    return this.#solve(costs) === UNBOUNDED ? null : this.#model.getSolution().colValue;
  }

  #setCosts(costs: ReadonlyMap<number, number>): void {
    if (costs.size + this.#costs.length < MANY_COSTS) {
      for (const quantity of this.#costs) this.#model.changeColCost(quantity, 0);
      for (const [quantity, cost] of costs) this.#model.changeColCost(quantity, cost);
    } else {
      const all = new Float64Array(this.#system.quantities.length);
      for (const [quantity, cost] of costs) all[quantity] = cost;
      this.#model.changeColsCost(this.#all, all);
    }
    this.#costs = [...costs.keys()];
  }

  /** Minimises a sum of quantities; every status but optimal and unbounded is an error. */
  #solve(costs: ReadonlyMap<number, number>): number {
    this.#setCosts(costs);
    this.solved++;
    let status: number = this.#model.run().modelStatus;
    if (status !== OPTIMAL && this.#integer === "relaxed") {
      // A warm start can lose its footing on degenerate tables; a cold start decides.
      this.#model.clearSolver();
      status = this.#model.run().modelStatus;
    }
    if (status !== OPTIMAL && status !== UNBOUNDED && !this.#hasWorld()) {
      throw new SolverError({
        what: `The attack on the released numbers ended without a proof (solver status ${status})`,
        mend: "Make the table smaller or coarser; nothing was released",
      });
    }
    return status;
  }

  /**
   * In whole numbers a search that ran out of nodes still holds a possible world. It is not the extreme, so the
   * interval comes out too narrow: never safer than the truth.
   */
  #hasWorld(): boolean {
    return this.#integer === "integer" &&
      Number(this.#model.info.get("primal_solution_status")) === FEASIBLE;
  }

  dispose(): void {
    this.#model.dispose();
  }
}

/** Makes an attacker on a system; dispose it after use. */
export function createAttacker(
  system: LinearSystem,
  solver: Solver,
  arithmetic: "relaxed" | "integer",
): Attacker {
  return new HighsAttacker(system, solver, arithmetic);
}

/** The master problem of the row generation: the cheapest choice, in fractions, that satisfies all cuts so far. */
export interface Master {
  /** Adds a cut. */
  addCut(cut: Cut): void;
  /** Sets what is decided: per item the least and the most that is hidden of it. */
  setBounds(lower: readonly number[], upper: readonly number[]): void;
  /** Solves it; null when no choice satisfies the cuts within the bounds. */
  solve(): MasterChoice | null;
  /** Simplex iterations so far: the work, on whatever machine. */
  readonly work: number;
  /** Frees the solver's memory. */
  dispose(): void;
}

/** A solved master problem. */
export interface MasterChoice {
  /** Per item how much of it is hidden, from 0 to 1. */
  readonly hidden: readonly number[];
  /** The summed cost. */
  readonly cost: number;
  /** What the cost changes per item when it is hidden more. */
  readonly reducedCosts: readonly number[];
}

/** The error of a system in which even hiding everything that may be hidden does not protect. */
export function noChoice(): SolverError {
  return new SolverError({
    what: "No choice of hidden cells protects the sensitive ones",
    mend: "Show fewer numbers beside this table, or merge groups",
  });
}

/** Makes the master problem of the row generation. */
export function createMaster(system: LinearSystem, solver: Solver): Master {
  const n = system.items.length;
  const model = solver.createModel({
    numCols: n,
    numRows: 0,
    colCost: system.items.map((item) => item.cost),
    colLower: system.items.map((item) => item.decision === "hidden" ? 1 : 0),
    colUpper: system.items.map((item) => item.decision === "shown" ? 0 : 1),
    rowLower: [],
    rowUpper: [],
    matrix: { format: "csr", numRows: 0, numCols: n, starts: [0], indices: [], values: [] },
  });
  model.options.set(OPTIONS);
  model.options.set({ presolve: "off", simplex_iteration_limit: 200000 });
  const all = { kind: "range" as const, from: 0, to: n - 1 };
  let work = 0;
  const run = (): number => {
    const status: number = model.run().modelStatus;
    work += Number(model.info.get("simplex_iteration_count"));
    return status;
  };
  return {
    get work() {
      return work;
    },
    addCut(cut) {
      model.addRow(cut.atLeast, solver.infinity, { indices: cut.items, values: cut.coefficients });
    },
    setBounds(lower, upper) {
      model.changeColsBounds(all, [...lower], [...upper]);
    },
    solve() {
      let status = run();
      if (status !== OPTIMAL) {
        // A warm start can lose its footing; a cold start decides.
        model.clearSolver();
        status = run();
      }
      if (status === INFEASIBLE) return null;
      if (status !== OPTIMAL) {
        throw new SolverError({
          what: `The search for cells to hide ended without a proof (solver status ${status})`,
          mend: "Make the tables smaller or coarser; nothing was released",
        });
      }
      const solution = model.getSolution();
      return {
        hidden: Array.from(solution.colValue),
        cost: model.getObjectiveValue(),
        reducedCosts: Array.from(solution.colDual),
      };
    },
    dispose: () => model.dispose(),
  };
}

/** A row of a whole-number programme: `lower <= sum of terms <= upper`. */
export interface ProgramRow {
  /** Column and coefficient. */
  readonly terms: readonly (readonly [column: number, coefficient: number])[];
  /** The lower end. */
  readonly lower: number;
  /** The upper end; `Infinity` for none. */
  readonly upper: number;
}

/** A whole-number programme: minimise costs over columns within bounds and rows. */
export interface IntegerProgram {
  /** A cost per column. */
  readonly costs: readonly number[];
  /** A lower bound per column. */
  readonly lower: readonly number[];
  /** An upper bound per column; `Infinity` for none. */
  readonly upper: readonly number[];
  /** The first so many columns are whole numbers. */
  readonly integers: number;
  /** The rows. */
  readonly rows: readonly ProgramRow[];
}

/** Solves a whole-number programme; null when it is infeasible. */
export function solveIntegerProgram(solver: Solver, program: IntegerProgram): readonly number[] | null {
  const { costs, lower, upper, integers, rows } = program;
  const starts = [0], indices: number[] = [], values: number[] = [];
  for (const { terms } of rows) {
    for (const [column, coefficient] of terms) {
      indices.push(column);
      values.push(coefficient);
    }
    starts.push(indices.length);
  }
  const finite = (x: number): number => x === Infinity ? solver.infinity : x;
  const model = solver.createModel({
    numCols: costs.length,
    numRows: rows.length,
    colCost: costs,
    colLower: lower,
    colUpper: upper.map(finite),
    rowLower: rows.map((row) => row.lower),
    rowUpper: rows.map((row) => finite(row.upper)),
    matrix: { format: "csr", numRows: rows.length, numCols: costs.length, starts, indices, values },
    integrality: Int32Array.from(costs, (_, i) => i < integers ? 1 : 0),
  });
  try {
    model.options.set({ ...OPTIONS, mip_max_nodes: 200_000 });
    const status = model.run().modelStatus;
    if (status === INFEASIBLE) return null;
    if (status !== OPTIMAL) {
      throw new SolverError({
        what: `The rounding ended without a proof (solver status ${status})`,
        mend: "Make the table smaller; nothing was released",
      });
    }
    return Array.from(model.getSolution().colValue);
  } finally {
    model.dispose();
  }
}
