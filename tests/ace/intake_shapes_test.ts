import { parse } from "csv-parse/sync";
import assert from "node:assert/strict";
import {
  KAISER10,
  mapValueLabels,
  type QuestionnaireExport,
  readExport,
  readLimeSurveySyntax,
  scoreTable,
  type SurveyTool,
  takeAnswers,
} from "../../lib/ace/mod.ts";
import { fingerprint, fingerprintOf, mappingOf, NUMBERS, TOPICS, WORDS } from "./_intake.ts";
import { Table } from "../../lib/core/table.ts";
import { readSav } from "../../lib/sources/mod.ts";

// Files in the documented shape of each tool: tests/data/ace/intake/shapes/README.md. All hold the same answers.
const FOLDER = new URL("../data/ace/intake/shapes/", import.meta.url);
const ANSWER_CODES = { AO01: "yes", AO02: "no", AO03: "dk", AO04: "pna" };
const QUESTION = "Gebeurde dit voor uw achttiende?";

function text(name: string): string {
  return Deno.readTextFileSync(new URL(name, FOLDER));
}

function rowsOf(name: string, delimiter = ",", quote = '"'): string[][] {
  // As a careless reader would: the byte order mark and the empty line at the end stay in.
  return parse(text(name), {
    delimiter,
    quote,
    relax_column_count: true,
    skip_empty_lines: false,
    bom: true,
  });
}

const truthRows: Record<string, string>[] = parse(text("truth.csv"), { columns: true });
const truth = fingerprint(Table.from(
  Object.fromEntries(
    KAISER10.items.map(({ id }) => [id, truthRows.map((row) => row[id] === "" ? null : row[id] ?? null)]),
  ),
));

const code = (position: number) => `ACE1[SQ${String(position + 1).padStart(3, "0")}]`;
const underscored = (position: number) => `ACE1_SQ${String(position + 1).padStart(3, "0")}`;
const cut = (position: number) => {
  const topic = TOPICS[position] ?? "";
  return `Gebeurde dit vo.. [${topic.slice(0, 15)}${topic.length > 15 ? ".. " : ""}]`;
};

type Shape = readonly [
  name: string,
  tool: SurveyTool,
  delimiter: string,
  question: (position: number) => string,
  answers: Readonly<Record<string, string>>,
];
const SHAPES: readonly Shape[] = [
  ["lime_code_codes.csv", "limesurvey", ",", code, ANSWER_CODES],
  ["lime_code_full.csv", "limesurvey", ";", code, WORDS],
  ["lime_em_codes.csv", "limesurvey", ",", underscored, ANSWER_CODES],
  ["lime_text_full.csv", "limesurvey", ",", (position) => `${QUESTION} [${TOPICS[position]}]`, WORDS],
  ["lime_short_full.csv", "limesurvey", ",", cut, WORDS],
  ["lime_codetext_full.csv", "limesurvey", ",", code, WORDS],
  ["qualtrics_text.csv", "qualtrics", ",", (position) => `Q1_${position + 1}`, WORDS],
  ["qualtrics_numeric.csv", "qualtrics", ",", (position) => `Q1_${position + 1}`, NUMBERS],
  [
    "surveymonkey_condensed.csv",
    "surveymonkey",
    ",",
    (position) => `${QUESTION} / ${TOPICS[position]}`,
    WORDS,
  ],
  [
    "surveymonkey_expanded.csv",
    "surveymonkey",
    ",",
    (position) => `${QUESTION} (${TOPICS[position]})`,
    WORDS,
  ],
];

function check(source: QuestionnaireExport, question: Shape[3], answers: Shape[4]): void {
  const { table, report } = takeAnswers(source, KAISER10, mappingOf(question, answers));
  assert.deepEqual([report.absentQuestions, report.unmappedItems], [[], []]);
  assert.deepEqual(fingerprint(table), truth);
  // Nothing that could tell who it was passes for a question.
  const kept = source.questionNames.join("|").toLowerCase();
  assert.doesNotMatch(kept, /token|access|ip ?addr|email|recipient|name|collector|respondent|seed|time/);
}

