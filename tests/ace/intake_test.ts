import { parse } from "csv-parse/sync";
import assert from "node:assert/strict";
import {
  BRFSS,
  IllegalAnswer,
  type Instrument,
  type IntakeMapping,
  KAISER10,
  mapValueLabels,
  parseIntakeMapping,
  PCE7,
  readExport,
  scoreTable,
  type SurveyTool,
  takeAnswers,
} from "../../lib/ace/mod.ts";
import { Table } from "../../lib/core/table.ts";

function rowsOf(tool: SurveyTool): string[][] {
  const path = new URL(`../data/ace/intake/${tool}.csv`, import.meta.url);
  return parse(Deno.readTextFileSync(path), { delimiter: tool === "limesurvey" ? ";" : "," });
}

const DUTCH = { Ja: "yes", Nee: "no", "Weet niet": "dk", "Wil niet zeggen": "pna" };

function limeMapping(
  duplicates: IntakeMapping["duplicates"],
  unfinished: IntakeMapping["unfinished"],
): IntakeMapping {
  const items = Object.fromEntries(KAISER10.items.map(({ id }, index) => {
    return [id, { question: `ACE1[SQ${String(index + 1).padStart(3, "0")}]`, answers: DUTCH }];
  }));
  return parseIntakeMapping({ instrument: KAISER10.id, items, duplicates, unfinished }, KAISER10);
}

Deno.test("LimeSurvey: answers become item codes and can be scored", () => {
  const source = readExport(rowsOf("limesurvey"), { tool: "limesurvey" });
  const { table, report } = takeAnswers(source, KAISER10, limeMapping("first", "keep"));
  assert.equal(report.rows, 11);
  assert.equal(report.duplicateRows, 1);
  assert.deepEqual(report.unmappedItems, []);
  assert.deepEqual(report.unmappedQuestions, ["opmerking"]);
  const scores = scoreTable(table, KAISER10, { rule: "kaiser10", missing: { kind: "bounds" } });
  assert.equal(scores.rowCount, 11);
  // The answers repeat with period 8 over (7 i + 3 j): the first respondent has "Ja" at j = 3.
  assert.equal(scores.flags("emotionalNeglect")[0], 1);
  assert.equal(table.texts("q4")[0], "yes");
});

