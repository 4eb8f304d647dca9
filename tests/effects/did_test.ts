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

/** Every ninth county, whole or with gaps; R 4.2.2 with clubSandwich 0.5.8, `coef_test(vcov = "CR2", test = "Satterthwaite")`. */
function ninth(gaps: "whole" | "gaps"): Table {
  const county = mpdta.numbers("countyreal"), year = mpdta.numbers("year");
  const kept = new Set([...new Set(county)].sort((a, b) => a - b).filter((_, place) => place % 9 === 0));
  return mpdta.filter((row) =>
    kept.has(county[row]!) && (gaps === "whole" || (county[row]! * 7 + year[row]! * 3) % 11 !== 4)
  );
}

Deno.test("by default twoWayEffect() gives the errors and degrees of freedom of clubSandwich, with gaps too", () => {
  const whole = twoWayEffect(ninth("whole"), PANEL), gaps = twoWayEffect(ninth("gaps"), PANEL);
  digits(whole.estimate, "-0.0055256896");
  digits(whole.standardError, "0.0326730497");
  digits(whole.df, "29.6538086799");
  digits(whole.pValue, "0.8668500714");
  digits(gaps.estimate, "-0.0197027042");
  digits(gaps.standardError, "0.0323160900");
  digits(gaps.df, "30.3279509691");
});

Deno.test("by default eventStudy() gives the errors and degrees of freedom of clubSandwich for each line", () => {
  const { table } = eventStudy(ninth("whole"), PANEL);
  const wanted = [
    ["0.0620483697", "28.9506402198"],
    ["0.0494456463", "27.1370334337"],
    ["0.0432296463", "23.1253689757"],
    null,
    ["0.0226146077", "24.0759366734"],
    ["0.0408677610", "7.0236111822"],
    ["0.0322340038", "1.2315882560"],
    ["0.0404901635", "1.3677056616"],
  ];
  wanted.forEach((line, place) => {
    if (!line) return;
    digits(table[place]?.standardError, line[0]!);
    digits(table[place]?.df, line[1]!);
  });
});

Deno.test("by default differenceInDifferences() gives those of clubSandwich, with counties and with states as clusters", () => {
  const part = ninth("whole"), first = part.numbers("first_treat"), year = part.numbers("year");
  const some = part.filter((row) => [0, 2006].includes(first[row]!) && [2005, 2006].includes(year[row]!));
  const table = some.withColumns({
    treated: some.numbers("first_treat").map((value) => value > 0 ? 1 : 0),
    after: some.numbers("year").map((value) => value >= 2006 ? 1 : 0),
    state: some.numbers("countyreal").map((value) => Math.floor(value / 1000)),
  });
  const columns = { outcome: "lemp", treated: "treated", after: "after" };
  const counties = differenceInDifferences(table, { ...columns, cluster: "countyreal" });
  digits(counties.standardError, "0.0600921321");
  digits(counties.df, "3.7206101012");
  const states = differenceInDifferences(table, { ...columns, cluster: "state" });
  digits(states.standardError, "0.0810578693");
  digits(states.df, "2.2302371487");
});

Deno.test("one unit that starts alone leaves its noise untold: an estimate without an interval", () => {
  const first = mpdta.numbers("first_treat"), county = mpdta.numbers("countyreal");
  const lone = Math.min(...county.filter((_, row) => first[row] === 2004));
  const table = mpdta.filter((row) => first[row] === 0 || county[row] === lone);
  for (const found of [twoWayEffect(table, PANEL), eventStudy(table, PANEL)]) {
    assert.deepEqual([found.low, found.standardError], [null, null]);
    assert.ok(Number.isFinite(found.estimate) && found.warnings.some(({ weight }) => weight === "serious"));
  }
});
