/** Tables that look protected: other numbers under a receipt that was minted for something else. */
import assert from "node:assert/strict";
import { barChart, funnelPlot, showTable } from "../../lib/charts/mod.ts";
import { protect, type ProtectedCell, type ProtectedTable } from "../../lib/disclosure/mod.ts";
import { finding } from "../../lib/findings/mod.ts";
import { dimension, share, table } from "./_tables.ts";

const notTold = { nl: "Niet de oorzaak.", en: "Not the cause." };
const AREAS = dimension("wijk", ["a", "b", "c"]);
const real = await protect(
  table("echt", "share", [AREAS], [share(["a"], 40, 100), share(["b"], 30, 90), share(["c"], 3, 80)]),
);
/** What an analyst could want to show all the same. */
const cells: readonly ProtectedCell[] = real.cells.map((cell) => ({
  ...cell,
  status: "shown",
  value: 3.75,
  low: null,
  high: null,
}));

const { id, title, measure, entity, population, period, dimensions, sources, receipt } = real;
/** All that a protected table shows of itself, with the other cells. */
const shown = { id, title, measure, entity, population, period, dimensions, sources, receipt, cells };
const properties = Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, { value }]));

const FORGED: readonly (readonly [string, ProtectedTable])[] = [
  ["an object of the same shape", { ...shown, cell: () => cells[2] } as never],
  ["an object with its prototype", Object.create(Object.getPrototypeOf(real), properties)],
  ["an object that inherits from it", Object.create(real, properties)],
  [
    "a stand-in in front of it",
    new Proxy(real, { get: (of, name) => name === "cells" ? cells : Reflect.get(of, name, of) }),
  ],
];

Deno.test.each(FORGED)("nothing shows %s", (_name, forged) => {
  const outputs = [
    () => barChart(forged, { notTold }),
    () => showTable(forged),
    () => funnelPlot(real, { notTold, size: forged, reference: "a" }),
    () => finding(forged, { id: "f", pattern: { kind: "level", of: { codes: { wijk: "c" } } } }),
  ];
  for (const show of outputs) assert.throws(show, /not made by protect\(\)|private member|invariant/);
});

Deno.test("nobody can put other numbers into a protected table or its class", () => {
  assert.throws(() => Object.defineProperty(real, "cells", { value: cells }), TypeError);
  assert.throws(
    () => Object.defineProperty(Object.getPrototypeOf(real), "cells", { get: () => cells }),
    TypeError,
  );
  assert.throws(() => Object.setPrototypeOf(real, {}), TypeError);
  assert.equal(real.cell("c")?.value, null);
  assert.ok(barChart(real, { notTold }).payload.id.length > 0, "the real one is shown");
});
