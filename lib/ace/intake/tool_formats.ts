/**
 * What the files of each survey tool look like, as data.
 *
 * @module
 */

/** The survey tools whose exports are understood. `qualtricsLegacy` is Qualtrics' older export with two header rows. */
export type SurveyTool = "limesurvey" | "qualtrics" | "qualtricsLegacy" | "surveymonkey";

/** Whether a row says that the respondent finished: `unknown` where the text is not one that the tool is known to write. */
export type Finished = "yes" | "no" | "unknown";

/** What the header rows say about one column. */
export interface ColumnName {
  /** The code or text that mappings name. */
  readonly name: string;
  /** The question without the option that the column is about. */
  readonly stem: string;
  /** The option; empty when the column is about the whole question. */
  readonly option: string;
  /** The position of the first column of the same question. */
  readonly group: number;
}

/** What is known about a tool's files. */
export interface ToolFormat {
  /** The number of rows before the first respondent. */
  readonly headerRows: number;
  /** Columns that are no questions; contact data among them. Compared in lower case. */
  readonly technical: ReadonlySet<string>;
  /** How the names of further such columns begin, in lower case. */
  readonly technicalStart: RegExp | null;
  /** A suffix that makes a technical column out of another question's name, as `ACE1Time` of `ACE1[…]`. */
  readonly technicalSuffix: string | null;
  /** One of these columns must be there: without it, contact data could pass for questions. */
  readonly required: readonly string[];
  /** The columns, best first, by which respondents are told apart, in lower case. */
  readonly respondent: readonly string[];
  /** The columns, best first, that tell whether somebody finished, with what a text in them means. */
  readonly finished: { readonly columns: readonly string[]; readonly read: (text: string) => Finished };
  /** Whether that column can be relied on; where it cannot, the report says so. */
  readonly finishedStanding: "verified" | "unsure";
  /** The column and texts that tell answers from previews and tests; null where the tool has none. */
  readonly rowKind: {
    readonly column: string;
    readonly answer: ReadonlySet<string>;
    readonly test: ReadonlySet<string>;
  } | null;
  /** Two questions of one name: refused where the tool can export codes, numbered where it cannot. */
  readonly sameNames: "refuse" | "number";
  /** The name of each column from the header rows. */
  readonly nameColumns: (headers: readonly (readonly string[])[]) => readonly ColumnName[];
}

const LIMESURVEY_TECHNICAL = [
  "id",
  "submitdate",
  "lastpage",
  "startlanguage",
  "seed",
  "token",
  "startdate",
  "datestamp",
  "ipaddr",
  "refurl",
  "interviewtime",
  "firstname",
  "lastname",
  "email",
  // The same columns under the heading "full question text", in English.
  "response id",
  "date submitted",
  "last page",
  "start language",
  "access code",
  "access token",
  "date started",
  "date last action",
  "ip address",
  "referrer url",
  "total time",
  "first name",
  "last name",
  "email address",
];

const QUALTRICS_TECHNICAL = [
  "startdate",
  "enddate",
  "status",
  "ipaddress",
  "progress",
  "duration (in seconds)",
  "finished",
  "recordeddate",
  "responseid",
  "recipientlastname",
  "recipientfirstname",
  "recipientemail",
  "externalreference",
  "locationlatitude",
  "locationlongitude",
  "distributionchannel",
  "userlanguage",
];

const QUALTRICS_LEGACY_TECHNICAL = [
  "responseid",
  "responseset",
  "name",
  "externaldatareference",
  "emailaddress",
  "ipaddress",
  "status",
  "startdate",
  "enddate",
  "finished",
  "locationlatitude",
  "locationlongitude",
  "locationaccuracy",
];

/** Older exports write names without spaces; the interface that programs use writes underscores. */
const SURVEYMONKEY_TECHNICAL = [
  "respondent id",
  "collector id",
  "date created",
  "date modified",
  "start date",
  "end date",
  "ip address",
  "email address",
  "first name",
  "last name",
  "custom data 1",
  "collection started at",
].flatMap((name) => [name, name.replaceAll(" ", ""), name.replaceAll(" ", "_")]);

/** Response types of Qualtrics, as text and as number. Source: Qualtrics support, "Understanding your dataset". */
const QUALTRICS_ROWS = {
  column: "status",
  answer: new Set(["ip address", "imported", "offline", "ex", "0", "4", "16", "32", "36", "48"]),
  test: new Set([
    ...[
      "survey preview",
      "survey test",
      "spam",
      "survey preview spam",
      "imported spam",
      "offline survey preview",
      "ex spam",
    ],
    ...["1", "2", "8", "9", "12", "17", "40"],
  ]),
};

