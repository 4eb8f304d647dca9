/**
 * What the files of each survey tool look like, as data.
 *
 * @module
 */

/** The survey tools whose exports are understood. */
export type SurveyTool = "limesurvey" | "qualtrics" | "surveymonkey";

/** What is known about a tool's files. */
export interface ToolFormat {
  /** The number of rows before the first respondent. */
  readonly headerRows: number;
  /** Columns that are no questions; contact data among them. Compared in lower case. */
  readonly technical: ReadonlySet<string>;
  /** Prefixes of further such columns, in lower case. */
  readonly technicalPrefixes: readonly string[];
  /** A suffix that makes a technical column out of another question's name, as `ACE1Time` of `ACE1[…]`. */
  readonly technicalSuffix: string | null;
  /** One of these columns must be there: without it, contact data could pass for questions. */
  readonly required: readonly string[];
  /** The columns, best first, by which respondents are told apart, in lower case. */
  readonly respondent: readonly string[];
  /** The columns, best first, that tell whether somebody finished, with what they hold then. */
  readonly finished: { readonly columns: readonly string[]; readonly holds: (text: string) => boolean };
  /** The column and texts of rows that are no answers. */
  readonly test: { readonly column: string; readonly texts: ReadonlySet<string> } | null;
  /** The name of each question from the header rows. */
  readonly nameColumns: (headers: readonly (readonly string[])[]) => readonly string[];
}

// Sources: LimeSurvey manual, "Exporting results"; Qualtrics support, "Data export formats" (three header rows, the third
// with ImportId); SurveyMonkey help, "Export CSV" (questions above answer options).
/** The formats. */
export const FORMATS: Readonly<Record<SurveyTool, ToolFormat>> = {
  limesurvey: {
    headerRows: 1,
    technical: new Set([
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
    ]),
    technicalPrefixes: ["attribute_", "grouptime", "group time", "questiontime", "question time"],
    technicalSuffix: "time",
    required: ["id", "response id"],
    respondent: ["token", "access code", "access token", "id", "response id"],
    // Without date stamps LimeSurvey writes 1980-01-01 for everybody who finished.
    finished: { columns: ["submitdate", "date submitted"], holds: (text) => text !== "" },
    test: null,
    nameColumns: ([first = []]) => first.map(limeSurveyCode),
  },
  qualtrics: {
    headerRows: 3,
    technical: new Set([
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
    ]),
    technicalPrefixes: ["q_"],
    technicalSuffix: null,
    required: ["responseid"],
    respondent: ["externalreference", "responseid"],
    finished: { columns: ["finished"], holds: (text) => /^(true|1|waar)$/i.test(text) },
    // Source: Qualtrics support, "Understanding your dataset", response type.
    test: {
      column: "status",
      texts: new Set([
        ...[
          "survey preview",
          "survey test",
          "spam",
          "survey preview spam",
          "imported spam",
          "offline survey preview",
        ],
        ...["1", "2", "8", "9", "12", "17", "40"],
      ]),
    },
    nameColumns: ([first = []]) => first.map((name) => name.trim()),
  },
  surveymonkey: {
    headerRows: 2,
    technical: new Set([
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
    ]),
    technicalPrefixes: ["custom data"],
    technicalSuffix: null,
    required: ["respondent id"],
    respondent: ["respondent id"],
    finished: { columns: ["end date"], holds: (text) => text !== "" },
    test: null,
    nameColumns: ([first = [], second = []]) => surveyMonkeyNames(first, second),
  },
};

/** The code before the question text: `ACE1. Tekst`, `[ACE1] Tekst` or `ACE1`; array items keep `[SQ001]`. */
function limeSurveyCode(header: string): string {
  const text = header.trim().replace(/^\uFEFF/, "");
  return /^([A-Za-z][A-Za-z0-9_]*(?:\[[A-Za-z0-9_]+\])*)(?:\.\s|$)/.exec(text)?.[1] ?? text;
}

/** An empty upper cell belongs to the question to its left; the option in the lower row is added behind a slash. */
function surveyMonkeyNames(first: readonly string[], second: readonly string[]): readonly string[] {
  let question = "";
  const width = Math.max(first.length, second.length);
  return Array.from({ length: width }, (_, index) => {
    const upper = (first[index] ?? "").trim().replace(/^\uFEFF/, "");
    const lower = (second[index] ?? "").trim();
    if (upper !== "") question = upper;
    return lower === "" || /^(response|open-ended response|antwoord)$/i.test(lower)
      ? question
      : `${question} / ${lower}`;
  });
}
