import assert from "node:assert/strict";
import { protect } from "../../lib/disclosure/mod.ts";
import { areaTable } from "../../lib/smallarea/mod.ts";
import { COUNTS, FIT, OPTIONS } from "./_area_table.ts";

Deno.test("shrunken risks go through protect with their n, and the area with few events is hidden", async () => {
  const table = areaTable(FIT, OPTIONS);
  assert.deepEqual(table.cells.map(({ n }) => n), COUNTS);
  assert.equal(table.cells[1]?.low, FIT.low[1]);
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
