/**
 * Feeds for followers: Atom and JSON Feed. A follower hears of an edition once, and of each briefing in it that is new or
 * has changed, with how much; a briefing that says what it said before is not announced again. Dates are those of the
 * editions, so that the same edition gives the same bytes.
 *
 * @module
 */
import { canonicalJson } from "../../lib/core/hash.ts";
import type { Language } from "../../lib/core/language.ts";
import { formatDate } from "../../lib/core/format.ts";
import type { SiteFile } from "./reference_frame.ts";
import type { EditionIndex, IndexEntry } from "./edition_index.ts";
import { earlierIndexPath, sitePath } from "./site_nav.ts";
import { say } from "./ui_strings.ts";

/** Earlier editions that a feed still names: a follower who was away for a year of months misses none. */
const MOST_EARLIER = 12;

interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly summary: string;
  /** The day of the edition that it belongs to. */
  readonly date: string;
}

function escapeXml(text: string): string {
  // Characters that XML does not allow at all have no spelling: they go.
  // deno-lint-ignore no-control-regex
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Names that stay the same wherever the edition is put: it knows no host. */
function nameOf(...parts: readonly string[]): string {
  return ["urn:smart-start", ...parts.map((part) => encodeURIComponent(part))].join(":");
}

/** Whether a follower has to hear of a briefing: it is new, it changed, or there was nothing to compare it with. */
function isNews({ status, changes }: IndexEntry): boolean {
  return status === "released" && changes?.extent !== "same";
}

function briefingItems(index: EditionIndex, language: Language): readonly FeedItem[] {
  return index.entries.flatMap((entry): readonly FeedItem[] => {
    const href = entry.pages[language];
    if (!isNews(entry) || href === undefined) return [];
    const { pilot, place, summary, title, changes } = entry;
    const told = changes === undefined ? "" : ` ${changes.text[language]}.`;
    return [{
      id: nameOf("edition", index.editionId, href),
      title: title[language],
      href,
      summary: `${pilot[language]}, ${place[language]}. ${summary[language]}${told}`,
      date: index.generatedFor,
    }];
  }).sort((a, b) => a.title.localeCompare(b.title, language) || (a.id < b.id ? -1 : 1));
}

/** What an edition brought, in a sentence: how many briefings, how many of them changed, which are gone. */
function tellEdition({ entries, previous }: EditionIndex, language: Language): string {
  const released = entries.filter(({ status }) => status === "released");
  const count = String(released.length);
  if (previous === undefined) return say("feedFirst", language, { count });
  const news = String(released.filter(isNews).length);
  const told = say("feedNews", language, { news, count, edition: previous.editionId });
  const gone = previous.gone.map((title) => title[language]).join("; ");
  return gone === "" ? told : `${told} ${say("indexGone", language)}: ${gone}.`;
}

/** The edition itself, then what is news in it, then the editions before: under the names that they had when they were new. */
function itemsOf(index: EditionIndex, language: Language): readonly FeedItem[] {
  const item = (editionId: string, date: string, href: string, summary: string): FeedItem => ({
    id: nameOf("edition", editionId),
    title: say("feedEdition", language, { edition: editionId }),
    href,
    summary,
    date,
  });
  const { editionId, generatedFor } = index;
  return [
    item(editionId, generatedFor, sitePath("index", language), tellEdition(index, language)),
    ...briefingItems(index, language),
    ...index.archive.slice(0, MOST_EARLIER).map(({ editionId, date }) =>
      item(
        editionId,
        date,
        earlierIndexPath(editionId, language),
        say("feedEarlier", language, { date: formatDate(date, language) }),
      )
    ),
  ];
}

/** A day as a moment: an edition has no hour. */
function momentOf(date: string): string {
  return `${date}T00:00:00Z`;
}

/**
 * Gives the paths of the feeds within the edition.
 *
 * @param language The language.
 * @returns The path of the Atom feed and of the JSON feed.
 */
export function feedPaths(language: Language): { readonly atom: string; readonly json: string } {
  const stem = language === "nl" ? "feed" : `feed.${language}`;
  return { atom: `${stem}.xml`, json: `${stem}.json` };
}

/**
 * Writes the Atom feed of an edition.
 *
 * Source: RFC 4287. Links are relative: an edition does not know where it will stand.
 *
 * @param index The edition.
 * @param language The language of the feed.
 * @returns The file.
 */
export function renderAtom(index: EditionIndex, language: Language): SiteFile {
  const updated = momentOf(index.generatedFor);
  const { atom } = feedPaths(language);
  const entries = itemsOf(index, language).map(({ id, title, href, summary, date }) =>
    [
      "  <entry>",
      `    <id>${escapeXml(id)}</id>`,
      `    <title>${escapeXml(title)}</title>`,
      `    <link rel="alternate" type="text/html" hreflang="${language}" href="${escapeXml(href)}"/>`,
      `    <updated>${momentOf(date)}</updated>`,
      `    <summary>${escapeXml(summary)}</summary>`,
      "  </entry>",
    ].join("\n")
  );
  const content = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `  <id>${escapeXml(nameOf("feed", index.region?.label.nl ?? "", language))}</id>`,
    `  <title>${escapeXml(say("feedTitle", language))}</title>`,
    `  <subtitle>${escapeXml(subtitleOf(index, language))}</subtitle>`,
    `  <author><name>Smart Start</name></author>`,
    `  <updated>${updated}</updated>`,
    `  <link rel="self" type="application/atom+xml" href="${atom}"/>`,
    `  <link rel="alternate" type="text/html" href="${sitePath("index", language)}"/>`,
    ...entries,
    "</feed>",
  ].join("\n");
  return { path: atom, content: `${content}\n` };
}

function subtitleOf(index: EditionIndex, language: Language): string {
  const edition = say("feedEdition", language, { edition: index.editionId });
  const data = index.data === "synthetic" ? ` ${say("syntheticShort", language)}.` : "";
  return `${edition}, ${formatDate(index.generatedFor, language)}.${data}`;
}

/**
 * Writes the JSON feed of an edition.
 *
 * Source: JSON Feed, version 1.1. Links are relative: an edition does not know where it will stand.
 *
 * @param index The edition.
 * @param language The language of the feed.
 * @returns The file.
 */
export function renderJsonFeed(index: EditionIndex, language: Language): SiteFile {
  const { json } = feedPaths(language);
  const content = canonicalJson({
    version: "https://jsonfeed.org/version/1.1",
    title: say("feedTitle", language),
    description: subtitleOf(index, language),
    language,
    home_page_url: sitePath("index", language),
    feed_url: json,
    authors: [{ name: "Smart Start" }],
    items: itemsOf(index, language).map(({ id, title, href, summary, date }) => ({
      id,
      title,
      url: href,
      content_text: summary,
      date_published: momentOf(date),
      language,
    })),
  });
  return { path: json, content: `${content}\n` };
}
