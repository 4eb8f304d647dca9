import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { protectAll } from "../../lib/disclosure/mod.ts";
import {
  fitLogistic,
  fitMultinomial,
  formula,
  multinomialTable,
  SeparationError,
} from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";
import { frameOf } from "../support/table_frame.ts";

const birthwt = readTable("birthwt.csv");
const race = { reference: "1" };

/** statsmodels 0.15 MNLogit, Newton at 1e-14: name, coefficient, error for outcome 2 and then 3. */
const RACE = [
  ["(intercept)", 0.02561315015469747, 1.3546740955208265, 4.561698519283478, 1.2113004329338362],
  ["age", -0.13531200186010264, 0.05061395078658158, -0.06792991434562899, 0.03558250135888283],
  ["lwt", 0.01500822689691175, 0.00669805724348601, -0.02127229352346797, 0.00780362058604409],
  ["smoke", -0.7024769320958583, 0.47436728090633495, -1.9516286918016985, 0.4041687074616495],
] as const;

Deno.test("fitMultinomial() has the coefficients, errors and likelihood of statsmodels and nnet", () => {
  const model = fitMultinomial(birthwt, formula("race", ["age", "lwt", "smoke"]), race);
  const [black, other] = model.equations;
  RACE.forEach(([name, b2, se2, b3, se3], index) => {
    close(black?.coefficients[index]?.estimate, b2, `2 ${name}`, 1e-9);
    close(black?.coefficients[index]?.se, se2, `2 ${name} se`, 1e-9);
    close(other?.coefficients[index]?.estimate, b3, `3 ${name}`, 1e-9);
    close(other?.coefficients[index]?.se, se3, `3 ${name} se`, 1e-9);
  });
  // Both programs; nnet stops earlier, its coefficients agree to five digits.
  close(model.deviance, 319.5179276598996, "deviance", 1e-13);
  close(model.equations[1]?.ratios[2]?.estimate, Math.exp(-1.9516286918016985), "ratio of smoking", 1e-9);
});

Deno.test("a second model, with robust errors, agrees with statsmodels", () => {
  const visits = birthwt.withColumns({ v: birthwt.numbers("ftv").map((value) => Math.min(value, 2)) });
  const terms = formula("v", ["age", "smoke", "ht"]);
  const model = fitMultinomial(visits, terms, { reference: "0" });
  const wanted = [-2.891845594488605, 0.10551350004720744, -0.8605499176768344, -0.22616420502195217];
  wanted.forEach((value, index) => {
    close(model.equations[0]?.coefficients[index]?.estimate, value, `coefficient ${index}`, 1e-9);
  });
  close(model.equations[1]?.coefficients[3]?.se, 1.08803094631812, "ht se", 1e-9);
  close(model.logLikelihood, -182.30798173373353, "log-likelihood", 1e-13);
  const robust = fitMultinomial(visits, terms, { reference: "0", covariance: "HC0" });
  const errors = [0.8547090613790053, 0.03456042074390929, 0.3941457195819998, 0.7624523804177191];
  errors.forEach((value, index) => {
    close(robust.equations[0]?.coefficients[index]?.se, value, `HC0 ${index}`, 1e-9);
  });
});

Deno.test("with two outcomes it is logistic regression", () => {
  const terms = formula("low", ["age", "lwt", "smoke"]);
  const logistic = fitLogistic(birthwt, terms);
  const [equation] = fitMultinomial(birthwt, terms, { reference: "0" }).equations;
  logistic.coefficients.forEach(({ name, estimate, se }, index) => {
    close(equation?.coefficients[index]?.estimate, estimate, name, 1e-10);
    close(equation?.coefficients[index]?.se, se, `${name} se`, 1e-10);
  });
});

Deno.test("another reference tells the same in other words", () => {
  const terms = formula("race", ["age", "smoke"]);
  const from1 = fitMultinomial(birthwt, terms, race);
  const from2 = fitMultinomial(birthwt, terms, { reference: "2" });
  close(from1.deviance, from2.deviance, "deviance", 1e-12);
  const one = from1.equations.find(({ level }) => level === "2")?.coefficients[1]?.estimate ?? NaN;
  close(from2.equations.find(({ level }) => level === "1")?.coefficients[1]?.estimate, -one, "age", 1e-9);
});

Deno.test("separation, a strange reference, one outcome and too few rows are clear errors", () => {
  const x = Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1);
  const kinds = Table.from({ x, y: ["a", "b", "a", "b", "a", "b", "c", "c"], one: new Array(8).fill("a") });
  assert.throws(() => fitMultinomial(kinds, formula("y", ["x"]), { reference: "a" }), SeparationError);
  assert.throws(() => fitMultinomial(kinds, formula("y", ["x"]), { reference: "z" }), /does not occur/);
  assert.throws(() => fitMultinomial(kinds, formula("one", ["x"]), { reference: "a" }), /different outcomes/);
  const few = Table.from({ x: x.slice(2, 6), y: ["a", "b", "a", "b"] });
  assert.ok(fitMultinomial(few, formula("y", ["x"]), { reference: "a" }).n === 4);
});

Deno.test("the ratios go through protect, small ones hidden, and the summary shows no row", async () => {
  const model = fitMultinomial(birthwt, formula("race", ["age", "ht"]), race);
  assert.match(String(model), /multinomial model of race against 1, n = 189/);
  const text = { nl: "groep", en: "group" };
  const table = multinomialTable(model, frameOf("groep", text));
  const cell = (code: string, term: string) =>
    table.cells.find(({ codes }) => codes[0] === code && codes[1] === term);
  assert.ok((cell("2", "age")?.n ?? 0) >= 20);
  assert.ok((cell("2", "ht")?.n ?? 99) < 10);
  const [released] = await protectAll([table]);
  assert.equal(released.cell("2", "age")?.status, "shown");
  assert.equal(released.cell("2", "ht")?.status, "suppressed");
});
