import assert from "node:assert/strict";
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import { poissonCdf } from "../../lib/core/stats/mod.ts";
import { protect } from "../../lib/disclosure/mod.ts";
import { eventRates, indexNumbers } from "../../lib/indicators/mod.ts";

const text = { nl: "tekst", en: "text" };
const frame: Omit<AggregateTable, "cells"> = {
  id: "meldingen",
  title: text,
  measure: {
    id: "meldingen",
    label: text,
    unit: text,
    kind: "rate",
    per: 100,
    decimals: 1,
    definition: text,
  },
  entity: "person",
  population: text,
  period: text,
  dimensions: [{
    name: "jaar",
    label: text,
    kind: "period",
    codes: ["2021", "2022"].map((code) => ({ code, label: text })),
  }],
  sources: [],
};

Deno.test("the interval of a rate leaves 2.5 % of the Poisson distribution at either end, and starts at 0 without events", () => {
  for (const events of [1, 10, 140]) {
    const [cell] = eventRates([{ codes: ["2021"], events, exposure: 200 }], frame).cells;
    const low = (cell?.low ?? NaN) * 200, high = (cell?.high ?? NaN) * 200;
    assert.ok(Math.abs(1 - poissonCdf(events - 1, low) - 0.025) < 1e-10, `${events} low`);
    assert.ok(Math.abs(poissonCdf(events, high) - 0.025) < 1e-10, `${events} high`);
  }
  const [none] = eventRates([{ codes: ["2021"], events: 0, exposure: 200 }], frame).cells;
  assert.equal(none?.low, 0);
  assert.ok(Math.abs((none?.high ?? NaN) * 200 + Math.log(0.025)) < 1e-10);
});

Deno.test("a rate of fewer than ten events is hidden, however many pupils there are", async () => {
  const safe = await protect(
    eventRates([{ codes: ["2021"], events: 9, exposure: 5000 }, {
      codes: ["2022"],
      events: 40,
      exposure: 5000,
    }], frame),
  );
  assert.equal(safe.cell("2021")?.value, null);
});

Deno.test("indexNumbers() gives no number where the reference is 0 or absent, and refuses a reference that is not there", () => {
  const table = (value: number): AggregateTable => ({
    ...frame,
    dimensions: [{
      name: "gebied",
      label: text,
      kind: "nominal",
      codes: ["wijk", "stad"].map((code) => ({ code, label: text })),
    }],
    cells: [["wijk", 0.3, 30], ["stad", value, 200]].map(([code, share, numerator]) => ({
      codes: [String(code)],
      n: 100,
      numerator: Number(numerator),
      denominator: 1000,
      value: Number(share),
      low: null,
      high: null,
    })),
  });
  const { id, title, population, period, sources } = frame;
  const options = { id, title, population, period, sources };
  assert.equal(
    indexNumbers([table(0.2)], { ...options, reference: "stad" }).cells[0]?.value?.toFixed(9),
    "150.000000000",
  );
  assert.equal(indexNumbers([table(0)], { ...options, reference: "stad" }).cells[0]?.value, null);
  assert.throws(() => indexNumbers([table(1)], { ...options, reference: "regio" }), /reference/);
  assert.throws(() => indexNumbers([], { ...options, reference: "stad" }), /reference/);
});
