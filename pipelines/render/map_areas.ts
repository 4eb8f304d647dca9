/**
 * The list with which a reader looks up an area of a map, by keyboard or by touch. Without script it stays away: the
 * table below the map has every area.
 *
 * @module
 */
import type { FigurePayload, MapArea } from "../../lib/core/display.ts";
import { type Html, html } from "../../lib/core/html.ts";
import { type PageContext, tell } from "./context.ts";

/** Classes that `lib/charts` gives to areas; anything else is no area. */
const MARK = /^ss-[A-Za-z0-9]{1,12}$/;

/**
 * Renders the list of the areas of a map.
 *
 * @param context The page.
 * @param figure The figure.
 * @param anchor The id of the figure's element.
 * @returns The markup; empty for a figure that is no map.
 */
export function renderAreaList(context: PageContext, figure: FigurePayload, anchor: string): Html {
  const { language } = context;
  const areas: readonly MapArea[] = (figure.areas ?? []).filter(({ mark }) => MARK.test(mark));
  if (areas.length === 0) return html``;
  const options = areas.toSorted((a, b) => a.label[language].localeCompare(b.label[language], language)).map((
    { mark, label, text },
  ) =>
    html`
      <option value="${mark}" data-text="${text[language]}">${label[language]}</option>
    `
  );
  return html`
    <p class="find-area" data-areas
      hidden><label for="${anchor}-gebied">${tell(
        context,
        "findArea",
      )}</label> <select id="${anchor}-gebied"><option value="">${tell(
        context,
        "chooseArea",
      )}</option>${options}</select> <span role="status"></span></p>
  `;
}
