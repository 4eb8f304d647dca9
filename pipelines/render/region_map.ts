/**
 * A schematic map of a region: one tile a municipality, with the briefings about it. A list in the document, so that
 * it reads in order without the picture.
 *
 * @module
 */
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import type { ReferenceContent, ReferencePlace } from "../../lib/core/reference.ts";
import { say } from "./ui_strings.ts";

/** A briefing on the map. */
export interface MappedBriefing {
  /** Its title. */
  readonly title: string;
  /** The place it is about, in words. */
  readonly place: string;
  /** Its page. */
  readonly href: string;
}

function isAbout(briefing: MappedBriefing, { name }: ReferencePlace): boolean {
  return briefing.place.toLowerCase().includes(name.toLowerCase());
}

function renderLinks(briefings: readonly MappedBriefing[]): Html {
  return html`<ul>${
    briefings.map(({ title, href }) => html`<li><a class="utrecht-link" href="${href}">${title}</a></li>`)
  }</ul>`;
}

function renderTile(place: ReferencePlace, briefings: readonly MappedBriefing[], language: Language): Html {
  const own = briefings.filter((briefing) => isAbout(briefing, place));
  // Columns and rows are classes: the policy of the page allows no style on elements.
  const at = `tile c${place.column + 1} r${place.row + 1}`;
  const none = html`<span class="vh">: ${say("mapNone", language)}</span>`;
  return html`
    <li class="${at} ${own.length === 0 ? "empty" : "full"}"><strong>${place.name}</strong>${own.length === 0
      ? none
      : renderLinks(own)}</li>
  `;
}

/**
 * Renders the map.
 *
 * A briefing stands on the tiles whose names occur in its place; one that names none is about the whole region.
 *
 * @param region The region.
 * @param briefings The briefings, in the order in which they are listed.
 * @param language The reader's language.
 * @returns The markup of a section; empty when there is nothing to show.
 */
export function renderRegionMap(
  region: ReferenceContent["region"],
  briefings: readonly MappedBriefing[],
  language: Language,
): Html {
  if (region.places.length === 0 || briefings.length === 0) return html``;
  const whole = briefings.filter((briefing) => !region.places.some((place) => isAbout(briefing, place)));
  const rest = whole.length === 0 ? html`` : html`
    <p class="label">${say("mapWhole", language)}</p>
    ${renderLinks(whole)}
  `;
  return html`
    <section id="kaart" aria-labelledby="kaart-t">
      <h2 class="utrecht-heading-2" id="kaart-t">${say("mapTitle", language)}</h2>
      <p class="utrecht-paragraph">${say("mapText", language, { region: region.label[language] })}</p>
      <ul class="tiles">${region.places.map((place) => renderTile(place, briefings, language))}</ul>
      ${rest}
    </section>
  `;
}
