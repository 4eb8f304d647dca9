/** Expected values: R 4.2.2, written out in base R; AUC and Brier of birthwt also in statsmodels and scikit-learn. */
import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { protectAll } from "../../lib/disclosure/mod.ts";
import {
  calibrationTable,
  factor,
  fitFirth,
  fitLogistic,
  fitRiskRatios,
  formula,
  profileInterval,
  validate,
  validateBy,
  validateOn,
  validationTable,
  validationTableByPart,
} from "../../lib/risk/mod.ts";
import { close, readTable, twoByTwo } from "./_reference.ts";
import { frameOf } from "../support/table_frame.ts";

const births = readTable("birthwt.csv");
const race = factor("race", { reference: "1" });
const terms = formula("low", ["age", "lwt", race, "smoke", "ptl", "ht", "ui"]);

Deno.test("validate() gives the published AUC and Brier score, with DeLong's error", () => {
  const { auc, brier, expectedOverObserved, warnings } = validate(fitLogistic(births, terms));
  close(auc.estimate, 0.746088657106, "AUC");
  close(auc.se, 0.03755662957455116, "DeLong");
  close(brier, 0.179434725565, "Brier");
  close(expectedOverObserved, 1, "expected over observed");
  assert.match(warnings[0]?.en ?? "", /too favourable/);
});

Deno.test("the calibration table holds every row once, in groups of rising risk", () => {
  const { calibration, n, cases } = validate(fitLogistic(births, terms), { groups: 5 });
  assert.equal(calibration.length, 5);
  assert.equal(calibration.reduce((sum, group) => sum + group.n, 0), n);
  assert.equal(calibration.reduce((sum, group) => sum + group.cases, 0), cases);
  calibration.slice(1).forEach((group, index) => assert.ok(group.predicted > calibration[index]!.predicted));
});

Deno.test("validateBy() predicts each group from the others, as R does", () => {
  const table = births.withColumns({ visited: Array.from(births.numbers("ftv"), (visits) => visits > 0) });
  const result = validateBy(table, formula("low", ["age", "smoke", race]), { by: "visited" });
  close(result.auc.estimate, 0.5456975228161669, "AUC");
  close(result.brier, 0.2293868208042662, "Brier");
  close(result.expectedOverObserved, 1.124605985286541, "expected over observed");
  assert.equal(result.n, 189);
});

Deno.test("validateOn() on the model's own rows is validate(), whatever the order of the levels there", () => {
  const model = fitLogistic(births, terms);
  close(validateOn(model, births).auc.estimate, validate(model).auc.estimate, "AUC", 1e-12);
  const renamed = births.withColumns({ race: births.numbers("race").map((value) => value + 1) });
  assert.throws(() => validateOn(model, renamed), /has not seen/);
});

Deno.test("profileInterval() is the root of the deviance that R finds with uniroot", () => {
  const { low, high } = profileInterval(fitLogistic(births, terms), "smoke");
  close(Math.exp(low), 1.161366199069058, "low");
  close(Math.exp(high), 5.644819044406394, "high");
});

Deno.test("profileInterval() of a Firth model is that of firthmodels 0.8.2 in Python, also with a cell of zero", () => {
  const published = {
    "(intercept)": [-1.90603638765134, 2.68120643445614],
    age: [-9.62058843603454e-02, 4.30551400735843e-02],
    "race=2": [0.218478944621669, 2.21878792784985],
    smoke: [0.131024378189543, 1.6563505554745],
    ht: [0.461484500166228, 3.07458857113718],
  };
  const firth = fitFirth(births, terms);
  for (const [name, [low, high]] of Object.entries(published)) {
    const found = profileInterval(firth, name);
    close(found.low, low!, `${name} low`, 1e-10);
    close(found.high, high!, `${name} high`, 1e-10);
  }
  const separated = fitFirth(twoByTwo(12, 0, 20, 18), formula("y", ["x"]));
  const { low, high } = profileInterval(separated, "x");
  close(low, 0.96668729221368, "low", 1e-10);
  close(high, 7.99478175312091, "high", 1e-10);
  // The Wald interval is too symmetric: nearly from no association on.
  assert.ok(separated.coefficient("x").low < 0.2);
});

Deno.test("profileInterval() lies within the spline error of the published interval of R's confint", () => {
  const { low, high } = profileInterval(fitLogistic(births, terms), "smoke");
  close(Math.exp(low), 1.161371740, "low", 1e-5);
  close(Math.exp(high), 5.645020860, "high", 5e-5);
});

/** Births with years, and a model that its own rows do not fit. */
const years = births.withColumns({ jaar: births.numbers("age").map((_, row) => 2020 + row % 3) });
const byYear = formula("low", ["lwt", "smoke"]);

Deno.test("validateBy() from earlier years fits on the years before only, and tells each year by itself", () => {
  const result = validateBy(years, byYear, { by: "jaar", from: "earlier", thresholds: [0.3] });
  const before = (year: number) =>
    fitLogistic(years.filter((row) => years.numbers("jaar")[row]! < year), byYear);
  const parts = [2021, 2022].map((year) =>
    validateOn(before(year), years.filter((row) => years.numbers("jaar")[row] === year), {
      thresholds: [0.3],
    })
  );
  assert.deepEqual(result.byPart.map(({ part }) => part), ["2021", "2022"]);
  result.byPart.forEach((part, at) => {
    const own = parts[at]!;
    assert.deepEqual([part.n, part.cases, part.auc], [own.n, own.cases, own.auc]);
    close(part.expectedOverObserved!, own.expectedOverObserved, "expected over observed", 1e-12);
    assert.deepEqual(part.interval, own.expectedOverObservedInterval);
  });
  const offered = parts.map(({ decisions }) => decisions!.counts[0]!.offered);
  assert.equal(result.decisions?.counts[0]?.offered, offered[0]! + offered[1]!);
  assert.equal(result.n, parts[0]!.n + parts[1]!.n);
});

