import assert from "node:assert/strict";
import { protect } from "../../lib/disclosure/mod.ts";
import { type AreaTableOptions, poissonGamma, rawBesideShrunken } from "../../lib/smallarea/mod.ts";

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
const fit = poissonGamma(COUNTS, [10, 50, 60, 28]);

Deno.test("raw and shrunken ratios stand side by side, and only the shrunken one has an interval", () => {
  const { cells } = rawBesideShrunken(fit, OPTIONS);
  COUNTS.forEach((count, area) => {
    const [raw, shrunken] = cells.slice(2 * area, 2 * area + 2);
    assert.deepEqual([raw?.codes[1], raw?.value, raw?.low, raw?.n], ["ruw", fit.raw[area], null, count]);
    assert.deepEqual(
      [shrunken?.codes[1], shrunken?.value, shrunken?.low, shrunken?.n],
      ["bijgesteld", fit.estimate[area], fit.low[area], count],
    );
  });
});

Deno.test("an area with few events is hidden in the raw and in the shrunken column", async () => {
  const safe = await protect(rawBesideShrunken(fit, OPTIONS), "cbs-microdata");
  assert.equal(safe.cell("WK990101", "ruw")?.value, null);
  assert.equal(safe.cell("WK990101", "bijgesteld")?.value, null);
  assert.notEqual(safe.cell("WK990103", "ruw")?.value, null);
});
