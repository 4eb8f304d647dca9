import assert from "node:assert/strict";
import type { AggregateTable } from "../../lib/core/mod.ts";
import { protectAll } from "../../lib/disclosure/mod.ts";

const TEXT = { nl: "voorbeeld", en: "example" };

function counts(
  id: string,
  dimension: AggregateTable["dimensions"][number] | null,
  ns: readonly number[],
): AggregateTable {
  return {
    id,
    title: TEXT,
    measure: { id: "aantal", label: TEXT, unit: TEXT, kind: "count", per: 1, decimals: 0, definition: TEXT },
    entity: "person",
    population: TEXT,
    period: TEXT,
    dimensions: dimension === null ? [] : [dimension],
    cells: ns.map((n, i) => ({
      codes: dimension === null ? [] : [dimension.codes[i]!.code],
      n,
      numerator: n,
      denominator: null,
      value: n,
      low: null,
      high: null,
    })),
    sources: [],
  };
}

const CIRCUMSTANCES = {
  name: "omstandigheid",
  label: TEXT,
  kind: "nominal",
  membership: "overlapping",
  codes: ["schulden", "eenouder", "verhuisd"].map((code) => ({ code, label: TEXT })),
} as const;

Deno.test("protectAll() joins overlapping groups with no total: more members than persons is no contradiction", async () => {
  const [safe] = await protectAll([
    counts("groepen", CIRCUMSTANCES, [60, 70, 50]),
    counts("totaal", null, [100]),
  ]);
  assert.deepEqual(safe.cells.map(({ value }) => value), [60, 70, 50]);
});

Deno.test("protectAll() hides an overlapping group that leaves fewer than the minimum of everybody", async () => {
  const [safe] = await protectAll([
    counts("groepen", CIRCUMSTANCES, [60, 95, 80]),
    counts("totaal", null, [100]),
  ]);
  assert.deepEqual(safe.cells.map(({ status }) => status), ["shown", "suppressed", "shown"]);
  const [all] = await protectAll([
    counts("groepen", CIRCUMSTANCES, [60, 100, 80]),
    counts("totaal", null, [100]),
  ]);
  assert.deepEqual(
    all.cells.map(({ status }) => status),
    ["shown", "suppressed", "shown"],
    "everybody is in it",
  );
});

Deno.test("protectAll() takes an absent combination of overlapping codes for not asked, and hides a small one", async () => {
  const table = counts("groepen", CIRCUMSTANCES, [60, 9]);
  const [safe] = await protectAll([table]);
  assert.deepEqual(safe.cells.map(({ codes, status }) => [codes[0], status]), [["schulden", "shown"], [
    "eenouder",
    "suppressed",
  ]]);
});
