/** The proof of the cheapest choice, held against every choice there is; and worlds that need no solver. */
import assert from "node:assert/strict";
import { type Random, randomFor } from "../../lib/core/random.ts";
import { Couplings } from "../../lib/disclosure/couplings.ts";
import { attack, audit, type LinearSystem, suppress, SystemBuilder } from "../../lib/disclosure/mod.ts";
import { twoWaySystem } from "./_systems.ts";

function randomSystem(random: Random): LinearSystem {
  const rows = ["a", "b"], columns = ["x", "y", "z"];
  const inner = rows.map(() => columns.map(() => 1 + random.below(30)));
  const small = rows.flatMap((row, r) =>
    columns.flatMap((column, c) => inner[r]![c]! < 10 ? [`${row}|${column}`] : [])
  );
  return twoWaySystem({
    inner,
    rows,
    columns,
    ask: Object.fromEntries(small.map((key) => [key, { width: 10 }])),
  });
}

Deno.test("suppress() is beaten by no choice at all: every cheaper one leaks", async () => {
  let proved = 0;
  for (let i = 0; i < 6; i++) {
    const system = randomSystem(randomFor(`disclosure/optimum/${i}`));
    const { cost, method } = await suppress(system);
    assert.equal(method, "exact");
    const free = system.items.flatMap(({ decision }, item) => decision === "free" ? [item] : []);
    for (let choice = 0; choice < 2 ** free.length; choice++) {
      const hidden = system.items.map(({ decision }, item) =>
        decision === "hidden" || (free.includes(item) && (choice >> free.indexOf(item)) % 2 === 1)
      );
      const price = system.items.reduce((sum, item, k) => sum + (hidden[k] ? item.cost : 0), 0);
      if (price > cost - 1e-6) continue;
      proved++;
      assert.ok(
        (await audit(system, hidden)).leaks.length > 0,
        `a choice of ${price} is safe, and ${cost} was given`,
      );
    }
  }
  assert.ok(proved > 50, "there were cheaper choices to try");
});

/** Sets of known margins and the table that they imply; with `open` every set leaves units out. */
function joined(margins: readonly (readonly number[])[], units: "all" | "open"): LinearSystem {
  const builder = new SystemBuilder();
  const known = margins.map((set, k) => [
    ...set.map((value, o): number | null =>
      builder.addQuantity(`margin ${k} ${o}`, { value, lower: value, upper: value })
    ),
    ...(units === "open" ? [null] : []),
  ]);
  const places = known.reduce<number[][]>((all, set) => all.flatMap((at) => set.map((_, o) => [...at, o])), [
    [],
  ]);
  const cells = places.map((at) =>
    at.every((option, k) => known[k]![option] === null)
      ? null
      : builder.addQuantity(`implied ${at.join(" ")}`, { value: null, upper: 1000 })
  );
  known.forEach((set, k) =>
    set.forEach((quantity, option) => {
      if (quantity === null) return;
      const parts = cells.flatMap((cell, i) => cell !== null && places[i]![k] === option ? [cell] : []);
      const terms = parts.map((part) => ({ quantity: part, coefficient: 1 }));
      builder.addRelation(`sum ${k} ${option}`, [{ quantity, coefficient: -1 }, ...terms], 0, 0);
    })
  );
  builder.addJoin({ margins: known, cells });
  return builder.build();
}

const cut = (random: Random, whole: number, parts: number): number[] => {
  const sizes = Array.from({ length: parts - 1 }, () => 10 + random.below(25));
  return [...sizes, whole - sizes.reduce((sum, n) => sum + n, 0)];
};

for (const units of ["all", "open"] as const) {
  Deno.test(`worlds without a solver reach as far as an attacker does, and no further (${units} units)`, async () => {
    for (let i = 0; i < 4; i++) {
      const random = randomFor(`disclosure/couplings/${units}/${i}`);
      const margins = Array.from(
        { length: 2 + i % 2 },
        (_, k) => cut(random, units === "all" ? 120 : 110 + 9 * k, 2 + k % 2),
      );
      const system = joined(margins, units);
      const implied = system.quantities.flatMap(({ value }, q) => value === null ? [q] : []);
      const couplings = new Couplings(system);
      const intervals = await attack(system, [], implied);
      implied.forEach((quantity, k) => {
        const worlds = couplings.worldsFor(quantity);
        for (const world of worlds) assertPossible(system, world);
        const reached = worlds.map((world) => world[quantity]!);
        assert.ok(Math.abs(Math.max(...reached) - intervals[k]!.high) < 1e-6, "the upper bound");
        assert.ok(Math.abs(Math.min(...reached) - intervals[k]!.low) < 1e-6, "the lower bound");
      });
    }
  });
}

function assertPossible({ quantities, relations }: LinearSystem, world: Float64Array): void {
  quantities.forEach(({ lower, upper }, i) =>
    assert.ok(world[i]! >= lower - 1e-9 && world[i]! <= upper + 1e-9)
  );
  for (const { terms, lower, upper } of relations) {
    const sum = terms.reduce((total, { quantity, coefficient }) => total + coefficient * world[quantity]!, 0);
    assert.ok(sum >= lower - 1e-6 && sum <= upper + 1e-6);
  }
}
