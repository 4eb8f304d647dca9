/** The numbers of the briefing on tools, once more by plain loops and by simulation. */
import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { loadDataset } from "../../lib/sources/mod.ts";
import { type NotebookValues, percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("one") ?? valuesOf("gereedschap");
  cache.set("one", known);
  return known;
}

const SUBJECTS = [
  "HuishOnderOfRondSociaalMinimum",
  "WmoClienten",
  "JeugdledenBibliotheek",
  "TrajectenGestart",
  "GeboorteTotaal",
  "Meldingen",
];

Deno.test("how often a figure can be seen is as counted area by area", async () => {
  const values = await notebook();
  const { table } = await loadDataset("open/gebiedscijfers");
  const together = new Map<string, [number, number]>();
  for (const subject of SUBJECTS) {
    for (const level of ["buurt", "wijk", "gemeente"]) {
      const sums: Record<string, number> = {};
      for (let row = 0; row < table.rowCount; row++) {
        if (table.numbers("jaar")[row] !== 2023) continue;
        const area = table.texts(level)[row] ?? "";
        sums[area] = (sums[area] ?? 0) + (table.numbers(subject)[row] || 0);
      }
      const seen = Object.values(sums).filter((count) => count > 9).length, all = Object.keys(sums).length;
      const [a, b] = together.get(level) ?? [0, 0];
      together.set(level, [a + seen, b + all]);
      assert.equal(shownIn(tableOf(values, "veiligPerOnderwerp"), subject, level), percentOf(seen, all));
    }
  }
  for (const [level, [seen, all]] of together) {
    assert.equal(shownIn(tableOf(values, "veiligSamen"), level), percentOf(seen, all));
  }
  const [seen, all] = together.get("buurt") ?? [0, 1];
  assert.ok(sentenceOf(values, "inEenBuurt").includes(`(${percentOf(seen, all)}%)`));
});

Deno.test("a difference of the shown size is found in about four of five simulated measurements", async () => {
  const values = await notebook();
  const { deviation } = values["bekend"] as { readonly deviation: number };
  const random = randomFor("tests/notebooks/gereedschap");
  for (const families of [20, 100]) {
    const difference = shownIn(tableOf(values, "veiligVindbaar"), String(families)) ?? NaN;
    let found = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const group = (shift: number) =>
        Array.from({ length: families }, () => shift + deviation * random.normal());
      const [a, b] = [group(difference), group(0)];
      const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / families;
      const spread = (list: readonly number[]) => list.reduce((sum, x) => sum + (x - mean(list)) ** 2, 0);
      const error = Math.sqrt((spread(a) + spread(b)) / (2 * families - 2) * 2 / families);
      // The two-sided 5 % points of Student's t with 38 and 198 degrees of freedom, from a table.
      if (Math.abs(mean(a) - mean(b)) / error > (families === 20 ? 2.0244 : 1.972)) found += 1;
    }
    assert.ok(Math.abs(found / 2000 - 0.8) < 0.04, `${families}: ${found}`);
  }
});

Deno.test("the margin of a questionnaire and who answered are those of the raw answers", async () => {
  const values = await notebook();
  const { table } = await loadDataset("local/oudervragenlijst");
  let answered = 0, lonely = 0, known = 0;
  for (let row = 0; row < table.rowCount; row++) {
    if (table.booleans("respons")[row] !== true) continue;
    answered += 1;
    const answer = table.numbers("eenzaam")[row] ?? NaN;
    if (Number.isNaN(answer)) continue;
    known += 1;
    lonely += answer;
  }
  assert.equal(shownIn(tableOf(values, "veiligRespons")), percentOf(answered, table.rowCount));
  const share = lonely / known;
  for (const n of [50, 100, 200, 400, 1000]) {
    const margin = 100 * 1.959964 * Math.sqrt(share * (1 - share) / n);
    assert.equal(shownIn(tableOf(values, "veiligMarges"), String(n)), Math.round(margin));
  }
});
