import assert from "node:assert/strict";
import { protect } from "../../lib/disclosure/mod.ts";
import { areaTable, type AreaTableOptions, poissonGamma } from "../../lib/smallarea/mod.ts";

const TEXT = { nl: "voorbeeld", en: "example" };
const COUNTS = [3, 40, 90, 25];
const OPTIONS: AreaTableOptions = {
  id: "risico",
  title: TEXT,
  population: TEXT,
  period: TEXT,
  sources: [],
  entity: "person",
  counts: COUNTS,
  measure: { id: "risico", label: TEXT, unit: TEXT, kind: "ratio", per: 1, decimals: 2, definition: TEXT },
  areas: {
    name: "wijk",
    label: TEXT,
    kind: "region",
    codes: ["WK990101", "WK990102", "WK990103", "WK990104"].map((code) => ({ code, label: TEXT })),
  },
};

Deno.test("shrunken risks go through protect with their n, and the area with few events is hidden", async () => {
  const fit = poissonGamma(COUNTS, [10, 50, 60, 28]);
  const table = areaTable(fit, OPTIONS);
  assert.deepEqual(table.cells.map(({ n }) => n), COUNTS);
  assert.equal(table.cells[1]?.low, fit.low[1]);
  const safe = await protect(table);
  const statuses = safe.cells.map(({ status }) => status);
  assert.notEqual(statuses[0], "shown");
  assert.equal(statuses[2], "shown");
});

Deno.test("a table of areas refuses other numbers of areas and counts", () => {
  assert.throws(() => areaTable({ estimate: [1, 2] }, OPTIONS), /different lengths/);
  assert.throws(
    () => areaTable({ estimate: [1, 2] }, { ...OPTIONS, counts: [1, 2] }),
    /4 areas and 2 estimates/,
  );
  assert.throws(() => areaTable({ estimate: [1, 2, 3, 4] }, { ...OPTIONS, counts: [1, 2, 3, NaN] }), /count/);
});
