/**
 * The proof of the cheapest choice: branch and cut. The master problem is solved in fractions, attacks add cuts, and
 * where fractions are left one item is taken as shown and as hidden in turn. All of it in one tree, so that every cut
 * serves every branch.
 *
 * Source: Fischetti and Salazar-González (2001), "Solving the cell suppression problem on tabular data with linear
 * constraints", Management Science 47 (7), section 4.
 *
 * @module
 */
import { separate } from "./_cuts.ts";
import type { PiecewiseAttacker } from "./_piecewise.ts";
import type { Cut, Memory } from "./_reach.ts";
import { costOf, leastOf } from "./_repair.ts";
import { type Master, type MasterChoice, noChoice } from "./_solver.ts";
import type { LinearSystem } from "./system.ts";

/** How much work a proof may take; counted, so that the result is the same on every machine. */
export interface ProofBudget {
  /** Attacks. */
  readonly maxAttacks: number;
  /** Branches. */
  readonly maxNodes: number;
  /** Simplex iterations of the master problem. */
  readonly maxIterations: number;
}

/** What a search came to. */
export interface Search {
  /** The cheapest choice that passed every attack, whole numbers; null when none was met. */
  readonly hidden: readonly number[] | null;
  /** The best proven lower bound of the cost. */
  readonly bound: number;
  /** Whether no cheaper choice exists. */
  readonly proved: boolean;
}

/** Choices that cost less than this apart count as equally cheap. */
const SAME_COST = 1e-6;
/** What is nearer to 0 or 1 than this is whole. */
const WHOLE = 1e-6;

/** A part of all choices: some items are decided. */
interface Branch {
  /** No choice of this part is cheaper. */
  readonly bound: number;
  /** What is decided: shown (0) or hidden (1). */
  readonly fixed: ReadonlyMap<number, 0 | 1>;
}

