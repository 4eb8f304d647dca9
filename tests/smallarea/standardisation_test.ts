import assert from "node:assert/strict";
import { expectedEvents, standardiseDirectly, standardisedRatio } from "../../lib/smallarea/mod.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { chiSquaredCdf, poissonCdf } from "../../lib/core/stats/mod.ts";
import { near } from "./_reference.ts";

// Deaths and population of white US men by age, 1940 and 1960: Selvin (1998), *Modern Applied Biostatistical Methods*, as in epitools.
const DEATHS_1960 = [141, 926, 1253, 1080, 1869, 4891, 14956, 30888, 41725, 26501, 5928];
const PEOPLE_1960 = [
  1784033,
  7065148,
  15658730,
  10482916,
  9939972,
  10563872,
  9114202,
  6850263,
  4702482,
  1874619,
  330915,
];
const DEATHS_1940 = [45, 201, 320, 670, 1126, 3160, 9723, 17935, 22179, 13461, 2238];
const PEOPLE_1940 = [
  906897,
  3794573,
  10003544,
  10629526,
  9465330,
  8249558,
  7294330,
  5022499,
  2920220,
  1019504,
  142532,
];

Deno.test("direct standardisation gives the published rate and gamma interval", () => {
  const rate = standardiseDirectly({
    counts: [107, 141, 60, 40, 39, 25],
    populations: [230061, 329449, 114920, 39487, 14208, 3052],
    standard: [0.20, 0.25, 0.20, 0.15, 0.12, 0.08],
  });
  near(rate.crude * 1e5, 56.3475054604, 12);
  near(rate.estimate * 1e5, 144.1084737848, 13);
  near(rate.low * 1e5, 117.1833381602, 13);
  near(rate.high * 1e5, 176.8792616246, 13);
  assert.equal(rate.n, 412);
  assert.deepEqual(rate.warnings, []);
});

Deno.test("direct standardisation of US deaths of 1940 to 1960 gives R's values", () => {
  const rate = standardiseDirectly({ counts: DEATHS_1940, populations: PEOPLE_1940, standard: PEOPLE_1960 });
  near(rate.estimate, 0.00139250544022, 12);
  near(rate.low, 0.00138214125804, 12);
  near(rate.high, 0.00140293758987, 12);
});

Deno.test("indirect standardisation of US deaths of 1940 by 1960 gives R's ratio and log-normal limits", () => {
  const observed = DEATHS_1940.reduce((sum, value) => sum + value, 0);
  const expected = expectedEvents({
    populations: PEOPLE_1940,
    standardCounts: DEATHS_1960,
    standardPopulations: PEOPLE_1960,
  });
  const ratio = standardisedRatio(observed, expected, { interval: "log-normal" });
  near(ratio.estimate, 0.830535109, 9);
  near(ratio.low, 0.824450902, 9);
  near(ratio.high, 0.836664216, 9);
});

Deno.test("exact limits of a ratio leave 2.5 % of the Poisson distribution on either side", () => {
  for (const observed of [0, 1, 9, 250]) {
    const ratio = standardisedRatio(observed, 4);
    near(poissonCdf(observed, ratio.high * 4), 0.025, 9);
    if (observed > 0) near(poissonCdf(observed - 1, ratio.low * 4, "upper"), 0.025, 9);
    else assert.equal(ratio.low, 0);
  }
});

Deno.test("a gamma interval with equal weights is the exact Poisson interval", () => {
  const rate = standardiseDirectly({ counts: [4, 5], populations: [100, 100], standard: [1, 1] });
  near(rate.low * 200, standardisedRatio(9, 1).low, 12);
  near(rate.high * 200, standardisedRatio(9, 1).high, 12);
  near(chiSquaredCdf(2 * rate.low * 200, 18), 0.025, 9);
});

Deno.test("without events a rate is 0 with an upper limit and a warning, never NaN", () => {
  const rate = standardiseDirectly({ counts: [0, 0], populations: [100, 100], standard: [1, 1] });
  assert.equal(rate.estimate, 0);
  assert.equal(rate.low, 0);
  assert.ok(rate.high > 0 && rate.high < 1);
  assert.match(rate.warnings.join(), /Fewer than 10 events/);
});

Deno.test("standardisation refuses impossible numbers", () => {
  const data = { counts: [1], populations: [10], standard: [1] };
  const bad = [
    { ...data, counts: [1.5] },
    { ...data, counts: [NaN] },
    { ...data, counts: [1, 2] },
    { ...data, populations: [0] },
    { ...data, standard: [0] },
    { ...data, standard: [NaN] },
    { counts: [], populations: [], standard: [] },
  ];
  for (const each of bad) assert.throws(() => standardiseDirectly(each), WorkspaceError);
  assert.throws(() => standardiseDirectly(data, { level: 1 }), /Level/);
  assert.throws(() => standardisedRatio(1, 0), WorkspaceError);
  assert.throws(() => standardisedRatio(-1, 2), WorkspaceError);
  assert.throws(() => standardisedRatio(0, 2, { interval: "log-normal" }), /at least one event/);
  assert.throws(
    () => expectedEvents({ populations: [-1], standardCounts: [1], standardPopulations: [10] }),
    /population/,
  );
});
