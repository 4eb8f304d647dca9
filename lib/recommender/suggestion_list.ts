/**
 * The list in which a child looks up a book and finds five others, for the page of a briefing. It works without network.
 *
 * @module
 */
import { type ProgrammeObject, programmeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { html } from "../core/html.ts";
import type { Label } from "../core/language.ts";
import type { SuggestionsPayload } from "../core/suggestions.ts";
import { receiptOf } from "../core/receipt.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import type { Recommender } from "./recommender.ts";
import { rankBooks } from "./suggest.ts";

/** What a list is about. */
export interface SuggestionListOptions {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** The branch whose books are listed, and suggested. */
  readonly branch: string;
  /** The title. Default: the branch. */
  readonly title?: Label;
  /** How to use the list. Default: look up your book, and where loans may not be told, that likeness chose. */
  readonly intro?: Label;
  /** Suggestions per book. Default 5. */
  readonly count?: number;
}

const INTRO: Label = {
  nl: "Zoek het boek dat je las. Erachter staat wat je daarna kunt lezen.",
  en: "Look up the book that you read. Behind it stands what you can read next.",
};

/** What is told where the table hides the branch. */
const INTRO_ALIKE: Label = {
  nl:
    "Zoek het boek dat je las. Erachter staan boeken die erop lijken. Wat anderen lazen, telt hier niet mee: daarvoor is deze kast te klein.",
  en:
    "Look up the book that you read. Behind it stand books that are like it. What others read does not count here: this shelf is too small for that.",
};

/**
 * Makes the list of a branch: every book there, with suggestions from the books there. It holds titles and their order,
 * no numbers and nothing about readers; the model has dropped what too few readers stand behind.
 *
 * Who counts the lines with a suggestion from loans knows what the table says of the branch. So where the table hides it,
 * the list leaves aside who read what together: likeness chooses, and of equal ones the book with most readers anywhere.
 *
 * @param model The model.
 * @param table A protected table about the same loans, whose receipt the list rests on: see {@linkcode reachTable}.
 * @param options The branch and the words around the list.
 * @returns The object that a notebook cell tagged `table` shows.
 * @throws {WorkspaceError} When the branch has no books.
 */
export function suggestionList(
  model: Recommender,
  table: ProtectedTable,
  options: SuggestionListOptions,
): ProgrammeObject<"suggestions"> {
  const { id, branch, count = 5 } = options;
  const places = shelfOrder(model, branch);
  if (places.length === 0) {
    throw new WorkspaceError({
      what: "The branch has no books",
      where: `suggestionList ${id}`,
      mend: "Give a branch of the collection",
    });
  }
  const by = isHidden(table, branch) ? "likeness" : "loans";
  const lineOf = new Map(places.map((place, line) => [place, line]));
  const payload: SuggestionsPayload = {
    id,
    title: options.title ?? { nl: branch, en: branch },
    intro: options.intro ?? (by === "loans" ? INTRO : INTRO_ALIKE),
    books: places.map((place) => {
      const { name = "", genre = "", ageBand = "", level = "" } = model.books[place] ?? {};
      const shelf = { nl: `${genre}, ${ageBand} jaar`, en: `${genre}, ${ageBand} years` };
      const next = rankBooks(model, [place], { branch, count, by })
        .map(({ place: other, basis }) => ({ place: lineOf.get(other) ?? -1, basis }));
      return { name, shelf, about: level, next };
    }),
  };
  const preview = html`
    <p>${payload.title.nl}</p>
  `;
  return programmeObject("suggestions", payload, [receiptOf(table)], preview.toString());
}

/** Whether the table shows no figure of the branch; a table that says nothing of the branch hides it, too. */
function isHidden(table: ProtectedTable, branch: string): boolean {
  return !table.cells.some(({ codes, value }) => codes.includes(branch) && value !== null);
}

/** By age, genre, name: as books stand in a library. */
function shelfOrder(model: Recommender, branch: string): readonly number[] {
  const key = (place: number) => {
    const { ageBand = "", genre = "", name = "", title = "" } = model.books[place] ?? {};
    return [ageBand, genre, name, title].join("\n");
  };
  return [...model.books.keys()].filter((place) => model.books[place]?.branches.includes(branch))
    .sort((a, b) => key(a) < key(b) ? -1 : 1);
}
