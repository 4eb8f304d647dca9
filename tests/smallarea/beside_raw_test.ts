import assert from "node:assert/strict";
import { protect } from "../../lib/disclosure/mod.ts";
import { rawBesideShrunken } from "../../lib/smallarea/mod.ts";
import { COUNTS, FIT, OPTIONS } from "./_area_table.ts";

Deno.test("raw and shrunken ratios stand side by side, and only the shrunken one has an interval", () => {
  const { cells } = rawBesideShrunken(FIT, OPTIONS);
  COUNTS.forEach((count, area) => {
    const [raw, shrunken] = cells.slice(2 * area, 2 * area + 2);
    assert.deepEqual([raw?.codes[1], raw?.value, raw?.low, raw?.n], ["ruw", FIT.raw[area], null, count]);
    assert.deepEqual(
      [shrunken?.codes[1], shrunken?.value, shrunken?.low, shrunken?.n],
      ["bijgesteld", FIT.estimate[area], FIT.low[area], count],
    );
  });
});

Deno.test("an area with few events is hidden in the raw and in the shrunken column", async () => {
  const safe = await protect(rawBesideShrunken(FIT, OPTIONS), "cbs-microdata");
  assert.equal(safe.cell("WK990101", "ruw")?.value, null);
  assert.equal(safe.cell("WK990101", "bijgesteld")?.value, null);
  assert.notEqual(safe.cell("WK990103", "ruw")?.value, null);
});
