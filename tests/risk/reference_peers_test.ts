/** Numbers of R's rpart, partykit and sandwich on birthwt that come from rules other than ours: each rule written out here. */
import assert from "node:assert/strict";
import { inverse, Matrix } from "ml-matrix";
import { signalOf } from "../../lib/risk/segment_signal.ts";
import { growTree, pruneTree, type SplitColumn, type TreeNode } from "../../lib/risk/tree.ts";
import { designMatrix, factor, fitLogistic, formula, growSegments } from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";

const birthwt = readTable("birthwt.csv");
const race = factor("race", { reference: "1" });
const NAMES = ["age", "lwt", "race", "smoke", "ptl", "ht", "ui", "ftv"];
const low = birthwt.numbers("low");
const COLUMNS = NAMES.map((name): SplitColumn =>
  name === "race"
    ? { name, kind: "category", values: birthwt.numbers(name).map((code) => code - 1), levels: 3 }
    : { name, kind: "number", values: birthwt.numbers(name), levels: 0 }
);

/** The same tree, judged as `rpart(method = "class")` does: by those whom the majority of a leaf gets wrong. */
function byWrong(node: TreeNode): TreeNode {
  const { left, right } = node, risk = Math.min(node.cases, node.n - node.cases);
  return left === null || right === null
    ? { ...node, risk }
    : { ...node, risk, left: byWrong(left), right: byWrong(right) };
}

function leavesOf(node: TreeNode): readonly (readonly [number, number])[] {
  const { left, right } = node;
  return left === null || right === null ? [[node.n, node.cases]] : [...leavesOf(left), ...leavesOf(right)];
}

Deno.test("a tree with rpart's own floor of 7, pruned by wrong answers, is rpart's class tree with its CP table", () => {
  const rules = { leafFloor: 7, leastToSplit: 20, depth: 30 };
  const grown = byWrong(growTree(COLUMNS, low, rules)), kept = (cp: number) => leavesOf(pruneTree(grown, cp));
  assert.deepEqual(kept(0.01), [[18, 5], [10, 8], [122, 23], [9, 5], [21, 15], [9, 3]]);
  const { split, left, right } = pruneTree(grown, 0.01);
  const cutOf = (at: TreeNode | null | undefined) =>
    at?.split?.kind === "number" ? [NAMES[at.split.column], at.split.above] : null;
  assert.deepEqual([split, left!.split, right!.split].map((own) => own?.column), [4, 1, 1]);
  // rpart prints 106 where cuts between 105 and 106 do the same: it takes the middle, as here.
  assert.deepEqual(cutOf(left?.right), ["ht", 0.5]);
  assert.deepEqual(cutOf(left?.left), ["age", 22.5]);
  assert.deepEqual(cutOf(right), ["lwt", 131.5]);
  const table = [[0.01694915254, 6, 5], [0.05084745763, 5, 2], [0.10169491525, 2, 1]] as const;
  for (const [cp, before, after] of table) {
    assert.deepEqual([kept(cp - 1e-10).length, kept(cp + 1e-10).length], [before, after], String(cp));
  }
});

Deno.test("the clearest characteristic has the p-value of partykit's ctree, which does not split on it", () => {
  const { column, p } = signalOf(COLUMNS, low);
  assert.equal(column, "ptl");
  close(p, 0.05597867391, "p", 1e-10);
  const predictors = NAMES.map((name) => name === "race" ? race : name);
  const options = { outcome: "low", predictors, leafFloor: 10, seed: "r", heldOutShare: 0 };
  const { signal, warnings } = growSegments(birthwt, options);
  assert.deepEqual(signal, { column: "ptl", p });
  assert.ok(warnings.some(({ en }) => /may be chance/.test(en)));
  // R: (n − 1)/n · chisq.test(table(race, low), correct = FALSE)$statistic on 2 degrees of freedom.
  close(signalOf([COLUMNS[2]!], low).p, 0.082979120805533, "race", 1e-12);
});

Deno.test("without any difference, or with numbers of any size, the signal is a number", () => {
  const flat: SplitColumn = { name: "flat", kind: "number", values: low.map(() => 3), levels: 0 };
  assert.deepEqual(signalOf([flat], low), { column: null, p: 1 });
  assert.deepEqual(signalOf([], low), { column: null, p: 1 });
  assert.deepEqual(signalOf(COLUMNS, low.map(() => 1)), { column: null, p: 1 });
  const lwt = COLUMNS[1]!, wanted = signalOf([lwt], low).p;
  for (const scale of [1e-150, 1e150, 1e300]) {
    close(signalOf([{ ...lwt, values: lwt.values.map((v) => v * scale) }], low).p, wanted, `${scale}`, 1e-9);
  }
});

Deno.test("sandwich's HC3 by cluster is CR3 with its blocks transposed, which differs in the fourth digit", () => {
  const terms = formula("low", ["age", "lwt", race, "smoke", "ptl", "ht", "ui"]);
  const model = fitLogistic(birthwt, terms), names = model.coefficients.map(({ name }) => name);
  const x = new Matrix(designMatrix(birthwt, terms).values.map((column) => Array.from(column))).transpose();
  const b = new Matrix(model.covariance.map((row) => Array.from(row)));
  const mu = x.mmul(Matrix.columnVector(Array.from(model.estimates))).to1DArray().map((eta) =>
    1 / (1 + Math.exp(-eta))
  );
  const errorsBy = (turned: boolean) => {
    const meat = Matrix.zeros(names.length, names.length), ages = birthwt.numbers("age");
    for (const age of new Set(ages)) {
      const rows = [...ages.keys()].filter((row) => ages[row] === age);
      const own = new Matrix(rows.map((row) => x.getRow(row)));
      const weights = Matrix.diag(rows.map((row) => mu[row]! * (1 - mu[row]!)));
      const rest = inverse(
        Matrix.sub(Matrix.eye(rows.length), own.mmul(b).mmul(own.transpose()).mmul(weights)),
      );
      const residuals = Matrix.columnVector(rows.map((row) => low[row]! - mu[row]!));
      const score = own.transpose().mmul((turned ? rest : rest.transpose()).mmul(residuals));
      meat.add(score.mmul(score.transpose()));
    }
    const covariance = b.mmul(meat).mmul(b);
    return (name: string) => Math.sqrt(covariance.get(names.indexOf(name), names.indexOf(name)));
  };
  close(errorsBy(true)("smoke"), 0.442143521355, "sandwich smoke", 1e-9);
  close(errorsBy(true)("age"), 0.0351583291109, "sandwich age", 1e-9);
  const cr3 = fitLogistic(birthwt, terms, { covariance: { cluster: "age", correction: "CR3" } });
  for (const name of ["smoke", "age"]) close(cr3.coefficient(name).se, errorsBy(false)(name), name, 1e-10);
});
