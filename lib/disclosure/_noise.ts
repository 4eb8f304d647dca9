/**
 * Counts that are changed instead of hidden: what is published, what that tells, and whether it withstands the attack.
 *
 * @module
 */
import { perturb, rangeBehind } from "./cell_key.ts";
import { DisclosureError, SolverError } from "./errors.ts";
import type { Grid } from "./_grid.ts";
import type { Model } from "./_model.ts";
import type { ChangingMethod } from "./method.ts";
import { newMemory } from "./_reach.ts";
import { type Additive, roundControlled } from "./rounding.ts";
import { attainable, insiderLeaks } from "./secure.ts";
import type { Suppression } from "./suppress.ts";
import { sweep } from "./_sweep.ts";
import { audit } from "./audit.ts";
import type { LinearSystem, Quantity } from "./system.ts";

/** A published number with what everybody can conclude of the true one. */
export interface Published {
  /** The published number. */
  readonly value: number;
  /** The smallest true number behind it. */
  readonly low: number;
  /** The largest true number behind it. */
  readonly high: number;
}

/** Counts that were changed so that no attack succeeds. */
export interface Changed {
  /** The published number of a cell. */
  readonly at: (tableId: string, cellKey: string) => Published | undefined;
  /** The system as an attacker sees it. */
  readonly system: LinearSystem;
  /** Nothing is hidden; holds the audit. */
  readonly suppression: Suppression;
  /** How far a published number may lie from the true one. */
  readonly largestChange: number;
}

/** Bases that readers know, tried in this order where none is asked for. */
const BASES: readonly number[] = [5, 10, 15, 20, 25, 50, 100];

/**
 * Changes all counts of a model. Bases are tried from small to large; the first that withstands every attack is taken.
 *
 * @throws {DisclosureError} When none does, or a table holds something else than counts. Nothing is released.
 */
export async function changeCounts(
  model: Model,
  grids: readonly Grid[],
  method: ChangingMethod,
  insiderWidth: number,
): Promise<Changed> {
  for (const grid of grids) checkCounts(grid);
  // What has to hold is settled before anything is published.
  const asked = await attainable(model.system);
  const tries = method.kind === "controlled-rounding"
    ? (method.base === undefined ? BASES : [method.base]).map((base) => () => rounded(model.system, base))
    : [() => Promise.resolve(perturbed(model, grids, method))];
  for (const attempt of tries) {
    const published = await attempt();
    if (published === null) continue;
    const system = seenSystem(asked, published);
    if (await withstands(system, insiderWidth, model.wholeNumbers)) {
      return await outcome(model, system, published);
    }
  }
  throw new DisclosureError({
    what: "The changed counts still tell too much",
    where: grids.map(({ table }) => table.id).join(", "),
    mend: "Choose a larger base or more noise, or hide cells instead; nothing was released",
  });
}

/** Published numbers by quantity. */
type Release = ReadonlyMap<number, Published>;

function checkCounts({ table, cells }: Grid): void {
  const isCount = table.measure.kind === "count" &&
    cells.every(({ cell }) => cell.numerator === null || cell.numerator === cell.n || cell.value === null);
  if (isCount) return;
  throw new DisclosureError({
    what: "Only counts can be rounded or changed by noise: a mean or a share beside them would undo it",
    where: table.id,
    mend: "Protect this table by hiding cells, apart from the counts; nothing was released",
  });
}

/** Numbers that a cell of a new table shows. */
function isOwn(system: LinearSystem, { item, value }: Quantity): boolean {
  return item !== null && value !== null && system.items[item]!.decision !== "shown";
}

