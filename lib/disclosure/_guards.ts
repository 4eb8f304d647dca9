/**
 * For whose sake a cell is hidden that breaks no rule itself: what would leak if it alone were shown.
 *
 * @module
 */
import { componentsOf } from "./_components.ts";
import { PiecewiseAttacker } from "./_piecewise.ts";
import type { ProtectionRecord } from "./_record.ts";
import { newMemory, Reach } from "./_reach.ts";
import { solverAtHand } from "./_solver.ts";
import { byAttacker, satisfies } from "./audit.ts";
import type { Requirement } from "./system.ts";

/** A hidden number that would become known. */
export interface Guarded {
  /** The table and the cell of which it is; null for what follows from several cells, such as a rest. */
  readonly cell: { readonly tableId: string; readonly key: string } | null;
  /** Who would know it: everybody, or only somebody who is alone in another hidden cell. */
  readonly by: "everybody" | "insider";
}

/** What a search on worlds of earlier questions shares between cells of one table. */
export class Guards {
  readonly #record: Pick<ProtectionRecord, "system" | "suppression">;
  readonly #attacker: PiecewiseAttacker | null;
  readonly #memory = newMemory();

  /** Starts from how a table was protected. */
  constructor(record: Pick<ProtectionRecord, "system" | "suppression">) {
    this.#record = record;
    const solver = solverAtHand();
    this.#attacker = solver === null ? null : new PiecewiseAttacker(record.system, solver, "relaxed");
  }

  /** Finds what would leak if one hidden item were shown; nothing where only attacks in whole numbers tell. */
  of(item: number): readonly Guarded[] {
    const attacker = this.#attacker;
    if (attacker === null) return [];
    const { system, suppression } = this.#record;
    const hidden = suppression.hidden.map((isHidden, i) => isHidden && i !== item);
    const near = componentsOf(system, suppression.hidden, []).of;
    const pieces = new Set(system.quantities.flatMap((q, i) => q.item === item ? [near[i]] : []));
    const asked = system.requirements.filter(({ quantity }) => pieces.has(near[quantity]));
    const found = new Map<string, Guarded>();
    for (const group of byAttacker(asked).values()) {
      const requirements = group.map((i) => asked[i]!);
      attacker.setHidden(hidden, requirements[0]!.known);
      const reach = new Reach(system.quantities.length, attacker, this.#memory);
      for (const requirement of requirements) {
        if (holds(reach, requirement)) continue;
        const guarded = this.#guarded(requirement);
        const key = JSON.stringify(guarded.cell);
        if (guarded.by === "everybody" || !found.has(key)) found.set(key, guarded);
      }
    }
    return [...found.values()];
  }

  #guarded({ quantity, known }: Requirement): Guarded {
    const { system } = this.#record;
    const { item } = system.quantities[quantity]!;
    const by = known.length > 0 ? "insider" : "everybody";
    if (item === null) return { cell: null, by };
    const [tableId, key] = JSON.parse(system.items[item]!.key) as [string, string];
    return { cell: { tableId, key }, by };
  }

  /** Frees the solver's memory. */
  dispose(): void {
    this.#attacker?.dispose();
  }
}

function holds(reach: Reach, requirement: Requirement): boolean {
  if (reach.certifies(requirement)) return true;
  const low = reach.extreme(requirement.quantity, "min").value;
  const high = reach.extreme(requirement.quantity, "max").value;
  return satisfies(requirement, { low, high });
}
