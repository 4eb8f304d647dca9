import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { sameLabel } from "../../lib/core/language.ts";
import {
  coverageGaps,
  coverageMatrix,
  dataToolkit,
  effectToolkit,
  MATURITY_SCAN,
  maturityAdvice,
  maturitySheet,
  newPilotRecord,
  readPilotRecord,
  scoreMaturity,
  type Signal,
  signalCard,
} from "../../lib/design/mod.ts";
import { protectAll } from "../../lib/disclosure/mod.ts";

const both = (nl: string, en: string) => ({ nl, en });
const SOURCE = {
  datasetId: "local/voorbeeld",
  title: sameLabel("Verzonnen"),
  owner: "Smart Start",
  licence: "CC0 1.0",
  sensitivity: "open" as const,
  synthetic: true,
  referenceDate: "2026",
  sha256: "0".repeat(64),
};
const ABOUT = {
  id: "tabel",
  title: both("Tabel", "Table"),
  population: both("partners", "partners"),
  period: sameLabel("2026"),
  sources: [SOURCE],
};

/** Answers: three per dimension and organisation, as given by a function. */
function answers(score: (organisation: string, dimension: string, statement: number) => number): Table {
  const rows = ["politie", "school", "zorg"].flatMap((organisation) =>
    MATURITY_SCAN.dimensions.flatMap(({ id }) =>
      [1, 2, 3].map((statement) => ({
        organisation,
        id,
        statement,
        score: score(organisation, id, statement),
      }))
    )
  );
  return Table.from({
    organisatie: rows.map(({ organisation }) => organisation),
    dimensie: rows.map(({ id }) => id),
    vraag: Float64Array.from(rows, ({ statement }) => statement),
    score: Float64Array.from(rows, (row) => row.score),
  });
}

Deno.test("the scan scores the mean of answered statements, and every organisation counts the same", () => {
  const table = answers((organisation, dimension, statement) => {
    if (dimension !== "kwaliteit") return 3;
    return organisation === "school" ? (statement === 3 ? NaN : 5) : statement;
  });
  const { cells } = scoreMaturity(table, ABOUT);
  const quality = cells.find(({ codes }) => codes[0] === "kwaliteit");
  // politie and zorg: (1+2+3)/3 = 2; school: (5+5)/2 = 5; together (2+2+5)/3 = 3.
  assert.deepEqual([quality?.value, quality?.n], [3, 3]);
});

Deno.test("an organisation that answered too few statements of a dimension does not count there", () => {
  const table = answers((organisation, dimension, statement) =>
    organisation === "zorg" && dimension === "sturing" && statement > 1 ? NaN : 4
  );
  const together = scoreMaturity(table, ABOUT).cells.find(({ codes }) => codes[0] === "sturing");
  assert.deepEqual([together?.value, together?.n], [4, 2]);
  const apart = scoreMaturity(table, { ...ABOUT, by: "organisation" }).cells;
  assert.equal(apart.find(({ codes }) => codes.join() === "zorg,sturing")?.value, null);
});

Deno.test("answers outside 1 to 5 and unknown dimensions are refused", () => {
  assert.throws(() => scoreMaturity(answers(() => 6), ABOUT), /outside 1 to 5/);
  const odd = Table.from({
    organisatie: ["x"],
    dimensie: ["sfeer"],
    vraag: Float64Array.of(1),
    score: Float64Array.of(3),
  });
  assert.throws(() => scoreMaturity(odd, ABOUT), /no dimension of the scan/);
});

Deno.test("advice follows the level of each dimension, the lowest first, and carries the receipt", async () => {
  const levels: Readonly<Record<string, number>> = { grondslag: 1, sturing: 5 };
  const [safe] = await protectAll(
    [scoreMaturity(answers((_, dimension) => levels[dimension] ?? 3), ABOUT)],
    "open",
  );
  const advice = maturityAdvice(safe);
  const [part] = advice.payload.pages[0]?.parts ?? [];
  assert.ok(part?.kind === "table");
  const [law, , , , , steering] = part.rows;
  const dimension = (id: string) => MATURITY_SCAN.dimensions.find((each) => each.id === id);
  assert.deepEqual(law, [
    dimension("grondslag")?.label,
    MATURITY_SCAN.levels[0],
    dimension("grondslag")?.advice[0],
  ]);
  assert.deepEqual(steering?.[2], dimension("sturing")?.advice[4]);
  assert.deepEqual(advice.receipts, [safe.receipt]);
});

Deno.test("the questionnaire has every statement, with room for five answers", () => {
  const tables = maturitySheet().parts.filter((part) => part.kind === "table");
  assert.equal(tables.length, MATURITY_SCAN.dimensions.length);
  for (const table of tables) assert.ok(table.rows.every((row) => row.length === 6 && row[1]?.nl === ""));
});