async function rounded(system: LinearSystem, base: number): Promise<Release | null> {
  const places = system.quantities.flatMap((q, i) =>
    isOwn(system, q) || (q.item === null && q.value !== null && q.value >= 0) ? [i] : []
  );
  const placeOf = new Map(places.map((quantity, k) => [quantity, k]));
  const sums: Additive["sums"][number][] = [];
  for (const { terms } of system.relations) {
    if (!terms.every(({ quantity }) => placeOf.has(quantity))) continue;
    for (const sign of [-1, 1]) {
      const total = terms.filter(({ coefficient }) => coefficient === sign);
      const parts = terms.filter(({ coefficient }) => coefficient === -sign);
      if (total.length !== 1 || parts.length !== terms.length - 1) continue;
      sums.push({
        total: placeOf.get(total[0]!.quantity)!,
        parts: parts.map(({ quantity }) => placeOf.get(quantity)!),
      });
      break;
    }
  }
  const values = places.map((i) => system.quantities[i]!.value!);
  try {
    const { values: published, steps } = await roundControlled({ values, sums }, { base });
    const reach = (steps + 1) * base - 1;
    return new Map(
      places.flatMap((i, k) =>
        isOwn(system, system.quantities[i]!)
          ? [[i, {
            value: published[k]!,
            low: Math.max(0, published[k]! - reach),
            high: published[k]! + reach,
          }]]
          : []
      ),
    );
  } catch (error) {
    // No additive rounding to this base, or none that was proved: the next base is tried.
    if (error instanceof SolverError || error instanceof DisclosureError) return null;
    throw error;
  }
}

function perturbed(
  model: Model,
  grids: readonly Grid[],
  { noise, keyOf }: Extract<ChangingMethod, { readonly kind: "cell-key" }>,
): Release {
  const { system, itemOf } = model;
  const byItem = new Map<number, Published>();
  for (const { table, cells } of grids) {
    for (const { key, cell } of cells) {
      const item = itemOf(table.id, key);
      if (item === undefined) continue;
      const value = perturb(cell.n, keyOf(cell.codes, table.id), noise);
      byItem.set(item, { value, ...rangeBehind(value, noise) });
    }
  }
  return new Map(system.quantities.flatMap((quantity, i) => {
    const published = quantity.item === null ? undefined : byItem.get(quantity.item);
    return published && isOwn(system, quantity) ? [[i, published] as const] : [];
  }));
}

/** The system with ranges in place of exact numbers, and nothing left to decide. */
function seenSystem(system: LinearSystem, published: Release): LinearSystem {
  return {
    ...system,
    items: system.items.map((item) => ({ ...item, decision: "shown" })),
    quantities: system.quantities.map((quantity, i) => {
      const range = published.get(i);
      if (!range) return quantity;
      const shownLower = Math.max(quantity.lower, range.low),
        shownUpper = Math.min(quantity.upper, range.high);
      return { ...quantity, shownLower, shownUpper };
    }),
  };
}

async function withstands(
  system: LinearSystem,
  insiderWidth: number,
  wholeNumbers: Model["wholeNumbers"],
): Promise<boolean> {
  const nothing = system.items.map(() => false), memory = newMemory();
  if ((await sweep(system, nothing, system.requirements, { memory })).length > 0) return false;
  const everything = system.items.map(() => true);
  if ((await insiderLeaks(system, nothing, everything, insiderWidth, memory)).length > 0) return false;
  if (wholeNumbers === "not-needed") return true;
  const arithmetic = "integer" as const;
  return (await sweep(system, nothing, system.requirements, { memory, arithmetic })).length === 0;
}

async function outcome(model: Model, system: LinearSystem, published: Release): Promise<Changed> {
  const hidden = system.items.map(() => false);
  const byItem = new Map(
    [...published].map(([quantity, release]) => [system.quantities[quantity]!.item!, release]),
  );
  const found = await audit(system, hidden);
  return {
    at: (tableId, cellKey) => byItem.get(model.itemOf(tableId, cellKey) ?? -1),
    system,
    suppression: {
      ...{ hidden, cost: 0, bound: 0, gapShare: 0, method: "exact" as const },
      audit: found,
      attacks: found.solved,
    },
    largestChange: Math.max(0, ...[...published.values()].map(({ value, high }) => high - value)),
  };
}