function readQualtricsFinished(text: string): Finished {
  if (/^(true|1|waar)$/i.test(text)) return "yes";
  return /^(false|0|onwaar|)$/i.test(text) ? "no" : "unknown";
}

function filled(text: string): Finished {
  return text === "" ? "no" : "yes";
}

// Sources: LimeSurvey manual, "Exporting results", and its source (Writer, CsvWriter, SurveyObj in application/helpers/admin/
// export); Qualtrics support, "Data export formats" (three header rows, the third with ImportId) and the example files of the R
// package qualtRics (both forms); SurveyMonkey help, "Export CSV" (questions above answer options), and public programs that
// read such files (rows of a matrix as "row - choice").
/** The formats. */
export const FORMATS: Readonly<Record<SurveyTool, ToolFormat>> = {
  limesurvey: {
    headerRows: 1,
    technical: new Set(LIMESURVEY_TECHNICAL),
    technicalStart: /^(attribute_|group ?time|question ?time)/,
    technicalSuffix: "time",
    required: ["id", "response id"],
    respondent: ["token", "access code", "access token", "id", "response id"],
    // Without date stamps LimeSurvey writes 1980-01-01 for everybody who finished.
    finished: { columns: ["submitdate", "date submitted"], read: filled },
    finishedStanding: "verified",
    rowKind: null,
    sameNames: "refuse",
    nameColumns: ([first = []]) => first.map(limeSurveyCode).map(wholeQuestion),
  },
  qualtrics: {
    headerRows: 3,
    technical: new Set(QUALTRICS_TECHNICAL),
    // Q_TotalDuration and its like; Q_1 is a question.
    technicalStart: /^q_[a-z]/,
    technicalSuffix: null,
    required: ["responseid"],
    respondent: ["externalreference", "responseid"],
    finished: { columns: ["finished"], read: readQualtricsFinished },
    finishedStanding: "verified",
    rowKind: QUALTRICS_ROWS,
    sameNames: "refuse",
    nameColumns: ([first = []]) => first.map((name) => name.trim().replace(/^\uFEFF/, "")).map(wholeQuestion),
  },
  qualtricsLegacy: {
    headerRows: 2,
    technical: new Set(QUALTRICS_LEGACY_TECHNICAL),
    technicalStart: null,
    technicalSuffix: null,
    required: ["responseid"],
    respondent: ["externaldatareference", "responseid"],
    finished: { columns: ["finished"], read: readQualtricsFinished },
    finishedStanding: "verified",
    rowKind: QUALTRICS_ROWS,
    sameNames: "refuse",
    nameColumns: ([first = [], second = []]) => legacyNames(first, second).map(wholeQuestion),
  },
  surveymonkey: {
    headerRows: 2,
    technical: new Set(SURVEYMONKEY_TECHNICAL),
    technicalStart: /^custom[ _]?data/,
    technicalSuffix: null,
    required: ["respondent id", "respondentid", "respondent_id"],
    respondent: ["respondent id", "respondentid", "respondent_id"],
    finished: { columns: ["end date", "enddate", "end_date"], read: filled },
    finishedStanding: "unsure",
    rowKind: null,
    sameNames: "number",
    nameColumns: ([first = [], second = []]) => surveyMonkeyNames(first, second),
  },
};

/** The code before the question text: `ACE1. Tekst`, `[ACE1] Tekst` or `ACE1`; array items keep `[SQ001]`. */
function limeSurveyCode(header: string): string {
  const text = header.trim().replace(/^\uFEFF/, "");
  return /^([A-Za-z][A-Za-z0-9_]*(?:\[[A-Za-z0-9_]+\])*)(?:\.\s|$)/.exec(text)?.[1] ?? text;
}

/** The older Qualtrics export calls its own columns V1, V2, … and names them in the second row; questions have their code. */
function legacyNames(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.map((name, index) => {
    const code = name.trim().replace(/^\uFEFF/, "");
    return /^V\d+$/.test(code) ? (second[index] ?? "").trim() || code : code;
  });
}

function wholeQuestion(name: string, group: number): ColumnName {
  return { name, stem: name, option: "", group };
}

/** An empty upper cell belongs to the question to its left; the option in the lower row is added behind a slash. */
function surveyMonkeyNames(first: readonly string[], second: readonly string[]): readonly ColumnName[] {
  let question = "";
  let group = 0;
  const width = Math.max(first.length, second.length);
  return Array.from({ length: width }, (_, index) => {
    const upper = (first[index] ?? "").trim().replace(/^\uFEFF/, "");
    const lower = (second[index] ?? "").trim();
    if (upper !== "") [question, group] = [upper, index];
    return lower === "" || /^(response|open-ended response|antwoord)$/i.test(lower)
      ? { name: question, stem: question, option: "", group }
      : { name: `${question} / ${lower}`, stem: question, option: lower, group };
  });
}
