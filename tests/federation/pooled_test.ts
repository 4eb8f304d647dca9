import assert from "node:assert/strict";
import { sameLabel } from "../../lib/core/language.ts";
import { federatedCounts, federatedLinear, federatedLogistic } from "../../lib/federation/mod.ts";
import { factor, fitLinear, fitLogistic, formula } from "../../lib/risk/mod.ts";
import { IDS, partners, pooled, rowsOfPartner } from "./partners.ts";

const TERMS = [{ column: "schulden" }, { column: "leeftijd" }, { column: "aard", code: "kind" }, {
  column: "aard",
  code: "ouderen",
}];
const ALL = pooled(IDS.map((id) => rowsOfPartner(id)));
const WORD = sameLabel("-");

function near(a: number, b: number, what: string): void {
  assert.ok(Math.abs(a - b) <= 1e-8 * (1 + Math.abs(b)), `${what}: ${a} and ${b}`);
}

Deno.test("counts and rates over six stations equal those of the pooled rows", async () => {
  const { federation } = partners();
  const { result, stations, missing } = await federatedCounts(federation, {
    ...{ id: "t", title: WORD, entity: "household", population: WORD, period: WORD, sources: [] },
    measure: { id: "m", label: WORD, unit: WORD, kind: "share", per: 100, decimals: 1, definition: WORD },
    dimensions: [{
      name: "aard",
      label: WORD,
      kind: "nominal",
      codes: ["partner", "kind", "ouderen"].map((code) => ({ code, label: WORD })),
    }],
    event: "opnieuw",
  });
  assert.deepEqual([stations.length, missing.length], [6, 0]);
  for (const cell of result.cells) {
    const rows = ALL.texts("aard").flatMap((kind, row) => kind === cell.codes[0] ? [row] : []);
    assert.equal(cell.n, rows.length);
    assert.equal(cell.numerator, rows.filter((row) => ALL.booleans("opnieuw")[row]).length);
    assert.ok(cell.low! < cell.value! && cell.value! < cell.high!);
  }
});

Deno.test("a logistic regression over six stations equals the pooled one to 1e-8", async () => {
  const { federation } = partners();
  const { result } = await federatedLogistic(federation, { outcome: "opnieuw", terms: TERMS });
  const whole = fitLogistic(
    ALL,
    formula("opnieuw", ["schulden", "leeftijd", factor("aard", { reference: "partner" })]),
  );
  assert.equal(result.n, ALL.rowCount);
  const names = ["schulden", "leeftijd"];
  for (const name of names) {
    const own = result.coefficients.find((each) => each.name === name)!;
    near(own.estimate, whole.coefficient(name).estimate, name);
    near(own.se, whole.coefficient(name).se, `se of ${name}`);
  }
  whole.names.forEach((name, i) =>
    near(result.coefficients[i]!.estimate, whole.coefficient(name).estimate, name)
  );
});

Deno.test("a linear regression over six stations equals the pooled one to 1e-8", async () => {
  const { federation } = partners();
  const { result } = await federatedLinear(federation, { outcome: "kosten", terms: TERMS });
  const whole = fitLinear(
    ALL,
    formula("kosten", ["schulden", "leeftijd", factor("aard", { reference: "partner" })]),
    {
      covariance: "model",
    },
  );
  whole.names.forEach((name, i) => {
    near(result.coefficients[i]!.estimate, whole.coefficient(name).estimate, name);
    near(result.coefficients[i]!.se, whole.coefficient(name).se, `se of ${name}`);
    near(result.coefficients[i]!.high, whole.coefficient(name).high, `high of ${name}`);
  });
  assert.equal(result.rounds, 1);
});
