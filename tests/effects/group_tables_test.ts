import assert from "node:assert/strict";
import {
  groupByWave,
  type GroupTableOptions,
  periodShares,
  waveFlow,
  waveMeans,
} from "../../lib/effects/mod.ts";
import { Table } from "../../lib/core/table.ts";

const TEXT = { nl: "voorbeeld", en: "example" };
const dimension = (name: string, codes: readonly string[]) => ({
  name,
  label: TEXT,
  kind: "ordinal" as const,
  codes: codes.map((code) => ({ code, label: TEXT })),
});
const frame = (moments: readonly string[]): GroupTableOptions => ({
  ...{ id: "tabel", title: TEXT, population: TEXT, period: TEXT, sources: [], entity: "person" as const },
  measure: { id: "maat", label: TEXT, unit: TEXT, per: 100, decimals: 0, definition: TEXT },
  groups: dimension("groep", ["treated", "comparison"]),
  moments: dimension("moment", moments),
});

Deno.test("waves of a questionnaire become means with a t interval and the share that still answered", () => {
  const table = Table.from({
    persoon: ["a", "b", "c", "d", "a", "b", "c", "d"],
    aanpak: Float64Array.of(1, 1, 0, 0, 1, 1, 0, 0),
    meting: ["0", "0", "0", "0", "1", "1", "1", "1"],
    score: Float64Array.of(4, 6, 5, 7, 8, NaN, 5, 8),
  });
  const { cells } = groupByWave(table, {
    ...{ outcome: "score", person: "persoon", treated: "aanpak", wave: "meting", waves: ["0", "1"] },
  });
  const means = waveMeans(cells, frame(["0", "1"]));
  const first = means.cells[0];
  assert.equal(means.measure.kind, "mean");
  assert.deepEqual([first?.codes, first?.n, first?.value], [["treated", "0"], 2, 5]);
  // R: t.test(c(4, 6))$conf.int
  assert.equal(first?.low?.toFixed(4), "-7.7062");
  assert.equal(first?.high?.toFixed(4), "17.7062");
  const flow = waveFlow(cells, frame(["1"]));
  assert.deepEqual(flow.cells.map(({ n, numerator, value }) => [n, numerator, value]), [[4, 3, 0.75]]);
});

Deno.test("counts of areas add up per group and year, and a group without its codes is refused", () => {
  const table = Table.from({
    jaar: Float64Array.of(2020, 2020, 2020),
    aanpak: [true, false, false],
    kinderen: Float64Array.of(200, 100, 300),
    hulp: Float64Array.of(30, 10, 50),
  });
  const columns = { numerator: "hulp", denominator: "kinderen", treated: "aanpak", period: "jaar" };
  const { cells } = periodShares(table, columns, frame(["2020"]));
  assert.deepEqual(cells.map(({ n, numerator, value }) => [n, numerator, value]), [
    [200, 30, 0.15],
    [400, 60, 0.15],
  ]);
  assert.ok((cells[0]?.low ?? 1) < 0.15 && (cells[0]?.low ?? 0) < (cells[1]?.low ?? 0));
  const wrong = { ...frame(["2020"]), groups: dimension("groep", ["met", "zonder"]) };
  assert.throws(() => periodShares(table, columns, wrong), /treated and comparison/);
});
