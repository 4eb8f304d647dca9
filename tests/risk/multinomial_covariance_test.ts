import assert from "node:assert/strict";
import { inverse, Matrix } from "ml-matrix";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { Table } from "../../lib/core/table.ts";
import { fitLogistic, fitMultinomial, formula } from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";

const birthwt = readTable("birthwt.csv");
const visits = birthwt.withColumns({
  v: birthwt.numbers("ftv").map((value) => Math.min(value, 2)),
  own: Float64Array.from({ length: birthwt.rowCount }, (_, row) => row),
});
const terms = formula("v", ["age", "smoke", "ht"]);
const CORRECTIONS = ["CR0", "CR1", "CR1S", "CR3"] as const;
type Correction = typeof CORRECTIONS[number];

function errorsBy(covariance: Parameters<typeof fitMultinomial>[2]["covariance"]): readonly number[] {
  const { equations } = fitMultinomial(visits, terms, {
    reference: "0",
    ...(covariance ? { covariance } : {}),
  });
  return equations.flatMap(({ coefficients }) => coefficients.map(({ se }) => se));
}

Deno.test("with two outcomes every robust covariance is that of logistic regression", () => {
  const low = formula("low", ["age", "lwt", "smoke"]);
  const clustered = (correction: Correction) => ({ cluster: "ftv", correction });
  for (const covariance of ["HC0", "HC1", "HC3", ...CORRECTIONS.map(clustered)] as const) {
    const logistic = fitLogistic(birthwt, low, { covariance });
    const model = fitMultinomial(birthwt, low, { reference: "0", covariance });
    logistic.coefficients.forEach(({ name, se }, index) => {
      close(model.equations[0]?.coefficients[index]?.se, se, `${name} ${JSON.stringify(covariance)}`, 1e-8);
    });
  }
});

// statsmodels 0.15, MNLogit, cov_type="cluster" by lwt, Newton at 1e-14: with its correction, which is CR1S, and without.
Deno.test("clusters in a model of three outcomes have the errors of statsmodels", () => {
  const wanted = {
    CR1S: [0.931013021638493, 0.0384671251074831, 0.359297360366382, 0.781236998204512, 0.9869660375831],
    CR0: [0.907405372480492, 0.0374917162006815, 0.350186675736002, 0.761427211945665, 0.961939590686451],
  };
  for (const correction of ["CR0", "CR1S"] as const) {
    const found = errorsBy({ cluster: "lwt", correction });
    wanted[correction].forEach((value, index) => close(found[index], value, `${correction} ${index}`, 1e-9));
  }
  close(errorsBy({ cluster: "lwt" })[0], 0.907405372480492 * Math.sqrt(75 / 74), "CR1 is the default", 1e-9);
  const model = fitMultinomial(visits, terms, { reference: "0", covariance: { cluster: "lwt" } });
  assert.equal(model.df, 74);
  assert.match(model.covarianceLabel, /CR1.*75 clusters/);
  assert.ok(model.assumptions.some(({ en }) => /Clusters are independent/.test(en)));
});

Deno.test("rows as clusters of one give what rows give: two ways of reckoning agree", () => {
  const pairs = [["HC0", "CR0"], ["HC3", "CR3"]] as const;
  for (const [row, correction] of pairs) {
    const byRow = errorsBy(row);
    errorsBy({ cluster: "own", correction }).forEach((se, index) =>
      close(se, byRow[index]!, `${row} ${index}`, 1e-9)
    );
  }
  errorsBy("HC1").forEach((se, index) =>
    close(se, errorsBy("HC0")[index]! * Math.sqrt(189 / 181), "HC1", 1e-12)
  );
});

Deno.test("HC3 is the jackknife by one Newton step, written out for every row left out", () => {
  const model = fitMultinomial(visits, terms, { reference: "0" }), size = 8;
  const information = inverse(new Matrix(model.covariance.map((row) => Array.from(row))));
  const columns = [
    new Float64Array(189).fill(1),
    ...["age", "smoke", "ht"].map((name) => birthwt.numbers(name)),
  ];
  const sum = Matrix.zeros(size, size);
  for (let row = 0; row < 189; row++) {
    const x = columns.map((column) => column[row]!);
    const odds = model.equations.map(({ coefficients }) =>
      Math.exp(coefficients.reduce((eta, { estimate }, k) => eta + estimate * x[k]!, 0))
    );
    const p = odds.map((own) => own / (1 + odds[0]! + odds[1]!));
    const rest = p.map((chance, a) => Number(visits.numbers("v")[row] === a + 1) - chance);
    const kron = (of: (a: number, b: number) => number) =>
      new Matrix(
        Array.from({ length: size }, (_, i) =>
          Array.from({ length: size }, (_, j) => of(i >> 2, j >> 2) * x[i % 4]! * x[j % 4]!)),
      );
    const without = Matrix.sub(information, kron((a, b) => (a === b ? p[a]! : 0) - p[a]! * p[b]!));
    const score = Matrix.columnVector(Array.from({ length: size }, (_, i) => rest[i >> 2]! * x[i % 4]!));
    const step = inverse(without).mmul(score);
    sum.add(step.mmul(step.transpose()));
  }
  errorsBy("HC3").forEach((se, i) => close(se, Math.sqrt(sum.get(i, i)), `coefficient ${i}`, 1e-9));
});

Deno.test("one cluster, a cluster that decides alone, a level out of range and few clusters are said", () => {
  const fit = (cluster: Float64Array, correction: Correction) =>
    fitMultinomial(visits.withColumns({ cluster }), terms, {
      reference: "0",
      covariance: { cluster: "cluster", correction },
    });
  assert.throws(() => fit(new Float64Array(189), "CR1"), /one cluster/);
  assert.throws(() => fit(birthwt.numbers("ht"), "CR3"), /alone decides/);
  // One row alone has the level.
  const lone = visits.withColumns({ ht: Float64Array.from({ length: 189 }, (_, row) => Number(row === 7)) });
  const options = { reference: "0", covariance: "HC3" } as const;
  assert.throws(() => fitMultinomial(lone, formula("v", ["age", "ht"]), options), WorkspaceError);
  assert.throws(() => fitMultinomial(visits, terms, { reference: "0", level: 95 }), /level/);
  const few = fit(birthwt.numbers("age"), "CR1");
  assert.ok(few.warnings.some(({ en }) => /24 clusters, fewer than 40/.test(en)));
  const gone = Table.from({ x: [true, false, true, false, true, false, true, false], y: [..."aabbabab"] });
  assert.throws(
    () => fitMultinomial(gone, formula("y", ["x"]), { reference: "a", covariance: { cluster: "school" } }),
    /school/,
  );
});
