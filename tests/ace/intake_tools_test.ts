import assert from "node:assert/strict";
import fc from "fast-check";
import {
  IllegalAnswer,
  KAISER10,
  mapValueLabels,
  parseIntakeMapping,
  type QuestionnaireExport,
  readExport,
  readLabelledExport,
  type SurveyTool,
  takeAnswers,
} from "../../lib/ace/mod.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { Table } from "../../lib/core/table.ts";
import { fingerprint, mappingOf, NUMBERS, TOPICS, WORDS } from "./_intake.ts";
import { type CsvRowsOptions, readCsvRows, readSav } from "../../lib/sources/mod.ts";

// From the bytes of a file to scores, as a user would. Files: tests/data/ace/intake/shapes/README.md.
const FOLDER = new URL("../data/ace/intake/shapes/", import.meta.url);
function bytesOf(file: string): Uint8Array {
  return Deno.readFileSync(new URL(file, FOLDER));
}

function rowsOf(file: string, options: Partial<CsvRowsOptions> = {}): string[][] {
  return readCsvRows(bytesOf(file), { file, ...options });
}

const [names = [], ...answers] = rowsOf("truth.csv");
const truth = Table.from(Object.fromEntries(
  names.map((name, index) => [name, answers.map((row) => row[index] || null)]),
));
/** A yes/no question has no "don't know": whoever did not say yes or no left it open. */
const yesNoTruth = Table.from(Object.fromEntries(
  names.map((name) => [name, truth.texts(name).map((code) => code === "yes" || code === "no" ? code : null)]),
));

const numbered = (position: number) => `ACE${String(position + 1).padStart(2, "0")}`;
const matrix = (position: number) => `Q1_${position + 1}`;
const SHAPES: readonly (readonly [
  file: string,
  tool: SurveyTool,
  question: (position: number) => string,
  answers: Readonly<Record<string, string | null>>,
  wanted: Table,
])[] = [
  ["qualtrics_legacy.csv", "qualtricsLegacy", matrix, NUMBERS, truth],
  ["qualtrics_text.tsv", "qualtrics", matrix, WORDS, truth],
  ["lime_yesno_codes.csv", "limesurvey", numbered, { Y: "yes", N: "no" }, yesNoTruth],
  ["lime_yesno_full.csv", "limesurvey", numbered, { Ja: "yes", Nee: "no", "N/A": null }, yesNoTruth],
  [
    "lime_list_other.csv",
    "limesurvey",
    numbered,
    { A1: "yes", A2: "no", A3: "dk", "-oth-": "pna" },
    truth,
  ],
  [
    "surveymonkey_matrix_expanded.csv",
    "surveymonkey",
    (position) => `Gebeurde dit voor uw achttiende? / ${TOPICS[position]}`,
    WORDS,
    truth,
  ],
];

for (const [file, tool, question, codes, wanted] of SHAPES) {
  Deno.test(`${file}: from bytes to scores, the same as every other export of these answers`, () => {
    const source = readExport(rowsOf(file), { tool });
    const { table, report } = takeAnswers(source, KAISER10, mappingOf(question, codes));
    assert.deepEqual([report.absentQuestions, report.unmappedItems, report.duplicateRows], [[], [], 0]);
    assert.deepEqual(fingerprint(table), fingerprint(wanted));
    const kept = source.questionNames.join("|").toLowerCase();
    assert.doesNotMatch(
      kept,
      /token|ip ?addr|email|recipient|name|collector|respondent|seed|response|location/,
    );
  });
}

Deno.test("questions of one name are numbered where the tool has no codes, and told as unmapped", () => {
  const source = readExport(rowsOf("surveymonkey_matrix_expanded.csv"), { tool: "surveymonkey" });
  const { report } = takeAnswers(
    source,
    KAISER10,
    mappingOf((position) => `Gebeurde dit voor uw achttiende? / ${TOPICS[position]}`, WORDS),
  );
  assert.deepEqual(report.unmappedQuestions, ["Toelichting #1", "Toelichting #2"]);
  assert.match(report.cautions[0]?.en ?? "", /end date/);
});

