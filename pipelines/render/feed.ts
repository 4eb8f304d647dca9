/**
 * Feeds for followers: Atom and JSON Feed. Dates are those of the edition, so that the same edition gives the same
 * bytes.
 *
 * @module
 */
import { canonicalJson } from "../../lib/core/hash.ts";
import type { Language } from "../../lib/core/language.ts";
import { formatDate } from "../../lib/core/format.ts";
import type { SiteFile } from "./reference_frame.ts";
import type { EditionIndex } from "./edition_index.ts";
import { sitePath } from "./site_nav.ts";
import { say } from "./ui_strings.ts";

interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly summary: string;
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

function itemsOf(index: EditionIndex, language: Language): readonly FeedItem[] {
  return index.entries.flatMap((entry): readonly FeedItem[] => {
    const href = entry.pages[language];
    if (entry.status !== "released" || href === undefined) return [];
    return [{
      id: nameOf("edition", index.editionId, href),
      title: entry.title[language],
      href,
      summary: `${entry.pilot[language]}, ${entry.place[language]}. ${entry.summary[language]}`,
    }];
  }).sort((a, b) => a.title.localeCompare(b.title, language) || (a.id < b.id ? -1 : 1));
}

/** The moment that an edition counts as made: its day has no hour. */
function momentOf(index: EditionIndex): string {
  return `${index.generatedFor}T00:00:00Z`;
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
  const updated = momentOf(index);
  const { atom } = feedPaths(language);
  const entries = itemsOf(index, language).map(({ id, title, href, summary }) =>
    [
      "  <entry>",
      `    <id>${escapeXml(id)}</id>`,
      `    <title>${escapeXml(title)}</title>`,
      `    <link rel="alternate" type="text/html" hreflang="${language}" href="${escapeXml(href)}"/>`,
      `    <updated>${updated}</updated>`,
      `    <summary>${escapeXml(summary)}</summary>`,
      "  </entry>",
    ].join("\n")
  );
  const content = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `  <id>${escapeXml(nameOf("feed", language))}</id>`,
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
    items: itemsOf(index, language).map(({ id, title, href, summary }) => ({
      id,
      title,
      url: href,
      content_text: summary,
      date_published: momentOf(index),
      language,
    })),
  });
  return { path: json, content: `${content}\n` };
}
