/**
 * SurveyMonkey's expanded form: a column per choice, brought back to a column per question.
 *
 * @module
 */
import type { ColumnName } from "./tool_formats.ts";

/** A column with its answers. */
export interface ChoiceColumn extends ColumnName {
  /** One answer per respondent; null where the cell is empty. */
  readonly answers: readonly (string | null)[];
}

/** A question with its answers. */
interface Joined {
  readonly question: string;
  readonly answers: readonly (string | null)[];
}

/** Between the row of a matrix and the choice, in the heading of an expanded column. */
const ROW_AND_CHOICE = " - ";

/**
 * In the expanded form each column holds one choice where it was made: under the choice as heading, or for a matrix under
 * `row - choice`. Where nobody made two choices, the columns of a question (of a row) become one. Columns that hold
 * anything else, such as "other, namely", stay as they are.
 */
export function joinChoices(columns: readonly ChoiceColumn[]): readonly Joined[] {
  const groups = new Map<number, ChoiceColumn[]>();
  for (const column of columns) groups.set(column.group, [...(groups.get(column.group) ?? []), column]);
  return [...groups.values()].flatMap((group) => group.length === 1 ? group.map(asIs) : joinGroup(group));
}

function asIs({ name, answers }: ChoiceColumn): Joined {
  return { question: name, answers };
}

function joinGroup(group: readonly ChoiceColumn[]): readonly Joined[] {
  const own = group.filter((column) => madeIn(column).every((answer) => answer === column.option));
  if (own.some((column) => madeIn(column).length > 0)) {
    const one = oneChoice(own);
    const rest = group.filter((column) => !own.includes(column)).map(asIs);
    return one ? [{ question: group[0]!.stem, answers: one }, ...rest] : group.map(asIs);
  }
  return joinMatrix(group) ?? group.map(asIs);
}

/** The columns of a matrix by row; null where the headings are not `row - choice`. */
function joinMatrix(group: readonly ChoiceColumn[]): readonly Joined[] | null {
  const known = new Set(group.flatMap((column) => rowOf(column) ?? []));
  if (known.size === 0) return null;
  const rows = new Map<string, ChoiceColumn[]>();
  for (const column of group) {
    const row = rowOf(column) ?? emptyRowOf(column, known);
    if (row === null) return null;
    rows.set(row, [...(rows.get(row) ?? []), column]);
  }
  const joined = [...rows].map(([row, columns]) => {
    const answers = oneChoice(columns);
    return answers && { question: `${group[0]!.stem} / ${row}`, answers };
  });
  return joined.every((one) => one !== null) ? joined : null;
}

/** The row that a column with answers is about: its heading without the one choice that it holds; null where it holds more. */
function rowOf(column: ChoiceColumn): string | null {
  const [choice, ...others] = new Set(madeIn(column));
  if (choice === undefined || others.length > 0) return null;
  const end = `${ROW_AND_CHOICE}${choice}`;
  return column.option.endsWith(end) ? column.option.slice(0, -end.length) : null;
}

/** The row of a column that nobody chose: one that others have (it adds nothing there), or what stands before the last dash. */
function emptyRowOf(column: ChoiceColumn, known: ReadonlySet<string>): string | null {
  if (madeIn(column).length > 0) return null;
  const fitting = [...known].find((row) => column.option.startsWith(`${row}${ROW_AND_CHOICE}`));
  const dash = column.option.lastIndexOf(ROW_AND_CHOICE);
  return fitting ?? (dash > 0 ? column.option.slice(0, dash) : null);
}

/** The one choice of each respondent; null where somebody made two. */
function oneChoice(columns: readonly ChoiceColumn[]): readonly (string | null)[] | null {
  const rows = columns[0]?.answers.length ?? 0;
  const made = Array.from(
    { length: rows },
    (_, row) => columns.map(({ answers }) => answers[row] ?? null).filter((answer) => answer !== null),
  );
  return made.some((choices) => choices.length > 1) ? null : made.map(([choice = null]) => choice);
}

function madeIn({ answers }: ChoiceColumn): readonly string[] {
  return answers.filter((answer) => answer !== null);
}
