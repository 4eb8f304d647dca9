/** Beside ACRO, on its own fixtures and on tables of ours: see tests/data/disclosure/README.md. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import {
  judgeModel,
  policyById,
  primaryFindings,
  protect,
  protectAll,
  type ProtectedTable,
} from "../../lib/disclosure/mod.ts";
import { type AcroTable, atRisk, hides, isFlagged, oneWay, ourTable } from "./acro_tables.ts";
import { count, dimension, table } from "./_tables.ts";

const FILE = fileURLToPath(new URL("../data/disclosure/acro.json", import.meta.url));
const { tables, histograms }: {
  readonly tables: readonly AcroTable[];
  readonly histograms: readonly { readonly name: string; readonly bins: number; readonly status: string }[];
} = JSON.parse(Deno.readTextFileSync(FILE));

Deno.test("every cell that ACRO flags is flagged, under its thresholds and under the default", () => {
  for (const id of ["acro", "cbs-microdata"]) {
    for (const one of tables) {
      const found = new Set(primaryFindings(ourTable(one), policyById(id)).map(({ codes }) => codes.join()));
      const missed = one.cells.filter((cell) => isFlagged(cell) && !found.has(cell.codes.join()));
      assert.deepEqual(missed, [], `${one.name} under ${id}`);
    }
  }
  assert.ok(tables.flatMap(({ cells }) => cells).filter(isFlagged).length > 80);
});

Deno.test("what ACRO passes gives hidden cells away; what protectAll releases of the same tables does not", async () => {
  let broken = 0;
  for (const one of tables.filter(({ source }) => source === "ours")) {
    const margins = oneWay(one);
    // ACRO hides what it flags; a one-way table passes whenever all its cells reach 10.
    broken += await atRisk(
      one,
      margins,
      (at, codes, n) =>
        at === "cross" ? isFlagged(one.cells.find((cell) => cell.codes.join() === codes.join())!) : n < 10,
    );
    const [cross, ...rest] = await protectAll([ourTable(one), ...margins]);
    const risk = await atRisk(one, margins, (at, codes) => hides(at === "cross" ? cross! : rest[at]!, codes));
    assert.equal(risk, 0, one.name);
  }
  assert.ok(broken >= 10, `${broken} hidden cells were known too well`);
});

Deno.test("the histogram that ACRO fails by an artefact passes, and the one of three persons does not", async () => {
  assert.deepEqual(histograms.map(({ status }) => status), ["pass", "fail", "fail"]);
  const bins = (counts: readonly number[]) => {
    const codes = counts.map((_, i) => `${i}`);
    return protect(
      table("h", "count", [dimension("bin", codes, "ordinal")], counts.map((n, i) => count([`${i}`], n))),
    );
  };
  const isShown = (safe: ProtectedTable) => safe.cells.every(({ status }) => status === "shown");
  assert.ok(isShown(await bins(Array(5).fill(40))) && isShown(await bins(Array(10).fill(20))));
  assert.ok(!isShown(await bins([1, 1, 1])));
});

Deno.test("degrees of freedom fail and pass as ACRO's own frames do (D2)", () => {
  const judge = (residualDof: number) =>
    judgeModel(
      { n: 400, residualDof, rSquared: 0.2, intercept: "released", regressors: "some-continuous" },
      policyById("acro"),
    ).length === 0;
  assert.deepEqual([5, 15, 3, 20].map(judge), [false, true, false, true]);
  assert.ok([15, 20, 12, 30, 807].every(judge));
});

Deno.test("the grant table of ACRO's tests: six cells of eight in one column fall below the minimum (D2)", async () => {
  const years = ["2010", "2011", "2012", "2013", "2014", "2015"], types = ["G", "N", "R", "R/G"];
  const numbers = [15, 59, 71, 8];
  const source = table(
    "grants",
    "count",
    [dimension("year", years, "period"), dimension("grant_type", types)],
    years.flatMap((year, y) => types.map((type, t) => count([year, type], numbers[t]! + (t === 3 ? 0 : y)))),
  );
  const found = primaryFindings(source, policyById("acro"));
  assert.deepEqual(found.map(({ codes }) => codes[1]), Array(6).fill("R/G"));
  const safe = await protect(source);
  assert.ok(years.every((year) => hides(safe, [year, "R/G"])));
});
