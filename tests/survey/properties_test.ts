import assert from "node:assert/strict";
import fc from "fast-check";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import {
  bootstrap,
  jackknife,
  mean,
  proportion,
  ratio,
  sensitivityBounds,
  surveyDesign,
  total,
} from "../../lib/survey/mod.ts";
import { close, readTable } from "./_reference.ts";
import { designOf as generatedDesign, generateDesign, tableOf as generatedTable } from "./generated.ts";

const tableA = readTable("design-a.csv");
const design = surveyDesign(tableA, { weight: "w", stages: [{ stratum: "h", cluster: "psu" }] });
const y = tableA.numbers("y");

Deno.test("bootstrap, jackknife and linearisation agree on a mean", () => {
  const linear = mean(design, y).se[0] ?? NaN;
  const jack = mean(jackknife(design), y).se[0] ?? NaN;
  const boot =
    mean(bootstrap(design, { replicates: 2000, random: randomFor("survey/bootstrap") }), y).se[0] ?? NaN;
  // 2000 replicates have a Monte Carlo error of about 1.6 % in the standard error.
  assert.ok(Math.abs(jack / linear - 1) < 0.05, `${jack} against ${linear}`);
  assert.ok(Math.abs(boot / linear - 1) < 0.08, `${boot} against ${linear}`);
});

Deno.test("bootstrap, jackknife and linearisation agree on generated designs of every kind without lonely clusters", () => {
  const kinds = ["strata", "clusters", "strataClusters", "nestedCodes"];
  let tried = 0;
  for (let index = 0; index < 40; index++) {
    const generated = generateDesign(index);
    if (!kinds.includes(generated.kind)) continue;
    const table = generatedTable(generated);
    const some = generatedDesign(generated, table);
    const own = table.numbers("y");
    const linear = mean(some, own).se[0] ?? NaN;
    const random = randomFor(`survey/bootstrap/${generated.id}`);
    const boot = mean(bootstrap(some, { replicates: 300, random }), own).se[0] ?? NaN;
    const jack = mean(jackknife(some), own).se[0] ?? NaN;
    // 300 replicates have a Monte Carlo error of about 4 % in the standard error.
    assert.ok(
      Math.abs(boot / linear - 1) < 0.2,
      `${generated.id} ${generated.kind}: ${boot} against ${linear}`,
    );
    assert.ok(
      Math.abs(jack / linear - 1) < 0.1,
      `${generated.id} ${generated.kind}: ${jack} against ${linear}`,
    );
    tried++;
  }
  assert.equal(tried, 16);
});

/** Generated respondents: strata, clusters nested in them, weights, values and flags with unknowns. */
const sample = fc.array(
  fc.record({
    stratum: fc.integer({ min: 0, max: 2 }),
    cluster: fc.integer({ min: 0, max: 3 }),
    w: fc.double({ min: 0.5, max: 20, noNaN: true }),
    // Columns of values below 1e−70 only are refused: see degenerate_test.ts.
    y: fc.double({ min: -50, max: 50, noNaN: true }).map((value) => Math.abs(value) < 1e-60 ? 0 : value),
    flag: fc.constantFrom(0, 1, NaN),
  }),
  { minLength: 8, maxLength: 60 },
);
type Row = {
  readonly stratum: number;
  readonly cluster: number;
  readonly w: number;
  readonly y: number;
  readonly flag: number;
};

function tableOf(rows: readonly Row[]): Table {
  const column = (name: keyof Row) => Float64Array.from(rows, (row) => row[name]);
  return Table.from({
    h: column("stratum"),
    c: column("cluster"),
    w: column("w"),
    y: column("y"),
    flag: column("flag"),
  });
}

function designOf(table: Table) {
  const stages = [{ stratum: "h", cluster: "c" }];
  return surveyDesign(table, { weight: "w", stages, clusterIds: "withinStratum", lonely: "centre" });
}

Deno.test("the order of respondents changes nothing", () => {
  fc.assert(fc.property(sample, fc.integer({ min: 1, max: 1000 }), (rows, seed) => {
    const shuffled = [...rows].sort((a, b) => ((a.w * seed) % 1) - ((b.w * seed) % 1));
    const [one, other] = [rows, shuffled].map((some) => {
      const table = tableOf(some);
      return mean(designOf(table), table.numbers("y"));
    });
    close(other?.values[0], one?.values[0] ?? NaN, 1e-10, "mean");
    close(other?.se[0], one?.se[0] ?? NaN, 1e-8, "se");
  }));
});

