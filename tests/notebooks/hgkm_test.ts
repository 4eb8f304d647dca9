/** The numbers of the HGKM briefing, once more from the raw rows by plain loops. */
import assert from "node:assert/strict";
import { loadDataset } from "../../lib/sources/mod.ts";
import { type NotebookValues, percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("hgkm") ?? valuesOf("hgkm");
  cache.set("hgkm", known);
  return known;
}

/** The raw cases as plain objects. */
async function cases() {
  const { table } = await loadDataset("local/hgkm-casussen");
  const [partner, home, kind, known] = [
    table.texts("organisatie"),
    table.texts("huishouden"),
    table.texts("aard"),
    table.booleans("eerder_bekend"),
  ];
  return Array.from({ length: table.rowCount }, (_, row) => ({
    partner: partner[row] ?? "",
    home: home[row] ?? "",
    kind: kind[row] ?? "",
    known: known[row] === true,
  }));
}

Deno.test("what six partners counted together is what the pooled rows give", async () => {
  const [values, rows] = [await notebook(), await cases()];
  const table = tableOf(values, "veiligSamen");
  for (const kind of ["partner", "kindermishandeling", "ouderen"]) {
    const own = rows.filter((row) => row.kind === kind);
    assert.equal(shownIn(table, kind), percentOf(own.filter(({ known }) => known).length, own.length), kind);
  }
  assert.match(sentenceOf(values, "vaakEerder"), /Zes partners samen/);
});

Deno.test("a partner's own table hides every cell with fewer than ten on a side, and the totals are shown", async () => {
  const [values, rows] = [await notebook(), await cases()];
  const table = tableOf(values, "veiligApart");
  let small = 0;
  for (const partner of new Set(rows.map((row) => row.partner))) {
    for (const kind of ["partner", "kindermishandeling", "ouderen"]) {
      const own = rows.filter((row) => row.partner === partner && row.kind === kind);
      const known = own.filter((row) => row.known).length;
      const shown = shownIn(table, kind, partner);
      if (known < 10 || own.length - known < 10) {
        small += 1;
        assert.equal(shown, null, `${partner} ${kind}`);
      } else if (shown !== null) assert.equal(shown, percentOf(known, own.length));
    }
  }
  assert.ok(small > 0, "the synthetic data hold small cells, else this shows nothing");
});

Deno.test("the share of households at one, two, three, four or more partners is right", async () => {
  const [values, rows] = [await notebook(), await cases()];
  const partners = new Map<string, string[]>();
  for (const { home, partner } of rows) {
    const own = partners.get(home) ?? [];
    partners.set(home, own.includes(partner) ? own : [...own, partner]);
  }
  const table = tableOf(values, "veiligOverlap");
  const counts = [...partners.values()].map(({ length }) => length);
  for (const [code, fits] of [["1", (n: number) => n === 1], ["2", (n: number) => n === 2]] as const) {
    assert.equal(shownIn(table, code), percentOf(counts.filter(fits).length, counts.length));
  }
  assert.equal(shownIn(table, "4"), percentOf(counts.filter((n) => n >= 4).length, counts.length));
});

Deno.test("the maturity scores are the means of the answers, by partner and together", async () => {
  const values = await notebook();
  const { table } = await loadDataset("local/hgkm-volwassenheid");
  const answers = Array.from(table.texts("organisatie"), (partner, row) => ({
    partner: partner ?? "",
    dimension: table.texts("dimensie")[row] ?? "",
    score: table.numbers("score")[row] ?? NaN,
  })).filter(({ score }) => !Number.isNaN(score));
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const partners = [...new Set(answers.map(({ partner }) => partner))];
  for (const dimension of new Set(answers.map((answer) => answer.dimension))) {
    const own = partners.map((partner) =>
      mean(
        answers.filter((one) => one.partner === partner && one.dimension === dimension).map(({ score }) =>
          score
        ),
      )
    );
    assert.ok(Math.abs(shownIn(tableOf(values, "veiligProfiel"), dimension)! - mean(own)) <= 0.0501);
    partners.forEach((partner, i) => {
      const shown = shownIn(tableOf(values, "veiligPerPartner"), partner, dimension)!;
      assert.ok(Math.abs(shown - own[i]!) <= 0.0501, `${partner} ${dimension}`);
    });
  }
});

Deno.test("reports per 1,000 households and repeat reports are those of the area figures", async () => {
  const values = await notebook();
  const { table } = await loadDataset("open/gebiedscijfers");
  const years = table.numbers("jaar");
  const sum = (column: string, year: number) =>
    Array.from(table.numbers(column)).reduce(
      (total, one, row) => total + (years[row] === year ? one || 0 : 0),
      0,
    );
  for (const year of [2018, 2023]) {
    const rate = Number((1000 * sum("Meldingen", year) / sum("HuishoudensTotaal", year)).toFixed(1));
    assert.equal(shownIn(tableOf(values, "veiligMeldingen"), String(year)), rate);
    const again = percentOf(sum("MeldingenEerderBekend", year), sum("Meldingen", year), 1);
    assert.equal(shownIn(tableOf(values, "veiligHermeldingen"), String(year)), again);
  }
});
