import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { interruptedSeries } from "../../lib/effects/interrupted_series.ts";
import { digits, readTable } from "./_support.ts";

const nile = readTable("nile.csv");
const NILE = { outcome: "y", time: "t", start: 29, readAt: "last-before", lag: 3 } as const;

Deno.test("interruptedSeries() gives Newey–West on the Nile as R and statsmodels do", () => {
  const wanted = {
    plain: ["33.630529885", "2.513261842", "60.887452165", "2.647866527"],
    adjusted: ["34.324015832", "2.565087126", "62.142995643", "2.702467458"],
  };
  for (const adjustment of ["plain", "adjusted"] as const) {
    const fit = interruptedSeries(nile, { ...NILE, method: "newey-west", adjustment });
    const numbers = [fit.level, fit.slope, fit.levelChange, fit.slopeChange];
    ["1080.9365079365", "1.1595511768", "-288.6335965987", "-0.4690887676"].forEach((estimate, place) => {
      digits(numbers[place]?.estimate, estimate);
      digits(numbers[place]?.standardError, wanted[adjustment][place] ?? "");
    });
  }
});

Deno.test("interruptedSeries() gives Prais–Winsten on the Nile as R prais does", () => {
  const fit = interruptedSeries(nile, { ...NILE, method: "prais-winsten" });
  digits(fit.rho, "0.15173987569");
  digits(fit.estimate, "-288.96092175");
  digits(fit.levelChange.standardError, "64.084701844");
});

Deno.test("interruptedSeries() reaches the top of the restricted likelihood; nlme stops within 2e-6 of it", () => {
  const fit = interruptedSeries(nile, NILE);
  assert.equal(fit.handling, "reml-ar1");
  // The top by stats::optimize over dense matrices in R 4.2.2.
  assert.ok(Math.abs(fit.rho - 0.1974754768) < 1e-7);
  assert.ok(Math.abs(fit.estimate + 289.1863658051) < 1e-6);
  // nlme::gls stops at φ .19747419397, where the same formula gives −289.18635836 (67.150935602).
  assert.ok(Math.abs(fit.rho - 0.19747419397) < 2e-6);
  assert.ok(Math.abs(fit.estimate + 289.18635836) < 1e-5);
  assert.ok(Math.abs((fit.levelChange.standardError ?? 0) - 67.150935602) < 2e-4);
});

Deno.test("interruptedSeries() refuses gaps and short series, and knows no certainty on a perfect line", () => {
  const make = (t: number[], y: number[]) => Table.from({ t: Float64Array.from(t), y: Float64Array.from(y) });
  const options = { outcome: "y", time: "t", start: 4 };
  assert.throws(
    () => interruptedSeries(make([1, 2, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6]), options),
    /equal steps/,
  );
  assert.throws(() => interruptedSeries(make([1, 2, 3, 4], [1, 2, 3, 4]), options), /too few/);
  const flat = interruptedSeries(make([1, 2, 3, 4, 5, 6, 7], [5, 5, 5, 5, 5, 5, 5]), options);
  assert.ok(Math.abs(flat.estimate) < 1e-9);
  assert.equal(flat.low, null);
  assert.ok(flat.warnings.some((warning) => warning.code === "few-points"));
});
