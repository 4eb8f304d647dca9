import fc from "fast-check";
import assert from "node:assert/strict";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { Table } from "../../lib/core/table.ts";
import { fitFirth, fitLogistic, fitRiskRatios, formula, SeparationError } from "../../lib/risk/mod.ts";
import { close, twoByTwo } from "./_reference.ts";

const cell = fc.integer({ min: 0, max: 60 });

Deno.test("any 2 × 2 table gives its own odds and risk ratio, or separation exactly when a cell is empty", () => {
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      fc.pre(a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0 && a + b + c + d > 2);
      const table = twoByTwo(a, b, c, d);
      const terms = formula("y", ["x"]);
      const empty = [a, b, c, d].includes(0);
      if (empty) assert.throws(() => fitLogistic(table, terms), SeparationError);
      else {
        const odds = Math.log(a * d) - Math.log(b * c);
        const found = fitLogistic(table, terms).coefficient("x");
        assert.ok(Math.abs(found.estimate - odds) < 1e-9);
        close(found.se, Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d), "Woolf");
        const risk = Math.log(a / (a + b)) - Math.log(c / (c + d));
        assert.ok(Math.abs(fitRiskRatios(table, terms).coefficient("x").estimate - risk) < 1e-9);
      }
      const half = Math.log((a + 0.5) * (d + 0.5)) - Math.log((b + 0.5) * (c + 0.5));
      assert.ok(Math.abs(fitFirth(table, terms).coefficient("x").estimate - half) < 1e-7);
    }),
    { seed: 6, numRuns: 150 },
  );
});

Deno.test("small random data give finite numbers or an error of the workspace, never NaN", () => {
  const row = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 2 }), fc.boolean());
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 14 }), (rows) => {
      const table = Table.from({
        a: Float64Array.from(rows, ([a]) => a),
        b: Float64Array.from(rows, ([, b]) => b),
        y: rows.map(([, , y]) => y),
      });
      for (const fit of [fitLogistic, fitFirth, fitRiskRatios]) {
        try {
          for (const { estimate, se, low, high, p } of fit(table, formula("y", ["a", "b"])).coefficients) {
            assert.ok([estimate, se, low, high, p].every(Number.isFinite));
          }
        } catch (error) {
          if (!(error instanceof WorkspaceError)) throw error;
        }
      }
    }),
    { seed: 6, numRuns: 300 },
  );
});
