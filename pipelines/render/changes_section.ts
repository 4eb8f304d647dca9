/**
 * Tells what changed in a briefing: a section of its page, and a few words for an index.
 *
 * @module
 */
import { type Html, html } from "../../lib/core/html.ts";
import { type Language, mapLabel } from "../../lib/core/language.ts";
import type { BriefingChange, ChangeKind } from "./compare.ts";
import type { IndexEntry } from "./edition_index.ts";
import type { Section } from "./sections.ts";
import { say, type UiKey } from "./ui_strings.ts";

const KIND_KEY: Readonly<Record<ChangeKind, UiKey>> = {
  added: "changeAdded",
  removed: "changeRemoved",
  place: "changePlace",
  rows: "changeRows",
  numbers: "changeNumbers",
  scope: "changeScope",
  sentence: "changeSentence",
  definition: "changeDefinition",
  protection: "changeProtection",
};
/** More changes of one kind are counted: a list of hundreds is not read. */
const MAXIMUM_SHOWN = 12;
/** More rows of one figure are counted. */
const MOST_ROWS = 6;

/** The changes that a reader of one language sees: a text that changed in the other language only is none. */
function seenIn(changes: readonly BriefingChange[], language: Language): readonly BriefingChange[] {
  return changes.filter(({ before, after }) =>
    before === null || after === null || before[language] !== after[language]
  );
}

function renderChange({ kind, what, before, after }: BriefingChange, language: Language): Html {
  const none = say("noneText", language);
  if (kind === "rows") {
    const key = before === null ? "changeRowCame" : "changeRowWent";
    return html`<li>${say(key, language, { what: what[language] })}</li>`;
  }
  if (before === null && after === null) return html`<li>${what[language]}</li>`;
  if (kind === "sentence" && before !== null) {
    return html`<li>${what[language]} <span class="was">(${say("changeWas", language)}: ${
      before[language]
    })</span></li>`;
  }
  return html`<li>${what[language]}: ${
    say("changeFromTo", language, { from: before?.[language] ?? none, to: after?.[language] ?? none })
  }</li>`;
}

/** A list of which no more than so many items are shown; the rest is counted. */
function renderItems(items: readonly Html[], most: number, language: Language): Html {
  const more = items.length - most;
  return html`
    <ul class="utrecht-unordered-list">${items.slice(0, most)}${more > 0
      ? html`<li>${say("changeMore", language, { count: String(more) })}</li>`
      : html``}</ul>
  `;
}

/** The numbers by figure or table, each named once, with a line for each row. */
function renderNumbers(changes: readonly BriefingChange[], language: Language): Html {
  const byThing = Map.groupBy(changes, ({ at, what }) => (at?.thing ?? what)[language]);
  const items = [...byThing].map(([thing, own]) =>
    html`
      <li>${thing}${renderItems(
        own.map((change) => renderChange({ ...change, what: change.at?.within ?? change.what }, language)),
        MOST_ROWS,
        language,
      )}</li>
    `
  );
  return renderItems(items, MAXIMUM_SHOWN, language);
}

/**
 * Tells the changes in a section of the page; pass it to `renderBriefing` as an extra section.
 *
 * @param all The changes.
 * @param options The reader's language and the edition that was compared with.
 * @returns The section; it says so when nothing changed.
 */
export function changesSection(
  all: readonly BriefingChange[],
  options: { readonly language: Language; readonly previousEditionId: string },
): Section {
  const { language } = options;
  const changes = seenIn(all, language);
  const heading = say("changes", language, { edition: options.previousEditionId });
  const kinds = [...new Set(changes.map((change) => change.kind))];
  const lists = kinds.map((kind) => {
    const own = changes.filter((change) => change.kind === kind);
    const list = kind === "numbers"
      ? renderNumbers(own, language)
      : renderItems(own.map((change) => renderChange(change, language)), MAXIMUM_SHOWN, language);
    return html`
      <div class="blok">
        <h3 class="utrecht-heading-3">${say(KIND_KEY[kind], language)}</h3>
        ${list}
      </div>
    `;
  });
  const none = html`
    <p class="utrecht-paragraph">${say("noChanges", language)}</p>
  `;
  return { id: "veranderd", heading, body: lists.length === 0 ? [none] : lists };
}

/** ": andere cijfers 12, andere tekst 2": what the changes are about, in the order of a briefing's own section. */
function kindsOf(changes: readonly BriefingChange[], language: Language): string {
  const counts = (Object.keys(KIND_KEY) as ChangeKind[]).flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${lowerFirst(say(KIND_KEY[kind], language))} ${count}`];
  });
  return counts.length === 0 ? "" : ` (${counts.join(", ")})`;
}

/**
 * Makes the first letter of a text of the page small, for use inside a sentence.
 *
 * @param text The text.
 * @returns The text.
 */
export function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/**
 * Tells in a few words how much changed and in what, for an index.
 *
 * @param changes The changes; null for a briefing that the earlier edition did not have.
 * @returns The words, whether the briefing has a section about them, and whether there is news.
 */
export function tellChanges(
  changes: readonly BriefingChange[] | null,
): NonNullable<IndexEntry["changes"]> {
  const news = changes !== null && changes.length > 0;
  return {
    text: mapLabel((language) =>
      changes === null ? say("changedNew", language) : tellCount(changes, language)
    ),
    told: changes === null ? "here-only" : "in-briefing",
    extent: changes === null ? "new" : news ? "changed" : "same",
  };
}

function tellCount(all: readonly BriefingChange[], language: Language): string {
  const changes = seenIn(all, language);
  const key = changes.length === 0 ? "changedNone" : changes.length === 1 ? "changedOne" : "changedCount";
  return `${say(key, language, { count: String(changes.length) })}${kindsOf(changes, language)}`;
}
