/**
 * From effects to an aggregate table for disclosure control.
 *
 * @module
 */
import type { AggregateTable, Dimension, Measure } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { EffectSummary } from "./summary.ts";

/** An effect, or one line of a table of effects, under a code of the dimension. */
export interface CodedEffect {
  /** The code, for example the wave or the outcome. */
  readonly code: string;
  /** The effect. */
  readonly effect: Pick<EffectSummary, "estimate" | "low" | "high" | "n"> & { readonly smallestN?: number };
}

/** The texts of a table of effects. */
export interface EffectTableOptions
  extends Pick<AggregateTable, "id" | "title" | "population" | "period" | "sources" | "entity"> {
  /** What the estimates measure, without the kind: that is always `estimate`. */
  readonly measure: Omit<Measure, "kind">;
  /** The dimension whose codes the effects are. */
  readonly dimension: Dimension;
}

/**
 * Puts effects into an aggregate table. The n of a cell is the smallest group of the comparison, because an effect on
 * three families tells about those three, however many there are in the comparison group.
 *
 * @example One effect
 * ```ts
 * import { effectNumber } from "./summary.ts";
 * import { effectTable } from "./aggregate.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "voorbeeld", en: "example" };
 * const effect = { ...effectNumber(2, 0.5, 30), n: 80, smallestN: 20 };
 * const table = effectTable([{ code: "na", effect }], {
 *   id: "effect", title: text, population: text, period: text, sources: [], entity: "person",
 *   measure: { id: "effect", label: text, unit: text, per: 1, decimals: 1, definition: text },
 *   dimension: { name: "meting", label: text, kind: "ordinal", codes: [{ code: "na", label: text }] },
 * });
 * assert.equal(table.cells[0]?.n, 20);
 * assert.equal(table.measure.kind, "estimate");
 * ```
 *
 * @param effects The effects.
 * @param options The texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When a code is not of the dimension or occurs twice.
 */
export function effectTable(effects: readonly CodedEffect[], options: EffectTableOptions): AggregateTable {
  const { dimension, measure, ...frame } = options;
  const known = new Set(dimension.codes.map(({ code }) => code));
  const cells = effects.map(({ code, effect }) => {
    if (!known.delete(code)) {
      throw new WorkspaceError({
        what: `Code ${code} is not of the dimension or occurs twice`,
        where: dimension.name,
      });
    }
    const n = effect.smallestN ?? effect.n;
    return {
      codes: [code],
      ...{
        n,
        numerator: null,
        denominator: null,
        value: effect.estimate,
        low: effect.low,
        high: effect.high,
      },
    };
  });
  return { ...frame, measure: { ...measure, kind: "estimate" }, dimensions: [dimension], cells };
}