Deno.test("the calibration slope is that of a regression on the predicted log odds, and 1 on the model's own rows", () => {
  const model = fitLogistic(births, formula("low", ["lwt"])), own = validate(model);
  close(own.calibrationSlope!.estimate, 1, "own rows", 1e-9);
  const [constant, slope] = model.estimates, others = births.filter((row) => row % 2 === 0);
  const odds = others.withColumns({ odds: others.numbers("lwt").map((value) => constant! + slope! * value) });
  const wanted = fitLogistic(odds, formula("low", ["odds"])).coefficient("odds");
  const { calibrationSlope, brier, brierInterval, n, expectedOverObservedInterval: interval, cases } =
    validateOn(
      model,
      others,
    );
  close(calibrationSlope!.estimate, wanted.estimate, "slope", 1e-9);
  close(calibrationSlope!.se, wanted.se, "error", 1e-9);
  const low = others.numbers("low");
  const squares = odds.numbers("odds").map((value, row) => (low[row]! - 1 / (1 + Math.exp(-value))) ** 2);
  const spread = Math.sqrt(squares.reduce((sum, value) => sum + (value - brier) ** 2, 0) / (n - 1) / n);
  close(brierInterval.high - brier, 1.959963984540054 * spread, "Brier", 1e-9);
  close(
    Math.log(interval.high / interval.low),
    2 * 1.959963984540054 * Math.sqrt((1 - cases / n) / cases),
    "E/O",
    1e-9,
  );
  // Predictions that are all the same have no slope.
  const flat = validateOn(
    fitLogistic(births, formula("low", ["smoke"])),
    births.filter((row) => births.numbers("smoke")[row] === 1),
  );
  assert.equal(flat.calibrationSlope, null);
});

Deno.test("figures of a validation go into protect with the rows behind them; parts of few rows are left out", async () => {
  const text = { nl: "laag geboortegewicht", en: "low birth weight" };
  const result = validateBy(years, byYear, { by: "jaar" });
  const figures = validationTable(result, frameOf("toets", text));
  const parts = validationTableByPart(result, frameOf("toets-jaar", text));
  assert.deepEqual(figures.cells.map(({ codes, n }) => [codes[0], n]), [
    ["auc", 59],
    ["brier", 59],
    ["expected-over-observed", 59],
    ["calibration-slope", 59],
  ]);
  const [shown, shownParts] = await protectAll([figures, parts]);
  assert.equal(shown?.cell("auc")?.status, "shown");
  assert.deepEqual(shownParts?.cells.map(({ status }) => status), ["shown", "shown", "shown"]);
  const rare = births.withColumns({ jaar: births.numbers("age").map((_, row) => row % 8 === 0 ? 1 : 2) });
  const few = validateBy(rare, byYear, { by: "jaar", method: "firth" });
  assert.equal(few.byPart[0]?.auc, null);
  assert.deepEqual(validationTableByPart(few, frameOf("t", text)).cells.map(({ codes }) => codes[0]), [
    "2",
  ]);
});

Deno.test("validation refuses models without risks, one group and one class", () => {
  assert.throws(() => validate(fitRiskRatios(births, formula("low", ["smoke"]))), /not validated on risks/);
  assert.throws(
    () => profileInterval(fitRiskRatios(births, formula("low", ["smoke"])), "smoke"),
    /no profile/,
  );
  const table = births.withColumns({ jaar: new Array(189).fill("2023") });
  assert.throws(() => validateBy(table, terms, { by: "jaar" }), /Fewer than two groups/);
  const one = Table.from({ x: Float64Array.of(1, 2), low: Float64Array.of(1, 1) });
  const model = fitLogistic(births.withColumns({ x: births.numbers("age") }), formula("low", ["x"]));
  assert.throws(() => validateOn(model, one), /same outcome/);
  assert.throws(() => validate(model, { groups: 0 }), /number of groups/);
});

Deno.test("no calibration group is so small that it tells a person's risk, ties or not", () => {
  const model = fitLogistic(births, terms);
  assert.throws(() => validate(model, { groups: 189 }), /from 1 to 18/);
  const tied = validate(fitLogistic(births, formula("low", ["smoke", "ht"])), { groups: 18 });
  assert.ok(tied.calibration.every(({ n }) => n >= 10));
  assert.equal(tied.calibration.reduce((sum, { n }) => sum + n, 0), 189);
});

Deno.test("the calibration table goes through protect", async () => {
  const text = { nl: "laag geboortegewicht", en: "low birth weight" };
  const validation = validate(fitLogistic(births, terms), { groups: 3 });
  const [table] = await protectAll([calibrationTable(validation, frameOf("ijking", text))]);
  assert.equal(table.cells.length, 3);
  assert.ok(table.cells.some(({ status }) => status === "shown"));
});

Deno.test("a validation shows figures of groups and no row", () => {
  const shown = Deno.inspect(validate(fitLogistic(births, terms), { groups: 3 }));
  assert.equal(shown.split("\n").length, 5);
  assert.match(shown, /! Judged on the rows it was fitted on/);
  assert.match(shown, /^AUC 0\.7461, Brier 0\.1794, n = 189/);
});
