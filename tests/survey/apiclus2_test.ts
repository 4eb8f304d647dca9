import { parse } from "csv-parse/sync";
import assert from "node:assert/strict";
import { mean, ratio, regress, type SurveyDesign, surveyDesign, total } from "../../lib/survey/mod.ts";
import { close, readTable } from "./_reference.ts";

// Values of R survey 4.1-1 on its own two-stage sample: tests/data/survey/apiclus2.R.
const table = readTable("apiclus2.csv");
const path = new URL("../data/survey/apiclus2-expected.csv", import.meta.url);
const lines: Record<string, string>[] = parse(Deno.readTextFileSync(path), { columns: true });
const expected = new Map(
  lines.map(({ key = "", value, se }) => [key, { value: Number(value), se: Number(se) }]),
);

const DESIGNS: Readonly<Record<string, SurveyDesign>> = {
  fpc: surveyDesign(table, {
    stages: [{ cluster: "dnum", population: "fpc1" }, { cluster: "snum", population: "fpc2" }],
  }),
  weights: surveyDesign(table, { weight: "pw", stages: [{ cluster: "dnum" }] }),
};

for (const [kind, design] of Object.entries(DESIGNS)) {
  Deno.test(`apiclus2 (${kind}): two stages agree with R survey`, () => {
    const api = table.numbers("api00");
    const codes = table.texts("stype");
    const domains = [{ name: "E", includes: (row: number) => codes[row] === "E" }];
    const no = Float64Array.from(table.texts("sch.wide"), (code) => code === "No" ? 1 : 0);
    const terms = Object.fromEntries(["ell", "meals", "mobility"].map((name) => [name, table.numbers(name)]));
    const linear = regress(design, { outcome: api, terms, family: "linear" });
    const found = {
      "mean/api00": mean(design, api),
      "total/enroll": total(design, table.numbers("enroll"), { empty: "outsideDomain" }),
      ratio: ratio(design, api, table.numbers("api99")),
      "mean/E": mean(design, api, { domains }),
      "share/no": mean(design, no),
    };
    for (const [key, { values, se }] of Object.entries(found)) {
      const wanted = expected.get(`${kind}/${key}`);
      close(values[0], wanted?.value ?? NaN, 1e-8, key);
      close(se[0], wanted?.se ?? NaN, 1e-6, `${key} se`);
    }
    linear.values.forEach((value, index) => {
      const wanted = expected.get(`${kind}/linear/${index + 1}`);
      close(value, wanted?.value ?? NaN, 1e-8, `linear ${index}`);
      close(linear.se[index], wanted?.se ?? NaN, 1e-6, `linear se ${index}`);
    });
    assert.equal(design.degreesOfFreedom(), expected.get(`${kind}/df`)?.value);
  });
}
