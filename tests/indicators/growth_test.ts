import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { randomFor } from "../../lib/core/random.ts";
import { compareGrowth } from "../../lib/indicators/mod.ts";

/** Schools of thirty pupils who rise eight points a grade, with noise; `slow` ones four. */
function pupils(schools: number, slow: readonly number[], seed: string): Table {
  const random = randomFor(seed);
  const rows: { pupil: string; school: string; grade: number; score: number }[] = [];
  for (let school = 0; school < schools; school++) {
    for (let pupil = 0; pupil < 30; pupil++) {
      const start = 115 + 9 * random.normal();
      for (let grade = 5; grade <= 8; grade++) {
        const rise = (slow.includes(school) ? 4 : 8) * (grade - 5);
        const score = start + rise + 4 * random.normal();
        rows.push({
          pupil: `${school}-${pupil}`,
          school: `S${String(school).padStart(2, "0")}`,
          grade,
          score,
        });
      }
    }
  }
  return Table.from({
    leerling: rows.map((row) => row.pupil),
    school: rows.map((row) => row.school),
    weging: rows.map((row) => Number(row.school.slice(1)) % 2 === 0 ? "laag" : "hoog"),
    groep: Float64Array.from(rows, (row) => row.grade),
    leesscore: Float64Array.from(rows, (row) => row.score),
  });
}

Deno.test("compareGrowth() finds the schools that are slow, and no other, in twenty draws", () => {
  for (let draw = 0; draw < 20; draw++) {
    const behind = compareGrowth(pupils(20, [3, 8], `growth/${draw}`), { from: 5, to: 8 })
      .filter(({ verdict }) => verdict === "behind").map(({ school }) => school);
    assert.deepEqual(behind, ["S03", "S08"], String(draw));
  }
});

Deno.test("without slow schools it seldom finds any: at most the level of its draws", () => {
  const found = Array.from(
    { length: 60 },
    (_, draw) =>
      compareGrowth(pupils(12, [], `none/${draw}`), { from: 5, to: 8 }).some(({ verdict }) =>
        verdict !== "alike"
      ),
  );
  // A family-wise level of 0.05 over sixty draws: eight or more have a chance below one in a hundred.
  assert.ok(found.filter(Boolean).length < 8, String(found.filter(Boolean).length));
});

Deno.test("who starts lower but rises as fast is not behind", () => {
  const table = pupils(10, [], "start");
  const lower = table.numbers("leesscore").map((score, row) =>
    table.texts("school")[row] === "S04" ? score - 30 : score
  );
  const result = compareGrowth(table.withColumns({ leesscore: lower }), { from: 5, to: 8 });
  assert.equal(result.find(({ school }) => school === "S04")?.verdict, "alike");
});

Deno.test("schools with too few pupils are left out, and grades may not run backwards", () => {
  const table = pupils(4, [], "few");
  const few = table.filter((row) => table.texts("school")[row] !== "S01" || row % 30 === 0);
  assert.deepEqual(compareGrowth(few, { from: 5, to: 8 }).map(({ school }) => school), ["S00", "S02"]);
  assert.throws(() => compareGrowth(table, { from: 8, to: 5 }), /backwards/);
});