Deno.test("LimeSurvey: contact and technical columns stay behind and are named", () => {
  const source = readExport(rowsOf("limesurvey"), { tool: "limesurvey" });
  assert.deepEqual(source.leftOutColumns, [
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "token",
    "ipaddr",
  ]);
  assert.match(JSON.stringify(source), /^"QuestionnaireExport\(limesurvey, 12 respondents/);
});

Deno.test("somebody who answered twice is refused, or the first or the last answer counts", () => {
  const source = readExport(rowsOf("limesurvey"), { tool: "limesurvey" });
  assert.throws(() => takeAnswers(source, KAISER10, limeMapping("refuse", "keep")), (error) => {
    return error instanceof Error && /1 row\(s\).*answer 9/s.test(error.message) &&
      !error.message.includes("tok");
  });
  const first = takeAnswers(source, KAISER10, limeMapping("first", "keep")).table.texts("q2");
  const last = takeAnswers(source, KAISER10, limeMapping("last", "keep")).table.texts("q2");
  assert.notDeepEqual(first, last);
});

Deno.test("unfinished respondents are kept or left out, as the mapping says", () => {
  const source = readExport(rowsOf("limesurvey"), { tool: "limesurvey" });
  const { report } = takeAnswers(source, KAISER10, limeMapping("first", "leaveOut"));
  assert.equal(report.unfinishedRows, 1);
  assert.equal(report.rows, 10);
});

const YES_NO = { Yes: 1, No: 2, "Don't know": 7 };
const OFTEN = { Never: 1, Once: 2, "More than once": 3, Refused: 9 };

function brfssItems(): Record<string, { question: string; answers: Record<string, number> }> {
  return Object.fromEntries(
    BRFSS.items.slice(0, 11).map(({ id, scale }) => {
      return [id, { question: id, answers: scale.id === "brfss-frequency" ? OFTEN : YES_NO }];
    }),
  );
}

Deno.test("Qualtrics: preview rows are counted and left out, numeric codes are scored", () => {
  const source = readExport(rowsOf("qualtrics"), { tool: "qualtrics" });
  assert.equal(source.leftOutRows, 1);
  assert.ok(
    ["IPAddress", "RecipientEmail", "LocationLatitude"].every((name) => source.leftOutColumns.includes(name)),
  );
  const mapping = parseIntakeMapping(
    { instrument: "brfss", items: brfssItems(), duplicates: "refuse", unfinished: "leaveOut" },
    BRFSS,
  );
  const { table, report } = takeAnswers(source, BRFSS, mapping);
  assert.deepEqual(report.unmappedItems, ["ACEADSAF", "ACEADNED"]);
  assert.equal(report.unfinishedRows, 1);
  const scores = scoreTable(table, BRFSS, { rule: "brfss8.mmwr2023", missing: { kind: "bounds" } });
  assert.equal(scores.rowCount, 8);
  assert.ok(scores.upper().every((most, row) => most >= (scores.lower()[row] ?? 99)));
});

Deno.test("SurveyMonkey: a question over several options gives a column per option", () => {
  const source = readExport(rowsOf("surveymonkey"), { tool: "surveymonkey" });
  assert.equal(source.questionNames[0], "Hoe vaak was dit zo? / Kon over gevoelens praten");
  assert.equal(source.questionNames.length, 7);
  const frequency = {
    Nooit: "never",
    Zelden: "rarely",
    Soms: "sometimes",
    Vaak: "often",
    "Heel vaak": "veryOften",
  };
  const time = { Nooit: "never", "Een beetje": "little", Soms: "some", Meestal: "most", Altijd: "all" };
  const items = Object.fromEntries(PCE7.items.map(({ id }, index) => {
    return [id, { question: source.questionNames[index], answers: index < 6 ? frequency : time }];
  }));
  const mapping = parseIntakeMapping(
    { instrument: "pce7", items, duplicates: "refuse", unfinished: "keep" },
    PCE7,
  );
  const { table } = takeAnswers(source, PCE7, mapping);
  const scores = scoreTable(table, PCE7, { rule: "pce7", missing: { kind: "complete" } });
  assert.equal(scores.rowCount, 8);
});

Deno.test("an answer text that the mapping does not know is an error with row and question, not a missing", () => {
  const rows = rowsOf("limesurvey");
  rows[3]![9] = "Soms wel, soms niet";
  const source = readExport(rows, { tool: "limesurvey" });
  assert.throws(() => takeAnswers(source, KAISER10, limeMapping("first", "keep")), (error) => {
    return error instanceof IllegalAnswer && error.item === "q3" && error.row === 3 &&
      !error.message.includes("Soms");
  });
});

Deno.test("a question that the export does not have is reported, and its item is not asked", () => {
  const source = readExport(rowsOf("limesurvey"), { tool: "limesurvey" });
  const mapping = limeMapping("first", "keep");
  const moved = { ...mapping, items: { ...mapping.items, q5: { question: "ACE9", answers: DUTCH } } };
  const { table, report } = takeAnswers(source, KAISER10, moved);
  assert.deepEqual(report.absentQuestions, ["q5"]);
  assert.ok(!table.has("q5"));
});

const FAULTS: readonly (readonly [string, unknown, RegExp])[] = [
  ["another instrument", { instrument: "brfss" }, /not for ace10-yn/],
  ["no choice for duplicates", { instrument: "ace10-yn", items: {}, unfinished: "keep" }, /duplicates/],
  [
    "an unknown item",
    { instrument: "ace10-yn", items: { q99: {} }, duplicates: "first", unfinished: "keep" },
    /no item q99/,
  ],
  ["no items", { instrument: "ace10-yn", duplicates: "first", unfinished: "keep" }, /items/],
];
for (const [name, content, message] of FAULTS) {
  Deno.test(`a mapping file with ${name} is an error`, () => {
    assert.throws(() => parseIntakeMapping(content, KAISER10), message);
  });
}

const BROKEN: readonly (readonly [string, SurveyTool, string[][], RegExp])[] = [
  ["too few header rows", "qualtrics", [["Q1"], ["Vraag"]], /3 header rows/],
  ["two questions of one name", "limesurvey", [["ACE1", "ACE1"]], /same name/],
  ["a short row", "limesurvey", [["id", "ACE1"], ["1"]], /row 2/],
];
for (const [name, tool, rows, message] of BROKEN) {
  Deno.test(`an export with ${name} is refused`, () =>
    assert.throws(() => readExport(rows, { tool }), message));
}

Deno.test("SPSS: value labels give the mapping, and labels that it does not name are told", () => {
  const table = Table.from({ V1: Float64Array.of(1, 2, 9), V2: Float64Array.of(2, 2, 1) });
  const labels = {
    V1: { "1": "Ja", "2": "Nee", "9": "Weet niet", "5": "Anders" },
    V2: { "1": "Ja", "2": "Nee" },
  };
  const items = {
    q1: { question: "V1", answers: DUTCH },
    q2: { question: "V2", answers: DUTCH },
    q3: { question: "V3", answers: DUTCH },
  };
  const instrument: Instrument = KAISER10;
  const file = parseIntakeMapping(
    { instrument: "ace10-yn", items, duplicates: "refuse", unfinished: "keep" },
    instrument,
  );
  const found = mapValueLabels(table, labels, instrument, file);
  assert.deepEqual(found.unmappedLabels, ["V1 5"]);
  assert.deepEqual(found.absentVariables, ["q3"]);
  const scores = scoreTable(table, instrument, {
    rule: "kaiser10",
    missing: { kind: "bounds" },
    mapping: found.mapping,
  });
  assert.deepEqual([...scores.flags("emotionalAbuse")], [1, 0, -1]);
  assert.throws(() => mapValueLabels(table, {}, instrument, file), /no value labels/);
});
