import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { groupByWave, mixedGroupByWave } from "../../lib/effects/mod.ts";

const waves = ["0", "1", "2"];
const OPTIONS = { outcome: "y", person: "p", treated: "g", wave: "w", waves };

/** Thirty people of whom one in nine misses a wave: a table that R can make too. */
function thirtyPeople(): Table {
  const rows = Array.from({ length: 30 }, (_, i) =>
    waves.map((w, t) => {
      const missed = (i * 7 + t * 11) % 9 === 4;
      const score = 50 + ((i * 37) % 23) - 0.5 * t + (i % 2) * (1.5 * t + 1) + ((i * 13 + t * 29) % 17) / 2;
      return { p: `p${String(i).padStart(2, "0")}`, w, g: i % 2, y: missed ? NaN : score };
    })).flat();
  return tableOf(rows);
}

function tableOf(rows: readonly { p: string; w: string; g: number; y: number }[]): Table {
  return Table.from({
    p: rows.map((row) => row.p),
    w: rows.map((row) => row.w),
    g: Float64Array.from(rows, (row) => row.g),
    y: Float64Array.from(rows, (row) => row.y),
  });
}

function close(found: number | null | undefined, wanted: number, share: number): void {
  assert.ok(Math.abs((found ?? NaN) / wanted - 1) < share, `${found} is not ${wanted}`);
}

// R 4.2.2, lme4 1.1-31 with lmerTest 3.1-3 (xtol_abs 1e-14) and nlme 3.1-162: they agree with each other to 8 digits.
Deno.test("mixedGroupByWave() gives the variances, contrasts, errors and degrees of freedom of lmerTest", () => {
  const free = mixedGroupByWave(thirtyPeople(), { ...OPTIONS, interval: "plain" });
  close(free.between, 50.227471, 3e-8);
  close(free.within, 8.3032063, 2e-8);
  const wanted = [
    [0.860554879, 1.6113520, 46.316959],
    [3.177071455, 1.6350372, 46.404799],
  ] as const;
  wanted.forEach(([estimate, error, df], place) => {
    close(free.contrasts[place]?.estimate, estimate, 1e-8);
    close(free.contrasts[place]?.standardError, error, 1e-8);
    close(free.contrasts[place]?.df, df, 1e-7);
  });
  close(free.pValue, 0.0580822207, 1e-7);
  const equal = mixedGroupByWave(thirtyPeople(), { ...OPTIONS, baseline: "equal", interval: "plain" });
  close(equal.between, 49.211889, 2e-8);
  close(equal.estimate, 3.446235888, 1e-8);
  close(equal.standardError, 1.5656878606, 1e-8);
  close(equal.df, 54.173151, 1e-7);
});

// R 4.2.2, lmerTest 3.1-3 with ddf = "Kenward-Roger" (pbkrtest 0.5.2).
Deno.test("mixedGroupByWave() gives by default the errors and degrees of freedom of Kenward and Roger as pbkrtest does", () => {
  const wanted = {
    free: [[1.6121451298, 46.4083604, 0.596031113], [1.63601500793, 46.49608307, 0.0582146819]],
    equal: [[1.55452350973, 54.17149794, 0.469929511379], [1.5787568213, 54.082084893, 0.0334051318]],
  } as const;
  for (const baseline of ["free", "equal"] as const) {
    const found = mixedGroupByWave(thirtyPeople(), { ...OPTIONS, baseline });
    wanted[baseline].forEach(([error, df, pValue], place) => {
      close(found.contrasts[place]?.standardError, error, 2e-8);
      close(found.contrasts[place]?.df, df, 1e-7);
      close(found.contrasts[place]?.pValue, pValue, 1e-7);
    });
  }
});

Deno.test("with complete answers the contrast is the difference in mean change, for any number of waves", () => {
  const random = randomFor("tests/mixed");
  const rows = Array.from(
    { length: 40 },
    (_, i) =>
      waves.map((w, t) => ({ p: `p${i}`, w, g: i % 2, y: 10 + i / 4 + (i % 2) * t + random.normal() })),
  ).flat();
  const mixed = mixedGroupByWave(tableOf(rows), OPTIONS), plain = groupByWave(tableOf(rows), OPTIONS);
  mixed.contrasts.forEach((contrast, place) =>
    close(contrast.estimate, plain.contrasts[place]!.estimate, 1e-9)
  );
  // Balanced: the error has (waves − 1)·(persons − 2) degrees of freedom.
  close(mixed.df, 2 * 38, 1e-5);
});

Deno.test("mixedGroupByWave() says so when answers of one person do not hang together", () => {
  const rows = Array.from(
    { length: 24 },
    (_, i) =>
      waves.map((w, t) => ({
        p: `p${i}`,
        w,
        g: i % 2,
        y: [5, -4, 0][(t + i) % 3]! + ((i * 7 + t) % 5) / 10,
      })),
  ).flat();
  const result = mixedGroupByWave(tableOf(rows), OPTIONS);
  assert.deepEqual([result.between, result.icc, Math.round(result.df)], [0, 0, 2 * 22]);
  assert.equal(mixedGroupByWave(tableOf(rows), { ...OPTIONS, interval: "plain" }).df, 72 - 6);
  assert.ok(result.warnings.some((warning) => warning.code === "no-person-variance"));
});

Deno.test("mixedGroupByWave() refuses one wave, an empty cell, too few answers, no variation, and doubles", () => {
  const table = thirtyPeople(), w = table.texts("w"), g = table.numbers("g");
  assert.throws(() => mixedGroupByWave(table, { ...OPTIONS, waves: ["0"] }), /two different waves/);
  assert.throws(
    () => mixedGroupByWave(table.filter((row) => w[row] !== "2" || g[row] === 0), OPTIONS),
    /Nobody of one group/,
  );
  assert.throws(() => mixedGroupByWave(table.filter((row) => row < 18), OPTIONS), /too few/);
  assert.throws(
    () => mixedGroupByWave(table.withColumns({ y: new Float64Array(90).fill(4) }), OPTIONS),
    /explains every answer/,
  );
  assert.throws(() => mixedGroupByWave(table.withColumns({ p: w.map(() => "p1") }), OPTIONS), /both groups/);
});

Deno.test("mixedGroupByWave() gives the same answer on a huge scale", () => {
  const table = thirtyPeople();
  const huge = mixedGroupByWave(
    table.withColumns({ y: table.numbers("y").map((value) => value * 1e9) }),
    OPTIONS,
  );
  const plain = mixedGroupByWave(table, OPTIONS);
  close(huge.estimate, plain.estimate * 1e9, 1e-9);
  close(huge.df, plain.df, 1e-6);
});
