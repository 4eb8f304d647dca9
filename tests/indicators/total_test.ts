import assert from "node:assert/strict";
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import { wilsonInterval } from "../../lib/core/stats/mod.ts";
import { protect } from "../../lib/disclosure/mod.ts";
import { withTotal } from "../../lib/indicators/mod.ts";

const text = { nl: "tekst", en: "text" };
const options = { code: "GM9901", label: text };

function shares(
  kind: "share" | "mean",
  counts: readonly (readonly [string, number, number])[],
): AggregateTable {
  return {
    id: "arm",
    title: text,
    measure: { id: "arm", label: text, unit: text, kind, per: 100, decimals: 1, definition: text },
    entity: "household",
    population: text,
    period: text,
    dimensions: [{
      name: "wijk",
      label: text,
      kind: "region",
      codes: counts.map(([code]) => ({ code, label: text })),
    }],
    cells: counts.map(([code, numerator, n]) => (
      { codes: [code], n, numerator, denominator: n, value: numerator / n, low: null, high: null }
    )),
    sources: [],
  };
}

Deno.test("withTotal() adds counts, not shares, and gives the total its own interval", () => {
  const total = withTotal(shares("share", [["WK1", 1, 10], ["WK2", 90, 100]]), options).cells.at(-1);
  assert.equal(total?.value, 91 / 110);
  assert.equal(total?.low, wilsonInterval(91, 110).low);
});

Deno.test("a part that is hidden cannot be had from the total: a second part is hidden with it", async () => {
  const safe = await protect(
    withTotal(shares("share", [["WK1", 4, 200], ["WK2", 90, 300], ["WK3", 80, 300]]), options),
  );
  assert.equal(safe.cell("WK1")?.value, null);
  const hidden = safe.cells.filter(({ value }) => value === null);
  assert.ok(hidden.length >= 2, "only the small one is hidden");
});

Deno.test("withTotal() refuses means, and a table that has a total", () => {
  assert.throws(() => withTotal(shares("mean", [["WK1", 1, 10]]), options), /No total/);
  const once = withTotal(shares("share", [["WK1", 1, 10]]), options);
  assert.throws(() => withTotal(once, options), /No total/);
});
