/**
 * A list of books with suggestions, by shelf. Without script every book is there and each suggestion links to its own
 * line; the script adds a field to search in.
 *
 * @module
 */
import { type Html, html } from "../../lib/core/html.ts";
import type { SuggestionBook, SuggestionsPayload } from "../../lib/core/suggestions.ts";
import { type PageContext, placeOf, tell } from "./context.ts";
import type { BlockOf } from "./model.ts";

/** A book with the number of its line. */
interface Line {
  readonly book: SuggestionBook;
  readonly line: number;
}

/**
 * Renders a list of books.
 *
 * @param context The page.
 * @param block The list.
 * @returns The markup.
 */
export function renderSuggestions(context: PageContext, block: BlockOf<"suggestions">): Html {
  const { anchor } = placeOf(context, block);
  const { payload } = block;
  const shelves = shelvesOf(payload, context).map(([shelf, lines]) =>
    html`
      <details class="shelf">
        <summary>${shelf} (${lines.length})</summary>
        <ul>${lines.map((line) => renderLine(context, payload, anchor, line))}</ul>
      </details>
    `
  );
  return html`
    <div class="blok books" id="${anchor}" data-books>
    <h3 class="utrecht-heading-3">${payload.title[context.language]}</h3>
    <p class="utrecht-paragraph">${payload.intro[context.language]}</p>
    <p class="find-book" hidden><label for="${anchor}-zoek">${tell(
      context,
      "findBook",
    )}</label> <input type="search" id="${anchor}-zoek" autocomplete="off"> <span role="status" data-word="${tell(
      context,
      "booksFound",
    )}"></span></p>
    ${shelves}
    </div>
  `;
}

function shelvesOf(
  { books }: SuggestionsPayload,
  { language }: PageContext,
): readonly (readonly [string, readonly Line[]])[] {
  const shelves = new Map<string, Line[]>();
  books.forEach((book, line) => {
    const lines = shelves.get(book.shelf[language]) ?? [];
    lines.push({ book, line });
    shelves.set(book.shelf[language], lines);
  });
  return [...shelves];
}

function renderLine(
  context: PageContext,
  { books }: SuggestionsPayload,
  anchor: string,
  { book, line }: Line,
): Html {
  const links = (basis: "loans" | "likeness") =>
    book.next.filter((next) => next.basis === basis).map(({ place }, i) =>
      html`${i === 0 ? "" : ", "}<a href="#${anchor}-${place}">${books[place]?.name ?? ""}</a>`
    );
  const part = (basis: "loans" | "likeness", word: "alsoRead" | "alike") => {
    const found = links(basis);
    // A line break in the text, not an element: a list of hundreds of books has to stay within the page's budget.
    return found.length === 0 ? html`` : html`${"\n"}${tell(context, word)}: ${found}`;
  };
  return html`<li id="${anchor}-${line}"><b>${book.name}</b> ${book.about}${part("loans", "alsoRead")}${
    part("likeness", "alike")
  }</li>`;
}