Deno.test("multiplying all weights changes no mean, and totals in proportion", () => {
  fc.assert(fc.property(sample, fc.double({ min: 0.1, max: 100, noNaN: true }), (rows, factor) => {
    const table = tableOf(rows);
    const scaled = tableOf(rows.map((row) => ({ ...row, w: row.w * factor })));
    const values = table.numbers("y");
    const [before, after] = [mean(designOf(table), values), mean(designOf(scaled), values)];
    close(after.values[0], before.values[0] ?? NaN, 1e-9, "mean");
    close(after.se[0], before.se[0] ?? NaN, 1e-8, "se");
    close(
      (total(designOf(scaled), values).se[0] ?? NaN) / factor,
      total(designOf(table), values).se[0] ?? NaN,
      1e-8,
      "total",
    );
  }));
});

Deno.test("domains that cover everybody add up to the total", () => {
  fc.assert(fc.property(sample, (rows) => {
    const table = tableOf(rows);
    const values = table.numbers("y");
    const domains = [0, 1].map((part) => ({
      name: `${part}`,
      includes: (row: number) => (rows[row]?.cluster ?? 0) % 2 === part,
    }));
    const parts = total(designOf(table), values, { domains });
    close(
      (parts.values[0] ?? NaN) + (parts.values[1] ?? NaN),
      total(designOf(table), values).values[0] ?? NaN,
      1e-9,
      "sum",
    );
  }));
});

Deno.test("sensitivity bounds contain every completion of the unknown answers", () => {
  fc.assert(fc.property(sample, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (rows, draws) => {
    const table = tableOf(rows);
    const flags = table.numbers("flag");
    fc.pre(flags.some((flag) => !Number.isNaN(flag)));
    const bounds = sensitivityBounds(designOf(table), flags, { interval: "kornGraubard" });
    const completed = flags.map((flag, row) => Number.isNaN(flag) ? Number(draws[row] ?? false) : flag);
    const share = mean(designOf(table), completed).values[0] ?? NaN;
    assert.ok(share >= bounds.lowest - 1e-12 && share <= bounds.highest + 1e-12);
    const known = bounds.known ?? NaN;
    assert.ok(known >= bounds.lowest - 1e-12 && known <= bounds.highest + 1e-12);
  }));
});

Deno.test("intervals of proportions stay inside 0 and 1", () => {
  fc.assert(fc.property(sample, (rows) => {
    const table = tableOf(rows.map((row) => ({ ...row, flag: Number.isNaN(row.flag) ? 0 : row.flag })));
    for (const interval of ["logit", "kornGraubard"] as const) {
      const ends = proportion(designOf(table), table.numbers("flag"), { interval }).intervals[0];
      if (ends) assert.ok(ends.low >= 0 && ends.high <= 1 && ends.low <= ends.high);
    }
  }));
});

Deno.test("empty values are refused unless their meaning is named", () => {
  const table = Table.from({ w: Float64Array.of(1, 1, 1), y: Float64Array.of(1, NaN, 3) });
  const simple = surveyDesign(table, { weight: "w", stages: [] });
  assert.throws(() => mean(simple, table.numbers("y")), /row 2/);
  assert.equal(mean(simple, table.numbers("y"), { empty: "outsideDomain" }).values[0], 2);
});

Deno.test("a design with gaps is refused with the place", () => {
  const table = Table.from({ w: Float64Array.of(1, -1), h: ["a", null], c: ["x", "x"], s: ["p", "q"] });
  assert.throws(() => surveyDesign(table, { weight: "w", stages: [] }), /w, row 2/);
  assert.throws(() => surveyDesign(table, { weight: "w", stages: [{ stratum: "h" }] }), /h, row 2/);
  assert.throws(
    () => surveyDesign(table, { weight: "w", stages: [{ stratum: "s", cluster: "c" }] }),
    /more than one stratum/,
  );
});

Deno.test("a ratio of a column to itself is one without error", () => {
  const one = ratio(design, y, y);
  close(one.values[0], 1, 1e-12, "ratio");
  close(one.se[0], 0, 1e-12, "se");
});
