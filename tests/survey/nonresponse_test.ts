import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { adjustForNonresponse, mean, poolRubin, responseTable, surveyDesign } from "../../lib/survey/mod.ts";
import { close } from "./_reference.ts";

const TEXT = { nl: "voorbeeld", en: "example" };
const dimension = {
  name: "leeftijd",
  label: TEXT,
  kind: "ordinal",
  codes: [{ code: "jong", label: TEXT }, { code: "oud", label: TEXT }],
} as const;
// Of the young 1 in 4 answers, of the old 3 in 4.
const classes = Array.from({ length: 80 }, (_, row) => row < 40 ? "jong" : "oud");
const responded = classes.map((code, row) => code === "jong" ? row % 4 === 0 : row % 4 !== 0);

Deno.test("a response table gives the share of the invited that answered", () => {
  const table = responseTable({ responded, classes }, {
    id: "respons",
    dimension,
    population: TEXT,
    period: TEXT,
    sources: [],
  });
  assert.deepEqual(table.cells.map(({ value, n }) => [value, n]), [[0.25, 40], [0.75, 40]]);
});

Deno.test("adjusted weights keep the total of every class and undo unequal response", () => {
  const weights = adjustForNonresponse(new Float64Array(80).fill(2), { responded, classes });
  close(weights.subarray(0, 40).reduce((a, b) => a + b), 80, 1e-12, "young");
  close(weights.subarray(40).reduce((a, b) => a + b), 80, 1e-12, "old");
  const young = Float64Array.from(classes, (code) => code === "jong" ? 1 : 0);
  const design = surveyDesign(Table.from({ w: weights }), { weight: "w", stages: [] });
  close(mean(design, young).values[0], 0.5, 1e-12, "share of the young");
});

Deno.test("a class in which nobody answered is refused by name", () => {
  const nobody = { responded: [true, false], classes: ["a", "b"] };
  assert.throws(() => adjustForNonresponse(Float64Array.of(1, 1), nobody), /\(b\)/);
});

Deno.test("Rubin pooling of equal imputations adds no variance and one imputation is refused", () => {
  const pooled = poolRubin([{ value: 3, se: 0.5 }, { value: 3, se: 0.5 }], 40);
  close(pooled.se, 0.5, 1e-12, "se");
  assert.equal(pooled.missingShare, 0);
  assert.throws(() => poolRubin([{ value: 3, se: 0.5 }]), /at least 2/);
});
