import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { differenceInDifferences } from "../../lib/effects/did.ts";
import { eventStudy } from "../../lib/effects/event_study.ts";
import { twoWayEffect } from "../../lib/effects/two_way.ts";
import { digits, readTable } from "./_support.ts";

const mpdta = readTable("mpdta.csv");
const PANEL = { outcome: "lemp", unit: "countyreal", period: "year", firstTreated: "first_treat" };

Deno.test("differenceInDifferences() gives the 2×2 of the 2004 group in mpdta with cluster HC1", () => {
  const first = mpdta.numbers("first_treat"), year = mpdta.numbers("year");
  const part = mpdta.filter((row) => [0, 2004].includes(first[row]!) && year[row]! <= 2004);
  const table = part.withColumns({
    treated: part.numbers("first_treat").map((value) => value > 0 ? 1 : 0),
    after: part.numbers("year").map((value) => value >= 2004 ? 1 : 0),
  });
  const effect = differenceInDifferences(table, {
    outcome: "lemp",
    treated: "treated",
    after: "after",
    cluster: "countyreal",
    interval: "plain",
  });
  digits(effect.estimate, "-0.01050324622");
  digits(effect.standardError, "0.02333980123");
  assert.equal(effect.smallestN, 20);
});

Deno.test("twoWayEffect() gives the two-way estimate of mpdta, with all dummies counted as sandwich does", () => {
  const effect = twoWayEffect(mpdta, { ...PANEL, counted: "all", interval: "plain" });
  digits(effect.estimate, "-0.03654893667");
  digits(effect.standardError, "0.01483163802");
  // Without the units' effects in k: the same formula in R 4.2.2.
  digits(twoWayEffect(mpdta, { ...PANEL, interval: "plain" }).standardError, "0.013265155429");
  assert.ok(effect.warnings.some((warning) => warning.code === "staggered-start"));
});

Deno.test("eventStudy() gives the leads and lags of mpdta and their joint test as R does", () => {
  const study = eventStudy(mpdta, { ...PANEL, interval: "plain" });
  // R 4.2.2: lm on demeaned columns, cluster sandwich with k = 7 + 5.
  const wanted = [
    ["0.003549326919", "0.022828581446"],
    ["0.024623501986", "0.017679371173"],
    ["0.023354814886", "0.013436699377"],
    ["0", "0"],
    ["-0.018143926967", "0.010982218281"],
    ["-0.043472372629", "0.017576946994"],
    ["-0.131794857754", "0.028837407390"],
    ["-0.092246794182", "0.032336193163"],
  ];
  wanted.forEach(([estimate = "", error = ""], place) => {
    digits(study.table[place]?.estimate, estimate);
    digits(study.table[place]?.standardError ?? 0, error);
  });
  digits(study.preTrend?.statistic, "1.631565611488");
  digits(study.preTrend?.pValue, "0.181127102534");
});

Deno.test("panel methods refuse a panel without a start, with doubles, with a missing outcome, and with one cluster", () => {
  const years = Float64Array.of(1, 2, 1, 2);
  const make = (y: number[], start: number[], unit = ["a", "a", "b", "b"]) =>
    Table.from({
      y: Float64Array.from(y),
      t: years,
      s: Float64Array.from(start),
      u: unit,
      one: ["x", "x", "x", "x"],
    });
  const options = { outcome: "y", unit: "u", period: "t", firstTreated: "s" };
  assert.throws(() => twoWayEffect(make([1, 2, 3, 4], [0, 0, 0, 0]), options), /no variation/);
  assert.throws(() => twoWayEffect(make([1, 2, 3, NaN], [2, 2, 0, 0]), options), /1 of 4 values are missing/);
  assert.throws(
    () => twoWayEffect(make([1, 2, 3, 4], [2, 2, 2, 2], ["a", "a", "a", "a"]), options),
    /more than one row/,
  );
  assert.throws(
    () => twoWayEffect(make([1, 2, 3, 4], [2, 2, 0, 0]), { ...options, cluster: "one" }),
    /one cluster/,
  );
  assert.throws(() => eventStudy(make([1, 2, 3, 4], [2, 2, 2, 2]), options), /no comparison group/);
});

Deno.test("twoWayEffect() gives no interval when the data leave no variation", () => {
  const table = Table.from({
    y: Float64Array.of(1, 5, 2, 3),
    t: Float64Array.of(1, 2, 1, 2),
    s: Float64Array.of(2, 2, 0, 0),
    u: ["a", "a", "b", "b"],
  });
  const effect = twoWayEffect(table, { outcome: "y", unit: "u", period: "t", firstTreated: "s" });
  digits(effect.estimate, "3.0000");
  assert.equal(effect.low, null);
  assert.ok(effect.warnings.some((warning) => warning.weight === "serious"));
});

Deno.test("a result shows its summary in a notebook and no unit", () => {
  const study = twoWayEffect(mpdta, PANEL) as unknown as Record<symbol, () => Record<string, string>>;
  const shown = study[Symbol.for("Jupyter.display")]?.()["text/plain"] ?? "";
  assert.match(shown, /n = 500/);
  assert.doesNotMatch(shown, /8001/);
});
