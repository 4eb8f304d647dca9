/**
 * A figure with everything that belongs to it: title, drawing for two widths, description, how to read it, numbers,
 * source. The order is the same in every figure.
 *
 * @module
 */
import type { FigurePayload } from "../../lib/core/display.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import { renderLegend } from "./_legend.ts";
import { type PageContext, placeOf, tell } from "./context.ts";
import { renderCsvLink, renderProtection, renderSource, renderTable } from "./data_table.ts";
import { renderAreaList } from "./map_areas.ts";
import type { BlockOf } from "./model.ts";
import { figureNotes } from "./notes.ts";
import { placeSvg } from "./svg.ts";
import { linkTerms } from "./terms.ts";

/** The room of a drawing on a slide, in pixels of a screen of 1920 by 1080. */
const SLIDE_ROOM = { width: 1240, height: 710 } as const;

/** Width and height of a drawing. */
const VIEW_BOX = /viewBox="\S+ \S+ (\S+) (\S+)"/;

/** How much larger a drawing can be shown on a slide; 0 for a drawing without a size. */
function slideScale(svg: string): number {
  const [, width = "", height = ""] = VIEW_BOX.exec(svg) ?? [];
  const scale = Math.min(SLIDE_ROOM.width / Number(width), SLIDE_ROOM.height / Number(height));
  return Number.isFinite(scale) ? scale : 0;
}

/** Drawings higher than this part of their width get more of a sheet of paper, or their letters would be too small. */
const HIGH = { high: 0.6, highest: 0.9 } as const;

/** The class of a drawing that is high for its width; empty for others. */
function heightClass(svg: string): string {
  const [, width = "", height = ""] = VIEW_BOX.exec(svg) ?? [];
  const ratio = Number(height) / Number(width);
  return ratio > HIGH.highest ? " highest" : ratio > HIGH.high ? " high" : "";
}

function renderDrawings(figure: FigurePayload, anchor: string, language: Language): Html {
  const place = { labelledBy: `${anchor}-t`, describedBy: `${anchor}-d` };
  const { wide, narrow } = figure.svg[language];
  // On a slide the drawing shows whose letters become the largest.
  const onSlide = slideScale(narrow) > slideScale(wide) ? "deck-n" : "deck-w";
  return html`
    <div class="plot w ${onSlide}${heightClass(wide)}">${placeSvg(wide, {
      ...place,
      idPrefix: `${anchor}-w-`,
    })}</div>
    <div class="plot n ${onSlide}">${placeSvg(narrow, { ...place, idPrefix: `${anchor}-n-` })}</div>
  `;
}

function renderPrompts(context: PageContext, figure: FigurePayload): Html {
  if (figure.prompts.length === 0) return html``;
  const prompts = figure.prompts.map((prompt) =>
    html`
      <li>${prompt[context.language]}</li>
    `
  );
  return html`
    <div class="prompts">
      <p class="label">${tell(context, "prompts")}</p>
      <ul>${prompts}</ul>
    </div>
  `;
}

/**
 * Renders a figure.
 *
 * The drawing is named by the visible title and described by the visible paragraph. One of its two widths shows.
 *
 * @param context The page.
 * @param block The block.
 * @returns The markup.
 * @throws {SvgRefused} When a drawing holds something that drawings may not hold.
 */
export function renderFigure(context: PageContext, block: BlockOf<"figure">): Html {
  const { anchor, name } = placeOf(context, block);
  const { language } = context;
  const figure = block.payload;
  const notTold = figure.notTold[language] === "" ? html`` : html`
    <p class="utrecht-paragraph not-told"><strong>${tell(context, "figureNotTold")}.</strong> ${linkTerms(
      context.terms,
      figure.notTold[language],
    )}</p>
  `;
  return html`
    <figure class="blok fig" id="${anchor}" aria-labelledby="${anchor}-t">
    <figcaption><h3 class="utrecht-heading-3" id="${anchor}-t"><span class="nr">${name}.</span> ${figure
      .title[language]}</h3>
    <p class="sub">${linkTerms(context.terms, figure.subtitle[language])}</p></figcaption>
    ${renderLegend(context, figure.legend)}${renderDrawings(
      figure,
      anchor,
      language,
    )}${renderAreaList(context, figure, anchor)}<p class="desc" id="${anchor}-d">${figure
      .description[language]}</p>
    ${notTold}${renderPrompts(context, figure)}<details class="how"><summary>${tell(
      context,
      "howToRead",
    )}</summary><p class="utrecht-paragraph">${figure.howToRead[language]}</p></details>
    <details class="data"><summary>${tell(context, "showNumbers")}</summary>
    ${renderTable(figure.table, language, tell(context, "tableOf", { what: name.toLowerCase() }))}
    ${renderCsvLink(figure.table, language, anchor)}
    ${renderProtection(context, figure.table.definition, block.receipts, block.cellId)}</details>
    ${renderSource(context, figure.source, { anchor, name })}${figureNotes(context, figure)}
    </figure>
  `;
}
