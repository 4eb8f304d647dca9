/**
 * Packs of worksheets: the one way in which the toolkits and the session pack put words on paper.
 *
 * @module
 */
import { type ProgrammeObject, programmeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { html } from "../core/html.ts";
import { type Label, LANGUAGES } from "../core/language.ts";
import type { DisclosureReceipt } from "../core/receipt.ts";
import type { SheetPage, SheetPart, SheetsPayload } from "../core/sheet.ts";
import { previewCard } from "../findings/mod.ts";

/** What a pack can be given. */
export interface SheetPackOptions {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** The name of the pack. */
  readonly title: Label;
  /** What it is for, in one or two sentences. */
  readonly intro: Label;
  /** The pages in the order of printing; at least one. */
  readonly pages: readonly SheetPage[];
  /** `sheets` are printed one a page; a `section` stands open in the briefing. Default `sheets`. */
  readonly layout?: SheetsPayload["layout"];
  /** Files that come with it. Default: none. */
  readonly files?: SheetsPayload["files"];
  /** Figures, findings and personas whose words stand on the sheets; their receipts go with the pack. Default: none. */
  readonly from?: readonly ProgrammeObject[];
  /** Receipts of protected tables whose cells decided what stands on the sheets. Default: none. */
  readonly receipts?: readonly DisclosureReceipt[];
}

/**
 * Makes a pack of worksheets.
 *
 * @example One page with room to write
 * ```ts
 * import { sheetPack } from "./sheets.ts";
 * import assert from "node:assert/strict";
 *
 * const pack = sheetPack({
 *   id: "notities",
 *   title: { nl: "Notities", en: "Notes" },
 *   intro: { nl: "Om op te schrijven.", en: "To write on." },
 *   pages: [{
 *     id: "blad",
 *     title: { nl: "Blad", en: "Sheet" },
 *     paper: "A4",
 *     parts: [{ kind: "lines", label: { nl: "Wat valt op?", en: "What stands out?" }, count: 5 }],
 *   }],
 * });
 * assert.equal(pack.payload.pages.length, 1);
 * ```
 *
 * @param options The pages.
 * @returns The object that a notebook cell shows, tagged `method` or `question`.
 * @throws {WorkspaceError} When there is no page, two pages share an id, a text is empty, or a row misses a cell.
 */
export function sheetPack(options: SheetPackOptions): ProgrammeObject<"sheets"> {
  const { id, title, intro, pages } = options;
  const { layout = "sheets", files = [] } = options;
  const payload: SheetsPayload = { id, layout, title, intro, pages, files };
  const problems = problemsOf(payload);
  if (problems.length > 0) {
    throw new WorkspaceError({
      what: `Sheets cannot be made: ${problems.join("; ")}`,
      where: `sheets ${id}`,
      mend: "Write each text in Dutch and in English, and give every row a cell per column",
    });
  }
  const handed = (options.from ?? []).flatMap((object) => object.receipts);
  const receipts = [...new Set([...handed, ...options.receipts ?? []])];
  const list = pages.map((page) => html`<li>${page.title.nl} (${page.paper})</li>`);
  return programmeObject(
    "sheets",
    payload,
    receipts,
    previewCard(html`
      <h3>${title.nl}</h3>
      <p>${intro.nl}</p>
      <ul>${list}</ul>
    `),
  );
}

function problemsOf({ title, intro, pages }: SheetsPayload): readonly string[] {
  const problems: string[] = [];
  if (pages.length === 0) problems.push("there is no page");
  if (new Set(pages.map(({ id }) => id)).size < pages.length) problems.push("two pages share an id");
  problems.push(...emptyTexts("the pack", [title, intro]));
  for (const page of pages) {
    problems.push(...emptyTexts(`page ${page.id}`, [page.title, ...page.parts.flatMap(filledLabels)]));
    for (const part of page.parts) {
      if (part.kind === "table" && part.rows.some((row) => row.length !== part.columns.length)) {
        problems.push(`a row of a table on page ${page.id} misses a cell`);
      }
    }
  }
  return problems;
}

function emptyTexts(where: string, labels: readonly Label[]): readonly string[] {
  return LANGUAGES.flatMap((language) =>
    labels.some((label) => label[language].trim() === "")
      ? [`a text of ${where} is empty in ${language}`]
      : []
  );
}

/** Every text of a part that may not be empty: all but the cells of a table, which may be room to write. */
function filledLabels(part: SheetPart): readonly Label[] {
  return part.kind === "table" ? [part.caption, ...part.columns] : labelsOfPart(part);
}

/**
 * Gives every text of a part, for checks on words.
 *
 * @param part The part.
 * @returns The texts in order; those of a table include empty cells.
 */
function labelsOfPart(part: SheetPart): readonly Label[] {
  switch (part.kind) {
    case "heading":
    case "paragraph":
    case "banner":
      return [part.text];
    case "list":
      return part.items;
    case "facts":
      return part.items.flatMap(({ term, text }) => [term, text]);
    case "table":
      return [part.caption, ...part.columns, ...part.rows.flat()];
    case "lines":
      return [part.label];
    case "choice":
      return [part.label, ...part.options];
    case "quote":
      return [part.text, part.note];
    case "figure":
    case "evidence":
      return [];
  }
}
