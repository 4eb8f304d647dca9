/**
 * Tables: the HTML and the CSV come from the same payload, so that they cannot differ.
 *
 * @module
 */
import type { TableCell, TableColumn, TablePayload } from "../../lib/core/display.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Label, Language } from "../../lib/core/language.ts";
import type { DisclosureReceipt } from "../../lib/core/receipt.ts";
import { type BlockPlace, type PageContext, placeOf, tell } from "./context.ts";
import { csvOf } from "./csv.ts";
import type { BlockOf } from "./model.ts";
import { say } from "./ui_strings.ts";

const STATUS_WORD = { suppressed: "hiddenCell", missing: "missingCell", rounded: "roundedCell" } as const;

function renderCell(cell: TableCell, column: TableColumn, language: Language): Html {
  const text = cell.text[language];
  // A sign such as "–" says nothing aloud: add the word for those who hear the table.
  const word = cell.status === "shown" || /\p{L}/u.test(text) ? html`` : html`
    <span class="vh">${say(STATUS_WORD[cell.status], language)}</span>
  `;
  if (column.kind === "heading") return html`<th scope="row">${text}${word}</th>`;
  const kind = column.kind === "number" ? "number" : "text";
  return html`<td class="${kind} ${cell.status}">${text}${word}</td>`;
}

function renderColumn(column: TableColumn, language: Language): Html {
  const unit = column.unit[language] === "" ? html`` : html`
    <span class="unit">(${column.unit[language]})</span>
  `;
  const kind = column.kind === "number" ? "number" : "text";
  return html`<th scope="col" class="${kind}">${column.label[language]}${unit}</th>`;
}

/**
 * Renders a table in a region that scrolls by itself on narrow screens.
 *
 * @param table The table.
 * @param language The reader's language.
 * @param regionName The name of the scrolling region for screen readers.
 * @param title Whether the title shows above the table; `for-the-ear` where a heading says the same. Default `shown`.
 * @returns The markup.
 */
export function renderTable(
  table: TablePayload,
  language: Language,
  regionName: string,
  title: "shown" | "for-the-ear" = "shown",
): Html {
  const head = table.columns.map((column) => renderColumn(column, language));
  const rows = table.rows.map((row) =>
    html`
      <tr>${row.map((cell, i) => {
        const column = table.columns[i];
        return column === undefined ? html`` : renderCell(cell, column, language);
      })}</tr>
    `
  );
  return html`
    <div class="scroll" role="region" tabindex="0" aria-label="${regionName}">
      <table class="utrecht-table">
        <caption class="utrecht-table__caption">${title === "shown"
          ? html`<span>${table.title[language]}</span>`
          : html`<span class="vh">${table.title[language]}</span>`}<span class="sub">${table
          .subtitle[language]}</span></caption>
        <thead class="utrecht-table__header">
          <tr>${head}</tr>
        </thead>
        <tbody class="utrecht-table__body">${rows}</tbody>
      </table>
    </div>
    ${table.notes.map((note) => html`<p class="utrecht-paragraph note">${note[language]}</p>`)}
  `;
}

/**
 * Renders the link with which a table is saved as CSV. The file is in the link: nothing is requested.
 *
 * @param table The table.
 * @param language The reader's language.
 * @param fileName The name of the file, without `.csv`.
 * @returns The markup.
 */
export function renderCsvLink(table: TablePayload, language: Language, fileName: string): Html {
  const csv = csvOf(table, language);
  const size = Math.max(1, Math.round(new TextEncoder().encode(csv).length / 1000));
  const words = say("downloadCsv", language, { size: String(size) });
  return html`
    <p
      class="utrecht-paragraph get"><a class="utrecht-link" download="${fileName}.csv" href="data:text/csv;charset=utf-8,${encodeURIComponent(
        csv,
      )}">${words}</a></p>
  `;
}

/**
 * Says what a set of numbers measures, how the people behind them were protected, and in which notebook cell they were
 * made. The size of the group behind each number is a column of the table.
 *
 * @param context The page.
 * @param definition What was measured; undefined when the table has words only.
 * @param receipts The receipts of the tables behind the numbers.
 * @param cellId The notebook cell.
 * @returns The markup of a definition list.
 */
export function renderProtection(
  context: PageContext,
  definition: Label | undefined,
  receipts: readonly DisclosureReceipt[],
  cellId: string,
): Html {
  const measured = definition === undefined ? html`` : html`<dt>${tell(context, "definition")}</dt>
<dd>${definition[context.language]}</dd>`;
  const rules = receipts.map((receipt) =>
    html`
      <dd>${receipt.ruleSentence[context.language]} ${tell(context, "protectionCount", {
        shown: String(receipt.shown),
        cells: String(receipt.cells),
      })}</dd>
    `
  );
  const protection = rules.length === 0 ? html`` : html`<dt>${tell(context, "protection")}</dt>
${rules}`;
  return html`<dl class="facts">${measured}${protection}<dt>${
    tell(context, "cell")
  }</dt><dd><code>${cellId}</code></dd></dl>`;
}

/** A longer source line is a list of registers: it opens on request. */
const MAXIMUM_SOURCE = 180;

/**
 * Renders the line that says where the numbers come from, with a link to the place on the page.
 *
 * @param context The page.
 * @param source The source.
 * @param place The place.
 * @returns The markup; a long source stands in a part that opens.
 */
export function renderSource(context: PageContext, source: Label, place: BlockPlace): Html {
  const text = source[context.language];
  const link = html`<a class="utrecht-link" href="#${place.anchor}">${
    tell(context, "linkTo", { what: place.name.toLowerCase() })
  }</a>`;
  if (text.length <= MAXIMUM_SOURCE) {
    return html`
      <p class="src">${tell(context, "source")}: ${text} ${link}</p>
    `;
  }
  return html`
    <details class="sources">
      <summary>${tell(context, "sources")}</summary>
      <p class="src">${text}</p>
    </details>
    <p class="src">${link}</p>
  `;
}

/**
 * Renders a table that stands on its own.
 *
 * @param context The page.
 * @param block The block.
 * @returns The markup.
 */
export function renderTableBlock(context: PageContext, block: BlockOf<"table">): Html {
  const { anchor, name } = placeOf(context, block);
  const { language } = context;
  const table = block.payload;
  return html`
    <div class="blok table-block" id="${anchor}">
    <h3 class="utrecht-heading-3" id="${anchor}-t">${name}. ${table.title[language]}</h3>
    ${renderTable(table, language, tell(context, "tableOf", { what: name.toLowerCase() }), "for-the-ear")}
    ${renderCsvLink(table, language, anchor)}
    <details><summary>${tell(context, "whereFrom")}</summary>${renderProtection(
      context,
      table.definition,
      block.receipts,
      block.cellId,
    )}</details>
    ${renderSource(context, table.source, { anchor, name })}
    </div>
  `;
}