for (const [name, tool, delimiter, question, answers] of SHAPES) {
  Deno.test(`${name}: the same scores as every other export of these answers`, () =>
    check(readExport(rowsOf(name, delimiter), { tool }), question, answers));
}

Deno.test("LimeSurvey for R: names and labels come from the syntax file", () => {
  const rows = rowsOf("survey_184695_R_data_file.csv");
  const source = readLimeSurveySyntax(rows, text("survey_184695_R_syntax_file.R"), { language: "r" });
  check(source, underscored, WORDS);
});

Deno.test("LimeSurvey for SPSS: names and labels come from the syntax file, also of a variable without a new name", () => {
  const rows = rowsOf("survey_184695_SPSS_data_file.dat", ",", "'");
  const syntax = text("survey_184695_SPSS_syntax_file.sps");
  const source = readLimeSurveySyntax(rows, syntax, { language: "spss" });
  check(source, underscored, WORDS);
  assert.ok(source.leftOutColumns.includes("lastpage"));
});

Deno.test("data and syntax of two different exports are refused", () => {
  const rows = rowsOf("survey_184695_R_data_file.csv").map((row) => row.slice(0, -1));
  const syntax = text("survey_184695_R_syntax_file.R");
  assert.throws(() => readLimeSurveySyntax(rows, syntax, { language: "r" }), /15 columns.*has 14/);
  assert.throws(() => readLimeSurveySyntax(rows, syntax, { language: "spss" }), /names 0 columns/);
});

Deno.test("SPSS with labels and user-missing values, as pyreadstat writes it", () => {
  const file = readSav(Deno.readFileSync(new URL("ace_labels.sav", FOLDER)), { userMissing: "keep" });
  const labels = Object.fromEntries(file.variables.map(({ name, valueLabels }) => [name, valueLabels]));
  const mapping = mappingOf((position) => `ACE${String(position + 1).padStart(2, "0")}`, WORDS);
  const found = mapValueLabels(file.table, labels, KAISER10, mapping);
  assert.deepEqual([found.unmappedLabels, found.absentVariables, found.unmappedItems], [[], [], []]);
  const scores = scoreTable(file.table, KAISER10, {
    rule: "kaiser10",
    missing: { kind: "bounds" },
    mapping: found.mapping,
  });
  assert.deepEqual(fingerprintOf(scores), truth);
});

Deno.test("Qualtrics: previews, tests and spam are no respondents", () => {
  for (const name of ["qualtrics_text.csv", "qualtrics_numeric.csv"]) {
    const source = readExport(rowsOf(name), { tool: "qualtrics" });
    assert.deepEqual([source.leftOutRows, source.rowCount], [3, 8]);
  }
});

const WITHOUT: readonly (readonly [string, string, SurveyTool, (rows: string[][]) => string[][], RegExp])[] =
  [
    [
      "Qualtrics without its ImportId row would lose a respondent",
      "qualtrics_text.csv",
      "qualtrics",
      (rows) => rows.toSpliced(2, 1),
      /ImportId, is missing/,
    ],
    [
      "LimeSurvey headings in a language that hides the access code",
      "lime_text_full.csv",
      "limesurvey",
      ([head = [], ...rest]) => [head.map((name) => name.replace("Response ID", "Antwoord-ID")), ...rest],
      /no column id or response id/,
    ],
    [
      "abbreviated headings that become the same",
      "lime_short_full.csv",
      "limesurvey",
      ([head = [], ...rest]) => [head.map((name) => name.replace(/ \[.*\]$/, "")), ...rest],
      /same name/,
    ],
    [
      "SurveyMonkey read with one header row removed",
      "surveymonkey_condensed.csv",
      "surveymonkey",
      (rows) => rows.slice(1),
      /same name|no column/,
    ],
  ];
for (const [name, file, tool, change, message] of WITHOUT) {
  Deno.test(`refused: ${name}`, () => {
    assert.throws(() => readExport(change(rowsOf(file)), { tool }), message);
  });
}
