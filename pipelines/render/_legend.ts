/**
 * The legend of a figure, in HTML: it can be read, enlarged and translated like any text.
 *
 * @module
 */
import type { LegendItem } from "../../lib/core/display.ts";
import { type Html, html } from "../../lib/core/html.ts";
import { type PageContext, tell } from "./context.ts";

/** Colour slots that the style sheet knows. */
const SLOT = /^(?:c-[1-6]|muted|seq-[1-5]|hatch)$/;

/** More than the whole patch, whatever its size. */
const PATCH = "M0 0h99v99H0z";

/** The patch of colour before a word of the legend; the pattern of hidden numbers is a matter of style. */
function renderKey(slot: string): Html {
  if (slot === "hatch") return html`<span class="key hatch"></span>`;
  // Spaces around the patch would stand between it and its word.
  // deno-fmt-ignore
  return html`<svg class="key" aria-hidden="true"><path fill="var(--${slot})" d="${PATCH}"/></svg>`;
}

/**
 * Writes what the colours and patterns of a figure stand for.
 *
 * @param context The page.
 * @param legend The entries; without any, nothing is written.
 * @returns A list.
 */
export function renderLegend(context: PageContext, legend: readonly LegendItem[]): Html {
  if (legend.length === 0) return html``;
  const items = legend.map(({ slot, label }) =>
    html`
      <li>${renderKey(SLOT.test(slot) ? slot : "muted")}${label[context.language]}</li>
    `
  );
  return html`
    <ul class="legend" aria-label="${tell(context, "legend")}">${items}</ul>
  `;
}
