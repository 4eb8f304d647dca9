/**
 * Worksheets on a page: each sheet opens on screen, and is a page of its own on paper.
 *
 * @module
 */
import type { SheetFile, SheetPage, SheetPart, SheetsPayload } from "../../lib/core/sheet.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Label, Language } from "../../lib/core/language.ts";
import { renderLegend } from "./_legend.ts";
import { type PageContext, placeOf, tell } from "./context.ts";
import type { BlockOf } from "./model.ts";
import { placeSvg } from "./svg.ts";

/** Where a part stands: ids of its own elements begin with `anchor`. */
interface PartPlace {
  readonly context: PageContext;
  readonly anchor: string;
  /** The id of the title of the page or section. */
  readonly titleId: string;
  /** The level of headings below the title of the page or section. */
  readonly level: "h4" | "h5";
}

/** How each kind of part is written. */
type PartWriters = {
  readonly [K in SheetPart["kind"]]: (
    part: Extract<SheetPart, { readonly kind: K }>,
    place: PartPlace,
  ) => Html;
};

const WRITERS: PartWriters = {
  heading: ({ text }, { context: { language }, level }) =>
    level === "h4"
      ? html`
        <h4>${text[language]}</h4>
      `
      : html`
        <h5>${text[language]}</h5>
      `,
  paragraph: ({ text }, { context }) =>
    html`
      <p class="utrecht-paragraph">${text[context.language]}</p>
    `,
  banner: ({ text }, { context }) =>
    html`
      <p class="big">${text[context.language]}</p>
    `,
  list: writeList,
  facts: writeFacts,
  table: writeTable,
  lines: writeLines,
  choice: writeChoice,
  quote: ({ text, note }, { context: { language } }) =>
    html`
      <blockquote
        class="utrecht-blockquote"><q>${text[language]}</q><br><span class="quote-note">${note[
          language
        ]}</span></blockquote>
    `,
  figure: writeFigure,
  evidence: writeEvidence,
};

function itemsOf(items: readonly Label[], language: Language): readonly Html[] {
  return items.map((item) =>
    html`
      <li>${item[language]}</li>
    `
  );
}

function writeList(part: Extract<SheetPart, { kind: "list" }>, { context }: PartPlace): Html {
  const items = itemsOf(part.items, context.language);
  if (part.marker === "number") {
    return html`
      <ol>${items}</ol>
    `;
  }
  return html`
    <ul class="${part.marker === "box" ? "boxes" : "utrecht-unordered-list"}">${items}</ul>
  `;
}

function writeFacts(part: Extract<SheetPart, { kind: "facts" }>, { context }: PartPlace): Html {
  const { language } = context;
  return html`
    <dl class="facts">${part.items.map(({ term, text }) =>
      html`
        <dt>${term[language]}</dt>
        <dd>${text[language]}</dd>
      `
    )}</dl>
  `;
}

function writeTable(
  part: Extract<SheetPart, { kind: "table" }>,
  { context: { language }, anchor, titleId }: PartPlace,
): Html {
  const head = part.columns.map((column) =>
    html`
      <th scope="col">${column[language]}</th>
    `
  );
  const rows = part.rows.map((row) =>
    html`
      <tr>${row.map((cell, i) => writeCell(cell[language], i === 0))}</tr>
    `
  );
  return html`
    <div class="scroll" role="region" tabindex="0" aria-labelledby="${titleId} ${anchor}">
      <table class="utrecht-table">
        <caption id="${anchor}">${part.caption[language]}</caption>
        <thead>
          <tr>${head}</tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
  `;
}

function writeCell(text: string, isFirst: boolean): Html {
  if (text === "") {
    return html`
      <td class="room"></td>
    `;
  }
  return isFirst
    ? html`
      <th scope="row">${text}</th>
    `
    : html`
      <td>${text}</td>
    `;
}

function writeLines(part: Extract<SheetPart, { kind: "lines" }>, { context }: PartPlace): Html {
  const rules = Array.from({ length: part.count }, () => html`<span class="rule"></span>`);
  return html`
    <div class="write"><p class="label">${part.label[context.language]}</p>${rules}</div>
  `;
}

function writeChoice(part: Extract<SheetPart, { kind: "choice" }>, { context }: PartPlace): Html {
  const { language } = context;
  return html`
    <div class="write">
      <p class="label">${part.label[language]}</p>
      <ul class="boxes options">${itemsOf(
        part.options,
        language,
      )}</ul>
    </div>
  `;
}

/** Draws a figure of the briefing once more, large, with ids of its own. A figure that is not there is left out. */
function writeFigure(
  part: Extract<SheetPart, { kind: "figure" }>,
  { context, anchor }: PartPlace,
): Html {
  const { language, briefing } = context;
  const block = briefing.blocks.find((one): one is BlockOf<"figure"> =>
    one.kind === "figure" && one.payload.id === part.figureId
  );
  if (block === undefined) return html``;
  const figure = block.payload;
  const svg = placeSvg(figure.svg[language].wide, {
    idPrefix: `${anchor}-`,
    labelledBy: `${anchor}-t`,
    describedBy: `${anchor}-d`,
  });
  return html`
    <p class="big" id="${anchor}-t">${figure.title[language]}</p>
    <p class="sub">${figure.subtitle[language]}</p>
    ${renderLegend(context, figure.legend)}<div class="plot">${svg}</div>
    <p class="desc" id="${anchor}-d">${figure.description[language]}</p>
    <p class="utrecht-paragraph not-told"><strong>${tell(context, "figureNotTold")}.</strong> ${figure
      .notTold[language]}</p>
  `;
}