Deno.test("SurveyMonkey: choices of one question are one column, but never where somebody made two", () => {
  const header = [
    ["Respondent ID", "End Date", "Wie?", "", "", "Hoe?", "", "", "", ""],
    [
      "",
      "",
      "Ja",
      "Nee",
      "Anders, namelijk",
      "Thuis - Ja",
      "Thuis - Nee",
      "Op school - Ja",
      "Op school - Nee",
      "Op school - laat - Nee",
    ],
  ];
  const one = ["1", "1-5-2026", "Ja", "", "tante", "Ja", "", "", "Nee", ""];
  const two = ["2", "1-5-2026", "", "Nee", "", "", "Nee", "Ja", "", "Nee"];
  const read = (...rows: readonly string[][]) => readExport([...header, ...rows], { tool: "surveymonkey" });
  const single = read(one, two);
  assert.deepEqual(single.questionNames, [
    "Wie?",
    "Wie? / Anders, namelijk",
    "Hoe? / Thuis",
    "Hoe? / Op school",
    "Hoe? / Op school - laat",
  ]);
  assert.deepEqual(single.answers("Wie?"), ["Ja", "Nee"]);
  assert.deepEqual(single.answers("Hoe? / Op school"), ["Nee", "Ja"]);
  // Nobody said anything about school: those rows are there all the same, without answers.
  const empty = read(["3", "1-5-2026", "Ja", "", "", "Ja", "", "", "", ""]);
  assert.deepEqual(empty.questionNames.slice(1), [
    "Hoe? / Thuis",
    "Hoe? / Op school",
    "Hoe? / Op school - laat",
  ]);
  assert.deepEqual(empty.answers("Hoe? / Op school"), [null]);
  const both = read(one, ["2", "1-5-2026", "Ja", "Nee", "", "Ja", "Nee", "", "", ""]);
  assert.deepEqual(both.questionNames.slice(0, 4), [
    "Wie? / Ja",
    "Wie? / Nee",
    "Wie? / Anders, namelijk",
    "Hoe? / Thuis - Ja",
  ]);
});

Deno.test("an export of nobody has no respondents: LimeSurvey's empty record is none", () => {
  const source = readExport(rowsOf("lime_nobody.csv"), { tool: "limesurvey" });
  assert.deepEqual([source.rowCount, source.leftOutRows], [0, 1]);
  const { table, report } = takeAnswers(source, KAISER10, mappingOf(numbered, { Y: "yes", N: "no" }));
  assert.deepEqual([report.rows, report.testRows, fingerprint(table).lower], [0, 1, []]);
});

Deno.test("Qualtrics' own Q_ columns stay behind, a question that is called Q_1 does not", () => {
  const rows = rowsOf("qualtrics_numeric.csv").map((row, index) => [
    ...row.map((cell) => index === 0 ? cell.replace("Q1_1", "Q_1") : cell),
    ["Q_RecaptchaScore", "Q_RecaptchaScore", '{"ImportId":"Q_RecaptchaScore"}'][index] ?? "0.9",
  ]);
  const source = readExport(rows, { tool: "qualtrics" });
  assert.ok(source.questionNames.includes("Q_1") && source.leftOutColumns.includes("Q_RecaptchaScore"));
});

Deno.test("the two forms of Qualtrics are not taken for each other", () => {
  assert.throws(
    () => readExport(rowsOf("qualtrics_legacy.csv"), { tool: "qualtrics" }),
    /no column responseid|qualtricsLegacy/,
  );
  assert.throws(
    () => readExport(rowsOf("qualtrics_text.csv"), { tool: "qualtricsLegacy" }),
    /tool "qualtrics"/,
  );
});

Deno.test("a response type or state in a language that is not known is refused, with its row", () => {
  for (
    const [from, to, message] of [
      ["IP Address", "IP-adres", /response type.*row 4/],
      ["True", "Wahr", /being finished.*row 4/],
    ] as const
  ) {
    const rows = rowsOf("qualtrics_text.csv");
    rows.slice(3).forEach((row) => row.forEach((cell, index) => row[index] = cell === from ? to : cell));
    // The first three rows of answers are a preview, spam and a test; their state is not looked at.
    assert.throws(() => readExport(rows, { tool: "qualtrics" }), message);
  }
});

function labelled(file: string, respondent?: string): QuestionnaireExport {
  const { table, variables } = readSav(bytesOf(file), { userMissing: "keep" });
  const labels = Object.fromEntries(variables.map(({ name, valueLabels }) => [name, valueLabels]));
  return readLabelledExport(table, labels, respondent === undefined ? {} : { respondent });
}

Deno.test("SPSS with numbers, with text codes and as PSPP writes it from LimeSurvey's syntax give the same scores", () => {
  const numbers = takeAnswers(labelled("ace_labels.sav", "respnr"), KAISER10, mappingOf(numbered, WORDS));
  assert.deepEqual(fingerprint(numbers.table), fingerprint(truth));
  const first = mappingOf(numbered, WORDS, { duplicates: "first" });
  const texts = takeAnswers(labelled("ace_text_codes.sav", "code"), KAISER10, first);
  assert.equal(texts.report.duplicateRows, 1);
  assert.deepEqual(fingerprint(texts.table), fingerprint(truth));
  const question = (position: number) => `ACE1_SQ${String(position + 1).padStart(3, "0")}`;
  const pspp = takeAnswers(labelled("ace_pspp.sav", "token"), KAISER10, mappingOf(question, WORDS));
  assert.deepEqual(fingerprint(pspp.table), fingerprint(truth));
});

