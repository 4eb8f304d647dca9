/**
 * LimeSurvey's exports for R and SPSS: data by position, and a syntax file that names and labels them.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { QuestionnaireExport } from "./export.ts";
import { readExport } from "./read_export.ts";

/** For which program LimeSurvey wrote the two files. */
export type SyntaxLanguage = "r" | "spss";

/** What a syntax file says about one column. */
interface SyntaxColumn {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * Brings a data file and its syntax file to one form: names and answer labels come from the syntax, so that a mapping
 * file names answers in words. Array items are called `ACE1_SQ001` in these exports, not `ACE1[SQ001]`.
 *
 * The R data file has one header row with internal names; the SPSS data file has none, and its quote is `'`.
 * Source: LimeSurvey, `SPSSExportData` in application/helpers/export_helper.php, and its syntax files.
 *
 * @example A label for a code
 * ```ts
 * import { readLimeSurveySyntax } from "./limesurvey_syntax.ts";
 * import assert from "node:assert/strict";
 *
 * const syntax = [
 *   'names(data)[1] <- "id"',
 *   'names(data)[2] <- "submitdate"',
 *   'data[, 3] <- factor(data[, 3], levels=c("A1","A2"),labels=c("Ja", "Nee"))',
 *   'names(data)[3] <- "ACE1"',
 * ].join("\n");
 * const rows = [["ID", "SUBMITDATE", "1X2X3"], ["1", "01-05-2026 10:00:00", "A2"]];
 * const found = readLimeSurveySyntax(rows, syntax, { language: "r" });
 * assert.deepEqual(found.answers("ACE1"), ["Nee"]);
 * ```
 *
 * @param rows The rows of the data file, as a CSV reader gives them.
 * @param syntax The text of the syntax file.
 * @param options For which program the files are.
 * @returns The export, as `readExport` gives it.
 * @throws {WorkspaceError} When the syntax names no columns, or not as many as the data have.
 */
export function readLimeSurveySyntax(
  rows: readonly (readonly string[])[],
  syntax: string,
  options: { readonly language: SyntaxLanguage },
): QuestionnaireExport {
  const columns = options.language === "r" ? readRSyntax(syntax) : readSpssSyntax(syntax);
  const body = (options.language === "r" ? rows.slice(1) : rows).filter((row) =>
    row.some((cell) => cell.trim() !== "")
  );
  const width = body[0]?.length ?? columns.length;
  if (columns.length === 0 || columns.length !== width) {
    throw new WorkspaceError({
      what: `The syntax file names ${columns.length} columns, the data file has ${width}`,
      where: `limesurvey, ${options.language}`,
      mend: "Take the data file and the syntax file of one export",
    });
  }
  const labelled = body.map((row) =>
    row.map((cell, index) => {
      const text = cell.trim().replace(/^\uFEFF/, "");
      return columns[index]?.labels.get(text) ?? text;
    })
  );
  return readExport([columns.map(({ name }) => name), ...labelled], { tool: "limesurvey" });
}

/** `names(data)[6] <- "G02Q01"` and `factor(data[, 6], levels=c("AO01"),labels=c("nooit"))`. */
function readRSyntax(syntax: string): readonly SyntaxColumn[] {
  const labels = new Map<number, ReadonlyMap<string, string>>();
  const factor = /^data\[, (\d+)\] <- factor\(data\[, \1\], levels=c\((.*?)\),\s*labels=c\((.*)\)\)/gm;
  for (const [, column, levels = "", names = ""] of syntax.matchAll(factor)) {
    const texts = rStrings(names);
    labels.set(
      Number(column),
      new Map(rStrings(levels).map((level, index) => [level, texts[index] ?? level])),
    );
  }
  return [...syntax.matchAll(/^names\(data\)\[(\d+)\] <- "(.*)"\s*$/gm)]
    .map(([, column, name = ""]) => ({ column: Number(column), name }))
    .sort((a, b) => a.column - b.column)
    .map(({ column, name }) => ({ name, labels: labels.get(column) ?? new Map() }));
}

/** The strings or numbers of `c("a","b")`; a backslash escapes. */
function rStrings(list: string): readonly string[] {
  return [...list.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s,"]+)/g)]
    .map(([, quoted, bare]) => quoted === undefined ? bare ?? "" : quoted.replace(/\\(.)/g, "$1"));
}

/** `V6 A5` lists columns, `VALUE LABELS  V6` labels them, `RENAME VARIABLE ( V6 = ACE1_SQ001 ).` names them. */
function readSpssSyntax(syntax: string): readonly SyntaxColumn[] {
  const list = /\/VARIABLES=\s*\n([\s\S]*?)\.\s*$/m.exec(syntax)?.[1] ?? "";
  const order = [...list.matchAll(/^\s*(V\d+)\s/gm)].map(([, variable = ""]) => variable);
  const renamed = new Map(
    [...syntax.matchAll(/^RENAME VARIABLE \( (V\d+) = (\S+) \)\./gm)].map((
      [, from = "", to = ""],
    ) => [from, to]),
  );
  // A variable that is not renamed is technical: its label is its name.
  const described = new Map(
    [...syntax.matchAll(/^VARIABLE LABELS (V\d+) "(.*)"\.\s*$/gm)].map((
      [, from = "", to = ""],
    ) => [from, to]),
  );
  const labels = new Map(
    [...syntax.matchAll(/^VALUE LABELS\s+(V\d+)\s*\n((?: .*\n?)+)/gm)].map((
      [, variable = "", lines = ""],
    ) => [variable, spssLabels(lines)]),
  );
  return order.map((variable) => ({
    name: renamed.get(variable) ?? described.get(variable) ?? variable,
    labels: labels.get(variable) ?? new Map(),
  }));
}

function spssLabels(lines: string): ReadonlyMap<string, string> {
  const pairs = [...lines.matchAll(/^ (?:"([^"]*)"|(\S+)) "(.*)"\.?\s*$/gm)];
  return new Map(pairs.map(([, quoted, bare, label = ""]) => [quoted ?? bare ?? "", label]));
}