function writeEvidence(part: Extract<SheetPart, { kind: "evidence" }>, { context }: PartPlace): Html {
  const links = part.ids.flatMap((id) => context.places.get(id) ?? []).map((place, i) =>
    html`${
      i === 0 ? "" : ", "
    }<a class="utrecht-link" href="#${place.anchor}">${place.name.toLowerCase()}</a>`
  );
  if (links.length === 0) return html``;
  return html`
    <p class="basis">${tell(context, "basedOn")}: ${links}</p>
  `;
}

function writePart<K extends SheetPart["kind"]>(
  part: Extract<SheetPart, { readonly kind: K }>,
  place: PartPlace,
): Html {
  // The kind of the part names its writer; TypeScript can't follow that across the map.
  const write = WRITERS[part.kind as K] as (part: SheetPart, place: PartPlace) => Html;
  return write(part, place);
}

/** From this number of columns a sheet of A4 upright breaks words in the middle. */
const LYING_COLUMNS = 7;

/** The paper of a sheet as the style knows it. */
function paperClass({ paper, parts }: SheetPage): string {
  if (paper === "A3") return "a3";
  const lies = parts.some((part) => part.kind === "table" && part.columns.length >= LYING_COLUMNS);
  return lies ? "a4 lying" : "a4";
}

function renderPage(context: PageContext, pack: SheetsPayload, page: SheetPage, anchor: string): Html {
  const { language } = context;
  const number = String(pack.pages.indexOf(page) + 1);
  const paper = tell(context, "sheetPaper", {
    number,
    count: String(pack.pages.length),
    paper: page.paper,
  });
  const parts = page.parts.map((part, i) =>
    writePart(part, { context, anchor: `${anchor}-${i + 1}`, level: "h5", titleId: `${anchor}-t` })
  );
  return html`
    <details class="sheet ${paperClass(page)}" id="${anchor}">
      <summary><h4 id="${anchor}-t">${page
        .title[language]}</h4> <span class="sub">${paper}</span></summary>
      <article aria-label="${page.title[language]}">${parts}<p class="foot">${context.briefing.parameters
        .title[language]}. ${pack.title[language]}</p></article>
    </details>
  `;
}

/** Bytes of a kB as pages write it. */
const KILOBYTE = 1000;

function renderFile(context: PageContext, file: SheetFile): Html {
  const bytes = new TextEncoder().encode(file.text).length;
  const size = String(Math.max(1, Math.round(bytes / KILOBYTE)));
  const address = `data:${file.mime};charset=utf-8,${encodeURIComponent(file.text)}`;
  return html`
    <li><a class="utrecht-link get" download="${file.name}" href="${address}">${tell(context, "saveFile", {
      what: file.label[context.language],
      size,
    })}</a></li>
  `;
}

/** A section stands open: its parts follow its title, and on slides it is one slide. */
function renderOpen(context: PageContext, block: BlockOf<"sheets">): Html {
  const { anchor } = placeOf(context, block);
  const { language } = context;
  const pack = block.payload;
  const parts = pack.pages.map((page, i) =>
    page.parts.map((part, j) =>
      writePart(part, { context, anchor: `${anchor}-${i + 1}-${j + 1}`, level: "h4", titleId: `${anchor}-t` })
    )
  );
  return html`
    <div class="blok open-sheet"
      id="${anchor}"><h3 class="utrecht-heading-3" id="${anchor}-t">${pack.title[language]}</h3>
    <p class="utrecht-paragraph">${pack.intro[language]}</p>${parts}</div>
  `;
}

function renderPack(context: PageContext, block: BlockOf<"sheets">): Html {
  const pack = block.payload;
  if (pack.layout === "section") return renderOpen(context, block);
  const { anchor } = placeOf(context, block);
  const files = pack.files.length === 0 ? html`` : html`
    <ul class="sheet-files">${pack.files.map((file) => renderFile(context, file))}</ul>
  `;
  // A title that cannot stand above its first sheet would take a page of its own on paper.
  const [first] = pack.pages;
  const bare = first !== undefined && paperClass(first) !== "a4" ? " bare" : "";
  return html`
    <div class="sheets${bare}" id="${anchor}"><h3 class="utrecht-heading-3">${pack
      .title[context.language]}</h3>
    <p class="utrecht-paragraph">${pack.intro[context.language]}</p>
    ${files}${pack.pages.map((page, i) => renderPage(context, pack, page, `${anchor}-${i + 1}`))}</div>
  `;
}

/**
 * Renders a run of packs of sheets.
 *
 * @param context The page.
 * @param blocks The packs.
 * @returns The markup.
 */
export function renderSheets(context: PageContext, blocks: readonly BlockOf<"sheets">[]): Html {
  return html`${blocks.map((block) => renderPack(context, block))}`;
}