Deno.test("SPSS: somebody who answered twice, and a value without a label, are told", () => {
  const mapping = mappingOf(numbered, WORDS);
  assert.throws(() => takeAnswers(labelled("ace_text_codes.sav", "code"), KAISER10, mapping), /answer 9/);
  const table = Table.from({ ACE01: Float64Array.of(1, 3), nr: ["a", null] });
  const labels = { ACE01: { "1": "Ja" } };
  assert.throws(() => takeAnswers(readLabelledExport(table, labels), KAISER10, mapping), /item q1: 1 cell/);
  assert.throws(() => readLabelledExport(table, labels, { respondent: "nr" }), /nr, row 2/);
});

Deno.test("respondents can be told apart by a question of their own", () => {
  const rows = rowsOf("lime_yesno_codes.csv").map((row, index) => [
    ...row,
    index === 0 ? "schoolcode" : index < 3 ? "dubbel" : `k${index}`,
  ]);
  const source = readExport(rows, { tool: "limesurvey" });
  const answers = { Y: "yes", N: "no" };
  assert.equal(takeAnswers(source, KAISER10, mappingOf(numbered, answers)).report.duplicateRows, 0);
  const own = { respondent: "schoolcode" };
  assert.throws(() => takeAnswers(source, KAISER10, mappingOf(numbered, answers, own)), /answer 2/);
  const last = takeAnswers(source, KAISER10, mappingOf(numbered, answers, { ...own, duplicates: "last" }));
  assert.deepEqual([last.report.duplicateRows, last.report.rows], [1, 7]);
  assert.ok(!last.report.unmappedQuestions.includes("schoolcode"));
});