/** A branch and cut search. */
export class BranchAndCut {
  readonly #system: LinearSystem;
  readonly #attacker: PiecewiseAttacker;
  readonly #master: Master;
  readonly #memory: Memory;
  readonly #seen = new Set<string>();
  /** What is decided for every branch: at first by the items, later by what could not be cheaper. */
  readonly #lower: number[];
  readonly #upper: number[];
  #best: { readonly hidden: readonly number[] | null; readonly cost: number } = {
    hidden: null,
    cost: Infinity,
  };
  #bound: number;
  /** The cheapest branch that could not be settled: the attacks find a leak that no new cut forbids. */
  #unsettled = Infinity;

  constructor(system: LinearSystem, attacker: PiecewiseAttacker, master: Master, memory: Memory) {
    this.#system = system;
    this.#attacker = attacker;
    this.#master = master;
    this.#memory = memory;
    this.#lower = leastOf(system);
    this.#upper = system.items.map(({ decision }) => decision === "shown" ? 0 : 1);
    this.#bound = costOf(system, this.#lower);
    for (const cut of memory.cuts) this.#add(cut);
  }

  /**
   * Searches.
   *
   * @param budget When to stop.
   * @param startsOf Gives safe choices near a choice in fractions, asked once when fractions are left.
   */
  search(budget: ProofBudget, startsOf: (near: readonly number[]) => readonly (readonly number[])[]): Search {
    const least = leastOf(this.#system);
    if (this.#learn(least) === "safe") return { hidden: least, bound: this.#bound, proved: true };
    const root = this.#root(budget);
    if (root === null) return this.#outcome();
    if (this.#splits(root, this.#lower, this.#upper).length > 0) {
      for (const start of startsOf(root.hidden)) this.#offer(start);
    }
    this.#decide(root);
    this.#grow(root, budget);
    return this.#outcome();
  }

  #outcome(): Search {
    const { hidden, cost } = this.#best;
    return {
      hidden,
      bound: Math.min(this.#bound, cost),
      proved: hidden !== null && this.#bound >= cost - SAME_COST,
    };
  }

  /** Adds a cut; tells whether it is new. */
  #add(cut: Cut): boolean {
    const key = JSON.stringify([cut.items, cut.coefficients]);
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    this.#master.addCut(cut);
    return true;
  }

  /** Attacks a choice and adds what it teaches. */
  #learn(hidden: readonly number[]): "safe" | "learnt" | "nothing new" {
    const found = separate(this.#system, this.#attacker, hidden, this.#memory);
    const fresh = found.filter((cut) => this.#add(cut));
    this.#memory.cuts.push(...fresh);
    return found.length === 0 ? "safe" : fresh.length > 0 ? "learnt" : "nothing new";
  }

  /** The relaxation with every cut that attacks on it give; null when the budget ran out. */
  #root({ maxAttacks }: ProofBudget): MasterChoice | null {
    while (this.#attacker.solved < maxAttacks) {
      const choice = this.#master.solve();
      if (choice === null) throw noChoice();
      this.#bound = Math.max(this.#bound, choice.cost);
      if (this.#learn(choice.hidden) !== "learnt") return choice;
    }
    return null;
  }

  #offer(hidden: readonly number[]): void {
    const cost = costOf(this.#system, hidden);
    if (cost < this.#best.cost - SAME_COST) this.#best = { hidden, cost };
  }

  /** Decides for good what would cost more than the best choice to change. */
  #decide({ cost, hidden, reducedCosts }: MasterChoice): void {
    const room = this.#best.cost - cost - SAME_COST;
    reducedCosts.forEach((reduced, i) => {
      if (reduced > room && hidden[i]! < WHOLE) this.#upper[i] = this.#lower[i]!;
      if (-reduced > room && hidden[i]! > 1 - WHOLE) this.#lower[i] = this.#upper[i]!;
    });
  }

  /** Takes the branch with the lowest bound, until none can hold a cheaper choice or the budget is spent. */
  #grow(root: MasterChoice, { maxAttacks, maxNodes, maxIterations }: ProofBudget): void {
    const open: Branch[] = [{ bound: root.cost, fixed: new Map() }];
    for (let node = 0;; node++) {
      const branch = takeLowest(open);
      this.#bound = Math.max(
        this.#bound,
        Math.min(branch?.bound ?? Infinity, this.#unsettled, this.#best.cost),
      );
      if (branch === undefined || branch.bound >= this.#best.cost - SAME_COST) return;
      const isSpent = this.#attacker.solved >= maxAttacks || this.#master.work >= maxIterations ||
        node >= maxNodes;
      if (isSpent) return;
      open.push(...this.#expand(branch));
    }
  }

  /** Solves a branch; gives its two halves when fractions are left that could still come to a cheaper choice. */
  #expand({ fixed }: Branch): readonly Branch[] {
    const lower = [...this.#lower], upper = [...this.#upper];
    for (const [i, value] of fixed) {
      if (value < lower[i]! || value > upper[i]!) return [];
      lower[i] = upper[i] = value;
    }
    this.#master.setBounds(lower, upper);
    for (;;) {
      const choice = this.#master.solve();
      if (choice === null || choice.cost >= this.#best.cost - SAME_COST) return [];
      const [split] = this.#splits(choice, lower, upper);
      if (split !== undefined) {
        return ([0, 1] as const).map((value) => ({
          bound: choice.cost,
          fixed: new Map([...fixed, [split, value]]),
        }));
      }
      const whole = choice.hidden.map(Math.round);
      const found = this.#learn(whole);
      if (found === "safe") this.#offer(whole);
      if (found === "nothing new") this.#unsettled = Math.min(this.#unsettled, choice.cost);
      if (found !== "learnt") return [];
    }
  }

  /** The items that are neither shown nor hidden, the most undecided first. */
  #splits({ hidden }: MasterChoice, lower: readonly number[], upper: readonly number[]): readonly number[] {
    const doubt = (i: number): number => Math.min(hidden[i]!, 1 - hidden[i]!);
    return hidden.flatMap((_, i) => lower[i]! < upper[i]! && doubt(i) > WHOLE ? [i] : [])
      .sort((a, b) => doubt(b) - doubt(a) || a - b);
  }
}

/** Takes the branch with the lowest bound out of a list; of equal ones the most decided, then the latest. */
function takeLowest(open: Branch[]): Branch | undefined {
  let lowest = 0;
  open.forEach((branch, i) => {
    const best = open[lowest]!;
    const apart = branch.bound - best.bound;
    if (apart < -SAME_COST || (apart <= SAME_COST && branch.fixed.size >= best.fixed.size)) lowest = i;
  });
  return open.splice(lowest, 1)[0];
}
