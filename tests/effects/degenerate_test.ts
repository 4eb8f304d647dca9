import assert from "node:assert/strict";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { Table } from "../../lib/core/table.ts";
import {
  balanceByEntropy,
  groupTimeEffects,
  matchCoarsened,
  matchNearest,
  matchOptimal,
  mixedGroupByWave,
  syntheticControl,
  weighByChance,
} from "../../lib/effects/mod.ts";

const MATCH = { outcome: "y", treated: "t", covariates: ["x"] };
/** Forty people with two values of one trait: nearly every distance is a tie. */
const tied = Table.from({
  y: Float64Array.from({ length: 40 }, (_, i) => i % 7),
  t: Float64Array.from({ length: 40 }, (_, i) => i % 4 === 0 ? 1 : 0),
  x: Float64Array.from({ length: 40 }, (_, i) => i % 3 === 0 ? 1 : 0),
});

Deno.test("ties everywhere give pairs without distance and the same answer each time", async () => {
  const near = matchNearest(tied, MATCH), best = await matchOptimal(tied, MATCH);
  assert.deepEqual([near.pairs, best.pairs], [10, 10]);
  assert.ok(best.totalDistance <= near.totalDistance + 1e-12);
  assert.equal(matchNearest(tied, MATCH).estimate, near.estimate);
  assert.equal((await matchOptimal(tied, MATCH)).estimate, best.estimate);
  for (const weigh of [weighByChance, balanceByEntropy, matchCoarsened]) {
    const result = weigh(tied, MATCH);
    assert.ok(Number.isFinite(result.estimate) && Math.abs(result.balance[0]!.after) < 1e-9);
  }
});

Deno.test("the same outcome for all gives an effect of 0 without an interval, never NaN", () => {
  const flat = tied.withColumns({ y: new Float64Array(40).fill(3) });
  for (const method of [matchNearest, weighByChance, balanceByEntropy, matchCoarsened]) {
    const result = method(flat, MATCH);
    assert.ok(Math.abs(result.estimate) < 1e-12);
    assert.deepEqual([result.standardError, result.low, result.pValue], [null, null, null]);
  }
});

Deno.test("a column that is missing for all is refused by name", () => {
  const missing = tied.withColumns({ x: new Float64Array(40).fill(NaN) });
  for (const method of [matchNearest, weighByChance, balanceByEntropy, matchCoarsened]) {
    assert.throws(() => method(missing, MATCH), /40 of 40 values are missing/);
  }
  const waves = Table.from({
    p: ["a", "a", "b", "b"],
    w: ["0", "1", "0", "1"],
    g: Float64Array.of(1, 1, 0, 0),
    y: new Float64Array(4).fill(NaN),
  });
  const options = { outcome: "y", person: "p", treated: "g", wave: "w", waves: ["0", "1"] };
  assert.throws(() => mixedGroupByWave(waves, options), /Nobody of one group/);
});

Deno.test("more traits than people, and a trait twice, are refused", () => {
  const few = tied.filter((row) => row < 6);
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const wide = few.withColumns(Object.fromEntries(
    names.map((name, k) => [name, Float64Array.from({ length: 6 }, (_, i) => Math.sin(i * (k + 1)))]),
  ));
  for (const method of [matchNearest, weighByChance, balanceByEntropy]) {
    assert.throws(() => method(wide, { ...MATCH, covariates: names }), WorkspaceError);
    const twice = tied.withColumns({ again: tied.numbers("x") });
    assert.throws(() => method(twice, { ...MATCH, covariates: ["x", "again"] }), WorkspaceError);
  }
});

function panel(scale: number): Table {
  const rows = Array.from({ length: 24 }, (_, unit) =>
    [1, 2, 3, 4, 5].map((time) => ({
      unit: `u${String(unit).padStart(2, "0")}`,
      ...{ time, start: unit < 6 ? 4 : 0 },
      y: scale * (unit + time / 3 + Math.sin(unit * 12.9 + time * time) + (unit < 6 && time > 3 ? 2 : 0)),
      flat: 1,
    }))).flat();
  const numbers = (key: "time" | "start" | "y" | "flat") => Float64Array.from(rows, (row) => row[key]);
  const columns = { time: numbers("time"), start: numbers("start"), y: numbers("y"), flat: numbers("flat") };
  return Table.from({ unit: rows.map((row) => row.unit), ...columns });
}
const PANEL = { outcome: "y", unit: "unit", period: "time", firstTreated: "start" };

Deno.test("huge and tiny scales give the same effects in their own unit", () => {
  const plain = groupTimeEffects(panel(1), PANEL);
  const control = { outcome: "y", unit: "unit", period: "time", treatedUnit: "u00", start: 4 };
  const synthetic = syntheticControl(panel(1), control);
  for (const scale of [1e12, 1e-12]) {
    const scaled = groupTimeEffects(panel(scale), PANEL);
    assert.ok(Math.abs(scaled.estimate / scale / plain.estimate - 1) < 1e-9);
    assert.ok(Math.abs(scaled.standardError! / scale / plain.standardError! - 1) < 1e-9);
    assert.ok(
      Math.abs(syntheticControl(panel(scale), control).estimate / scale / synthetic.estimate - 1) < 1e-9,
    );
  }
});

Deno.test("group-time effects refuse one cluster and a covariate without variation", () => {
  const one = panel(1).withColumns({ all: panel(1).texts("unit").map(() => "same") });
  assert.throws(() => groupTimeEffects(one, { ...PANEL, cluster: "all" }), /one cluster/);
  assert.throws(() => groupTimeEffects(panel(1), { ...PANEL, covariates: ["flat"] }), /constant|overlap/);
});

Deno.test("identical donors share no more than their joint weight, and one area among equals has a perfect fit", () => {
  const rows = ["a", "b", "c", "d"].flatMap((area) => [1, 2, 3, 4].map((time) => ({ area, time })));
  const equal = Table.from({
    area: rows.map(({ area }) => area),
    time: Float64Array.from(rows, ({ time }) => time),
    y: Float64Array.from(rows, ({ area, time }) => time + (area === "a" && time === 4 ? 5 : 0)),
  });
  const result = syntheticControl(equal, {
    outcome: "y",
    unit: "area",
    period: "time",
    treatedUnit: "a",
    start: 4,
  });
  assert.ok(Math.abs(result.estimate - 5) < 1e-12 && result.rmspeBefore < 1e-12);
  assert.ok(Math.abs(result.weights.reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-12);
  assert.deepEqual([result.low, result.high], [null, null]);
});