Deno.test("background columns stay beside the scored rows: district, outcome and weight, from closed lists and numbers", () => {
  const rows = rowsOf("lime_yesno_codes.csv").map((row, index) => [
    ...row,
    ...(index === 0 ? ["wijk", "eenzaam", "gewicht", "opmerking"] : [
      index % 2 === 0 ? "Noord" : "Zuid",
      index < 4 ? "Ja" : index < 7 ? "Nee" : "",
      `${index},5`,
      "vrije tekst",
    ]),
  ]);
  // The third respondent did not finish: nobody's district may move up to somebody else.
  rows[3]![rows[0]!.indexOf("submitdate")] = "";
  const source = readExport(rows, { tool: "limesurvey" });
  const background = {
    wijk: { question: "wijk", answers: { Noord: "WK990101", Zuid: "WK990102" } },
    eenzaam: { question: "eenzaam", answers: { Ja: "1", Nee: "0" } },
    gewicht: { question: "gewicht", kind: "number" },
  };
  const items = Object.fromEntries(
    KAISER10.items.map((
      { id },
      index,
    ) => [id, { question: numbered(index), answers: { Y: "yes", N: "no" } }]),
  );
  const content = {
    instrument: KAISER10.id,
    items,
    duplicates: "refuse",
    unfinished: "leaveOut",
    background,
  };
  const { table, report } = takeAnswers(source, KAISER10, parseIntakeMapping(content, KAISER10));
  assert.deepEqual([...table.numbers("gewicht")], [1.5, 2.5, 4.5, 5.5, 6.5, 7.5, 8.5]);
  assert.deepEqual(table.texts("wijk").slice(0, 3), ["WK990102", "WK990101", "WK990101"]);
  assert.deepEqual(table.texts("eenzaam"), ["1", "1", "0", "0", "0", null, null]);
  assert.deepEqual(report.unmappedQuestions, ["opmerking"]);
  const wrong = { ...content, background: { n: { question: "opmerking", kind: "number" } } };
  assert.throws(
    () => takeAnswers(source, KAISER10, parseIntakeMapping(wrong, KAISER10)),
    /item n: 7 cell\(s\) \(row 1, column opmerking/,
  );
  for (
    const faulty of [{ q1: { question: "wijk", kind: "number" } }, { w: { kind: "number" } }, {
      w: { question: "wijk" },
    }]
  ) {
    assert.throws(() => parseIntakeMapping({ ...content, background: faulty }, KAISER10), /background/);
  }
});

Deno.test("every item with an unmapped answer is told at once, with its first row in the file", () => {
  const rows = rowsOf("qualtrics_numeric.csv");
  const at = rows[0]!.indexOf("Q1_2");
  for (const row of rows.slice(-2)) [row[at], row[at + 3]] = ["geheim", "geheim"];
  const source = readExport(rows, { tool: "qualtrics" });
  assert.throws(() => takeAnswers(source, KAISER10, mappingOf(matrix, NUMBERS)), (error) => {
    assert.ok(error instanceof IllegalAnswer);
    // Eleven rows of answers, of which the first three are a preview, spam and a test.
    assert.equal(error.row, 10);
    assert.match(error.message, /item q2: 2 cell\(s\); the same holds for q5 \(2, from row 10\)/);
    return !error.message.includes("geheim");
  });
});

Deno.test("a mapping that gives one text two codes, no question of respondents, or an empty cell for a label is refused", () => {
  assert.throws(() => mappingOf(numbered, { Ja: "yes", "Ja ": "no" }), /one answer text two codes/);
  const content = { ...mappingOf(numbered, WORDS), respondent: 3 };
  assert.throws(() => parseIntakeMapping(content, KAISER10), /respondents is no text/);
  const table = Table.from({ ACE01: Float64Array.of(1) });
  const empty = mappingOf(numbered, { Ja: null });
  assert.throws(() => mapValueLabels(table, { ACE01: { "1": "Ja" } }, KAISER10, empty), /ACE01, value 1/);
});

Deno.test("readCsvRows() finds encoding and delimiter, and refuses what is not a text", () => {
  // A heading over two lines, with other marks inside its quotes.
  const utf8 = new TextEncoder().encode('"a";"b, c, d\ne"\n1;2\n');
  assert.deepEqual(readCsvRows(utf8, { file: "f" }), [["a", "b, c, d\ne"], ["1", "2"]]);
  const latin = Uint8Array.of(0x61, 0x3b, 0xeb);
  assert.throws(() => readCsvRows(latin, { file: "f.csv" }), /f\.csv.*windows-1252/s);
  assert.deepEqual(readCsvRows(latin, { file: "f", encoding: "windows-1252" }), [["a", "ë"]]);
  assert.throws(() => readCsvRows(Uint8Array.of(0x61, 0, 0x62), { file: "f" }), /not written in/);
  assert.throws(() => readCsvRows(new TextEncoder().encode('a,"b'), { file: "f" }), /does not close/);
  assert.throws(() => readCsvRows(new Uint8Array(), { file: "f" }), /empty/);
});

const MUTATED: readonly (readonly [SurveyTool, string])[] = [
  ["limesurvey", "lime_list_other.csv"],
  ["qualtrics", "qualtrics_text.csv"],
  ["qualtricsLegacy", "qualtrics_legacy.csv"],
  ["surveymonkey", "surveymonkey_matrix_expanded.csv"],
];
for (const [tool, file] of MUTATED) {
  Deno.test(`${tool}: a damaged export is refused in words, or read: only coded answers come out of it`, () => {
    const whole = rowsOf(file);
    const place = fc.record({ row: fc.nat(20), cell: fc.nat(60) });
    const texts = fc.constantFrom(
      "",
      " ",
      "Ja",
      "id",
      "ImportId",
      '{"ImportId":"x"}',
      "0",
      "\uFEFF",
      " / ",
      " - ",
    );
    const change = fc.oneof(
      fc.record({ kind: fc.constant("set"), place, text: texts }),
      fc.record({ kind: fc.constantFrom("cut", "drop", "double"), place, text: fc.constant("") }),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const rows = whole.map((row) => [...row]);
        for (const { kind, place: { row, cell }, text } of changes) {
          const own = rows[row % rows.length];
          if (kind === "set") own?.splice(cell % Math.max(1, own.length), 1, text);
          else if (kind === "cut") own?.pop();
          else if (kind === "drop") rows.splice(row % rows.length, 1);
          else rows.splice(row % rows.length, 0, [...(own ?? [])]);
          if (rows.length === 0) rows.push([]);
        }
        try {
          const source = readExport(rows, { tool });
          // Only the answers of the list can come out, whatever became of the file.
          const { table } = takeAnswers(
            source,
            KAISER10,
            mappingOf(numbered, { A1: "yes", A2: "no", A3: "dk", "-oth-": "pna" }, { duplicates: "first" }),
          );
          assert.ok(table.columnNames.every((name) => /^q\d+$/.test(name)));
        } catch (error) {
          assert.ok(error instanceof WorkspaceError, String(error));
        }
      }),
      { numRuns: 80 },
    );
  });
}
