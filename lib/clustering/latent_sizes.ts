/**
 * How large latent classes are, as a table.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { wilsonInterval } from "../core/stats/mod.ts";
import type { SizeOptions } from "./group_sizes.ts";
import type { LatentClasses } from "./latent_model.ts";
import { roundKeepingTotal } from "./latent_profile.ts";

/**
 * Makes a table of the share of all rows in each latent class, as `clusterSizes` does for clusters: dimension `groep`,
 * codes `1` and on. Nobody is in one class for certain: the numbers are expected ones, rounded to whole rows so that they
 * add up. The intervals do not count in that classes are uncertain, so they are too narrow.
 *
 * @example Halves
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { latentClasses } from "./latent_classes.ts";
 * import { latentClassSizes } from "./latent_sizes.ts";
 * import assert from "node:assert/strict";
 *
 * const bits = (pattern: string) => Float64Array.from({ length: 80 }, (_, i) => Number(pattern[i % 8]));
 * const table = Table.from({ a: bits("11100010"), b: bits("11100001"), c: bits("11100010") });
 * const text = { nl: "groepen", en: "groups" };
 * const sizes = latentClassSizes(latentClasses(table, { k: 2, items: ["a", "b", "c"] }), {
 *   id: "groepen", title: text, entity: "person", population: text, period: text, sources: [],
 * });
 * assert.deepEqual(sizes.cells.map(({ numerator }) => numerator), [40, 40]);
 * ```
 *
 * @param model The classes.
 * @param options Texts and names.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} When there are not as many names as classes.
 */
export function latentClassSizes(model: LatentClasses, options: SizeOptions): AggregateTable {
  const { groups, ...frame } = options;
  if (groups !== undefined && groups.length !== model.k) {
    throw new WorkspaceError({
      what: `${groups.length} names for ${model.k} classes`,
      mend: "Give one name per class",
    });
  }
  const sizes = roundKeepingTotal(Float64Array.from(model.shares, (share) => share * model.n));
  const codes = sizes.map((_, index) => ({
    code: String(index + 1),
    label: groups?.[index] ?? { nl: `groep ${index + 1}`, en: `group ${index + 1}` },
  }));
  return {
    ...frame,
    measure: {
      id: "groep-aandeel",
      label: { nl: "Aandeel in de groep", en: "Share in the group" },
      unit: { nl: "%", en: "%" },
      kind: "share",
      per: 100,
      decimals: 0,
      definition: {
        nl: "Wie naar verwachting in de groep valt, gedeeld door allen.",
        en: "Those expected in the group, out of all.",
      },
    },
    dimensions: [{ name: "groep", label: { nl: "Groep", en: "Group" }, kind: "nominal", codes }],
    cells: sizes.map((size, index) => ({
      codes: [String(index + 1)],
      n: model.n,
      numerator: size,
      denominator: model.n,
      value: size / model.n,
      ...wilsonInterval(size, model.n),
    })),
  };
}