const AREAS = [["WK990101", "Kern"], ["WK990102", "Noord"]].map(([code = "", name = ""]) => ({
  code,
  label: sameLabel(name),
}));

Deno.test("the coverage matrix counts an initiative in every age that it reaches, and shows where there is none", async () => {
  const rows = Table.from({
    wijk: ["WK990101", "WK990101", "WK990101", "WK990101"],
    leeftijd_van: Float64Array.of(2, 4, 4, 4),
    leeftijd_tot: Float64Array.of(6, 12, 6, 5),
  });
  const matrix = coverageMatrix(rows, { ...ABOUT, areas: AREAS });
  assert.deepEqual(matrix.cells.map(({ value }) => value), [1, 4, 1, 1, 0, 0, 0, 0]);
  const [safe] = await protectAll([matrix], "open");
  const text = JSON.stringify(coverageGaps(safe).payload);
  assert.ok(
    text.includes(
      "Noord: alle leeftijden",
    ),
  );
  assert.ok(text.includes("Kern: 4 tot en met 6 jaar"));
});

Deno.test("an initiative outside the listed areas, or with ages that run backwards, is refused", () => {
  const rows = (wijk: string, from: number, to: number) =>
    Table.from({ wijk: [wijk], leeftijd_van: Float64Array.of(from), leeftijd_tot: Float64Array.of(to) });
  assert.throws(() => coverageMatrix(rows("WK990199", 2, 4), { ...ABOUT, areas: AREAS }), /no listed area/);
  assert.throws(() => coverageMatrix(rows("WK990101", 6, 4), { ...ABOUT, areas: AREAS }), /run backwards/);
});

const SIGNAL: Signal = {
  domain: "money",
  sign: both("Een kind heeft vaak geen eten mee.", "A child often has no food along."),
  mayMean: both("Geldzorgen, of gewoon haast.", "Money worries, or just haste."),
  opener: both("Hoe is het thuis in de ochtend?", "How are mornings at home?"),
  involve: both("de schoolmaatschappelijk werker", "the school social worker"),
  urgency: "this-week",
  counterSign: both("Het kind vertelt vrolijk over het ontbijt.", "The child tells happily about breakfast."),
};
const CARD = {
  reader: both("leerkrachten", "teachers"),
  source: both("sessies met ouders", "sessions with parents"),
};

Deno.test("the signal card is one sheet of A4, by domain, and says that nothing is added up", () => {
  const home: Signal = { ...SIGNAL, domain: "school" };
  const { pages } = signalCard({ ...CARD, signals: [home, SIGNAL] }).payload;
  assert.deepEqual(pages.map(({ paper }) => paper), ["A4"]);
  const table = pages[0]?.parts.find((part) => part.kind === "table");
  assert.ok(table?.kind === "table");
  assert.deepEqual(table.rows.map((row) => row[0]?.nl), ["Geld", "School"]);
  assert.match(JSON.stringify(pages), /Tel niets op/);
});

Deno.test("a signal card with points, numbers, no sign or more than a page is refused", () => {
  const make = (signals: readonly Signal[]) => () => signalCard({ ...CARD, signals });
  assert.throws(make([]), /0 signs/);
  assert.throws(make(Array.from({ length: 13 }, () => SIGNAL)), /13 signs/);
  assert.throws(
    make([{ ...SIGNAL, mayMean: both("Geef 2 punten.", "Give 2 points.") }]),
    /Sign 1 counts or weighs/,
  );
  assert.throws(make([SIGNAL, { ...SIGNAL, sign: both("Een hoge score.", "A high score.") }]), /Sign 2/);
});

Deno.test("toolkits give six sheets each; what the record knows stands on them, the rest is room to write", async () => {
  const text = await Deno.readTextFile(new URL("../../notebooks/heusden/pilot.json", import.meta.url));
  const known = readPilotRecord(text);
  for (const toolkit of [dataToolkit, effectToolkit]) {
    for (const record of [newPilotRecord("taal-dorp"), known]) {
      const { pages } = toolkit(record).payload;
      assert.equal(pages.length, 6);
      const rooms = pages.flatMap(({ parts }) => parts).filter((part) =>
        part.kind === "lines" ||
        (part.kind === "table" && part.rows.some((row) => row.some(({ nl }) => nl === "")))
      );
      assert.ok(rooms.length >= 6);
    }
  }
  const data = JSON.stringify(dataToolkit(known).payload);
  for (const { reference } of known.literature) assert.ok(data.includes(reference));
  const effect = JSON.stringify(effectToolkit(known).payload);
  assert.ok(effect.includes(known.effectPlan?.primaryOutcome.nl ?? "?"));
});
